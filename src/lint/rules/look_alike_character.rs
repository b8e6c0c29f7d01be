//! A letter or sign that looks like another one.

use super::super::odd_words::report;
use super::super::{Context, Example, Findings, Group, Rule};
use crate::clean_text::Oddity;
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "look-alike-character",
    group: Group::Structure,
    level: Level::Error,
    summary: "a letter of another alphabet in a word, or a sign that looks like a plain one",
    why: "a word that looks right and is spelled with other letters is found by no search and checked by no rule, and a name with one leads nowhere",
    standard: Some("Unicode Technical Standard 39, Unicode Security Mechanisms"),
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip p\u{430}in # <-- here
summary: Pain felt at the \u{ff48}\u{ff49}\u{ff50}, or first in the groin. # <-- here
nature: symptom
red_flags:
  - cannot\u{2011}bear-weight # <-- here
note: “Nobody knows.” # <-- here
",
    ),
    good: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip, or first in the groin.
nature: symptom
red_flags:
  - cannot-bear-weight
note: Some write боль, or 5–7 μm of TNFα; nobody knows.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate() {
        report(number, file, Oddity::looks_like_another, findings);
    }
}
