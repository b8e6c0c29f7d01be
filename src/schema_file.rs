//! Holds the committed JSON Schema of a report against the types that write the report.

use schemars::JsonSchema;

/// Fails where `schemas/<name>.schema.json` is not that of `Report`, whose field `schema` is `version`; `UPDATE_SCHEMAS=1` writes it
/// anew.
pub(crate) fn assert_fresh<Report: JsonSchema>(name: &str, version: &str) {
    let file = format!("{name}.schema.json");
    let path = format!("{}/schemas/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut schema = schemars::schema_for!(Report).to_value();
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
