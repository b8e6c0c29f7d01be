//! The typed crate, with its default features: what a stranger who adds it to a program holds.

#![cfg(feature = "embedded")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use massage_kb::knowledge_base::{LoadError, Shown};
use massage_kb::model::{Formatted, Kind, Record, Reference, Stance, Verdict};
use massage_kb::{KnowledgeBase, embedded};
use proptest::prelude::*;

#[path = "../examples/foam-rolling/src/main.rs"]
#[allow(dead_code, unreachable_pub, reason = "its own main is not called here")]
mod example;

#[test]
fn it_can_be_shared_between_threads() {
    fn assert_shared<T: Send + Sync + 'static>() {}
    assert_shared::<KnowledgeBase>();
    assert_shared::<LoadError>();
    assert_shared::<Formatted<'static>>();
    let counts: Vec<usize> = std::thread::scope(|scope| {
        let count = || embedded().claims_about("techniques/foam-rolling").count();
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(counts[0] > 0 && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}

#[test]
fn records_come_in_the_order_of_their_ids() {
    let base = embedded();
    for &kind in Kind::ALL {
        let ids: Vec<&str> = base.ids(kind).collect();
        assert!(!ids.is_empty() && ids.is_sorted(), "{kind}");
    }
}

#[test]
fn a_table_is_walked_like_a_list() {
    let base = embedded();
    let mut names = Vec::new();
    for muscle in &base.muscles {
        names.push(&muscle.name);
    }
    assert!(!names.is_empty() && names.len() == base.muscles.len());
}

/// The back-references are those that a walk over all records in force finds.
#[test]
fn back_references_are_whole() {
    let base = embedded();
    for &kind in Kind::ALL {
        for id in base.ids(kind) {
            let path = format!("{kind}/{id}");
            let walked: Vec<&str> = base
                .claims
                .iter()
                .filter(|claim| claim.about.iter().any(|about| about.as_str() == path))
                .map(|claim| claim.id.as_str())
                .collect();
            let found: Vec<&str> = base.claims_about(&path).map(|claim| claim.id.as_str()).collect();
            assert_eq!(found, walked, "{path}");
        }
    }
    let mut cited = 0;
    for reference in base.references.iter() {
        for citing in base.cited_by(reference.id()) {
            assert_eq!(citing.citation.reference, reference.id);
            assert_eq!(base.label(citing.kind, citing.id), Some(citing.label));
            cited += 1;
        }
    }
    let walked =
        Kind::ALL.iter().flat_map(|&kind| base.ids(kind).map(move |id| base.citations(kind, id).len()));
    assert_eq!(cited, walked.sum::<usize>());
    let in_claims: usize = base.claims.iter().map(|claim| claim.citations.len()).sum();
    assert!(cited > in_claims, "other records cite as well");
    assert_eq!(base.claims_about("techniques").count() + base.cited_by("no-such").count(), 0);
}

#[test]
fn disclaimers_that_precede_come_first() {
    let base = embedded();
    for kind in [Kind::Techniques, Kind::Guides, Kind::Questions, Kind::Practices] {
        for id in base.ids(kind) {
            let found: Vec<_> = base.disclaimers_of(kind, id).collect();
            assert!(found[0].must_precede_instructions, "{kind}/{id}");
            let later = found.iter().skip_while(|disclaimer| disclaimer.must_precede_instructions);
            assert!(later.clone().all(|disclaimer| !disclaimer.must_precede_instructions), "{kind}/{id}");
        }
    }
    assert_eq!(base.disclaimers_of(Kind::References, "wilke-2020").count(), 0);
}

#[test]
fn references_read_as_people_cite_them() {
    let base = embedded();
    for (id, expected) in [
        // Seven authors and more: six, and the others together.
        (
            "bartsch-2021",
            "Bartsch KM, Baumgart C, Freiwald J, Wilke J, Slomka G, Turnhöfer S, et al. Expert Consensus on the Contraindications and Cautions of Foam Rolling—An International Delphi Study. Journal of Clinical Medicine. 2021;10(22):5360. doi:10.3390/jcm10225360",
        ),
        (
            "ernst-safety",
            "Ernst E. The safety of massage therapy. Rheumatology. 2003;42:1101-1106. doi:10.1093/rheumatology/keg306",
        ),
        // No volume was seen: the issue stands alone.
        (
            "wilke-2020",
            "Wilke J, Müller AL, Giesche F, Power G, Ahmedi H, Behm DG. Acute Effects of Foam Rolling on Range of Motion in Healthy Adults: A Systematic Review with Multilevel Meta-analysis. Sports Medicine. 2019;(2):387-402. doi:10.1007/s40279-019-01205-7",
        ),
        (
            "gray-1918",
            "Gray H. Anatomy of the Human Body. 20th ed. 1918. Available from: http://www.bartleby.com/107/pages/page467.html",
        ),
        // A chapter, and a page of the web.
        (
            "statpearls-iliopsoas",
            "Bordoni B, Varacallo M. Anatomy, Bony Pelvis and Lower Limb, Iliopsoas Muscle. In: StatPearls [Internet]. StatPearls Publishing; 2018 [cited 2026 Nov 22]. Available from: https://statpearls.com/sp/cns/131/23367/",
        ),
        (
            "src-massagebiopulse",
            "Why Massage Hip Flexors? [Internet]. massagebiopulse.com [cited 2026 Nov 22]. Available from: https://www.massagebiopulse.com/massage/hip-pain/why-massage-hip-flexors/",
        ),
    ] {
        let reference = base.references.get(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(reference.formatted().to_string(), expected);
    }
    for reference in base.references.iter() {
        let text = reference.formatted().to_string();
        assert!(text.contains(&reference.title) && !text.contains("  ") && !text.contains(".."), "{text}");
        let has_locator = reference.doi.is_some() || reference.url.is_some();
        assert!(!has_locator || !text.ends_with('.'), "{text}");
    }
}

#[test]
fn the_example_tells_what_must_be_shown_before_claims() {
    let base = embedded();
    for technique in &base.techniques {
        let mut text = Vec::new();
        example::tell(base, technique.id(), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let first_claim = text.find("verdict: ").unwrap_or(text.len());
        let mut last = 0;
        let must_show = base.must_show(Kind::Techniques, technique.id());
        assert!(!must_show.disclaimers.is_empty() && !must_show.contraindications.is_empty());
        for shown in must_show.in_order() {
            let line = match shown {
                Shown::Disclaimer(disclaimer) => format!("! {}\n", disclaimer.text["en"]),
                Shown::RedFlag(flag) => format!("{}: {}. {}\n", flag.action, flag.name, flag.summary),
                Shown::Contraindication(warning) => format!("{}: {}. ", warning.strength, warning.name),
                _ => unreachable!(),
            };
            let place = text.find(&line).unwrap_or_else(|| panic!("{line} is not in {text}"));
            assert!(last < place && place < first_claim, "{line} is not in its place: {text}");
            last = place;
        }
        for claim in base.claims_about(&format!("techniques/{}", technique.id())) {
            assert!(text.contains(&format!("{}\n  verdict: {}", claim.statement, claim.verdict)));
            for citation in claim.citations.iter().filter(|citation| citation.stance.is_evidence()) {
                let reference = base.references.find(&citation.reference).unwrap();
                assert!(text.contains(&format!("{}: {}", citation.stance, reference.formatted())));
            }
        }
    }
}

/// Names and texts that come near to records, and such that do not.
fn garbage() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let folder = prop_oneof![
        Just("claims".to_owned()),
        Just("references".to_owned()),
        Just("guides".to_owned()),
        Just("sources".to_owned()),
        "[a-zé]{0,8}"
    ];
    let name = prop_oneof!["[a-z]{1,6}\\.yaml", "[^/\\x00]{1,6}\\.yaml"];
    let record =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/kb/references/wilke-2020.yaml")).unwrap();
    let cut = (0..record.len(), 0..record.len(), any::<u8>()).prop_map(move |(from, place, byte)| {
        let mut record = record.clone();
        record[place] = byte;
        record.drain(..from);
        record
    });
    let content = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        "([a-z]{1,5}: ?[\\[\\]{}&*!|>'\"%@#a-z0-9\\-,:\n ]{0,12}\n){0,6}".prop_map(String::into_bytes),
        "id: [a-z]{1,4}\nissued: \\{date-parts: \\[\\[[0-9]{0,12}(, -?[0-9]{1,3}){0,4}\\]\\]\\}\n"
            .prop_map(String::into_bytes),
        cut,
    ];
    prop::collection::vec(
        ((folder, name).prop_map(|(folder, name)| format!("{folder}/{name}")), content),
        0..6,
    )
}

proptest! {
    #[test]
    fn no_input_to_load_panics(files in garbage()) {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in &files {
            let path = folder.path().join(path);
            let _ = std::fs::create_dir_all(path.parent().unwrap());
            let _ = std::fs::write(path, content);
        }
        match KnowledgeBase::load(folder.path()) {
            Ok(base) => {
                for reference in base.references.iter() {
                    prop_assert!(!reference.formatted().to_string().is_empty());
                    prop_assert_eq!(base.cited_by(reference.id()).count(), 0);
                }
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    /// Any date, any page, any name: a reference in any state can be shown.
    #[test]
    fn any_reference_can_be_formatted(
        title in ".{0,20}", given in ".{0,9}", page in ".{0,5}", edition in "[0-9]{0,11}",
        dates in prop::collection::vec(prop::collection::vec(any::<i32>(), 0..4), 0..3),
    ) {
        let reference: Reference = serde_json::from_value(serde_json::json!({
            "id": "x", "type": "book", "title": title, "author": [{"family": "X", "given": given}], "page": page,
            "edition": edition, "issued": {"date-parts": dates}, "accessed": {"date-parts": dates}, "URL": "https://example.org",
            "provenance": {"status": "verified"}, "independence": "academic", "design": "textbook"
        })).unwrap();
        prop_assert!(reference.formatted().to_string().contains("https://example.org"));
    }
}

#[test]
fn a_folder_that_is_none_is_an_error_and_no_panic() {
    let error = KnowledgeBase::load("no/such/folder").unwrap_err();
    assert_eq!(error.to_string(), "`no/such/folder` is not a folder");
    let base = KnowledgeBase::load(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base")).unwrap();
    let claim = base.claims_about("techniques/foam-rolling").next().unwrap();
    assert_eq!(claim.verdict, Verdict::PartlySupported);
    assert!(claim.citations.iter().any(|citation| citation.stance == Stance::Supports));
}
