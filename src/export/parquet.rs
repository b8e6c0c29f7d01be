//! `parquet`: tables with typed columns, a file for each kind and one for all citations.
//!
//! Lists of texts are lists; lists and objects with a shape of their own are JSON (the logical type). `-` in a field's name is `_`.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

use super::Contract;
use super::csv::citations;
use super::shape::{Field, FieldType, fields};
use super::v1::definition;
use crate::model::Kind;

/// Rows that are held in memory before they are written.
const ROWS: usize = 10_000;

/// Writes the records of one kind.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(contract: &Contract<'_>, kind: Kind, out: &mut dyn Write) -> io::Result<()> {
    let rows = contract.records(kind).map(|record| Ok(serde_json::to_value(&record)?));
    write_table(definition(kind), &fields(definition(kind))?, rows, out)
}

/// Writes every citation of every record, with the record's kind and id.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write_citations(contract: &Contract<'_>, out: &mut dyn Write) -> io::Result<()> {
    let named = |name: &str| Field { name: name.to_owned(), field_type: FieldType::Text, is_required: true };
    let mut columns = vec![named("citing_kind"), named("citing_id")];
    columns.extend(fields("Citation")?);
    let records = Kind::ALL.iter().flat_map(|&kind| contract.records(kind));
    let rows = records.flat_map(|record| match serde_json::to_value(&record) {
        Err(error) => vec![Err(error.into())],
        Ok(value) => citations(&value)
            .into_iter()
            .map(|citation| {
                let mut row = citation.clone();
                row["citing_kind"] = record.kind().folder().into();
                row["citing_id"] = record.id().into();
                Ok(row)
            })
            .collect(),
    });
    write_table("Citation", &columns, rows, out)
}

fn write_table(
    name: &str,
    columns: &[Field],
    rows: impl Iterator<Item = io::Result<Value>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines: Vec<String> = columns.iter().map(line).collect();
    let message = format!("message {name} {{ {} }}", lines.join(" "));
    let schema = parse_message_type(&message).map_err(failed)?;
    let mut writer = SerializedFileWriter::new(
        Vec::new(),
        Arc::new(schema),
        Arc::new(WriterProperties::builder().build()),
    )
    .map_err(failed)?;
    let mut held = Vec::new();
    for row in rows {
        held.push(row?);
        if held.len() == ROWS {
            write_rows(&mut writer, columns, &held).map_err(failed)?;
            held.clear();
        }
    }
    if !held.is_empty() {
        write_rows(&mut writer, columns, &held).map_err(failed)?;
    }
    out.write_all(&writer.into_inner().map_err(failed)?)
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(format!("Parquet says: {error}"))
}

/// A column in the language of Parquet's schemas.
fn line(Field { name, field_type, is_required }: &Field) -> String {
    let name = name.replace('-', "_");
    let presence = if *is_required { "required" } else { "optional" };
    match field_type {
        FieldType::Text => format!("{presence} binary {name} (STRING);"),
        FieldType::Nested => format!("{presence} binary {name} (JSON);"),
        FieldType::Integer => format!("{presence} int64 {name};"),
        FieldType::Boolean => format!("{presence} boolean {name};"),
        // Lists are always there in the contract.
        FieldType::Texts => {
            format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            )
        }
    }
}

fn write_rows(
    writer: &mut SerializedFileWriter<Vec<u8>>,
    columns: &[Field],
    rows: &[Value],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for field in columns {
        let Some(mut column) = group.next_column()? else { break };
        let cells: Vec<Option<&Value>> = rows.iter().map(|row| row.get(&field.name)).collect();
        let present: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
        let levels = (!field.is_required).then_some(present.as_slice());
        let there = cells.iter().copied().flatten();
        match field.field_type {
            FieldType::Text | FieldType::Nested => {
                let values: Vec<ByteArray> = there.map(bytes).collect();
                column.typed::<ByteArrayType>().write_batch(&values, levels, None)?;
            }
            FieldType::Integer => {
                let values: Vec<i64> = there.map(|value| value.as_i64().unwrap_or_default()).collect();
                column.typed::<Int64Type>().write_batch(&values, levels, None)?;
            }
            FieldType::Boolean => {
                let values: Vec<bool> = there.map(|value| value.as_bool().unwrap_or_default()).collect();
                column.typed::<BoolType>().write_batch(&values, levels, None)?;
            }
            FieldType::Texts => {
                let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
                for cell in cells {
                    let items = cell.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                    if items.is_empty() {
                        defined.push(0);
                        repeated.push(0);
                    }
                    for (place, item) in items.iter().enumerate() {
                        values.push(bytes(item));
                        defined.push(1);
                        repeated.push(i16::from(place > 0));
                    }
                }
                column.typed::<ByteArrayType>().write_batch(&values, Some(&defined), Some(&repeated))?;
            }
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}

fn bytes(value: &Value) -> ByteArray {
    match value.as_str() {
        Some(text) => text.into(),
        None => value.to_string().as_str().into(),
    }
}
