//! What the schema says of the fields of the contract: for formats with columns.

use std::io;

use serde_json::Value;

use super::v1::SCHEMA;

/// What a field holds.
#[cfg_attr(
    not(any(feature = "sqlite", feature = "parquet")),
    allow(dead_code, reason = "columns of CSV have no types")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldType {
    /// A text or a word.
    Text,
    /// A whole number.
    Integer,
    /// A number that may have a fraction.
    Number,
    /// Yes or no.
    Boolean,
    /// A list of texts or words.
    Texts,
    /// A list or an object with a shape of its own: JSON in a cell.
    Nested,
}

/// A field of a part of the contract.
#[cfg_attr(
    not(any(feature = "sqlite", feature = "parquet")),
    allow(dead_code, reason = "columns of CSV have no types")
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) field_type: FieldType,
    pub(super) is_required: bool,
}

/// Fields whose texts are ids of records: the field, the kind that holds them.
const IDS: &[(&str, &str)] = &[
    ("broader", "techniques"),
    ("claims", "claims"),
    ("contraindications", "contraindications"),
    ("disclaimers", "disclaimers"),
    ("disputed_by", "claims"),
    ("disputes", "claims"),
    ("guides", "guides"),
    ("muscle", "muscles"),
    ("questions", "questions"),
    ("red_flags", "red-flags"),
    ("reference", "references"),
    ("structures", "structures"),
    ("superseded_by", "references"),
    ("targets", "muscles"),
    ("technique", "techniques"),
    ("techniques", "techniques"),
    ("tool", "tools"),
    ("tools", "tools"),
];

/// Fields whose texts are `kind/id` paths.
const PATHS: &[&str] = &["about", "applies_to", "cited_by", "must_show", "required_reading"];

/// The `kind/id` path of the record that `text` in the field `field` names; nothing where the field names no records.
pub(crate) fn path_of(field: &str, text: &str) -> Option<String> {
    if PATHS.contains(&field) {
        return Some(text.to_owned());
    }
    IDS.iter().find(|(name, _)| *name == field).map(|(_, kind)| format!("{kind}/{text}"))
}

/// Whether the field holds a list of ids or paths.
#[cfg(feature = "sqlite")]
pub(super) fn is_link(field: &Field) -> bool {
    field.field_type == FieldType::Texts && path_of(&field.name, "").is_some()
}

/// The fields of a part of the contract, in the order of the schema.
pub(super) fn fields(definition: &str) -> io::Result<Vec<Field>> {
    let schema: Value = serde_json::from_str(SCHEMA)?;
    let part = schema.pointer(&format!("/$defs/{definition}")).cloned().unwrap_or_default();
    let required = part.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|other| other == name));
    let properties = part.get("properties").and_then(Value::as_object);
    let field = |(name, property): (&String, &Value)| Field {
        name: name.clone(),
        field_type: field_type(&schema, property),
        is_required: is_required(name),
    };
    Ok(properties.map(|properties| properties.iter().map(field).collect()).unwrap_or_default())
}

fn field_type(schema: &Value, property: &Value) -> FieldType {
    let target = |property: &Value| {
        let pointer = property.get("$ref").and_then(Value::as_str)?.trim_start_matches('#').to_owned();
        schema.pointer(&pointer).cloned()
    };
    let property = target(property).unwrap_or_else(|| property.clone());
    match property.get("type").and_then(Value::as_str) {
        // A known word or another one.
        None if property.get("anyOf").is_some() => FieldType::Text,
        Some("string") => FieldType::Text,
        Some("integer") => FieldType::Integer,
        Some("number") => FieldType::Number,
        Some("boolean") => FieldType::Boolean,
        Some("array") => match property.get("items").map(|items| field_type(schema, items)) {
            Some(FieldType::Text) => FieldType::Texts,
            _ => FieldType::Nested,
        },
        _ => FieldType::Nested,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_the_types_of_the_schema() {
        let fields = fields("Technique").unwrap();
        let type_of =
            |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.field_type);
        assert_eq!(type_of("name"), Some(FieldType::Text));
        assert_eq!(type_of("modality"), Some(FieldType::Text));
        assert_eq!(type_of("stop_rules"), Some(FieldType::Texts));
        assert_eq!(type_of("citations"), Some(FieldType::Nested));
        assert_eq!(type_of("dose"), Some(FieldType::Nested));
        assert!(fields.iter().find(|field| field.name == "dose").is_some_and(|field| !field.is_required));
    }
}
