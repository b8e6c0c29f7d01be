//! The fields of the contract, each with its class. A test holds this table against `schemas/export.schema.json`.

use std::sync::LazyLock;

use serde_json::Value;

use super::class::Class::{self, *};
use crate::export::v1::SCHEMA;

/// What the fields of a definition in the schema say.
type Fields = &'static [(Class, &'static [&'static str])];

/// Fields that say the same in every record; a record's own entry in [`FIELDS`] goes before.
const EVERY_RECORD: Fields = &[
    (Identity, &["id", "kind"]),
    (Wording, &["name", "summary", "aliases"]),
    (Evidence, &["citations"]),
    (Safety, &["disclaimers"]),
    (Identifier, &["identifiers"]),
];

/// Definitions that are no records, so that [`EVERY_RECORD`] does not hold for them.
const PARTS: &[&str] = &[
    "Citation",
    "Coverage",
    "Dose",
    "DoseValue",
    "Export",
    "GuideStep",
    "Identifiers",
    "Member",
    "Meta",
    "Provenance",
    "Redirect",
    "Sighting",
    "Withdrawal",
];

/// Definitions whose objects are compared as a whole: a date, a name; and what stands only in fields that are not compared.
const WHOLE: &[&str] = &["Commit", "CslDate", "Generator", "MetaDisclaimer", "Name"];

const FIELDS: &[(&str, Fields)] = &[
    ("Benefit", &[(Wording, &["measures"]), (Derived, &["claims"])]),
    (
        "Claim",
        &[
            (Wording, &["statement", "certainty_basis", "note"]),
            (Classification, &["type", "origin"]),
            (Relation, &["about", "disputes"]),
            (Verdict, &["verdict"]),
            (Certainty, &["certainty"]),
            (Provenance, &["last_reviewed", "author", "reviewer"]),
            // What stands against a claim follows from the techniques, tools and practices that it is about.
            (Derived, &["disputed_by", "questions", "contraindications"]),
        ],
    ),
    (
        "Condition",
        &[(Classification, &["nature", "not_a_diagnosis"]), (Safety, &["red_flags"]), (Derived, &["claims"])],
    ),
    (
        "Contraindication",
        &[
            (Safety, &["name", "summary", "strength", "applies_to", "structures", "basis", "basis_note"]),
            (Derived, &["claims"]),
        ],
    ),
    ("Disclaimer", &[(Safety, &["text", "scope", "must_precede_instructions"]), (Relation, &["claims"])]),
    (
        "Guide",
        &[
            (Safety, &["required_reading", "contraindications"]),
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
        &[(Classification, &["category"]), (Safety, &["contraindications"]), (Derived, &["claims"])],
    ),
    (
        "Question",
        &[
            (Wording, &["question"]),
            (Advice, &["answer"]),
            (Relation, &["claims"]),
            (Derived, &["contraindications"]),
        ],
    ),
    ("RedFlag", &[(Safety, &["name", "summary", "action", "basis", "basis_note"]), (Derived, &["claims"])]),
    (
        "Reference",
        &[
            (Evidence, &["provenance", "independence", "design", "superseded_by"]),
            (Identifier, &["DOI", "PMID", "PMCID", "ISBN"]),
            (Wording, &["population", "finding"]),
            (
                Bibliography,
                &[
                    "type",
                    "title",
                    "author",
                    "issued",
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
            (Safety, &["setting", "stop_rules", "red_flags", "dose", "contraindications"]),
            (Derived, &["claims", "guides"]),
        ],
    ),
    (
        "Tool",
        &[(Advice, &["use_notes"]), (Safety, &["contraindications"]), (Derived, &["claims", "techniques"])],
    ),
    (
        "Citation",
        &[
            (Evidence, &["reference", "stance", "directness", "indirectness"]),
            (Wording, &["quote", "locator"]),
            (Bibliography, &["quote_url"]),
            // They are those of the reference, whose own record tells the change.
            (Derived, &["formatted", "standing", "checked_at"]),
        ],
    ),
    ("Coverage", &[(Provenance, &["units", "with_claims", "marked"])]),
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
    ("Sighting", &[(Provenance, &["url", "on", "read"])]),
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

/// The definitions whose items, in a list, are the same thing where this field of theirs is the same.
const ITEM_KEYS: &[(&str, &str)] =
    &[("Citation", "reference"), ("GuideStep", "title"), ("Member", "muscle"), ("Sighting", "url")];

/// The lists whose order says something: what comes first is done or seen first. Another order of any other list is a patch.
const ORDERED: &[&str] = &["disclaimers", "instructions", "required_reading", "steps"];

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

/// What a field holds, as the comparison goes into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A text, a word, a number, or a list of them: compared as a whole.
    Whole,
    /// An object of this definition.
    Part(String),
    /// A list of objects of this definition, told apart by this field of theirs.
    Items(String, &'static str),
    /// Texts by name.
    Map,
}

/// The schema of the export.
pub(super) struct Schema(Value);

impl Schema {
    /// That of this version, read once.
    pub(super) fn known() -> &'static Self {
        // It is part of the program, and a test reads it; were it broken, every field would be compared as a whole.
        static KNOWN: LazyLock<Schema> =
            LazyLock::new(|| Schema(serde_json::from_str(SCHEMA).unwrap_or_default()));
        &KNOWN
    }

    pub(super) fn form(&self, definition: &str, field: &str) -> Form {
        let property = self.0.pointer(&format!("/$defs/{definition}/properties/{field}"));
        let target = |property: Option<&Value>| {
            let name = property?.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
            self.0.pointer(&format!("/$defs/{name}/properties"))?;
            (!WHOLE.contains(&name)).then(|| name.to_owned())
        };
        let key = |name: &str| ITEM_KEYS.iter().find(|(other, _)| *other == name).map(|(_, key)| *key);
        if let Some(name) = target(property) {
            Form::Part(name)
        } else if let Some(name) = target(property.and_then(|property| property.get("items"))) {
            key(&name).map_or(Form::Whole, |key| Form::Items(name, key))
        } else if property.is_some_and(|property| property.get("additionalProperties").is_some()) {
            Form::Map
        } else {
            Form::Whole
        }
    }

    /// Whether the schema has the field in every object of the definition.
    pub(super) fn is_required(&self, definition: &str, field: &str) -> bool {
        let required = self.0.pointer(&format!("/$defs/{definition}/required")).and_then(Value::as_array);
        required.is_some_and(|names| names.iter().any(|name| name == field))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Kind;

    /// Every field of every object in the schema.
    fn schema_fields() -> BTreeSet<(String, String)> {
        let Schema(schema) = Schema::known();
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

    #[test]
    fn lists_of_things_are_compared_thing_by_thing() {
        let schema = Schema::known();
        assert_eq!(schema.form("Claim", "citations"), Form::Items("Citation".to_owned(), "reference"));
        assert_eq!(schema.form("Technique", "dose"), Form::Part("Dose".to_owned()));
        assert_eq!(schema.form("Disclaimer", "text"), Form::Map);
        assert_eq!(schema.form("Reference", "author"), Form::Whole);
        assert_eq!(schema.form("Claim", "verdict"), Form::Whole);
        assert!(schema.is_required("Claim", "verdict") && !schema.is_required("Claim", "certainty"));
    }
}
