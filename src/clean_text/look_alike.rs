//! Letters and signs that look like those of the English alphabet, and are others.

use std::sync::LazyLock;

use foldhash::HashMap;
use unicode_normalization::UnicodeNormalization;

/// A letter, the English one that it looks like, and its name. From the confusables of Unicode Technical Standard 39 (Unicode
/// License v3), those of living alphabets and of phonetics that look like one letter or digit; with some that differ in size or slant.
const TABLE: &str = include_str!("look_alikes.tsv");

static LETTERS: LazyLock<HashMap<char, (&'static str, &'static str)>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some((cells.next()?.chars().next()?, (cells.next()?, cells.next()?)))
    };
    TABLE.lines().filter_map(row).collect()
});

/// The English letter that a letter of another alphabet looks like, and its name.
pub(super) fn letter(letter: char) -> Option<(&'static str, &'static str)> {
    LETTERS.get(&letter).copied()
}

/// The plain letters that a letter is a form of, and what form that is: full-width, mathematical, circled, a ligature.
pub(super) fn form(letter: char) -> Option<(String, &'static str)> {
    let name = match letter {
        '\u{ff10}'..='\u{ff19}' => "full-width digit",
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => "full-width letter",
        '\u{1d400}'..='\u{1d7cb}' => "mathematical letter",
        '\u{1d7ce}'..='\u{1d7ff}' | '\u{1fbf0}'..='\u{1fbf9}' => "digit of another style",
        '\u{2102}'
        | '\u{210a}'..='\u{2113}'
        | '\u{2115}'
        | '\u{2119}'..='\u{211d}'
        | '\u{2124}'
        | '\u{2128}'
        | '\u{212a}'
        | '\u{212c}'
        | '\u{212d}'
        | '\u{212f}'..='\u{2131}'
        | '\u{2133}'
        | '\u{2134}'
        | '\u{2139}' => "letter-like symbol",
        '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' => "letter in a circle or a square",
        '\u{fb00}'..='\u{fb06}' => "ligature",
        _ => return None,
    };
    let plain: String = std::iter::once(letter).nfkc().collect();
    plain.is_ascii().then_some((plain, name))
}

/// The plain letters that a sign is a form of where it stands in a word, and what form that is: a Roman numeral, a raised letter, a letter in
/// brackets or in a black circle. Alone each is right.
pub(super) fn form_in_a_word(letter: char) -> Option<(String, &'static str)> {
    let nth = |first: char, letter: char| {
        let offset = u8::try_from((u32::from(letter) - u32::from(first)) % 26).ok()?;
        Some(char::from(b'a' + offset).to_string())
    };
    let (plain, name) = match letter {
        '\u{2160}'..='\u{217f}' => (std::iter::once(letter).nfkc().collect(), "Roman numeral"),
        '\u{2b0}'..='\u{2b8}'
        | '\u{1d2c}'..='\u{1d6a}'
        | '\u{1d9b}'..='\u{1dbf}'
        | '\u{2071}'
        | '\u{207f}'
        | '\u{2090}'..='\u{209c}' => (std::iter::once(letter).nfkc().collect(), "raised or lowered letter"),
        '\u{249c}'..='\u{24b5}' => (nth('\u{249c}', letter)?, "letter in brackets"),
        '\u{1f110}'..='\u{1f129}' => (nth('\u{1f110}', letter)?, "letter in brackets"),
        '\u{1f150}'..='\u{1f169}' => (nth('\u{1f150}', letter)?, "letter in a black circle"),
        '\u{1f170}'..='\u{1f189}' => (nth('\u{1f170}', letter)?, "letter in a black square"),
        _ => return None,
    };
    plain.is_ascii().then_some((plain, name))
}

/// The digit of another script, and what it is. In a text for people of that script it is right.
pub(super) fn digit(sign: char) -> Option<(String, &'static str)> {
    let first = match sign {
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{7c0}'..='\u{7c9}' => '\u{7c0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        _ => return None,
    };
    Some(((u32::from(sign) - u32::from(first)).to_string(), "digit of another script"))
}

/// The sign that another looks like in a code, and its name. In a text for people it may be right.
pub(super) fn sign(sign: char) -> Option<(char, &'static str)> {
    Some(match sign {
        '\u{2010}' => ('-', "hyphen"),
        '\u{2011}' => ('-', "non-breaking hyphen"),
        '\u{2012}' => ('-', "figure dash"),
        '\u{2013}' => ('-', "en dash"),
        '\u{2014}' => ('-', "em dash"),
        '\u{2015}' => ('-', "horizontal bar"),
        '\u{2043}' => ('-', "hyphen bullet"),
        '\u{2212}' => ('-', "minus sign"),
        '\u{2044}' => ('/', "fraction slash"),
        '\u{2215}' => ('/', "division slash"),
        '\u{29f8}' => ('/', "big solidus"),
        '\u{2024}' => ('.', "one dot leader"),
        '\u{2236}' => (':', "ratio sign"),
        '\u{a789}' => (':', "modifier letter colon"),
        '\u{fe58}' | '\u{fe63}' => ('-', "small dash"),
        '\u{ff0d}' => ('-', "full-width hyphen"),
        '\u{ff0e}' => ('.', "full-width full stop"),
        '\u{ff0f}' => ('/', "full-width slash"),
        '\u{ff1a}' => (':', "full-width colon"),
        '\u{ff3f}' => ('_', "full-width low line"),
        _ => return None,
    })
}

/// What people and programs put in the place of an apostrophe.
pub(super) fn apostrophe(sign: char) -> Option<&'static str> {
    Some(match sign {
        '\u{b4}' => "acute accent",
        '\u{2b9}' => "modifier letter prime",
        '\u{2c8}' => "modifier letter vertical line",
        '\u{2cb}' => "modifier letter grave accent",
        '\u{55a}' => "Armenian apostrophe",
        '\u{5f3}' => "Hebrew geresh",
        '\u{2032}' => "prime",
        '\u{2035}' => "reversed prime",
        '\u{ff07}' => "full-width apostrophe",
        '\u{ff40}' => "full-width grave accent",
        _ => return None,
    })
}
