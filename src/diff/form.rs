//! How the fields of the contract are compared: as a whole, or part by part, as the schema has them.

use std::sync::LazyLock;

use serde_json::Value;

use crate::export::v1::SCHEMA;

/// Definitions whose objects are compared as a whole: a date, a name; and what stands only in fields that are not compared.
pub(super) const WHOLE: &[&str] = &["Commit", "CslDate", "Generator", "MetaDisclaimer", "Name"];

/// The definitions whose items, in a list, are the same thing where this field of theirs is the same.
pub(super) const ITEM_KEYS: &[(&str, &str)] = &[
    ("Citation", "reference"),
    ("Effect", "outcome"),
    ("GuideStep", "title"),
    ("Member", "muscle"),
    ("Sighting", "url"),
];

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

    #[cfg(test)]
    pub(super) fn as_value(&self) -> &Value {
        &self.0
    }

    /// What the field holds.
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
    use super::*;

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
