//! Text with its typography folded, and the way back to where each part of it stood.

use std::ops::Range;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::index::Index;
use super::token::THOUSANDS;

/// No more folded text is kept than this: one character may stand for eighteen.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A text made ready for quotes to be looked up in it: NFKC, one kind of quotation mark and of dash, one space for all white
/// space, nothing invisible. Letters keep their case.
#[derive(Debug, Clone)]
pub struct Prepared<'text> {
    source: &'text str,
    folded: String,
    runs: Vec<Run>,
    index: OnceLock<Index>,
}

/// A stretch of the folded text and where it stood.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: u32,
    source: u32,
    /// How long the source is where it does not run byte for byte beside the folded text; 0 where it does.
    stands_for: u32,
}

impl<'text> Prepared<'text> {
    /// Folds a text. Of one over 4 GiB nothing is kept.
    pub fn new(source: &'text str) -> Self {
        let mut folder = Folder {
            folded: String::with_capacity(source.len().min(MOST_BYTES)),
            runs: Vec::new(),
            raised: false,
        };
        if u32::try_from(source.len()).is_ok() {
            folder.run(source);
        }
        let mut folded = folder.folded;
        folded.truncate(folded.trim_end_matches(' ').len());
        Self { source, folded, runs: folder.runs, index: OnceLock::new() }
    }

    /// The text before it was folded.
    pub fn source(&self) -> &'text str {
        self.source
    }

    /// The text after folding. Folding it again changes nothing.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The words of the folded text. They are found when a quote is first looked for that does not stand there as it is.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.folded))
    }

    /// Where in the source a range of the folded text stands, widened to whole characters.
    pub(super) fn source_range(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.source_start(folded.start);
        let end = if folded.end <= folded.start { start } else { self.source_end(folded.end) };
        start..end.max(start)
    }

    pub(super) fn source_start(&self, folded: usize) -> usize {
        let Some(run) = self.run_at(folded) else { return 0 };
        let within = if run.stands_for == 0 { folded.saturating_sub(run.folded as usize) } else { 0 };
        floor(self.source, run.source as usize + within)
    }

    /// Where the source of the character before `folded` ends.
    fn source_end(&self, folded: usize) -> usize {
        let Some(run) = self.run_at(folded.saturating_sub(1)) else { return 0 };
        let within = match run.stands_for {
            0 => folded.saturating_sub(run.folded as usize),
            length => length as usize,
        };
        ceil(self.source, run.source as usize + within)
    }

    fn run_at(&self, folded: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.folded as usize <= folded);
        self.runs.get(after.checked_sub(1)?).copied()
    }
}

/// The nearest place at or before `at` that parts two characters.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest place at or after `at` that parts two characters.
fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

struct Folder {
    folded: String,
    runs: Vec<Run>,
    /// Whether the last character was a raised digit or sign.
    raised: bool,
}

impl Folder {
    fn run(&mut self, source: &str) {
        let mut cluster = String::new();
        let mut letters = source.char_indices().peekable();
        while let Some((start, first)) = letters.next() {
            if self.folded.len() > MOST_BYTES {
                return;
            }
            if is_invisible(first) {
                continue;
            }
            cluster.clear();
            cluster.push(first);
            let mut end = start + first.len_utf8();
            while let Some((at, next)) = letters.peek().copied() {
                if is_invisible(next) {
                    letters.next();
                } else if !next.is_ascii() && continues(next) {
                    cluster.push(next);
                    end = at + next.len_utf8();
                    letters.next();
                } else {
                    break;
                }
            }
            let single = cluster.len() == first.len_utf8();
            let before = self.folded.len();
            if single && parts_thousands(&self.folded, first, source.get(end..).unwrap_or_default()) {
                self.folded.push(THOUSANDS);
            } else if single && first.is_ascii() {
                self.push(first);
            } else if !single || !self.push_special(first, letters.peek().map(|(_, next)| *next)) {
                for letter in cluster.nfkc().filter(|letter| !is_invisible(*letter)) {
                    self.push(letter);
                }
            }
            self.raised = single && raised(first).is_some();
            self.note(before, start, end);
        }
    }

    /// Notes where the folded text from `before` on came from.
    fn note(&mut self, before: usize, start: usize, end: usize) {
        let added = self.folded.get(before..).unwrap_or_default();
        if added.is_empty() {
            return;
        }
        let (Ok(folded), Ok(source), Ok(length)) =
            (u32::try_from(before), u32::try_from(start), u32::try_from(end - start))
        else {
            return;
        };
        // One character for another of the same length keeps both texts in step.
        let in_step = added.len() == end - start && added.chars().nth(1).is_none();
        match self.runs.last() {
            Some(last)
                if in_step
                    && last.stands_for == 0
                    && source.wrapping_sub(last.source) == folded - last.folded => {}
            _ => self.runs.push(Run { folded, source, stands_for: if in_step { 0 } else { length } }),
        }
    }

    /// Adds one character that is normal already.
    fn push(&mut self, letter: char) {
        match letter {
            _ if letter.is_whitespace() => self.space(),
            '‘' | '’' | '‚' | '‛' | '′' | '‵' | '`' | 'ʼ' | '‹' | '›' => {
                self.folded.push('\'')
            }
            '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞' | '〟' => self.folded.push('"'),
            '‐' | '‑' | '‒' | '–' | '−' | '﹣' => self.folded.push('-'),
            '—' | '―' | '⸺' | '⸻' => {
                self.space();
                self.folded.push('-');
                self.space();
            }
            '•' | '‣' | '◦' | '▪' | '●' => self.space(),
            '⁄' | '∕' => self.folded.push('/'),
            _ if letter.is_control() => {}
            _ => self.folded.push(letter),
        }
    }

    /// Folds a character that stands alone and for which NFKC would lose or spoil something.
    fn push_special(&mut self, letter: char, next: Option<char>) -> bool {
        let after_digit = self.folded.ends_with(|last: char| last.is_ascii_digit());
        let folded = match letter {
            '´' => "'",
            '″' | '‶' => "\"",
            '×' | '✕' | '✖' => "x",
            '≤' | '⩽' | '≦' => "<=",
            '≥' | '⩾' | '≧' => ">=",
            'º' | '˚' => "°",
            // The decimal point of The Lancet.
            '·' | '‧' if after_digit && next.is_some_and(char::is_numeric) => ".",
            '¼'..='¾' | '⅐'..='⅞' | '↉' if after_digit => {
                self.space();
                return false;
            }
            _ => {
                let Some(raised) = raised(letter) else { return false };
                // A sign starts anew: the dash of a raised range is none of the line's.
                if !self.raised || !raised.is_ascii_digit() {
                    self.folded.push('^');
                }
                self.folded.push(raised);
                return true;
            }
        };
        self.folded.push_str(folded);
        true
    }

    fn space(&mut self) {
        if !self.folded.is_empty() && !self.folded.ends_with(' ') {
            self.folded.push(' ');
        }
    }
}

/// Whether a space that keeps what is beside it together stands between the thousands of a number: `12\u{2009}030`.
fn parts_thousands(before: &str, letter: char, after: &str) -> bool {
    let digits =
        |letters: &mut dyn Iterator<Item = char>| letters.take(4).take_while(char::is_ascii_digit).count();
    matches!(letter, '\u{a0}' | '\u{2007}' | '\u{2008}' | '\u{2009}' | THOUSANDS)
        && (1..=3).contains(&digits(&mut before.chars().rev()))
        && digits(&mut after.chars()) == 3
}

/// The plain digit or sign that a raised one stands for; NFKC would make 103 of 10³.
fn raised(letter: char) -> Option<char> {
    Some(match letter {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        '⁺' => '+',
        '⁻' => '-',
        _ => return None,
    })
}

/// Characters that leave no trace: soft hyphens, zero-width marks, marks of direction, selectors of variants, stretchers.
fn is_invisible(letter: char) -> bool {
    match letter {
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            true
        }
        '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' => true,
        '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => true,
        '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => letter.is_control() && !letter.is_whitespace(),
    }
}

/// Whether a character may melt into the one before it.
fn continues(letter: char) -> bool {
    is_mark(letter)
        // Hangul letters that make up a syllable, in all their forms, and the voicing marks of half-width kana.
        || matches!(letter, '\u{1161}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ff9e}'..='\u{ffdc}')
}

/// Whether a character is an accent or another mark on the one before it.
pub(super) fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::Prepared;

    #[test]
    fn typography_is_folded_and_meaning_is_not() {
        for (text, folded) in [
            ("  a \u{a0}\n\t b\u{2009}c  ", "a b c"),
            ("“don’t” „so“ «x»", "\"don't\" \"so\" \"x\""),
            ("3–5 −2 non‑invasive", "3-5 -2 non-invasive"),
            ("pain—however", "pain - however"),
            ("pain — however", "pain - however"),
            ("mas\u{ad}sage\u{200b}s\u{feff}", "massages"),
            ("ﬁbre eﬀect", "fibre effect"),
            ("cafe\u{301} cafe\u{200d}\u{301}", "café café"),
            ("10³ m², s⁻¹ pain¹² pain²⁻⁴", "10^3 m^2, s^-1 pain^12 pain^2^-4"),
            ("VO₂", "VO2"),
            ("2½ ½", "2 1/2 1/2"),
            ("0·05 a·b", "0.05 a·b"),
            ("p ≤ 0.05 ≥", "p <= 0.05 >="),
            ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
            ("ｶﾞ", "ガ"),
            ("37 ºC 37 ˚C", "37 °C 37 °C"),
            ("… and so", "... and so"),
            ("12\u{2009}030 1\u{a0}203 5\u{a0}mg 5\u{a0}12", "12\u{202f}030 1\u{202f}203 5 mg 5 12"),
            ("• one", "one"),
            ("", ""),
            ("\u{ad}\n", ""),
        ] {
            let prepared = Prepared::new(text);
            assert_eq!(prepared.folded(), folded, "{text:?}");
            assert_eq!(Prepared::new(folded).folded(), folded, "{text:?} again");
        }
    }

    #[test]
    fn a_range_leads_back_to_the_characters_it_came_from() {
        let text = "a “mas\u{ad}sage”\n\n ﬁx";
        let prepared = Prepared::new(text);
        for (part, source) in [
            ("massage", "mas\u{ad}sage"),
            ("\"", "“"),
            ("a \"", "a “"),
            ("f", "ﬁ"),
            ("fi", "ﬁ"),
            ("x", "x"),
            ("\" f", "”\n\n ﬁ"),
        ] {
            let start = prepared.folded().find(part).unwrap();
            let range = prepared.source_range(start..start + part.len());
            assert_eq!(&text[range], source, "{part}");
        }
    }
}
