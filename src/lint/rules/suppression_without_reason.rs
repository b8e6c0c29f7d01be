//! A suppression that does not say why.

use super::super::enumerate::enumerate;
use super::super::suppression::Suppression;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "suppression-without-reason",
    group: Group::Suppressions,
    level: Level::Error,
    summary: "a suppression that does not say why; it silences nothing",
    why: "the next person who reads the record has to know why the problem was left",
    standard: None,
    bad: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move. # kb: ignore[overclaim] # <-- here
",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
# kb: ignore[overclaim] the words of its makers
summary: How far a joint can move, which Always Upright guarantees.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate() {
        for suppression in Suppression::read_all(file).into_iter().flatten() {
            if !suppression.reason.is_empty() {
                continue;
            }
            let names = enumerate(suppression.rules.iter().map(|(name, _)| name), "and");
            let place = Place::Bytes(suppression.span);
            findings.report(
                Finding::new(number, place, format!("the suppression of {names} gives no reason"))
                    .label("silences nothing")
                    .help("write the reason after the bracket, in a few words"),
            );
        }
    }
}
