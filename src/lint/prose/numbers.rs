//! The numbers that a text states, in digits or in words.

use std::ops::Range;

use super::sentence::words;

/// Number words. Most count only before a unit or in a share: "the two of them" measures nothing.
const NUMBERS: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
];

/// Words that state a number by themselves.
const COUNTS: &[(&str, &str)] = &[
    ("double", "2"),
    ("doubled", "2"),
    ("doubles", "2"),
    ("doubling", "2"),
    ("dozen", "12"),
    ("halve", "0.5"),
    ("halved", "0.5"),
    ("halves", "0.5"),
    ("halving", "0.5"),
    ("thrice", "3"),
    ("threefold", "3"),
    ("triple", "3"),
    ("tripled", "3"),
    ("triples", "3"),
    ("quadruple", "4"),
    ("fourfold", "4"),
    ("fivefold", "5"),
    ("tenfold", "10"),
    ("twice", "2"),
    ("twofold", "2"),
];

/// Parts of a whole.
const PARTS: &[(&str, &str)] = &[
    ("half", "0.5"),
    ("quarter", "0.25"),
    ("quarters", "4"),
    ("third", "0.33"),
    ("thirds", "3"),
    ("fifth", "0.2"),
    ("tenth", "0.1"),
];

const UNITS: &[&str] = &[
    "centimetre",
    "centimetres",
    "cm",
    "day",
    "days",
    "degree",
    "degrees",
    "fold",
    "hour",
    "hours",
    "hundred",
    "inch",
    "inches",
    "kilo",
    "kilogram",
    "kilograms",
    "kilos",
    "litres",
    "massages",
    "metres",
    "million",
    "millimetres",
    "minute",
    "minutes",
    "month",
    "months",
    "night",
    "nights",
    "per",
    "percent",
    "percentage",
    "point",
    "points",
    "repetition",
    "repetitions",
    "reps",
    "rounds",
    "second",
    "seconds",
    "session",
    "sessions",
    "set",
    "sets",
    "strokes",
    "thousand",
    "time",
    "times",
    "treatments",
    "visits",
    "week",
    "weeks",
    "workouts",
    "year",
    "years",
];

/// Whom shares are counted in.
const CROWD: &[&str] = &[
    "adults",
    "all",
    "athletes",
    "cases",
    "cyclists",
    "dancers",
    "men",
    "participants",
    "patients",
    "people",
    "runners",
    "swimmers",
    "them",
    "those",
    "users",
    "walkers",
    "women",
    "workers",
];

/// Words before a number that only names something: `type 2`.
const NAMES: &[&str] = &[
    "chapter", "factor", "figure", "grade", "item", "level", "line", "number", "omega", "page", "part",
    "phase", "stage", "step", "table", "type", "vitamin", "zone",
];

/// The numbers of a text, in digits without grouping commas, with their places. A name such as L1, type 2 or COVID-19 is none. Number
/// words count before a unit and in a share (`nine in ten`), or everywhere where `words_too`.
pub(in crate::lint) fn numbers(text: &str, words_too: bool) -> Vec<(Range<usize>, String)> {
    let all: Vec<(Range<usize>, &str)> =
        words(text).filter_map(|range| Some((range.clone(), text.get(range)?))).collect();
    let word = |at: Option<usize>| at.and_then(|at| all.get(at)).map_or("", |(_, word)| word);
    let is_one = |word: &str, list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    let value = |word: &str, list: &[(&str, &str)]| {
        list.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, number)| (*number).to_owned())
    };
    let mut found = Vec::new();
    for (index, (range, written)) in all.iter().enumerate() {
        let (last, next, third) = (word(index.checked_sub(1)), word(Some(index + 1)), word(Some(index + 2)));
        let mut start = range.start;
        let mut is_name = is_one(last, NAMES);
        // "30-60" holds two numbers, "6-week" one, "COVID-19" none.
        for part in written.split('-') {
            let place = start..start + part.len();
            start += part.len() + 1;
            let digits = part.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
            if digits.starts_with(|letter: char| letter.is_ascii_digit()) {
                if !is_name {
                    found.push((place.start..place.start + digits.len(), plain(digits)));
                }
                continue;
            }
            is_name |= part.chars().all(char::is_alphabetic) && value(part, NUMBERS).is_none();
            let Some(number) = value(part, NUMBERS) else { continue };
            let unit = written.split('-').nth(1).unwrap_or(next);
            // "Nine in ten", "seven out of ten", "one of ten".
            let in_share = |from: &str, to: &str| {
                is_one(from, &["in", "of"]) && (value(to, NUMBERS).is_some() || is_number(to))
            };
            let out_of = is_one(next, &["out"]) && in_share(third, word(Some(index + 3)));
            let shares = in_share(next, third) || out_of || is_share_end(&all, index);
            let one = part.eq_ignore_ascii_case("one");
            if words_too || shares || (is_one(unit, UNITS) && !one) {
                found.push((place, number));
            }
        }
        if let Some(number) = value(written, COUNTS) {
            found.push((range.clone(), number));
        }
        // "A couple of weeks", "by a factor of three".
        let of = is_one(next, &["of"]);
        if written.eq_ignore_ascii_case("couple") && of && is_one(third, UNITS) {
            found.push((range.clone(), "2".to_owned()));
        }
        if written.eq_ignore_ascii_case("factor") && of && value(third, NUMBERS).is_some() {
            found.extend(
                all.get(index + 2).zip(value(third, NUMBERS)).map(|((at, _), number)| (at.clone(), number)),
            );
        }
        // "Every second runner", "in half".
        let every = is_one(last, &["every"]) && !is_one(next, UNITS) && !next.is_empty();
        if every && is_one(written, &["second", "third", "fourth", "fifth", "tenth"]) {
            found.push((range.clone(), value(written, PARTS).unwrap_or_else(|| "2".to_owned())));
        }
        // "By a fifth."
        let by = is_one(last, &["a"]) && is_one(word(index.checked_sub(2)), &["by"]);
        if by && is_one(written, &["third", "quarter", "fifth", "tenth"]) {
            found.extend(value(written, PARTS).map(|number| (range.clone(), number)));
        }
        let is_half = is_one(written, &["half"]) && is_one(last, &["in", "by"]);
        if is_half && !is_one(next, &["a", "an", "the", "of"]) {
            found.push((range.clone(), "0.5".to_owned()));
        }
        if let Some(number) = value(written, PARTS) {
            let of_unit =
                is_one(next, &["of"]) && is_one(third, &["a", "an"]) && is_one(word(Some(index + 3)), UNITS);
            // "A day and a half."
            let adds = is_one(last, &["a"])
                && is_one(word(index.checked_sub(2)), &["and"])
                && is_one(word(index.checked_sub(3)), UNITS);
            let measures = of_unit
                || adds
                || (is_one(next, &["a", "an"]) && is_one(third, UNITS))
                || (is_one(next, &["of"])
                    && is_one(third, CROWD)
                    && !is_one(last, &["the", "lower", "upper"]));
            if words_too || measures {
                found.push((range.clone(), number));
            }
        }
    }
    found
}

/// Says whether a number word ends a share that starts with another number: the `ten` of `nine in ten`.
fn is_share_end(all: &[(Range<usize>, &str)], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|at| all.get(at)).map_or("", |(_, word)| word);
    let joins = ["in", "of"].iter().any(|join| word(1).eq_ignore_ascii_case(join));
    let first = if word(2).eq_ignore_ascii_case("out") { word(3) } else { word(2) };
    joins && (is_number(first) || NUMBERS.iter().any(|(name, _)| first.eq_ignore_ascii_case(name)))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// `1,000` and `1000` are one number, `6.10` and `6.1` as well.
fn plain(digits: &str) -> String {
    let digits = digits.replace(',', "");
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_meant() {
        let read = |text, words_too| {
            numbers(text, words_too).into_iter().map(|(_, number)| number).collect::<Vec<_>>().join(" ")
        };
        for (text, stated) in [
            ("30 to 60 seconds", "30 60"),
            ("30-60 s, 30–60s", "30 60 30 60"),
            ("97% of 1,000 people", "97 1000"),
            ("from L1 to T12", ""),
            ("6.10° and 0.5", "6.1 0.5"),
            ("two of the muscles", ""),
            ("six weeks of it, ten-fold", "6 10"),
            ("a 6-week trial", "6"),
            ("for half an hour", "0.5"),
            ("the lower half of the thigh", ""),
            ("half of people", "0.5"),
            ("nine in ten people", "9 10"),
            ("seven out of ten", "7 10"),
            ("one in three runners", "1 3"),
            ("twice as fast", "2"),
            ("type 2 diabetes, COVID-19, vitamin B12", ""),
            ("one hand, no one, one of the muscles", ""),
            ("a dozen times", "12"),
        ] {
            assert_eq!(read(text, false), stated, "{text}");
        }
        assert_eq!(read("two of the muscles", true), "2");
    }
}
