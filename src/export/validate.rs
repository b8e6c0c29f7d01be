//! Holds what will be written against `schemas/export.schema.json`, record by record, so that a large export needs no second copy of itself.

use jsonschema::Validator;
use serde_json::{Value, json};

use super::Contract;
use super::v1::{SCHEMA, definition};
use crate::model::Kind;

/// Why an export is not what its schema says: a fault of ours, which nobody should have to find in a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Invalid {
    /// The schema itself cannot be used.
    #[error("the schema of the export cannot be used: {0}")]
    Schema(String),
    /// A part of the export has another shape.
    #[error("`{at}` does not have the shape that the schema of the export gives it: {reason}")]
    Part {
        /// The part: `meta`, `redirects`, or the `kind/id` path of a record.
        at: String,
        /// What is wrong.
        reason: String,
    },
    /// A part of the export cannot be made.
    #[error("the export cannot be made: {0}")]
    Making(#[from] std::io::Error),
}

/// Validates an export against its schema.
///
/// # Errors
///
/// Where it does not fit.
pub fn validate(contract: &Contract<'_>) -> Result<(), Invalid> {
    let schema: Value = serde_json::from_str(SCHEMA).map_err(|error| Invalid::Schema(error.to_string()))?;
    let definitions = schema.get("$defs").cloned().unwrap_or_default();
    let part = |name: &str| {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("#/$defs/{name}"), "$defs": definitions
        });
        jsonschema::validator_for(&schema).map_err(|error| Invalid::Schema(error.to_string()))
    };
    let value = |value: serde_json::Result<Value>| value.map_err(std::io::Error::from);
    check(&part("Meta")?, &value(serde_json::to_value(contract.meta()?))?, || "meta".into())?;
    let redirect = part("Redirect")?;
    for (path, to) in contract.redirects() {
        check(&redirect, &value(serde_json::to_value(to))?, || format!("redirects/{path}"))?;
    }
    for &kind in Kind::ALL {
        let validator = part(definition(kind))?;
        for record in contract.records(kind) {
            check(&validator, &value(serde_json::to_value(&record))?, || format!("{kind}/{}", record.id()))?;
        }
    }
    Ok(())
}

fn check(validator: &Validator, value: &Value, at: impl Fn() -> String) -> Result<(), Invalid> {
    validator.validate(value).map_err(|error| Invalid::Part {
        at: at(),
        reason: format!("{error} at `{}`", error.instance_path()),
    })
}
