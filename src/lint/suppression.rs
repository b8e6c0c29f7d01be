//! Comments that silence findings: `# kb: ignore[rule-a, rule-b] reason`, and `# kb: ignore-file[rule] reason` above the first key.
//!
//! After a value, such a comment speaks of its own line. On a line of its own it speaks of the next line that says something, and of
//! the comments before that, so that several can stand over one key. Empty lines between are passed over: `kb fmt` takes them away.
//! A reason is a must; a last day among its words (`until=YYYY-MM-DD`) is a may.

use std::ops::RangeInclusive;

use foldhash::HashMap;
use jiff::civil::Date;

use super::until;
use crate::corpus::{File, directives};
use crate::nearest::nearest;
use crate::span::{LineEnds, Span};
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
        if file.directives.is_empty() {
            return Vec::new();
        }
        let lines = Lines::of(&file.text);
        file.directives.iter().map(|(span, _)| Self::read(*span, &lines)).collect()
    }

    fn read(span: Span, lines: &Lines<'_>) -> Result<Self, Malformed> {
        let text = lines.text;
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
        if known == FILE && lines.first_content < span.start as usize {
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
        let lines = (known == LINE).then(|| lines.spoken_of(span));
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
}

/// The suppressions of one file, by rule and line: a file can have tens of thousands of them, and as many findings.
#[derive(Debug, Default)]
pub(super) struct Silencers {
    by_rule: HashMap<String, OfRule>,
}

/// Those that speak of one rule: each by its place in the list of all, with the place of the rule in its brackets.
#[derive(Debug, Default)]
struct OfRule {
    /// The first that is for the whole file.
    whole: Option<(usize, usize)>,
    /// The others in the order of the text, with their first and last lines: neither ever falls.
    by_line: Vec<((u32, u32), (usize, usize))>,
}

impl Silencers {
    /// Of suppressions in the order of the text.
    pub(super) fn of(suppressions: &[Used]) -> Self {
        let mut by_rule: HashMap<String, OfRule> = HashMap::default();
        for (place, Used { suppression, .. }) in suppressions.iter().enumerate() {
            for (index, (rule, _)) in suppression.rules.iter().enumerate() {
                let of_rule = by_rule.entry(rule.clone()).or_default();
                match suppression.lines {
                    Some(lines) => of_rule.by_line.push((lines, (place, index))),
                    None => _ = of_rule.whole.get_or_insert((place, index)),
                }
            }
        }
        Self { by_rule }
    }

    /// Says whether one speaks of a rule.
    pub(super) fn name(&self, rule: &str) -> bool {
        self.by_rule.contains_key(rule)
    }

    /// The first suppression that silences a finding of `rule` on `lines`, and the place of the rule in its brackets.
    pub(super) fn find(&self, rule: &str, lines: &RangeInclusive<u32>) -> Option<(usize, usize)> {
        let OfRule { whole, by_line } = self.by_rule.get(rule)?;
        let next = by_line.partition_point(|((_, last), _)| last < lines.start());
        let line = by_line.get(next).filter(|((first, _), _)| first <= lines.end()).map(|(_, place)| *place);
        line.into_iter().chain(*whole).min()
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
    let lines = Lines::of(text);
    let mut places = Vec::new();
    if let Some(root) = &document.root {
        collect_places(root, "", &lines.ends, &mut places);
    }
    let mut found: Vec<_> = directives(&document)
        .into_iter()
        .filter_map(|(span, words)| {
            let suppression = Suppression::read(span, &lines).ok()?;
            let Some((first, last)) = suppression.lines else {
                return Some((words.into(), vec!["the whole file".to_owned()]));
            };
            // The places stand in the order of the text.
            let start = places.partition_point(|(_, lines)| *lines.end() < first);
            let covered = places.iter().skip(start).take_while(|(_, lines)| *lines.start() <= last);
            let places = covered.map(|(place, _)| place.clone()).collect();
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

/// A text, read once for all the comments in it.
struct Lines<'t> {
    text: &'t str,
    ends: LineEnds,
    /// The offset of the first line that says something.
    first_content: usize,
    /// For each line, from 1, the first one from it on that says something, or the one behind the last.
    next_content: Vec<u32>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (mut offset, mut first_content) = (text.len(), text.len());
        let mut next = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
        let mut next_content = vec![next; lines.len() + 2];
        for (place, line) in lines.iter().enumerate().rev() {
            offset -= line.len();
            if says_something(line) {
                first_content = offset;
                next = u32::try_from(place + 1).unwrap_or(u32::MAX);
            }
            if let Some(known) = next_content.get_mut(place + 1) {
                *known = next;
            }
        }
        Self { text, ends: LineEnds::of(text), first_content, next_content }
    }

    /// The first and the last line that the comment at `span` speaks of: its own, and where it has that to itself all up to the next
    /// one that says something.
    fn spoken_of(&self, span: Span) -> (u32, u32) {
        let own = self.ends.line(span.start);
        let before = self.text.get(self.ends.start_of_line(span.start) as usize..span.start as usize);
        let before = before.unwrap_or_default();
        // What is behind another comment is about that comment.
        if says_something(before) || before.contains('#') {
            return (own, own);
        }
        (own, self.next_content.get(own as usize + 1).copied().unwrap_or(own + 1))
    }
}

/// Whether a line is neither empty nor a comment, nor the `---` above a record.
fn says_something(line: &str) -> bool {
    let bare = line.trim_start_matches('\u{feff}').trim();
    let bare = bare.strip_prefix("---").map_or(bare, str::trim_start);
    !bare.is_empty() && !bare.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Suppression, Malformed> {
        let start = text.find('#').unwrap();
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        Suppression::read(Span::new(start, start + length), &Lines::of(text))
    }

    fn covers(suppression: &Suppression, rule: &str, lines: &RangeInclusive<u32>) -> Option<usize> {
        let silenced = vec![false; suppression.rules.len()];
        let used = Used { suppression: suppression.clone(), silenced };
        Silencers::of(&[used]).find(rule, lines).map(|(_, index)| index)
    }

    fn day(day: &str) -> Date {
        day.parse().unwrap()
    }

    #[test]
    fn a_comment_after_a_value_is_for_its_line_and_one_alone_for_the_next_that_is_none() {
        let after = read("a:\nb: 1 # kb: ignore[todo-left, overclaim] a title\nc: 2\n").unwrap();
        assert_eq!(covers(&after, "overclaim", &(2..=2)), Some(1));
        assert_eq!(covers(&after, "overclaim", &(3..=3)), None);
        assert_eq!(covers(&after, "schema", &(2..=2)), None);
        let alone = read("a:\n  # kb: ignore[overclaim] a title\n  # and more\n  b: 1\nc: 2\n").unwrap();
        assert_eq!(covers(&alone, "overclaim", &(4..=4)), Some(0));
        assert_eq!(covers(&alone, "overclaim", &(5..=5)), None);
        assert_eq!(covers(&alone, "overclaim", &(4..=9)), Some(0), "a value that goes over several lines");
        let file =
            read("# x: y\n\n# kb: ignore-file[overclaim] a list of titles\na: 1\n".split_at(8).1).unwrap();
        assert_eq!(covers(&file, "overclaim", &(99..=99)), Some(0));
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
