//! Writes `schemas/export.schema.json` from the contract's types, and fails where the committed file differs.
//!
//! `UPDATE_SCHEMAS=1 cargo test --all-features schema_file` writes it anew.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Export;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/export.schema.json");

/// Absent, never null; no Rust type of an integer, which no reader of the schema knows; doc comments without their line breaks.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(object) => {
            drop_null(object);
            require_defaults(object);
            object.remove("format");
            object.remove("default");
            let object_is_words = object.contains_key("anyOf");
            if let Some(Value::String(description)) = object.get_mut("description") {
                // The list of the known words keeps its lines.
                if !object_is_words {
                    *description = description.split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            object.values_mut().for_each(tidy);
        }
        _ => {}
    }
}

fn drop_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(options)) = object.get_mut("anyOf") {
        options.retain(|option| option.get("type") != Some(&json!("null")));
        if let [Value::Object(only)] = options.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            only.into_iter().for_each(|(key, value)| {
                object.entry(key).or_insert(value);
            });
        }
    }
}

/// A list or a truth value that came in a minor version is read as empty or false where an older file lacks it; a file of this version
/// always has it.
fn require_defaults(object: &mut Map<String, Value>) {
    let Some(Value::Object(properties)) = object.get("properties") else { return };
    let has_default = |(_, property): &(&String, &Value)| {
        property.get("default").is_some_and(|value| *value == json!([]) || *value == json!(false))
    };
    let names: Vec<Value> = properties.iter().filter(has_default).map(|(name, _)| json!(name)).collect();
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.extend(names);
    }
}

/// Gives the known words of `Strength` the name `KnownStrength`, by which generators of code call their enum.
fn name_known_words(schema: &mut Value) {
    let Some(Value::Object(definitions)) = schema.get_mut("$defs") else { return };
    let mut known = Vec::new();
    for (name, definition) in definitions.iter_mut() {
        if let Some(words) = definition.pointer_mut("/anyOf/0") {
            let mut words = std::mem::replace(words, json!({"$ref": format!("#/$defs/Known{name}")}));
            words["description"] =
                json!(format!("The words of `{name}` that this version of the schema knows."));
            known.push((format!("Known{name}"), words));
        }
    }
    definitions.extend(known);
}

fn schema_text() -> String {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Export>();
    let mut value = schema.to_value();
    tidy(&mut value);
    name_known_words(&mut value);
    value["$id"] = json!("export.schema.json");
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn the_schema_file_is_that_of_the_types() {
    let text = schema_text();
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(PATH, text).unwrap();
    } else {
        let is_fresh = std::fs::read_to_string(PATH).unwrap_or_default() == text;
        assert!(is_fresh, "stale: write it with UPDATE_SCHEMAS=1 cargo test --all-features schema_file");
    }
}

#[test]
fn nothing_is_null_or_a_union() {
    let text = schema_text();
    for unwanted in ["\"null\"", "\"oneOf\"", "\"type\": ["] {
        assert!(!text.contains(unwanted), "{unwanted} in the schema");
    }
    // What is a known word or another one is a text in either case.
    let schema: Value = serde_json::from_str(&text).unwrap();
    let definitions = schema["$defs"].as_object().unwrap();
    let words: Vec<&Value> = definitions.values().filter_map(|part| part.get("anyOf")).collect();
    assert_eq!(words.len(), text.matches("\"anyOf\"").count(), "a union that is none of words");
    for options in words {
        let known = options[0]["$ref"].as_str().unwrap().trim_start_matches("#/$defs/");
        let types = [&definitions[known]["type"], &options[1]["type"]];
        assert_eq!(types, ["string", "string"], "{options}");
    }
}
