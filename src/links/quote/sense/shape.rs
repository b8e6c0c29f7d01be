//! What a quote is, grammatically: only what states something can be turned round by the words around it.

use super::clause::{Role, Unit};
use super::lexicon::Class;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Starts with its verb, whose subject stands before the quote: `reduced the soreness`.
    Predicate,
    /// Has a subject and a verb: `massage reduced the soreness`.
    Clause,
    /// States nothing by itself: `areas where the skin is broken`.
    Phrase,
}

/// The shape of the words of a quote, which starts with a conjunction or an adverb at most.
pub(super) fn shape(units: &[Unit]) -> Shape {
    let Some(first) =
        units.iter().position(|unit| unit.is_word() && !unit.is_adverb() && !unit.is(Class::Deny))
    else {
        return Shape::Phrase;
    };
    if starts_with_verb(units, first) {
        return Shape::Predicate;
    }
    // `that massage helps` says that massage helps; `which massage helps` does not.
    let mut dependent = units.get(first).is_some_and(|unit| unit.is(Class::Relative) && unit.key != "that");
    for at in first + 1..units.len() {
        let Some(unit) = units.get(at) else { continue };
        if unit.is(Class::Relative) || matches!(unit.key.as_str(), "if" | "because") {
            dependent = true;
        } else if is_verb(units, at) {
            if !dependent {
                return Shape::Clause;
            }
            dependent = false;
        }
    }
    Shape::Phrase
}

/// Whether the words from `at` on start with a verb of which they are not the subject.
pub(super) fn starts_with_verb(units: &[Unit], at: usize) -> bool {
    let Some(unit) = units.get(at).filter(|unit| unit.is_word()) else { return false };
    if unit.is(Class::Auxiliary) {
        return true;
    }
    if unit.is(Class::Verb) {
        return !follows_of(units, at + 1) && !unit.key.ends_with("ing");
    }
    if unit.is(Class::Determiner)
        || unit.is(Class::Preposition)
        || unit.is(Class::Pronoun)
        || unit.is(Class::Relative)
        || unit.is(Class::Subordinator)
        || unit.is(Class::Coordinator)
    {
        return false;
    }
    let article =
        units.get(at + 1).is_some_and(|next| next.is(Class::Determiner) && !next.is(Class::Relative));
    (unit.key.ends_with("ed") && unit.key.len() > 4 || article) && !unit.key.ends_with("ing")
}

/// `benefit of`, `change of`: a noun that looks like a verb.
fn follows_of(units: &[Unit], at: usize) -> bool {
    units.get(at).is_some_and(|next| next.key == "of" || next.is(Class::Auxiliary) && next.is(Class::Finite))
}

/// Whether the word at a place is a finite verb, as far as its ending, its neighbours and a short list tell.
pub(super) fn is_verb(units: &[Unit], at: usize) -> bool {
    let Some(unit) = units.get(at).filter(|unit| unit.is_word()) else { return false };
    if unit.is(Class::Finite) {
        return true;
    }
    if unit.is(Class::Auxiliary) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|before| units.get(before)).filter(|before| before.is_word());
    let next = units.get(at + 1);
    // `the increase`, `in support`, `to reduce`.
    if before.is_some_and(|before| before.is(Class::Determiner) || before.is(Class::Preposition)) {
        return false;
    }
    let next_is = |class| next.is_some_and(|next: &Unit| next.is(class));
    if unit.is(Class::Verb) {
        let is_noun = follows_of(units, at + 1) || unit.key.ends_with("ing");
        // `reduced pain by`: a form in -ed after a noun may be a participle, and is none where an object follows.
        let is_participle = unit.key.ends_with("ed")
            && next_is(Class::Preposition)
            && next.is_some_and(|next| next.key == "by");
        return !is_noun && !is_participle;
    }
    let subject =
        before.is_some_and(|before| matches!(before.key.as_str(), "it" | "they" | "he" | "she" | "we" | "i"));
    let small = |unit: &Unit| {
        unit.is(Class::Determiner)
            || unit.is(Class::Preposition)
            || unit.is(Class::Coordinator)
            || unit.is_adverb()
    };
    if subject && !small(unit) {
        return true;
    }
    let object = next_is(Class::Determiner) || next.is_some_and(|next| next.role == Role::Number);
    let form = unit.key.len() > 4 && unit.key.ends_with("ed")
        || unit.key.len() > 3
            && unit.key.ends_with('s')
            && next.is_some_and(|next| next.is(Class::Determiner) && !next.is(Class::Relative));
    let other = unit.is(Class::Determiner)
        || unit.is(Class::Preposition)
        || unit.is(Class::Pronoun)
        || unit.is(Class::Adverb);
    form && object && !other
}
