//! `csl`: the references as CSL-JSON, for citation programs.

use std::io::{self, Write};

use serde_json::Value;

use super::Contract;
use crate::model::Kind;

/// The variables of CSL 1.0.2 that references have; everything else in a record is ours and left out.
const VARIABLES: &[&str] = &[
    "id",
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
    "DOI",
    "PMID",
    "PMCID",
    "ISBN",
    "URL",
    "accessed",
];

/// Writes the references as one list, an item a line.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(contract: &Contract<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (place, record) in contract.records(Kind::References).enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        let mut item = serde_json::to_value(&record)?;
        if let Value::Object(item) = &mut item {
            item.retain(|name, value| {
                VARIABLES.contains(&name.as_str()) && value.as_array().is_none_or(|list| !list.is_empty())
            });
        }
        serde_json::to_writer(&mut *out, &item)?;
    }
    out.write_all(b"\n]\n")
}
