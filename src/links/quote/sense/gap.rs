//! What a quote leaves out with `...`: it may hold no denial, no other subject and no end of a sentence.

use std::ops::Range;

use super::super::fold::Prepared;
use super::super::pattern::Part;
use super::arms;
use super::clause::{Role, Unit, of_pieces, read};
use super::denies;
use super::lexicon::Class;
use super::shape::{is_verb, starts_with_verb};

/// Whether what stands in `range` of the folded page, between the parts before and after it, turns what they say together.
pub(in super::super) fn turns(
    before: &[Part],
    after: &[Part],
    page: &Prepared<'_>,
    range: Range<usize>,
) -> bool {
    // With the words beside it, so that the ends of sentences are seen.
    let around = range.start.saturating_sub(40)..range.end.saturating_add(40);
    let units = read(page, around);
    let gap: Vec<Unit> =
        units.iter().filter(|unit| unit.start >= range.start && unit.end <= range.end).cloned().collect();
    let words: Vec<Unit> =
        gap.iter().filter(|unit| unit.is_word() || unit.role == Role::Number).cloned().collect();
    if (0..words.len()).any(|at| {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).map(|before| before.key.as_str());
        words.get(at).is_some_and(|word| denies(word, before))
    }) {
        return true;
    }
    let left: Vec<Unit> = before.iter().flat_map(|part| of_pieces(&part.pieces)).collect();
    let right: Vec<Unit> = after.iter().flat_map(|part| of_pieces(&part.pieces)).collect();
    if gap.iter().any(Unit::ends) {
        return !parts_sentences(&gap, &right, page, range.end);
    }
    if gap.iter().any(|unit| unit.role == Role::Semicolon) {
        return true;
    }
    let Some(last) = words.last() else { return false };
    // `may ... reduce` and `less ... effective` are cut in two.
    let weakened = words
        .iter()
        .rev()
        .find(|word| !word.is_adverb() || word.is(Class::Weak))
        .is_some_and(|word| word.is(Class::Weak));
    let supposed =
        last.key == "to" && words.iter().rev().take(4).any(|word| word.is(Class::Open) || word.key == "said");
    weakened
        || supposed
        || words.iter().any(|word| matches!(word.key.as_str(), "whether" | "if"))
        || hides_verb(&gap, &right)
        || arms::is_left_out(&gap)
        || has_new_subject(&left, &gap, &right)
}

const TIMES: &[&str] = &[
    "minute",
    "hour",
    "day",
    "night",
    "morning",
    "evening",
    "afternoon",
    "week",
    "weekend",
    "month",
    "year",
    "time",
    "season",
];

/// Whether what is left out ends with the verb of the words after it: `and cut ... the pain`.
fn hides_verb(gap: &[Unit], right: &[Unit]) -> bool {
    let object = right.first().is_some_and(|first| {
        first.role == Role::Number || first.is(Class::Determiner) && !first.is(Class::Relative)
    });
    // `the next day` says when.
    let is_time = right.iter().take(3).any(|unit| TIMES.contains(&unit.key.trim_end_matches('s')));
    let mut back = gap.iter().rev();
    let Some(last) = back.next().filter(|_| object && !is_time) else { return false };
    let is_small = [
        Class::Preposition,
        Class::Determiner,
        Class::Coordinator,
        Class::Subordinator,
        Class::Relative,
        Class::Auxiliary,
        Class::Part,
    ]
    .into_iter()
    .any(|class| last.is(class));
    let joined = back.find(|unit| !unit.is_adverb()).is_some_and(|unit| {
        unit.is(Class::Coordinator) || matches!(unit.role, Role::Comma | Role::Dash | Role::Open)
    });
    last.is_word() && !is_small && !last.is_adverb() && joined
}

/// Whether whole sentences are left out: the quote goes on where a sentence starts, and not with a word that leads back to one.
fn parts_sentences(gap: &[Unit], right: &[Unit], page: &Prepared<'_>, at: usize) -> bool {
    let ended = gap.first().is_some_and(Unit::ends);
    let starts = match gap.iter().rposition(|unit| unit.is_word() || unit.role == Role::Number) {
        Some(last) => gap.get(last..).unwrap_or_default().iter().any(Unit::ends),
        None => true,
    };
    let first = right.iter().find(|unit| unit.is_word());
    let leads_back = first.is_some_and(|first| {
        starts_with_verb(right, 0)
            || first.is(Class::Pronoun)
            || matches!(
                first.key.as_str(),
                "such" | "however" | "yet" | "but" | "and" | "or" | "thus" | "therefore" | "also" | "then"
            )
    });
    let whole = page
        .folded()
        .get(at..)
        .is_some_and(|rest| !rest.trim_start_matches([' ', '"', '\'', '(']).starts_with(char::is_lowercase));
    ended && starts && !leads_back && (whole || gap.iter().all(|unit| unit.role != Role::Stop))
}

/// Whether the words after what is left out have a subject or a verb there that the quote does not show.
fn has_new_subject(left: &[Unit], gap: &[Unit], right: &[Unit]) -> bool {
    let all: Vec<Unit> = left.iter().chain(gap).chain(right.first()).cloned().collect();
    let (from, to) = (left.len(), left.len() + gap.len());
    let right_starts_with_verb = right
        .iter()
        .position(|unit| unit.is_word() && !unit.is_adverb())
        .is_some_and(|at| starts_with_verb(right, at));
    let verb_before = |at: usize| (0..at).any(|verb| is_verb(&all, verb));
    let gap = without_remark(&all, from, to);
    let (from, to) = (gap.start, gap.end);
    let separators: Vec<usize> =
        (from..to).filter(|at| all.get(*at).is_some_and(|unit| separates(unit, verb_before(*at)))).collect();
    separators.iter().enumerate().any(|(number, at)| {
        let end = separators.get(number + 1).copied().unwrap_or(to);
        let opener = all.get(*at);
        let mut first = at + 1;
        while all.get(first).is_some_and(|unit| first < end && unit.is_adverb()) {
            first += 1;
        }
        // A clause on the last noun may follow: `while rest that lasted an hour ...`.
        let is_last = separators
            .get(number + 1..)
            .unwrap_or_default()
            .iter()
            .all(|at| all.get(*at).is_some_and(|unit| unit.is(Class::Relative)));
        let relative = opener.is_some_and(|unit| unit.is(Class::Relative));
        let Some(head) = all.get(first).filter(|_| first < end) else {
            // `after a bath that ... reduced`: the bath did.
            return relative && is_last && right_starts_with_verb && verb_before(*at);
        };
        let verb = (first..end).find(|verb| is_verb(&all, *verb));
        if relative {
            // `in which heat ... reduced`
            return is_last
                && verb.is_none()
                && right_starts_with_verb
                && (is_noun(head) || verb_before(*at));
        }
        if !verb_before(*at) {
            // `and heat ... reduced`: a subject of two.
            // `of the calf and the thigh` is one phrase after all.
            let marked =
                |unit: &Unit| matches!(unit.role, Role::Comma | Role::Dash | Role::Open | Role::Close);
            let words = all.get(from..*at).unwrap_or_default();
            let after_remark = words.first().is_some_and(marked);
            let phrase = if after_remark { words.rsplit(marked).next().unwrap_or_default() } else { words };
            let in_phrase = phrase.iter().any(|unit| unit.is(Class::Preposition));
            let in_remark = opener.is_some_and(marked) && !words.is_empty();
            return !in_phrase && !in_remark && is_noun(head) && right_starts_with_verb && !closes(&all, to);
        }
        let compares = is_last && (first..end).any(|at| all.get(at).is_some_and(|unit| unit.is(Class::More)));
        match verb {
            _ if compares => true,
            // A verb of its own, whose object the quote would give to another one: unless it has one, and what follows goes with both.
            Some(verb) if verb == first => {
                let has_object = *at == from
                    && end > verb + 1
                    && right.first().is_some_and(|first| first.is(Class::Preposition));
                is_last && !right_starts_with_verb && !has_object
            }
            Some(_) => is_noun(head),
            None => is_last && right_starts_with_verb && is_noun(head),
        }
    })
}

/// Whether a unit may part two subjects.
fn separates(unit: &Unit, after_verb: bool) -> bool {
    match unit.role {
        Role::Comma | Role::Colon | Role::Dash => true,
        Role::Word => {
            unit.is(Class::Coordinator)
                || unit.is(Class::Relative)
                || after_verb && unit.is(Class::Subordinator)
        }
        _ => false,
    }
}

/// Whether a noun phrase starts with this unit, and no remark on the noun before: `given daily`, `for a week`, `which is cheap`.
fn is_noun(unit: &Unit) -> bool {
    unit.is_word()
        && !unit.is(Class::Preposition)
        && !unit.is(Class::Relative)
        && !unit.is(Class::Subordinator)
        && !unit.is(Class::Coordinator)
        && !unit.key.ends_with("ed")
        && !unit.key.ends_with("ing")
        && !matches!(unit.key.as_str(), "given" | "done" | "taken" | "held" | "e" | "i")
}

/// Whether what is left out ends with a comma or a bracket.
fn closes(all: &[Unit], to: usize) -> bool {
    to.checked_sub(1)
        .and_then(|last| all.get(last))
        .is_some_and(|last| matches!(last.role, Role::Comma | Role::Close | Role::Dash))
}

/// The range without a remark between two commas, dashes or brackets at its end: `, given daily, ...`.
fn without_remark(all: &[Unit], from: usize, to: usize) -> Range<usize> {
    let Some(last) = to.checked_sub(1).and_then(|last| all.get(last)) else { return from..to };
    let opening = match last.role {
        Role::Close => Role::Open,
        Role::Comma | Role::Dash => last.role,
        _ => return from..to,
    };
    let open = (from..to - 1).rev().find(|at| all.get(*at).is_some_and(|unit| unit.role == opening));
    match open {
        Some(open)
            if all
                .get(open + 1)
                .is_some_and(|first| !is_noun(first) || first.is_adverb() || open == from) =>
        {
            from..open
        }
        Some(open) if opening == Role::Open => from..open,
        // `, cheap, safe and popular,`: back to the first comma.
        _ => from..to,
    }
}
