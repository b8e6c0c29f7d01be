//! Why a text is no YAML, in words for an editor who never read its specification.
//!
//! The parser says where it stumbled; what was done wrong often stands before that, and is looked for in the text.

use super::yaml_form::quote;
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
}

impl Explained {
    fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), label: None, help: help.into() }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
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
    if let Some(explained) = unclosed_bracket(&place, syntax) {
        return explained;
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
            format!("this is no YAML: {detail}"),
            "compare the line, and the one above it, with a record that passes",
        )
    })
}

/// Where the parser stumbled, in its line.
struct Place<'t> {
    text: &'t str,
    at: usize,
    line_start: usize,
    line: &'t str,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, span: Span) -> Self {
        let mut at = (span.start as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        Self::at(text, at)
    }

    fn at(text: &'t str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Self { text, at, line_start, line }
    }

    /// The sign at the place.
    fn sign(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// What stands before the place in its line.
    fn before(&self) -> &'t str {
        self.text.get(self.line_start..self.at).unwrap_or_default()
    }

    /// What stands from the place to the end of its line, without a comment.
    fn after(&self) -> &'t str {
        let rest = self.text.get(self.at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        rest.split(" #").next().unwrap_or_default().trim_end()
    }

    fn rest_of_line(&self) -> Span {
        Span::new(self.at, self.at + self.after().len())
    }

    fn indent(&self) -> usize {
        indent_of(self.line)
    }

    /// The lines above with something in them, the nearest first, each with its number from 1.
    fn lines_above(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let above: Vec<&str> = self.text.get(..self.line_start).unwrap_or_default().lines().collect();
        above.into_iter().enumerate().map(|(index, line)| (index + 1, line)).rev().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The column, from 0, in which a line's key starts: behind the `- ` of an item.
fn key_column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// The key of a line such as `  - name: …`, and the value behind it.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start().trim_start_matches("- ").trim_start();
    let (key, value) = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")))?;
    let value = value.split(" #").next().unwrap_or_default();
    Some((key, value.trim()))
}

fn merge_conflict(text: &str) -> Option<Explained> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let span = Span::new(start, start + line.trim_end().len());
            let help =
                "keep what is right, and delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`";
            return Some(Explained::new(span, "a merge conflict was left in the file", help));
        }
        start += line.len();
    }
    None
}

/// The bracket that opens a value and is not closed before the place.
fn unclosed_bracket(place: &Place<'_>, syntax: Syntax) -> Option<Explained> {
    if !matches!(syntax, Syntax::Colon | Syntax::Bracket | Syntax::Indentation | Syntax::Other) {
        return None;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut start = 0;
    for line in place.text.split_inclusive('\n') {
        let line_start = start;
        start += line.len();
        if line_start > place.at {
            break;
        }
        let mut from = line_start;
        if open.is_empty() {
            let value = key_and_value(line.trim_end())
                .map_or_else(|| line.trim_start().trim_start_matches("- "), |(_, value)| value);
            if !value.starts_with(['[', '{']) {
                continue;
            }
            from = line_start + line.find(['[', '{']).unwrap_or_default();
        }
        let mut quoted = None;
        for (offset, sign) in line.char_indices().map(|(offset, sign)| (line_start + offset, sign)) {
            match (sign, quoted) {
                _ if offset < from => {}
                (_, Some(quote)) => quoted = (sign != quote).then_some(quote),
                ('"' | '\'', None) => quoted = Some(sign),
                ('#', None) => break,
                ('[' | '{', None) => open.push((offset, sign)),
                (']' | '}', None) => {
                    let (opened, opener) = *open.last()?;
                    let closer = if opener == '[' { ']' } else { '}' };
                    if sign != closer {
                        let span = Span::new(offset, offset + 1);
                        let nth =
                            place.text.get(..opened).map_or(0, |before| before.matches('\n').count()) + 1;
                        let message = format!("`{sign}` closes what `{opener}` opened");
                        let help = format!(
                            "write `{closer}` here, or `{}` in line {nth}",
                            if sign == ']' { '[' } else { '{' }
                        );
                        return Some(Explained::new(span, message, help));
                    }
                    open.pop();
                }
                _ => {}
            }
        }
    }
    let (opened, opener) = *open.first()?;
    let closer = if opener == '[' { ']' } else { '}' };
    let end = if opener == '[' { "list" } else { "set" };
    let help = format!(
        "write `{closer}` where the {end} ends; if the text only starts with `{opener}`, put it in quotes"
    );
    Some(
        Explained::new(Span::new(opened, opened + 1), format!("this `{opener}` is not closed"), help)
            .label("opened here"),
    )
}

fn tab(place: &Place<'_>) -> Explained {
    let from = place.line_start;
    let offset =
        place.text.get(from..).and_then(|rest| rest.find('\t')).map_or(place.at, |offset| from + offset);
    let tabs = place.text.get(offset..).map_or(0, |rest| rest.len() - rest.trim_start_matches('\t').len());
    let (tab, s) = if tabs > 1 { ("these are tabs", "tabs") } else { ("this is a tab", "a tab") };
    Explained::new(
        Span::new(offset, offset + tabs),
        format!("{s} where only spaces may stand"),
        "indent with two spaces; most editors can be told to write spaces for the Tab key",
    )
    .label(tab)
}

fn quotes(place: &Place<'_>) -> Explained {
    if let Some(sign @ ('"' | '\'')) = place.sign() {
        return Explained::new(
            Span::new(place.at, place.at + 1),
            "this quote is not closed",
            format!("write {sign} at the end of the text; inside the text, {}", inner_quote(sign)),
        )
        .label("opened here");
    }
    let value = key_and_value(place.line).map_or(place.line.trim_start(), |(_, value)| value);
    let sign = if value.starts_with('\'') { '\'' } else { '"' };
    let is_apostrophe = sign == '\'' && place.before().ends_with('\'');
    let message =
        if is_apostrophe { "the apostrophe ends the text in quotes" } else { "text after the closing quote" };
    Explained::new(place.rest_of_line(), message, inner_quote(sign)).label("stands outside the quotes")
}

fn inner_quote(sign: char) -> &'static str {
    match sign {
        '\'' => "write an apostrophe twice ('it''s'), or put the text in double quotes (\"it's\")",
        _ => "write a quote as \\\", or put the whole text in single quotes",
    }
}

fn escape(place: &Place<'_>) -> Option<Explained> {
    let rest = place.text.get(place.at..)?;
    let mut signs = rest.char_indices();
    while let Some((offset, sign)) = signs.next() {
        if sign != '\\' {
            continue;
        }
        let (_, escaped) = signs.next()?;
        let digits = match escaped {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N'
            | '_' | 'L' | 'P' | '\n' | '\r' => continue,
            _ => 0,
        };
        let code = rest.get(offset + 2..).unwrap_or_default();
        let hexadecimal = code.bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
        if digits > 0 && hexadecimal == digits {
            continue;
        }
        let length = 1 + escaped.len_utf8() + hexadecimal;
        let written = rest.get(offset..offset + length)?;
        let start = place.at + offset;
        let message = format!("`{written}` means nothing in double quotes");
        let help = "write \\\\ for a backslash, or put the text in single quotes, where it is plain";
        return Some(Explained::new(Span::new(start, start + length), message, help));
    }
    None
}

fn colon(place: &Place<'_>) -> Explained {
    if place.sign() != Some(':') {
        return line_without_key(place);
    }
    let before = place.before();
    let start = before.len() - before.trim_start().trim_start_matches("- ").len();
    if let Some((key, value)) = before.get(start..).and_then(|before| before.split_once(": ")) {
        let whole = format!("{}{}", value.trim_start(), place.after());
        return Explained::new(
            Span::new(place.at, place.at + 1),
            format!("a second `: ` in the value of `{}`", key.trim()),
            format!("put the whole text in quotes: {}", quote(&whole)),
        )
        .label("this would end a key");
    }
    let key = before.trim().trim_start_matches("- ");
    let span = Span::new(place.at - before.trim_start().len(), place.at);
    let above = place.lines_above().next();
    let Some((number, above)) = above else {
        return Explained::new(
            span,
            format!("the key `{key}` cannot stand here"),
            "start the key in the first column",
        );
    };
    let indent = indent_of(above);
    if key_and_value(above).is_none() && !above.trim_start().starts_with("- ") {
        // That line was taken for the start of this key.
        let start: usize = place.text.split_inclusive('\n').take(number - 1).map(str::len).sum();
        return line_without_key(&Place::at(place.text, start + indent));
    }
    let message = format!("the key `{key}` is indented further than the line above it");
    let column = indent + 1;
    match key_and_value(above) {
        Some((holder, value)) if !value.is_empty() => Explained::new(
            span,
            message,
            format!(
                "start it in column {column}, like line {number}, or, if it belongs in `{holder}`, take the text after `{holder}:` away"
            ),
        ),
        _ => Explained::new(span, message, format!("start it in column {column}, like line {number}")),
    }
}

/// A line that the parser expected a key in.
fn line_without_key(place: &Place<'_>) -> Explained {
    let line = place.after();
    let key = line.split([' ', ':', '"', '\'']).next().unwrap_or_default();
    let rest = line.get(key.len()..).unwrap_or_default();
    if rest.starts_with(':') && !rest.starts_with("://") && !key.is_empty() {
        let at = place.at + key.len();
        return Explained::new(
            Span::new(at, at + 1),
            format!("no space after the colon of `{key}`"),
            format!("write `{key}: {}`", rest.trim_start_matches(':').trim()),
        )
        .label("a space belongs behind it");
    }
    let message = match place.lines_above().next() {
        Some(_) => "this line is no key with its value, nor part of the text above",
        None => "this line is no key with its value",
    };
    let help = if !key.is_empty() && matches!(rest.trim_start().chars().next(), None | Some('"' | '\'')) {
        format!(
            "write `: ` after `{key}` if it is a key; if it goes on with the text above, indent it by two spaces"
        )
    } else {
        "indent it by two spaces if it goes on with the text above; if it starts with a key, write `: ` after the key"
            .to_owned()
    };
    Explained::new(place.rest_of_line(), message, help)
}

fn special_character(place: &Place<'_>) -> Explained {
    let sign = place.sign().unwrap_or_default();
    Explained::new(
        Span::new(place.at, place.at + sign.len_utf8()),
        if sign == '`' {
            "a text cannot start with a back-tick".to_owned()
        } else {
            format!("a text cannot start with `{sign}`")
        },
        format!("put it in quotes: {}", quote(place.after())),
    )
}

fn indentation(place: &Place<'_>) -> Option<Explained> {
    let before = place.before();
    if !before.trim().trim_start_matches("- ").is_empty() && before.trim_end().ends_with(':') {
        let rest = place.after();
        return Some(match place.sign() {
            Some('-') => Explained::new(
                Span::new(place.at, place.at + 1),
                "a list cannot start in the line of its key",
                format!(
                    "write `{rest}` in a line of its own, below the key; if it is a text, put it in quotes"
                ),
            ),
            Some(sign) => Explained::new(
                Span::new(place.at, place.at + sign.len_utf8()),
                format!("a text cannot start with `{sign} `"),
                format!("put it in quotes: {}", quote(rest)),
            ),
            None => return None,
        });
    }
    let indent = place.indent();
    let span = Span::new(place.line_start + indent, place.line_start + place.line.trim_end().len());
    let is_item = place.line.trim_start().starts_with("- ");
    let (number, above) = place.lines_above().next()?;
    if is_item
        && let Some((_, line)) = place.lines_above().find(|(_, line)| indent_of(line) <= indent)
        && let Some((key, value)) = key_and_value(line)
        && indent_of(line) == indent
        && !value.is_empty()
    {
        return Some(Explained::new(
            span,
            format!("a list item below `{key}`, which has a value already"),
            format!("write a key for the list above it, or take the text after `{key}:` away"),
        ));
    }
    if !is_item
        && place
            .lines_above()
            .take_while(|(_, line)| indent_of(line) >= indent)
            .any(|(_, line)| indent_of(line) == indent && line.trim_start().starts_with("- "))
    {
        let help =
            "write `- ` before it if it is an item; if it is a key, start it in the column of the list's key";
        return Some(Explained::new(span, "a line without `- ` among the items of a list", help));
    }
    let column = |line: &str| if is_item { indent_of(line) } else { key_column(line) };
    let (near_number, near) = place
        .lines_above()
        .take(20)
        .filter(|(_, line)| !is_item || line.trim_start().starts_with("- "))
        .min_by_key(|(near, line)| (column(line).abs_diff(indent), number - near))
        .unwrap_or((number, above));
    let thing = if is_item { "this item" } else { "this line" };
    let under = match key_and_value(near) {
        Some((key, _)) if !is_item => format!("under `{key}` in line {near_number}"),
        _ => format!("like line {near_number}"),
    };
    Some(
        Explained::new(
            span,
            format!("{thing} starts in column {}, where nothing above it starts", indent + 1),
            format!("start it in column {}, {under}", column(near) + 1),
        )
        .label("not in line with what is above"),
    )
}

fn other(place: &Place<'_>) -> Option<Explained> {
    match place.sign() {
        Some(sign @ ('|' | '>')) => {
            let help = format!(
                "start the text in the next line, indented; if it only starts with `{sign}`, put it in quotes"
            );
            Some(Explained::new(
                place.rest_of_line(),
                format!("text behind `{sign}`, which puts a text on the lines below"),
                help,
            ))
        }
        _ if place.lines_above().last().is_some_and(|(_, first)| indent_of(first) > place.indent()) => {
            let (number, _) = place.lines_above().last()?;
            let span =
                Span::new(place.line_start + place.indent(), place.line_start + place.line.trim_end().len());
            Some(Explained::new(
                span,
                format!("this key is not in line with the first one, in line {number}"),
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
            ("a: - b\n", "-", "a list cannot start in the line of its key"),
            ("a: ? b\n", "?", "a text cannot start with `? `"),
            ("a: b\n- c\n", "- c", "a list item below `a`, which has a value already"),
            ("a:\n  - b\n - c\n", "- c", "this item starts in column 2, where nothing above it starts"),
            (
                "a:\n  - b: c\n   d: e\n",
                "d: e",
                "this line starts in column 4, where nothing above it starts",
            ),
            ("a:\n  - b\n  c: d\n", "c: d", "a line without `- ` among the items of a list"),
            ("  a: b\nc: d\n", "c: d", "this key is not in line with the first one, in line 1"),
            ("a: > b\n  c\n", "> b", "text behind `>`, which puts a text on the lines below"),
            (
                "<<<<<<< ours\na: b\n=======\n>>>>>>> theirs\n",
                "<<<<<<< ours",
                "a merge conflict was left in the file",
            ),
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
