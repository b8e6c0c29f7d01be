//! What stands behind a quote in its sentence, and turns it: `was not confirmed`, `is a myth`, `in none of the trials`, a question mark.

use super::arms;
use super::clause::{Role, Unit};
use super::lexicon::Class;
use super::shape::Shape;

/// How many words of a predicate are looked at.
const SPAN: usize = 7;

/// Whether the units behind a quote turn what it says.
pub(super) fn turns(all: &[Unit], quote: &[Unit], shape: Shape) -> bool {
    let end = all.iter().position(Unit::ends).unwrap_or(all.len());
    if is_asked(all, end) {
        return true;
    }
    let rest = all.get(..end).unwrap_or_default();
    if arms::after(rest, quote, shape) {
        return true;
    }
    let marks = rest.iter().take_while(|unit| matches!(unit.role, Role::Other | Role::Close)).count();
    let rest = rest.get(marks..).unwrap_or_default();
    let Some(first) = rest.first() else { return false };
    match first.role {
        Role::Comma | Role::Dash | Role::Open => is_taken_back(rest.get(1..).unwrap_or_default(), shape),
        Role::Word => is_denied(rest, shape),
        _ => false,
    }
}

/// Whether the sentence ends with a question mark.
fn is_asked(all: &[Unit], end: usize) -> bool {
    all.get(end).is_some_and(|stop| stop.key == "?")
}

/// The words up to the next mark or conjunction.
fn phrase(rest: &[Unit]) -> &[Unit] {
    let stop = |unit: &Unit| {
        matches!(
            unit.role,
            Role::Comma | Role::Semicolon | Role::Colon | Role::Dash | Role::Open | Role::Close
        ) || unit.is(Class::Coordinator) && unit.key != "nor"
            || matches!(unit.key.as_str(), "that" | "than")
    };
    let length = rest.iter().position(stop).unwrap_or(rest.len());
    rest.get(..length.min(SPAN)).unwrap_or_default()
}

/// Whether words deny, and do not take that back: `not only`, `without doubt`.
fn has_denial(units: &[Unit]) -> bool {
    (0..units.len()).any(|at| {
        let Some(unit) = units.get(at) else { return false };
        let before = at.checked_sub(1).and_then(|before| units.get(before)).map(|before| before.key.as_str());
        let double = units.iter().skip(at + 1).take(3).any(|unit| unit.is(Class::Double));
        super::denies(unit, before) && !double && !matches!(unit.key.as_str(), "without" | "except")
    })
}

fn says_untrue(units: &[Unit]) -> bool {
    let denied = units.iter().any(|unit| unit.is(Class::Not) || unit.is(Class::None));
    let untrue = units.iter().any(|unit| unit.is(Class::Untrue));
    let holds = units.iter().any(|unit| unit.is(Class::Holds));
    untrue && !denied || holds && has_denial(units)
}

/// What follows without a mark.
fn is_denied(rest: &[Unit], shape: Shape) -> bool {
    let Some(first) = rest.first() else { return false };
    let words = phrase(rest);
    if first.is(Class::Auxiliary)
        || matches!(
            first.key.as_str(),
            "remains" | "remained" | "seems" | "seemed" | "appears" | "appeared" | "proved" | "turned"
        )
    {
        let open = words.iter().skip(1).any(|unit| unit.is(Class::Open));
        return says_untrue(words)
            || shape != Shape::Phrase && open
            || shape != Shape::Phrase && has_denial(words);
    }
    // In another language nobody here knows a verb.
    if shape == Shape::Phrase {
        return first.is(Class::Foreign);
    }
    let second = rest.get(1);
    if first.is(Class::Preposition) && !matches!(first.key.as_str(), "with" | "without" | "of" | "than") {
        // `for no longer than 2 days`.
        let bound = rest.get(2).is_some_and(|third| {
            matches!(third.key.as_str(), "longer" | "more" | "less" | "later" | "fewer" | "earlier")
        });
        return second.is_some_and(|second| second.is(Class::None) && super::denies(second, None)) && !bound;
    }
    let contrast = second.is_some_and(|second| second.is(Class::Double));
    (first.is(Class::Not) || first.is(Class::None) && first.key != "without") && !contrast
}

/// What follows after a comma, a dash or a bracket: `, which was not confirmed`, `, but not significantly`, ` - a myth`.
fn is_taken_back(rest: &[Unit], shape: Shape) -> bool {
    let mut rest = rest;
    while rest.first().is_some_and(|first| {
        matches!(first.key.as_str(), "but" | "although" | "though" | "however" | "yet" | "and" | "an" | "a")
            || first.role == Role::Comma
    }) {
        rest = rest.get(1..).unwrap_or_default();
    }
    let Some(first) = rest.first() else { return false };
    let words = phrase(rest);
    if first.is(Class::Not) {
        // `not stiffness` is another matter, `not significantly` is this one.
        return words.get(1).is_some_and(|second| {
            second.is(Class::Holds)
                || second.is(Class::Untrue)
                || matches!(second.key.as_str(), "really" | "necessarily" | "so" | "always" | "at")
        });
    }
    if first.is(Class::Untrue) {
        return shape != Shape::Phrase;
    }
    // `, some claim`; not `, as we hypothesised`, which it bears out.
    let speaker = first.is(Class::Pronoun) && !first.is(Class::Relative)
        || matches!(first.key.as_str(), "or" | "so" | "some" | "many" | "people" | "critics" | "supporters");
    if shape != Shape::Phrase
        && speaker
        && words_of_speaker(rest).iter().any(|unit| unit.is(Class::Open) && !unit.is(Class::Determiner))
    {
        return true;
    }
    let refers = matches!(first.key.as_str(), "which" | "it" | "that" | "these" | "they")
        || first.is(Class::Auxiliary)
        || first.is(Class::Determiner);
    let words = if first.is(Class::Determiner) || first.is(Class::Relative) {
        phrase(rest.get(1..).unwrap_or_default())
    } else {
        words
    };
    refers
        && (words.iter().take(4).any(|unit| unit.is(Class::Auxiliary)) || first.is(Class::Auxiliary))
        && says_untrue(words)
}

/// The first words of a remark on who says so.
fn words_of_speaker(rest: &[Unit]) -> &[Unit] {
    let end = rest.iter().position(|unit| !unit.is_word()).unwrap_or(rest.len());
    rest.get(..end.min(5)).unwrap_or_default()
}
