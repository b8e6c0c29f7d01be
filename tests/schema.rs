//! Every fault that a schema finds is at its own key or value, with what was read as what and the nearest name.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::sync::LazyLock;

use massage_kb::corpus::{Corpus, Problem};
use massage_kb::model::{Kind, Reference};
use massage_kb::schema::{Fault, Place, SchemaProblem, Schemas};
use massage_kb::source::Sources;
use massage_kb::yaml::parse;

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());

/// The fault in a few words.
fn say(fault: &Fault) -> String {
    let name = |name: &Option<String>| name.as_ref().map(|name| format!(" ({name}?)")).unwrap_or_default();
    match fault {
        Fault::EmptyRecord { required, .. } => format!("empty: needs {}", required.join(", ")),
        Fault::UnknownKey { name: key, nearest, .. } => format!("unknown {key}{}", name(nearest)),
        Fault::MissingKey { name: key, .. } => format!("missing {key}"),
        Fault::NeedsOneOf { keys, present, .. } => {
            format!("one of {}, not {}", keys.join(" or "), present.len())
        }
        Fault::WrongType { expected, found, written, .. } => {
            format!("{expected} and not {found} {}", written.as_deref().unwrap_or("-"))
        }
        Fault::NotAllowed { written, allowed, nearest, .. } => {
            format!("`{written}` is none of {}{}", allowed.len(), name(nearest))
        }
        Fault::Shape { written, pattern, .. } => format!("`{written}` is not {pattern}"),
        Fault::NotWanted { name, .. } => format!("unwanted {name}"),
        Fault::Length { least, most, .. } => format!("length {least:?} to {most:?}"),
        Fault::TooSmall { written, least, .. } => format!("{written} is less than {least}"),
        Fault::Other { message, .. } => format!("other: {message}"),
        other => panic!("no words for {other:?}"),
    }
}

/// The faults of a record in their order, each with the text at its place.
fn faults(kind: Kind, text: &str) -> Vec<(String, String)> {
    let parsed = parse(text.as_bytes());
    assert_eq!(parsed.problems, []);
    let document = parsed.document.unwrap();
    let fault = |SchemaProblem { pointer, place, fault }: &SchemaProblem| {
        let span = match place {
            Place::Key => document.key_span(pointer),
            Place::Value => document.value_span(pointer),
        };
        (format!("{pointer}: {}", say(fault)), span.slice(text).unwrap().to_owned())
    };
    SCHEMAS.validate(kind, &document, text).listed.iter().map(fault).collect()
}

#[track_caller]
fn check(kind: Kind, text: &str, expected: &[(&str, &str)]) {
    let found = faults(kind, text);
    let found: Vec<_> = found.iter().map(|(fault, place)| (fault.as_str(), place.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

const TOOL: &str = "id: ball\nname: Ball\nsummary: A ball.\n";
const REFERENCE: &str = "\
id: trial-2020
type: article-journal
title: A trial
provenance: {status: verified}
independence: academic
design: randomised_trial
";

fn tool(more: &str) -> String {
    format!("{TOOL}{more}")
}

fn reference(more: &str) -> String {
    format!("{REFERENCE}{more}")
}

#[test]
fn a_sound_record_has_no_fault() {
    check(Kind::Tools, TOOL, &[]);
    check(Kind::References, REFERENCE, &[]);
}

#[test]
fn a_record_of_nothing_is_told_what_it_needs() {
    for text in ["", "# comment\n", "---\n"] {
        check(Kind::Tools, text, &[(": empty: needs id, name, summary", "")]);
    }
}

#[test]
fn a_record_that_is_no_mapping_is_told_what_it_was_read_as() {
    check(Kind::Tools, "ball\n", &[(": a set of keys and values and not text ball", "ball")]);
    check(Kind::Tools, "null\n", &[(": a set of keys and values and not nothing null", "null")]);
    check(
        Kind::Tools,
        "- id: ball\n",
        &[(": a set of keys and values and not a list - id: ball", "- id: ball")],
    );
}

#[test]
fn an_unknown_key_is_shown_with_the_nearest_that_is_not_there_yet() {
    check(Kind::Tools, &tool("colour: red\n"), &[("/colour: unknown colour", "colour")]);
    check(Kind::Tools, &tool("'alises': []\n"), &[("/alises: unknown alises (aliases?)", "'alises'")]);
    // `name` is there, so that `nam` cannot be it.
    check(Kind::Tools, &tool("nam: x\n"), &[("/nam: unknown nam", "nam")]);
    check(Kind::Tools, &tool("a/b: x\n~: y\n"), &[("/a~1b: unknown a/b", "a/b"), ("/~0: unknown ~", "~")]);
    check(
        Kind::Tools,
        &tool("citations:\n  - reference: x\n    stance: supports\n    quot: y\n"),
        &[("/citations/0/quot: unknown quot (quote?)", "quot")],
    );
}

#[test]
fn a_missing_key_is_shown_at_the_key_above_it() {
    check(Kind::Tools, "id: ball\nname: Ball\n", &[(": missing summary", "id")]);
    check(Kind::Tools, "name: Ball\n", &[(": missing id", "name"), (": missing summary", "name")]);
    check(
        Kind::References,
        &REFERENCE.replace("{status: verified}", "{seen: []}"),
        &[("/provenance: missing status", "provenance")],
    );
    check(
        Kind::Tools,
        &tool("citations:\n  - reference: x\n  - stance: supports\n"),
        &[("/citations/0: missing stance", "reference"), ("/citations/1: missing reference", "stance")],
    );
}

/// What YAML reads a word as is said, so that an author sees why `No` is no text.
#[test]
fn a_value_of_another_type_is_shown_with_what_it_was_read_as() {
    for (written, found) in [
        ("7", "a whole number 7"),
        ("007", "a whole number 007"),
        ("1e3", "a number 1e3"),
        (".inf", "a number .inf"),
        ("true", "a truth value true"),
        ("~", "nothing ~"),
        ("[a]", "a list [a]"),
        ("{a: b}", "a set of keys and values {a: b}"),
    ] {
        let fault = format!("/note: text and not {found}");
        check(Kind::Tools, &tool(&format!("note: {written}\n")), &[(&fault, written)]);
    }
    // What YAML 1.1 would have changed is text.
    for written in ["yes", "No", "on", "2024-01-05", "12:30", "0b1"] {
        check(Kind::Tools, &tool(&format!("note: {written}\n")), &[]);
    }
    check(Kind::Tools, &tool("note:\n"), &[("/note: text and not nothing -", "note")]);
    check(Kind::Tools, &tool("aliases: x\n"), &[("/aliases: a list and not text x", "x")]);
    check(Kind::Tools, &tool("aliases: [x, 1]\n"), &[("/aliases/1: text and not a whole number 1", "1")]);
    check(
        Kind::Tools,
        &tool("citations:\n  - x\n"),
        &[("/citations/0: a set of keys and values and not text x", "x")],
    );
    check(
        Kind::Conditions,
        "id: pain\nname: Pain\nsummary: Pain.\nnature: symptom\nnot_a_diagnosis: yes\n",
        &[("/not_a_diagnosis: `true` or `false` and not text yes", "yes")],
    );
}

#[test]
fn a_value_out_of_a_list_is_shown_with_the_nearest_of_it() {
    check(
        Kind::Tools,
        &tool("status: publishd\n"),
        &[("/status: `publishd` is none of 3 (published?)", "publishd")],
    );
    check(
        Kind::Tools,
        &tool("status: \"Draft\"\n"),
        &[("/status: `Draft` is none of 3 (draft?)", "\"Draft\"")],
    );
    check(Kind::Tools, &tool("status: gone\n"), &[("/status: `gone` is none of 3", "gone")]);
    // What is no text is none of the list either: the rule that words it makes one finding of the two.
    check(
        Kind::Tools,
        &tool("status: 1\n"),
        &[("/status: text and not a whole number 1", "1"), ("/status: `1` is none of 3", "1")],
    );
}

#[test]
fn a_text_of_another_shape_is_shown_with_the_shape() {
    let url = r"^https?://\S+$";
    check(
        Kind::References,
        &reference("URL: www.example.org\n"),
        &[(&format!("/URL: `www.example.org` is not {url}"), "www.example.org")],
    );
    check(
        Kind::References,
        &REFERENCE.replace(
            "{status: verified}",
            "\n  status: verified\n  seen:\n    - url: https://x.org\n      on: 5 May\n      read: page",
        ),
        &[("/provenance/seen/0/on: `5 May` is not ^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "5 May")],
    );
}

#[test]
fn a_withdrawal_is_there_when_the_record_is_withdrawn_and_only_then() {
    let withdrawal = "withdrawal: {reason: wrong, date: 2026-11-22}\n";
    check(Kind::Tools, &tool(&format!("status: withdrawn\n{withdrawal}")), &[]);
    check(Kind::Tools, &tool("status: withdrawn\n"), &[(": missing withdrawal", "id")]);
    check(Kind::Tools, &tool(withdrawal), &[("/withdrawal: unwanted withdrawal", "withdrawal")]);
    let draft = format!("status: draft\n{withdrawal}");
    check(Kind::Tools, &tool(&draft), &[("/withdrawal: unwanted withdrawal", "withdrawal")]);
    check(
        Kind::Tools,
        &tool("status: withdrawn\nwithdrawal: {reason: wrong}\n"),
        &[("/withdrawal: missing date", "withdrawal")],
    );
}

#[test]
fn an_author_has_a_family_or_a_literal_name_and_not_both() {
    check(
        Kind::References,
        &reference("author: [{family: Behm, given: DG}, {literal: World Health Organization}]\n"),
        &[],
    );
    check(
        Kind::References,
        &reference("author:\n  - given: DG\n"),
        &[("/author/0: one of family or literal, not 0", "given")],
    );
    check(
        Kind::References,
        &reference("author:\n  - {family: a, literal: b}\n"),
        &[("/author/0: one of family or literal, not 2", "{family: a, literal: b}")],
    );
    check(
        Kind::References,
        &reference("author: [{}]\n"),
        &[("/author/0: one of family or literal, not 0", "{}")],
    );
}

#[test]
fn lists_have_their_lengths() {
    for (parts, fault, place) in [
        ("[]", "/issued/date-parts: length Some(1) to None", "[]"),
        ("[[2020], [2021]]", "/issued/date-parts: length None to Some(1)", "[[2020], [2021]]"),
        ("[[]]", "/issued/date-parts/0: length Some(1) to None", "[]"),
        ("[[2020, 1, 2, 3]]", "/issued/date-parts/0: length None to Some(3)", "[2020, 1, 2, 3]"),
        ("[[2020, may]]", "/issued/date-parts/0/1: a whole number and not text may", "may"),
        ("[[2020.5]]", "/issued/date-parts/0/0: a whole number and not a number 2020.5", "2020.5"),
    ] {
        check(Kind::References, &reference(&format!("issued:\n  date-parts: {parts}\n")), &[(fault, place)]);
    }
}

/// A whole number may be written with a fraction of nothing: the schema takes it, so the types must take it, too.
#[test]
fn what_the_schema_takes_the_types_take() {
    for (parts, year) in [("[[2020]]", 2020), ("[[2020.0]]", 2020), ("[[2.02e3]]", 2020), ("[[-5]]", -5)] {
        let text = reference(&format!("issued:\n  date-parts: {parts}\n"));
        check(Kind::References, &text, &[]);
        let record: Reference = parse(text.as_bytes()).document.unwrap().deserialize().unwrap();
        assert_eq!(record.issued.unwrap().year(), Some(year));
    }
    // No schema bounds a number from above; what no type holds is told all the same, and makes no record.
    for parts in ["[[99999999999]]", "[[1e300]]", "[[.inf]]", "[[.nan]]"] {
        let text = reference(&format!("issued:\n  date-parts: {parts}\n"));
        let file = ("references/trial-2020.yaml".to_owned(), text.into_bytes());
        let corpus = Corpus::read(&Sources::from_memory([file]), &SCHEMAS);
        assert!(matches!(corpus.problems[..], [(0, Problem::Schema(_))]), "{parts}: {:?}", corpus.problems);
        assert!(corpus.base.is_empty());
    }
}

#[test]
fn every_fault_is_told_at_once() {
    check(
        Kind::Tools,
        "id: 1\nnam: Ball\nsummary: A ball.\nstatus: gone\naliases: [1, x, 2]\n",
        &[
            (": missing name", "id"),
            ("/id: text and not a whole number 1", "1"),
            ("/status: `gone` is none of 3", "gone"),
            ("/aliases/0: text and not a whole number 1", "1"),
            ("/aliases/2: text and not a whole number 2", "2"),
            ("/nam: unknown nam (name?)", "nam"),
        ],
    );
}
