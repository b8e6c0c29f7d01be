//! Holds the committed JSON Schema of a report against the types that write the report.

use schemars::JsonSchema;
use serde_json::Value;

/// The pattern of a day, `YYYY-MM-DD`.
pub(crate) const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// The pattern of a moment, as RFC 3339 writes it.
pub(crate) const MOMENT: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})$";

/// Fails where `schemas/<name>.schema.json` is not that of `Report`, whose field `schema` is `version`; `UPDATE_SCHEMAS=1` writes it
/// anew.
pub(crate) fn assert_fresh<Report: JsonSchema>(name: &str, version: &str) {
    let file = format!("{name}.schema.json");
    let path = format!("{}/schemas/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut schema = schemars::schema_for!(Report).to_value();
    drop_formats(&mut schema);
    schema["$id"] = file.into();
    schema["properties"]["schema"]["const"] = version.into();
    let text = format!("{schema:#}\n");
    if std::env::var_os("UPDATE_SCHEMAS").is_some()
        && let Err(error) = std::fs::write(&path, &text)
    {
        panic!("`{path}` cannot be written: {error}");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text, "write it with UPDATE_SCHEMAS=1");
}

/// schemars names an integer's Rust type in `format`, which no consumer of the schema knows.
fn drop_formats(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(drop_formats),
        Value::Object(object) => {
            if object.get("type").is_some_and(Value::is_string)
                || object.get("type").is_some_and(Value::is_array)
            {
                object.shift_remove("format");
            }
            object.values_mut().for_each(drop_formats);
        }
        _ => {}
    }
}
