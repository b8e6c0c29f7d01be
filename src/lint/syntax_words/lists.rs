//! Items of lists without the dash and the space that start one.

use super::Explained;
use super::known_keys::is_known_key;
use super::scan::Line;
use crate::span::Span;

/// Signs that word processors put before the items of a list, and other things that people write there.
const BULLETS: &[char] = &[
    '–', '—', '−', '‐', '‑', '‒', '―', '•', '·', '∙', '●', '○', '◦', '▪', '■', '‣', '⁃', '➢', '→', '*', '+',
];

/// The sign in the place of a dash at the start of a text, and what stands behind it.
pub(in crate::lint) fn bullet(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    if BULLETS.contains(&first) {
        let (sign, rest) = text.split_at_checked(first.len_utf8())?;
        // A text such as `*name*` or `+5` starts with the sign itself.
        let needs_space = matches!(first, '*' | '+');
        let is_bullet = rest.starts_with([' ', '\t', '\u{a0}'])
            || !needs_space && rest.starts_with(char::is_alphanumeric);
        return is_bullet.then(|| (sign, rest.trim_start()));
    }
    if let Some(rest) = text.strip_prefix("--") {
        return (!rest.starts_with('-')).then(|| ("--", rest.trim_start()));
    }
    if let Some(rest) = text.strip_prefix("-\u{a0}") {
        return Some(("- with a no-break space", rest.trim_start()));
    }
    // A dash without its space; `-5` is a number.
    if let Some(rest) = text.strip_prefix('-') {
        return rest.starts_with(char::is_alphabetic).then_some(("-", rest));
    }
    let digits = text.len() - text.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let rest = text.get(digits..)?;
    let behind = rest.strip_prefix(['.', ')']).filter(|behind| digits > 0 && behind.starts_with(' '))?;
    Some((text.get(..digits + 1)?, behind.trim_start()))
}

/// A line that stands in the column of a list's items, or where a list is wanted, and starts with no `- `.
pub(in crate::lint) fn without_dash(line: &Line<'_>) -> Explained {
    let text = line.text.get(line.indent..).unwrap_or_default().trim_end();
    let at = line.start + line.indent;
    match bullet(text) {
        Some(("-", rest)) => Explained::new(
            Span::new(at, at + 1),
            "no space after the dash of a list",
            format!("write `- {rest}`"),
        )
        .label("needs a space after it"),
        Some((sign, rest)) => {
            let length = text.len() - rest.len();
            let written = text.get(..length).unwrap_or_default().trim_end();
            let shown = if sign.len() > 4 { "a dash and a no-break space" } else { sign };
            let message = if sign.len() > 4 {
                format!("{shown} (U+00A0) do not start an item of a list")
            } else {
                format!("`{sign}` does not start an item of a list")
            };
            Explained::new(
                Span::new(at, at + written.len()),
                message,
                format!("write a dash and a space: `- {rest}`"),
            )
        }
        None => Explained::new(
            line.span(),
            "a line without `- ` among the items of a list",
            format!("write `- ` before it: `- {text}`"),
        ),
    }
}

/// The line of a list's item without its dash, where the reader stumbled over it: among items in its own column, or over a sign that is
/// none.
pub(in crate::lint) fn explain(lines: &[Line<'_>], at: usize) -> Option<Explained> {
    let line = lines.get(at)?;
    let text = line.text.get(line.indent..)?;
    if line.is_item {
        return first_without_dash(lines, at);
    }
    let above = lines.get(..at)?.iter().rev().find(|above| above.indent <= line.indent)?;
    let below = lines.get(at + 1..)?.iter().find(|below| below.indent <= line.indent);
    let is_beside = |other: &Line<'_>| other.is_item && other.indent == line.indent;
    // A list may stand right below its key, in the same column: then a key goes on with the record.
    let holder_is_left =
        lines.get(..at)?.iter().rev().find(|above| !above.is_item && above.indent <= line.indent)?.indent
            < line.indent;
    let is_first = above.value.is_empty() && above.key.is_some() && above.indent < line.indent;
    let has_sign = bullet(text).is_some();
    if let Some(explained) = key_beside_dashes(lines, at, above).filter(|_| !has_sign && is_beside(above)) {
        return Some(explained);
    }
    let is_among_items = is_beside(above) && (holder_is_left || line.key.is_none())
        || is_first && below.is_some_and(is_beside)
        || has_sign && (is_first || is_beside(above));
    (is_among_items && (line.key.is_none() || has_sign || is_beside(above))).then(|| without_dash(line))
}

/// The first item of a list, where it lacks its dash and the second one has it.
fn first_without_dash(lines: &[Line<'_>], at: usize) -> Option<Explained> {
    let line = lines.get(at)?;
    let holder = lines.get(..at)?.iter().rposition(|above| above.indent < line.indent)?;
    let first = lines.get(holder + 1).filter(|first| !first.is_item && first.key.is_some())?;
    let (holder, is_deeper) = (lines.get(holder)?, first.indent > line.indent);
    if !is_deeper || holder.key.is_none() || !holder.value.is_empty() {
        return None;
    }
    let dash = format!("{}- {}", " ".repeat(line.indent), first.text.trim());
    let message = "no `- ` before the first item of a list";
    Some(Explained::new(
        first.span(),
        message,
        format!("write `- ` before it, as in line {}: `{dash}`", line.number),
    ))
}

/// A key in the column of a list's dashes that cannot start an item of it: it goes on with the item above, or with what holds the list.
fn key_beside_dashes(lines: &[Line<'_>], at: usize, item: &Line<'_>) -> Option<Explained> {
    let line = lines.get(at)?;
    let key = line.key.filter(|key| is_known_key(key))?;
    let (column, neighbour) = match item.key {
        Some(first) if first == key => return None,
        Some(_) => (item.column, item),
        // A list of texts: the key is that of the record, or of what the list belongs to.
        None => {
            let holder =
                lines.get(..at)?.iter().rev().find(|above| !above.is_item && above.indent < line.indent)?;
            (holder.column, holder)
        }
    };
    let text = line.text.trim();
    let mut help = format!(
        "start it in column {}, as in line {}: `{}{text}`",
        column + 1,
        neighbour.number,
        " ".repeat(column)
    );
    if item.key.is_some() {
        help.push_str(&format!("; or, if it starts a new item, write `- ` before it: `- {text}`"));
    }
    Some(Explained::new(
        line.span(),
        format!("the key `{key}` is in the column of the dashes above it"),
        help,
    ))
}
