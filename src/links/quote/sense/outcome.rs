//! Quotes that state nothing and name what a treatment may bring: whether their sentence says that it did not.

use super::before::Quote;
use super::clause::Unit;
use super::denial::{BESIDE, has_denied_subject};
use super::lexicon::Class;
use super::shape::is_verb;

/// What a treatment may bring: `a change in the pain`, `fewer nights with pain`.
const OUTCOMES: &[&str] = &[
    "relief",
    "benefit",
    "effect",
    "improvement",
    "reduction",
    "increase",
    "decrease",
    "change",
    "gain",
    "loss",
    "drop",
    "fall",
    "rise",
    "difference",
    "recovery",
    "help",
    "cure",
];

/// Whether a quote that only names an outcome is the object of a denied verb: `did not bring a shorter labour`, `no trial showed some
/// benefit`; not what is not to be touched.
pub(super) fn is_denied(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let names_outcome = quote.units.iter().filter(|unit| unit.is_word()).take(4).any(|unit| {
        OUTCOMES.contains(&unit.key.trim_end_matches('s'))
            || unit.is(Class::More)
            || unit.key.len() > 5 && unit.key.ends_with("er") && !unit.is(Class::Preposition)
    });
    let advises = clause.iter().any(|unit| {
        matches!(
            unit.key.as_str(),
            "should" | "must" | "may" | "can" | "cannot" | "if" | "when" | "who" | "to"
        )
    }) || clause
        .first()
        .is_some_and(|first| matches!(first.key.as_str(), "do" | "don't" | "avoid" | "never"));
    let Some((last, rest)) = clause.split_last().filter(|_| names_outcome && !advises) else { return false };
    let small =
        [Class::Preposition, Class::Determiner, Class::Coordinator, Class::Relative, Class::Subordinator];
    if !last.is_word() || small.into_iter().any(|class| last.is(class)) {
        return false;
    }
    let at = rest.iter().rposition(|unit| !unit.is_adverb());
    let negated = at.and_then(|at| rest.get(at)).is_some_and(|unit| unit.is(Class::Not));
    negated
        || is_verb(clause, rest.len()) && has_denied_subject(clause, BESIDE)
        || last.is(Class::Report) && last.is(Class::Holds) && has_denied_subject(clause, BESIDE)
        || last.is(Class::Verb) && has_denied_subject(clause, BESIDE)
}
