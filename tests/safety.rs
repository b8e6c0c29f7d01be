//! What must be shown with a record, and that only records in force are given.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use massage_kb::KnowledgeBase;
use massage_kb::model::{Certainty, Kind, Record, Status, Strength, Urgency, Verdict};
use massage_kb::source::Sources;

/// The records of these files: a path and a text each.
fn base(files: &[(&str, &str)]) -> KnowledgeBase {
    let files = files.iter().map(|(path, text)| {
        let id = path.split_once('/').unwrap().1;
        let text = format!("id: {id}\n{}\n", text.replace('|', "\n"));
        (format!("{path}.yaml"), text.into_bytes())
    });
    KnowledgeBase::from_sources(&Sources::from_memory(files)).unwrap()
}

const TECHNIQUE: &str = "name: A technique|summary: It is done.|modality: pressure|setting: self";
const THING: &str = "name: A thing|summary: It is there.";

fn warnings(base: &KnowledgeBase, path: &str) -> Vec<String> {
    let (kind, id) = path.split_once('/').unwrap();
    let kind = Kind::from_folder(kind).unwrap();
    base.must_show(kind, id).in_order().map(|shown| format!("{}/{}", shown.kind(), shown.id())).collect()
}

fn warning(strength: &str, more: &str) -> String {
    format!("name: A state|summary: Do not.|strength: {strength}{more}")
}

#[test]
fn whoever_names_a_warning_it_is_shown() {
    let technique = |more: &str| format!("{TECHNIQUE}{more}");
    let named = warning("stop", "|applies_to: [techniques/rolling, tools/ball, practices/bath, guides/how]");
    let base = base(&[
        (
            "techniques/rolling",
            &technique("|contraindications: [fresh-wound]|red_flags: [fever]|tools: [roller]"),
        ),
        ("techniques/narrow", &technique("|broader: rolling|red_flags: [fall]")),
        ("techniques/narrower", &technique("|broader: narrow")),
        ("techniques/apart", &technique("")),
        ("tools/roller", &format!("{THING}|contraindications: [thin-skin]")),
        ("tools/ball", THING),
        ("practices/bath", &format!("{THING}|category: habit")),
        (
            "guides/how",
            "name: How|summary: It is told.|technique: narrower|required_reading: [disclaimers/first, red-flags/lump]|steps:|  - title: One|    \
             action: Roll.|    tool: ball|    claims: [step]",
        ),
        (
            "guides/other",
            "name: How|summary: It is told.|steps:|  - title: One|    action: Roll.|    tool: ball",
        ),
        ("conditions/pain", &format!("{THING}|nature: symptom|red_flags: [fever]")),
        (
            "claims/step",
            "statement: Roll slowly.|type: technique_instruction|origin: added|verdict: not_testable",
        ),
        (
            "claims/on-pain",
            "statement: It hurts.|type: benefit|origin: added|verdict: not_searched|about: [conditions/pain, techniques/apart]",
        ),
        (
            "claims/on-clots",
            "statement: Ask first.|type: safety|origin: added|verdict: supported|about: [contraindications/clot, red-flags/lump]",
        ),
        ("questions/why", "question: Why?|answer: It may help.|claims: [on-clots, step]"),
        ("contraindications/clot", &named),
        ("contraindications/fresh-wound", &warning("avoid_spot", "")),
        ("contraindications/thin-skin", &warning("caution", "")),
        ("contraindications/elsewhere", &warning("stop", "|applies_to: [techniques/no-such]")),
        ("red-flags/fever", &format!("{THING}|action: urgent")),
        ("red-flags/fall", &format!("{THING}|action: emergency")),
        ("red-flags/lump", &format!("{THING}|action: soon")),
        (
            "disclaimers/first",
            "name: First|text:|  en: Read this.|scope: [techniques]|must_precede_instructions: true",
        ),
        (
            "disclaimers/last",
            "name: Last|text:|  en: And this.|scope: [techniques, questions]|must_precede_instructions: false",
        ),
    ]);
    let all = |warnings: &[&str]| warnings.iter().map(ToString::to_string).collect::<Vec<_>>();
    let rolling = [
        "disclaimers/first",
        "red-flags/fever",
        "contraindications/clot",
        "contraindications/thin-skin",
        "contraindications/fresh-wound",
        "disclaimers/last",
    ];
    let narrow = [
        "disclaimers/first",
        "red-flags/fall",
        "red-flags/fever",
        "contraindications/clot",
        "contraindications/thin-skin",
        "contraindications/fresh-wound",
        "disclaimers/last",
    ];
    let guide = [
        "disclaimers/first",
        "red-flags/fall",
        "red-flags/fever",
        "red-flags/lump",
        "contraindications/clot",
        "contraindications/thin-skin",
        "contraindications/fresh-wound",
        "disclaimers/last",
    ];
    for (path, expected) in [
        ("techniques/rolling", &rolling[..]),
        ("techniques/narrow", &narrow),
        ("techniques/narrower", &narrow),
        ("techniques/apart", &["disclaimers/first", "disclaimers/last"]),
        ("tools/roller", &["contraindications/thin-skin"]),
        ("tools/ball", &["contraindications/clot"]),
        ("practices/bath", &["contraindications/clot"]),
        ("guides/how", &guide),
        ("guides/other", &["contraindications/clot"]),
        ("conditions/pain", &["red-flags/fever"]),
        // The step is an instruction of the guide.
        ("claims/step", &guide),
        ("claims/on-pain", &["disclaimers/first", "red-flags/fever", "disclaimers/last"]),
        ("claims/on-clots", &["red-flags/lump", "contraindications/clot"]),
        ("questions/why", &guide),
        ("contraindications/clot", &[]),
        ("techniques/no-such", &["disclaimers/first", "contraindications/elsewhere", "disclaimers/last"]),
    ] {
        assert_eq!(warnings(&base, path), all(expected), "{path}");
    }
    let strengths: Vec<Strength> =
        base.contraindications_of(Kind::Techniques, "rolling").map(|warning| warning.strength).collect();
    assert_eq!(strengths, [Strength::Stop, Strength::Caution, Strength::AvoidSpot]);
    let actions: Vec<Urgency> = base.red_flags_of(Kind::Guides, "how").map(|flag| flag.action).collect();
    assert_eq!(actions, [Urgency::Emergency, Urgency::Urgent, Urgency::Soon]);
    let disclaimers: Vec<&str> = base.disclaimers_of(Kind::Questions, "why").map(Record::id).collect();
    assert_eq!(disclaimers, ["first", "last"]);
}

#[test]
fn what_is_not_in_force_warns_of_nothing_and_what_took_its_place_does() {
    let gone = "|status: withdrawn|withdrawal:|  reason: x|  date: 2026-01-01";
    let base = base(&[
        ("techniques/rolling", &format!("{TECHNIQUE}|contraindications: [old, draft, gone, lost]")),
        ("techniques/narrow", &format!("{TECHNIQUE}|broader: former")),
        ("techniques/former", &format!("{TECHNIQUE}|replaced_by: rolling")),
        ("techniques/round", &format!("{TECHNIQUE}|broader: about")),
        ("techniques/about", &format!("{TECHNIQUE}|broader: round|contraindications: [circle-one, new]")),
        ("contraindications/old", &warning("caution", "|replaced_by: newer")),
        ("contraindications/newer", &warning("caution", &format!("|replaced_by: new{gone}"))),
        ("contraindications/new", &warning("stop", "")),
        ("contraindications/draft", &warning("stop", "|status: draft")),
        ("contraindications/gone", &warning("stop", gone)),
        ("contraindications/circle-one", &warning("stop", "|replaced_by: circle-two")),
        ("contraindications/circle-two", &warning("stop", "|replaced_by: circle-one")),
        ("contraindications/by-old-name", &warning("stop", "|applies_to: [techniques/former]")),
        ("contraindications/unseen", &warning("stop", &format!("|applies_to: [techniques/rolling]{gone}"))),
    ]);
    let both = ["contraindications/by-old-name", "contraindications/new"];
    assert_eq!(warnings(&base, "techniques/rolling"), both);
    assert_eq!(warnings(&base, "techniques/narrow"), both);
    assert_eq!(warnings(&base, "techniques/round"), ["contraindications/new"]);
}

#[test]
fn tables_give_the_records_in_force_and_others_by_name_alone() {
    let gone = "|status: withdrawn|withdrawal:|  reason: x|  date: 2026-01-01";
    let base = base(&[
        ("tools/ball", THING),
        ("tools/cane", &format!("{THING}|status: draft")),
        ("tools/drum", &format!("{THING}{gone}")),
        ("tools/fork", &format!("{THING}|replaced_by: ball")),
        (
            "claims/gone",
            &format!(
                "statement: It may.|type: benefit|origin: added|verdict: not_searched|about: [tools/ball]|citations:|  - reference: r|    stance: background{gone}"
            ),
        ),
    ]);
    let ids: Vec<&str> = base.tools.iter().map(Record::id).collect();
    assert_eq!(ids, ["ball"]);
    assert_eq!((&base.tools).into_iter().count(), 1);
    assert_eq!(base.ids(Kind::Tools).collect::<Vec<_>>(), ["ball"]);
    assert_eq!((base.tools.len(), base.len(), base.all_len()), (1, 1, 5));
    assert_eq!(base.tools.iter().len(), 1);
    assert!(base.claims.is_empty() && base.is_in_force(Kind::Tools, "ball"));
    for id in ["cane", "drum", "fork"] {
        assert!(base.tools.get(id).is_none() && base.tools.find(&id.into()).is_none(), "{id}");
        assert!(!base.is_in_force(Kind::Tools, id), "{id}");
        assert_eq!(base.tools.any(id).unwrap().id(), id);
    }
    assert_eq!(base.tools.any("drum").unwrap().status(), Status::Withdrawn);
    assert_eq!(base.tools.all().count(), 4);
    assert_eq!(base.claims_about("tools/ball").count() + base.cited_by("r").count(), 0);
    let ball = &base.tools.get("ball").unwrap().id;
    assert!(*ball == "ball" && ball.as_ref() == "ball");
}

#[test]
fn words_have_an_order_by_their_meaning() {
    assert!(Strength::Stop > Strength::AskFirst && Strength::Caution > Strength::AvoidSpot);
    assert!(Urgency::Emergency > Urgency::Urgent && Urgency::Urgent > Urgency::Soon);
    assert!(Certainty::High > Certainty::Moderate && Certainty::VeryLow > Certainty::Consensus);
    assert!(Verdict::Supported > Verdict::PartlySupported && Verdict::Contradicted > Verdict::NotSearched);
    let mut verdicts = Verdict::ALL.to_vec();
    verdicts.sort_unstable();
    verdicts.dedup();
    assert_eq!(verdicts.len(), Verdict::ALL.len());
    assert_eq!(verdicts.last(), Some(&Verdict::Supported));
    let mut grades = Certainty::ALL.to_vec();
    grades.sort_unstable();
    grades.dedup_by(|one, other| one.cmp(&other).is_eq());
    assert_eq!(grades.len(), Certainty::ALL.len());
    assert_eq!(grades.first(), Some(&Certainty::None));
    assert_eq!(
        format!("{}, {:>10}", Verdict::PartlySupported, Strength::Stop),
        "partly_supported,       stop"
    );
    // The word is the one that YAML and JSON have.
    for verdict in Verdict::ALL {
        assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.as_str());
    }
}
