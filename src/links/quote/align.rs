//! Lays the words of a quote beside those of a page, at the least cost in letters.

use strsim::levenshtein;

use super::piece::Piece;
use super::sense::{is_denial, is_inflection};
use super::spelling::{Respelled, respelled};
use super::token::Kind;
use super::words::{is_harmless, is_same, needs_article, number};

/// Which differences are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only those that leave the meaning alone: spellings, punctuation, articles.
    Strict,
    /// Any, to find the passage that is nearest to a quote that is gone.
    Loose,
}

/// A quote beside the words of a page that cost least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    /// Which pieces of the page, the first and the one after the last.
    pub(super) first: usize,
    pub(super) end: usize,
    /// In letters.
    pub(super) edits: usize,
    /// Pieces of the quote that stand on the page with a slip in them.
    pub(super) slips: Vec<usize>,
    /// The first pieces, of the quote and of the page, where they part.
    pub(super) parts_at: Option<(usize, usize)>,
}

const IMPOSSIBLE: u32 = u32::MAX / 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Start,
    Pair,
    SkipPage,
    SkipQuote,
    /// Two pieces of the quote are one on the page.
    JoinQuote,
    /// Two pieces of the page are one in the quote.
    JoinPage,
}

/// The table of an alignment: costs of each beginning of the quote against each place of the page.
pub(super) struct Table<'pieces> {
    quote: &'pieces [Piece],
    page: &'pieces [Piece],
    mode: Mode,
    costs: Vec<u32>,
    steps: Vec<Step>,
}

impl<'pieces> Table<'pieces> {
    pub(super) fn new(quote: &'pieces [Piece], page: &'pieces [Piece], mode: Mode) -> Self {
        let width = page.len() + 1;
        let size = (quote.len() + 1) * width;
        let mut table = Self { quote, page, mode, costs: vec![0; size], steps: vec![Step::Start; size] };
        let skips: Vec<u32> = (0..page.len()).map(|place| table.skip_page(place)).collect();
        for row in 1..=quote.len() {
            let skip_quote = table.skip_quote(row - 1);
            for column in 0..=page.len() {
                let mut best = (table.cost(row - 1, column).saturating_add(skip_quote), Step::SkipQuote);
                let mut offer = |cost: u32, step| {
                    if cost < best.0 || (cost == best.0 && step == Step::Pair) {
                        best = (cost, step);
                    }
                };
                if let Some(place) = column.checked_sub(1) {
                    let left = table.cost(row, place);
                    offer(
                        left.saturating_add(skips.get(place).copied().unwrap_or(IMPOSSIBLE)),
                        Step::SkipPage,
                    );
                    offer(table.cost(row - 1, place).saturating_add(table.pair(row - 1, place)), Step::Pair);
                    if row >= 2 && joined(&quote[row - 2..row], &page[place]) {
                        offer(table.cost(row - 2, place).saturating_add(1), Step::JoinQuote);
                    }
                    if place >= 1 && joined(&page[place - 1..column], &quote[row - 1]) {
                        offer(table.cost(row - 1, place - 1).saturating_add(1), Step::JoinPage);
                    }
                }
                let at = row * width + column;
                table.costs[at] = best.0.min(IMPOSSIBLE);
                table.steps[at] = best.1;
            }
        }
        table
    }

    fn cost(&self, row: usize, column: usize) -> u32 {
        self.costs.get(row * (self.page.len() + 1) + column).copied().unwrap_or(IMPOSSIBLE)
    }

    fn pair(&self, quote: usize, page: usize) -> u32 {
        let (Some(quote), Some(page)) = (self.quote.get(quote), self.page.get(page)) else {
            return IMPOSSIBLE;
        };
        match pair(quote, page) {
            Some((edits, _)) => letters(edits),
            None if self.mode == Mode::Strict => IMPOSSIBLE,
            None => letters(quote.key.chars().count().max(page.key.chars().count()) + 1),
        }
    }

    fn skip_page(&self, place: usize) -> u32 {
        let Some(piece) = self.page.get(place) else { return IMPOSSIBLE };
        if piece.kind == Kind::Note { 0 } else { self.skip(piece, self.page.get(place + 1)) }
    }

    fn skip_quote(&self, place: usize) -> u32 {
        self.quote.get(place).map_or(IMPOSSIBLE, |piece| self.skip(piece, self.quote.get(place + 1)))
    }

    fn skip(&self, piece: &Piece, next: Option<&Piece>) -> u32 {
        let counts = || piece.is_name || next.is_some_and(|next| needs_article(&next.key));
        match piece.kind {
            Kind::Punctuation => 1,
            Kind::Word if is_harmless(&piece.key) && !counts() => letters(piece.key.len() + 1),
            _ if self.mode == Mode::Loose => letters(piece.key.chars().count() + 1),
            _ => IMPOSSIBLE,
        }
    }

    /// The alignments with at most so many edits, the best first, none over another.
    pub(super) fn alignments(&self, most_edits: usize, count: usize) -> Vec<Alignment> {
        let last = self.quote.len();
        let mut ends: Vec<(u32, usize)> = (0..=self.page.len())
            .map(|column| (self.cost(last, column), column))
            .filter(|(cost, _)| *cost < IMPOSSIBLE && *cost as usize <= most_edits)
            .collect();
        ends.sort_unstable();
        let mut found: Vec<Alignment> = Vec::new();
        for (_, column) in ends {
            if found.len() >= count {
                break;
            }
            if found.iter().any(|other| column > other.first && column <= other.end) {
                continue;
            }
            let alignment = self.trace(column);
            if alignment.first < alignment.end
                && !found.iter().any(|other| alignment.first < other.end && other.first < alignment.end)
            {
                found.push(alignment);
            }
        }
        found
    }

    fn trace(&self, end: usize) -> Alignment {
        let (mut row, mut column) = (self.quote.len(), end);
        let mut alignment = Alignment {
            first: end,
            end,
            edits: self.cost(row, column) as usize,
            slips: Vec::new(),
            parts_at: None,
        };
        let mut refused = None;
        while row > 0 {
            let step = self.steps.get(row * (self.page.len() + 1) + column).copied().unwrap_or(Step::Start);
            let (rows, columns) = match step {
                Step::Start => break,
                Step::Pair => (1, 1),
                Step::SkipPage => (0, 1),
                Step::SkipQuote => (1, 0),
                Step::JoinQuote => (2, 1),
                Step::JoinPage => (1, 2),
            };
            row = row.saturating_sub(rows);
            column = column.saturating_sub(columns);
            let pieces = (self.quote.get(row), self.page.get(column));
            let differs = match (step, pieces) {
                (Step::Pair, (Some(quote), Some(page))) => match pair(quote, page) {
                    Some((0, _)) => None,
                    Some((_, slip)) => {
                        if slip {
                            alignment.slips.push(row);
                        }
                        Some(false)
                    }
                    None => Some(true),
                },
                (Step::SkipPage, (_, Some(page))) if page.kind == Kind::Note => None,
                (Step::SkipPage, (_, Some(skipped))) | (Step::SkipQuote, (Some(skipped), _)) => {
                    Some(skipped.kind != Kind::Punctuation && !is_harmless(&skipped.key))
                }
                _ => Some(false),
            };
            match differs {
                Some(true) => refused = Some((row, column)),
                Some(false) => alignment.parts_at = Some((row, column)),
                None => {}
            }
            alignment.first = column;
        }
        // What no spelling explains says more than a comma before it.
        alignment.parts_at = refused.or(alignment.parts_at);
        alignment
    }
}

fn letters(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(IMPOSSIBLE).min(IMPOSSIBLE)
}

/// Whether two keys that start with other letters may still be one word: few do, and most pairs of words need no closer look.
fn may_be_one(one: &str, other: &str) -> bool {
    // Spellings (`oedema`, `edema`), letters that scanners mistake, abbreviations and numbers.
    const BEGINNINGS: &[&[char]] = &[
        &['a', 'o', 'e'],
        &['r', 'm'],
        &['v', 'w'],
        &['c', 'd', '°'],
        &['i', 'l', '1', '|'],
        &['o', '0'],
        &['m', 'μ'],
    ];
    let (Some(first), Some(second)) = (one.chars().next(), other.chars().next()) else { return false };
    let counts = |letter: char| !letter.is_ascii_alphabetic();
    first == second
        || counts(first)
        || counts(second)
        || BEGINNINGS.iter().any(|beginnings| beginnings.contains(&first) && beginnings.contains(&second))
}

/// How many letters part a piece of the quote from one of the page that may stand for it, and whether by a slip; `None` if it may not.
fn pair(quote: &Piece, page: &Piece) -> Option<(usize, bool)> {
    if let Some(ours) = &quote.ending {
        let theirs = page.key.strip_prefix(quote.key.as_str()).filter(|_| page.kind == Kind::Word)?;
        return is_inflection(&quote.key, ours, theirs).then_some((0, false));
    }
    if quote.key == page.key {
        return ((quote.kind == Kind::Note) == (page.kind == Kind::Note)).then_some((0, false));
    }
    if !may_be_one(&quote.key, &page.key) {
        return None;
    }
    if is_same(&quote.key, &page.key) {
        return Some((levenshtein(&quote.key, &page.key).min(3), false));
    }
    match (quote.kind, page.kind) {
        (Kind::Punctuation, Kind::Punctuation) => Some((1, false)),
        (Kind::Word, Kind::Word) => {
            respelled(&quote.key, &page.key).map(|Respelled { edits, slip }| (edits, slip))
        }
        (Kind::Number | Kind::Word, Kind::Number | Kind::Word) => {
            let value = number(&quote.key)?;
            (number(&page.key)? == value).then(|| (levenshtein(&quote.key, &page.key).min(2), false))
        }
        _ => None,
    }
}

/// Whether two words are one with the space between them lost or gained. Short ones are left apart: `in effective` denies nothing.
fn joined(two: &[Piece], one: &Piece) -> bool {
    let [first, second] = two else { return false };
    if one.key == "%" {
        return first.key == "per" && second.key == "cent";
    }
    let words = [first, second, one].iter().all(|piece| piece.kind == Kind::Word);
    words
        && ((first.key.len() > 2 && second.key.len() > 2) || one.key == "cannot")
        && one.key.len() == first.key.len() + second.key.len()
        && one.key.starts_with(&first.key)
        && one.key.ends_with(&second.key)
        && (one.key == "cannot" || first.key != "non" && !is_denial(&first.key))
}
