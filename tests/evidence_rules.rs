//! What the rules on effects, on weak sources and on what a dose or a warning rests on report, and near misses that they must pass over.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");

/// Whether the rule has a finding in `path`, where these files lie over the base.
fn fires(rule: &str, path: &str, files: &[(&str, String)]) -> bool {
    let base = Sources::discover(BASE.as_ref()).unwrap();
    let entries = base.entries().iter().enumerate();
    let mut all: BTreeMap<String, Vec<u8>> =
        entries.map(|(file, entry)| (entry.path.to_string(), base.read(file).unwrap())).collect();
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())));
    let corpus = Corpus::read(&Sources::from_memory(all), &SCHEMAS);
    assert_eq!(corpus.problems, [], "{files:?}");
    let config = Config::parse(&std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap()).unwrap();
    let outcome = lint::run(&Context::new(&corpus, &config, None, "2026-11-22".parse().unwrap()), "");
    outcome.diagnostics.iter().any(|found| found.rule == rule && &*found.location.path == path)
}

/// The reference `trial` with these lines in the place of some of its own.
fn trial(lines: &str) -> (&'static str, String) {
    let mut text = String::from("id: trial\ntype: article-journal\ntitle: A trial\n");
    for (key, default) in [
        (
            "provenance",
            "provenance:\n  status: verified\n  seen:\n    - url: https://example.org/trial\n      on: 2026-11-01\n      read: full_text\n",
        ),
        ("independence", "independence: academic\n"),
        ("design", "design: randomised_trial\n"),
    ] {
        if !lines.contains(&format!("{key}:")) {
            text.push_str(default);
        }
    }
    ("references/trial.yaml", text + lines)
}

fn effect(outcome: &str, intervention: &str, comparator: &str, favours: &str) -> String {
    format!(
        "  - outcome: {outcome}\n    intervention: {intervention}\n    comparator: {comparator}\n    measure: smd\n    value: 0.1\n    favours: {favours}\n"
    )
}

/// A claim on foam rolling that cites the trial.
fn claim(
    statement: &str,
    claim_type: &str,
    stance: &str,
    directness: &str,
    verdict: &str,
) -> (&'static str, String) {
    let text = format!(
        "id: c\nstatement: {statement}\ntype: {claim_type}\nabout:\n  - techniques/foam-rolling\n  - benefits/flexibility\norigin: added\n\
         citations:\n  - reference: trial\n    stance: {stance}\n    directness: {directness}\nverdict: {verdict}\ncertainty: low\n\
         certainty_basis: one trial\nlast_reviewed: 2026-11-22\n"
    );
    ("claims/c.yaml", text)
}

#[test]
fn a_stance_or_verdict_is_held_against_the_effects_on_its_outcome() {
    let sore = "Foam rolling may ease sore thighs.";
    let neither = effect("soreness", "foam rolling", "rest", "neither");
    let helps = effect("soreness", "foam rolling", "rest", "intervention");
    let harms = effect("soreness", "foam rolling", "rest", "comparator");
    let other = effect("jump height", "foam rolling", "rest", "neither");
    let stretching = effect("soreness", "stretching", "rest", "neither");
    let as_comparator = effect("soreness", "stretching", "foam rolling", "neither");
    let by_measure = effect("angle of the hip", "foam rolling", "rest", "neither");
    let silent = "  - outcome: soreness\n    intervention: foam rolling\n    comparator: rest\n    measure: smd\n    value: 0.1\n";
    for (number, (expected, effects, statement, rest)) in [
        (true, neither.clone(), sore, ["benefit", "supports", "direct", "partly_supported"]),
        (true, neither.clone(), sore, ["benefit", "partly_supports", "indirect", "partly_supported"]),
        (true, harms, sore, ["benefit", "supports", "direct", "supported"]),
        (true, helps.clone(), sore, ["benefit", "contradicts", "direct", "contradicted"]),
        (true, helps.clone(), sore, ["benefit", "supports", "direct", "contradicted"]),
        (true, helps.clone(), sore, ["benefit", "supports", "direct", "unsupported"]),
        (
            true,
            by_measure,
            "Foam rolling may make the hip supple.",
            ["benefit", "supports", "direct", "supported"],
        ),
        (true, neither.clone() + &other, sore, ["benefit", "supports", "direct", "supported"]),
        // The review found that stretching helps, and rolling does not.
        (
            true,
            neither.clone() + &effect("soreness", "stretching", "rest", "intervention"),
            sore,
            ["benefit", "supports", "direct", "supported"],
        ),
        (false, helps.clone(), sore, ["benefit", "supports", "direct", "supported"]),
        (false, neither.clone(), sore, ["benefit", "contradicts", "direct", "contradicted"]),
        (false, neither.clone() + &helps, sore, ["benefit", "supports", "direct", "partly_supported"]),
        (false, helps.clone() + &stretching, sore, ["benefit", "supports", "direct", "supported"]),
        (false, other, sore, ["benefit", "supports", "direct", "supported"]),
        (false, silent.to_owned(), sore, ["benefit", "supports", "direct", "supported"]),
        (false, as_comparator, sore, ["benefit", "supports", "direct", "supported"]),
        // An indirect source that helps need not carry the claim.
        (false, helps, sore, ["benefit", "partly_supports", "indirect", "unsupported"]),
        (
            false,
            neither.clone(),
            "Foam rolling may not ease sore thighs.",
            ["benefit", "supports", "direct", "supported"],
        ),
        (
            false,
            neither.clone(),
            "Foam rolling may ease soreness as much as rest.",
            ["benefit", "supports", "direct", "supported"],
        ),
        (false, neither.clone(), sore, ["technique_instruction", "supports", "direct", "supported"]),
        (false, neither, sore, ["benefit", "background", "direct", "partly_supported"]),
    ]
    .into_iter()
    .enumerate()
    {
        let [claim_type, stance, directness, verdict] = rest;
        let files = [
            trial(&format!("effects:\n{effects}")),
            claim(statement, claim_type, stance, directness, verdict),
        ];
        assert_eq!(fires("verdict-against-effect", "claims/c.yaml", &files), expected, "case {number}");
    }
}

#[test]
fn an_effect_says_of_what_and_its_numbers_fit() {
    let effect = |lines: &str| [trial(&format!("effects:\n  - {}\n", lines.replace('|', "\n    ")))];
    let sides = "intervention: foam rolling|comparator: rest";
    for (outcome_is_missing, is_impossible, lines) in [
        (
            false,
            false,
            format!("outcome: pain|{sides}|measure: smd|value: -0.4|ci: [-0.6, -0.2]|favours: intervention"),
        ),
        (false, false, format!("outcome: pain|{sides}|measure: rr|value: 1|ci: [1, 1]|favours: neither")),
        (false, false, format!("outcome: pain|{sides}|measure: smd|value: 0|ci: [-1, 1]|favours: neither")),
        // An interval that ends at no effect does not hold it.
        (
            false,
            false,
            format!("outcome: pain|{sides}|measure: rr|value: 0.8|ci: [0.6, 1]|favours: intervention"),
        ),
        (false, false, format!("outcome: injury|{sides}|measure: rr|value: 0.3|ci: [0.2, 0.5]")),
        (false, false, "outcome: people who got sore|measure: proportion|value: 0.4".to_owned()),
        (false, false, "outcome: pain and sleep|measure: correlation|value: -0.4".to_owned()),
        (true, false, format!("outcome: '-'|{sides}|measure: smd|value: -0.4")),
        (true, false, format!("outcome: Effect size|{sides}|measure: smd|value: -0.4")),
        (true, false, format!("outcome: SMD|{sides}|measure: smd|value: -0.4")),
        (true, false, format!("outcome: pain|{sides}|measure: md|value: -4")),
        (true, false, "outcome: angle|measure: mean_change|value: 2".to_owned()),
        (true, false, "outcome: pain|measure: smd|value: -4".to_owned()),
        (true, false, "outcome: pain|comparator: rest|measure: or|value: 4".to_owned()),
        (false, true, format!("outcome: pain|{sides}|measure: smd|value: 0.4|ci: [-0.6, -0.2]")),
        (false, true, format!("outcome: pain|{sides}|measure: smd|value: -0.4|ci: [-0.2, -0.6]")),
        (
            false,
            true,
            format!("outcome: pain|{sides}|measure: or|value: 0.8|ci: [0.5, 1.2]|favours: intervention"),
        ),
        (false, true, format!("outcome: pain|{sides}|measure: rr|value: -0.4")),
        (false, true, format!("outcome: pain|{sides}|measure: rr|value: 0.4|ci: [-0.1, 0.9]")),
        (false, true, format!("outcome: pain|{sides}|measure: rd|value: 5")),
        (false, true, "outcome: pain|measure: proportion|value: 40".to_owned()),
        (false, true, "outcome: pain|measure: correlation|value: 1.4".to_owned()),
        (false, true, format!("outcome: pain|{sides}|measure: smd|value: 0.4|studies: 12|participants: 7")),
    ] {
        let files = effect(&lines);
        let path = "references/trial.yaml";
        assert_eq!(fires("effect-without-outcome", path, &files), outcome_is_missing, "{lines}");
        assert_eq!(fires("impossible-effect", path, &files), is_impossible, "{lines}");
    }
}

#[test]
fn what_a_source_is_decides_whether_it_can_stand_alone() {
    let seen = |extra: &str| {
        format!(
            "provenance:\n  status: verified\n  seen:\n    - url: https://example.org/trial\n      on: 2026-11-01\n{extra}"
        )
    };
    let two = seen(
        "      read: page\n      copy: true\n    - url: https://example.org/own\n      on: 2026-11-01\n      read: page\n",
    );
    for (is_weak, lines) in [
        (false, String::new()),
        (false, "independence: public_body\ndesign: web_page\n".to_owned()),
        (false, "independence: commercial\ndesign: textbook\n".to_owned()),
        (false, "independence: commercial\ndesign: randomised_trial\n".to_owned()),
        (false, two),
        (true, "independence: commercial\ndesign: web_page\n".to_owned()),
        (true, seen("      read: page\n      copy: true\n")),
        (true, seen("      read: secondary\n")),
    ] {
        let files =
            [trial(&lines), claim("Foam rolling may help.", "benefit", "supports", "direct", "supported")];
        assert_eq!(fires("weak-source-only", "claims/c.yaml", &files), is_weak, "{lines}");
        let muscle = "id: m\nname: A muscle\nsummary: It lifts the thigh.\ncitations:\n  - reference: trial\n    stance: supports\n";
        let files = [trial(&lines), ("muscles/m.yaml", muscle.to_owned())];
        assert_eq!(fires("weak-source-only", "muscles/m.yaml", &files), is_weak, "{lines}");
    }
    // A seller's page is for another rule to tell where a claim rests on it, and weak for a warning.
    let shop = "independence: vendor\ndesign: web_page\n";
    let flag = "id: f\nname: A sign\nsummary: Get help.\naction: soon\ncitations:\n  - reference: trial\n    stance: supports\n";
    assert!(fires(
        "weak-source-only",
        "red-flags/f.yaml",
        &[trial(shop), ("red-flags/f.yaml", flag.to_owned())]
    ));
    let files = [trial(shop), claim("Foam rolling may help.", "benefit", "supports", "direct", "supported")];
    assert!(
        !fires("weak-source-only", "claims/c.yaml", &files) && fires("vendor-only", "claims/c.yaml", &files)
    );
}

#[test]
fn a_dose_with_the_basis_evidence_needs_a_source_that_supports_it() {
    let base = |path: &str| std::fs::read_to_string(format!("{BASE}/{path}")).unwrap();
    let cited = |indent: &str, stance: &str| {
        format!("{indent}citations:\n{indent}  - reference: trial-2020\n{indent}    stance: {stance}\n")
    };
    let rule = "evidence-basis-without-citation";
    let path = "techniques/foam-rolling.yaml";
    let technique = base(path);
    for name in ["pressure", "duration", "repetitions", "frequency"] {
        let (head, rest) = technique.split_once("dose:\n").unwrap();
        let rest = &rest[rest.find("stop_rules:").unwrap()..];
        let with = |of_value: &str, of_record: &str| {
            let dose = format!("dose:\n  {name}:\n    text: a little\n    basis: evidence\n{of_value}");
            fires(rule, path, &[(path, format!("{head}{dose}{rest}{of_record}"))])
        };
        assert!(with("", ""), "{name}");
        for stance in ["source", "background", "contradicts"] {
            assert!(with(&cited("    ", stance), ""), "{name}: {stance}");
        }
        assert!(!with(&cited("    ", "partly_supports"), ""), "{name}");
        assert!(!with("", &cited("", "supports")), "{name}");
    }
    let path = "guides/roll-the-thigh.yaml";
    let step = |of_value: &str| {
        let text = base(path).replace("basis: convention\n", &format!("basis: evidence\n{of_value}"));
        fires(rule, path, &[(path, text)])
    };
    assert!(step("") && step(&cited("      ", "background")));
    assert!(!step(&cited("      ", "supports")));
}

#[test]
fn the_basis_of_a_warning_needs_a_source_that_supports_it() {
    let path = "contraindications/open-wound.yaml";
    let with = |basis: &str, stance: &str| {
        let text = format!(
            "id: open-wound\nname: Open wound\nsummary: The skin is broken. Do not press there.\nstrength: stop\napplies_to:\n  - techniques/foam-rolling\n\
             basis:\n  - {basis}\ncitations:\n  - reference: trial-2020\n    stance: {stance}\n"
        );
        fires("contraindication-without-basis", path, &[(path, text)])
    };
    assert!(with("case_reports", "source") && with("expert_consensus", "background"));
    assert!(!with("case_reports", "supports") && !with("precaution", "background"));
}

#[test]
fn a_claim_and_its_denial_are_told_where_neither_names_the_other() {
    for (is_told, statement, verdict, rest) in [
        (true, "Foam rolling does not ease sore thighs.", "supported", ""),
        (true, "Foam rolling may not ease sore thighs.", "partly_supported", ""),
        (true, "Foam rolling never eased sore thighs.", "supported", ""),
        (true, "Foam rolling worsens sore thighs.", "supported", ""),
        (false, "Foam rolling does not ease sore thighs.", "unsupported", ""),
        (false, "Foam rolling does not ease sore knees.", "supported", ""),
        (false, "Foam rolling is easing sore thighs.", "supported", ""),
        (false, "Foam rolling does not ease sore thighs.", "supported", "disputes:\n  - other\n"),
    ] {
        let (path, text) = claim(statement, "benefit", "supports", "direct", verdict);
        let (_, other) =
            claim("Foam rolling may ease sore thighs.", "benefit", "supports", "direct", "supported");
        let other = ("claims/other.yaml", other.replace("id: c\n", "id: other\n"));
        let files = [trial(""), (path, text + rest), other];
        assert_eq!(fires("polarity-conflict", "claims/c.yaml", &files), is_told, "{statement} {verdict}");
    }
}

#[test]
fn numbers_that_have_changed_places_and_years_that_do_not_fit_are_told() {
    let trial = |id: &str, year: i32, lines: &str| {
        let text = format!(
            "id: {id}\ntype: article-journal\ntitle: Trial {id}\nissued:\n  date-parts: [[{year}]]\ncontainer-title: Journal\n{lines}independence: academic\n\
             design: randomised_trial\n"
        );
        (format!("references/{id}.yaml"), text)
    };
    let seen = |url: &str, day: &str| {
        format!(
            "provenance:\n  status: verified\n  seen:\n    - url: {url}\n      on: {day}\n      read: abstract\n"
        )
    };
    let at = |doi: &str| format!("https://doi.org/{doi}");
    let told = |rule: &str, records: &[(String, String)]| {
        let files: Vec<(&str, String)> =
            records.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
        records.iter().map(|(path, _)| fires(rule, path, &files)).collect::<Vec<_>>()
    };
    let swapped = [
        trial("a", 2020, &format!("DOI: 10.1000/b\n{}", seen(&at("10.1000/a"), "2026-11-01"))),
        trial("b", 2020, &format!("DOI: 10.1000/a\n{}", seen(&at("10.1000/b"), "2026-11-01"))),
        trial(
            "c",
            2020,
            &format!("PMID: \"1234\"\n{}", seen("https://pubmed.ncbi.nlm.nih.gov/4321/", "2026-11-01")),
        ),
        trial(
            "d",
            2020,
            &format!("PMID: \"1234\"\n{}", seen("https://pubmed.ncbi.nlm.nih.gov/1234/", "2026-11-01")),
        ),
        trial(
            "e",
            2020,
            &format!(
                "DOI: 10.1000/e\n{}editor_note: Also 10.1000/x.\n",
                seen(&at("10.1000/x"), "2026-11-01")
            ),
        ),
        trial("f", 2020, &format!("DOI: 10.1000/f\n{}", seen("https://example.org/f", "2026-11-01"))),
    ];
    assert_eq!(told("identifier-against-seen", &swapped), [true, true, true, false, false, false]);
    let page = seen("https://example.org/f", "2018-11-01");
    let volume = |id: &str, year: i32, volume: &str| {
        trial(id, year, &format!("volume: \"{volume}\"\n{}", seen("https://example.org/f", "2026-11-01")))
    };
    let years = [
        trial(
            "a",
            2009,
            &format!("DOI: 10.1000/j.ex.2019.1\n{}", seen("https://example.org/f", "2026-11-01")),
        ),
        trial(
            "b",
            2020,
            &format!("DOI: 10.1000/j.ex.2019.2\n{}", seen("https://example.org/f", "2026-11-01")),
        ),
        trial("c", 2020, &page),
        volume("d", 2019, "9"),
        volume("e", 2020, "10"),
        volume("f", 2011, "11"),
        volume("g", 2012, "2022"),
    ];
    assert_eq!(told("year-against-source", &years), [true, false, true, false, false, true, true]);
}
