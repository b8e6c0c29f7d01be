//! A mark of unfinished work in a record.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::File;
use crate::diagnostic::Level;
use crate::span::Span;
use crate::yaml::{Node, Value, parse};

pub(super) static RULE: Rule = Rule {
    name: "todo-left",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "TODO, FIXME, TBD, XXX, lorem ipsum or ??? in a record or its comments",
    why: "a reader cannot know what was still to be done, and thinks that the text is finished",
    standard: None,
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
# todo: ask a physiotherapist # <-- here
summary: Pain felt at the hip (TBD). # <-- here
nature: symptom
red_flags:
  - cannot-bear-weight
note: Which of the sources says so??? # <-- here
",
    ),
    good: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
# A to-do list is kept elsewhere.
summary: Pain felt at the hip.
nature: symptom
red_flags:
  - cannot-bear-weight
citations:
  - reference: health-service-2022
    stance: supports
    quote: what is hip pain???
note: Which of the sources says so?
",
    ),
    check,
};

/// Spelt out: a search that minds capitals is many times as fast. A small "xxx" is a kiss or a mask for digits, and no mark.
const MARKS: &[&str] = &[
    "TODO",
    "Todo",
    "todo",
    "FIXME",
    "FixMe",
    "Fixme",
    "fixme",
    "TBD",
    "Tbd",
    "tbd",
    "XXX",
    "LOREM IPSUM",
    "Lorem Ipsum",
    "Lorem ipsum",
    "lorem ipsum",
    "???",
];

static AUTOMATON: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(MARKS).ok());

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(automaton) = AUTOMATON.as_ref() else { return };
    let found: Vec<(usize, Vec<Range<usize>>)> = context
        .corpus
        .files
        .par_iter()
        .enumerate()
        .map(|(number, file)| (number, marks_in(automaton, &file.text)))
        .filter(|(_, marks)| !marks.is_empty())
        .collect();
    for (number, mut marks) in found {
        let Some(file) = context.corpus.files.get(number) else { continue };
        let verbatim = verbatim(file);
        marks.retain(|mark| !verbatim.iter().any(|span| span.range().contains(&mark.start)));
        for mark in marks {
            let written = file.text.get(mark.clone()).unwrap_or_default();
            findings.report(
                // A comment has no pointer.
                Finding::new(
                    number,
                    Place::Bytes(Span::new(mark.start, mark.end)),
                    format!("`{written}` is still in the text"),
                )
                .help("do what it says and remove it, or keep the list of open work somewhere else"),
            );
        }
    }
}

/// The marks in a text, as whole words.
fn marks_in(automaton: &AhoCorasick, text: &str) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for found in automaton.find_iter(text) {
        let mut range = found.range();
        let before = text.get(..range.start).and_then(|before| before.chars().next_back());
        let after = text.get(range.end..).unwrap_or_default();
        if found.pattern().as_usize() == MARKS.len() - 1 {
            range.end += after.len() - after.trim_start_matches('?').len();
            // A run of more than three holds the mark more than once.
            if marks.last().is_some_and(|last| last.end >= range.end) {
                continue;
            }
        } else {
            let is_part = |letter: Option<char>| {
                letter.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
            };
            if is_part(before) || is_part(after.chars().next()) {
                continue;
            }
        }
        marks.push(range);
    }
    marks
}

/// Where the words of others stand, printed as they are: quotes and the titles of sources. And our own directives, which may
/// say why such a word stays.
fn verbatim(file: &File) -> Vec<Span> {
    let mut spans: Vec<Span> = file.directives.iter().map(|(span, _)| *span).collect();
    if let Some(root) =
        parse(file.text.as_bytes()).document.as_ref().and_then(|document| document.root.as_ref())
    {
        collect(root, &mut spans);
    }
    spans
}

fn collect(node: &Node<'_>, spans: &mut Vec<Span>) {
    match &node.value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                if matches!(&*key.name, "quote" | "title") && value.as_str().is_some() {
                    spans.push(value.span);
                }
                collect(value, spans);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, spans)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_near_misses_are_not() {
        let table = include_str!("../../../tests/prose/todo-left.tsv");
        let mut count = 0;
        for line in table.lines() {
            let (fires, sentence) = line.split_once('\t').unwrap();
            let marks = marks_in(AUTOMATON.as_ref().unwrap(), sentence);
            assert_eq!(!marks.is_empty(), fires == "yes", "{sentence}: {marks:?}");
            count += 1;
        }
        assert!(count >= 20);
    }

    #[test]
    fn a_mark_is_told_of_once_and_whole() {
        let automaton = AUTOMATON.as_ref().unwrap();
        let marks = |text: &'static str| {
            marks_in(automaton, text).into_iter().map(|range| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(marks("why?????? TODO, todo"), ["??????", "TODO", "todo"]);
        assert_eq!(marks("é???é"), ["???"]);
    }
}
