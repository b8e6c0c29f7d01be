//! Writes `schemas/*.schema.json` from the model's types, and fails where the committed files differ. The schemas hold standard keywords
//! alone, so that strict validators take them; what only `kb` reads goes to `src/schema/annotations.tsv`.
//!
//! `UPDATE_SCHEMAS=1 cargo test --all-features schema_files` writes them anew.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::*;

/// Splits a doc comment into its prose and the value after its last `Example: `.
fn split_example(description: &str, at: &str) -> (String, Option<Value>) {
    match description.rsplit_once("Example: ") {
        Some((prose, example)) => {
            let value = serde_json::from_str(&example.replace('\n', " "))
                .unwrap_or_else(|error| panic!("{at}: the example is no JSON: {error}"));
            (prose.trim().to_owned(), Some(value))
        }
        None => (description.trim().to_owned(), None),
    }
}

/// `blood_supply` ► `Blood supply`; the CSL names in capitals stay as they are.
fn title_of(property: &str) -> String {
    let words = property.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Turns what schemars writes into what an editor and our messages read best: no null for an absent field, an `enum` whose
/// description explains each word, one title, description and example a property.
fn tidy(schema: &mut Map<String, Value>, at: &str) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(options)) = schema.get_mut("anyOf") {
        options.retain(|option| option.get("type") != Some(&json!("null")));
        if let [Value::Object(only)] = options.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.entry(key).or_insert(value);
            }
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let variants: Option<Vec<(Value, Value)>> =
        schema.get("oneOf").and_then(Value::as_array).and_then(|options| {
            options
                .iter()
                .map(|option| Some((option.get("const")?.clone(), option.get("description")?.clone())))
                .collect()
        });
    if let Some(variants) = variants {
        schema.remove("oneOf");
        let (values, descriptions): (Vec<_>, Vec<_>) = variants.into_iter().unzip();
        schema.insert("type".into(), json!("string"));
        let line = |(value, about): (&Value, &Value)| {
            format!("\n- `{}`: {}", value.as_str().unwrap_or_default(), about.as_str().unwrap_or_default())
        };
        let explained: String = values.iter().zip(&descriptions).map(line).collect();
        schema.insert("enum".into(), Value::Array(values));
        schema.insert("description".into(), json!(format!("\n{explained}")));
    }
    // schemars names an integer's Rust type here, which no consumer of the schema knows.
    schema.remove("format");
    schema.remove("default");
    if let Some(description) = schema.get("description").and_then(Value::as_str)
        && !schema.contains_key("enum")
    {
        let (prose, _) = split_example(description, at);
        schema.insert("description".into(), json!(prose));
    }
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, property) in properties {
            let at = format!("{at}/{name}");
            let Value::Object(property) = property else { panic!("{at}: no object") };
            let description = property.get("description").and_then(Value::as_str).unwrap_or_default();
            let (prose, example) = split_example(description, &at);
            assert!(!prose.is_empty(), "{at} has no description");
            let example = example.unwrap_or_else(|| panic!("{at} has no example"));
            tidy(property, &at);
            let words = property.get("enum").and(property.get("description")).and_then(Value::as_str);
            let description = prose + words.unwrap_or_default();
            property.insert("title".into(), json!(title_of(name)));
            property.insert("description".into(), json!(description));
            property.insert("examples".into(), json!([example]));
        }
    }
    for key in ["items", "additionalProperties"] {
        if let Some(Value::Object(nested)) = schema.get_mut(key) {
            tidy(nested, &format!("{at}/{key}"));
        }
    }
}

/// Takes out what only `kb` reads, and no other reader of a schema knows: one line each for `src/schema/annotations.tsv`.
fn take_annotations(schema: &mut Value, folder: &str, pointer: &str, lines: &mut Vec<String>) {
    match schema {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                take_annotations(item, folder, &format!("{pointer}/{index}"), lines);
            }
        }
        Value::Object(object) => {
            if let Some(target) = object.shift_remove("x-kb-ref") {
                let kinds: Vec<&str> =
                    target["kinds"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
                let form = target["form"].as_str().unwrap();
                lines.push(format!("{folder}\t{pointer}\t{form}\t{}", kinds.join(" ")));
            }
            if object.shift_remove("x-kb-order").is_some() {
                lines.push(format!("{folder}\t{pointer}\tunordered"));
            }
            for (name, part) in object {
                take_annotations(part, folder, &format!("{pointer}/{name}"), lines);
            }
        }
        _ => {}
    }
}

/// The schema of one kind, and its annotations. Everything is inlined: no `$ref`, so that nothing has to be looked up anywhere.
fn schema_of<T: Record + JsonSchema>(annotations: &mut Vec<String>) -> String {
    let folder = T::KIND.folder();
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    let mut value = schema.to_value();
    let Some(object) = value.as_object_mut() else { panic!("{folder}: no object") };
    tidy(object, folder);
    object.insert("$id".into(), json!(format!("{folder}.schema.json")));
    object.insert(
        "allOf".into(),
        json!([{
            "if": {"properties": {"status": {"const": "withdrawn"}}, "required": ["status"]},
            "then": {"properties": {"withdrawal": true}, "required": ["withdrawal"]},
            "else": {"properties": {"withdrawal": false}}
        }]),
    );
    take_annotations(&mut value, folder, "", annotations);
    let mut text = serde_json::to_string_pretty(&value).expect("a JSON value can be written");
    text.push('\n');
    text
}

macro_rules! check_all {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        #[test]
        fn the_schema_files_are_those_of_the_types() {
            let update = std::env::var_os("UPDATE_SCHEMAS").is_some();
            let mut stale = Vec::new();
            let mut annotations = Vec::new();
            $({
                let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/", $folder, ".schema.json");
                let text = schema_of::<$record>(&mut annotations);
                if update {
                    std::fs::write(path, &text).unwrap();
                } else if std::fs::read_to_string(path).unwrap_or_default() != text {
                    stale.push($folder);
                }
            })*
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/schema/annotations.tsv");
            let text = annotations.join("\n") + "\n";
            if update {
                std::fs::write(path, &text).unwrap();
            } else if std::fs::read_to_string(path).unwrap_or_default() != text {
                stale.push("annotations.tsv");
            }
            assert!(stale.is_empty(), "stale: {stale:?}; write them with UPDATE_SCHEMAS=1 cargo test --all-features schema_files");
        }

        #[test]
        fn every_example_is_valid_under_its_own_schema() {
            $({
                let schema: Value = serde_json::from_str(&schema_of::<$record>(&mut Vec::new())).unwrap();
                let mut record = Map::new();
                for (name, property) in schema["properties"].as_object().unwrap() {
                    record.insert(name.clone(), property["examples"][0].clone());
                }
                record.remove("withdrawal");
                let parsed: $record = serde_json::from_value(Value::Object(record.clone()))
                    .unwrap_or_else(|error| panic!("{}: {error}", $folder));
                let written = serde_json::to_value(&parsed).unwrap();
                assert_eq!(serde_json::from_value::<$record>(written).unwrap(), parsed, "{}", $folder);
            })*
        }
    };
}
super::for_each_kind!(check_all);
