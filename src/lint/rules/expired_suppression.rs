//! A suppression whose last day is past, is not a date, or is not marked as its last day.

use jiff::civil::Date;

use super::super::schema_words::iso_date;
use super::super::suppression::Suppression;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    name: "expired-suppression",
    group: Group::Suppressions,
    level: Level::Error,
    summary: "a suppression whose last day has passed, is not a date, or is not marked as the last day",
    why: "somebody meant to look at the problem again by that day",
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
            report(number, &suppression, context.as_of, findings);
        }
    }
}

fn report(file: usize, suppression: &Suppression, today: Date, findings: &mut Findings) {
    let finding = |span: Span, message| Finding::new(file, Place::Bytes(span), message);
    let write = "write the last day as `until=YYYY-MM-DD`, such as `until=2027-06-30`";
    match (&suppression.until, suppression.last_day()) {
        (Some((_, span)), Some(Some(day))) if day < today => findings.report(
            finding(*span, format!("the suppression ended on {day}"))
                .label("no longer silences anything")
                .help("fix what it silenced and remove it, or set a later day and say why"),
        ),
        (Some((until, span)), Some(None)) => {
            let message = match iso_date(until) {
                _ if until.is_empty() => "`until` names no day".to_owned(),
                Some(day) => format!("`{until}` is not a day of the form YYYY-MM-DD: is {day} meant?"),
                None => format!("`{until}` is not a day of the form YYYY-MM-DD"),
            };
            let help = format!("{write}; if there is no last day, give the reason without that word");
            findings.report(finding(*span, message).label("silences nothing").help(help));
        }
        (None, _) => {
            for (day, span) in suppression.other_days.iter().filter(|(day, _)| *day >= today) {
                findings.report(
                    finding(
                        *span,
                        format!("the suppression does not end on {day}, although its reason names that day"),
                    )
                    .help(format!("write `until={day}` if it should end then; otherwise leave the day out")),
                );
            }
        }
        _ => {}
    }
}
