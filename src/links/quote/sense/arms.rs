//! The other arm of a trial: what is told of the controls is not told of the treatment.

use super::clause::{Role, Unit};
use super::lexicon::Class;
use super::shape::{Shape, is_verb};

/// Whether the unit at `at` names the arm that got no treatment, or the other one.
fn is_other_arm(units: &[Unit], at: usize) -> bool {
    let key = |at: usize| units.get(at).map_or("", |unit| unit.key.as_str());
    let group = |at: usize| {
        matches!(
            key(at),
            "group"
                | "groups"
                | "arm"
                | "arms"
                | "condition"
                | "conditions"
                | "participants"
                | "subjects"
                | "patients"
                | "leg"
                | "limb"
                | "side"
        )
    };
    match key(at) {
        "placebo" | "sham" | "placebos" => key(at + 1) != "controlled",
        "control" | "comparison" | "comparator" | "other" | "untreated" | "nontreated" | "waitlist"
        | "waiting" | "nomassage" | "notreatment" => group(at + 1) || key(at + 1) == "list" && group(at + 2),
        "controls" => at.checked_sub(1).and_then(|before| units.get(before)).is_none_or(|before| {
            before.is(Class::Preposition)
                || before.is(Class::Determiner)
                || before.is(Class::Coordinator)
                || !before.is_word()
                || matches!(before.key.as_str(), "healthy" | "matched")
        }),
        _ => false,
    }
}

/// Whether any arm is named, so that a reader sees which one is meant.
pub(super) fn names_arm(units: &[Unit]) -> bool {
    (0..units.len()).any(|at| {
        is_other_arm(units, at)
            || units.get(at).is_some_and(|unit| {
                matches!(
                    unit.key.as_str(),
                    "group" | "groups" | "arm" | "arms" | "controls" | "control" | "placebo" | "sham"
                )
            })
    })
}

/// Whether it is held against the other arm: `compared with the control group`.
fn is_compared(units: &[Unit], at: usize) -> bool {
    units.get(at.saturating_sub(5)..at).unwrap_or_default().iter().any(|unit| unit.is(Class::Compare))
}

/// Whether a quote that names no arm follows the naming of the other one: `In the control group, QUOTE`.
pub(super) fn before(sentence: &[Unit], quote: &[Unit], shape: Shape) -> bool {
    if shape == Shape::Phrase || names_arm(quote) {
        return false;
    }
    let Some(at) = (0..sentence.len()).rev().find(|at| is_other_arm(sentence, *at)) else { return false };
    let between = sentence.get(at + 1..).unwrap_or_default();
    let parted = (0..between.len()).any(|at| {
        is_verb(between, at) && shape == Shape::Clause
            || between.get(at).is_some_and(|unit| {
                unit.is(Class::Coordinator) || matches!(unit.role, Role::Semicolon | Role::Colon)
            })
    });
    !parted && !is_compared(sentence, at) && !names_arm(between.get(2..).unwrap_or_default())
}

/// Whether the other arm is named right after a quote that names none: `QUOTE in the control group`.
pub(super) fn after(rest: &[Unit], quote: &[Unit], shape: Shape) -> bool {
    if shape == Shape::Phrase || names_arm(quote) || is_compared(quote, quote.len()) {
        return false;
    }
    let Some(first) = rest.first() else { return false };
    if !matches!(
        first.key.as_str(),
        "in" | "among" | "amongst" | "with" | "for" | "after" | "under" | "on" | "of" | "by"
    ) {
        return false;
    }
    let phrase = rest
        .iter()
        .position(|unit| !unit.is_word() || unit.is(Class::Coordinator) || unit.is(Class::Compare))
        .unwrap_or(rest.len());
    (1..phrase.min(6)).any(|at| is_other_arm(rest, at))
}

/// Whether what is left out leads over to another arm: `by 3 points in the massage group and by 5 points in the other`.
pub(super) fn is_left_out(gap: &[Unit]) -> bool {
    let mut parted = false;
    (0..gap.len()).any(|at| {
        let Some(unit) = gap.get(at) else { return false };
        parted |= unit.is(Class::Coordinator) || matches!(unit.role, Role::Comma | Role::Semicolon);
        let any = parted && matches!(unit.key.as_str(), "group" | "groups" | "arm" | "arms");
        (any || is_other_arm(gap, at)) && !is_compared(gap, at)
    })
}
