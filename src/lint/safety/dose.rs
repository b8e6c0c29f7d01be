//! Doses in a text: how long, how often, how many times; and how much of each is too much.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::prose::numbers::numbers;
use crate::lint::prose::phrases::Phrases;
use crate::lint::prose::reading::Sentence;
use crate::lint::prose::sentence::words;
use crate::lint::rule_notes::Table;
use crate::model::{Modality, Setting};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Measure {
    /// The length of one bout.
    Minutes,
    /// How often in a day.
    PerDay,
    /// The number of bouts.
    Repetitions,
}

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lint) struct Dose {
    /// Its bytes.
    pub(in crate::lint) range: Range<usize>,
    /// What it counts.
    pub(in crate::lint) measure: Measure,
    /// How much.
    pub(in crate::lint) value: f64,
}

/// The most that is sensible: a line of the table.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Bound {
    modality: &'static str,
    setting: &'static str,
    measure: Measure,
    /// The number.
    pub(in crate::lint) most: f64,
    /// What it counts, in words.
    pub(in crate::lint) unit: &'static str,
    /// Why there.
    pub(in crate::lint) reason: &'static str,
}

/// What is done with, to whom (`self`, or by `other` people), what is counted, the most, its unit, and the reason. The bounds lie far
/// above what is common: they are there to find slips, not to rule on doses.
static BOUNDS: LazyLock<Vec<Bound>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut columns = line.split('\t');
        Some(Bound {
            modality: columns.next()?,
            setting: columns.next()?,
            measure: match columns.next()? {
                "minutes" => Measure::Minutes,
                "per_day" => Measure::PerDay,
                _ => Measure::Repetitions,
            },
            most: columns.next()?.parse().ok()?,
            unit: columns.next()?,
            reason: columns.next()?,
        })
    };
    include_str!("dose_bounds.tsv").lines().filter_map(line).collect()
});

impl Bound {
    /// The bound for what is done in this way.
    pub(in crate::lint) fn of(
        modality: Modality,
        setting: Setting,
        measure: Measure,
    ) -> Option<&'static Self> {
        let own = if setting == Setting::OwnCare { "self" } else { "other" };
        BOUNDS.iter().find(|bound| {
            bound.modality == modality.as_str()
                && bound.measure == measure
                && ["any", own].contains(&bound.setting)
        })
    }
}

/// The bounds in words.
pub(in crate::lint) fn dose_table() -> Table {
    let who = |setting: &str| match setting {
        "self" => "to oneself",
        "other" => "by a practitioner",
        _ => "by anybody",
    };
    let row = |bound: &Bound| {
        let most = format!("{} {}", bound.most, bound.unit);
        vec![format!("`{}`", bound.modality), who(bound.setting).to_owned(), most, bound.reason.to_owned()]
    };
    Table { head: vec!["modality", "done", "at most", "because"], rows: BOUNDS.iter().map(row).collect() }
}

/// How long some words are, without a number.
static SPELT: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::read(
        "all {day,night}\t600\novernight\t600\nfor hours\t180\n{many,several} hours\t180\na {few,couple} * hours\t120\n{an,one,a} {full,whole,good}? hour\t60\nfor days\t1440\n{the,a,an} {whole,entire} {day,night,evening,afternoon}\t600\nas long as you {can,like,want}\t600\naround the clock\t1440",
    )
});

/// The figures of a text that say how long, how often or how many times.
pub(in crate::lint) fn doses(text: &str) -> Vec<Dose> {
    let all: Vec<(Range<usize>, String)> = words(text)
        .flat_map(|range| {
            // "30-minute" and "60-min" are two words here.
            let written = text.get(range.clone()).unwrap_or_default();
            let mut start = range.start;
            let parts = written.split('-').map(move |part| {
                let place = start..start + part.len();
                start = place.end + 1;
                (place, part.to_lowercase())
            });
            parts.collect::<Vec<_>>()
        })
        .collect();
    let word = |at: usize| all.get(at).map_or("", |(_, word)| word.as_str());
    let mut found = Vec::new();
    for (range, number) in numbers(text, true) {
        let Ok(value) = number.parse::<f64>() else { continue };
        let Some(at) = all.iter().position(|(own, _)| own.start <= range.start && range.start < own.end)
        else {
            continue;
        };
        let (own, written) = (at, word(at));
        let is_count = ["twice", "thrice"].contains(&written);
        let mut next = at + 1;
        while ["a", "an", "of", "full", "whole", "more", "separate", "different"].contains(&word(next))
            && !is_count
        {
            next += 1;
        }
        let glued = written.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        let unit = if glued.is_empty() || glued == written { word(next) } else { glued };
        let behind = if glued.is_empty() || glued == written { next + 1 } else { next };
        let end = |last: usize| all.get(last).map_or(range.end, |(range, _)| range.end);
        let start = all.get(own).map_or(range.start, |(range, _)| range.start);
        let every = at.checked_sub(1).is_some_and(|last| word(last) == "every");
        if let Some(minutes) = minutes(unit) {
            let last = if unit == glued { own } else { next };
            if every {
                found.push(Dose {
                    range: start..end(last),
                    measure: Measure::PerDay,
                    value: 960.0 / (value * minutes).max(0.1),
                });
            } else if !["day", "week", "month"].contains(&word(behind + 1)) || word(behind) != "a" {
                found.push(Dose {
                    range: start..end(last),
                    measure: Measure::Minutes,
                    value: value * minutes,
                });
            }
        } else if is_count || is_times(unit) {
            let from = if is_count { at + 1 } else { behind };
            let a_day = (["a", "per", "each", "every"].contains(&word(from)) && word(from + 1) == "day")
                || word(from) == "daily";
            let an_hour =
                ["a", "an", "per", "each", "every"].contains(&word(from)) && word(from + 1) == "hour";
            let other = ["a", "per", "each", "every"].contains(&word(from))
                && ["week", "month", "year"].contains(&word(from + 1));
            let last = if a_day || an_hour {
                from + usize::from(word(from) != "daily")
            } else {
                from.saturating_sub(1)
            };
            let (measure, value) = match (a_day, an_hour) {
                (true, _) => (Measure::PerDay, value),
                (_, true) => (Measure::PerDay, value * 16.0),
                _ => (Measure::Repetitions, value),
            };
            if !other {
                found.push(Dose { range: start..end(last), measure, value });
            }
        }
    }
    spelt(text, &mut found);
    found
}

/// What is said without a number: "for hours", "every hour".
fn spelt(text: &str, found: &mut Vec<Dose>) {
    for sentence in Sentence::read_all(text) {
        for (line, hit) in SPELT.find(&sentence) {
            let range = sentence.bytes(&hit);
            let every = hit.start.checked_sub(1).is_some_and(|last| sentence.is_word(last, "every"));
            let (Ok(value), false) = (line.column(0).parse(), every) else { continue };
            if !found.iter().any(|dose| dose.range.start < range.end && range.start < dose.range.end) {
                found.push(Dose { range, measure: Measure::Minutes, value });
            }
        }
        for at in 0..sentence.tokens.len() {
            let each = sentence.is_word(at, "every") && sentence.is_one_of(at + 1, &["hour", "minute"]);
            if each || sentence.is_word(at, "hourly") {
                let range = sentence.bytes(&(at..at + 1 + usize::from(each)));
                found.push(Dose { range, measure: Measure::PerDay, value: 16.0 });
            }
        }
    }
}

/// The minutes in a unit of time; nothing for other words and for days and weeks, which say how long a programme is.
fn minutes(unit: &str) -> Option<f64> {
    match unit {
        "s" | "sec" | "secs" | "second" | "seconds" => Some(1.0 / 60.0),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(1.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(60.0),
        _ => None,
    }
}

fn is_times(unit: &str) -> bool {
    [
        "times",
        "time",
        "repetitions",
        "repetition",
        "reps",
        "rounds",
        "sets",
        "bouts",
        "sessions",
        "strokes",
        "passes",
    ]
    .contains(&unit)
}

/// Says whether a step tells how long to do something at these bytes, and does not speak of a rest, a wait or what must not be.
pub(in crate::lint) fn tells_how_long(sentences: &[Sentence], range: &Range<usize>) -> bool {
    let waits = [
        "wait", "rest", "resting", "after", "before", "drink", "eat", "within", "ago", "later", "walk",
        "between",
    ];
    let Some(sentence) = sentences.iter().find(|sentence| sentence.range.contains(&range.start)) else {
        return false;
    };
    let words = sentence.words_at(range);
    let scope = sentence.scope(&words);
    let comparator = words.start.checked_sub(1).is_some_and(|last| sentence.is_word(last, "than"));
    let is_open =
        (scope.is_denied && !comparator) || scope.is_supposed || scope.is_asked || scope.is_reported;
    !is_open && !(0..sentence.tokens.len()).any(|at| sentence.is_one_of(at, &waits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_with_their_units() {
        let show = |dose: &Dose| {
            let letter = match dose.measure {
                Measure::Minutes => 'm',
                Measure::PerDay => 'd',
                Measure::Repetitions => 'r',
            };
            format!("{}{letter}", (dose.value * 100.0).round() / 100.0)
        };
        let read = |text: &str| doses(text).iter().map(show).collect::<Vec<_>>().join(" ");
        for (text, expected) in [
            ("30 to 60 seconds a side", "1m"),
            ("30 to 60 minutes a side", "60m"),
            ("1 to 2 minutes a side", "2m"),
            ("about half a minute on one spot", "0.5m"),
            ("half an hour", "30m"),
            ("an hour", "60m"),
            ("two hours", "120m"),
            ("90 min", "90m"),
            ("90min", "90m"),
            ("a 45-minute session", "45m"),
            ("20 times a day", "20d"),
            ("twice a day", "2d"),
            ("ten times daily", "10d"),
            ("every hour", "16d"),
            ("hourly", "16d"),
            ("every 30 minutes", "32d"),
            ("2 or 3 times a side", "3r"),
            ("100 repetitions", "100r"),
            ("once a week for a month", ""),
            ("three times a week", ""),
            ("for six weeks", ""),
            ("all day", "600m"),
            ("no more than mild discomfort", ""),
            ("up to 60 seconds a side", "1m"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn every_line_of_the_table_is_read_and_gives_a_reason() {
        assert_eq!(BOUNDS.len(), include_str!("dose_bounds.tsv").lines().count());
        assert!(BOUNDS.iter().all(|bound| !bound.reason.is_empty() && bound.most > 0.0));
        for modality in [Modality::Pressure, Modality::Stretch, Modality::Heat, Modality::Movement] {
            assert!(Bound::of(modality, Setting::OwnCare, Measure::Minutes).is_some());
            assert!(Bound::of(modality, Setting::PractitionerOnly, Measure::Minutes).is_some());
        }
    }
}
