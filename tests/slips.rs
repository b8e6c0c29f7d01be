//! Slips of the hand in a record: each is told once, at the right place, with the line as it should be.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context, Outcome};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

#[path = "slips/characters.rs"]
mod characters;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");
const PATH: &str = "claims/rolling-raises-flexibility.yaml";
static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());

fn base() -> BTreeMap<String, Vec<u8>> {
    let base = Sources::discover(BASE.as_ref()).unwrap();
    let file = |(index, entry): (usize, &massage_kb::source::Entry)| {
        (entry.path.to_string(), base.read(index).unwrap())
    };
    base.entries().iter().enumerate().map(file).collect()
}

fn claim() -> String {
    String::from_utf8(base().remove(PATH).unwrap()).unwrap()
}

/// Lints the base with the claim put at `path`, as `text`.
fn lint_at(path: &str, text: &str) -> Outcome {
    let mut files = base();
    files.remove(PATH);
    files.insert(path.to_owned(), text.as_bytes().to_vec());
    let manifest = std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap();
    let corpus = Corpus::read(&Sources::from_memory(files), &SCHEMAS);
    let config = Config::parse(&manifest).unwrap();
    let as_of = "2026-11-22".parse().unwrap();
    lint::run(&Context::new(&corpus, &config, None, as_of), "")
}

/// The claim has one finding: it underlines `marked`, and its help holds `help`.
#[track_caller]
fn one(text: &str, marked: &str, help: &str) {
    let outcome = lint_at(PATH, text);
    let [found] = outcome.diagnostics.as_slice() else {
        let all: Vec<_> =
            outcome.diagnostics.iter().map(|found| format!("{}: {}", found.rule, found.message)).collect();
        panic!("not one finding but {all:#?} in\n{text}");
    };
    assert_eq!(&*found.location.path, PATH);
    let told = found.help.as_deref().unwrap_or_default();
    let underlined = found.location.span.slice(text).unwrap();
    assert!(found.rule != "unused-suppression" && outcome.fails());
    assert_eq!(underlined, marked, "{}: {told}\n{text}", found.message);
    assert!(told.contains(help), "`{help}` is not in `{told}` ({})", found.message);
}

/// The claim with `from` written as `to`.
#[track_caller]
fn edited(from: &str, to: &str) -> String {
    let claim = claim();
    assert!(claim.contains(from), "{from}");
    claim.replacen(from, to, 1)
}

#[track_caller]
fn slip(from: &str, to: &str, marked: &str, help: &str) {
    one(&edited(from, to), marked, help);
}

#[test]
fn the_claim_is_sound() {
    assert_eq!(lint_at(PATH, &claim()).diagnostics, []);
}

#[test]
fn values_that_start_with_a_sign_of_yaml_are_put_in_quotes() {
    let note = "note: Nobody followed them for longer than an hour.";
    for (value, marked, fixed) in [
        ("[The] mood rose", "[The]", "\"[The] mood rose\""),
        ("[1] Nobody did.", "[1]", "\"[1] Nobody did.\""),
        ("[a] and [b]", "[a]", "\"[a] and [b]\""),
        ("[sic], said one", "[sic]", "\"[sic], said one\""),
        ("{see page 3} Nobody did.", "{see page 3}", "\"{see page 3} Nobody did.\""),
        ("{x: y} Nobody did.", "{x: y}", "\"{x: y} Nobody did.\""),
        ("[The mood rose", "[", "\"[The mood rose\""),
        ("{The mood rose", "{", "\"{The mood rose\""),
        ("[Draft]", "[Draft]", "\"[Draft]\""),
        ("& nobody did", "&", "\"& nobody did\""),
        ("&nobody did", "&nobody", "\"&nobody did\""),
        ("* nobody did", "*", "\"* nobody did\""),
        ("*nobody* did", "*nobody*", "\"*nobody* did\""),
        ("**Nobody** did", "**Nobody**", "\"**Nobody** did\""),
        ("- nobody did", "-", "\"- nobody did\""),
        ("> 5 cm in one trial", "> 5 cm in one trial", "\"> 5 cm in one trial\""),
        ("| 5 cm in one trial", "| 5 cm in one trial", "\"| 5 cm in one trial\""),
        ("!important", "!important", "\"!important\""),
        ("% of them did not", "%", "\"% of them did not\""),
        ("@home they did", "@", "\"@home they did\""),
        ("`rolling` is meant", "`", "\"`rolling` is meant\""),
        ("? nobody knows", "?", "\"? nobody knows\""),
        (": nobody knows", ":", "\": nobody knows\""),
        (", nobody knows", ",", "\", nobody knows\""),
        ("] nobody knows", "]", "\"] nobody knows\""),
        ("} nobody knows", "}", "\"} nobody knows\""),
        ("#1 of two trials", "#1 of two trials", "\"#1 of two trials\""),
        ("# 1 of two trials", "# 1 of two trials", "\"# 1 of two trials\""),
    ] {
        slip(note, &format!("note: {value}"), marked, &format!("`note: {fixed}`"));
        slip(
            "note: It measured the thigh alone.",
            &format!("note: {value}"),
            marked,
            &format!("`note: {fixed}`"),
        );
    }
}

#[test]
fn quotes_that_do_not_match_are_told_where_they_open() {
    let statement = "statement: Foam rolling may raise flexibility for a short time.";
    let plain = "Foam rolling may raise flexibility for a short time.";
    for (value, marked, fixed) in [
        (format!("'{plain}"), "'", format!("\"{plain}\"")),
        (format!("\"{plain}"), "\"", format!("\"{plain}\"")),
        (format!("\"{plain}”"), "”", format!("\"{plain}\"")),
        (format!("'{plain}’"), "’", format!("\"{plain}\"")),
        (format!("\"{plain}'"), "\"", format!("\"{plain}'\"")),
        ("'it's flexible'".to_owned(), "s flexible'", "\"it's flexible\"".to_owned()),
        ("\"say \"ah\" now\"".to_owned(), "ah\" now\"", "'say \"ah\" now'".to_owned()),
        ("\"Rolling\" may help".to_owned(), "may help", "'\"Rolling\" may help'".to_owned()),
        ("'Rolling' may help".to_owned(), "may help", "\"'Rolling' may help\"".to_owned()),
        ("\"Rolling may help\",".to_owned(), ",", "\"Rolling may help\"".to_owned()),
        ("'Rolling may help';".to_owned(), ";", "'Rolling may help'".to_owned()),
    ] {
        slip(statement, &format!("statement: {value}"), marked, &format!("`statement: {fixed}`"));
    }
    // The next quote of that sort may be many lines below.
    let text = edited(statement, &format!("statement: '{plain}")).replace("an hour.", "a day's time.");
    one(&text, "'", &format!("`statement: \"{plain}\"`"));
    slip("    note: It measured", "    note: 'It measured", "'", "`note: \"It measured the thigh alone.\"`");
}

const ABOUT: &str = "about:\n  - techniques/foam-rolling\n  - benefits/flexibility\n";

#[test]
fn items_without_their_dash_are_told_and_none_is_lost() {
    let item = "write `- ` before it: `- benefits/flexibility`";
    for (list, marked, help) in [
        ("  - techniques/foam-rolling\n  -benefits/flexibility\n", "-", "write `- benefits/flexibility`"),
        ("  -techniques/foam-rolling\n  - benefits/flexibility\n", "-", "write `- techniques/foam-rolling`"),
        ("  -techniques/foam-rolling\n  -benefits/flexibility\n", "-", "write `- techniques/foam-rolling`"),
        ("  - techniques/foam-rolling\n  benefits/flexibility\n", "benefits/flexibility", item),
        (
            "  techniques/foam-rolling\n  - benefits/flexibility\n",
            "techniques/foam-rolling - benefits/flexibility",
            "`- techniques/foam-rolling`",
        ),
        (
            "  techniques/foam-rolling\n  benefits/flexibility\n",
            "techniques/foam-rolling",
            "`- techniques/foam-rolling`",
        ),
        (
            "  - techniques/foam-rolling\n    benefits/flexibility\n",
            "benefits/flexibility",
            "`  - benefits/flexibility`",
        ),
        ("  - techniques/foam-rolling\n  – benefits/flexibility\n", "–", "`- benefits/flexibility`"),
        ("  – techniques/foam-rolling\n  – benefits/flexibility\n", "–", "`- techniques/foam-rolling`"),
        ("  - techniques/foam-rolling\n    – benefits/flexibility\n", "–", "`- benefits/flexibility`"),
        ("  — techniques/foam-rolling\n  - benefits/flexibility\n", "—", "`- techniques/foam-rolling`"),
        ("  • techniques/foam-rolling\n  • benefits/flexibility\n", "•", "`- techniques/foam-rolling`"),
        ("  - techniques/foam-rolling\n  • benefits/flexibility\n", "•", "`- benefits/flexibility`"),
        ("  •techniques/foam-rolling\n  •benefits/flexibility\n", "•", "`- techniques/foam-rolling`"),
        ("  * techniques/foam-rolling\n  * benefits/flexibility\n", "*", "`- techniques/foam-rolling`"),
        ("  - techniques/foam-rolling\n  * benefits/flexibility\n", "*", "`- benefits/flexibility`"),
        ("  + techniques/foam-rolling\n  + benefits/flexibility\n", "+", "`- techniques/foam-rolling`"),
        ("  1. techniques/foam-rolling\n  2. benefits/flexibility\n", "1.", "`- techniques/foam-rolling`"),
        ("  - techniques/foam-rolling\n  2) benefits/flexibility\n", "2)", "`- benefits/flexibility`"),
        ("  - techniques/foam-rolling\n  -- benefits/flexibility\n", "--", "`- benefits/flexibility`"),
        ("  - techniques/foam-rolling\n  − benefits/flexibility\n", "−", "`- benefits/flexibility`"),
        (
            "  - techniques/foam-rolling, benefits/flexibility\n",
            "techniques/foam-rolling, benefits/flexibility",
            "`- techniques/foam-rolling` and `- benefits/flexibility`",
        ),
        (
            "  - techniques/foam-rolling benefits/flexibility\n",
            "techniques/foam-rolling benefits/flexibility",
            "`- techniques/foam-rolling` and `- benefits/flexibility`",
        ),
        (
            "  - techniques/foam-rolling,\n  - benefits/flexibility\n",
            "techniques/foam-rolling,",
            "`techniques/foam-rolling`",
        ),
        (
            "techniques/foam-rolling\nbenefits/flexibility\n",
            "techniques/foam-rolling",
            "techniques/foam-rolling",
        ),
    ] {
        let text = edited(ABOUT, &format!("about:\n{list}"));
        // What is underlined of an item that goes on over two lines is its first one.
        let marked = marked.split(" - ").next().unwrap();
        one(&text, marked, help);
    }
    slip(
        ABOUT,
        "about: techniques/foam-rolling, benefits/flexibility\n",
        "techniques/foam-rolling, benefits/flexibility",
        "`about: [techniques/foam-rolling, benefits/flexibility]`",
    );
    slip(
        ABOUT,
        "about: techniques/foam-rolling\n",
        "techniques/foam-rolling",
        "`about: [techniques/foam-rolling]`",
    );
    slip(
        "    indirectness:\n      - healthy_volunteers\n",
        "    indirectness:\n      healthy_volunteers\n",
        "healthy_volunteers",
        "`- healthy_volunteers`",
    );
    slip(
        "      - healthy_volunteers\n",
        "      - healthy_volunteers\n        other_body_part\n",
        "other_body_part",
        "`      - other_body_part`",
    );
    slip(
        "      - healthy_volunteers\n",
        "      - healthy_volunteers, other_body_part\n",
        "healthy_volunteers, other_body_part",
        "`- healthy_volunteers` and `- other_body_part`",
    );
}

#[test]
fn a_citation_without_its_dash_is_not_thrown_away() {
    let second = "  - reference: trial-2020\n";
    let line = "reference: trial-2020";
    for (written, marked, help) in [
        ("    reference: trial-2020\n", line, "`  - reference: trial-2020`"),
        ("  reference: trial-2020\n", line, "`- reference: trial-2020`"),
        ("  -reference: trial-2020\n", "-", "`- reference: trial-2020`"),
        ("  – reference: trial-2020\n", "–", "`- reference: trial-2020`"),
        ("  • reference: trial-2020\n", "•", "`- reference: trial-2020`"),
        ("  * reference: trial-2020\n", "*", "`- reference: trial-2020`"),
        ("  2. reference: trial-2020\n", "2.", "`- reference: trial-2020`"),
    ] {
        slip(second, written, marked, help);
    }
    slip(
        "  - reference: article-2024\n",
        "    reference: article-2024\n",
        "reference: article-2024",
        "`  - reference: article-2024`",
    );
    // The order of the keys does not matter.
    slip(
        "  - reference: trial-2020\n    stance: supports\n",
        "    stance: supports\n    reference: trial-2020\n",
        "stance: supports",
        "`  - stance: supports`",
    );
}

#[test]
fn keys_in_the_wrong_column_are_told_themselves() {
    slip(
        "    directness: indirect\n",
        "directness: indirect\n",
        "directness: indirect",
        "`    directness: indirect`",
    );
    slip(
        "    directness: indirect\n",
        "  directness: indirect\n",
        "directness: indirect",
        "`    directness: indirect`",
    );
    slip("    locator: line 1\n", "locator: line 1\n", "locator: line 1", "`    locator: line 1`");
    // The last key of the last item: that is YAML, and means something else.
    slip(
        "\nverdict: partly_supported",
        "\nlocator: line 2\nverdict: partly_supported",
        "locator",
        "`    locator: line 2`",
    );
    slip("    stance: source\n", "stance: source\n", "stance: source", "`    stance: source`");
    slip(
        "\nverdict: partly_supported",
        "\n    verdict: partly_supported",
        "verdict",
        "`verdict: partly_supported`",
    );
    slip("origin: article", "  origin: article", "origin: article", "`origin: article`");
}

#[test]
fn two_keys_on_a_line_get_a_line_each() {
    let two = "verdict: partly_supported\ncertainty: low\n";
    let help = "`verdict: partly_supported`, and below it `certainty: low`";
    for between in [" ", ", ", "; ", "\t", "  "] {
        slip(two, &format!("verdict: partly_supported{between}certainty: low\n"), "certainty", help);
    }
    slip(two, "verdict: partly_supported certainty:low\n", "certainty", "and below it `certainty:low`");
    slip(
        two,
        "verdict: \"partly_supported\" certainty: low\n",
        "certainty: low",
        "and below it `certainty: low`",
    );
    slip(
        "    stance: source\n    locator: line 1\n",
        "    stance: source locator: line 1\n",
        "locator",
        "and below it `locator: line 1`",
    );
    slip(
        "short time.\ntype: benefit\n",
        "short time. type: benefit\n",
        "type",
        "and below it `type: benefit`",
    );
}

#[test]
fn a_record_in_a_wrapping_is_told_once() {
    let claim = claim();
    let indented: String = claim.lines().map(|line| format!("  {line}\n")).collect();
    for key in ["claim", "claims", "record", "rolling-raises-flexibility"] {
        one(&format!("{key}:\n{indented}"), key, &format!("delete the line `{key}:`"));
    }
    let item = format!("- {}", indented.trim_start());
    one(&item, "-", "remove the `- `");
    let nested: String = item.lines().map(|line| format!("  {line}\n")).collect();
    one(&format!("claims:\n{nested}"), "claims", "delete the line `claims:`");
    let second = claim.replace("id: rolling-raises-flexibility", "id: another");
    one(&format!("{claim}{second}"), "id: another", "move the second one to its own file");
    let outcome = lint_at("techniques/rolling-raises-flexibility.yaml", &claim);
    let told: Vec<_> = outcome.diagnostics.iter().map(|found| found.help.as_deref().unwrap()).collect();
    assert_eq!(told, ["move the file to `claims/rolling-raises-flexibility.yaml`"]);
}

#[test]
fn the_habits_of_json_are_told() {
    slip("certainty: low", "\"certainty\": \"low\",", ",", "`\"certainty\": \"low\"`");
    slip("certainty: low", "certainty: low,", "low,", "did you mean `low`?");
    slip(
        ABOUT,
        "about: [techniques/foam-rolling, benefits/flexibility],\n",
        "[techniques/foam-rolling, benefits/flexibility]",
        "`about: [techniques/foam-rolling, benefits/flexibility]`",
    );
    slip(
        ABOUT,
        "about: [techniques/foam-rolling, benefits/flexibility\n",
        "[",
        "`about: [techniques/foam-rolling, benefits/flexibility]`",
    );
    let citation = "  - reference: article-2024\n    stance: source\n    locator: line 1\n";
    slip(
        citation,
        "  - {reference: article-2024, stance: source\n",
        "{",
        "`- {reference: article-2024, stance: source}`",
    );
    slip(
        citation,
        "  - {reference:article-2024, stance:source}\n",
        "reference:article-2024",
        "`reference: article-2024`",
    );
    slip("type: benefit", "// the type\ntype: benefit", "//", "`# the type`");
    slip("type: benefit", "/* the type */\ntype: benefit", "/*", "`# the type`");
    slip("certainty: low", "certainty: \"low\";", ";", "`certainty: \"low\"`");
    slip("certainty: low", "certainty = low", "certainty", "`certainty: low`");
    slip("certainty: low", "certainty low", "certainty", "`certainty: low`");
}

#[test]
fn dates_are_written_as_dates() {
    let reviewed = "last_reviewed: 2026-11-01";
    for (written, day) in [
        ("20261101", "2026-11-01"),
        ("\"20261101\"", "2026-11-01"),
        ("1 November 2026", "2026-11-01"),
        ("November 1, 2026", "2026-11-01"),
        ("1st Nov. 2026", "2026-11-01"),
        ("2026/11/01", "2026-11-01"),
        ("2026.11.01", "2026-11-01"),
        ("2026-11-1", "2026-11-01"),
        ("30-10-2026", "2026-10-30"),
        ("10/30/2026", "2026-10-30"),
        ("2026-11-01T10:00:00Z", "2026-11-01"),
    ] {
        slip(reviewed, &format!("last_reviewed: {written}"), written, &format!("write `{day}`"));
    }
    for written in ["2026", "2026-11", "202611", "November 2026", "today", "10/11/2026"] {
        slip(reviewed, &format!("last_reviewed: {written}"), written, "YYYY-MM-DD");
    }
}

#[test]
fn a_name_in_the_place_of_an_id_leads_to_its_record() {
    let cited = "reference: trial-2020";
    for name in ["Example 2020", "Example, Sample and Other (2020)", "A trial of rolling"] {
        let written = format!("reference: \"{name}\"");
        let outcome = lint_at(PATH, &edited(cited, &written));
        let [found] = outcome.diagnostics.as_slice() else { panic!("{name}: {:?}", outcome.diagnostics) };
        let help = found.help.as_deref().unwrap();
        assert!(!help.contains(".yaml`\"") && !help.contains(&format!("{name}.yaml")), "{help}");
        assert!(
            help.starts_with("did you mean") || help.starts_with("write the id of the record"),
            "{name}: {help}"
        );
    }
    slip(
        "  - benefits/flexibility",
        "  - Flexibility",
        "Flexibility",
        "did you mean `benefits/flexibility`?",
    );
    slip("  - benefits/flexibility", "  - flexibility", "flexibility", "write `benefits/flexibility`");
    slip(
        "  - benefits/flexibility",
        "  - benefits flexibility",
        "benefits flexibility",
        "`benefits/flexibility`",
    );
    slip(
        "  - benefits/flexibility",
        "  - benefits: flexibility",
        "benefits: flexibility",
        "write `benefits/flexibility`",
    );
    slip(
        "  - benefits/flexibility",
        "  - benefits/flexible-hips",
        "flexible-hips",
        "write the record in `benefits/flexible-hips.yaml`",
    );
}

/// Whatever follows from one fault is not told as well, least of all with an advice to delete something.
#[test]
fn one_fault_is_one_finding() {
    let claim = claim();
    for (path, text, rule) in [
        (PATH, edited("reference: trial-2020", "reference: trial-2021"), "dangling-reference"),
        (PATH, edited("- techniques/foam-rolling", "- techniques/foam-roling"), "dangling-reference"),
        (PATH, edited("citations:", "citation:"), "schema"),
        (PATH, edited("stance: supports", "stance: support"), "schema"),
        (PATH, String::new(), "schema"),
        (PATH, "# to be written\n".to_owned(), "schema"),
        (PATH, edited("id: rolling-raises-flexibility", "id: rolling-raises-flexibilty"), "misnamed-record"),
        ("claims/rolling-raises-range.yaml", claim.clone(), "misnamed-record"),
        ("claims/Rolling_raises_flexibility.yaml", claim.clone(), "misnamed-record"),
        ("claims/rolling raises flexibility.yaml", claim.clone(), "misnamed-record"),
        ("claims/new/rolling-raises-flexibility.yaml", claim.clone(), "misnamed-record"),
        ("claims/rolling-raises-flexibility.yml", claim.clone(), "misnamed-record"),
        ("claim/rolling-raises-flexibility.yaml", claim.clone(), "unknown-kind"),
        ("rolling-raises-flexibility.yaml", claim.clone(), "unknown-kind"),
        ("claims/rolling-raises-flexibility.yaml.txt", claim.clone(), "stray-file"),
        ("claims/rolling-raises-flexibility.txt", claim.clone(), "stray-file"),
        ("claims/.rolling-raises-flexibility.yaml", claim.clone(), "stray-file"),
        ("techniques/rolling-raises-flexibility.yaml", claim.clone(), "schema"),
    ] {
        let outcome = lint_at(path, &text);
        let told: Vec<_> =
            outcome.diagnostics.iter().map(|found| (found.rule, &*found.location.path)).collect();
        assert_eq!(
            told,
            [(rule, path)],
            "{:?}",
            outcome.diagnostics.iter().map(|found| &found.message).collect::<Vec<_>>()
        );
        assert!(outcome.fails());
        let help = outcome.diagnostics[0].help.as_deref().unwrap();
        assert!(!help.contains("delete") || text.len() < 30, "{help}");
    }
}

/// An id never changes: where others know the record by it, the file was renamed, and nothing is to be written into it.
#[test]
fn no_safe_fix_changes_an_id_that_others_name() {
    use massage_kb::edit::Safety;
    let fix = |path: &str, text: &str| {
        let outcome = lint_at(path, text);
        let [found] = outcome.diagnostics.as_slice() else { panic!("{path}: {:?}", outcome.diagnostics) };
        (found.repair.as_ref().map(|repair| repair.fix.safety), found.help.clone().unwrap())
    };
    let (safety, help) = fix("claims/rolling-raises-range.yaml", &claim());
    assert_eq!(safety, None);
    assert!(help.starts_with("rename the file to `rolling-raises-flexibility.yaml`"), "{help}");
    // Others name the record by its file, or the id is that of another record, or it is none: the file's name is the id.
    let slipped = edited("id: rolling-raises-flexibility", "id: rolling-raises-flexibilty");
    assert_eq!(fix(PATH, &slipped).0, Some(Safety::Safe));
    assert_eq!(
        fix(PATH, &edited("id: rolling-raises-flexibility", "id: Rolling_raises_flexibility")).0,
        Some(Safety::Safe)
    );
}
