//! Lines that do not stand where a line may, or are no `key: value`.

use super::super::yaml_form::quote;
use super::Explained;
use super::place::{Place, indent_of, key_and_value, key_column};
use crate::span::Span;

pub(super) fn tab(place: &Place<'_>) -> Explained {
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

pub(super) fn colon(place: &Place<'_>) -> Explained {
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
            format!("the key `{key}` is not allowed here"),
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
                "start it in column {column}, like line {number}; or, if it belongs to `{holder}`, remove the text after `{holder}:`"
            ),
        ),
        _ => Explained::new(span, message, format!("start it in column {column}, like line {number}")),
    }
}

/// A line that the parser expected a key in.
pub(super) fn line_without_key(place: &Place<'_>) -> Explained {
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
        .label("needs a space after it");
    }
    let message = match place.lines_above().next() {
        Some(_) => "this line is no key with its value, nor part of the text above",
        None => "this line is no key with its value",
    };
    let help = if !key.is_empty() && matches!(rest.trim_start().chars().next(), None | Some('"' | '\'')) {
        format!(
            "write `: ` after `{key}` if it is a key; if it continues the text above, indent it by two spaces"
        )
    } else {
        "indent it by two spaces if it continues the text above; if it starts with a key, write `: ` after the key"
            .to_owned()
    };
    Explained::new(place.rest_of_line(), message, help)
}

pub(super) fn indentation(place: &Place<'_>) -> Option<Explained> {
    let before = place.before();
    if !before.trim().trim_start_matches("- ").is_empty() && before.trim_end().ends_with(':') {
        let rest = place.after();
        return Some(match place.sign() {
            Some('-') => Explained::new(
                Span::new(place.at, place.at + 1),
                "a list cannot start on the same line as its key",
                format!("write `{rest}` on its own line, below the key; if it is a text, put it in quotes"),
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
            format!("a list item below `{key}`, which already has a value"),
            format!("write a key for the list above it, or remove the text after `{key}:`"),
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
            format!("{thing} starts in column {}, but nothing above it starts there", indent + 1),
            format!("start it in column {}, {under}", column(near) + 1),
        )
        .label("not aligned with the lines above"),
    )
}
