//! Quotes, brackets and other marks that are not closed, not allowed or not needed.

use super::super::yaml_form::quote;
use super::Explained;
use super::place::{Place, key_and_value};
use super::scan::{Line, scan};
use crate::span::Span;
use crate::yaml::Syntax;

pub(super) fn unclosed_bracket(place: &Place<'_>, syntax: Syntax) -> Option<Explained> {
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
    let line = scan(place.text).into_iter().find(|line| line.value_span().start as usize == opened);
    let shown = |repaired: &dyn Fn(&Line<'_>) -> String| {
        line.as_ref().map(|line| format!(": `{}`", repaired(line))).unwrap_or_default()
    };
    let help = format!(
        "write `{closer}` where the {end} ends{}; if the text only starts with `{opener}`, put it in quotes{}",
        shown(&|line| line.with_value(&format!("{}{closer}", line.value))),
        shown(&|line| line.with_value(&quote(line.value)))
    );
    Some(
        Explained::new(Span::new(opened, opened + 1), format!("this `{opener}` is not closed"), help)
            .label("opened here"),
    )
}

pub(super) fn quotes(place: &Place<'_>) -> Explained {
    if let Some(sign @ ('"' | '\'')) = place.sign() {
        return Explained::new(
            Span::new(place.at, place.at + 1),
            "this quote is not closed",
            format!("write {sign} at the end of the text; inside the text, {}", inner_quote(sign)),
        )
        .label("opened here");
    }
    // The text may have started on a line above.
    let lines = scan(place.text.get(..place.at).unwrap_or_default());
    let opened = lines.iter().rev().find(|line| line.value.starts_with(['"', '\'']));
    let sign = opened.and_then(|line| line.value.chars().next()).unwrap_or('"');
    let is_apostrophe = sign == '\'' && place.before().ends_with('\'');
    let message =
        if is_apostrophe { "the apostrophe ends the text in quotes" } else { "text after the closing quote" };
    Explained::new(place.rest_of_line(), message, inner_quote(sign)).label("outside the quotes")
}

fn inner_quote(sign: char) -> &'static str {
    match sign {
        '\'' => "write an apostrophe twice ('it''s'), or put the text in double quotes (\"it's\")",
        _ => "write a quote as \\\", or put the whole text in single quotes",
    }
}

pub(super) fn escape(place: &Place<'_>) -> Option<Explained> {
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

pub(super) fn special_character(place: &Place<'_>) -> Explained {
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
