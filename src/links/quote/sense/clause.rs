//! A stretch of a page as words and marks, with the ends of its sentences.

use std::ops::Range;

use super::super::fold::Prepared;
use super::super::piece::{Piece, pieces};
use super::super::search::cut;
use super::super::token::Kind;
use super::lexicon::{Class, Classes, classes};

/// What a unit is to the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Word,
    Number,
    Comma,
    Semicolon,
    Colon,
    Dash,
    Open,
    Close,
    /// A full stop, a mark of exclamation or a question mark after which a new sentence starts.
    Stop,
    /// The end of a paragraph, a heading, an item, a cell.
    Block,
    /// A sign, or a mark that says nothing here.
    Other,
}

/// A word or a mark of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) key: String,
    pub(super) role: Role,
    pub(super) classes: Classes,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Unit {
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    pub(super) fn is_word(&self) -> bool {
        self.role == Role::Word
    }

    /// Whether a sentence or a block ends here.
    pub(super) fn ends(&self) -> bool {
        matches!(self.role, Role::Stop | Role::Block)
    }

    /// Whether it says how, when or how much, and leaves the sentence as it is.
    pub(super) fn is_adverb(&self) -> bool {
        self.is_word()
            && (self.is(Class::Adverb) || self.key.ends_with("ly") && self.key.len() > 4)
            && !self.is(Class::Deny)
    }
}

/// Before these a full stop ends no sentence; a single letter is a name's.
const ABBREVIATIONS: &[&str] = &[
    "al", "approx", "ca", "cf", "dept", "dr", "eq", "fig", "figs", "incl", "jr", "mr", "mrs", "ms", "nos",
    "pp", "prof", "ref", "refs", "resp", "st", "vol", "vs",
];

/// How long a line of wrapped text is at least; a shorter one is an item of a list.
const WRAPPED: usize = 30;

/// The units of a range of the page's folded text, cut between words.
pub(super) fn read(page: &Prepared<'_>, range: Range<usize>) -> Vec<Unit> {
    let text = page.folded();
    let found = pieces(text, cut(text, range));
    let mut units: Vec<Unit> = Vec::with_capacity(found.len());
    for (at, piece) in found.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).and_then(|before| found.get(before))
            && let Some(end) = block_end(page, before.end, piece.start)
        {
            units.push(Unit { key: end.to_string(), ..mark(Role::Block, before.end) });
        }
        let next = text.get(piece.end..).unwrap_or_default();
        units.extend(unit(piece, units.last(), next));
    }
    units
}

/// The units of a quote's own words.
pub(super) fn of_pieces(pieces: &[Piece]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        // What follows decides whether a full stop ends a sentence: here it does where anything follows.
        let next = if at + 1 < pieces.len() { " A" } else { "" };
        units.extend(unit(piece, units.last(), next));
    }
    units
}

fn mark(role: Role, at: usize) -> Unit {
    Unit { key: String::new(), role, classes: Classes::default(), start: at, end: at }
}

fn unit(piece: &Piece, before: Option<&Unit>, next: &str) -> Option<Unit> {
    let role = match piece.kind {
        Kind::Note => return None,
        Kind::Word => Role::Word,
        Kind::Number => Role::Number,
        Kind::Sign | Kind::Punctuation => match piece.key.as_str() {
            "." if ends_sentence(before, next) => Role::Stop,
            "!" | "?"
                if next.trim_start_matches(['"', '\'']).is_empty() || next.starts_with([' ', '"', '\'']) =>
            {
                Role::Stop
            }
            "," => Role::Comma,
            ";" => Role::Semicolon,
            ":" => Role::Colon,
            "-" => Role::Dash,
            "(" | "[" => Role::Open,
            ")" | "]" => Role::Close,
            _ => Role::Other,
        },
    };
    let classes =
        if matches!(role, Role::Word | Role::Other) { classes(&piece.key) } else { Classes::default() };
    Some(Unit { key: piece.key.clone(), role, classes, start: piece.start, end: piece.end })
}

/// Whether the full stop between `before` and `next` ends a sentence.
fn ends_sentence(before: Option<&Unit>, next: &str) -> bool {
    let next = next.trim_start_matches(['"', '\'', ')']);
    // After the mark of a source.
    let next = next.trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || matches!(letter, '^' | '[' | ']' | ',')
    });
    let Some(rest) = next.strip_prefix(' ') else { return next.is_empty() };
    let Some(before) = before else { return true };
    let abbreviated =
        before.is_word() && (ABBREVIATIONS.contains(&before.key.as_str()) || before.key.chars().count() == 1);
    let first = rest.trim_start_matches(['"', '\'', '(', '[']).chars().next();
    !abbreviated && first.is_none_or(|first| !first.is_lowercase())
}

/// What ends a block between two places of the folded text: a line break, or the tab between two cells. Wrapped text, of a PDF or a mail,
/// has a line break there too.
fn block_end(page: &Prepared<'_>, end: usize, start: usize) -> Option<char> {
    let between = page.source_range(0..end).end..page.source_start(start);
    let source = page.source();
    let gap = source.get(between.clone()).unwrap_or_default();
    let at = gap.find(['\n', '\t'])?;
    let found = if gap.contains('\n') { '\n' } else { '\t' };
    let at = between.start + at;
    let line = source.get(..at).unwrap_or_default();
    let line = line.get(line.rfind(['\n', '\t']).map_or(0, |at| at + 1)..).unwrap_or_default();
    let goes_on = source
        .get(between.end..)
        .is_some_and(|next| next.starts_with(|first: char| first.is_lowercase() || first == '('));
    let is_wrapped = goes_on && source.as_bytes().get(at) == Some(&b'\n') && line.len() >= WRAPPED;
    (!is_wrapped).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_do() {
        for (text, expected) in [
            ("It works. Heat does not.", "it works | heat does not |"),
            ("It works vs. heat, e.g. at 5 p.m. on Monday", "it works vs heat e g at 5 p m on monday"),
            ("by J. Smith et al. in 2019. 12 runners", "by j smith et al in 2019 | 12 runners"),
            ("Is it so? \"No.\" (Not yet!)", "is it so | no | not yet !"),
            ("soreness fell.[3] Heat did.", "soreness fell | heat did |"),
            ("soreness fell.³,⁴ Heat did.", "soreness fell | heat did |"),
            ("Massage\nHeat", "massage | heat"),
            (
                "A line that is as long as lines are\nwhere text is wrapped",
                "a line that is as long as lines are where text is wrapped",
            ),
            ("night sweats\nweight loss", "night sweats | weight loss"),
            ("a\tb", "a | b"),
        ] {
            let page = Prepared::new(text);
            let shown: Vec<_> = read(&page, 0..page.folded().len())
                .iter()
                .filter(|unit| unit.is_word() || unit.role == Role::Number || unit.ends() || unit.key == "!")
                .map(|unit| if unit.ends() { "|".to_owned() } else { unit.key.clone() })
                .collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }
}
