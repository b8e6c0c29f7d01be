//! What the page has in the place of a quote that is gone.

use std::ops::Range;

use super::align::Mode;
use super::candidates::candidates;
use super::fold::Prepared;
use super::pattern::Part;
use super::sense::sentence;
use super::{Divergence, Found, Nearest, search, similarity};

/// How many places are compared.
const MOST_PLACES: usize = 6;

/// Below this a passage has little more in common with the quote than small words.
const NEAR: f64 = 0.4;

/// How many letters are shown of the passage, and of both texts where they part.
const LONGEST_PASSAGE: usize = 400;
const LONGEST_GLIMPSE: usize = 60;

/// The verdict on a quote that was not found.
pub(super) fn gone(quote: &str, prepared: &Prepared<'_>, parts: &[Part], page: &Prepared<'_>) -> Found {
    // The first part that does not stand anywhere; if each does, the order or a gap is wrong, and the second shows it.
    let missing = |part: &&Part| search::verbatim(part.text.trim(), page.folded()).next().is_none();
    let Some(part) = parts.iter().find(missing).or(parts.get(1)).or(parts.first()) else {
        return Found::Gone { score: 0.0, nearest: None, diverges: None };
    };
    let places = search::places(part).min(MOST_PLACES);
    let mut best = None;
    for place in candidates(&part.pieces, page, places) {
        let (pieces, alignments) =
            search::align(part, page.folded(), place.range, Mode::Loose, usize::MAX, 1);
        let Some(alignment) = alignments.into_iter().next() else { continue };
        if best.as_ref().is_none_or(|(_, best): &(_, super::align::Alignment)| alignment.edits < best.edits) {
            best = Some((pieces, alignment));
        }
    }
    let Some((pieces, alignment)) = best else {
        return Found::Gone { score: 0.0, nearest: None, diverges: None };
    };
    let score = similarity(alignment.edits, part.letters());
    let ends = (pieces.get(alignment.first), pieces.get(alignment.end - 1));
    let (Some(first), Some(last)) = ends else { return Found::Gone { score, nearest: None, diverges: None } };
    if score < NEAR {
        return Found::Gone { score, nearest: None, diverges: None };
    }
    let range = page.source_range(first.start..last.end);
    let text = glimpse(page.source().get(range.clone()).unwrap_or_default(), LONGEST_PASSAGE);
    let diverges = alignment.parts_at.map(|(in_quote, in_page)| {
        let folded = part.quote_at(part.pieces.get(in_quote).map_or(part.text.len(), |piece| piece.start));
        let at = prepared.source_start(folded);
        let on_page = pieces.get(in_page).map_or(page.source().len(), |piece| page.source_start(piece.start));
        Divergence {
            at,
            quote: glimpse(quote.get(at..).unwrap_or_default(), LONGEST_GLIMPSE),
            page: glimpse(page.source().get(on_page..).unwrap_or_default(), LONGEST_GLIMPSE),
        }
    });
    Found::Gone { score, nearest: Some(Nearest { range, text }), diverges }
}

/// The verdict on a quote whose words stand on the page in `folded`, in a sentence that does not say them.
pub(super) fn turned(page: &Prepared<'_>, folded: Range<usize>) -> Found {
    let range = page.source_range(sentence(page, folded));
    let text = glimpse(page.source().get(range.clone()).unwrap_or_default(), LONGEST_PASSAGE);
    Found::Gone { score: 1.0, nearest: Some(Nearest { range, text }), diverges: None }
}

/// The beginning of a text on one line, cut between words.
fn glimpse(text: &str, most: usize) -> String {
    let mut shown = String::new();
    let mut letters = 0;
    for word in text.split_whitespace() {
        letters += word.chars().count() + 1;
        if letters > most + 1 {
            if shown.is_empty() {
                shown.extend(word.chars().take(most));
            }
            shown.push_str(" ...");
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    shown
}
