//! Characters that nobody sees, spaces that are none to a program, and signs for what got lost.

use super::{OddIn, Oddity};

/// An odd character that stands for nothing that can be seen.
pub(super) struct Hidden {
    pub(super) oddity: Oddity,
    pub(super) instead: Option<&'static str>,
    pub(super) odd_in: OddIn,
}

/// Reads a character with its neighbours; nothing where it is not odd whatever it stands in.
pub(super) fn read(character: char, before: Option<char>, after: Option<char>) -> Option<Hidden> {
    let all = |oddity, instead| Some(Hidden { oddity, instead, odd_in: OddIn::All });
    // A byte order mark belongs to the start of a file.
    if character == '\u{feff}' && before.is_none() || is_at_home(character, before, after) {
        return None;
    }
    if character == '\t' {
        return Some(Hidden { oddity: Oddity::Space("tab"), instead: Some(" "), odd_in: OddIn::Value });
    }
    if let Some(name) = direction(character) {
        return all(Oddity::Direction(name), Some(""));
    }
    if let Some(name) = invisible(character) {
        return all(Oddity::Invisible(name), Some(""));
    }
    if let Some(name) = blank(character) {
        let is_beside_space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        let instead = if is_beside_space(before) || is_beside_space(after) { "" } else { " " };
        return all(Oddity::Space(name), Some(instead));
    }
    if let Some(name) = space(character) {
        // It is as wide as two, which counts where a line is indented.
        if character == '\u{3000}' && before.is_none_or(|letter| matches!(letter, '\n' | '\r' | '\u{3000}')) {
            return all(Oddity::Space(name), Some("  "));
        }
        // A text for people may have them between its words.
        let is_between = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_control());
        let odd_in = if is_between(before) && is_between(after) && character != '\u{3000}' {
            OddIn::NotProse
        } else {
            OddIn::All
        };
        let is_last = after.is_none_or(|letter| matches!(letter, '\n' | '\r'));
        return Some(Hidden {
            oddity: Oddity::Space(name),
            instead: Some(if is_last { "" } else { " " }),
            odd_in,
        });
    }
    match character {
        '\u{fffc}' => all(Oddity::Lost("object replacement character"), Some("")),
        '\u{fffd}' => all(Oddity::Lost("replacement character"), None),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => all(Oddity::Lost("private-use character"), None),
        '\u{fdd0}'..='\u{fdef}' => all(Oddity::Lost("noncharacter"), None),
        other if u32::from(other) & 0xfffe == 0xfffe && u32::from(other) > 0xffff => {
            all(Oddity::Lost("noncharacter"), None)
        }
        _ => None,
    }
}

/// Joiners in the scripts and pictures that need them, and marks of direction beside letters that run from right to left.
fn is_at_home(character: char, before: Option<char>, after: Option<char>) -> bool {
    let either = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    match character {
        '\u{200c}' => before.is_some_and(joins),
        '\u{200d}' => before.is_some_and(|letter| joins(letter) || is_picture(letter)),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => either(runs_left),
        '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(|letter| is_picture(letter) || letter.is_ascii_digit()),
        '\u{180b}'..='\u{180f}' => either(|letter| matches!(letter, '\u{1800}'..='\u{18af}')),
        '\u{e0020}'..='\u{e007f}' => {
            before.is_some_and(|letter| letter == '\u{1f3f4}' || matches!(letter, '\u{e0020}'..='\u{e007f}'))
        }
        '\u{e0100}'..='\u{e01ef}' => before.is_some_and(|letter| matches!(letter, '\u{3400}'..='\u{9fff}')),
        _ => false,
    }
}

/// Letters of the scripts in which joiners say how letters join: Arabic, those of India, Burmese, Khmer, Mongolian.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn runs_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{203c}'..='\u{27bf}' | '\u{2900}'..='\u{2bff}' | '\u{3030}'..='\u{303d}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{a9}' | '\u{ae}')
        && !letter.is_alphabetic()
}

fn direction(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{61c}' => "Arabic letter mark",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        _ => return None,
    })
}

fn invisible(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "combining grapheme joiner",
        '\u{17b4}' | '\u{17b5}' => "Khmer inherent vowel",
        '\u{180b}'..='\u{180d}' | '\u{180f}' => "Mongolian variation selector",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{2060}' => "word joiner",
        '\u{2061}' => "function application",
        '\u{2062}' => "invisible times",
        '\u{2063}' => "invisible separator",
        '\u{2064}' => "invisible plus",
        '\u{2065}' => "invisible character",
        '\u{206a}'..='\u{206f}' => "deprecated format character",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "variation selector",
        '\u{feff}' => "byte order mark",
        '\u{fff0}'..='\u{fff8}' => "invisible character",
        '\u{fff9}'..='\u{fffb}' => "interlinear annotation mark",
        '\u{110bd}' | '\u{110cd}' => "Kaithi number sign",
        '\u{13430}'..='\u{1343f}' => "hieroglyph format control",
        '\u{1bca0}'..='\u{1bca3}' => "shorthand format control",
        '\u{1d173}'..='\u{1d17a}' => "musical format control",
        '\u{e0000}'..='\u{e00ff}' => "tag character",
        '\u{e01f0}'..='\u{e0fff}' => "invisible character",
        _ => return None,
    })
}

/// What looks like a space, and is one in no text.
fn blank(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{85}' => "next line",
        '\u{115f}' => "Hangul choseong filler",
        '\u{1160}' => "Hangul jungseong filler",
        '\u{1680}' => "ogham space mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{2800}' => "braille pattern blank",
        '\u{3164}' => "Hangul filler",
        '\u{ffa0}' => "halfwidth Hangul filler",
        _ => return None,
    })
}

fn space(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{a0}' => "no-break space",
        '\u{2000}' => "en quad",
        '\u{2001}' => "em quad",
        '\u{2002}' => "en space",
        '\u{2003}' => "em space",
        '\u{2004}' => "three-per-em space",
        '\u{2005}' => "four-per-em space",
        '\u{2006}' => "six-per-em space",
        '\u{2007}' => "figure space",
        '\u{2008}' => "punctuation space",
        '\u{2009}' => "thin space",
        '\u{200a}' => "hair space",
        '\u{202f}' => "narrow no-break space",
        '\u{205f}' => "medium mathematical space",
        '\u{3000}' => "ideographic space",
        _ => return None,
    })
}
