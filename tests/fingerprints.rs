//! The names by which code scanning knows a finding again: they stay when something else in the record changes.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context, LevelSetting};
use massage_kb::report::{gitlab, sarif};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;
use proptest::prelude::*;
use serde_json::Value;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");
static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());

/// The findings in a text of `techniques/belly-kneading.yaml`: rule and name.
fn findings(text: &str) -> Vec<(String, String)> {
    let base = Sources::discover(BASE.as_ref()).unwrap();
    let mut files: BTreeMap<String, Vec<u8>> = base
        .entries()
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.path.to_string(), base.read(index).unwrap()))
        .collect();
    files.insert("techniques/belly-kneading.yaml".to_owned(), text.as_bytes().to_vec());
    let corpus = Corpus::read(&Sources::from_memory(files), &SCHEMAS);
    let mut config = Config::parse(&std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap()).unwrap();
    // Items are put in any order below.
    config.levels.set_from_command_line(lint::rules::find("unsorted-list").unwrap(), LevelSetting::Off);
    let outcome = lint::run(&Context::new(&corpus, &config, None, "2026-11-22".parse().unwrap()), "");
    let issues: Vec<Value> = serde_json::from_str(&gitlab::render(&outcome)).unwrap();
    let own = issues.iter().filter(|issue| issue["location"]["path"] == "techniques/belly-kneading.yaml");
    let word = |issue: &Value, key: &str| issue[key].as_str().unwrap().to_owned();
    let found: Vec<_> = own.map(|issue| (word(issue, "check_name"), word(issue, "fingerprint"))).collect();
    let log: Value = serde_json::from_str(&sarif::render(&outcome)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    for (_, name) in &found {
        let is_same = |result: &&Value| result["partialFingerprints"]["kbFinding/v1"] == **name;
        assert_eq!(results.iter().filter(is_same).count(), 1, "both formats know it by one name");
    }
    found
}

/// The record in parts that can be moved, added to and edited.
#[derive(Clone, Debug)]
struct Technique {
    top: Vec<String>,
    instructions: Vec<String>,
    contraindications: Vec<String>,
    citations: Vec<(String, String)>,
}

impl Technique {
    fn with_faults() -> Self {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Self {
            top: owned(&[
                "id: belly-kneading",
                "name: Belly kneading",
                "summary: Kneading the belly cures all pain and is proven to work for everyone who tries it.",
                "modality: pressure",
                "setting: self",
            ]),
            instructions: owned(&[
                "Lie on your back.",
                "Press the belly and then roll over and stretch the leg.",
                "Knead it deeply, which cures pain.",
                "Knead the other side, which cures pain.",
            ]),
            contraindications: owned(&["bone-fractur", "pregnanci", "open-wound"]),
            citations: vec![
                ("trial-2002".to_owned(), "supports".to_owned()),
                ("nobody-1999".to_owned(), "supports".to_owned()),
            ],
        }
    }

    fn text(&self) -> String {
        let mut text: String = self.top.iter().map(|line| format!("{line}\n")).collect();
        let list = |name: &str, items: &[String]| {
            let items: String = items.iter().map(|item| format!("  - {item}\n")).collect();
            format!("{name}:\n{items}")
        };
        text.push_str(&list("instructions", &self.instructions));
        text.push_str(&list("contraindications", &self.contraindications));
        text.push_str("citations:\n");
        for (reference, stance) in &self.citations {
            text.push_str(&format!("  - reference: {reference}\n    stance: {stance}\n"));
        }
        text
    }
}

/// A change that neither adds a finding nor takes one away.
#[derive(Clone, Debug)]
enum Step {
    Comment(usize),
    Key(usize),
    Item(usize),
    Swap(usize, usize),
    Sentence,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..9_usize).prop_map(Step::Comment),
        (0..9_usize).prop_map(Step::Key),
        (0..9_usize).prop_map(Step::Item),
        (0..9_usize, 0..9_usize).prop_map(|(one, other)| Step::Swap(one, other)),
        Just(Step::Sentence),
    ]
}

fn apply(technique: &mut Technique, number: usize, step: &Step) {
    let Technique { top, instructions, contraindications, citations } = technique;
    match *step {
        Step::Comment(at) => top.insert(at % top.len(), format!("# line {number}")),
        Step::Key(at) => {
            if !top.iter().any(|line| line.starts_with("note")) {
                top.insert(at % top.len(), "note: Nobody tested this.".to_owned());
            }
        }
        Step::Item(at) => {
            instructions.insert(at % (instructions.len() + 1), format!("Rest for {number} minutes."));
            if !citations.iter().any(|(reference, _)| reference == "trial-2020") {
                citations.insert(at % (citations.len() + 1), ("trial-2020".into(), "background".into()));
            }
            if !contraindications.iter().any(|id| id == "local-inflammation") {
                contraindications.insert(at % (contraindications.len() + 1), "local-inflammation".into());
            }
        }
        Step::Swap(one, other) => {
            for list in [instructions, contraindications] {
                let length = list.len();
                list.swap(one % length, other % length);
            }
            let length = citations.len();
            citations.swap(one % length, other % length);
        }
        Step::Sentence => {
            for line in top.iter_mut().chain(instructions) {
                *line = line.replace("Knead ", "Now knead ").replace("the belly", "your own belly");
            }
        }
    }
}

#[test]
fn equal_findings_in_one_record_have_names_of_their_own() {
    let found = findings(&Technique::with_faults().text());
    let rules: BTreeSet<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    assert!(
        rules.is_superset(&["dangling-reference", "overclaim", "step-with-two-actions"].into()),
        "{rules:?}"
    );
    let names: BTreeSet<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names.len(), found.len());
    let cures = found.iter().filter(|(rule, _)| rule == "overclaim").count();
    assert!(cures >= 3, "the same words in two steps are two findings: {found:?}");
}

#[test]
fn another_fault_has_another_name() {
    let before = Technique::with_faults();
    let mut after = before.clone();
    after.citations[1].0 = "nobody-2001".to_owned();
    let names = |technique: &Technique| findings(&technique.text()).into_iter().collect::<BTreeSet<_>>();
    let (before, after) = (names(&before), names(&after));
    assert_eq!(before.difference(&after).count(), 1);
    assert_eq!(after.difference(&before).count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_stay_when_something_else_changes(steps in proptest::collection::vec(step(), 1..6)) {
        let mut technique = Technique::with_faults();
        let sorted = |technique: &Technique| {
            let mut found = findings(&technique.text());
            found.sort();
            found
        };
        let before = sorted(&technique);
        for (number, step) in steps.iter().enumerate() {
            apply(&mut technique, number + 1, step);
        }
        prop_assert_eq!(sorted(&technique), before, "{}", technique.text());
    }
}
