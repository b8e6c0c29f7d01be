//! Why a text is no YAML, in words for an editor who never read its specification.
//!
//! The parser says where it stumbled; what was done wrong often stands before that, and is looked for in the text.

mod keys;
mod known_keys;
mod lines;
mod lists;
mod marks;
mod place;
mod scan;
mod values;

use lines::{colon, indentation, tab};
pub(super) use lists::{bullet, without_dash};
use marks::{escape, quotes, special_character, unclosed_bracket};
use place::{Place, indent_of};
pub(super) use scan::{Line, Quoted, line_at, scan};
pub(super) use values::{explain as explain_value, in_quotes, second_key, two_keys};

use super::Finding;

use crate::span::Span;
use crate::yaml::Syntax;

/// A fault of syntax, explained.
#[derive(Debug)]
pub(super) struct Explained {
    /// What is at fault.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) message: String,
    /// A few words to stand under it.
    pub(super) label: Option<String>,
    /// What to do.
    pub(super) help: String,
    /// The key that stands in the wrong place, and is missing in the right one.
    pub(super) key: Option<String>,
}

impl Explained {
    pub(super) fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), label: None, help: help.into(), key: None }
    }

    /// The finding that tells of it.
    pub(super) fn finding(self, file: usize) -> Finding {
        let finding = Finding::new(file, super::Place::Bytes(self.span), self.message).help(self.help);
        match self.label {
            Some(label) => finding.label(label),
            None => finding,
        }
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
}

/// Explains what the parser found at `span`.
pub(super) fn explain(syntax: Syntax, detail: &str, text: &str, span: Span) -> Explained {
    let place = Place::new(text, span);
    if let Some(explained) = merge_conflict(text) {
        return explained;
    }
    if let Some(explained) = slip(text, place.at, syntax) {
        return explained;
    }
    if let Some(explained) = unclosed_bracket(&place, syntax) {
        return explained;
    }
    let lines = scan(text);
    let opened = lines
        .iter()
        .take_while(|line| line.start <= place.at)
        .find(|line| line.quoted == Quoted::OpenBracket);
    if let Some(line) = opened {
        return values::open_bracket(line);
    }
    let known = match syntax {
        Syntax::Tab => Some(tab(&place)),
        Syntax::Quote => Some(quotes(&place)),
        Syntax::Escape => escape(&place),
        Syntax::Colon => Some(colon(&place)),
        Syntax::SpecialCharacter => Some(special_character(&place)),
        Syntax::Indentation => indentation(&place),
        Syntax::Bracket | Syntax::Directive | Syntax::Other => other(&place),
    };
    known.unwrap_or_else(|| {
        Explained::new(
            place.rest_of_line(),
            format!("this is not valid YAML: {detail}"),
            "compare this line and the one above it with a record that passes",
        )
    })
}

/// A slip of the hand that stands at or above the place where the parser stumbled, and is sure to have led there.
fn slip(text: &str, at: usize, syntax: Syntax) -> Option<Explained> {
    if matches!(syntax, Syntax::Tab | Syntax::Escape) {
        return None;
    }
    let lines = scan(text);
    // A fault in a value spoils what comes after it, wherever that is noticed.
    let until = lines.partition_point(|line| line.start <= at);
    // An open bracket swallows all that follows.
    let until = lines.iter().take(until).position(|line| line.quoted == Quoted::OpenBracket).unwrap_or(until);
    let in_value = lines
        .iter()
        .take(until)
        .enumerate()
        .find_map(|(index, line)| values::explain(line, lines.get(index + 1)));
    in_value.or_else(|| {
        let here = until.checked_sub(1)?;
        lists::explain(&lines, here).or_else(|| keys::explain(&lines, here))
    })
}

fn merge_conflict(text: &str) -> Option<Explained> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let span = Span::new(start, start + line.trim_end().len());
            let help = "keep the right version, and delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`";
            return Some(Explained::new(span, "an unresolved merge conflict", help));
        }
        start += line.len();
    }
    None
}

/// The bracket that opens a value and is not closed before the place.
fn other(place: &Place<'_>) -> Option<Explained> {
    match place.sign() {
        Some(sign @ ('|' | '>')) => {
            let help = format!(
                "start the text on the next line, indented; if it just begins with `{sign}`, put it in quotes"
            );
            Some(Explained::new(
                place.rest_of_line(),
                format!("text after `{sign}`, although `{sign}` means that the text is on the lines below"),
                help,
            ))
        }
        _ if place.lines_above().last().is_some_and(|(_, first)| indent_of(first) > place.indent()) => {
            let (number, _) = place.lines_above().last()?;
            let span =
                Span::new(place.line_start + place.indent(), place.line_start + place.line.trim_end().len());
            Some(Explained::new(
                span,
                format!("this key is not aligned with the first one, in line {number}"),
                "start every key of the record in the first column",
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Problem, parse};

    #[test]
    fn the_fault_itself_is_underlined_and_explained() {
        for (text, underlined, message) in [
            ("a: 1\n\tb: 2\n", "\t", "a tab where only spaces may stand"),
            ("a: \"b\nc: d\n", "\"", "this quote is not closed"),
            ("a: 'it's fine'\n", "s fine'", "the apostrophe ends the text in quotes"),
            ("a: \"b\" c\n", "c", "text after the closing quote"),
            ("a: \"b \\d\"\n", "\\d", "`\\d` means nothing in double quotes"),
            ("a: \"b \\x1 \\u12\"\n", "\\x1", "`\\x1` means nothing in double quotes"),
            ("a: b: c\n", ":", "a second `: ` in the value of `a`"),
            ("- a: b: c\n", ":", "a second `: ` in the value of `a`"),
            ("a: b\n  c: d\n", "c", "the key `c` is indented further than the line above it"),
            ("a:b\nc: d\n", ":", "no space after the colon of `a`"),
            ("a: b\nc d\ne: f\n", "c d", "this line is no key with its value, nor part of the text above"),
            ("a: @b\n", "@", "a text cannot start with `@`"),
            ("a: [b, c\nd: e\n", "[", "this `[` is not closed"),
            ("a: [b, c}\n", "}", "`}` closes what `[` opened"),
            ("a: - b\n", "-", "a list cannot start on the same line as its key"),
            ("a: ? b\n", "?", "a text cannot start with `?`"),
            ("a: b\n- c\n", "- c", "a list item below `a`, which already has a value"),
            ("a:\n  - b\n - c\n", "- c", "this item starts in column 2, but nothing above it starts there"),
            (
                "a:\n  - b: c\n   d: e\n",
                "d: e",
                "this line starts in column 4, but nothing above it starts there",
            ),
            ("a:\n  - b\n  c: d\n", "c: d", "a line without `- ` among the items of a list"),
            ("  a: b\nc: d\n", "c: d", "this key is not aligned with the first one, in line 1"),
            (
                "a: > b\n  c\n",
                "> b",
                "text after `>`, although `>` means that the text is on the lines below",
            ),
            ("<<<<<<< ours\na: b\n=======\n>>>>>>> theirs\n", "<<<<<<< ours", "an unresolved merge conflict"),
        ] {
            let problems = parse(text.as_bytes()).problems;
            let [Problem::Syntax { syntax, detail, span }] = problems.as_slice() else {
                panic!("{text:?}: {problems:?}");
            };
            let explained = explain(*syntax, detail, text, *span);
            assert_eq!(explained.span.slice(text), Some(underlined), "{text:?}");
            assert_eq!(explained.message, message, "{text:?}");
        }
    }

    #[test]
    fn any_text_is_explained_without_a_panic() {
        for text in ["é: [", "a: \"\\", "\t", "-\n\t- é", "a: 'é", ": :", "[é}", "é\n é: b\n", "a: {b: [c}"]
        {
            for syntax in [
                Syntax::Tab,
                Syntax::Quote,
                Syntax::Escape,
                Syntax::Colon,
                Syntax::Indentation,
                Syntax::Other,
            ] {
                for at in 0..=text.len() {
                    let explained = explain(syntax, "x", text, Span::new(at, at));
                    assert!(explained.span.start as usize <= text.len());
                }
            }
        }
    }
}
