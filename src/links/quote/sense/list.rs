//! Items of a list, which the line above the list may deny: `massage did not lead to:`.

use super::before::Quote;
use super::clause::{Role, Unit};
use super::lexicon::Class;
use super::shape::Shape;

/// So many items are looked back over, and so many words a line of one has at most.
const ITEMS: usize = 12;
const WORDS: usize = 25;

/// Whether the line that leads to the list denies the item that a quote starts, given all that stands before it.
pub(super) fn is_denied(before: &[Unit], quote: &Quote<'_>) -> bool {
    let Some(line) = lead(before) else { return false };
    let has = |class| line.iter().any(|unit| unit.is(class));
    // What is not to be done, and where, the items say themselves: `do not massage over:`.
    let warns = line
        .first()
        .is_some_and(|first| matches!(first.key.as_str(), "do" | "don't" | "avoid" | "never" | "not"))
        || line.iter().any(|unit| {
            matches!(
                unit.key.as_str(),
                "should"
                    | "shouldn't"
                    | "must"
                    | "mustn't"
                    | "cannot"
                    | "unless"
                    | "without"
                    | "except"
                    | "if"
                    | "when"
                    | "who"
            ) || unit.key.starts_with("contraindicat")
                || unit.key.starts_with("avoid")
                || unit.key.starts_with("recommend")
        });
    let is_reported = line.iter().rev().nth(1).is_some_and(|last| last.key == "that");
    let is_short = line.len() <= 8;
    let supposed = has(Class::Open) && (quote.shape != Shape::Phrase || is_reported)
        || has(Class::Untrue) && (quote.shape != Shape::Phrase || is_short);
    !warns && (supposed || has_denial(line))
}

/// The last line before the list, up to its colon.
fn lead(before: &[Unit]) -> Option<&[Unit]> {
    let mut lines = before.split(|unit| unit.role == Role::Block).rev().filter(|line| !line.is_empty());
    let is_lead = |line: &&[Unit]| {
        line.last().is_some_and(|last| last.role == Role::Colon) || denies_what_follows(line)
    };
    let is_item =
        |line: &&[Unit]| line.len() <= WORDS && line.iter().rev().skip(1).all(|unit| unit.role != Role::Stop);
    let mut passed = 0;
    let line = lines.find(|line| {
        passed += 1;
        is_lead(line) || !is_item(line) || passed > ITEMS
    })?;
    let sentence = line.rsplit(|unit| unit.role == Role::Stop).next().unwrap_or_default();
    is_lead(&line).then_some(sentence)
}

/// A heading: `Side effects that did not occur`.
fn denies_what_follows(line: &[Unit]) -> bool {
    let [rest @ .., last] = line else { return false };
    let happens = ["happen", "happened", "observed", "occur", "occurred", "reported", "seen"];
    line.len() <= WORDS / 2
        && happens.contains(&last.key.as_str())
        && rest.iter().rev().take(3).any(|unit| unit.is(Class::Not))
}

fn has_denial(line: &[Unit]) -> bool {
    (0..line.len()).any(|at| {
        let Some(unit) = line.get(at) else { return false };
        let before = at.checked_sub(1).and_then(|before| line.get(before)).map(|before| before.key.as_str());
        let double = line.iter().skip(at + 1).take(3).any(|unit| unit.is(Class::Double));
        super::denies(unit, before) && unit.key != "only" && !double && !matches!(before, Some("with"))
    })
}
