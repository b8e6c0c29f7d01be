//! A technique that nothing says when to leave alone.

use super::super::danger::warnings_of;
use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "technique-without-contraindications",
    group: Group::Safety,
    level: Level::Error,
    summary: "a technique without a contraindication, either its own, from a broader technique, or one that applies to it",
    why: "no technique suits everybody, and a reader must be told when not to use it",
    standard: Some("HONcode principle 2 (complementarity); DISCERN question 11 (risks of each treatment)"),
    bad: Example(
        r#"
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch # <-- here
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
dose:
  duration:
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
red_flags:
  - cannot-bear-weight
"#,
    ),
    good: Example(
        r#"
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
dose:
  duration:
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, &[Kind::Techniques, Kind::Tools, Kind::Contraindications], findings) {
        return;
    }
    let base = &context.corpus.base;
    for (file, technique) in base.techniques.filed() {
        if technique.status == Status::Withdrawn || !warnings_of(base, technique).is_empty() {
            continue;
        }
        let message = format!("the technique `{}` has no contraindication", technique.id);
        findings.report(
            Finding::new(file, Place::value("/name"), message).label("when must it not be used?").help(
                "under `contraindications:`, list when not to do it, or when to ask a professional first",
            ),
        );
    }
}
