//! A key that stands twice in one place.

use super::super::syntax_words::{Line, line_at, scan};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::span::Span;
use crate::yaml;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::Structure,
    level: Level::Error,
    summary: "a key that appears twice in the same place",
    why: "most programs silently keep only one of the two values, so an edit or a warning can vanish",
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
    let mut problems = context.corpus.problems.iter().peekable();
    while let Some((file, problem)) = problems.next() {
        if Duplicate::of(problem).is_none() {
            continue;
        }
        let text = context.corpus.files.get(*file).map_or("", |own| &own.text);
        let of_file = std::iter::once(problem).chain(std::iter::from_fn(|| {
            problems.next_if(|(other, _)| other == file).map(|(_, problem)| problem)
        }));
        let all: Vec<Duplicate<'_>> = of_file.filter_map(Duplicate::of).collect();
        report(*file, text, &all, findings);
    }
}

/// A key that stands twice.
struct Duplicate<'a> {
    name: &'a str,
    first: Span,
    span: Span,
}

impl<'a> Duplicate<'a> {
    fn of(problem: &'a Problem) -> Option<Self> {
        match problem {
            Problem::Yaml(yaml::Problem::DuplicateKey { name, first, span }) => {
                Some(Self { name, first: *first, span: *span })
            }
            _ => None,
        }
    }
}

fn report(file: usize, text: &str, all: &[Duplicate<'_>], findings: &mut Findings) {
    let lines = scan(text);
    // What follows from a start that is missing, up to the end of its mapping, is told with it.
    let mut told_to = 0;
    for (number, duplicate) in all.iter().enumerate() {
        let start = duplicate.span.start as usize;
        if start < told_to {
            continue;
        }
        let of_same: usize = all
            .get(number + 1..)
            .unwrap_or_default()
            .iter()
            .take(2)
            .filter(|next| next.first.start < duplicate.span.start)
            .count();
        if let Some((finding, end)) = missing_start(file, &lines, duplicate, of_same > 0) {
            findings.report(finding);
            told_to = end;
            continue;
        }
        let name = duplicate.name;
        findings.report(
            Finding::new(
                file,
                Place::Bytes(duplicate.span),
                format!("the key `{name}` is here a second time"),
            )
            .label("this value would be lost")
            .help(format!("keep one `{name}`, with the right value, and delete the other"))
            .related(file, Place::Bytes(duplicate.first), "it is here first"),
        );
    }
}

/// A key that stands twice because the start of a new item, or of a new record, is missing before it; and where that item ends.
fn missing_start(
    file: usize,
    lines: &[Line<'_>],
    duplicate: &Duplicate<'_>,
    are_more: bool,
) -> Option<(Finding, usize)> {
    let at = lines.partition_point(|line| line.start <= duplicate.span.start as usize).checked_sub(1)?;
    let (line, first) = (lines.get(at)?, line_at(lines, duplicate.first.start as usize)?);
    if line.is_item || line.column != first.column || line.start == first.start {
        return None;
    }
    let rest = lines.get(at + 1..)?;
    let goes_on = |other: &&Line<'_>| other.indent >= line.column;
    // A new item may lack its dash as well: it is told on its own.
    let next =
        rest.iter().take_while(goes_on).find(|other| other.key == line.key && other.column == line.column);
    let end =
        next.or_else(|| rest.iter().find(|other| !goes_on(other))).map_or(usize::MAX, |other| other.start);
    let place = Place::Bytes(line.span());
    let holder = lines
        .get(..at)?
        .iter()
        .rev()
        .find(|above| above.column == line.column && above.is_item || above.column < line.column);
    match holder {
        // The mapping is the item of a list.
        Some(item) if item.is_item && item.column == line.column && (item.key == line.key || are_more) => {
            let fixed = format!("{}- {}", " ".repeat(item.indent), line.text.trim());
            let message = "a new item of the list starts here, without its `- `";
            let help = format!("write `- ` before it, as in line {}: `{fixed}`", item.number);
            Some((Finding::new(file, place, message).label("no `- ` before it").help(help), end))
        }
        None if line.column == 0 && (duplicate.name == "id" || are_more) && is_record_start(lines, at) => {
            let help = "a file holds one record: move the second one to its own file, or delete it";
            Some((Finding::new(file, place, "a second record starts here").help(help), usize::MAX))
        }
        _ => None,
    }
}

/// Says whether a record seems to start at a line: it begins with `id`, as the first one does.
fn is_record_start(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.key == Some("id"))
        && lines.first().is_some_and(|line| line.key == Some("id"))
}
