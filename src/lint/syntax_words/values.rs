//! Values that start with a sign that means something else in YAML, and quotes that end too early, too late or not at all.

use super::super::yaml_form::quote;
use super::Explained;
use super::known_keys::is_known_key;
use super::scan::{Line, Quoted, closing_bracket};
use crate::span::Span;

/// What is wrong with the value of a line, whatever stands below it. `next` is the line below.
pub(in crate::lint) fn explain(line: &Line<'_>, next: Option<&Line<'_>>) -> Option<Explained> {
    match line.quoted {
        Quoted::Not => {}
        Quoted::TextBehind(close) => return Some(text_behind(line, close)),
        Quoted::Open => return Some(open_quote(line)),
        Quoted::Closed | Quoted::GoesOn | Quoted::OpenBracket => return None,
    }
    let goes_on = next.is_some_and(|next| next.key.is_none() && !next.is_item && next.indent > line.column);
    let first = line.value.chars().next()?;
    let rest = line.value.get(first.len_utf8()..).unwrap_or_default();
    match first {
        '[' | '{' => bracket(line, first, goes_on),
        // A bullet at the start of a line is not a value.
        '&' | '*' if (line.key.is_some() || line.is_item) && (rest.starts_with(' ') || rest.is_empty()) => {
            Some(starts_with(line, first, goes_on))
        }
        '`' if rest.len() > 1 && rest.ends_with('`') && !rest.contains(' ') => {
            let help = format!("remove the back-ticks: `{}`", line.with_value(rest.trim_end_matches('`')));
            Some(Explained::new(line.value_span(), "a text cannot start with a back-tick", help))
        }
        ',' | ']' | '}' | '@' | '`' | '%' => Some(starts_with(line, first, goes_on)),
        '?' if rest.starts_with(' ') && (line.key.is_some() || line.is_item) => {
            Some(starts_with(line, first, goes_on))
        }
        '|' | '>' if !rest.chars().all(|sign| matches!(sign, '+' | '-' | '0'..='9')) => {
            Some(block_sign(line, first))
        }
        '-' if line.key.is_some() && rest.starts_with(' ') => Some(dash(line)),
        ':' if rest.starts_with(' ') && (line.key.is_some() || line.is_item) => {
            Some(starts_with(line, first, goes_on))
        }
        _ => None,
    }
}

/// "put it in quotes: `note: "[a] b"`".
pub(in crate::lint) fn in_quotes(line: &Line<'_>, goes_on: bool) -> String {
    if goes_on {
        return format!(
            "put all of the text in quotes, from here to its end: `{}`",
            line.with_value(&format!("{}…", quote(line.value).trim_end_matches(['"', '\''])))
        );
    }
    format!("put it in quotes: `{}`", line.with_value(&quote(line.value)))
}

fn starts_with(line: &Line<'_>, sign: char, goes_on: bool) -> Explained {
    let message = match sign {
        '`' => "a text cannot start with a back-tick".to_owned(),
        sign => format!("a text cannot start with `{sign}`"),
    };
    let start = line.value_span().start as usize;
    Explained::new(Span::new(start, start + sign.len_utf8()), message, in_quotes(line, goes_on))
}

/// A value in brackets with more text behind them.
fn bracket(line: &Line<'_>, opener: char, goes_on: bool) -> Option<Explained> {
    let close = closing_bracket(line.value)?;
    let behind = line.value.get(close + 1..)?.trim();
    if behind.is_empty() {
        return None;
    }
    let (closer, thing) = if opener == '[' { (']', "a list") } else { ('}', "a set of keys and values") };
    let message = format!("a text that starts with `{opener}` is read as {thing}");
    let mut help = in_quotes(line, goes_on);
    if matches!(behind, "," | ";" | ".") {
        help = format!(
            "take away what stands after `{closer}`: `{}`",
            line.with_value(line.value.get(..=close)?)
        );
    } else if line.value.get(..close)?.contains(',') {
        help.push_str(&format!("; or, if {thing} is meant, take away what stands after `{closer}`"));
    }
    let start = line.value_span().start as usize;
    let label = format!("{thing} that ends here");
    Some(Explained::new(Span::new(start, start + close + 1), message, help).label(label))
}

fn block_sign(line: &Line<'_>, sign: char) -> Explained {
    let help = format!(
        "{}; or, if a longer text is meant, start it on the next line, indented",
        in_quotes(line, false)
    );
    Explained::new(
        line.value_span(),
        format!("text after `{sign}`, although `{sign}` means that the text is on the lines below"),
        help,
    )
}

fn dash(line: &Line<'_>) -> Explained {
    let start = line.value_span().start as usize;
    Explained::new(
        Span::new(start, start + 1),
        "a list cannot start on the same line as its key",
        format!(
            "if it is a list, write `{}` on a line of its own, below the key; if it is a text, {}",
            line.value,
            in_quotes(line, false)
        ),
    )
}

fn text_behind(line: &Line<'_>, close: usize) -> Explained {
    let sign = line.value.chars().next().unwrap_or_default();
    let behind = line.value.get(close + 1..).unwrap_or_default();
    let start = line.value_span().start as usize + close + 1;
    let at = start + (behind.len() - behind.trim_start().len());
    let span = Span::new(at, line.value_span().end as usize);
    let in_quotes = line.value.get(..=close).unwrap_or_default();
    if let Some(key) = second_key(behind) {
        return two_keys(line, in_quotes, behind.trim_start(), key, span);
    }
    if matches!(behind.trim(), "," | ";") {
        let message = format!("a `{}` behind the value: a line ends without one", behind.trim());
        return Explained::new(span, message, format!("remove it: `{}`", line.with_value(in_quotes)));
    }
    // Where the text also ends in a quote, the outer two are those that were meant.
    let inner = line
        .value
        .get(1..)
        .and_then(|rest| rest.strip_suffix(sign))
        .filter(|_| !behind.trim_start().starts_with(','));
    let whole = inner.unwrap_or(line.value);
    let is_apostrophe = sign == '\'' && behind.starts_with(char::is_alphabetic);
    let message =
        if is_apostrophe { "the apostrophe ends the text in quotes" } else { "text after the closing quote" };
    let whole = if is_apostrophe { line.value.trim_matches('\'') } else { whole };
    let help = format!("put all of it in one pair of quotes: `{}`", line.with_value(&quote(whole)));
    Explained::new(span, message, help).label("outside the quotes")
}

/// A bracket that is not closed before the next key.
pub(super) fn open_bracket(line: &Line<'_>) -> Explained {
    let start = line.value_span().start as usize;
    let (opener, closer) = if line.value.starts_with('[') { ('[', ']') } else { ('{', '}') };
    let help = format!(
        "write `{closer}` at its end: `{}`; if the text only starts with `{opener}`, {}",
        line.with_value(&format!("{}{closer}", line.value)),
        in_quotes(line, false)
    );
    Explained::new(Span::new(start, start + 1), format!("this `{opener}` is not closed"), help)
        .label("opened here")
}

fn open_quote(line: &Line<'_>) -> Explained {
    let sign = line.value.chars().next().unwrap_or_default();
    let start = line.value_span().start as usize;
    let inside = line.value.get(1..).unwrap_or_default();
    let curly = inside
        .chars()
        .next_back()
        .filter(|last| matches!(last, '”' | '“' | '„' | '’' | '‘' | '»' | '«' | '″'));
    if let Some(curly) = curly {
        let text = inside.trim_end_matches(curly);
        let end = line.value_span().end as usize;
        return Explained::new(
            Span::new(end - curly.len_utf8(), end),
            format!("`{curly}` does not close the quote that `{sign}` opens"),
            format!("write the straight quote `{sign}`: `{}`", line.with_value(&quote(text))),
        );
    }
    let help = if inside.trim().is_empty() {
        format!("write the text and `{sign}` behind it, or take the `{sign}` away")
    } else {
        format!("write `{sign}` at the end of the text: `{}`", line.with_value(&quote(inside)))
    };
    Explained::new(Span::new(start, start + 1), "this quote is not closed", help).label("opened here")
}

/// A second key in the value of a line: `low verdict: supported`.
pub(in crate::lint) fn second_key(value: &str) -> Option<&str> {
    value
        .split([' ', '\t', ',', ';'])
        .filter_map(|word| word.strip_suffix(':'))
        .find(|word| is_known_key(word))
}

/// Two keys with their values on one line.
pub(in crate::lint) fn two_keys(
    line: &Line<'_>,
    first: &str,
    rest: &str,
    key: &str,
    span: Span,
) -> Explained {
    let first = first.trim_end_matches([' ', '\t', ',', ';']);
    let second = rest.find(&format!("{key}:")).and_then(|at| rest.get(at..)).unwrap_or(rest);
    let message = format!("two keys on one line: `{key}` starts a second one");
    let help = format!("give each a line of its own: `{}`, and below it `{second}`", line.with_value(first));
    Explained::new(span, message, help).label("a key of its own")
}
