//! Over generated knowledge bases: every format says of every record what the crate says must be shown with it, and a warning that is
//! taken back is gone everywhere.

use std::collections::{BTreeMap, BTreeSet};

use massage_kb::export::{Contract, csv};
use massage_kb::lock::Lock;
use massage_kb::model::Kind;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{about, corpus, kb_json};

/// The broader technique, the tool, the own contraindications and red flags.
type TechniquePlan = (Option<usize>, Option<usize>, Vec<usize>, Vec<usize>);

/// The technique, the tool and the claim of the step, the required contraindication and red flag.
type GuidePlan = (Option<usize>, Option<usize>, Option<usize>, Option<usize>, Option<usize>);

/// A small knowledge base, as numbers: what refers to what.
#[derive(Clone, Debug)]
struct Plan {
    techniques: Vec<TechniquePlan>,
    /// For each tool and each practice: its own contraindications.
    tools: Vec<Vec<usize>>,
    practices: Vec<Vec<usize>>,
    /// For each condition: its red flags.
    conditions: Vec<Vec<usize>>,
    guides: Vec<GuidePlan>,
    /// For each claim: a technique, tool, practice or condition.
    claims: Vec<(usize, usize)>,
    /// For each question: its claims.
    questions: Vec<Vec<usize>>,
    /// For each contraindication: its strength, and what it names.
    warnings: Vec<(usize, Vec<(usize, usize)>)>,
    /// For each red flag: its action.
    flags: Vec<usize>,
    /// For each disclaimer: whether it comes first, and the kinds in its scope.
    disclaimers: Vec<(bool, Vec<usize>)>,
}

const STRENGTHS: [&str; 4] = ["stop", "ask_first", "caution", "avoid_spot"];
const ACTIONS: [&str; 3] = ["emergency", "urgent", "soon"];
const DOINGS: [&str; 4] = ["techniques", "tools", "practices", "guides"];
const SCOPES: [&str; 6] = ["techniques", "tools", "practices", "guides", "claims", "questions"];

fn plan() -> impl Strategy<Value = Plan> {
    let few = |most: usize| prop::collection::vec(0..most, 0..3);
    let maybe = |most: usize| prop::option::of(0..most);
    (
        prop::collection::vec((maybe(4), maybe(3), few(5), few(4)), 4),
        (
            prop::collection::vec(few(5), 3),
            prop::collection::vec(few(5), 2),
            prop::collection::vec(few(4), 2),
        ),
        prop::collection::vec((maybe(4), maybe(3), maybe(4), maybe(5), maybe(4)), 2),
        prop::collection::vec((0..4_usize, 0..2_usize), 4),
        prop::collection::vec(few(4), 2),
        prop::collection::vec((0..4_usize, prop::collection::vec((0..4_usize, 0..2_usize), 0..3)), 5),
        prop::collection::vec(0..3_usize, 4),
        prop::collection::vec((any::<bool>(), prop::collection::vec(0..6_usize, 1..3)), 2),
    )
        .prop_map(
            |(
                techniques,
                (tools, practices, conditions),
                guides,
                claims,
                questions,
                warnings,
                flags,
                disclaimers,
            )| {
                Plan {
                    techniques,
                    tools,
                    practices,
                    conditions,
                    guides,
                    claims,
                    questions,
                    warnings,
                    flags,
                    disclaimers,
                }
            },
        )
}

/// Names with a letter and a number, without repetition.
fn names(letter: &str, numbers: &[usize]) -> Vec<String> {
    let numbers: BTreeSet<&usize> = numbers.iter().collect();
    numbers.into_iter().map(|number| format!("{letter}{number}")).collect()
}

fn letter(kind: &str) -> &'static str {
    match kind {
        "techniques" => "t",
        "tools" => "o",
        "practices" => "p",
        "conditions" => "c",
        "guides" => "g",
        other => panic!("{other}"),
    }
}

fn path(kind: &str, number: usize) -> String {
    format!("{kind}/{}{number}", letter(kind))
}

impl Plan {
    /// Its records; those in `withdrawn` are taken back, and no list names them.
    fn files(&self, withdrawn: &BTreeSet<String>) -> Vec<(String, Vec<u8>)> {
        let mut files = BTreeMap::new();
        let mut put = |path: String, mut record: Value| {
            record["id"] = path.split_once('/').unwrap().1.into();
            if withdrawn.contains(&path) {
                record["status"] = "withdrawn".into();
                record["withdrawal"] = json!({"reason": "x", "date": "2026-01-01"});
            }
            // Who takes a record back takes it out of the lists that name it: `kb export` asks for that.
            for list in record.as_object_mut().unwrap().values_mut().filter_map(Value::as_array_mut) {
                list.retain(|item| {
                    let names = |path: &String| item.as_str().is_some_and(|name| path.ends_with(name));
                    !withdrawn.iter().any(names)
                });
            }
            // An empty list and an absent value are left out, as editors do.
            record.as_object_mut().unwrap().retain(|_, value| !value.is_null() && *value != json!([]));
            files.insert(format!("{path}.yaml"), serde_json::to_vec(&record).unwrap());
        };
        let named = |letter: &str, number: &Option<usize>| number.map(|number| format!("{letter}{number}"));
        for (number, (broader, tool, warnings, flags)) in self.techniques.iter().enumerate() {
            put(
                format!("techniques/t{number}"),
                json!({"name": "T", "summary": "S", "modality": "pressure", "setting": "self",
                    "broader": named("t", &broader.filter(|broader| *broader < number)),
                    "tools": named("o", tool).into_iter().collect::<Vec<_>>(),
                    "contraindications": names("w", warnings), "red_flags": names("f", flags)}),
            );
        }
        for (number, warnings) in self.tools.iter().enumerate() {
            put(
                format!("tools/o{number}"),
                json!({"name": "O", "summary": "S", "contraindications": names("w", warnings)}),
            );
        }
        for (number, warnings) in self.practices.iter().enumerate() {
            put(
                format!("practices/p{number}"),
                json!({"name": "P", "summary": "S", "category": "habit", "contraindications": names("w", warnings)}),
            );
        }
        for (number, flags) in self.conditions.iter().enumerate() {
            put(
                format!("conditions/c{number}"),
                json!({"name": "C", "summary": "S", "nature": "symptom", "red_flags": names("f", flags)}),
            );
        }
        for (number, (technique, tool, claim, warning, flag)) in self.guides.iter().enumerate() {
            let warning = named("w", warning).map(|id| format!("contraindications/{id}"));
            let flag = named("f", flag).map(|id| format!("red-flags/{id}"));
            let mut step = json!({"title": "One", "action": "Do it.", "tool": named("o", tool),
                "claims": named("m", claim).into_iter().collect::<Vec<_>>()});
            step.as_object_mut().unwrap().retain(|_, value| !value.is_null() && *value != json!([]));
            put(
                format!("guides/g{number}"),
                json!({"name": "G", "summary": "S", "technique": named("t", technique),
                    "required_reading": warning.into_iter().chain(flag).collect::<Vec<_>>(), "steps": [step]}),
            );
        }
        for (number, (kind, target)) in self.claims.iter().enumerate() {
            let kind = ["techniques", "tools", "practices", "conditions"][*kind];
            put(
                format!("claims/m{number}"),
                json!({"statement": "It may.", "type": "benefit", "origin": "added", "verdict": "not_searched",
                    "about": [path(kind, *target)]}),
            );
        }
        for (number, claims) in self.questions.iter().enumerate() {
            put(
                format!("questions/q{number}"),
                json!({"question": "Q?", "answer": "A.", "claims": names("m", claims)}),
            );
        }
        for (number, (strength, against)) in self.warnings.iter().enumerate() {
            let against: BTreeSet<String> =
                against.iter().map(|(kind, target)| path(DOINGS[*kind], *target)).collect();
            put(
                format!("contraindications/w{number}"),
                json!({"name": "W", "summary": "S", "strength": STRENGTHS[*strength], "applies_to": against}),
            );
        }
        for (number, action) in self.flags.iter().enumerate() {
            put(
                format!("red-flags/f{number}"),
                json!({"name": "F", "summary": "S", "action": ACTIONS[*action]}),
            );
        }
        for (number, (comes_first, scope)) in self.disclaimers.iter().enumerate() {
            let scope: BTreeSet<&str> = scope.iter().map(|kind| SCOPES[*kind]).collect();
            put(
                format!("disclaimers/d{number}"),
                json!({"name": "D", "text": {"en": "D."}, "scope": scope, "must_precede_instructions": comes_first}),
            );
        }
        files.into_iter().collect()
    }

    /// What must be shown with every record, worked out from the plan by spreading warnings until nothing changes.
    fn expected(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut from: Vec<(String, String)> = Vec::new();
        let mut show = |of: String, what: Vec<String>| shown.entry(of).or_default().extend(what);
        let warnings = |numbers: &[usize]| -> Vec<String> {
            names("w", numbers).iter().map(|id| format!("contraindications/{id}")).collect()
        };
        let flags = |numbers: &[usize]| -> Vec<String> {
            names("f", numbers).iter().map(|id| format!("red-flags/{id}")).collect()
        };
        for (number, (broader, tool, own, signs)) in self.techniques.iter().enumerate() {
            let of = format!("techniques/t{number}");
            show(of.clone(), warnings(own));
            show(of.clone(), flags(signs));
            let broader = broader.filter(|broader| *broader < number);
            from.extend(broader.map(|broader| (of.clone(), format!("techniques/t{broader}"))));
            from.extend(tool.map(|tool| (of.clone(), format!("tools/o{tool}"))));
        }
        self.tools
            .iter()
            .enumerate()
            .for_each(|(number, own)| show(format!("tools/o{number}"), warnings(own)));
        for (number, own) in self.practices.iter().enumerate() {
            show(format!("practices/p{number}"), warnings(own));
        }
        for (number, own) in self.conditions.iter().enumerate() {
            show(format!("conditions/c{number}"), flags(own));
        }
        for (number, (technique, tool, claim, warning, flag)) in self.guides.iter().enumerate() {
            let of = format!("guides/g{number}");
            show(of.clone(), warnings(warning.as_slice()));
            show(of.clone(), flags(flag.as_slice()));
            from.extend(technique.map(|technique| (of.clone(), format!("techniques/t{technique}"))));
            from.extend(tool.map(|tool| (of.clone(), format!("tools/o{tool}"))));
            from.extend(claim.map(|claim| (format!("claims/m{claim}"), of.clone())));
        }
        for (number, (kind, target)) in self.claims.iter().enumerate() {
            let kind = ["techniques", "tools", "practices", "conditions"][*kind];
            from.push((format!("claims/m{number}"), path(kind, *target)));
        }
        for (number, claims) in self.questions.iter().enumerate() {
            from.extend(
                claims.iter().map(|claim| (format!("questions/q{number}"), format!("claims/m{claim}"))),
            );
        }
        for (number, (_, against)) in self.warnings.iter().enumerate() {
            for (kind, target) in against {
                show(path(DOINGS[*kind], *target), vec![format!("contraindications/w{number}")]);
            }
        }
        let records: BTreeSet<String> = self
            .files(&BTreeSet::new())
            .into_iter()
            .map(|(path, _)| path.trim_end_matches(".yaml").to_owned())
            .collect();
        for (number, (_, scope)) in self.disclaimers.iter().enumerate() {
            let is_in =
                |path: &String| scope.iter().any(|kind| path.starts_with(&format!("{}/", SCOPES[*kind])));
            for path in records.iter().filter(|path| is_in(path)) {
                show(path.clone(), vec![format!("disclaimers/d{number}")]);
            }
        }
        loop {
            let before = shown.clone();
            for (to, source) in &from {
                let carried = shown.get(source).cloned().unwrap_or_default();
                shown.entry(to.clone()).or_default().extend(carried);
            }
            if shown == before {
                return shown;
            }
        }
    }
}

/// What every format says must be shown with each record that has anything to show, in its order.
fn told(files: Vec<(String, Vec<u8>)>) -> BTreeMap<String, Vec<String>> {
    let corpus = corpus(files);
    let (lock, about) = (Lock::default(), about());
    let contract = Contract::new(&corpus.base, &lock, &about);
    let mut by_crate: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for &kind in Kind::ALL {
        for id in corpus.base.ids(kind) {
            let shown = corpus.base.must_show(kind, id);
            let paths: Vec<String> =
                shown.in_order().map(|shown| format!("{}/{}", shown.kind(), shown.id())).collect();
            assert_eq!(paths.is_empty(), shown.is_empty());
            by_crate.insert(format!("{kind}/{id}"), paths);
        }
    }
    let export: Value = serde_json::from_str(&kb_json(&corpus, &lock)).unwrap();
    for (path, expected) in &by_crate {
        let (kind, id) = path.split_once('/').unwrap();
        let record = &export[kind][id];
        assert_eq!(record["must_show"], json!(expected), "kb.json, {path}");
        // The three lists of ids hold the same between them.
        let lists = ["disclaimers", "red_flags", "contraindications"];
        let kinds = ["disclaimers", "red-flags", "contraindications"];
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for (list, kind) in lists.iter().zip(kinds) {
            let list = record.get(list).and_then(Value::as_array).into_iter().flatten();
            ids.extend(list.map(|id| format!("{kind}/{}", id.as_str().unwrap())));
        }
        let has_lists = ["techniques", "guides", "claims", "questions"].contains(&kind);
        assert!(!has_lists || ids == expected.iter().cloned().collect(), "kb.json, {path}: {ids:?}");
    }
    for &kind in Kind::ALL {
        let mut table = Vec::new();
        csv::write(&contract, kind, &mut table).unwrap();
        let mut reader = ::csv::Reader::from_reader(table.as_slice());
        let column = reader.headers().unwrap().iter().position(|name| name == "must_show").unwrap();
        for row in reader.records().map(Result::unwrap) {
            let cell: Value = serde_json::from_str(&row[column]).unwrap();
            assert_eq!(cell, json!(by_crate[&format!("{kind}/{}", &row[0])]), "csv, {kind}/{}", &row[0]);
        }
    }
    told_by_jsonld(&contract, &by_crate);
    #[cfg(feature = "sqlite")]
    assert_eq!(told_by_sqlite(&contract), by_crate);
    #[cfg(feature = "parquet")]
    for &kind in Kind::ALL {
        for (id, shown) in told_by_parquet(&contract, kind) {
            assert_eq!(shown, by_crate[&format!("{kind}/{id}")], "parquet, {kind}/{id}");
        }
    }
    by_crate
}

/// Every node names its warnings in their order, and whoever reads a way of doing it alone reads their texts first.
fn told_by_jsonld(contract: &Contract<'_>, by_crate: &BTreeMap<String, Vec<String>>) {
    let mut bytes = Vec::new();
    massage_kb::export::jsonld::write(contract, &mut bytes).unwrap();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let nodes: BTreeMap<&str, &Value> = document["@graph"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["@id"].as_str().unwrap(), node))
        .collect();
    for (path, expected) in by_crate {
        let node = nodes[format!("kb:{path}").as_str()];
        let named = node.get("mustShow").and_then(Value::as_array).into_iter().flatten();
        let named: Vec<&str> = named.map(|iri| iri.as_str().unwrap().trim_start_matches("kb:")).collect();
        assert_eq!(&named, expected, "jsonld, {path}");
        if path.starts_with("techniques/") || path.starts_with("guides/") {
            let before = &node["step"][0];
            assert_eq!(before["name"]["@value"], "Before you begin", "{path}");
            let tips = before["itemListElement"].as_array().unwrap();
            let texts: Vec<&str> = tips.iter().map(|tip| tip["text"]["@value"].as_str().unwrap()).collect();
            assert_eq!(texts.len(), expected.len(), "{path}: {texts:?}");
            for (text, warning) in texts.iter().zip(expected) {
                let (kind, end) = if *text == "D." {
                    ("disclaimers", "D.")
                } else if text.ends_with("F: S") {
                    ("red-flags", "F: S")
                } else {
                    ("contraindications", "W: S")
                };
                assert!(
                    warning.starts_with(&format!("{kind}/")) && text.ends_with(end),
                    "{path}: {text}, {warning}"
                );
            }
        }
    }
}

/// What a table of a kind says, as its own reader reads it.
#[cfg(feature = "parquet")]
fn told_by_parquet(contract: &Contract<'_>, kind: Kind) -> BTreeMap<String, Vec<String>> {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let mut bytes = Vec::new();
    massage_kb::export::parquet::write(contract, kind, &mut bytes).unwrap();
    let mut file = tempfile::tempfile().unwrap();
    std::io::Write::write_all(&mut file, &bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let mut told = BTreeMap::new();
    for row in reader.get_row_iter(None).unwrap().map(Result::unwrap) {
        let mut id = String::new();
        let mut shown = Vec::new();
        for (name, field) in row.get_column_iter() {
            match (name.as_str(), field) {
                ("id", Field::Str(text)) => id.clone_from(text),
                ("must_show", Field::ListInternal(list)) => {
                    shown = list
                        .elements()
                        .iter()
                        .map(|item| match item {
                            Field::Str(path) => path.clone(),
                            other => panic!("{other:?}"),
                        })
                        .collect();
                }
                _ => {}
            }
        }
        told.insert(id, shown);
    }
    told
}

#[cfg(feature = "sqlite")]
fn told_by_sqlite(contract: &Contract<'_>) -> BTreeMap<String, Vec<String>> {
    let scratch = tempfile::TempDir::new().unwrap();
    let file = scratch.path().join("kb.db");
    let mut bytes = Vec::new();
    massage_kb::export::sqlite::write(contract, scratch.path(), &mut bytes).unwrap();
    std::fs::write(&file, bytes).unwrap();
    let base = rusqlite::Connection::open(file).unwrap();
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut statement = base.prepare("SELECT path FROM record").unwrap();
    for path in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        told.insert(path.unwrap(), Vec::new());
    }
    let mut statement = base.prepare("SELECT path, shown FROM must_show ORDER BY path, place").unwrap();
    let rows =
        statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    for (path, shown) in rows.map(Result::unwrap) {
        told.get_mut(&path).unwrap().push(shown);
    }
    // The views of one sort each say the same.
    for (view, column, kind) in
        [("safety", "contraindication", "contraindications"), ("red_flags", "red_flag", "red-flags")]
    {
        let mut statement = base.prepare(&format!("SELECT path, '{kind}/' || {column} FROM {view}")).unwrap();
        let rows =
            statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
        for (path, shown) in rows.map(Result::unwrap) {
            assert!(told[&path].contains(&shown), "{view}: {path}, {shown}");
        }
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_shows_the_same_warnings(plan in plan(), gone in 0..11_usize) {
        let told_before = told(plan.files(&BTreeSet::new()));
        let expected = plan.expected();
        for (path, shown) in &told_before {
            let shown: BTreeSet<String> = shown.iter().cloned().collect();
            prop_assert_eq!(&shown, &expected.get(path).cloned().unwrap_or_default(), "{}", path);
        }
        // A warning that is taken back is gone from all records, and nothing else is.
        let warning = match gone {
            0..5 => format!("contraindications/w{gone}"),
            5..9 => format!("red-flags/f{}", gone - 5),
            _ => format!("disclaimers/d{}", gone - 9),
        };
        let told_after = told(plan.files(&BTreeSet::from([warning.clone()])));
        let mut expected = told_before;
        expected.remove(&warning);
        expected.values_mut().for_each(|shown| shown.retain(|path| *path != warning));
        prop_assert_eq!(told_after, expected);
    }
}
