//! A line of links.lock that cannot be used.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule, Subject};
use crate::count::count;
use crate::diagnostic::Level;
use crate::lock::{LockFault, LockProblem};

pub(super) static RULE: Rule = Rule {
    name: "damaged-lock",
    group: Group::Links,
    level: Level::Error,
    summary: "a line of links.lock that cannot be read, that a merge left behind, or that repeats an address",
    why: "what it said about a source is lost, and rules that read the lock may miss a source that is gone",
    standard: None,
    bad: Example(
        r#"
>>> links.lock
{"schema":"kb-lock/v1"}
<<<<<<< HEAD # <-- here
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"url":"https://example.org/half","verdict":"ok","chec # <-- here
"#,
    ),
    good: Example(
        r#"
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
"#,
    ),
    check,
};

/// So many lines are told one by one.
const MOST: usize = 20;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(file) = context.lock else { return };
    for problem in file.problems.iter().take(MOST) {
        findings.report(finding(problem));
    }
    if let Some(next) = file.problems.get(MOST) {
        let rest = count(file.problems.len() - MOST, "more line");
        findings.report(
            Finding::new(
                Subject::Lock,
                Place::Bytes(next.span),
                format!("{rest} of links.lock cannot be used"),
            )
            .help("take links.lock from the last commit where it was whole, or remove it and run `kb links`"),
        );
    }
}

fn finding(problem: &LockProblem) -> Finding {
    let again = "run `kb links`: it asks again for what this line held, and keeps the file as it is in `links.lock.damaged`";
    let (message, help) = match &problem.fault {
        LockFault::Unreadable { reason } => (
            format!("links.lock was not read: {reason}"),
            "put a plain file in its place, or remove it and run `kb links`",
        ),
        LockFault::ConflictMarker => (
            "a merge left its marker in links.lock".to_owned(),
            "remove the marker and keep the lines of both sides, then run `kb links`: of two lines for one address it keeps the newer",
        ),
        LockFault::CutOff => ("this line of links.lock breaks off".to_owned(), again),
        LockFault::NoJson { reason } => (format!("this line of links.lock is no JSON: {reason}"), again),
        LockFault::NotUtf8 => ("this line of links.lock is no UTF-8 text".to_owned(), again),
        LockFault::UnknownSchema { schema } => (
            format!("links.lock has the format `{schema}`, which this program does not know"),
            "use a newer `kb`",
        ),
        LockFault::UnknownField { name } => (
            format!("this line of links.lock has the field `{name}`, which this program does not know"),
            "use a newer `kb`, or run `kb links` to write the line anew",
        ),
        LockFault::UnknownWord { name } => (
            format!("this line of links.lock says `{name}`, which this program does not know"),
            "use a newer `kb`, or run `kb links` to write the line anew",
        ),
        LockFault::Duplicate { address, first } => (
            format!("`{address}` stands in line {first} of links.lock also"),
            "run `kb links`: it keeps the newer of the two",
        ),
        LockFault::Shape { reason } => (format!("this line of links.lock cannot be used: {reason}"), again),
    };
    Finding::new(Subject::Lock, Place::Bytes(problem.span), message).help(help)
}
