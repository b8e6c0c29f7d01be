//! Whether the words of a quote say on their page what they say in the quote.
//!
//! Words may be all there and say something else: what is left out between them denies or has another subject, a bracket puts one noun
//! in the place of another, the sentence around them denies, asks or supposes. No grammar is needed to tell most of it, only the small
//! words between two ends of sentences and a rough idea of what is a verb. Where that is in doubt the quote is not found: that costs a
//! look at the page, and a false quote a false belief.

mod after;
mod arms;
mod before;
mod clause;
mod denial;
mod gap;
mod lexicon;
mod list;
mod note;
mod outcome;
mod shape;

use std::ops::Range;

use super::fold::Prepared;
use super::pattern::Part;
use clause::{Unit, of_pieces, read};
use lexicon::{Class, classes};
use shape::shape;

pub(super) use gap::turns as left_out_turns;
pub(super) use note::{fits as note_fits, is_inflection};

/// How far around a quote is read, in bytes.
const BEFORE: usize = 600;
const AFTER: usize = 400;

/// Whether a word, in small letters, denies by itself.
pub(super) fn is_denial(word: &str) -> bool {
    classes(word).has(Class::Deny)
}

/// Whether a unit denies what stands with it. `a few` and `a little` do not, and `the only` does not either.
fn denies(unit: &Unit, before: Option<&str>) -> bool {
    match unit.key.as_str() {
        "few" | "little" => !matches!(
            before,
            Some("a" | "an" | "the" | "these" | "those" | "first" | "last" | "next" | "every")
        ),
        "only" => before != Some("the"),
        _ => unit.is(Class::Deny),
    }
}

/// Whether the sentence around a quote turns it, or a bracket at one of its ends does not fit there. The quote stands in `range` of the
/// folded page; `as_it_is` where its brackets stand on the page too.
pub(super) fn surroundings_turn(
    parts: &[Part],
    page: &Prepared<'_>,
    range: Range<usize>,
    as_it_is: bool,
) -> bool {
    let quote: Vec<Unit> = parts.iter().flat_map(|part| of_pieces(&part.pieces)).collect();
    let shape = shape(&quote);
    let units = read(page, range.start.saturating_sub(BEFORE)..range.end.saturating_add(AFTER));
    let first = units.iter().position(|unit| unit.start >= range.start).unwrap_or(units.len());
    let after = units.iter().rposition(|unit| unit.start < range.end).map_or(0, |last| last + 1);
    // A full stop of the quote's own ends what it says, and so does a question mark that it shows.
    let is_whole =
        units.get(after.wrapping_sub(1)).is_some_and(|last| last.ends() && last.start >= range.start);
    let behind = if is_whole { &[] } else { units.get(after..).unwrap_or_default() };
    let before = units.get(..first).unwrap_or_default();
    let note = |note: Option<&String>, fits: &dyn Fn(&str) -> bool| {
        !as_it_is && note.is_some_and(|note| !fits(note))
    };
    note(parts.first().and_then(|part| part.note.as_ref()), &|text| note::fits_before(text, before, shape))
        || note(parts.last().and_then(|part| part.note_after.as_ref()), &|text| {
            note::fits_after(text, behind)
        })
        || before::turns(before, &before::Quote { units: &quote, shape })
        || after::turns(behind, &quote, shape)
        || shape == shape::Shape::Clause && before::would_be(before, behind)
        || after::is_taken_back_next(units.get(after..).unwrap_or_default(), is_whole, shape)
}

/// The sentence around a range, as far as it is read.
pub(super) fn sentence(page: &Prepared<'_>, range: Range<usize>) -> Range<usize> {
    let units = read(page, range.start.saturating_sub(BEFORE / 2)..range.end.saturating_add(AFTER / 2));
    let first = units.iter().position(|unit| unit.start >= range.start).unwrap_or(0);
    let start = units.get(..first).unwrap_or_default().iter().rposition(Unit::ends).map_or(0, |end| end + 1);
    let end = units.iter().find(|unit| unit.ends() && unit.start >= range.end).or(units.last());
    units.get(start).map_or(range.start, |unit| unit.start.min(range.start))
        ..end.map_or(range.end, |unit| unit.end.max(range.end))
}
