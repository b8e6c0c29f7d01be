//! Odd characters that are written as escapes in double quotes: `"cu\\u200bre"`.

use super::places::Replacement;
use super::{Found, OddIn, hidden, look_alike};
use crate::clean_text::Oddity;
use crate::span::Span;

/// The escapes of a text that stand for odd characters, if they stand in double quotes.
pub(super) fn find(written: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = written.get(from..).and_then(|rest| rest.find('\\')).map(|at| from + at) {
        let rest = written.get(at + 1..).unwrap_or_default();
        let Some(sign) = rest.chars().next() else { break };
        from = at + 1 + sign.len_utf8();
        let Some((character, length)) = decode(sign, rest) else { continue };
        let before = written.get(..at).and_then(|before| before.chars().next_back());
        let after = rest.get(length..).and_then(|after| after.chars().next());
        let Some((oddity, instead)) = odd(character, before, after) else { continue };
        let span = Span::new(at, at + 1 + length);
        from = at + 1 + length;
        found.push(Found {
            replacement: Replacement { span, instead },
            character,
            oddity,
            odd_in: OddIn::DoubleQuotes,
        });
    }
    found
}

/// The character that an escape stands for, and how long it is without the backslash.
fn decode(sign: char, rest: &str) -> Option<(char, usize)> {
    let digits = match sign {
        'N' => return Some(('\u{85}', 1)),
        '_' => return Some(('\u{a0}', 1)),
        'L' => return Some(('\u{2028}', 1)),
        'P' => return Some(('\u{2029}', 1)),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
    Some((char::from_u32(code)?, digits + 1))
}

fn odd(character: char, before: Option<char>, after: Option<char>) -> Option<(Oddity, Option<String>)> {
    if let Some(hidden) = hidden::read(character, before, after) {
        // A space that is fine in a text is fine as an escape.
        return (hidden.odd_in == OddIn::All).then(|| (hidden.oddity, hidden.instead.map(str::to_owned)));
    }
    if let Some((plain, name)) = look_alike::form(character) {
        return Some((Oddity::LookAlike(name), Some(plain)));
    }
    let is_in_a_word = [before, after].into_iter().flatten().any(|letter| letter.is_ascii_alphabetic());
    let is_science = matches!(character, '\u{370}'..='\u{3ff}');
    let (plain, name) = look_alike::letter(character).filter(|_| is_in_a_word && !is_science)?;
    Some((Oddity::LookAlike(name), Some(plain.to_owned())))
}
