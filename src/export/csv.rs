//! `csv`: tables (RFC 4180), a file for each kind and one for all citations.
//!
//! The columns are the fields of kb.json in the schema's order. Lists and objects are cells of JSON; what is absent is an empty cell.

use std::io::{self, Write};

use serde_json::Value;

use super::Contract;
use super::shape::fields;
use super::v1::definition;
use crate::model::Kind;

/// Writes the records of one kind, under a line with the names of the columns.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(contract: &Contract<'_>, kind: Kind, out: &mut dyn Write) -> io::Result<()> {
    let columns = columns(definition(kind))?;
    let mut table = table(out);
    table.write_record(&columns)?;
    for record in contract.records(kind) {
        let value = serde_json::to_value(&record)?;
        table.write_record(columns.iter().map(|column| cell(value.get(column.as_str()))))?;
    }
    table.flush()
}

/// Writes every citation of every record with the record's kind and id, in the order of kb.json.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write_citations(contract: &Contract<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns = columns("Citation")?;
    let mut table = table(out);
    let named = ["citing_kind", "citing_id"].into_iter().chain(columns.iter().map(String::as_str));
    table.write_record(named)?;
    for &kind in Kind::ALL {
        for record in contract.records(kind) {
            let value = serde_json::to_value(&record)?;
            for citation in citations(&value) {
                let record_cells = [kind.folder().to_owned(), record.id().to_owned()];
                let cells = columns.iter().map(|column| cell(citation.get(column.as_str())));
                table.write_record(record_cells.into_iter().chain(cells))?;
            }
        }
    }
    table.flush()
}

/// The citations in a record, those of its doses and steps among them.
pub(super) fn citations(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(citations).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value.as_array().filter(|_| name == "citations") {
                Some(list) => list.iter().collect(),
                None => citations(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn table(out: &mut dyn Write) -> ::csv::Writer<&mut dyn Write> {
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out)
}

fn columns(definition: &str) -> io::Result<Vec<String>> {
    Ok(fields(definition)?.into_iter().map(|field| field.name).collect())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
