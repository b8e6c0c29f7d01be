//! An item that appears more than once in its list.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::File;
use crate::count::count;
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::schema::RepeatedItem;
use crate::span::Span;
use crate::yaml::{Document, parse};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-list-item",
    group: Group::Structure,
    level: Level::Warning,
    summary: "an item that appears more than once in its list",
    why: "programs show it twice, and count one source as two: often somebody copied a line and meant to change it",
    standard: None,
    bad: Example(
        "
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling may make the thigh more flexible.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
  - techniques/foam-rolling # <-- here
origin: added
citations:
  - reference: trial-2020
    stance: partly_supports
    directness: direct
  - reference: trial-2020 # <-- here
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-22
",
    ),
    good: Example(
        "
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling may make the thigh more flexible.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: added
citations:
  - reference: trial-2020
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-22
",
    ),
    check,
};

/// The list in which items that look alike need not be the same: two people can have one family name and the same initials.
const PEOPLE: &str = "author";

/// The lists in which an item may be meant twice: something is done again after something else.
const MAY_REPEAT: &[&str] = &["instructions", "steps"];

/// The most items that one repair takes out. What is left after that is repaired in the next round.
const MOST_REMOVED: usize = 100;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let files = context.corpus.files.iter().enumerate().filter(|(_, file)| !file.repeated.is_empty());
    for (number, file) in files {
        let document = parse(file.text.as_bytes()).document;
        for item in file.repeated.iter().filter(|item| name_of(&item.list) != PEOPLE) {
            findings.report(report(number, file, document.as_ref(), item));
        }
    }
}

fn report(number: usize, file: &File, document: Option<&Document<'_>>, item: &RepeatedItem) -> Finding {
    let RepeatedItem { list, text, first, later, is_written_alike } = item;
    let at = |place: usize| format!("{list}/{place}");
    let name = name_of(list);
    let times = match later.len() {
        1 => "twice".to_owned(),
        more => count(more + 1, "time"),
    };
    let message = format!("`{text}` appears {times} in `{name}`");
    let follows =
        later.iter().zip(std::iter::once(first).chain(later)).all(|(place, before)| *place == before + 1);
    let may_be_meant = MAY_REPEAT.contains(&name) && !follows;
    let place = later.first().copied().unwrap_or(*first);
    let help = match (later.len(), may_be_meant) {
        (_, true) => "delete it, or say what is different this time",
        (1, false) => "delete it, or write what you meant in its place",
        (_, false) => "keep one of them",
    };
    let removed = later.iter().take(MOST_REMOVED).copied();
    let changes: Vec<Change> = removed.clone().map(|place| Change::Remove { pointer: at(place) }).collect();
    let loses_comment = |document: &Document<'_>| {
        // An item in brackets is taken out alone, and not at all where a comment is beside it.
        let in_brackets = document.node(list).is_some_and(|list| document.layout.flow(list).is_some());
        !in_brackets && removed.clone().any(|place| has_comment(document, &file.text, &at(place)))
    };
    let is_safe = *is_written_alike && !may_be_meant && !document.is_none_or(loses_comment);
    let fix = if is_safe { Fix::certain } else { Fix::guess };
    let fix = changes.into_iter().map(fix).reduce(|mut all, one| {
        all.changes.extend(one.changes);
        all
    });
    Finding::new(number, Place::value(at(place)), message)
        .label("it is already in the list")
        .help(help)
        .fix(fix)
        .related(number, Place::value(at(*first)), "it appears here first")
}

/// The key under which a list stands.
fn name_of(list: &str) -> &str {
    list.rsplit('/').next().unwrap_or_default()
}

/// Says whether comments stand in the lines of an item: they would be taken out with it.
fn has_comment(document: &Document<'_>, text: &str, pointer: &str) -> bool {
    let Some(Span { start, end }) = document.node(pointer).map(|node| node.span) else { return true };
    let rest = text.get(end as usize..).unwrap_or_default();
    let end = end as usize + rest.find('\n').unwrap_or(rest.len());
    let next = document.comments.partition_point(|comment| comment.span.start < start);
    document.comments.get(next).is_some_and(|comment| (comment.span.start as usize) < end)
}
