//! The rules that read links.lock: what they say of each verdict, and what their repairs make of a record.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use massage_kb::corpus::Corpus;
use massage_kb::edit::Safety;
use massage_kb::fix::mend;
use massage_kb::lint::{self, Config, Context, Outcome};
use massage_kb::lock::LockFile;
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");
const TRIAL: &str = "references/trial-2020.yaml";
const CLAIM: &str = "claims/rolling-raises-flexibility.yaml";
const URL: &str = "https://example.org/trial-2020";

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());

/// The base with some words of its files replaced.
fn base_with(changes: &[(&str, &str, &str)]) -> Sources {
    let base = Sources::discover(BASE.as_ref()).unwrap();
    let mut files: BTreeMap<String, String> = base
        .entries()
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.path.to_string(), String::from_utf8(base.read(index).unwrap()).unwrap()))
        .collect();
    for (path, old, new) in changes {
        let text = files.get_mut(*path).unwrap();
        assert!(text.contains(old), "{path}: {old}");
        *text = text.replacen(old, new, 1);
    }
    Sources::from_memory(files.into_iter().map(|(path, text)| (path, text.into_bytes())))
}

/// A lock with these lines, and the base's pages where they do not speak of them. `{…}` goes on after the dates, which are the same for all.
fn lock_with(lines: &[&str]) -> LockFile {
    let dates = r#""checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z","#;
    let text: String =
        lines.iter().map(|line| format!("{{{dates}{}\n", line.strip_prefix('{').unwrap())).collect();
    let mut file = LockFile::read(text.as_bytes());
    assert_eq!(file.problems, [], "{text}");
    for (url, page) in LockFile::read(&std::fs::read(format!("{BASE}.lock")).unwrap()).lock.pages {
        file.lock.pages.entry(url).or_insert(page);
    }
    file
}

fn lint(changes: &[(&str, &str, &str)], lock: Option<&LockFile>, as_of: &str) -> Outcome {
    let corpus = Corpus::read(&base_with(changes), &SCHEMAS);
    let config = Config::parse(&std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap()).unwrap();
    lint::run(&Context::new(&corpus, &config, lock, as_of.parse().unwrap()), "")
}

/// What is found: `rule path:line message`.
fn found(changes: &[(&str, &str, &str)], lines: &[&str]) -> Vec<String> {
    let outcome = lint(changes, Some(&lock_with(lines)), "2026-11-22");
    let told = outcome.diagnostics.iter().map(|found| {
        let location = &found.location;
        format!("{} {}:{} {}", found.rule, location.path, location.start().line, found.message)
    });
    told.collect()
}

/// The address of the trial's page after the repairs that are as safe as asked for.
fn mended(url: &str, lines: &[&str], least: Safety) -> String {
    let mut sources = base_with(&[(TRIAL, URL, url)]);
    let number = sources.entries().iter().position(|entry| *entry.path == *TRIAL).unwrap();
    let config = Config::parse(&std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap()).unwrap();
    let lock = lock_with(lines);
    mend(&mut sources, &SCHEMAS, &config, Some(&lock), "2026-11-22".parse().unwrap(), "", least);
    let text = String::from_utf8(sources.read(number).unwrap()).unwrap();
    text.lines().find_map(|line| line.strip_prefix("URL: ")).unwrap().to_owned()
}

const QUOTE: (&str, &str, &str) =
    (CLAIM, "    stance: supports\n", "    stance: supports\n    quote: raised the range of motion\n");
const DOI: (&str, &str, &str) = (TRIAL, "URL:", "DOI: 10.1000/rolling\nURL:");

#[test]
fn each_verdict_of_a_page_has_its_rule() {
    for (rest, expected) in [
        (r#""verdict":"ok""#, ""),
        (
            r#""verdict":"broken","reason":"410""#,
            "broken-link references/trial-2020.yaml:10 `https://example.org/trial-2020` is broken: the page was removed for good (410)",
        ),
        (
            r#""verdict":"broken","reason":"4xx","status":418"#,
            "broken-link references/trial-2020.yaml:10 `https://example.org/trial-2020` is broken: the server says that there will never be an answer (418)",
        ),
        (
            r#""verdict":"broken""#,
            "broken-link references/trial-2020.yaml:10 `https://example.org/trial-2020` is broken: the lock does not say why",
        ),
        (
            r#""verdict":"suspect","reason":"home-page""#,
            "suspect-link references/trial-2020.yaml:10 `https://example.org/trial-2020` may be broken: it leads to the site's home page",
        ),
        (
            r#""verdict":"unverifiable","reason":"bot-wall""#,
            "unchecked-link references/trial-2020.yaml:10 it could not be checked whether the page of `trial-2020` is still there: `bot-wall`",
        ),
        (r#""verdict":"unverifiable","reason":"404","fails":1,"last_ok":"2026-11-01T00:00:00Z""#, ""),
        (
            r#""verdict":"unverifiable","reason":"bot-wall","last_ok":"2026-11-01T00:00:00Z""#,
            "unchecked-link references/trial-2020.yaml:10 it could not be checked whether the page of `trial-2020` is still there: `bot-wall`; it was there on 2026-11-01",
        ),
        (r#""verdict":"moved","final_url":"https://example.org/trial-2020""#, ""),
    ] {
        let line = format!(r#"{{"url":"{URL}",{rest}}}"#);
        let expected: Vec<_> = [expected].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(found(&[], &[&line]), expected, "{rest}");
    }
}

#[test]
fn each_verdict_of_a_quote_has_its_words() {
    let said = |quotes: &str| {
        let line = format!(r#"{{"url":"{URL}","verdict":"drifted","quotes":[{quotes}]}}"#);
        found(&[QUOTE], &[&line])
    };
    let quote = |rest: &str| said(&format!(r#"{{"quote":"raised the range of motion",{rest}}}"#));
    for verdict in ["exact", "folded", "approximate"] {
        assert_eq!(quote(&format!(r#""verdict":"{verdict}""#)), Vec::<String>::new());
    }
    for (rest, expected) in [
        (
            r#""verdict":"gone""#,
            "drifted-quote claims/rolling-raises-flexibility.yaml:14 the page of `trial-2020` does not say this (checked on 2026-11-20)",
        ),
        (
            r#""verdict":"misattributed","found_at":"anatomy-2015""#,
            "drifted-quote claims/rolling-raises-flexibility.yaml:14 the quote stands in `anatomy-2015`, not in `trial-2020`",
        ),
        (
            r#""verdict":"archived","found_at":"https://web.archive.org/web/2025/x""#,
            "drifted-quote claims/rolling-raises-flexibility.yaml:14 the page of `trial-2020` no longer says this, but an archived copy still does",
        ),
        (
            r#""verdict":"unverifiable""#,
            "unchecked-link claims/rolling-raises-flexibility.yaml:14 the quote could not be checked",
        ),
    ] {
        assert_eq!(quote(rest), [expected], "{rest}");
    }
    assert_eq!(
        said(""),
        ["unchecked-link claims/rolling-raises-flexibility.yaml:14 this quote has not been checked yet"]
    );
    // A page that may not be the one that was asked for says nothing of its quotes, whatever an older lock has.
    let on = |page: &str, quote: &str| {
        let quotes = format!(r#"[{{"quote":"raised the range of motion","verdict":"{quote}"}}]"#);
        found(&[QUOTE], &[&format!(r#"{{"url":"{URL}",{page},"quotes":{quotes}}}"#)])
    };
    for quote in ["gone", "unverifiable", "archived", "misattributed"] {
        assert_eq!(
            on(r#""verdict":"unverifiable","reason":"bot-wall""#, quote),
            [
                "unchecked-link references/trial-2020.yaml:10 it could not be checked whether the page of `trial-2020` is still there: `bot-wall`"
            ],
            "{quote}"
        );
        assert_eq!(
            on(r#""verdict":"suspect","reason":"parked""#, quote),
            [
                "suspect-link references/trial-2020.yaml:10 `https://example.org/trial-2020` may be broken: its domain seems to be for sale"
            ],
            "{quote}"
        );
    }
    // It stood before, and nobody can tell today.
    let stood = r#""verdict":"unverifiable","reason":"captcha","last_ok":"2026-11-01T00:00:00Z""#;
    assert_eq!(
        on(stood, "unverifiable"),
        [
            "unchecked-link claims/rolling-raises-flexibility.yaml:14 the quote could not be checked: `captcha`"
        ]
    );
    assert_eq!(
        on(r#""verdict":"unverifiable","last_ok":"2026-11-01T00:00:00Z""#, "gone"),
        [
            "unchecked-link claims/rolling-raises-flexibility.yaml:14 the quote was not found on 2026-11-20; if it is missing again some days later, it counts as drifted"
        ]
    );
    // The page of the quote is another one, which nobody asked for.
    let elsewhere =
        (CLAIM, "    quote: raised", "    quote_url: https://example.org/full\n    quote: raised");
    let page = format!(r#"{{"url":"{URL}","verdict":"ok"}}"#);
    assert_eq!(
        found(&[QUOTE, elsewhere], &[&page]),
        [
            "unchecked-link claims/rolling-raises-flexibility.yaml:15 the page of this quote has not been checked yet"
        ]
    );
}

#[test]
fn a_drifted_quote_is_underlined_from_where_it_leaves_the_page() {
    let line = format!(
        r#"{{"url":"{URL}","verdict":"drifted","quotes":[{{"quote":"raised the range of motion","verdict":"gone","score":0.72,"nearest":"Rolling raised the mood of runners."}}]}}"#
    );
    let outcome = lint(&[QUOTE], Some(&lock_with(&[&line])), "2026-11-22");
    let [found] = outcome.diagnostics.as_slice() else { panic!("{:?}", outcome.diagnostics) };
    assert_eq!(found.location.span.slice(&found.location.text), Some("range of motion"));
    assert_eq!(found.label.as_deref(), Some("the page goes on with `mood of runners.`"));
    assert!(found.help.as_ref().unwrap().contains("`Rolling raised the mood of runners.` (72 % alike)"));
}

#[test]
fn each_standing_of_a_work_has_its_rule() {
    let work = |rest: &str| found(&[DOI], &[&format!(r#"{{"work":"doi:10.1000/rolling",{rest}}}"#)]);
    for (rest, expected) in [
        (r#""verdict":"ok","standing":"current""#, ""),
        (
            r#""verdict":"ok","standing":"retracted","notice":{"kind":"removal","doi":"10.1000/n","date":"2026-03","source":"publisher"}"#,
            "retracted-reference claims/rolling-raises-flexibility.yaml:12 `trial-2020` was retracted in 2026-03 by `10.1000/n` (publisher)",
        ),
        (
            r#""verdict":"corrected""#,
            "corrected-reference references/trial-2020.yaml:10 `trial-2020` was corrected",
        ),
        (
            r#""verdict":"concern","standing":"concern""#,
            "reference-under-concern references/trial-2020.yaml:10 the publisher of `trial-2020` expressed concern about it",
        ),
        (
            r#""verdict":"broken","reason":"no-such-doi""#,
            "broken-link references/trial-2020.yaml:10 the DOI of `trial-2020` is broken: nobody registered this DOI",
        ),
        (
            r#""verdict":"broken","reason":"other-work","evidence":"Crossref knows it as another article""#,
            "mismatched-identifier references/trial-2020.yaml:10 the DOI of `trial-2020` belongs to another work",
        ),
        (
            r#""verdict":"ok","title":"Venous thrombosis after flights""#,
            "mismatched-identifier references/trial-2020.yaml:10 the DOI of `trial-2020` belongs to another work",
        ),
        (
            r#""verdict":"ok","year":2018"#,
            "mismatched-identifier references/trial-2020.yaml:10 the DOI of `trial-2020` belongs to another work",
        ),
        (
            r#""verdict":"ok","first_author":"Miller""#,
            "mismatched-identifier references/trial-2020.yaml:10 the DOI of `trial-2020` belongs to another work",
        ),
        (
            r#""verdict":"ok","title":"Foam rolling and range of motion","year":2011,"first_author":"Miller""#,
            "mismatched-identifier references/trial-2020.yaml:10 the DOI of `trial-2020` belongs to another work",
        ),
        (
            r#""verdict":"ok","title":"Foam rolling and range of motion","year":2011,"first_author":"Example""#,
            "",
        ),
        (
            r#""verdict":"ok","title":"Foam rolling and range of motion","notice_of":{"kind":"erratum","source":"publisher"}"#,
            "mismatched-identifier references/trial-2020.yaml:10 the DOI of `trial-2020` belongs to another work",
        ),
        // How another work stands says nothing of this one.
        (
            r#""verdict":"retracted","standing":"retracted","title":"Venous thrombosis after flights""#,
            "mismatched-identifier references/trial-2020.yaml:10 the DOI of `trial-2020` belongs to another work",
        ),
        (
            r#""verdict":"broken","reason":"deleted-doi""#,
            "broken-link references/trial-2020.yaml:10 the DOI of `trial-2020` is broken: whoever registered this DOI deleted it",
        ),
        (
            r#""verdict":"ok","standing":"current","title":"FOAM ROLLING and Range of Motion.","year":2019,"first_author":"EXAMPLE""#,
            "",
        ),
        (
            r#""verdict":"ok""#,
            "unchecked-link references/trial-2020.yaml:10 the DOI of `trial-2020` is valid, but no service knows the work: nobody could tell whether it was retracted",
        ),
        (
            r#""verdict":"unverifiable","reason":"time-out""#,
            "unchecked-link references/trial-2020.yaml:10 no service could tell whether the DOI of `trial-2020` is still valid",
        ),
    ] {
        let expected: Vec<_> = [expected].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(work(rest), expected, "{rest}");
    }
    assert_eq!(
        found(&[DOI], &[]),
        [
            "unchecked-link references/trial-2020.yaml:10 `trial-2020` has not been checked yet: links.lock lacks its DOI"
        ]
    );
}

#[test]
fn the_worst_of_two_identifiers_counts() {
    let both = (TRIAL, "URL:", "DOI: 10.1000/Rolling\nPMID: \"7\"\nURL:");
    let outcome = found(
        &[both],
        &[
            r#"{"work":"doi:10.1000/rolling","verdict":"corrected","standing":"corrected"}"#,
            r#"{"work":"pmid:7","verdict":"retracted","standing":"retracted"}"#,
        ],
    );
    let rules: Vec<_> = outcome.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(rules, ["retracted-reference", "invalid-identifier"], "{outcome:#?}");
}

#[test]
fn words_that_an_address_quotes_in_vain_are_told() {
    let url = format!("{URL}#:~:text=no%20effect");
    let line = format!(
        r#"{{"url":"{url}","verdict":"drifted","quotes":[{{"quote":"no effect","verdict":"gone"}}]}}"#
    );
    let told = found(&[(TRIAL, URL, &url)], &[&line]);
    let expected = format!(
        "suspect-link {TRIAL}:10 the page does not contain the words that its address `{url}` quotes"
    );
    assert_eq!(told, [expected]);
    assert_eq!(found(&[(TRIAL, URL, &url)], &[&line.replace("drifted", "ok")]), Vec::<String>::new());
}

#[test]
fn a_notice_of_the_retraction_of_this_work_tells_of_both() {
    let line = r#"{"work":"doi:10.1000/rolling","verdict":"retracted","standing":"retracted","title":"Retraction: Foam rolling and range of motion","notice_of":{"kind":"retraction","source":"publisher"}}"#;
    let outcome = found(&[DOI], &[line]);
    let rules: Vec<_> = outcome.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(rules, ["retracted-reference", "mismatched-identifier"], "{outcome:#?}");
}

#[test]
fn a_check_is_stale_after_the_days_of_grace_and_not_before() {
    let lock = lock_with(&[]);
    let stale = |as_of: &str| {
        let outcome = lint(&[], Some(&lock), as_of);
        outcome.diagnostics.iter().filter(|found| found.rule == "stale-link-check").count()
    };
    // The base's pages are due on 2026-11-27.
    assert_eq!((stale("2026-12-27"), stale("2026-12-28")), (0, 6));
}

#[test]
fn moved_pages_are_mended_where_that_is_certain() {
    let moved = |to: &str, status: u16| {
        format!(
            r#"{{"url":"{URL}#results","verdict":"moved","final_url":"{to}","hops":[{{"status":{status},"url":"{to}"}}]}}"#
        )
    };
    let from = "https://example.org/trial-2020#results";
    let proved = "https://www.example.org/trials/trial-2020";
    for (to, status, safe, guess) in [
        (
            proved,
            301,
            "https://www.example.org/trials/trial-2020#results",
            "https://www.example.org/trials/trial-2020#results",
        ),
        (
            "https://example.org/trial-2020.html#part",
            308,
            "https://example.org/trial-2020.html#part",
            "https://example.org/trial-2020.html#part",
        ),
        // Nothing shows that it is the same page.
        ("https://example.org/news", 301, from, "https://example.org/news#results"),
        ("https://other.org/trial-2020", 301, from, "https://other.org/trial-2020#results"),
        // What is ours alone never becomes part of a record.
        ("https://example.org/trial-2020;jsessionid=9A8B7C", 301, from, from),
        ("https://example.org/trial-2020?utm_source=x", 301, from, from),
        ("https://other.org/t", 301, from, "https://other.org/t#results"),
        ("https://example.org/t", 302, from, from),
        ("http://example.org/t", 301, from, from),
        ("javascript:alert(1)", 301, from, from),
    ] {
        let line = moved(to, status);
        assert_eq!(mended(from, &[&line], Safety::Safe), safe, "{to}");
        assert_eq!(mended(from, &[&line], Safety::Unsafe), guess, "{to}");
    }
    let new = "https://example.org/t#results";
    for proof in [
        r#""title":"Foam Rolling and Range of Motion | Journal of Examples""#,
        r#""quotes":[{"quote":"raised the range of motion","verdict":"exact"}]"#,
    ] {
        let line = moved("https://example.org/t", 301).replace("\"hops\"", &format!("{proof},\"hops\""));
        assert_eq!(mended(from, &[&line], Safety::Safe), new, "{proof}");
        let unlike = line.replace("Foam Rolling and", "News of").replace("exact", "gone");
        assert_eq!(mended(from, &[&unlike], Safety::Safe), from, "{proof}");
    }
}

#[test]
fn addresses_without_encryption_are_mended_where_the_lock_says_that_they_can() {
    let plain = "http://example.org/trial-2020";
    let page = |rest: &str| format!(r#"{{"url":"{plain}",{rest}}}"#);
    let secure = |rest: &str| format!(r#"{{"url":"{URL}",{rest}}}"#);
    let hops = format!(r#""verdict":"moved","final_url":"{URL}","hops":[{{"status":301,"url":"{URL}"}}]"#);
    assert_eq!(mended(plain, &[&page(&hops)], Safety::Safe), URL);
    assert_eq!(
        mended(plain, &[&page(r#""verdict":"ok""#)], Safety::Safe),
        URL,
        "the base's lock holds its https form"
    );
    assert_eq!(mended(plain, &[&secure(r#""verdict":"broken""#)], Safety::Safe), plain);
    let told = found(&[(TRIAL, URL, plain)], &[&page(&hops)]);
    assert_eq!(told.len(), 1, "moved-link says nothing of it: {told:?}");
    let other = "http://example.org/other";
    let line = format!(r#"{{"url":"{other}","verdict":"ok"}}"#);
    assert_eq!(
        found(&[(TRIAL, URL, other)], &[&line]),
        Vec::<String>::new(),
        "nobody knows of an https form"
    );
}

#[test]
fn addresses_are_mended_without_a_lock() {
    assert_eq!(
        mended(&format!("{URL}?utm_source=x&b=1&gclid=2#r"), &[], Safety::Safe),
        format!("{URL}?b=1#r")
    );
    let doi = mended("http://dx.doi.org/10.1000/rolling", &[], Safety::Safe);
    assert_eq!(doi, "http://dx.doi.org/10.1000/rolling", "the record's own DOI is what is missing");
}

#[test]
fn a_short_address_hides_no_shop() {
    let line =
        format!(r#"{{"url":"{URL}","verdict":"ok","final_url":"https://www.amazon.com/dp/B00?tag=x-20"}}"#);
    assert_eq!(
        found(&[], &[&line]),
        [
            "unlabelled-promotion references/trial-2020.yaml:10 somebody is paid when a reader follows `https://example.org/trial-2020`"
        ]
    );
    let text = (
        "tools/foam-roller.yaml",
        "summary: A firm foam cylinder.",
        "summary: \"A firm foam cylinder (https://amzn.to/3abc).\"",
    );
    assert!(found(&[text], &[])[0].starts_with("unlabelled-promotion tools/foam-roller.yaml:3"));
}

#[test]
fn without_a_lock_the_rules_say_once_that_they_did_not_look() {
    let outcome = lint(&[DOI], None, "2026-11-22");
    assert_eq!(outcome.diagnostics, []);
    let [_, line] = outcome.not_checked.as_slice() else { panic!("{:?}", outcome.not_checked) };
    let line = line.to_string();
    assert!(line.ends_with("(no links.lock: run `kb links`)") && line.contains("broken-link, "), "{line}");
}

#[test]
fn a_damaged_lock_accuses_nobody_of_being_unchecked() {
    let lock = LockFile::read(b"{\"url\":\"https://example.org/tri");
    let outcome = lint(&[], Some(&lock), "2026-11-22");
    let told: Vec<_> = outcome.diagnostics.iter().map(|found| (found.rule, &*found.location.path)).collect();
    assert_eq!(told, [("damaged-lock", "links.lock")]);
    assert_eq!(outcome.not_checked.last().unwrap().to_string(), "unchecked-link (links.lock is damaged)");
}

#[test]
fn a_lock_of_rubbish_is_told_in_some_lines_and_not_in_thousands() {
    let lock = LockFile::read("rubbish\n".repeat(5000).as_bytes());
    let outcome = lint(&[], Some(&lock), "2026-11-22");
    assert_eq!(outcome.diagnostics.len(), 21);
    assert_eq!(outcome.diagnostics[20].message, "4,980 more lines of links.lock cannot be used");
}
