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
        Role::Comma | Role::Dash | Role::Open | Role::Colon => {
            is_taken_back(rest.get(1..).unwrap_or_default(), shape)
        }
        Role::Word => is_denied(rest, shape),
        _ => false,
    }
}

/// Whether the next sentence says of a quote that it is not so: `This is a myth.`, `False.`; not `It was not cheap.`
pub(super) fn is_taken_back_next(all: &[Unit], is_whole: bool, shape: Shape) -> bool {
    let end = if is_whole { Some(0) } else { all.iter().position(Unit::ends).map(|end| end + 1) };
    let Some(next) = end.and_then(|end| all.get(end..)).filter(|_| shape != Shape::Phrase) else {
        return false;
    };
    // What stands in the next cell of a table is the heading's matter.
    if end.and_then(|end| all.get(end.checked_sub(1)?)).is_some_and(|end| end.key == "\t") {
        return false;
    }
    let idle = |unit: &&Unit| {
        !unit.is_word()
            || matches!(
                unit.key.as_str(),
                "however" | "but" | "yet" | "although" | "still" | "unfortunately" | "sadly"
            )
    };
    let next = next.get(next.iter().take_while(idle).count()..).unwrap_or_default();
    let ends = |(at, unit): (usize, &Unit)| unit.ends() || at > 0 && unit.key == "that";
    let length = next.iter().enumerate().position(ends).unwrap_or(next.len());
    let leads_on = next.get(length).is_some_and(|unit| unit.key == "that");
    let sentence = next.get(..length.min(SPAN)).unwrap_or_default();
    if matches!(sentence, [or, so, ..] if or.key == "or" && so.key == "so")
        || length <= 2 * SPAN && next.get(..length).is_some_and(denies_this)
    {
        return true;
    }
    let Some(first) = sentence.first().filter(|_| !leads_on) else { return false };
    let denied = sentence.iter().any(|unit| unit.is(Class::Not));
    let untrue = sentence.iter().any(|unit| unit.is(Class::Untrue));
    let true_words =
        ["true", "so", "case", "correct", "confirmed", "supported", "proven", "right", "significant"];
    // `not so in swimmers` is said of swimmers.
    let is_true = (0..sentence.len()).any(|at| {
        let of_others = sentence
            .get(at + 1)
            .is_some_and(|next| matches!(next.key.as_str(), "in" | "for" | "among" | "with" | "of"));
        sentence.get(at).is_some_and(|unit| true_words.contains(&unit.key.as_str())) && !of_others
    });
    // `False.`, `Not true.`, `Wrong!`
    if length <= 3 {
        return untrue && !denied || denied && is_true;
    }
    let refers = matches!(first.key.as_str(), "this" | "that" | "it" | "these" | "both")
        || first.key == "the" && sentence.get(1).is_some_and(is_assertion);
    let states = sentence.iter().take(4).any(|unit| unit.is(Class::Auxiliary) || unit.is(Class::Finite));
    refers && states && (untrue && !denied || denied && is_true)
}

/// `no trial has confirmed this`, `there is no evidence for it`, `nobody says so`.
fn denies_this(clause: &[Unit]) -> bool {
    let end = clause.iter().rposition(Unit::is_word).map_or(0, |last| last + 1);
    let words = clause.get(..end).unwrap_or_default();
    let leads_back = words.last().is_some_and(|last| {
        matches!(last.key.as_str(), "this" | "that" | "it" | "so" | "them") || is_assertion(last)
    });
    leads_back
        && words.iter().any(|unit| unit.is(Class::None) || unit.is(Class::Not))
        && words.iter().any(|unit| unit.is(Class::Holds) || unit.is(Class::Report))
}

/// A word for what somebody says.
fn is_assertion(unit: &Unit) -> bool {
    matches!(
        unit.key.as_str(),
        "claim"
            | "claims"
            | "belief"
            | "notion"
            | "idea"
            | "assumption"
            | "assertion"
            | "suggestion"
            | "view"
            | "theory"
            | "hypothesis"
            | "statement"
            | "story"
            | "rumour"
            | "rumor"
            | "myth"
    )
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
    // `only in theory`
    let limited =
        rest.iter().position(|unit| !matches!(unit.key.as_str(), "only" | "just" | "merely" | "at"));
    let limited = limited.and_then(|at| rest.get(at..at + 2));
    if shape != Shape::Phrase
        && limited.is_some_and(|words| matches!(words, [into, theory] if into.key == "in" && matches!(theory.key.as_str(), "theory" | "principle" | "legend" | "name")))
    {
        return true;
    }
    // `is what we set out to test`
    let asked = |unit: &Unit| {
        unit.is(Class::Open) || matches!(unit.key.as_str(), "test" | "tested" | "ask" | "asked" | "learn")
    };
    if first.is(Class::Auxiliary)
        && shape != Shape::Phrase
        && rest.get(1).is_some_and(|second| second.key == "what")
        && words.iter().any(asked)
    {
        return true;
    }
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
    // `Dass Massage hilft, ist falsch`, `ist nicht belegt`: other languages put a comma behind what is denied.
    if let [verb, word, ..] = rest
        && matches!(verb.key.as_str(), "ist" | "war" | "est" | "è" | "era" | "es" | "é" | "er" | "är" | "is")
        && (word.is(Class::Untrue) || word.is(Class::Not))
    {
        return true;
    }
    let mut rest = rest;
    while rest.first().is_some_and(|first| {
        matches!(first.key.as_str(), "but" | "although" | "though" | "however" | "yet" | "and" | "an" | "a")
            || first.role == Role::Comma
    }) {
        rest = rest.get(1..).unwrap_or_default();
    }
    let Some(first) = rest.first() else { return false };
    let words = phrase(rest);
    let end = rest.iter().position(Unit::ends).unwrap_or(rest.len());
    let clause = rest.get(..end.min(2 * SPAN)).unwrap_or_default();
    if shape != Shape::Phrase {
        // `, the data say otherwise`, `, but later trials found the opposite`.
        let contrary =
            clause.iter().any(|unit| matches!(unit.key.as_str(), "otherwise" | "opposite" | "contrary"));
        // `, a claim that later trials refuted`; not `, an idea that later trials bore out`.
        let holds = clause.iter().any(|unit| unit.is(Class::Holds)) && !has_denial(clause);
        let named = rest.iter().take(4).take_while(|unit| unit.is_word()).any(is_assertion);
        let spoken =
            named && !holds && !clause.iter().any(|unit| matches!(unit.key.as_str(), "bore" | "borne"));
        let what = clause
            .iter()
            .position(|unit| unit.key == "what")
            .and_then(|at| clause.get(at..at + 4).or(clause.get(at..)));
        let claimed = what.is_some_and(|words| words.iter().any(|unit| unit.is(Class::Open)));
        let letters: Vec<&str> =
            clause.iter().filter(|unit| unit.is_word()).map(|unit| unit.key.as_str()).collect();
        let marked = letters.contains(&"ns") || letters.windows(2).any(|pair| pair == ["n", "s"]);
        if contrary || claimed || marked || denies_this(clause) || spoken && !first.is(Class::Pronoun) {
            return true;
        }
    }
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
    let refuted = || {
        words.iter().any(|unit| unit.is(Class::Untrue))
            && !words.iter().any(|unit| unit.is(Class::Not) || unit.is(Class::None))
    };
    if shape != Shape::Phrase && first.key == "which" && refuted() {
        return true;
    }
    refers
        && (words.iter().take(4).any(|unit| unit.is(Class::Auxiliary)) || first.is(Class::Auxiliary))
        && says_untrue(words)
}

/// The first words of a remark on who says so.
fn words_of_speaker(rest: &[Unit]) -> &[Unit] {
    let end = rest.iter().position(|unit| !unit.is_word()).unwrap_or(rest.len());
    rest.get(..end.min(5)).unwrap_or_default()
}
