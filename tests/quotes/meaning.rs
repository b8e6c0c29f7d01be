//! Whether a quote still says what it says once its words are found: the table of tests/links/meaning.tsv, and sentences put together.

use massage_kb::links::page;
use massage_kb::links::quote::{Found, Prepared, find};
use proptest::prelude::*;
use proptest::sample::select;

#[test]
fn each_text_says_what_its_quote_says_or_turns_it() {
    let table = include_str!("../links/meaning.tsv");
    let mut wrong = Vec::new();
    let mut counts = [0, 0];
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [expected, quote, html] = cells[..] else { panic!("{line}") };
        let page = page::read(html.as_bytes(), Some("text/html; charset=utf-8")).unwrap();
        let says = find(quote, &Prepared::new(&page.text)).is_found();
        counts[usize::from(says)] += 1;
        if (expected == "says") != says {
            wrong.push(line);
        }
    }
    assert!(counts.iter().all(|count| *count >= 100), "{counts:?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_turned_quote_is_shown_in_its_sentence() {
    let text = "Rest helps. We hypothesised that massage reduces soreness. It did not.";
    let found = find("massage reduces soreness", &Prepared::new(text));
    let Found::Gone { score, nearest, diverges: None } = found else { panic!("{found:?}") };
    assert_eq!(score, 1.0, "all of its words are there");
    assert_eq!(nearest.unwrap().text, "We hypothesised that massage reduces soreness.");
}

const SUBJECTS: &[&str] = &["Massage", "Foam rolling", "A hot bath", "The new treatment", "Stretching"];
const PREDICATES: &[&str] = &[
    "reduced the soreness of runners",
    "eased the pain of all adults for a while",
    "improved sleep",
    "helps people with a stiff hip",
    "was safe for older adults",
    "made 12 of 20 runners feel better",
];

/// Words that may be left out after a subject.
const HARMLESS: &[&str] = &[
    "of the hip",
    "for ten minutes",
    "after long runs",
    "in most of the trials",
    "at the end of a day",
    "given twice a week",
    "by a trained therapist",
    "that lasted an hour",
];
const REMARKS: &[&str] = &[
    "",
    ", however,",
    ", which is cheap and popular,",
    ", as the authors write,",
    ", applied with some pressure,",
    "(in our view)",
    "- like rest -",
];

/// What turns the predicate behind it away from the subject before it.
const DENIALS: &[&str] = &[
    "never",
    "hardly ever",
    "in none of the trials",
    "did nothing at all that",
    "cannot be what",
    "was nowhere found to be what",
    "without exercise",
    "is falsely said to be what",
];
const OTHER_SUBJECTS: &[&str] = &[
    "was tried, and rest",
    "was cheap but heat",
    "was popular; rest",
    "was tried while rest",
    "was compared with rest, which",
    "took an hour, whereas sleep",
    "was given to those in whom heat",
];
const ENDS: &[&str] =
    &["was tried. Rest", "is old. It was heat that", "came first. Later on, rest", "was popular! Heat"];

/// What may stand before and behind a sentence, and what turns it.
const BEFORE: &[&str] = &[
    "",
    "We found that",
    "In all, it is clear that",
    "There is no doubt that",
    "Not surprisingly,",
    "Although rest did not help,",
    "Rest failed. In contrast,",
    "As we had hypothesised,",
    "Was it of use? Yes:",
];
const TURNING_BEFORE: &[&str] = &[
    "It is not true that",
    "We hypothesised that",
    "There is no evidence that",
    "Nobody has shown that",
    "It is a myth that",
    "We asked whether",
    "Myth:",
    "Few believe that",
    "In the control group,",
    "If it were so that",
];
const BEHIND: &[&str] = &[
    ".",
    ", while rest did not.",
    ". Rest was not tried.",
    ", and this was confirmed later.",
    " without any harm.",
    "; heat was not tested.",
    ". Why?",
];
const TURNING_BEHIND: &[&str] = &[
    "?",
    " is a myth.",
    ", which was not confirmed.",
    " in none of the trials.",
    ", but this was not significant.",
    " in the placebo group.",
    ", some claim.",
    " was the hypothesis.",
];

fn harmless() -> impl Strategy<Value = String> {
    let words = proptest::sample::subsequence(HARMLESS.to_vec(), 0..3);
    (words, select(REMARKS)).prop_map(|(words, remark)| [words, vec![remark]].concat().join(" "))
}

/// With the first letter small, as it is after `that`.
fn small(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn is_found(quote: &str, text: &str) -> bool {
    find(quote, &Prepared::new(text)).is_found()
}

proptest! {
    #[test]
    fn words_that_change_nothing_may_be_left_out(subject in select(SUBJECTS), predicate in select(PREDICATES), left_out in harmless()) {
        let text = format!("It was tried. {subject} {left_out} {predicate}.");
        prop_assert!(is_found(&format!("{subject} ... {predicate}"), &text), "{text}");
    }

    #[test]
    fn a_denial_another_subject_or_the_end_of_a_sentence_may_not(
        subject in select(SUBJECTS), predicate in select(PREDICATES), before in harmless(),
        turning in select([DENIALS, OTHER_SUBJECTS, ENDS].concat()), behind in select(HARMLESS), with_more in any::<bool>(),
    ) {
        let behind = if with_more { behind } else { "" };
        let text = format!("It was tried. {subject} {before} {turning} {behind} {predicate}.");
        prop_assert!(!is_found(&format!("{subject} ... {predicate}"), &text), "{text}");
    }

    #[test]
    fn a_sentence_is_quoted_as_what_it_says(
        subject in select(SUBJECTS), predicate in select(PREDICATES), before in select(BEFORE), behind in select(BEHIND),
    ) {
        let sentence = format!("{subject} {predicate}");
        let text = format!("It was tried. {before} {}{behind}", if before.is_empty() { sentence.clone() } else { small(&sentence) });
        prop_assert!(is_found(&sentence, &text), "{text}");
    }

    #[test]
    fn what_stands_around_it_may_not_turn_it(
        subject in select(SUBJECTS), predicate in select(PREDICATES), before in select(TURNING_BEFORE), behind in select(TURNING_BEHIND),
        which in 0..3usize,
    ) {
        let sentence = format!("{subject} {predicate}");
        let before = if which == 1 { "" } else { before };
        let behind = if which == 0 { "." } else { behind };
        let text = format!("It was tried. {before} {}{behind}", if before.is_empty() { sentence.clone() } else { small(&sentence) });
        prop_assert!(!is_found(&sentence, &text), "{text}");
    }

    #[test]
    fn a_predicate_is_not_cut_from_its_denial(
        predicate in select(PREDICATES),
        subject in select(vec!["None of the trials", "No massage", "Neither rest nor massage", "Not one of the treatments", "Hardly any massage", "Massage never", "Few of the treatments"]),
    ) {
        let text = format!("It was tried. {subject} {predicate}.");
        prop_assert!(!is_found(predicate, &text), "{text}");
    }
}
