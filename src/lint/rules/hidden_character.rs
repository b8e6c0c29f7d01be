//! A character that nobody sees, or that only looks like a space.

use super::super::odd_words::report;
use super::super::{Context, Example, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "hidden-character",
    group: Group::Structure,
    level: Level::Error,
    summary: "an invisible character, one that only looks like a space, or the sign of a lost letter",
    why: "people and programs read two different texts: a search does not find the word, a name leads nowhere, and nobody sees why",
    standard: Some("Unicode Technical Report 36, Unicode Security Considerations; CVE-2021-42574"),
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip\u{200b} pain # <-- here
summary: Pain felt at the h\u{ad}ip, on one side. # <-- here
nature:\u{a0}symptom # <-- here
red_flags:
  - cannot-bear\u{2060}-weight # <-- here
note: Nobody\u{feff} knows. # <-- here
",
    ),
    good: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip, within 5\u{a0}cm of the groin.
nature: symptom
red_flags:
  - cannot-bear-weight
note: Nobody knows.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate() {
        report(number, file, |oddity| !oddity.looks_like_another(), findings);
    }
}
