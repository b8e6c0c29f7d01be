//! The places of a page that have most words in common with a quote, in one pass over its words.

use std::collections::VecDeque;
use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::fold::Prepared;
use super::index::{counts, hash, token_at};
use super::piece::Piece;

/// A stretch of the page, and how much of the quote it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) score: usize,
    pub(super) range: Range<usize>,
}

/// How often something of the quote stands in it, and in the window.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    quote: usize,
    window: usize,
}

/// What the window over the page has of the quote: words, and pairs of words side by side, each as often as the quote has them.
struct Window {
    words: HashMap<u32, usize>,
    pairs: HashMap<(usize, usize), usize>,
    counts: Vec<Count>,
    score: usize,
}

impl Window {
    fn new(pieces: &[Piece]) -> Self {
        let mut window = Self { words: HashMap::new(), pairs: HashMap::new(), counts: Vec::new(), score: 0 };
        let mut before = None;
        for piece in pieces.iter().filter(|piece| counts(piece.kind)) {
            let new = window.counts.len();
            let word = *window.words.entry(hash(&piece.key)).or_insert(new);
            window.expect(word);
            if let Some(before) = before {
                let new = window.counts.len();
                let pair = *window.pairs.entry((before, word)).or_insert(new);
                window.expect(pair);
            }
            before = Some(word);
        }
        window
    }

    fn expect(&mut self, feature: usize) {
        if feature == self.counts.len() {
            self.counts.push(Count::default());
        }
        if let Some(count) = self.counts.get_mut(feature) {
            count.quote += 1;
        }
    }

    fn enter(&mut self, feature: Option<usize>) {
        let Some(count) = feature.and_then(|feature| self.counts.get_mut(feature)) else { return };
        count.window += 1;
        self.score += usize::from(count.window <= count.quote);
    }

    fn leave(&mut self, feature: Option<usize>) {
        let Some(count) = feature.and_then(|feature| self.counts.get_mut(feature)) else { return };
        self.score -= usize::from(count.window <= count.quote);
        count.window -= 1;
    }
}

/// The best places, the best first, none over another; widened a little, since the page may have more words than the quote.
pub(super) fn candidates(pieces: &[Piece], page: &Prepared<'_>, count: usize) -> Vec<Candidate> {
    let mut window = Window::new(pieces);
    let words = pieces.iter().filter(|piece| counts(piece.kind)).count();
    // A word in the window: where it starts, itself, and its pair with the one before.
    let mut held: VecDeque<(usize, Option<usize>, Option<usize>)> = VecDeque::with_capacity(words + 1);
    let mut best: Vec<Candidate> = Vec::new();
    let mut current: Option<Candidate> = None;
    let mut before = None;
    for (at, hash) in page.index().entries() {
        let word = window.words.get(&hash).copied();
        let pair = before.zip(word).and_then(|pair| window.pairs.get(&pair).copied());
        before = word;
        held.push_back((at, word, pair));
        window.enter(word);
        window.enter(pair);
        if held.len() > words
            && let Some((_, word, pair)) = held.pop_front()
        {
            window.leave(word);
            window.leave(pair);
        }
        let Some(start) = held.front().map(|(start, ..)| *start) else { continue };
        match &mut current {
            _ if window.score == 0 => {}
            Some(held) if start <= held.range.end => {
                if window.score > held.score {
                    *held = Candidate { score: window.score, range: start..at };
                }
            }
            _ => {
                best.extend(current.replace(Candidate { score: window.score, range: start..at }));
                if best.len() >= 4 * count.max(1) {
                    keep(&mut best, count);
                }
            }
        }
    }
    best.extend(current);
    keep(&mut best, count);
    for candidate in &mut best {
        // So far it ends where its last word starts.
        let end = token_at(page.folded(), candidate.range.end).map_or(candidate.range.end, |last| last.end);
        candidate.range = widened(page.folded(), &(candidate.range.start..end));
    }
    best
}

fn keep(best: &mut Vec<Candidate>, count: usize) {
    best.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.range.start));
    best.truncate(count);
}

/// The range with a quarter more at both ends, between two words where there are spaces.
pub(super) fn widened(page: &str, range: &Range<usize>) -> Range<usize> {
    let more = range.len() / 4 + 40;
    let mut start = range.start.saturating_sub(more);
    while !page.is_char_boundary(start) {
        start -= 1;
    }
    let head = page.get(start..range.start).unwrap_or_default();
    if start > 0 {
        start += head.find(' ').unwrap_or(0);
    }
    let mut end = (range.end + more).min(page.len());
    while !page.is_char_boundary(end) {
        end += 1;
    }
    let tail = page.get(range.end..end).unwrap_or_default();
    if end < page.len() {
        end -= tail.len() - tail.rfind(' ').unwrap_or(tail.len());
    }
    start..end
}
