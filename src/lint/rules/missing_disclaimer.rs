//! A kind of record that must carry a disclaimer, and has none.

use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule, Subject};
use crate::diagnostic::Level;
use crate::model::{Disclaimer, Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "missing-disclaimer",
    group: Group::Safety,
    level: Level::Error,
    summary: "a kind or language for which kb.toml requires a disclaimer, and none is published",
    why: "before following instructions, a reader must be told in their own language that the text does not replace a professional",
    standard: Some("HONcode principle 2 (complementarity)"),
    bad: Example(
        r#"
>>> kb.toml
title = "A small knowledge base"
language = "en"
licence = "CC-BY-4.0"

[disclaimers]
required_for = [
    "techniques",
    "questions", # <-- here
]
locales = [
    "en",
    "de", # <-- here
]
"#,
    ),
    good: Example(
        r#"
>>> kb.toml
title = "A small knowledge base"
language = "en"
licence = "CC-BY-4.0"

[disclaimers]
required_for = [
    "techniques",
    "questions",
]
locales = [
    "en",
    "de",
]
>>> disclaimers/informational-only.yaml
id: informational-only
name: For information only
text:
  de: Dieser Text informiert. Er ersetzt keinen ärztlichen Rat. Fragen Sie eine Fachperson.
  en: This text informs. It is not medical advice. See a health professional about your own case.
scope:
  - techniques
  - guides
  - questions
must_precede_instructions: true
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let required = &context.config.disclaimers_required_for;
    if required.is_empty() || !all_read(context, &[Kind::Disclaimers], findings) {
        return;
    }
    let published: Vec<&Disclaimer> = context
        .corpus
        .base
        .disclaimers
        .all()
        .filter(|disclaimer| disclaimer.status == Status::Published)
        .collect();
    for (kind, span) in required {
        if !context.corpus.files.iter().any(|file| file.kind == Some(*kind)) {
            continue;
        }
        let own: Vec<&Disclaimer> =
            published.iter().copied().filter(|disclaimer| disclaimer.scope.contains(kind)).collect();
        if own.is_empty() {
            let message = format!("no published disclaimer covers `{kind}`");
            findings.report(
                Finding::new(Subject::Manifest, Place::Bytes(*span), message)
                    .label("these records must carry one")
                    .help(format!("add `{kind}` to the `scope` of a record in `disclaimers/`, or write one")),
            );
            continue;
        }
        for (locale, span) in &context.config.disclaimer_locales {
            if own.iter().any(|disclaimer| disclaimer.text.contains_key(locale)) {
                continue;
            }
            let message = format!("no disclaimer for `{kind}` has a text in `{locale}`");
            let nearest = own.first().map_or("", |disclaimer| disclaimer.id.as_str());
            findings.report(
                Finding::new(Subject::Manifest, Place::Bytes(*span), message)
                    .label("this language is required")
                    .help(format!("add `{locale}:` under `text` in `disclaimers/{nearest}.yaml`")),
            );
        }
    }
}
