//! Words with a letter in them that only looks like one of their alphabet.

use unicode_normalization::char::{compose, is_combining_mark};

use super::places::Replacement;
use super::{Found, OddIn, Oddity, look_alike};
use crate::span::Span;

/// Symbols and short words that science puts behind a Greek letter without a hyphen: `αmax`.
const AFTER_A_SYMBOL: &[&str] = &["max", "min", "rms", "tot", "eff", "mean"];

/// The odd letters of a text, given as its characters with their offsets. `is_invisible` says where nothing is to be seen.
pub(super) fn find(letters: &[(usize, char)], is_invisible: &dyn Fn(usize) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut word: Vec<(usize, char)> = Vec::new();
    // A word that is ASCII to its end holds nothing odd.
    let mut is_plain = true;
    let mut before = ' ';
    for (index, &(at, letter)) in letters.iter().enumerate() {
        if is_invisible(at) {
            continue;
        }
        let is_form = || look_alike::form(letter).is_some() || look_alike::form_in_a_word(letter).is_some();
        if letter.is_alphabetic() || is_combining_mark(letter) || is_form() {
            is_plain &= letter.is_ascii();
            word.push((at, letter));
            continue;
        }
        if !is_plain {
            read(&word, (before, letter), &mut found);
        }
        if !letter.is_ascii() {
            let neighbour =
                |index: Option<usize>| index.and_then(|index| letters.get(index)).map(|(_, letter)| *letter);
            let beside = (neighbour(index.checked_sub(1)), neighbour(Some(index + 1)));
            found.extend(sign(at, letter, beside));
        }
        word.clear();
        is_plain = true;
        before = letter;
    }
    if !is_plain {
        read(&word, (before, '\n'), &mut found);
    }
    found
}

fn odd(at: usize, letter: char, name: &'static str, instead: impl Into<String>, odd_in: OddIn) -> Found {
    let span = Span::new(at, at + letter.len_utf8());
    let replacement = Replacement { span, instead: Some(instead.into()) };
    Found { replacement, character: letter, oddity: Oddity::LookAlike(name), odd_in }
}

/// A sign between letters or digits.
fn sign(at: usize, sign: char, beside: (Option<char>, Option<char>)) -> Option<Found> {
    if let Some((plain, name)) = look_alike::digit(sign) {
        return Some(odd(at, sign, name, plain, OddIn::Code));
    }
    let both = |is: fn(char) -> bool| beside.0.is_some_and(is) && beside.1.is_some_and(is);
    if let Some(name) = look_alike::apostrophe(sign).filter(|_| both(char::is_alphabetic)) {
        return Some(odd(at, sign, name, "’", OddIn::All));
    }
    let (plain, name) = look_alike::sign(sign).filter(|_| both(char::is_alphanumeric))?;
    Some(odd(at, sign, name, plain, OddIn::Code))
}

fn read(word: &[(usize, char)], beside: (char, char), found: &mut Vec<Found>) {
    let latin = word.iter().filter(|(_, letter)| letter.is_ascii()).count();
    let small = word.iter().filter(|(_, letter)| letter.is_ascii_lowercase()).count();
    let is_phonetic = matches!(beside.0, '/' | '[' | 'ˈ' | 'ˌ')
        || word.iter().any(|(_, letter)| is_phonetic(*letter) && look_alike::letter(*letter).is_none());
    // A word of another alphabet may hold an English letter; then it is that one that got in.
    let is_foreign =
        word.iter().any(|(_, letter)| is_foreign(*letter) && look_alike::letter(*letter).is_none());
    let mut base = None;
    for (index, &(at, letter)) in word.iter().enumerate() {
        if is_combining_mark(letter) {
            if base.is_some_and(|base: char| base.is_ascii_alphabetic() && compose(base, letter).is_none())
                && latin > 1
            {
                found.push(Found {
                    oddity: Oddity::Mark("combining mark"),
                    ..odd(at, letter, "", "", OddIn::All)
                });
            }
            continue;
        }
        base = Some(letter);
        if letter.is_ascii() {
            continue;
        }
        if let Some((plain, name)) = look_alike::form_in_a_word(letter) {
            // Behind a word they may be the mark of a note.
            let is_odd = latin > 0 && (index + 1 < word.len() || !is_phonetic_block(letter));
            found.push(odd(at, letter, name, plain, if is_odd { OddIn::All } else { OddIn::Code }));
            continue;
        }
        if let Some((plain, name)) = look_alike::form(letter) {
            let is_wide = name.starts_with("full-width");
            if !is_wide
                || !is_east_asian(beside.0)
                    && !is_east_asian(beside.1)
                    && !word.iter().any(|(_, letter)| is_east_asian(*letter))
            {
                found.push(odd(at, letter, name, plain, OddIn::All));
            }
            continue;
        }
        let Some((mut plain, name)) = look_alike::letter(letter) else { continue };
        // Between digits it is one.
        if word.len() == 1 && (beside.0.is_ascii_digit() || beside.1.is_ascii_digit()) {
            plain = match plain {
                "O" | "o" => "0",
                "I" | "l" => "1",
                other => other,
            };
        }
        let is_odd = match letter {
            '\u{370}'..='\u{3ff}' => latin > 0 && !is_foreign && is_odd_greek(word, index, small),
            _ if is_phonetic_block(letter) => latin > 1 && !is_phonetic,
            _ => latin > 0 && !is_foreign,
        };
        found.push(odd(at, letter, name, plain, if is_odd { OddIn::All } else { OddIn::Code }));
    }
}

/// Science writes Greek letters beside English ones: `TNFα`, `NFκB`, `Gαs`, `αmax`.
fn is_odd_greek(word: &[(usize, char)], index: usize, small: usize) -> bool {
    if small < 2 {
        return false;
    }
    let letter = word.get(index).map(|(_, letter)| *letter).unwrap_or_default();
    let rest = word.get(index + 1..).unwrap_or_default();
    // No science uses this one, since it looks like `o`.
    if matches!(letter, 'ο' | 'ϲ' | 'Ϲ') {
        return true;
    }
    match index {
        0 => {
            letter.is_uppercase()
                || matches!(letter, 'α' | 'ι' | 'ν' | 'ρ' | 'υ')
                    && rest.len() > 2
                    && !AFTER_A_SYMBOL
                        .iter()
                        .any(|known| rest.iter().map(|(_, letter)| *letter).eq(known.chars()))
        }
        // At the end it may be a symbol behind a name: `Interferonγ`.
        _ => !rest.is_empty() || matches!(letter, 'ι' | 'ν' | 'ρ' | 'υ'),
    }
}

fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{1c8f}' | '\u{2c80}'..='\u{2cff}' | '\u{a640}'..='\u{a69f}')
}

/// Letters of phonetic spellings.
fn is_phonetic(letter: char) -> bool {
    matches!(letter, '\u{250}'..='\u{2af}' | '\u{2b0}'..='\u{2ff}' | 'æ' | 'ð' | 'θ' | 'ŋ' | 'β' | 'χ')
}

fn is_phonetic_block(letter: char) -> bool {
    matches!(letter, '\u{250}'..='\u{2af}' | '\u{1d00}'..='\u{1d7f}' | '\u{a720}'..='\u{a7ff}')
}

fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}
