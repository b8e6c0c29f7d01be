//! Typographic quotation marks round a whole value: a word processor put them where straight ones were typed.

use super::{Found, OddIn, Oddity};
use crate::clean_text::places::Replacement;
use crate::span::Span;

/// Each mark that opens, with those that may close it.
const PAIRS: &[(char, &str)] = &[
    ('“', "”“\""),
    ('”', "”"),
    ('„', "“”"),
    ('‟', "”"),
    ('″', "″"),
    ('＂', "＂"),
    ('‘', "’‘'"),
    ('’', "’"),
    ('‚', "‘’"),
    ('«', "»"),
    ('»', "«"),
    ('‹', "›"),
    ('›', "‹"),
    ('"', "”“"),
    ('\'', "’‘"),
];

/// Keys whose values are names and titles, which may stand in quotation marks of their own.
const NAMES: &[&str] = &["name", "title", "container-title", "latin", "question"];

pub(super) fn find(written: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in written.split_inclusive('\n') {
        if !line.is_ascii() {
            found.extend(
                in_line(line).into_iter().flatten().filter(|(_, mark, straight)| mark != straight).map(
                    |(at, character, straight)| Found {
                        replacement: Replacement {
                            span: Span::new(start + at, start + at + character.len_utf8()),
                            instead: Some(straight.to_string()),
                        },
                        character,
                        oddity: Oddity::Quote,
                        odd_in: OddIn::All,
                    },
                ),
            );
        }
        start += line.len();
    }
    found
}

/// The marks at both ends of the value of a line, each with the straight one that it stands for.
fn in_line(line: &str) -> Option<[(usize, char, char); 2]> {
    let mut at = line.len() - line.trim_start_matches([' ', '-']).len();
    let is_item = line.get(..at)?.contains('-');
    let key = line.get(at..)?.split_once(": ").map(|(key, _)| key).filter(|key| is_key(key));
    match key {
        Some(key) if NAMES.contains(&key) => return None,
        Some(key) => {
            let value = line.get(at + key.len() + 1..)?;
            at = line.len() - value.trim_start_matches(' ').len();
        }
        None if !is_item => return None,
        None => {}
    }
    let mut value = line.get(at..)?.trim_end();
    let open = value.chars().next()?;
    let (_, closers) = PAIRS.iter().find(|(opener, _)| *opener == open)?;
    // A comment may stand behind it.
    if let Some(hash) = value.find(" #")
        && let Some(before) = value.get(..hash).map(str::trim_end)
        && before.ends_with(|letter| closers.contains(letter))
    {
        value = before;
    }
    let close = value.chars().next_back()?;
    let inside = value.get(open.len_utf8()..value.len().checked_sub(close.len_utf8())?)?;
    // Where one of the two is straight, the reader says what is wrong.
    if !closers.contains(close) || open.is_ascii() || inside.trim().is_empty() {
        return None;
    }
    // One pair and no more: “a” and “b” starts and ends with marks that do not belong together.
    if inside.contains(open)
        || closers.chars().any(|closer| !matches!(closer, '’' | '\'') && inside.contains(closer))
    {
        return None;
    }
    let straight = if !inside.contains(['"', '\\']) {
        '"'
    } else if !inside.contains('\'') {
        '\''
    } else {
        return None;
    };
    if close.is_ascii() && close != straight {
        return None;
    }
    Some([(at, open, straight), (at + value.len() - close.len_utf8(), close, straight)])
}

fn is_key(text: &str) -> bool {
    let text = text.trim_matches(['"', '\'']);
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}
