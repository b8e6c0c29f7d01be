//! A file whose last line has no end.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    name: "missing-final-newline",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "a file that does not end with a line break",
    why: "adding a line then changes the last line too, and joining two files runs their lines together",
    standard: Some("POSIX.1-2017, 3.206 Line"),
    bad: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move. # <-- here",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate().filter(|(_, file)| file.is_read) {
        let text = &*file.text;
        if text.is_empty() || text.ends_with('\n') {
            continue;
        }
        let span = Span::new(text.len(), text.len());
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        findings.report(
            Finding::new(number, Place::Bytes(span), "the last line has no line break")
                .help("end it with a line break; most editors can do this when they save")
                .fix(Fix::certain(Change::Layout { span, text: line_end.to_owned() })),
        );
    }
}
