//! A suppression whose last day is past, or is no day.

use super::super::suppression::Suppression;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "expired-suppression",
    group: Group::Suppressions,
    level: Level::Error,
    summary: "a suppression whose last day is past or is no date; it silences nothing",
    why: "somebody meant to look at the fault again by that day",
    standard: None,
    bad: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility # kb: ignore[overclaim] until=next-year its makers call it so # <-- here
# kb: ignore[overclaim] until=2026-06-30 the words of its makers # <-- here
summary: How far a joint can move.
",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
# kb: ignore[overclaim] until=2027-06-30 the words of its makers
summary: How far a joint can move, which Always Upright guarantees.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate() {
        for suppression in Suppression::read_all(file).into_iter().flatten() {
            let Some((until, span)) = &suppression.until else { continue };
            let finding = |message| Finding::new(number, Place::Bytes(*span), message);
            match suppression.last_day() {
                Some(Some(day)) if day < context.as_of => findings.report(
                    finding(format!("the suppression held until {day}"))
                        .label("silences nothing any more")
                        .help("mend what it silenced and remove it, or set a later day and say why"),
                ),
                Some(None) => findings.report(
                    finding(format!("`{until}` is no date"))
                        .label("silences nothing")
                        .help("write the last day as `until=YYYY-MM-DD`, such as `until=2027-06-30`"),
                ),
                _ => {}
            }
        }
    }
}
