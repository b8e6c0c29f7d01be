//! What stands before a quote in its sentence, and turns it: `it is not true that`, `none of the trials`, `we hypothesised that`.

use super::clause::{Role, Unit};
use super::lexicon::Class;
use super::shape::Shape;
use super::{arms, denial, list};

/// How far back the beginning of a list is looked for, in words.
const LIST: usize = 8;

/// The quote, as far as its beginning matters.
#[derive(Clone, Copy)]
pub(super) struct Quote<'units> {
    pub(super) units: &'units [Unit],
    pub(super) shape: Shape,
}

impl Quote<'_> {
    pub(super) fn first(&self) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.is_word() || unit.role == Role::Number)
    }

    pub(super) fn starts_with(&self, keys: &[&str]) -> bool {
        self.first().is_some_and(|first| keys.contains(&first.key.as_str()))
    }
}

/// Whether the units before a quote, the nearest last, turn what it says.
pub(super) fn turns(all: &[Unit], quote: &Quote<'_>) -> bool {
    let start = all.iter().rposition(Unit::ends).map_or(0, |end| end + 1);
    let sentence = all.get(start..).unwrap_or_default();
    let starts_block =
        start.checked_sub(1).and_then(|at| all.get(at)).is_some_and(|end| end.role == Role::Block);
    if starts_block && list::is_denied(all.get(..start).unwrap_or_default(), quote) {
        return true;
    }
    if sentence.is_empty() {
        return is_label(all.split_last().map_or(&[], |(_, before)| before));
    }
    let Some(last) = sentence.last() else { return false };
    match last.role {
        Role::Colon => return is_label(sentence.get(..sentence.len() - 1).unwrap_or_default()),
        Role::Semicolon => return false,
        _ => {}
    }
    if arms::before(sentence, quote.units, quote.shape) {
        return true;
    }
    if quote.shape == Shape::Clause && (is_supposed(sentence) || is_of_controls(sentence)) {
        return true;
    }
    let marks =
        sentence.iter().rev().take_while(|unit| matches!(unit.role, Role::Other | Role::Open)).count();
    let sentence = sentence.get(..sentence.len() - marks).unwrap_or_default();
    let Some(clause) = without_parenthesis(sentence, quote.shape) else {
        return denies_list(sentence, quote);
    };
    cuts_quantity(clause, quote) || is_question(clause, quote) || denial::reaches(clause, quote)
}

/// `If massage eases pain, nobody would need a pill`: what is supposed so is most likely not so.
pub(super) fn would_be(before: &[Unit], behind: &[Unit]) -> bool {
    let supposed = before.last().is_some_and(|last| matches!(last.key.as_str(), "if" | "unless"));
    let end = behind.iter().position(Unit::ends).unwrap_or(behind.len());
    let is_modal = |unit: &Unit| matches!(unit.key.as_str(), "would" | "should" | "could" | "might");
    supposed && behind.get(..end).is_some_and(|rest| rest.iter().any(is_modal))
}

/// `In the control group, which had no massage, pain fell`; not where another clause has begun.
fn is_of_controls(sentence: &[Unit]) -> bool {
    let words = ["control", "controls", "untreated", "placebo", "sham"];
    let opening: Vec<&str> = sentence
        .iter()
        .take_while(|unit| unit.role != Role::Comma)
        .take(6)
        .map(|unit| unit.key.as_str())
        .collect();
    matches!(opening.first(), Some(&("in" | "among")))
        && opening.iter().any(|word| words.contains(word))
        && !opening.iter().any(|word| ["contrast", "comparison", "addition", "relation"].contains(word))
        && sentence.last().is_some_and(|last| last.role == Role::Comma)
        && !sentence.iter().any(|unit| matches!(unit.key.as_str(), "and" | "but" | "while" | "whereas"))
}

/// `Supposedly,`, `In theory,`; not `As expected,`.
fn is_supposed(sentence: &[Unit]) -> bool {
    let Some((comma, rest)) = sentence.split_last() else { return false };
    let opener = rest.rsplit(|unit| !unit.is_word()).next().unwrap_or_default();
    comma.role == Role::Comma
        && (1..=3).contains(&opener.len())
        && opener.iter().any(|unit| unit.is(Class::Open) || unit.is(Class::Weak) && unit.is_adverb())
        && !opener.iter().any(|unit| unit.is(Class::Deny) || unit.is(Class::Double) || unit.key == "as")
}

/// `Myth:`, `Hypothesis 2:`, or such a heading.
fn is_label(before: &[Unit]) -> bool {
    let line =
        before.rsplit(|unit| unit.ends() || matches!(unit.role, Role::Semicolon)).next().unwrap_or_default();
    let mut words = line.iter().rev().filter(|unit| unit.is_word() || unit.role == Role::Number).take(3);
    let numbered = |unit: &Unit| {
        unit.role == Role::Number
            && unit.key.trim_start_matches('h').bytes().all(|byte| byte.is_ascii_digit())
    };
    let Some(last) = words.next() else { return false };
    let label =
        if numbered(last) && !last.key.starts_with('h') { words.next().unwrap_or(last) } else { last };
    let is_short = line.len() <= 4;
    numbered(label) && label.key.starts_with('h')
        || is_short && (label.is(Class::Untrue) || matches!(label.key.as_str(), "claim" | "question"))
}

/// The clause that a quote stands in; nothing where a comma opens a new one right before it. What stands between two commas before a
/// predicate is left out: `no trial, large or small, reduced`.
fn without_parenthesis(sentence: &[Unit], shape: Shape) -> Option<&[Unit]> {
    let (last, rest) = sentence.split_last()?;
    if !matches!(last.role, Role::Comma | Role::Dash | Role::Close) {
        return Some(sentence);
    }
    let opening = if last.role == Role::Close { Role::Open } else { last.role };
    let open = rest.iter().rposition(|unit| unit.role == opening)?;
    let inside = rest.get(open + 1..).unwrap_or_default();
    // `not true, as many say, that`: a short remark.
    (shape == Shape::Predicate || last.role == Role::Close || inside.len() <= 2)
        .then(|| rest.get(..open))
        .flatten()
}

/// Whether a quote is the rest of a list that is denied: `no bruises, swelling or redness`.
fn denies_list(sentence: &[Unit], quote: &Quote<'_>) -> bool {
    let comma = sentence.last().is_some_and(|last| last.role == Role::Comma);
    let goes_on = quote.units.iter().any(|unit| matches!(unit.key.as_str(), "or" | "nor"));
    quote.shape == Shape::Phrase
        && comma
        && goes_on
        && sentence
            .iter()
            .rev()
            .take(LIST)
            .take_while(|unit| !unit.is(Class::Finite))
            .any(|unit| unit.is(Class::None))
}

/// Whether a quantity that the quote's noun or number hangs on is cut off: `few of`, `only`, `fewer than`, `a` before `few`.
fn cuts_quantity(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let mut back = clause.iter().rev();
    let (Some(last), second, third) = (back.next(), back.next(), back.next()) else { return false };
    let is = |unit: Option<&Unit>, keys: &[&str]| unit.is_some_and(|unit| keys.contains(&unit.key.as_str()));
    let is_few = |unit: &Unit| matches!(unit.key.as_str(), "few" | "little");
    let a_few = quote.starts_with(&["a"]) && quote.units.get(1).is_some_and(is_few);
    if quote.first().is_some_and(is_few) && is(Some(last), &["a", "an"])
        || a_few && is(Some(last), &["quite", "not", "only"])
    {
        return true;
    }
    let of = if is(Some(last), &["of"]) || is(second, &["of"]) && last.is(Class::Determiner) {
        if last.key == "of" { second } else { third }
    } else {
        None
    };
    // `few of`; of a third of the adults no more is said than of the adults, unless the quote says it.
    if of.is_some() && is_little(clause) {
        return true;
    }
    if let Some(of) = of
        && (is(
            Some(of),
            &["none", "neither", "few", "instead", "lack", "absence", "free", "devoid", "little", "hardly"],
        ) || quote.shape == Shape::Clause && (of.is(Class::Part) || of.role == Role::Number))
    {
        return true;
    }
    if quote.starts_with(&["of"]) && last.is(Class::None) {
        return true;
    }
    if quote.shape == Shape::Clause
        && (is(Some(last), &["some", "few", "half", "certain"])
            || is(Some(last), &["only"]) && !is(second, &["the"]))
    {
        return true;
    }
    let counts = quote.first().is_some_and(|first| {
        first.role == Role::Number || matches!(first.key.as_str(), "all" | "every" | "half" | "everyone")
    });
    counts
        && (is(Some(last), &["almost", "nearly", "under", "below", "over", "above", "not"])
            || is(Some(last), &["than"])
                && is(second, &["less", "fewer", "more", "greater", "lower", "higher", "other"])
            || is(Some(last), &["least", "most"]) && is(second, &["at"])
            || is(Some(last), &["to"]) && is(second, &["up"]))
}

/// `only one of`, `hardly any of the`, `fewer than half of`: what is left of a group is next to nothing of it.
fn is_little(clause: &[Unit]) -> bool {
    let words = clause.iter().rev().skip_while(|unit| unit.is(Class::Determiner) && !unit.is(Class::Part));
    let mut words = words.skip_while(|unit| unit.key == "of").take(4).take_while(|unit| {
        unit.role == Role::Number
            || unit.is(Class::Part)
            || unit.is(Class::Determiner)
            || matches!(
                unit.key.as_str(),
                "than" | "single" | "small" | "tiny" | "very" | "only" | "just" | "not"
            )
            || unit.is(Class::Deny)
    });
    words.any(|unit| {
        unit.is(Class::Deny) && unit.key != "little"
            || matches!(unit.key.as_str(), "less" | "small" | "tiny" | "minority")
    })
}

/// `does massage reduce`: a question, also where its mark is not seen.
fn is_question(clause: &[Unit], quote: &Quote<'_>) -> bool {
    let [only] = clause else { return false };
    quote.shape == Shape::Clause
        && matches!(
            only.key.as_str(),
            "do" | "does"
                | "did"
                | "is"
                | "are"
                | "was"
                | "were"
                | "can"
                | "could"
                | "may"
                | "will"
                | "would"
                | "should"
        )
}
