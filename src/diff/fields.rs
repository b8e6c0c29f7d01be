//! The fields of the contract, each with its class. A test holds this table against `schemas/export.schema.json`.

use super::class::Class::{self, *};

/// What the fields of a definition in the schema say.
type Fields = &'static [(Class, &'static [&'static str])];

/// Fields that say the same in every record; a record's own entry in [`FIELDS`] goes before.
const EVERY_RECORD: Fields = &[
    (Identity, &["id", "kind"]),
    (Wording, &["name", "summary", "aliases", "note"]),
    (Evidence, &["citations"]),
    // What is shown with a record follows from others, and from how a version of `kb` follows them. A warning that is lost on the way must
    // never look like a patch.
    (Safety, &["disclaimers", "must_show"]),
    (Identifier, &["identifiers"]),
];

/// Definitions that are no records, so that [`EVERY_RECORD`] does not hold for them.
const PARTS: &[&str] = &[
    "Citation",
    "Coverage",
    "Dose",
    "DoseValue",
    "Effect",
    "Export",
    "GuideStep",
    "Identifiers",
    "Member",
    "Meta",
    "Provenance",
    "Redirect",
    "Search",
    "Sighting",
    "Withdrawal",
];

const FIELDS: &[(&str, Fields)] = &[
    ("Benefit", &[(Wording, &["measures"]), (Derived, &["claims"])]),
    (
        "Claim",
        &[
            (Wording, &["statement", "certainty_basis"]),
            (Provenance, &["search"]),
            (Classification, &["type", "origin"]),
            (Relation, &["about", "disputes"]),
            (Verdict, &["verdict"]),
            (Certainty, &["certainty"]),
            (Provenance, &["last_reviewed", "author", "reviewer"]),
            // What stands against a claim follows from the techniques, tools and practices that it is about.
            (Derived, &["disputed_by", "questions", "guides", "contraindications", "red_flags"]),
        ],
    ),
    (
        "Condition",
        &[(Classification, &["nature", "not_a_diagnosis"]), (Safety, &["red_flags"]), (Derived, &["claims"])],
    ),
    (
        "Contraindication",
        &[
            (
                Safety,
                &["name", "summary", "strength", "applies_to", "structures", "basis", "basis_note", "note"],
            ),
            (Derived, &["claims"]),
        ],
    ),
    ("Disclaimer", &[(Safety, &["text", "scope", "must_precede_instructions"]), (Relation, &["claims"])]),
    (
        "Guide",
        &[
            (Safety, &["required_reading", "contraindications", "red_flags", "note"]),
            (Advice, &["steps"]),
            (Relation, &["technique"]),
        ],
    ),
    (
        "Muscle",
        &[
            (Wording, &["actions", "latin", "origin", "insertion", "innervation", "blood_supply"]),
            (Relation, &["members"]),
            (Derived, &["claims", "techniques"]),
        ],
    ),
    (
        "Practice",
        &[(Classification, &["category"]), (Safety, &["contraindications", "note"]), (Derived, &["claims"])],
    ),
    (
        "Question",
        &[
            (Wording, &["question"]),
            (Advice, &["answer"]),
            (Relation, &["claims"]),
            (Derived, &["contraindications", "red_flags"]),
        ],
    ),
    (
        "RedFlag",
        &[(Safety, &["name", "summary", "action", "basis", "basis_note", "note"]), (Derived, &["claims"])],
    ),
    (
        "Reference",
        &[
            (Evidence, &["provenance", "independence", "design", "superseded_by", "effects"]),
            // Which work it is: another year or author is another source.
            (Evidence, &["author", "issued"]),
            (Identifier, &["DOI", "PMID", "PMCID", "ISBN"]),
            (Wording, &["population", "finding"]),
            (
                Bibliography,
                &[
                    "type",
                    "title",
                    "container-title",
                    "volume",
                    "issue",
                    "page",
                    "edition",
                    "version",
                    "publisher",
                    "URL",
                ],
            ),
            (Standing, &["standing"]),
            (Provenance, &["accessed"]),
            // `checked_at` is another day's after each run of `kb links`, and says nothing new while the standing stays.
            (Derived, &["formatted", "cited_by", "checked_at"]),
        ],
    ),
    (
        "Source",
        &[
            (Bibliography, &["title", "author", "URL", "issued"]),
            (Relation, &["reference", "claims"]),
            (Provenance, &["coverage"]),
        ],
    ),
    ("Structure", &[(Derived, &["claims"])]),
    (
        "Technique",
        &[
            (Classification, &["modality"]),
            (Relation, &["targets", "tools", "broader"]),
            (Advice, &["instructions"]),
            // Beside what people do, a note to readers may be a warning.
            (Safety, &["setting", "stop_rules", "red_flags", "dose", "contraindications", "note"]),
            (Derived, &["claims", "guides"]),
        ],
    ),
    (
        "Tool",
        &[
            (Advice, &["use_notes"]),
            (Safety, &["contraindications", "note"]),
            (Derived, &["claims", "techniques"]),
        ],
    ),
    (
        "Citation",
        &[
            (Evidence, &["reference", "stance", "directness", "indirectness", "quote"]),
            (Wording, &["locator", "note"]),
            (Bibliography, &["quote_url"]),
            // They are those of the reference, whose own record tells the change.
            (Derived, &["formatted", "standing", "checked_at"]),
        ],
    ),
    ("Coverage", &[(Provenance, &["units", "with_claims", "marked"])]),
    (
        "Effect",
        &[
            (
                Evidence,
                &[
                    "outcome",
                    "measure",
                    "value",
                    "unit",
                    "ci",
                    "intervention",
                    "comparator",
                    "favours",
                    "studies",
                    "participants",
                    "follow_up",
                    "certainty",
                ],
            ),
            (Bibliography, &["locator"]),
        ],
    ),
    ("Dose", &[(Safety, &["pressure", "duration", "repetitions", "frequency"])]),
    ("DoseValue", &[(Safety, &["text"]), (Evidence, &["basis", "citations"])]),
    (
        "GuideStep",
        &[
            (Wording, &["title"]),
            (Advice, &["action", "position", "duration"]),
            (Relation, &["targets", "claims", "tool"]),
            (Safety, &["pressure_limit", "stop_rule", "note"]),
        ],
    ),
    ("Identifiers", &[(Identifier, &["uberon", "fma", "ta2", "snomed_ct", "mesh", "mondo", "efo"])]),
    ("Member", &[(Relation, &["muscle", "role"])]),
    ("Meta", &[(Wording, &["title"]), (Classification, &["language", "licence"])]),
    ("Provenance", &[(Evidence, &["status"]), (Provenance, &["seen"])]),
    ("Redirect", &[(Relation, &["replaced_by"]), (Wording, &["withdrawn"])]),
    ("Search", &[(Provenance, &["terms", "where", "on"])]),
    ("Sighting", &[(Provenance, &["url", "on", "read", "copy"])]),
    ("Withdrawal", &[(Wording, &["reason", "date"])]),
    ("Export", &[(Shape, &["schema_version"])]),
];

/// What a file says of itself, or repeats of its records: no content of its own, and not compared.
const NOT_COMPARED: &[(&str, &[&str])] = &[
    ("Export", &["$schema"]),
    (
        "Meta",
        &[
            "data_version",
            "source",
            "content_sha256",
            "disclaimers",
            "counts",
            "sources_checked_at",
            "generator",
        ],
    ),
];

/// The lists whose order says something: what comes first is done or seen first. Another order of any other list is a patch.
const ORDERED: &[&str] = &["disclaimers", "instructions", "must_show", "required_reading", "steps"];

/// Whether the order of a list says something.
pub(super) fn is_ordered(field: &str) -> bool {
    ORDERED.contains(&field)
}

/// The class of a field; nothing where it is not compared.
pub(super) fn class_of(definition: &str, field: &str) -> Option<Class> {
    let listed = NOT_COMPARED.iter().find(|(name, _)| *name == definition);
    if listed.is_some_and(|(_, fields)| fields.contains(&field)) {
        return None;
    }
    let own = FIELDS.iter().find(|(name, _)| *name == definition).and_then(|(_, fields)| find(fields, field));
    let is_record = !PARTS.contains(&definition);
    let shared = || is_record.then(|| find(EVERY_RECORD, field)).flatten();
    Some(own.or_else(shared).unwrap_or(Unknown))
}

fn find(fields: Fields, field: &str) -> Option<Class> {
    fields.iter().find(|(_, names)| names.contains(&field)).map(|(class, _)| *class)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::super::form::{ITEM_KEYS, Schema, WHOLE};
    use super::*;
    use crate::model::Kind;

    /// Every field of every object in the schema.
    fn schema_fields() -> BTreeSet<(String, String)> {
        let schema = Schema::known().as_value();
        let mut fields = BTreeSet::new();
        let mut take = |name: &str, definition: &Value| {
            for field in definition["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
                fields.insert((name.to_owned(), field.clone()));
            }
        };
        take("Export", schema);
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            take(name, definition);
        }
        assert!(fields.len() > 150, "{}", fields.len());
        fields
    }

    #[test]
    fn every_field_of_the_schema_has_a_class() {
        // A map of records, and a copy of a record, have no class of their own.
        let maps: Vec<&str> =
            Kind::ALL.iter().map(|kind| kind.folder()).chain(["meta", "redirects"]).collect();
        for (definition, field) in schema_fields() {
            if (definition == "Export" && maps.contains(&field.as_str())) || WHOLE.contains(&&*definition) {
                continue;
            }
            let class = class_of(&definition, &field);
            assert_ne!(
                class,
                Some(Unknown),
                "src/diff/fields.rs has no class for `{field}` of `{definition}`"
            );
        }
    }

    #[test]
    fn the_table_names_no_field_that_is_gone_and_none_twice() {
        let known = schema_fields();
        let mut seen = BTreeSet::new();
        let listed = FIELDS.iter().flat_map(|(definition, fields)| {
            fields.iter().flat_map(move |(_, names)| names.iter().map(move |name| (*definition, *name)))
        });
        let passed_over = NOT_COMPARED
            .iter()
            .flat_map(|(definition, names)| names.iter().map(move |name| (*definition, *name)));
        for (definition, field) in listed.chain(passed_over) {
            let pair = (definition.to_owned(), field.to_owned());
            assert!(known.contains(&pair), "the schema has no `{field}` in `{definition}`");
            assert!(seen.insert(pair), "`{field}` of `{definition}` stands here twice");
        }
        for field in ORDERED {
            assert!(known.iter().any(|(_, name)| name == field), "the schema has no `{field}`");
        }
        for definition in PARTS.iter().chain(WHOLE).chain(ITEM_KEYS.iter().map(|(name, _)| name)) {
            assert!(known.iter().any(|(name, _)| name == definition), "the schema has no `{definition}`");
        }
    }
}
