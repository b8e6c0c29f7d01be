//! Comments that silence findings: `# kb: ignore[rule-a, rule-b] reason`, and `# kb: ignore-file[rule] reason` above the first key.
//!
//! After a value, such a comment speaks of its own line. On a line of its own it speaks of the next line that says something, and of
//! the comments before that, so that several can stand over one key. Empty lines between are passed over: `kb fmt` takes them away.
//! A reason is a must; a last day among its words (`until=YYYY-MM-DD`) is a may.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::until;
use crate::corpus::{File, directives};
use crate::nearest::nearest;
use crate::span::{LineEnds, Position, Span};
use crate::yaml::{Node, Value, escape, parse};

/// A comment that silences findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suppression {
    /// Where the comment stands.
    pub(super) span: Span,
    /// The first and the last line that it speaks of, from 1; nothing for a whole file.
    lines: Option<(u32, u32)>,
    /// The names of the rules, as written, and where they stand.
    pub(super) rules: Vec<(String, Span)>,
    /// Why.
    pub(super) reason: String,
    /// The last day on which it holds, as written, and where that stands.
    pub(super) until: Option<(String, Span)>,
    /// That day; nothing where what is written is not one.
    day: Option<Date>,
    /// The other days that its reason names, and where they stand.
    pub(super) other_days: Vec<(Date, Span)>,
}

/// A suppression in force, and which of its rules it silenced anything of.
#[derive(Clone, Debug)]
pub(super) struct Used {
    /// The suppression.
    pub(super) suppression: Suppression,
    /// One for each of its rules.
    pub(super) silenced: Vec<bool>,
}

/// A comment that speaks to us and says nothing that we understand. It silences nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// Where the comment stands.
    pub(super) span: Span,
    /// What is wrong with it.
    pub(super) fault: DirectiveFault,
}

/// What is wrong with a comment that speaks to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DirectiveFault {
    /// Its first word is none that is known.
    UnknownWord {
        /// The word.
        word: String,
        /// The word that may be meant.
        nearest: Option<&'static str>,
    },
    /// No names in brackets follow the word, the closing bracket is missing, or there is nothing between the brackets.
    NoRules {
        /// The word.
        word: &'static str,
    },
    /// It is for the whole file and stands below the first key.
    TooLate,
}

const LINE: &str = "ignore";
const FILE: &str = "ignore-file";

impl Suppression {
    /// Reads the comments of a file that speak to us.
    pub(super) fn read_all(file: &File) -> Vec<Result<Self, Malformed>> {
        file.directives.iter().map(|(span, _)| Self::read(*span, &file.text)).collect()
    }

    fn read(span: Span, text: &str) -> Result<Self, Malformed> {
        let fail = |fault| Malformed { span, fault };
        let comment = span.slice(text).unwrap_or_default().trim_end();
        // Offsets in the comment become places in the file.
        let place = |part: &str| {
            let start = span.start as usize + (part.as_ptr() as usize - comment.as_ptr() as usize);
            Span::new(start, start + part.len())
        };
        let said = comment.split_once("kb:").map_or("", |(_, said)| said).trim_start();
        let word =
            said.split(|letter: char| letter == '[' || letter.is_whitespace()).next().unwrap_or_default();
        let known = match word {
            LINE => LINE,
            FILE => FILE,
            _ => {
                let nearest = nearest(word, [LINE, FILE]);
                return Err(fail(DirectiveFault::UnknownWord { word: word.to_owned(), nearest }));
            }
        };
        let no_rules = || fail(DirectiveFault::NoRules { word: known });
        let bracketed = said.get(word.len()..).unwrap_or_default().trim_start().strip_prefix('[');
        let (names, reason) = bracketed.and_then(|rest| rest.split_once(']')).ok_or_else(no_rules)?;
        let rules: Vec<_> = names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| (name.to_owned(), place(name)))
            .collect();
        if rules.is_empty() {
            return Err(no_rules());
        }
        if known == FILE && first_content(text) < span.start as usize {
            return Err(fail(DirectiveFault::TooLate));
        }
        // A last day counts also in the remark that may follow a second `#`.
        let found = until::find(reason);
        let ends = found.as_ref().map_or(reason.len()..reason.len(), |found| found.range.clone());
        let other_days = until::days(reason)
            .filter(|(_, day)| day.end <= ends.start || ends.end <= day.start)
            .map(|(day, range)| (day, place(reason.get(range).unwrap_or_default())))
            .collect();
        // The day is not a reason, and neither is what stands behind a second `#`.
        let (before, after) = (reason.get(..ends.start), reason.get(ends.end..));
        let reason_alone = format!("{} {}", before.unwrap_or_default(), after.unwrap_or_default());
        let reason_alone = reason_alone.split_once(" #").map_or(&*reason_alone, |(reason, _)| reason);
        let reason_alone = reason_alone.split_whitespace().collect::<Vec<_>>().join(" ");
        let day = found.as_ref().and_then(|found| found.day);
        let until = found.map(|found| (found.written, place(reason.get(ends).unwrap_or_default())));
        let lines = (known == LINE).then(|| lines_of(span, text));
        Ok(Self { span, lines, rules, reason: reason_alone, until, day, other_days })
    }

    /// Says whether it has a reason and its day, if it has one, is not past.
    pub(super) fn is_in_force(&self, as_of: Date) -> bool {
        !self.reason.is_empty() && self.last_day().is_none_or(|day| day.is_some_and(|day| as_of <= day))
    }

    /// The last day on which it holds: nothing where it holds for ever, and nothing in that where what is written is no day.
    pub(super) fn last_day(&self) -> Option<Option<Date>> {
        self.until.as_ref().map(|_| self.day)
    }

    /// Says whether it speaks of a rule.
    pub(super) fn names(&self, rule: &str) -> bool {
        self.rules.iter().any(|(name, _)| name == rule)
    }

    /// Says whether it speaks of any of these lines.
    fn speaks_of(&self, lines: &RangeInclusive<u32>) -> bool {
        self.lines.is_none_or(|(first, last)| first <= *lines.end() && *lines.start() <= last)
    }

    /// Which of its rules it silences for a finding of `rule` that stands on `lines`.
    pub(super) fn covers(&self, rule: &str, lines: &RangeInclusive<u32>) -> Option<usize> {
        self.speaks_of(lines).then(|| self.rules.iter().position(|(name, _)| name == rule)).flatten()
    }
}

/// What each suppression in a text can silence: its words, and the places of the record (JSON pointers) that it speaks of. `kb fmt`
/// moves comments and lines, and must not move these.
pub fn silenced_places(text: &str) -> Vec<(String, Vec<String>)> {
    let Some(document) =
        Some(text).filter(|text| text.contains("kb:")).and_then(|text| parse(text.as_bytes()).document)
    else {
        return Vec::new();
    };
    let ends = LineEnds::of(text);
    let mut places = Vec::new();
    if let Some(root) = &document.root {
        collect_places(root, "", &ends, &mut places);
    }
    let mut found: Vec<_> = directives(&document)
        .into_iter()
        .filter_map(|(span, words)| {
            let suppression = Suppression::read(span, text).ok()?;
            let covers = |lines: &RangeInclusive<u32>| suppression.speaks_of(lines);
            let covered = places.iter().filter(|(_, lines)| covers(lines)).map(|(place, _)| place.clone());
            let is_whole = suppression.lines.is_none();
            let places = if is_whole { vec!["the whole file".to_owned()] } else { covered.collect() };
            Some((words.into(), places))
        })
        .collect();
    found.sort();
    found
}

/// Each key and value below `node` with the lines on which a suppression of a finding in it may stand.
fn collect_places(
    node: &Node<'_>,
    pointer: &str,
    ends: &LineEnds,
    places: &mut Vec<(String, RangeInclusive<u32>)>,
) {
    let mut add = |pointer: &str, key: Option<Span>, value: &Node<'_>| {
        let line = ends.line(value.span.start);
        let first =
            key.filter(|_| value.as_str().is_some()).map_or(line, |key| ends.line(key.start).min(line));
        if let Some(key) = key {
            places.push((format!("{pointer} (key)"), ends.line(key.start)..=ends.line(key.start)));
        }
        places.push((pointer.to_owned(), first..=line));
        collect_places(value, pointer, ends, places);
    };
    match &node.value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                add(&format!("{pointer}/{}", escape(&key.name)), Some(key.span), value);
            }
        }
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                add(&format!("{pointer}/{index}"), None, item);
            }
        }
        _ => {}
    }
}

/// The offset of the first line that says something.
fn first_content(text: &str) -> usize {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if says_something(line) {
            return offset;
        }
        offset += line.len();
    }
    offset
}

/// Whether a line is neither empty nor a comment, nor the `---` above a record.
fn says_something(line: &str) -> bool {
    let bare = line.trim_start_matches('\u{feff}').trim();
    let bare = bare.strip_prefix("---").map_or(bare, str::trim_start);
    !bare.is_empty() && !bare.starts_with('#')
}

/// The first and the last line that the comment at `span` speaks of: its own, and where it has that to itself all up to the next one
/// that says something.
fn lines_of(span: Span, text: &str) -> (u32, u32) {
    let own = Position::of(text, span.start).line;
    let before = text.get(..span.start as usize).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    // What is behind another comment is about that comment.
    if says_something(before) || before.contains('#') {
        return (own, own);
    }
    let after = text.get(span.end as usize..).unwrap_or_default();
    let passed = after.lines().skip(1).take_while(|line| !says_something(line)).count();
    (own, own + 1 + u32::try_from(passed).unwrap_or(u32::MAX - own - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Suppression, Malformed> {
        let start = text.find('#').unwrap();
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        Suppression::read(Span::new(start, start + length), text)
    }

    fn day(day: &str) -> Date {
        day.parse().unwrap()
    }

    #[test]
    fn a_comment_after_a_value_is_for_its_line_and_one_alone_for_the_next_that_is_none() {
        let after = read("a:\nb: 1 # kb: ignore[todo-left, overclaim] a title\nc: 2\n").unwrap();
        assert_eq!(after.covers("overclaim", &(2..=2)), Some(1));
        assert_eq!(after.covers("overclaim", &(3..=3)), None);
        assert_eq!(after.covers("schema", &(2..=2)), None);
        let alone = read("a:\n  # kb: ignore[overclaim] a title\n  # and more\n  b: 1\nc: 2\n").unwrap();
        assert_eq!(alone.covers("overclaim", &(4..=4)), Some(0));
        assert_eq!(alone.covers("overclaim", &(5..=5)), None);
        assert_eq!(alone.covers("overclaim", &(4..=9)), Some(0), "a value that goes over several lines");
        let file =
            read("# x: y\n\n# kb: ignore-file[overclaim] a list of titles\na: 1\n".split_at(8).1).unwrap();
        assert_eq!(file.covers("overclaim", &(99..=99)), Some(0));
    }

    #[test]
    fn it_holds_with_a_reason_and_until_its_day() {
        let dated = read("# kb: ignore[overclaim] until=2026-11-22 a title").unwrap();
        assert!(dated.is_in_force(day("2026-11-22")) && !dated.is_in_force(day("2026-11-23")));
        assert_eq!(dated.reason, "a title");
        let at_the_end = read("# kb: ignore[overclaim] a title until=2026-11-22").unwrap();
        assert_eq!(at_the_end.until.unwrap().0, "2026-11-22");
        assert!(!read("# kb: ignore[overclaim] until=soon a title").unwrap().is_in_force(day("2026-11-22")));
        assert!(!read("# kb: ignore[overclaim]").unwrap().is_in_force(day("2026-11-22")), "no reason");
        assert!(
            !read("# kb: ignore[overclaim] # later").unwrap().is_in_force(day("2026-11-22")),
            "no reason"
        );
        assert!(!read("# kb: ignore[overclaim] until=2027-01-01").unwrap().is_in_force(day("2026-11-22")));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let fault = |text: &str| read(text).unwrap_err().fault;
        let unknown = |word: &str, nearest| DirectiveFault::UnknownWord { word: word.to_owned(), nearest };
        assert_eq!(fault("# kb: silence[overclaim] please"), unknown("silence", None));
        assert_eq!(fault("# kb: ignores[overclaim] please"), unknown("ignores", Some("ignore")));
        assert_eq!(fault("# kb:"), unknown("", None));
        for text in ["# kb: ignore overclaim", "# kb: ignore[overclaim please", "# kb: ignore[ , ] please"] {
            assert_eq!(fault(text), DirectiveFault::NoRules { word: "ignore" }, "{text}");
        }
        assert_eq!(fault("a: 1\n# kb: ignore-file[overclaim] late"), DirectiveFault::TooLate);
        assert_eq!(read("#kb:ignore [a,b] x").unwrap().rules.len(), 2);
    }

    #[test]
    fn names_know_their_place() {
        let text = "a: 1 # kb: ignore[todo-left,  overclaim] é until=soon";
        let read = read(text).unwrap();
        let words: Vec<_> = read.rules.iter().map(|(_, span)| span.slice(text).unwrap()).collect();
        assert_eq!(words, ["todo-left", "overclaim"]);
        assert_eq!(read.until.unwrap().1.slice(text), Some("until=soon"));
    }
}
