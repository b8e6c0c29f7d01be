//! Folded text as tokens: what must be equal for a quote to stand.

use super::fold::is_mark;
use super::mark::{self, raised};

/// A word, a number or a sign of a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A number with its sign, or a name with a number in it, such as `L4`.
    Number,
    /// A sign that carries meaning: `%`, `<`, the dash of `3-5`.
    Sign,
    Punctuation,
    /// A mark that leads to a note or a source: `[12]`, a raised digit after a word, `(Smith et al., 2019)`.
    Note,
}

/// Units that take an exponent.
const UNITS: &[&str] = &["m", "cm", "mm", "km", "dm", "s", "h", "min", "kg", "g", "l", "ml", "in", "ft", "n"];

/// The narrow space between the thousands of a number, in folded text; a plain one parts them too.
pub(super) const THOUSANDS: char = '\u{202f}';
const THOUSANDS_TEXT: &str = "\u{202f}";

/// Reads the tokens of a folded text, from a byte on.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Tokens<'text> {
    /// `from` must part two characters; otherwise there are no tokens.
    pub(super) fn new(text: &'text str, from: usize) -> Self {
        Self { text, at: if text.is_char_boundary(from) { from } else { text.len() } }
    }

    fn rest(&self) -> &'text str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    fn before_spaces(&self) -> Option<char> {
        self.text.get(..self.at)?.trim_end_matches(' ').chars().next_back()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let spaces = self.rest().len() - self.rest().trim_start_matches(' ').len();
        self.at += spaces;
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (length, kind) = match first {
            '[' | '(' | '{' if let Some(length) = mark::bracket(rest, self.before_spaces()) => {
                (length, Kind::Note)
            }
            '†' | '‡' | '§' | '¶' | '*' if mark::sign(rest, self.before()) > 0 => {
                (mark::sign(rest, self.before()), Kind::Note)
            }
            '^' if raised(rest) > 1 => (raised(rest), Kind::Note),
            '+' | '-' | '.' if self.starts_number(first) => (number(rest), Kind::Number),
            '0'..='9' => {
                let glued = first.is_ascii_digit() && self.follows_long_word();
                (number(rest), if glued { Kind::Note } else { Kind::Number })
            }
            _ if is_word(first) => word(rest, self.before()),
            '-' => {
                let length = rest.len() - rest.trim_start_matches('-').len();
                let counts = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
                let before = self.before_spaces();
                let after = rest.get(length..).unwrap_or_default().trim_start_matches(' ').chars().next();
                (length, if counts(before) && counts(after) { Kind::Sign } else { Kind::Punctuation })
            }
            '<' | '>' if rest.get(1..2) == Some("=") => (2, Kind::Sign),
            '%' | '‰' | '<' | '>' | '=' | '±' | '~' | '≈' | '≠' | '+' | '*' | '/' | '°' | '$' | '€' | '£'
            | '¥' | '&' | '?' => (first.len_utf8(), Kind::Sign),
            _ => (first.len_utf8(), Kind::Punctuation),
        };
        let token = Token { start: self.at, end: self.at + length, kind };
        self.at = token.end;
        Some(token)
    }
}

impl Tokens<'_> {
    /// Whether a sign or a point belongs to the number after it: `-5`, `.05`, but not `3-5`.
    fn starts_number(&self, sign: char) -> bool {
        let mut after = self.rest().chars().skip(1);
        let next = after.next();
        let counts = match (sign, next) {
            (_, Some(next)) if next.is_ascii_digit() => true,
            ('+' | '-', Some('.')) => after.next().is_some_and(|letter| letter.is_ascii_digit()),
            _ => false,
        };
        counts
            && !self.before().is_some_and(|before| {
                is_word(before) || before.is_ascii_digit() || matches!(before, ')' | '%' | '.')
            })
    }

    /// Whether a long plain word stands right before, with or without its full stop: `pain12`, `pain.12` where a raised mark was lost.
    fn follows_long_word(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        let word = before.strip_suffix(['.', ',']).unwrap_or(before);
        let letters = word.bytes().rev().take(5).take_while(u8::is_ascii_lowercase).count();
        letters == 5 && self.rest().bytes().take_while(u8::is_ascii_digit).count() <= 3
    }
}

/// Whether a character belongs to a word.
pub(super) fn is_word(letter: char) -> bool {
    if letter.is_ascii() { letter.is_ascii_alphabetic() } else { letter.is_alphanumeric() || is_mark(letter) }
}

/// Whether a character is of a script that puts no spaces between words.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// How long the word at the start of a text is. A hyphen between letters belongs to it, and so does one at the end of a line.
fn word(text: &str, before: Option<char>) -> (usize, Kind) {
    let mut letters = text.char_indices().peekable();
    let mut end = 0;
    let mut has_digit = false;
    // Right after a digit stands a unit: `5mg`, `3x10`.
    let unit = before.is_some_and(|letter| letter.is_ascii_digit());
    while let Some((at, letter)) = letters.next() {
        let next = text.get(at + letter.len_utf8()..).unwrap_or_default();
        match letter {
            _ if is_unspaced(letter) => {
                if end == 0 {
                    let marks: usize =
                        next.chars().take_while(|letter| is_mark(*letter)).map(char::len_utf8).sum();
                    end = letter.len_utf8() + marks;
                }
                break;
            }
            _ if is_word(letter) => {}
            '\'' if next.starts_with(is_word) && !has_digit => {}
            '-' if next.starts_with(|next: char| is_word(next) && !is_unspaced(next)) => {}
            '-' if next.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_lowercase)) => {
                letters.next();
            }
            '-' if next.starts_with(|next: char| next.is_ascii_digit()) && !unit => {}
            '0'..='9' if !unit => {
                // After a long word it is the mark of a note.
                let glued = text.get(..at).unwrap_or_default();
                if glued.len() >= 5 && glued.bytes().all(|byte| byte.is_ascii_lowercase()) {
                    break;
                }
                has_digit = true;
            }
            _ => break,
        }
        end = at + letter.len_utf8();
    }
    let rest = text.get(end..).unwrap_or_default();
    let name = text.get(..end).unwrap_or_default();
    let exponent = raised(rest);
    if exponent > 1 && UNITS.iter().any(|unit| name.eq_ignore_ascii_case(unit)) {
        return (end + exponent, Kind::Number);
    }
    (end, if has_digit { Kind::Number } else { Kind::Word })
}

/// How long the number at the start of a text is, its sign, its exponent and what parts its thousands with it.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = usize::from(text.starts_with(['+', '-']));
    let whole = digits(end);
    end += whole;
    if (1..=3).contains(&whole) {
        let separators = [",", " ", "'", THOUSANDS_TEXT];
        let rest = |end: usize| text.get(end..).unwrap_or_default();
        if let Some(separator) = separators.into_iter().find(|separator| rest(end).starts_with(*separator)) {
            while rest(end).starts_with(separator) && digits(end + separator.len()) == 3 {
                end += separator.len() + 3;
            }
        }
    }
    while bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    let exponent = raised(text.get(end..).unwrap_or_default());
    // Elsewhere a raised digit after a number is the mark of a note: `in 2015³`.
    if exponent > 1 && matches!(text.get(..end), Some("10" | "2")) { end + exponent } else { end.max(1) }
}

/// Writes what is compared of a token into `key`: small letters, no hyphens inside words, nothing between thousands.
pub(super) fn key_into(text: &str, token: Token, key: &mut String) {
    key.clear();
    let text = text.get(token.start..token.end).unwrap_or_default();
    match token.kind {
        Kind::Word | Kind::Number if token.kind == Kind::Word || text.starts_with(is_word) => {
            // `s^-1` keeps the sign of its exponent.
            let whole = token.kind == Kind::Number && text.contains("^-");
            for letter in text.chars().filter(|letter| whole || !matches!(letter, '-' | ' ' | '^')) {
                match letter {
                    'ß' => key.push_str("ss"),
                    'ς' => key.push('σ'),
                    'œ' | 'Œ' => key.push_str("oe"),
                    'æ' | 'Æ' => key.push_str("ae"),
                    _ if letter.is_ascii() => key.push(letter.to_ascii_lowercase()),
                    _ => key
                        .extend(letter.to_lowercase().map(|letter| if letter == 'ς' { 'σ' } else { letter })),
                }
            }
            if key == "percent" {
                key.clear();
                key.push('%');
            }
        }
        Kind::Number => {
            key.extend(text.chars().filter(|letter| !matches!(*letter, ',' | '\'' | ' ' | THOUSANDS)))
        }
        // A text set in plain type has two hyphens for a dash.
        Kind::Punctuation if text.starts_with('-') => key.push('-'),
        Kind::Sign if text == "&" => key.push_str("and"),
        Kind::Sign if text.starts_with('-') => key.push('-'),
        Kind::Note => key.extend(mark::key(text)),
        // Single and double marks of quotation change places from style to style.
        Kind::Punctuation if text == "\"" => key.push('\''),
        Kind::Sign | Kind::Punctuation | Kind::Word => key.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::Prepared;
    use super::*;

    fn keys(text: &str) -> String {
        let prepared = Prepared::new(text);
        let mut key = String::new();
        let tokens = Tokens::new(prepared.folded(), 0).map(|token| {
            key_into(prepared.folded(), token, &mut key);
            let kind = match token.kind {
                Kind::Word => "",
                Kind::Number => "#",
                Kind::Sign => "=",
                Kind::Punctuation => "'",
                Kind::Note => "^",
            };
            format!("{kind}{key}")
        });
        tokens.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn text_falls_into_what_must_be_equal() {
        for (text, expected) in [
            ("Don't treat- ment non-invasive", "don't treatment noninvasive"),
            ("3–5 weeks, -5 °C", "#3 =- #5 weeks ', #-5 =° c"),
            ("5mg 5 mg 0.5 .5 1,200 3,4", "#5 mg #5 mg #0.5 #.5 #1200 #3 ', #4"),
            ("p<0.05 p ≤ .05", "p =< #0.05 p =<= #.05"),
            ("50% 50 percent", "#50 =% #50 %"),
            ("pain [12] pain [3, 5–7]. [1.2, 3.4]", "pain ^12 pain ^3,5-7 '. '[ #1.2 ', #3.4 ']"),
            ("pain³,⁵ pain. ¹² 10³ m² s⁻¹ 2015³", "pain ^3,5 pain '. ^12 #10^3 #m2 #s^-1 #2015 ^3"),
            ("pain12 pain.12 L4 COVID-19", "#pain12 pain '. #12 #l4 #covid19"),
            ("muscle12 muscle.12 T12", "muscle ^12 muscle '. ^12 #t12"),
            ("腰痛とGroß", "腰 痛 と gross"),
            ("pain - however, pain -- however", "pain '- however ', pain '- however"),
            ("12 030 12'030 1 203.5 20 30", "#12030 #12030 #1203.5 #20 #30"),
            ("pain (3,4) (3) 30 (12) (n = 3)", "pain ^3,4 ^3 #30 '( #12 ') '( n == #3 ')"),
            ("pain* pain† p<0.05* 2 * 3", "pain ^* pain ^† p =< #0.05 ^* #2 =* #3"),
            ("pain [a,b] {3} (refs. 3, 4) (2019)", "pain ^ab ^3 ^refs34 ^2019"),
            ("2 × 10", "#2 x #10"),
            ("pain (Smith & Jones, 2019; Weber et al. 2020a)", "pain ^Smith&Jones2019;Weberetal2020a"),
            ("pain (in 2019) (n = 2019)", "pain '( in #2019 ') '( n == #2019 ')"),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
    }
}
