//! A key that stands twice in one place.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::yaml;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::Structure,
    level: Level::Error,
    summary: "a key that stands twice in one place",
    why: "most programs keep only one of the two values and say nothing, so that an edit or a warning can vanish",
    standard: Some("YAML 1.2.2, section 3.2.1.3: keys are unique"),
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip.
nature: symptom
red_flags:
  - cannot-bear-weight
summary: Pain at the front, side or back of the hip. # <-- here
",
    ),
    good: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain at the front, side or back of the hip.
nature: symptom
red_flags:
  - cannot-bear-weight
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, problem) in &context.corpus.problems {
        let Problem::Yaml(yaml::Problem::DuplicateKey { name, first, span }) = problem else { continue };
        findings.report(
            Finding::new(*file, Place::Bytes(*span), format!("the key `{name}` stands here a second time"))
                .label("this value would be lost")
                .help(format!("keep one `{name}`, with the right value, and delete the other"))
                .related(*file, Place::Bytes(*first), "it stands here first"),
        );
    }
}
