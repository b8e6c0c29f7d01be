//! `csv`: tables (RFC 4180), a file for each kind and one for each [`List`].
//!
//! The columns are the fields of kb.json in the schema's order. Lists and objects are cells of JSON; what is absent is an empty cell.
//!
//! A text is written as it is, also where it begins with `=`, `+`, `-` or `@`, which a spreadsheet takes for a formula: a sign before it would
//! change the data for every program, and numbers may be below zero. The readme tells to import the columns as text.

use std::io::{self, Write};

use serde_json::Value;

use super::Contract;
use super::list::List;
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

/// Writes every item of a list of every record, with what names the record, in the order of kb.json.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write_list(contract: &Contract<'_>, list: List, out: &mut dyn Write) -> io::Result<()> {
    let columns = columns(list.definition())?;
    let mut table = table(out);
    table.write_record(list.owner_columns().iter().copied().chain(columns.iter().map(String::as_str)))?;
    for &kind in Kind::ALL {
        for record in contract.records(kind) {
            let value = serde_json::to_value(&record)?;
            for item in list.items(&value) {
                let owner = list.owner(&record).into_iter().map(str::to_owned);
                let cells = columns.iter().map(|column| cell(item.get(column.as_str())));
                table.write_record(owner.chain(cells))?;
            }
        }
    }
    table.flush()
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
