//! Finds the parts of a quote on a page, in order.

use std::cell::Cell;
use std::ops::Range;

use super::Sense;
use super::align::{Alignment, Mode, Table};
use super::candidates::candidates;
use super::fold::{Prepared, is_mark};
use super::pattern::{Gap, Part};
use super::piece::{Piece, pieces};
use super::sense::{left_out_turns, note_fits, surroundings_turn};
use super::token::{Kind, THOUSANDS, is_unspaced, is_word};

/// A part, or a whole quote, on the folded page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) edits: usize,
    /// Letter for letter.
    pub(super) exact: bool,
}

/// How many places of a page are looked at closely, for a part and for one after another part.
const MOST_PLACES: usize = 32;
const MOST_PLACES_AFTER: usize = 4;

/// No table of an alignment has more cells in all than this.
const MOST_CELLS: usize = 4_000_000;

/// How many parts a quote may have.
const MOST_PARTS: usize = 16;

/// The most places at which a quote that stands there as it is is looked at: a page may repeat it in sentences that deny it.
const MOST_VERBATIM: usize = 64;

/// Where a folded quote stands as it is, not inside a word or a number.
pub(super) fn verbatim<'text>(
    quote: &'text str,
    page: &'text str,
) -> impl Iterator<Item = Range<usize>> + 'text {
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        let start = from + page.get(from..)?.find(quote)?;
        from = start + page.get(start..)?.chars().next()?.len_utf8();
        Some(start..start + quote.len())
    });
    found
        .filter(move |range| !quote.is_empty() && stands_alone(page, range.start, range.end))
        .take(MOST_VERBATIM)
}

/// Whether neither end of a range cuts a word, a compound or a number.
fn stands_alone(page: &str, start: usize, end: usize) -> bool {
    let (before, inside, after) = (page.get(..start), page.get(start..end), page.get(end..));
    let (Some(before), Some(inside), Some(after)) = (before, inside, after) else { return false };
    !cuts(before, inside, true) && !cuts(inside, after, false)
}

/// Whether something is cut between two neighbouring texts; `opening` if the quote starts there.
fn cuts(left: &str, right: &str, opening: bool) -> bool {
    let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else { return false };
    if is_mark(first) {
        return true;
    }
    let belongs = |letter: char| letter.is_ascii_digit() || is_word(letter);
    if belongs(last) && belongs(first) {
        // `5mg` is cut between the two, and scripts without spaces anywhere.
        let unit = last.is_ascii_digit() && !first.is_ascii_digit();
        return !(unit || is_unspaced(last) || is_unspaced(first));
    }
    let second_last = left.chars().nth_back(1);
    let second = right.chars().nth(1);
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let word = |letter: Option<char>| letter.is_some_and(is_word);
    match (last, first) {
        // `0.5`, `1,000`, `.5`.
        ('.' | ',', '0'..='9') => digit(second_last) || (opening && last == '.' && !word(second_last)),
        ('0'..='9', '.' | ',') => digit(second),
        ('0'..='9', '%' | '‰' | '^' | THOUSANDS) | (THOUSANDS, _) => true,
        // A sign, unless it is the dash of a range.
        ('-' | '+', '0'..='9') => opening && !second_last.is_some_and(belongs),
        // A compound: `pain-free`, `non-invasive`.
        ('-', _) if is_word(first) => word(second_last),
        (_, '-') if is_word(last) => word(second),
        ('\'', _) if is_word(first) => word(second_last),
        (_, '\'') if is_word(last) => word(second),
        _ => false,
    }
}

/// What came of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Found(Hit),
    /// The words stand there, and what is left out or the sentence around them says something else with them.
    Turned(Hit),
    Nothing,
}

/// Where the parts stand in order, with at most so many edits in all.
pub(super) fn find(parts: &[Part], page: &Prepared<'_>, budget: usize, sense: Sense) -> Outcome {
    let anchor = parts.iter().enumerate().max_by_key(|(_, part)| part.letters());
    let Some((anchor, _)) = anchor.filter(|_| parts.len() <= MOST_PARTS) else { return Outcome::Nothing };
    let search = Search { parts, page, budget, sense, turned: Cell::new(None) };
    let mut hits = search.anywhere(anchor);
    hits.sort_by_key(|hit| (hit.edits, !hit.exact, hit.start));
    let mut best: Option<Hit> = None;
    for hit in hits {
        let Some(right) = search.rightwards(anchor + 1, hit) else { continue };
        let Some(whole) = search.leftwards(anchor, right) else { continue };
        if best.is_some_and(|best| (whole.edits, !whole.exact) >= (best.edits, !best.exact)) {
            continue;
        }
        if sense == Sense::Matters && surroundings_turn(parts, page, whole.start..whole.end, false) {
            search.turned.set(Some(whole));
        } else {
            best = Some(whole);
        }
    }
    best.map(Outcome::Found).or(search.turned.get().map(Outcome::Turned)).unwrap_or(Outcome::Nothing)
}

/// The alignments of a part with a stretch of the page, and the pieces of that stretch.
pub(super) fn align(
    part: &Part,
    page: &str,
    range: Range<usize>,
    mode: Mode,
    edits: usize,
    count: usize,
) -> (Vec<Piece>, Vec<Alignment>) {
    let pieces = pieces(page, range);
    let alignments = Table::new(&part.pieces, &pieces, mode).alignments(edits, count);
    (pieces, alignments)
}

/// How many places of a page may be looked at for a part without the work growing out of hand.
pub(super) fn places(part: &Part) -> usize {
    let width = part.pieces.len() * 2 + 40;
    (MOST_CELLS / (width * part.pieces.len().max(1))).clamp(2, MOST_PLACES)
}

struct Search<'quote, 'text> {
    parts: &'quote [Part],
    page: &'quote Prepared<'text>,
    budget: usize,
    sense: Sense,
    /// Words that stand there and say something else.
    turned: Cell<Option<Hit>>,
}

impl Search<'_, '_> {
    fn anywhere(&self, index: usize) -> Vec<Hit> {
        let Some(part) = self.parts.get(index) else { return Vec::new() };
        let places = candidates(&part.pieces, self.page, places(part));
        // A place with half the words of the best one has not all of them.
        let least = places.first().map_or(0, |best| best.score / 2);
        places
            .into_iter()
            .filter(|place| place.score >= least)
            .flat_map(|place| self.within(part, place.range, self.budget))
            .collect()
    }

    fn within(&self, part: &Part, range: Range<usize>, budget: usize) -> Vec<Hit> {
        let page = self.page.folded();
        let (pieces, alignments) = align(part, page, range, Mode::Strict, budget, MOST_PLACES_AFTER);
        let mut hits = Vec::new();
        for alignment in alignments {
            let (Some(first), Some(last)) = (pieces.get(alignment.first), pieces.get(alignment.end - 1))
            else {
                continue;
            };
            if alignment.slips.iter().any(|slip| {
                part.pieces.get(*slip).is_some_and(|piece| self.page.index().has(page, &piece.key))
            }) {
                continue;
            }
            let (mut end, mut edits) = (last.end, alignment.edits);
            let mut tail_stands = true;
            if let Some(tail) = part.tail {
                let rest = page.get(end..).unwrap_or_default();
                // What the page asks, it does not say.
                if rest.starts_with('?') {
                    continue;
                }
                tail_stands = rest.starts_with(tail);
                if tail_stands {
                    end += tail.len_utf8();
                } else if !self.ends_sentence(end) {
                    edits += 1;
                }
            }
            let open = part.pieces.last().is_some_and(|piece| piece.ending.is_some());
            if edits <= budget && (open || stands_alone(page, first.start, end)) {
                let exact = edits == 0
                    && page.get(first.start..end).is_some_and(|words| part.text.trim().ends_with(words))
                    && tail_stands;
                hits.push(Hit { start: first.start, end, edits, exact });
            }
        }
        hits
    }

    /// Whether a sentence or a block of the page ends at a place.
    fn ends_sentence(&self, at: usize) -> bool {
        let rest = self.page.folded().get(at..).unwrap_or_default();
        let source = self.page.source().get(self.page.source_range(0..at).end..).unwrap_or_default();
        rest.trim_start_matches(['"', '\'', ')', ' ']).starts_with(['.', '!', '?', ';', ':'])
            || rest.trim().is_empty()
            || source.trim_start_matches([' ', '"', '\'', ')']).starts_with(['\n', '\t'])
    }

    /// Puts the parts from `index` on after `hit`.
    fn rightwards(&self, index: usize, hit: Hit) -> Option<Hit> {
        let Some(part) = self.parts.get(index) else { return Some(hit) };
        let gap = part.gap.unwrap_or(Gap::Elision);
        let from = hit.end;
        let span = from..from + gap.reach() + 2 * part.text.len() + 40;
        let mut next =
            self.within(part, cut(self.page.folded(), span), self.budget.saturating_sub(hit.edits));
        next.sort_by_key(|next| (next.edits, next.start));
        next.into_iter()
            .filter(|next| next.start <= from + gap.reach() && self.fits(index, hit, *next))
            .find_map(|next| self.rightwards(index + 1, join(hit, next)))
    }

    /// Puts the parts before `index` before `hit`.
    fn leftwards(&self, index: usize, hit: Hit) -> Option<Hit> {
        let Some(before) = index.checked_sub(1) else { return Some(hit) };
        let gap = self.parts.get(index)?.gap.unwrap_or(Gap::Elision);
        let part = self.parts.get(before)?;
        let span = hit.start.saturating_sub(gap.reach() + 2 * part.text.len() + 40)..hit.start;
        let mut next =
            self.within(part, cut(self.page.folded(), span), self.budget.saturating_sub(hit.edits));
        next.sort_by_key(|next| (next.edits, std::cmp::Reverse(next.start)));
        next.into_iter()
            .filter(|next| hit.start.saturating_sub(next.end) <= gap.reach() && self.fits(index, *next, hit))
            .find_map(|next| self.leftwards(before, join(next, hit)))
    }

    /// Whether what the page has between two hits may be left out there, or may stand in the place of the bracket before the part
    /// `index`.
    fn fits(&self, index: usize, left: Hit, right: Hit) -> bool {
        let Some((before, after)) = self.parts.split_at_checked(index) else { return true };
        if self.sense == Sense::Aside {
            return true;
        }
        let range = left.end..right.start;
        let fits = match after.first() {
            Some(Part { gap: Some(Gap::Note), note: Some(note), .. }) => {
                let words = pieces(self.page.folded(), range);
                let words =
                    words.iter().filter(|piece| !matches!(piece.kind, Kind::Note | Kind::Punctuation));
                note_fits(note, &words.map(|piece| piece.key.as_str()).collect::<Vec<_>>())
            }
            _ => !left_out_turns(before, after, self.page, range),
        };
        if !fits {
            self.turned.set(Some(join(left, right)));
        }
        fits
    }
}

fn join(first: Hit, second: Hit) -> Hit {
    Hit {
        start: first.start,
        end: second.end,
        edits: first.edits + second.edits,
        exact: first.exact && second.exact,
    }
}

/// A range cut to the text, its ends between two words where there are spaces.
pub(super) fn cut(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = range.end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let inside = |at: usize| {
        let letters = (
            text.get(..at).and_then(|left| left.chars().next_back()),
            text.get(at..).and_then(|right| right.chars().next()),
        );
        matches!(letters, (Some(left), Some(right)) if left.is_alphanumeric() && right.is_alphanumeric())
    };
    if start > 0 && inside(start) {
        start += text.get(start..end).and_then(|text| text.find(' ')).unwrap_or(0);
    }
    if end < text.len() && inside(end) {
        end = text.get(start..end).and_then(|text| text.rfind(' ')).map_or(end, |space| start + space);
    }
    start..end.max(start)
}
