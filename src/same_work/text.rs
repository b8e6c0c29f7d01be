//! Texts of services in a form in which they can be compared: letters that were garbled on the way are repaired, mark-up and entities
//! taken out, accents and capitals forgotten.

use unicode_normalization::UnicodeNormalization;

/// Small letters without accents; whatever is neither letter nor digit is one space.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            // Accents that came off their letters, and marks inside words.
            '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | '`' | 'ʼ' | '\u{ad}' => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A text as it was meant: without tags and entities, and without the traces of a wrong character set.
pub(super) fn plain(text: &str) -> String {
    repaired(&without_markup(text))
}

/// A text whose UTF-8 was once taken for Windows-1252 (`MÃ¼ller` for `Müller`), set right; also where that happened twice.
fn repaired(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let words: Vec<String> = text.split(' ').map(|word| repaired_word(&repaired_word(word))).collect();
    words.join(" ")
}

fn repaired_word(word: &str) -> String {
    let bytes: Option<Vec<u8>> = word.chars().map(byte).collect();
    let is_garbled = !word.is_ascii();
    bytes
        .filter(|_| is_garbled)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| word.to_owned())
}

/// The byte that Windows-1252 has for a letter.
fn byte(letter: char) -> Option<u8> {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    if let Ok(byte) = u8::try_from(letter) {
        return Some(byte);
    }
    let place = FROM_80.iter().position(|known| *known == letter)?;
    u8::try_from(0x80 + place).ok()
}

/// A text without tags such as `<i>` and `<mml:math>`, its entities as the letters that they stand for.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        plain.push_str(before);
        let is_tag = tag
            .get(1..)
            .is_some_and(|tag| tag.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/'));
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => rest = tag.get(end + 1..).unwrap_or_default(),
            // "p < 0.05" is no tag.
            None => {
                plain.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    // Services escape twice now and then.
    let text = without_entities(&without_entities(&plain));
    text.replace(" & ", " and ")
}

fn without_entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, tail) = rest.split_at(at);
        plain.push_str(before);
        let name = tail.get(1..).and_then(|tail| tail.split_once(';')).map(|(name, _)| name);
        match name.and_then(|name| Some((name, entity(name)?))) {
            Some((name, letter)) => {
                plain.push(letter);
                rest = tail.get(name.len() + 2..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The letter behind `#252`, `#xfc`, `uuml`. Accents are forgotten later, so the letter without its accent will do.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number);
    }
    Some(match name {
        "amp" => '&',
        "lt" | "gt" | "quot" | "nbsp" | "ndash" | "mdash" | "ldquo" | "rdquo" | "hellip" => ' ',
        "apos" | "rsquo" | "lsquo" => '\'',
        "szlig" => 'ß',
        "oslash" | "Oslash" => 'ø',
        "aelig" | "AElig" => 'æ',
        "oelig" | "OElig" => 'œ',
        _ => {
            const ACCENTS: [&str; 9] =
                ["uml", "acute", "grave", "circ", "tilde", "ring", "cedil", "caron", "slash"];
            let mut letters = name.chars();
            let letter = letters.next().filter(char::is_ascii_alphabetic)?;
            return ACCENTS.contains(&letters.as_str()).then_some(letter);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbled_letters_are_repaired_and_sound_ones_left_alone() {
        for (text, expected) in [
            ("MÃ¼ller", "Müller"),
            ("MÃƒÂ¼ller", "Müller"),
            ("M&#252;ller", "Müller"),
            ("M&amp;#xFC;ller", "Müller"),
            ("M&uuml;ller", "Muller"),
            ("Massage bei HÃ¼ftarthrose â€“ eine Studie", "Massage bei Hüftarthrose – eine Studie"),
            ("SÃ¸ren and Müller", "Søren and Müller"),
            ("Müller", "Müller"),
            ("Château à Nîmes", "Château à Nîmes"),
            ("Ñandú ©", "Ñandú ©"),
            ("p &lt; 0.05 &unknown; a & b", "p   0.05 &unknown; a and b"),
            ("<i>in vivo</i> 3 < 4", "in vivo 3 < 4"),
            ("日本語", "日本語"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
