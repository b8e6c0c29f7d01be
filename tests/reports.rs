//! Every report format over one knowledge base with a silenced finding, a letter that is no ASCII, and related places.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use massage_kb::corpus::Corpus;
use massage_kb::diagnostic::Level;
use massage_kb::edit::Safety;
use massage_kb::fix::mend;
use massage_kb::lint::{self, Config, Context, LevelSetting, Outcome};
use massage_kb::report::human::Style;
use massage_kb::report::statistics::Statistics;
use massage_kb::report::{concise, github, gitlab, human, json, junit, sarif};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;
use serde_json::Value;

/// The rules that are on, beside those that cannot be turned off: a new rule must not change what these tests look at.
const RULES: [&str; 4] = ["claim-without-entity", "dangling-reference", "overclaim", "uncited-reference"];

fn outcome_with(change: impl Fn(&str) -> String) -> Outcome {
    outcome_by(lint::run, change)
}

fn outcome_by(run: fn(&Context<'_>, &str) -> Outcome, change: impl Fn(&str) -> String) -> Outcome {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/broken/silenced");
    let disk = Sources::discover(folder.as_ref()).unwrap();
    let files = disk.entries().iter().enumerate().map(|(index, entry)| {
        let text = String::from_utf8(disk.read(index).unwrap()).unwrap();
        (entry.path.to_string(), change(&text).into_bytes())
    });
    let corpus = Corpus::read(&Sources::from_memory(files.collect::<Vec<_>>()), &Schemas::new().unwrap());
    let mut config = Config::parse(&std::fs::read_to_string(format!("{folder}/kb.toml")).unwrap()).unwrap();
    for rule in lint::rules::ALL.iter().filter(|rule| !RULES.contains(&rule.name)) {
        config.levels.set_from_command_line(rule, LevelSetting::Off);
    }
    run(&Context::new(&corpus, &config, None, "2026-11-22".parse().unwrap()), "kb/")
}

fn outcome() -> Outcome {
    outcome_with(str::to_owned)
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r#""ruleIndex": \d+"#, r#""ruleIndex": "[INDEX]""#);
    settings.add_filter(r"\d+ rules, [\d,]+ checks", "[RULES] rules, [CHECKS] checks");
    settings.add_filter(r#""(rules|checks)": \d+"#, r#""$1": "[$1]""#);
    settings.add_filter(r#""off": \[[^\]]*\]"#, r#""off": "[OFF]""#);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn human_shows_each_finding_over_its_lines() {
    snapshot("report-human", &human::render(&outcome(), Style::default()));
}

#[test]
fn concise_has_a_line_for_each_finding() {
    snapshot("report-concise", &concise::render(&outcome()));
}

#[test]
fn json_has_the_silenced_finding_with_its_reason() {
    snapshot("report-json", &json::render(&outcome()).unwrap());
}

#[test]
fn github_has_a_command_for_each_finding() {
    snapshot("report-github", &github::render(&outcome()));
}

#[test]
fn gitlab_has_an_issue_for_each_finding() {
    snapshot("report-gitlab", &gitlab::render(&outcome()));
}

#[test]
fn junit_has_a_suite_for_each_rule_and_a_failure_for_each_finding() {
    let text = junit::render(&outcome()).unwrap();
    let suites = text.split("<testsuite ");
    let failed: Vec<&str> = suites.filter(|suite| suite.contains("<failure")).collect();
    snapshot("report-junit", &failed.join("<testsuite "));
    assert_eq!(text.matches("<testsuite ").count(), lint::rules::ALL.len());
}

#[test]
fn sarif_has_results_with_places_and_suppressions() {
    let log: Value = serde_json::from_str(&sarif::render(&outcome())).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), lint::rules::ALL.len());
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().all(|result| !result["locations"].as_array().unwrap().is_empty()));
    snapshot("report-sarif", &format!("{:#}\n", run["results"]));
}

/// Whoever makes the replacements by line and column gets what `kb lint --fix` writes.
#[test]
fn sarif_has_fixes_that_mend_the_file() {
    for text in [
        "id: roller\nname: Röller \nsummary: Ä firm foam cylinder.",
        "\u{feff}id: roller\r\nname: Roller\t\r\nsummary: A 🦵 cylinder.\r\n",
    ] {
        let sources = || Sources::from_memory([("tools/roller.yaml".to_owned(), text.as_bytes().to_vec())]);
        let (schemas, config) = (Schemas::new().unwrap(), Config::parse("title = \"x\"").unwrap());
        let corpus = Corpus::read(&sources(), &schemas);
        let as_of = "2026-11-22".parse().unwrap();
        let outcome = lint::run(&Context::new(&corpus, &config, None, as_of), "");
        let log: Value = serde_json::from_str(&sarif::render(&outcome)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let fixes: Vec<&Value> = results.iter().filter_map(|result| result.get("fixes")).collect();
        assert!(!fixes.is_empty());
        let mut replacements: Vec<&Value> = Vec::new();
        for fix in fixes {
            assert_eq!(fix[0]["properties"]["safety"], "safe");
            let change = &fix[0]["artifactChanges"][0];
            assert_eq!(change["artifactLocation"]["uri"], "tools/roller.yaml");
            replacements.extend(change["replacements"].as_array().unwrap());
        }
        let mut fixed = text.to_owned();
        for replacement in replacements.iter().rev() {
            let region = &replacement["deletedRegion"];
            let offset = |line: &str, column: &str| {
                let line = region[line].as_u64().unwrap() as usize - 1;
                let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
                let mark = if line == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
                let before = region[column].as_u64().unwrap() as usize - 1;
                start + mark + text[start + mark..].chars().take(before).map(char::len_utf8).sum::<usize>()
            };
            let range = offset("startLine", "startColumn")..offset("endLine", "endColumn");
            fixed.replace_range(range, replacement["insertedContent"]["text"].as_str().unwrap());
        }
        let mended = mend(&mut sources(), &schemas, &config, None, as_of, "", Safety::Safe);
        assert_eq!(fixed, mended.files[&0].after);
    }
}

#[test]
fn fingerprints_stay_when_lines_move_and_differ_from_each_other() {
    let prints = |outcome: &Outcome| -> Vec<String> {
        let issues: Vec<Value> = serde_json::from_str(&gitlab::render(outcome)).unwrap();
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let before = prints(&outcome());
    let moved = outcome_with(|text| text.replacen('\n', "\n# a new line\n\n# and another\n", 1));
    assert!(moved.diagnostics[0].location.start().line > outcome().diagnostics[0].location.start().line);
    assert_eq!(prints(&moved), before);
    let mut different = before.clone();
    different.dedup();
    assert_eq!(different.len(), before.len());
}

#[test]
fn the_silenced_finding_counts_as_silenced_only() {
    let outcome = outcome();
    let silenced: Vec<_> =
        outcome.suppressed.iter().map(|silenced| silenced.diagnostic.message.as_str()).collect();
    assert!(
        matches!(silenced.as_slice(), [proven, cure] if proven.contains("`proven`") && cure.contains("`cure`"))
    );
    assert!(outcome.count(Level::Error) > 0);
    assert!(outcome.diagnostics.iter().all(|diagnostic| diagnostic.rule != "overclaim"));
}

/// Times differ from run to run, so nothing is said of how long anything takes.
#[test]
fn statistics_count_the_findings_of_each_rule_that_was_on() {
    let timed = outcome_by(lint::run_timed, str::to_owned);
    let statistics = Statistics::of(&timed).unwrap();
    let counts: Vec<_> = statistics
        .rules
        .iter()
        .filter(|row| RULES.contains(&row.rule.as_str()))
        .map(|row| (row.rule.as_str(), row.error, row.warning, row.info, row.suppressed, row.fixable))
        .collect();
    let clean = ("overclaim", 0, 0, 0, 2, 0);
    // What cites nothing because a name is misspelt is told at the name alone.
    let left_out = ("uncited-reference", 0, 0, 0, 0, 0);
    assert!(counts.ends_with(&[clean, left_out]), "rules without findings come last: {counts:?}");
    let sorted: std::collections::BTreeSet<_> = counts.into_iter().collect();
    let expected =
        [("claim-without-entity", 1, 0, 0, 0, 0), ("dangling-reference", 1, 0, 0, 0, 1), clean, left_out];
    assert_eq!(sorted, expected.into());
    let sum: f64 = statistics.rules.iter().map(|row| row.seconds).sum();
    assert!((sum - statistics.rules_seconds).abs() < 1e-9);

    let rows = human::render(&timed, Style::default());
    let (report, table) = rows.split_once("\nrule ").unwrap();
    assert_eq!(report, human::render(&outcome(), Style::default()), "the table comes after the same report");
    let rows = statistics.rules.len();
    assert_eq!(table.lines().count(), 1 + rows + 3, "a head, a row for each rule, and three sums");
    assert!(table.lines().next().unwrap().ends_with("time (ms)"));
}

#[test]
fn taking_the_times_changes_nothing_that_is_found() {
    let timed = outcome_by(lint::run_timed, str::to_owned);
    let mut report: Value = serde_json::from_str(&json::render(&timed).unwrap()).unwrap();
    let statistics = report.as_object_mut().unwrap().remove("statistics").unwrap();
    assert!(statistics["rules"][0]["seconds"].is_f64());
    assert_eq!(report, serde_json::from_str::<Value>(&json::render(&outcome()).unwrap()).unwrap());
    assert_eq!(sarif::render(&timed), sarif::render(&outcome()));
}
