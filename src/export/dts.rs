//! `dts`: the types of kb.json in TypeScript, written from the JSON Schema of the export.
//!
//! A word that is one of several is `KnownWord | (string & {})`, and `KnownWord` is `"a" | "b"`: editors complete the known ones, and a new
//! one is still a string.

use std::io::{self, Write};

use serde_json::Value;

use super::v1::{SCHEMA, SCHEMA_VERSION};

/// Writes the types.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    let schema: Value = serde_json::from_str(SCHEMA)?;
    writeln!(
        out,
        "// The types of kb.json, schema version {SCHEMA_VERSION}. Written by `kb export --format dts`.\n"
    )?;
    definition(out, "KnowledgeBase", &schema)?;
    for (name, schema) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        out.write_all(b"\n")?;
        definition(out, name, schema)?;
    }
    Ok(())
}

fn definition(out: &mut dyn Write, name: &str, schema: &Value) -> io::Result<()> {
    comment(out, "", schema)?;
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return writeln!(out, "export type {name} = {};", type_of(schema));
    };
    writeln!(out, "export interface {name} {{")?;
    let required = schema.get("required").and_then(Value::as_array);
    for (property, schema) in properties {
        comment(out, "  ", schema)?;
        let is_required = required.is_some_and(|names| names.iter().any(|name| name == property.as_str()));
        let mark = if is_required { "" } else { "?" };
        writeln!(out, "  {}{mark}: {};", key(property), type_of(schema))?;
    }
    writeln!(out, "}}")
}

fn comment(out: &mut dyn Write, indent: &str, schema: &Value) -> io::Result<()> {
    match schema.get("description").and_then(Value::as_str) {
        Some(text) => writeln!(out, "{indent}/** {} */", text.replace("*/", "* /")),
        None => Ok(()),
    }
}

fn key(name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
    if is_plain { name.to_owned() } else { Value::from(name).to_string() }
}

fn type_of(schema: &Value) -> String {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        return target.rsplit('/').next().unwrap_or("unknown").to_owned();
    }
    if let Some(constant) = schema.get("const") {
        return constant.to_string();
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        return words.join(" | ");
    }
    if let Some(known) = schema.pointer("/anyOf/0") {
        return format!("{} | (string & {{}})", type_of(known));
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => "string".to_owned(),
        Some("integer" | "number") => "number".to_owned(),
        Some("boolean") => "boolean".to_owned(),
        Some("array") => {
            let item = type_of(schema.get("items").unwrap_or(&Value::Null));
            let count = |name: &str| schema.get(name).and_then(Value::as_u64);
            match (count("minItems"), count("maxItems")) {
                (Some(2), Some(2)) => format!("[{item}, {item}]"),
                _ => format!("Array<{item}>"),
            }
        }
        Some("object") => match schema.get("additionalProperties") {
            Some(values @ Value::Object(_)) => format!("Record<string, {}>", type_of(values)),
            _ => "Record<string, unknown>".to_owned(),
        },
        _ => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_of_the_schema_has_a_type() {
        let mut text = Vec::new();
        write(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        for untyped in [": unknown", "<unknown", ", unknown"] {
            assert!(!text.contains(untyped), "{text}");
        }
        assert!(text.contains("  \"red-flags\": Record<string, RedFlag>;\n"), "{text}");
        assert!(text.contains("  ci?: [number, number];\n"), "{text}");
        assert!(text.contains("  \"container-title\"?: string;\n"), "{text}");
        assert!(text.contains("export type KnownStrength = \"stop\" | \"ask_first\""), "{text}");
        assert!(text.contains("export type Strength = KnownStrength | (string & {});\n"), "{text}");
    }
}
