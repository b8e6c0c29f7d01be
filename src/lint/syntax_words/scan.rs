//! The lines of a record as an editor sees them: dashes, a key, a value, a comment. It also reads what is not YAML, so that a fault can be
//! looked for in it; of a sound record it says the same as the reader, save for lists and mappings in brackets, which it does not look into.

use super::known_keys::is_known_key;
use crate::span::Span;

/// A line that says something and is not part of a longer text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Line<'t> {
    /// Its number, from 1.
    pub(in crate::lint) number: usize,
    /// The offset of its first byte in the text.
    pub(in crate::lint) start: usize,
    /// The line without its end.
    pub(in crate::lint) text: &'t str,
    /// The spaces before its first sign.
    pub(in crate::lint) indent: usize,
    /// Whether a `- ` stands before the key or the value.
    pub(in crate::lint) is_item: bool,
    /// The key, as written; nothing where there is none.
    pub(in crate::lint) key: Option<&'t str>,
    /// The column, from 0, of the key, or of the value where there is no key.
    pub(in crate::lint) column: usize,
    /// Where the value starts in the line; its length where there is none.
    pub(in crate::lint) value_at: usize,
    /// The value, without a comment after it; empty where there is none.
    pub(in crate::lint) value: &'t str,
    /// How the value in quotes ends.
    pub(in crate::lint) quoted: Quoted,
}

/// How a value that starts with a quote ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Quoted {
    /// It starts with no quote.
    Not,
    /// It ends with the closing quote.
    Closed,
    /// The closing quote stands at this offset in the value, and text behind it.
    TextBehind(usize),
    /// It is closed on a line further below.
    GoesOn,
    /// It is not closed before a line that starts with a key, or not at all.
    Open,
    /// It starts with a bracket that is not closed before a line that starts with a key, or not at all.
    OpenBracket,
}

impl<'t> Line<'t> {
    /// The place of its value.
    pub(in crate::lint) fn value_span(&self) -> Span {
        let start = self.start + self.value_at;
        Span::new(start, start + self.value.len())
    }

    /// The place of all that it says.
    pub(in crate::lint) fn span(&self) -> Span {
        Span::new(self.start + self.indent, self.start + self.text.trim_end().len())
    }

    /// The line with another value, without its indentation and its comment.
    pub(in crate::lint) fn with_value(&self, value: &str) -> String {
        let before = self.text.get(self.indent..self.value_at).unwrap_or_default();
        format!("{before}{value}")
    }
}

/// The lines of a text that say something. Comments, empty lines and the further lines of longer texts are left out.
pub(in crate::lint) fn scan(text: &str) -> Vec<Line<'_>> {
    let all = split(text);
    let mut lines = Vec::new();
    let mut at = 0;
    while let Some(&(start, raw)) = all.get(at) {
        at += 1;
        let Some(mut line) = read(at, start, raw) else { continue };
        let rest = all.get(at..).unwrap_or_default();
        if is_block_header(line.value) {
            let inside = |(_, raw): &&(usize, &str)| raw.trim().is_empty() || indent_of(raw) > line.column;
            at += rest.iter().take_while(inside).count();
        } else if line.quoted == Quoted::Open {
            let quote = line.value.chars().next().unwrap_or_default();
            if let Some(passed) = closing_line(rest, quote) {
                line.quoted = Quoted::GoesOn;
                at += passed;
            }
        }
        if line.value.starts_with(['[', '{']) && closing_bracket(line.value).is_none() {
            match bracket_line(line.value, rest) {
                Some(passed) => at += passed,
                None => line.quoted = Quoted::OpenBracket,
            }
        }
        lines.push(line);
    }
    lines
}

/// Where the bracket that a value starts with is closed, if the brackets in it are sound so far.
pub(in crate::lint) fn closing_bracket(value: &str) -> Option<usize> {
    match Brackets::default().read(value) {
        Progress::Closed(at) => Some(at),
        Progress::Open | Progress::Unsound => None,
    }
}

/// The brackets and quotes that are open after a part of a value.
#[derive(Default)]
struct Brackets {
    open: Vec<char>,
    quoted: Option<char>,
    before: Option<char>,
}

/// What became of the first bracket.
enum Progress {
    Open,
    /// It is closed at this byte of the part.
    Closed(usize),
    /// A bracket closes one of another form.
    Unsound,
}

impl Brackets {
    fn read(&mut self, part: &str) -> Progress {
        for (at, sign) in part.char_indices() {
            match (sign, self.quoted) {
                (_, Some(quote)) if sign == quote => self.quoted = None,
                (_, Some(_)) => {}
                // An apostrophe in a word opens nothing.
                ('"' | '\'', None) if !self.before.is_some_and(char::is_alphanumeric) => {
                    self.quoted = Some(sign)
                }
                ('[' | '{', None) => self.open.push(sign),
                (']' | '}', None) => match self.open.pop() {
                    Some(opener) if (opener == '[') == (sign == ']') => {
                        if self.open.is_empty() {
                            return Progress::Closed(at);
                        }
                    }
                    _ => return Progress::Unsound,
                },
                _ => {}
            }
            self.before = Some(sign);
        }
        Progress::Open
    }
}

/// A value in brackets that goes on for more lines than this is taken for one that nobody closed. Each line of a file may open one, so without
/// a bound the work would grow with the square of the lines.
const MOST_BRACKET_LINES: usize = 200;

/// How many lines a value in brackets goes on for; nothing where a line that starts with a key of a record, or the end of the file, comes
/// before its end.
fn bracket_line(value: &str, rest: &[(usize, &str)]) -> Option<usize> {
    let is_json = value.starts_with('{');
    let mut brackets = Brackets::default();
    if matches!(brackets.read(value), Progress::Unsound) {
        return None;
    }
    for (passed, (_, raw)) in rest.iter().enumerate().take(MOST_BRACKET_LINES) {
        let key = key_at(raw.trim_start()).map(|key| key.trim_matches(['"', '\'']));
        if !is_json && key.is_some_and(is_known_key) {
            return None;
        }
        brackets.before = Some('\n');
        match brackets.read(raw) {
            Progress::Closed(_) => return Some(passed + 1),
            Progress::Unsound => return None,
            Progress::Open => {}
        }
    }
    None
}

/// The line in which the byte at `offset` stands, or the last one above it.
pub(in crate::lint) fn line_at<'l, 't>(lines: &'l [Line<'t>], offset: usize) -> Option<&'l Line<'t>> {
    lines.get(lines.partition_point(|line| line.start <= offset).checked_sub(1)?)
}

/// The lines of a text without their ends, each with its offset.
fn split(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let line = |line: &'_ str| {
        let at = start;
        start += line.len();
        at
    };
    let offsets: Vec<usize> = text.split_inclusive('\n').map(line).collect();
    let lines = text.split_inclusive('\n').map(|line| line.trim_end_matches(['\n', '\r']));
    offsets.into_iter().zip(lines).collect()
}

fn read(number: usize, start: usize, raw: &str) -> Option<Line<'_>> {
    let mark = if number == 1 && raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (start, text) = (start + mark, raw.get(mark..)?);
    let indent = indent_of(text);
    let bare = text.get(indent..)?;
    if bare.trim().is_empty() || bare.starts_with('#') || is_marker(text) {
        return None;
    }
    let mut at = indent;
    let mut is_item = false;
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix('-'))
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
    {
        is_item = true;
        at = text.len() - rest.trim_start_matches([' ', '\t']).len();
    }
    let column = at;
    let key = key_at(text.get(at..)?);
    if let Some(key) = key {
        let rest = text.get(at + key.len() + 1..)?;
        at = text.len() - rest.trim_start_matches([' ', '\t']).len();
    }
    let (value, quoted) = value_of(text.get(at..)?);
    let value_at = if value.is_empty() { text.trim_end().len() } else { at };
    Some(Line { number, start, text, indent, is_item, key, column, value_at, value, quoted })
}

/// The spaces before the first sign of a line.
pub(in crate::lint) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// `---` and `...`, and what merge conflicts leave.
fn is_marker(line: &str) -> bool {
    ["---", "...", "<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| {
        line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

/// The key at the start of a text, in quotes or not, before a colon and a space or the line's end.
fn key_at(text: &str) -> Option<&str> {
    let length = match text.chars().next()? {
        quote @ ('"' | '\'') => text.get(1..)?.find(quote)? + 2,
        first if first.is_alphabetic() || first == '_' => text
            .find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-' | '.'))
            .unwrap_or(text.len()),
        _ => return None,
    };
    let rest = text.get(length..)?.strip_prefix(':')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| text.get(..length)).flatten()
}

/// The value at the start of a text, without a comment behind it, and how it ends where it is in quotes.
fn value_of(text: &str) -> (&str, Quoted) {
    let Some(quote @ ('"' | '\'')) = text.chars().next() else {
        let end = if text.starts_with('#') { 0 } else { comment_in(text).unwrap_or(text.len()) };
        return (text.get(..end).unwrap_or_default().trim_end(), Quoted::Not);
    };
    let Some(close) = closing_quote(text.get(1..).unwrap_or_default(), quote).map(|at| at + 1) else {
        return (text.trim_end(), Quoted::Open);
    };
    let behind = text.get(close + 1..).unwrap_or_default();
    let end = close + 1 + comment_in(behind).unwrap_or(behind.len());
    let value = text.get(..end).unwrap_or_default().trim_end();
    (value, if value.len() == close + 1 { Quoted::Closed } else { Quoted::TextBehind(close) })
}

/// Where a comment starts, with the white space before it.
fn comment_in(text: &str) -> Option<usize> {
    [" #", "\t#"].iter().filter_map(|start| text.find(start)).min()
}

/// Where a text in quotes ends, whose opening quote stands before `text`.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if quote == '"' => drop(letters.next()),
            _ if letter != quote => {}
            '\'' if letters.peek().is_some_and(|(_, next)| *next == '\'') => drop(letters.next()),
            _ => return Some(at),
        }
    }
    None
}

/// How many lines a text in quotes goes on for; nothing where a line that starts with a key, or the end of the file, comes before its end.
fn closing_line(rest: &[(usize, &str)], quote: char) -> Option<usize> {
    for (passed, (_, raw)) in rest.iter().enumerate() {
        let bare = raw.trim_start().trim_start_matches("- ").trim_start();
        let starts_with_a_key = key_at(bare).is_some_and(|key| is_known_key(key.trim_matches(['"', '\''])));
        if starts_with_a_key {
            return None;
        }
        if closing_quote(raw, quote).is_some() {
            return Some(passed + 1);
        }
    }
    None
}

/// `|` or `>`, with the signs that may follow.
fn is_block_header(value: &str) -> bool {
    value
        .strip_prefix(['|', '>'])
        .is_some_and(|rest| rest.chars().all(|sign| matches!(sign, '+' | '-' | '0'..='9')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_on_every_line_takes_no_longer_than_the_lines() {
        let text = "citations:\n".to_owned() + &"  - a: [\n".repeat(100_000);
        assert_eq!(scan(&text).len(), 100_001);
        let closed = format!("list: [\n{}]\nid: x\n", "a,\n".repeat(150));
        assert_eq!(scan(&closed).last().and_then(|line| line.key), Some("id"));
    }

    #[test]
    fn lines_are_taken_apart() {
        let text = "id: x # c\nabout:\n- a/b\n  -  reference: y\nquote: \"a # b\" # c\nnote: |-\n  in: a text\n\n  and on\nlist: 'goes\n  on' # c\n\"k\": it's\n--- # no\n";
        let found: Vec<_> = scan(text)
            .into_iter()
            .map(|line| (line.number, line.column, line.is_item, line.key, line.value, line.quoted))
            .collect();
        assert_eq!(
            found,
            [
                (1, 0, false, Some("id"), "x", Quoted::Not),
                (2, 0, false, Some("about"), "", Quoted::Not),
                (3, 2, true, None, "a/b", Quoted::Not),
                (4, 5, true, Some("reference"), "y", Quoted::Not),
                (5, 0, false, Some("quote"), "\"a # b\"", Quoted::Closed),
                (6, 0, false, Some("note"), "|-", Quoted::Not),
                (10, 0, false, Some("list"), "'goes", Quoted::GoesOn),
                (12, 0, false, Some("\"k\""), "it's", Quoted::Not),
            ]
        );
    }

    #[test]
    fn a_quote_that_is_not_closed_does_not_swallow_the_next_key() {
        let quoted = |text| scan(text).first().map(|line| line.quoted);
        assert_eq!(quoted("statement: 'Calm.\ntype: benefit\nnote: it's so\n"), Some(Quoted::Open));
        assert_eq!(quoted("statement: \"Calm.\n"), Some(Quoted::Open));
        assert_eq!(quoted("statement: \"Calm\n  and: more\"\n"), Some(Quoted::GoesOn));
        assert_eq!(quoted("statement: \"low\",\n"), Some(Quoted::TextBehind(4)));
        assert_eq!(quoted("statement: 'it''s'\n"), Some(Quoted::Closed));
        assert_eq!(quoted("statement: \"a \\\" b\"\n"), Some(Quoted::Closed));
        assert_eq!(quoted("- 'Calm.\n- reference: y\n"), Some(Quoted::Open));
    }

    #[test]
    fn values_are_replaced_in_their_line() {
        let line = scan("citations:\n  -   note: [a] b # c\n")[1];
        assert_eq!(line.with_value("\"[a] b\""), "-   note: \"[a] b\"");
        assert_eq!(line.value_span().slice("citations:\n  -   note: [a] b # c\n"), Some("[a] b"));
    }
}
