//! Denials before a quote, how far they reach, and what takes them back.

use super::before::Quote;
use super::clause::{Role, Unit};
use super::lexicon::Class;
use super::outcome;
use super::shape::{Shape, is_verb};

/// How far back a denial is looked for, in words.
const FAR: usize = 24;
const NEAR: usize = 8;
pub(super) const BESIDE: usize = 6;

/// Whether a denial, or what leaves things open, reaches from a clause to the quote that it ends in.
pub(super) fn reaches(clause: &[Unit], quote: &Quote<'_>) -> bool {
    is_denied_beside(clause, quote)
        || is_dependent(clause, quote)
        || match quote.shape {
            Shape::Predicate => is_denied_predicate(clause, quote),
            Shape::Clause => is_reported(clause) || has_denied_subject(clause, BESIDE),
            Shape::Phrase => outcome::is_denied(clause, quote),
        }
}

/// Whether a word denies, given the words before it.
fn denies(units: &[Unit], at: usize) -> bool {
    let Some(unit) = units.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|before| units.get(before)).map(|before| before.key.as_str());
    super::denies(unit, before)
}

/// Whether the denial at `at` is taken back by a word beside it: `no doubt that`, `not only`.
fn is_taken_back(units: &[Unit], at: usize) -> bool {
    let double = |unit: &Unit| unit.is(Class::Double);
    let after = units.get(at + 1..).unwrap_or_default();
    let denied_before =
        || units.get(at.saturating_sub(4)..at).unwrap_or_default().iter().any(|unit| unit.is(Class::Deny));
    after.iter().take(4).any(double) || units.get(at).is_some_and(double) && denied_before()
}

/// Whether a denial stands right before the quote, adverbs and auxiliaries aside: `did not significantly`, `no`, `failed to`.
fn is_denied_beside(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let predicate = quote.shape == Shape::Predicate;
    let skipped = |unit: &Unit| {
        unit.is_adverb() && !unit.is(Class::Open)
            || predicate && (unit.is(Class::Auxiliary) && !unit.is(Class::Deny) || unit.key == "to")
            || unit.role == Role::Other
            || matches!(unit.key.as_str(), "any" | "be" | "been")
    };
    let Some(at) = clause.iter().rposition(|unit| !skipped(unit)) else { return false };
    let Some(unit) = clause.get(at) else { return false };
    if is_taken_back(clause, at) {
        return false;
    }
    if matches!(unit.key.as_str(), "than" | "of") {
        let other = at.checked_sub(1).and_then(|before| clause.get(before));
        return other.is_some_and(|other| {
            matches!((other.key.as_str(), unit.key.as_str()), ("rather", "than") | ("instead", "of"))
        });
    }
    if matches!(unit.key.as_str(), "less" | "least")
        || predicate && matches!(unit.key.as_str(), "nearly" | "almost")
        || unit.is(Class::Open) && unit.key.ends_with("ly")
    {
        return true;
    }
    if predicate
        && (unit.key == "would"
            || clause.get(at + 1..).unwrap_or_default().iter().any(|unit| unit.key == "would"))
    {
        return true;
    }
    if unit.key.starts_with("avoid") || unit.key.starts_with("refrain") {
        return predicate || quote.first().is_some_and(|first| first.key.ends_with("ing"));
    }
    if !predicate && is_none_of(clause, quote) {
        return true;
    }
    // `only`, `false` or `wrong` before a noun are what the source says of the noun.
    denies(clause, at) && (predicate || unit.is(Class::None) || unit.is(Class::Not))
}

/// `no significant` before a noun, and `no pain or` before another.
fn is_none_of(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let in_phrase = |unit: &&Unit| {
        unit.is_word()
            && ![Class::Preposition, Class::Finite, Class::Determiner, Class::Pronoun]
                .into_iter()
                .any(|class| unit.is(class) && !unit.is(Class::None))
    };
    let is_noun = quote.first().is_some_and(|first| {
        ![Class::Preposition, Class::Determiner, Class::Relative, Class::Coordinator, Class::Pronoun]
            .into_iter()
            .any(|class| first.is(class))
    });
    let most =
        if clause.last().is_some_and(|last| matches!(last.key.as_str(), "or" | "nor")) { BESIDE } else { 3 };
    is_noun
        && clause
            .iter()
            .rev()
            .take(most)
            .take_while(in_phrase)
            .enumerate()
            // Another noun of the list may stand between, joined by `or` alone.
            .take_while(|(at, unit)| {
                *at == 0 || !unit.is(Class::Coordinator) || matches!(unit.key.as_str(), "or" | "nor")
            })
            .any(|(_, unit)| {
                unit.is(Class::None) && !matches!(unit.key.as_str(), "few" | "little" | "without")
            })
}

/// `not true that`, `we hypothesised that`, `to test whether`: what the quote depends on denies it or leaves it open.
fn is_dependent(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let Some(last) = clause.last() else { return false };
    if last.key == "whether" || quote.starts_with(&["whether"]) {
        return true;
    }
    let (that, governing) = match last.key.as_str() {
        "that" | "dass" | "daß" | "que" | "che" | "dat" | "att" | "что" | "że" => {
            (true, clause.get(..clause.len() - 1).unwrap_or_default())
        }
        _ if quote.starts_with(&["that"]) => (true, clause),
        "if" => (false, clause.get(..clause.len() - 1).unwrap_or_default()),
        _ => return false,
    };
    if quote.shape == Shape::Phrase && !quote.starts_with(&["that"]) && !that {
        return false;
    }
    if !that {
        let asked = governing.iter().rev().take(3).any(|unit| unit.is(Class::Ask));
        return asked || governing.last().is_some_and(|unit| matches!(unit.key.as_str(), "as" | "even"));
    }
    // `the fact that` says that it is so, whatever stands before.
    if governing.last().is_some_and(|unit| unit.key == "fact") {
        return false;
    }
    let far_from = governing
        .windows(2)
        .any(|pair| matches!(pair, [far, from] if far.key == "far" && from.key == "from"));
    let supposed = governing
        .first()
        .is_some_and(|first| matches!(first.key.as_str(), "if" | "unless" | "until" | "before"));
    if far_from
        || supposed
        || is_hearsay(governing)
        || is_too_little(governing)
        || governing.iter().rev().take(6).any(|unit| GIVEN_UP.contains(&unit.key.as_str()))
        || governing.iter().rev().take(4).any(|unit| unit.is(Class::Open)) && !affirms(governing)
    {
        return true;
    }
    has_denial(governing, FAR)
}

/// `too small to show`
fn is_too_little(governing: &[Unit]) -> bool {
    let from = governing.iter().rposition(|unit| unit.key == "too");
    from.and_then(|from| governing.get(from..from + 5))
        .or(from.and_then(|from| governing.get(from..)))
        .is_some_and(|words| words.iter().any(|unit| unit.key == "to"))
}

/// What was done to a statement that its speaker no longer makes.
const GIVEN_UP: &[&str] = &[
    "retracted",
    "retract",
    "withdrew",
    "withdrawn",
    "overturned",
    "abandoned",
    "revoked",
    "recanted",
    "dropped",
];

/// `some say`, `it is often said`, `people will tell you`: what is said by nobody in particular.
fn is_hearsay(governing: &[Unit]) -> bool {
    let last = governing.get(governing.len().saturating_sub(5)..).unwrap_or_default();
    let says = last.iter().rev().take(3).any(|unit| {
        matches!(
            unit.key.as_str(),
            "say"
                | "says"
                | "said"
                | "hold"
                | "held"
                | "tell"
                | "told"
                | "hear"
                | "heard"
                | "read"
                | "insist"
        )
    });
    let vague = last.iter().any(|unit| {
        matches!(
            unit.key.as_str(),
            "some"
                | "many"
                | "most"
                | "people"
                | "they"
                | "others"
                | "practitioners"
                | "therapists"
                | "fans"
                | "advocates"
                | "proponents"
                | "supporters"
                | "often"
                | "sometimes"
                | "commonly"
                | "widely"
                | "frequently"
                | "popularly"
                | "socalled"
                | "tradition"
                | "folklore"
                | "lore"
                | "traditionally"
                | "long"
                | "you"
        )
    });
    says && vague
}

/// `nobody doubts`, `no question`, `cannot be denied`.
fn affirms(governing: &[Unit]) -> bool {
    let from = governing.len().saturating_sub(NEAR);
    (from..governing.len()).any(|at| denies(governing, at) && is_taken_back(governing, at))
}

/// Whether the last words hold a denial that is not taken back, and not of a clause on one of their nouns: `adults who did not train`.
fn has_denial(units: &[Unit], most: usize) -> bool {
    let from = units.len().saturating_sub(most);
    (from..units.len()).any(|at| {
        let before = units.get(at.saturating_sub(2)..at).unwrap_or_default();
        let on_noun = before.iter().any(|unit| matches!(unit.key.as_str(), "who" | "which"))
            || before.last().is_some_and(|unit| matches!(unit.key.as_str(), "with" | "having"))
            || units.get(at).is_some_and(|unit| unit.key == "without");
        denies(units, at) && !is_taken_back(units, at) && !on_noun
    })
}

/// What a predicate's subject and the verbs before it say: `none of the trials`, `was not found to`, `did not ease pain or`.
fn is_denied_predicate(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let Some(last) = clause.last() else { return false };
    let governing = clause.get(..clause.len() - 1).unwrap_or_default();
    if (last.key == "to" || quote.starts_with(&["to"]))
        && (governing.iter().rev().take(3).any(|unit| unit.is(Class::Open) || unit.key == "said")
            && !affirms(governing)
            || has_denial(governing, NEAR + 2))
    {
        return true;
    }
    let bare = quote.first().is_some_and(|first| {
        !first.is(Class::Finite) && !first.key.ends_with("ed") && !first.key.ends_with('s')
    });
    if (matches!(last.key.as_str(), "or" | "nor") || last.key == "and" && bare)
        && has_denial(governing, FAR / 2)
    {
        return true;
    }
    is_in_dependent(clause, quote) || has_denied_subject(clause, FAR)
}

/// `nobody has shown that warm oil`: the subject of the predicate depends on what denies it.
fn is_in_dependent(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let Some(that) = clause.iter().rposition(|unit| matches!(unit.key.as_str(), "that" | "whether")) else {
        return false;
    };
    let subject = clause.get(that + 1..).unwrap_or_default();
    let is_subject =
        !subject.is_empty() && subject.len() <= NEAR && !(0..subject.len()).any(|at| is_verb(subject, at));
    is_subject && clause.get(..=that).is_some_and(|governing| is_dependent(governing, quote))
}

/// `none of the four trials`, `not every trial`, `whether massage`: the words from the beginning of the clause to its verb.
pub(super) fn has_denied_subject(clause: &[Unit], most: usize) -> bool {
    let from = (0..clause.len()).rev().find(|at| opens(clause, *at)).map_or(0, |at| at + 1);
    let subject = clause.get(from..).unwrap_or_default();
    if subject.len() > most {
        return false;
    }
    let verb = (0..subject.len()).position(|at| is_verb(subject, at)).unwrap_or(subject.len());
    if clause.get(from.wrapping_sub(1)).is_some_and(|opener| opener.key == "whether") {
        return true;
    }
    (0..verb).any(|at| {
        let Some(unit) = subject.get(at) else { return false };
        let before =
            at.checked_sub(1).and_then(|before| subject.get(before)).map_or("", |before| before.key.as_str());
        let quantity = unit.is(Class::None) && unit.key != "without" && denies(subject, at);
        let of_all = unit.key == "not"
            && subject.get(at + 1).is_some_and(|next| {
                matches!(
                    next.key.as_str(),
                    "all" | "every" | "one" | "a" | "any" | "many" | "everyone" | "each"
                )
            });
        (quantity || of_all)
            && !matches!(before, "with" | "of" | "having" | "and")
            && !is_taken_back(subject, at)
    })
}

/// Whether a new clause starts after this unit.
fn opens(clause: &[Unit], at: usize) -> bool {
    let Some(unit) = clause.get(at) else { return false };
    match unit.role {
        Role::Comma | Role::Semicolon | Role::Colon | Role::Dash => true,
        // `pain and stiffness` are one subject; after a verb the next one begins.
        Role::Word if matches!(unit.key.as_str(), "and" | "or" | "nor") => {
            (0..at).any(|before| is_verb(clause, before))
        }
        Role::Word => {
            unit.is(Class::Coordinator) || matches!(unit.key.as_str(), "if" | "when" | "whether" | "that")
        }
        _ => false,
    }
}

/// A reported clause without its `that`: `found no evidence massage helps`, `we hypothesised massage helps`.
fn is_reported(clause: &[Unit]) -> bool {
    let Some(last) = clause.last().filter(|last| last.is(Class::Report) || last.is(Class::Open)) else {
        return false;
    };
    last.is(Class::Open) && !affirms(clause) || has_denial(clause, BESIDE)
}
