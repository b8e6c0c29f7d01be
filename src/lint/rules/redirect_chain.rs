//! A record whose place was taken by one that is gone as well.

use std::collections::HashMap;

use super::super::head::{Head, heads};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "redirect-chain",
    group: Group::Hygiene,
    level: Level::Error,
    summary: "a record whose replacement is withdrawn, replaced again, or the record itself",
    why: "a reader of an old link is sent from record to record and finds nothing in the end",
    standard: None,
    bad: Example(
        "
>>> practices/warm-up.yaml
id: warm-up
name: Warm-up
summary: Easy movement before harder activity.
category: prevention
>>> practices/warming-up.yaml
id: warming-up
name: Warming up
summary: Easy movement before harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: renamed
  date: 2026-11-01
replaced_by: warm-up
>>> practices/warm-body.yaml
id: warm-body
name: Warm body
summary: Easy movement before harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: renamed
  date: 2026-10-01
replaced_by: warming-up # <-- here
>>> practices/cool-body.yaml
id: cool-body
name: Cool body
summary: Easy movement after harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: renamed
  date: 2026-10-01
replaced_by: cool-body # <-- here
>>> practices/cooling-off.yaml
id: cooling-off
name: Cooling off
summary: Easy movement after harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: no longer advised
  date: 2026-10-01
>>> practices/cooler-body.yaml
id: cooler-body
name: Cooler body
summary: Easy movement after harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: renamed
  date: 2026-10-01
replaced_by: cooling-off # <-- here
",
    ),
    good: Example(
        "
>>> practices/warming-up.yaml
id: warming-up
name: Warming up
summary: Easy movement before harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: renamed
  date: 2026-11-01
replaced_by: warm-up
>>> practices/warm-body.yaml
id: warm-body
name: Warm body
summary: Easy movement before harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: renamed
  date: 2026-10-01
replaced_by: warm-up
",
    ),
    check,
};

type Heads<'b> = HashMap<(Kind, &'b str), Head<'b>>;

/// The most replacements that are followed; nobody replaces a record so often.
const MOST_STEPS: usize = 32;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    if !heads(base).any(|head| head.replaced_by.is_some()) {
        return;
    }
    let by_id: Heads<'_> = heads(base).map(|head| ((head.kind, head.id), head)).collect();
    let mut replaced: Vec<&Head<'_>> = by_id.values().filter(|head| head.replaced_by.is_some()).collect();
    replaced.sort_by_key(|head| head.file);
    for head in replaced {
        let Some(target) = next(&by_id, head) else { continue };
        let mut way = vec![head];
        let mut end = Some(target);
        while let Some(here) = end.filter(|here| way.iter().all(|known| known.file != here.file)) {
            way.push(here);
            end = if way.len() > MOST_STEPS { None } else { next(&by_id, here) };
        }
        let last = way.last().copied().unwrap_or(head);
        let is_gone = |head: &Head<'_>| head.status == Status::Withdrawn || head.replaced_by.is_some();
        if !is_gone(target) {
            continue;
        }
        let (message, help) = if target.file == head.file {
            (
                format!("`{}` says that it was replaced by itself", head.id),
                "name the record that replaced it, or remove `replaced_by`".to_owned(),
            )
        } else if end.is_some_and(|end| end.file == head.file) {
            (
                format!("`{}` is replaced by `{}`, which leads back to it", head.id, target.id),
                "name a record that is in force in one of them, or remove `replaced_by`".to_owned(),
            )
        } else {
            let what = if target.replaced_by.is_some() { "was replaced too" } else { "is withdrawn" };
            let help = if is_gone(last) {
                "name a record that is in force, or remove `replaced_by` and say why in `withdrawal`"
                    .to_owned()
            } else {
                format!("write `replaced_by: {}`, which is where the chain ends", last.id)
            };
            (format!("`{}` is replaced by `{}`, which {what}", head.id, target.id), help)
        };
        let at = if target.replaced_by.is_some() { "/replaced_by" } else { "/status" };
        let mut finding = Finding::new(head.file, Place::value("/replaced_by"), message).help(help);
        if target.file != head.file {
            finding =
                finding.related(target.file, Place::value(at), format!("it says so in `{}`", target.id));
        }
        findings.report(finding);
    }
}

fn next<'m, 'b>(by_id: &'m Heads<'b>, head: &Head<'b>) -> Option<&'m Head<'b>> {
    by_id.get(&(head.kind, head.replaced_by?))
}
