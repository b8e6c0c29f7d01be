//! A broken file can have hundreds of thousands of findings: the first are shown, and all are counted.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context, Outcome};
use massage_kb::report::human::Style;
use massage_kb::report::{concise, github, gitlab, human, json, junit, sarif};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

fn outcome(files: &[(&str, String)]) -> Outcome {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes()));
    let corpus = Corpus::read(&Sources::from_memory(files), &Schemas::new().unwrap());
    let config = Config::parse("title = \"x\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n").unwrap();
    lint::run(&Context::new(&corpus, &config, None, "2026-11-22".parse().unwrap()), "")
}

/// The number of findings of a rule that are shown, and what is said of the others.
fn told(outcome: &Outcome, rule: &str) -> (usize, Vec<String>) {
    let of_rule: Vec<_> = outcome.diagnostics.iter().filter(|found| found.rule == rule).collect();
    let more = of_rule.iter().filter(|found| found.message.contains("more finding"));
    let more: Vec<String> = more.map(|found| found.message.clone()).collect();
    (of_rule.len() - more.len(), more)
}

fn claim(about: &str) -> String {
    format!("id: c\nstatement: A.\ntype: benefit\norigin: added\nverdict: not_searched\nabout:\n{about}")
}

#[test]
fn every_format_tells_how_many_findings_are_not_shown() {
    let about: String = (0..3000).map(|number| format!("  - tools/t{number}\n")).collect();
    let outcome = outcome(&[("claims/c.yaml", claim(&about))]);
    let said = "2,900 more findings of `dangling-reference` in the rest of this file, not shown";
    assert_eq!(told(&outcome, "dangling-reference"), (100, vec![said.to_owned()]));
    let style = Style { width: Some(200), ..Style::default() };
    for (format, text) in [
        ("human", human::render(&outcome, style)),
        ("concise", concise::render(&outcome)),
        ("json", json::render(&outcome).unwrap()),
        ("sarif", sarif::render(&outcome)),
        ("github", github::render(&outcome)),
        ("gitlab", gitlab::render(&outcome)),
        ("junit", junit::render(&outcome).unwrap()),
    ] {
        assert!(text.contains("2,900 more findings of"), "{format}");
    }
    let unresolved: Vec<_> = outcome.not_checked.iter().filter(|left_out| left_out.is_failure).collect();
    assert!(unresolved.iter().any(|left_out| left_out.reason.contains("3,000 references")), "{unresolved:?}");
}

#[test]
fn what_was_never_put_into_words_is_counted_as_well() {
    let keys: String = (0..3000).map(|number| format!("key{number}: 1\n")).collect();
    let unknown = outcome(&[("tools/t.yaml", format!("id: t\nname: T\nsummary: S.\n{keys}"))]);
    let said = "2,900 more findings of `schema` in the rest of this file, not shown";
    assert_eq!(told(&unknown, "schema"), (100, vec![said.to_owned()]));

    let mut about: String = (0..2000).map(|number| format!("  - tools/t{number}\n")).collect();
    about.extend(std::iter::repeat_n("  - claims/c\n", 5));
    let wrong_kind = outcome(&[("claims/c.yaml", claim(&about))]);
    assert_eq!(told(&wrong_kind, "dangling-reference").0, 100);
    assert_eq!(
        told(&wrong_kind, "wrong-kind"),
        (0, vec!["5 more findings of `wrong-kind` in this file, not shown".to_owned()])
    );
}

#[test]
fn no_silenced_finding_is_left_out() {
    let steps: String =
        (0..300).map(|number| format!("  - Rest for {number} minutes, which cures pain.\n")).collect();
    let head = "id: t\nname: T\nsummary: S.\nmodality: stretch\nsetting: self\n";
    let text = format!("# kb: ignore-file[overclaim] their words\n{head}instructions:\n{steps}");
    let silenced = outcome(&[("techniques/t.yaml", text)]);
    assert_eq!(told(&silenced, "overclaim"), (0, Vec::new()));
    let number = silenced.suppressed.iter().filter(|found| found.diagnostic.rule == "overclaim").count();
    assert_eq!(number, 300);
}

#[test]
fn of_a_long_line_the_part_around_the_place_is_shown_with_its_column() {
    let about = format!("about: [{}tools/last]\n", "tools/t, ".repeat(20_000));
    let text = claim("").replace("about:\n", &about);
    let outcome = outcome(&[("claims/c.yaml", text)]);
    let report = human::render(&outcome, Style::default());
    assert!(report.len() < 300_000, "{}", report.len());
    let column = |number: usize| format!("claims/c.yaml:6:{}\n", "about: [tools/".len() + 9 * number + 1);
    for number in [0, 1, 22, 23, 50, 99] {
        assert!(report.contains(&column(number)), "{number}");
    }
    assert!(report.contains("...") && report.lines().all(|line| line.len() < 400));
}

#[test]
fn a_value_of_a_megabyte_is_not_repeated_in_the_report() {
    let long = "long".repeat(200_000);
    let outcome = outcome(&[("claims/c.yaml", claim(&format!("  - tools/{long}\n")))]);
    let style = Style::default();
    for (format, text) in [
        ("human", human::render(&outcome, style)),
        ("concise", concise::render(&outcome)),
        ("json", json::render(&outcome).unwrap()),
        ("github", github::render(&outcome)),
        ("gitlab", gitlab::render(&outcome)),
        ("junit", junit::render(&outcome).unwrap()),
    ] {
        assert!(text.contains("longlo…nglong"), "{format}");
        assert!(text.len() < 100_000, "{format}: {}", text.len());
    }
}

#[test]
fn nothing_in_a_report_is_obeyed_by_a_terminal_or_turned_into_a_link() {
    let signs = "\u{9b}31m \u{202e} \u{200f} \u{61c} \u{2028} \u{7f}";
    let odd = format!("[see](javascript:alert) {signs}");
    let escaped: String = odd
        .chars()
        .map(|sign| {
            if sign.is_ascii() && sign != '\u{7f}' {
                sign.to_string()
            } else {
                format!("\\u{:04x}", u32::from(sign))
            }
        })
        .collect();
    // kb: comments hold what YAML takes as it is.
    let reason = "# kb: ignore-file[overclaim] their \u{202e} words\n";
    let text = format!(
        "{reason}id: t\nname: T\nsummary: This cures pain.\nnote: \"{escaped}\"\nmodality: \"{escaped}\"\n"
    );
    let outcome = outcome(&[("techniques/t.yaml", text)]);
    let is_obeyed =
        |sign: char| sign != '\n' && (sign.is_control() || signs.contains(sign) && !sign.is_ascii());
    for (format, text) in [
        ("human", human::render(&outcome, Style::default())),
        ("concise", concise::render(&outcome)),
        ("json", json::render(&outcome).unwrap()),
        ("sarif", sarif::render(&outcome)),
        ("github", github::render(&outcome)),
        ("gitlab", gitlab::render(&outcome)),
        ("junit", junit::render(&outcome).unwrap()),
    ] {
        assert_eq!(text.find(is_obeyed), None, "{format}: {text}");
    }
    let log: serde_json::Value = serde_json::from_str(&sarif::render(&outcome)).unwrap();
    let messages = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["message"]["text"].as_str().unwrap());
    let told: Vec<&str> = messages.filter(|message| message.contains("javascript")).collect();
    assert!(!told.is_empty() && told.iter().all(|message| message.contains("\\[see](")), "{told:?}");
}
