//! `parquet`: tables with typed columns, a file for each kind and one for each [`List`].
//!
//! Lists of texts are lists; lists and objects with a shape of their own are JSON (the logical type). `-` in a field's name is `_`.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

use super::Contract;
use super::list::List;
use super::shape::{Field, FieldType, fields};
use super::v1::definition;
use crate::model::Kind;

/// Rows that are held in memory before they are written: a row group.
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

/// Writes every item of a list of every record, with what names the record.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write_list(contract: &Contract<'_>, list: List, out: &mut dyn Write) -> io::Result<()> {
    let named =
        |name: &&str| Field { name: (*name).to_owned(), field_type: FieldType::Text, is_required: true };
    let mut columns: Vec<Field> = list.owner_columns().iter().map(named).collect();
    columns.extend(fields(list.definition())?);
    let records = Kind::ALL.iter().flat_map(|&kind| contract.records(kind));
    let rows = records.flat_map(|record| match serde_json::to_value(&record) {
        Err(error) => vec![Err(error.into())],
        Ok(value) => {
            let owner = list.owner(&record);
            let row = |item: &Value| {
                let mut row = item.clone();
                for (column, name) in list.owner_columns().iter().zip(&owner) {
                    row[*column] = (*name).into();
                }
                Ok(row)
            };
            list.items(&value).into_iter().map(row).collect()
        }
    });
    write_table(list.definition(), &columns, rows, out)
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
    let mut columns: Vec<Column<'_>> = columns.iter().map(Column::new).collect();
    let mut held = 0;
    for row in rows {
        let row = row?;
        columns.iter_mut().for_each(|column| column.push(row.get(&column.field.name)));
        held += 1;
        if held == ROWS {
            write_rows(&mut writer, &mut columns).map_err(failed)?;
            pass_on(&mut writer, out)?;
            held = 0;
        }
    }
    if held > 0 {
        write_rows(&mut writer, &mut columns).map_err(failed)?;
    }
    out.write_all(&writer.into_inner().map_err(failed)?)
}

/// Passes on what is written so far. Parquet's writer wants to own what it writes to, which `out` cannot be.
fn pass_on(writer: &mut SerializedFileWriter<Vec<u8>>, out: &mut dyn Write) -> io::Result<()> {
    writer.flush()?;
    out.write_all(&std::mem::take(writer.inner_mut()))
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
        FieldType::Number => format!("{presence} double {name};"),
        FieldType::Boolean => format!("{presence} boolean {name};"),
        // Lists are always there in the contract.
        FieldType::Texts => {
            format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            )
        }
    }
}

/// The cells of a column, as Parquet takes them, until there are rows enough to be written.
struct Column<'a> {
    field: &'a Field,
    values: Values,
    /// For each cell, or each item of a list: whether there is a value.
    defined: Vec<i16>,
    /// For each item of a list: whether it follows another of the same list.
    repeated: Vec<i16>,
}

enum Values {
    Bytes(Vec<ByteArray>),
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Booleans(Vec<bool>),
}

impl<'a> Column<'a> {
    fn new(field: &'a Field) -> Self {
        let values = match field.field_type {
            FieldType::Text | FieldType::Nested | FieldType::Texts => Values::Bytes(Vec::new()),
            FieldType::Integer => Values::Integers(Vec::new()),
            FieldType::Number => Values::Numbers(Vec::new()),
            FieldType::Boolean => Values::Booleans(Vec::new()),
        };
        Self { field, values, defined: Vec::new(), repeated: Vec::new() }
    }

    fn push(&mut self, cell: Option<&Value>) {
        if self.field.field_type == FieldType::Texts {
            let items = cell.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            if items.is_empty() {
                self.defined.push(0);
                self.repeated.push(0);
            }
            for (place, item) in items.iter().enumerate() {
                self.push_value(item);
                self.defined.push(1);
                self.repeated.push(i16::from(place > 0));
            }
            return;
        }
        self.defined.push(i16::from(cell.is_some()));
        if let Some(value) = cell {
            self.push_value(value);
        }
    }

    fn push_value(&mut self, value: &Value) {
        match &mut self.values {
            Values::Bytes(values) => values.push(bytes(value)),
            Values::Integers(values) => values.push(value.as_i64().unwrap_or_default()),
            Values::Numbers(values) => values.push(value.as_f64().unwrap_or_default()),
            Values::Booleans(values) => values.push(value.as_bool().unwrap_or_default()),
        }
    }

    /// Writes the cells, and is empty again.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let is_list = self.field.field_type == FieldType::Texts;
        let defined = (is_list || !self.field.is_required).then_some(self.defined.as_slice());
        let repeated = is_list.then_some(self.repeated.as_slice());
        match &mut self.values {
            Values::Bytes(values) => {
                column.typed::<ByteArrayType>().write_batch(values, defined, repeated)?;
                values.clear();
            }
            Values::Integers(values) => {
                column.typed::<Int64Type>().write_batch(values, defined, repeated)?;
                values.clear();
            }
            Values::Numbers(values) => {
                column.typed::<DoubleType>().write_batch(values, defined, repeated)?;
                values.clear();
            }
            Values::Booleans(values) => {
                column.typed::<BoolType>().write_batch(values, defined, repeated)?;
                values.clear();
            }
        }
        self.defined.clear();
        self.repeated.clear();
        Ok(())
    }
}

/// Writes the rows that the columns hold.
fn write_rows(
    writer: &mut SerializedFileWriter<Vec<u8>>,
    columns: &mut [Column<'_>],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let Some(mut to) = group.next_column()? else { break };
        column.write(&mut to)?;
        to.close()?;
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Counts what comes.
    struct Counter<'a>(&'a Cell<usize>);

    impl Write for Counter<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.set(self.0.get() + bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn rows_are_passed_on_group_by_group() {
        let field = Field { name: "id".to_owned(), field_type: FieldType::Text, is_required: true };
        let (passed, mut before) = (Cell::new(0), 0);
        let rows = (0..2 * ROWS + 1).map(|place| {
            if place > 0 && place % ROWS == 0 {
                assert!(passed.get() > before + ROWS, "{place} rows, and nothing new is written");
                before = passed.get();
            }
            Ok(serde_json::json!({"id": format!("record-{place}")}))
        });
        write_table("Row", &[field], rows, &mut Counter(&passed)).unwrap();
        assert!(passed.get() > before);
    }
}
