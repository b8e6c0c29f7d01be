//! Keys in the wrong column, two on a line, and signs that start a comment elsewhere.

use super::Explained;
use super::known_keys::is_known_key;
use super::scan::Line;
use super::values::{second_key, two_keys};
use crate::span::Span;

/// What is wrong with the line at `at`, at which the reader stumbled, as a line of keys.
pub(super) fn explain(lines: &[Line<'_>], at: usize) -> Option<Explained> {
    let line = lines.get(at)?;
    foreign_comment(line)
        .or_else(|| second_on_line(line))
        .or_else(|| outdented(lines, at))
        .or_else(|| no_colon(line))
}

/// `//`, `/*` or `<!--` at the start of a line.
fn foreign_comment(line: &Line<'_>) -> Option<Explained> {
    let text = line.text.get(line.indent..)?.trim_end();
    let sign = ["//", "/*", "<!--", ";", "--"].into_iter().find(|sign| text.starts_with(sign))?;
    if line.is_item || line.key.is_some() {
        return None;
    }
    let start = line.start + line.indent;
    let said = text.get(sign.len()..)?.trim_end_matches("*/").trim_end_matches("-->").trim();
    Some(Explained::new(
        Span::new(start, start + sign.len()),
        format!("`{sign}` does not start a comment here"),
        format!("write `# {said}`"),
    ))
}

fn second_on_line(line: &Line<'_>) -> Option<Explained> {
    line.key?;
    let key = second_key(line.value)?;
    let at = line.value.find(&format!("{key}:"))?;
    let (first, rest) = line.value.split_at_checked(at)?;
    let start = line.value_span().start as usize + at;
    Some(two_keys(line, first, rest, key, Span::new(start, start + key.len())))
}

/// A key further left than its neighbours: the reader stumbles over the next line, which stands where it should.
fn outdented(lines: &[Line<'_>], at: usize) -> Option<Explained> {
    let (next, line) = (lines.get(at)?, lines.get(at.checked_sub(1)?)?);
    let before = lines.get(at.checked_sub(2)?)?;
    let key = line.key.filter(|_| !line.is_item)?;
    let goes_back = next.column > line.column && before.column > line.column;
    // What is right below an empty key may be its value.
    if !goes_back || line.value.is_empty() && next.column != before.column {
        return None;
    }
    let stands_beside = lines
        .get(..at - 1)?
        .iter()
        .rev()
        .take(20)
        .any(|above| above.key.is_some() && above.column == next.column);
    if !stands_beside {
        return None;
    }
    let message = format!(
        "the key `{key}` starts in column {}, but the lines around it start in column {}",
        line.column + 1,
        next.column + 1
    );
    let fixed = format!("{}{}", " ".repeat(next.column), line.text.trim());
    let help = format!("start it in column {}, like line {}: `{fixed}`", next.column + 1, next.number);
    Some(Explained::new(line.span(), message, help).label("further left than its neighbours"))
}

/// A known key without its colon: `certainty low`.
fn no_colon(line: &Line<'_>) -> Option<Explained> {
    if line.key.is_some() {
        return None;
    }
    let text = line.text.get(line.column..)?.trim_end();
    let (key, value) = text.split_once([' ', '\t', '=', ';', '：'])?;
    let value = value.trim_start_matches([' ', '=', '：', ';']);
    if !is_known_key(key) || value.is_empty() {
        return None;
    }
    let dashes = line.text.get(line.indent..line.column)?;
    let start = line.start + line.column;
    Some(
        Explained::new(
            Span::new(start, start + key.len()),
            format!("no colon after the key `{key}`"),
            format!("write `{dashes}{key}: {value}`"),
        )
        .label("needs a colon and a space after it"),
    )
}
