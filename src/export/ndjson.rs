//! `ndjson`: one JSON object a line, for programs that read line by line.
//!
//! The first line has the `kind` `meta`, and the field `schema_version` beside those of kb.json; then come redirects (`kind`:
//! `redirect`, with their `path`), then the records.

use std::io::{self, Write};

use serde::Serialize;

use super::Contract;
use super::v1::{Meta, Redirect, SCHEMA_VERSION};
use crate::model::Kind;

#[derive(Serialize)]
struct MetaLine<'a> {
    kind: &'static str,
    schema_version: &'static str,
    #[serde(flatten)]
    meta: &'a Meta,
}

#[derive(Serialize)]
struct RedirectLine<'a> {
    kind: &'static str,
    path: &'a str,
    #[serde(flatten)]
    redirect: &'a Redirect,
}

/// Writes the export line by line.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(contract: &Contract<'_>, out: &mut dyn Write) -> io::Result<()> {
    line(out, &MetaLine { kind: "meta", schema_version: SCHEMA_VERSION, meta: &contract.meta()? })?;
    for (path, redirect) in contract.redirects() {
        line(out, &RedirectLine { kind: "redirect", path, redirect })?;
    }
    for &kind in Kind::ALL {
        for record in contract.records(kind) {
            line(out, &record)?;
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
