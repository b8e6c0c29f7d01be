//! `sqlite`: a database with foreign keys, full-text search and a view for each common question.
//!
//! - `record`: every record by its `kind/id` path; `claim`, `technique`, `reference`… one table a kind, with typed columns. Lists and
//!   objects are columns of JSON, for `json_each`.
//! - `link`: every reference from a record to another, one row each: `from_path`, `field`, `place`, `to_path`.
//! - `citation`: every citation of every record; `effect`: the results in numbers of every reference.
//! - `search`: full-text index (FTS5) over what readers see.
//! - `word`: verdicts, certainties, strengths and actions in the order of their meaning.
//! - Views: `known_about`, `evidence`, `findings`, `safety`, `red_flags`, `must_show`, `doubtful_source`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OptionalExtension, Statement, params, params_from_iter};
use serde_json::Value;

use super::Contract;
use super::list::List;
use super::shape::{Field, FieldType, fields, is_link, path_of};
use super::v1::{SCHEMA_VERSION, definition};
use crate::model::{Certainty, Kind, Strength, Urgency, Verdict};

const TABLES: &str = include_str!("sqlite/tables.sql");
const INDEXES: &str = include_str!("sqlite/indexes.sql");
const VIEWS: &str = include_str!("sqlite/views.sql");

/// The file is nobody's before it is whole, so it needs no journal to go back by. 16 MiB of its pages are kept in memory, however large
/// it gets. Records refer to each other in circles: the keys are checked at the end, all at once.
const SETTINGS: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA cache_size = -16384; PRAGMA foreign_keys = OFF";

/// The first row that refers to a row which is not there.
const DANGLING: &str = "SELECT 'a row of `' || \"table\" || '` refers to no row of `' || parent || '`' FROM pragma_foreign_key_check LIMIT 1";

/// Writes the database. It is made in a folder of its own in the folder `scratch`, which needs room for it twice and is left as it was:
/// so the database takes little memory, and can go to any place whole or not at all.
///
/// # Errors
///
/// Where `scratch` or `out` does not take it, or SQLite does not make it.
pub fn write(contract: &Contract<'_>, scratch: &Path, out: &mut dyn Write) -> io::Result<()> {
    let folder = tempfile::Builder::new().prefix(".kb-").tempdir_in(scratch)?;
    let (loose, packed) = (folder.path().join("loose.db"), folder.path().join("packed.db"));
    make(contract, &loose, &packed).map_err(|fault| match fault {
        Fault::Writing(error) => error,
        Fault::Sqlite(error) => io::Error::other(format!("SQLite says: {error}")),
    })?;
    fs::remove_file(loose)?;
    io::copy(&mut File::open(packed)?, out)?;
    folder.close()
}

enum Fault {
    Sqlite(rusqlite::Error),
    Writing(io::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Writing(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Writing(error.into())
    }
}

/// Makes the database in the file `loose`, and writes it to the file `packed` without the room that is left free in it.
fn make(contract: &Contract<'_>, loose: &Path, packed: &Path) -> Result<(), Fault> {
    let packed = packed.to_str().ok_or_else(|| io::Error::other("the name of its folder is not UTF-8"))?;
    let mut connection = Connection::open(loose)?;
    connection.execute_batch(SETTINGS)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    let meta = serde_json::to_value(contract.meta()?)?;
    let mut insert = transaction.prepare("INSERT INTO meta VALUES (?, ?)")?;
    insert.execute(params!["schema_version", SCHEMA_VERSION])?;
    for (key, value) in meta.as_object().into_iter().flatten() {
        insert.execute(params![key, text(value)])?;
    }
    drop(insert);
    let mut insert = transaction.prepare("INSERT INTO word VALUES (?, ?, ?)")?;
    for (field, words) in ranked_words() {
        for (word, rank) in words.into_iter().zip(1_i64..) {
            insert.execute(params![field, word, rank])?;
        }
    }
    drop(insert);
    // All tables come before the first row, since rows refer to tables of other kinds.
    for &kind in Kind::ALL {
        transaction.execute_batch(&create(&table_name(kind), &columns_of(kind)?))?;
    }
    for &kind in Kind::ALL {
        insert_kind(&transaction, contract, kind)?;
    }
    let mut insert = transaction.prepare("INSERT INTO redirect VALUES (?, ?, ?, ?)")?;
    for (path, redirect) in contract.redirects() {
        let withdrawn = redirect.withdrawn.as_ref();
        let reason = withdrawn.map(|withdrawn| &withdrawn.reason);
        insert.execute(params![
            path,
            redirect.replaced_by,
            reason,
            withdrawn.map(|withdrawn| &withdrawn.date)
        ])?;
    }
    drop(insert);
    transaction.execute_batch(INDEXES)?;
    transaction.execute_batch(VIEWS)?;
    if let Some(dangling) = transaction.query_row(DANGLING, [], |row| row.get::<_, String>(0)).optional()? {
        return Err(io::Error::other(dangling).into());
    }
    transaction.commit()?;
    connection.execute_batch("INSERT INTO search(search) VALUES ('optimize')")?;
    connection.execute("VACUUM INTO ?", [packed])?;
    Ok(())
}

fn insert_kind(connection: &Connection, contract: &Contract<'_>, kind: Kind) -> Result<(), Fault> {
    let columns = columns_of(kind)?;
    let table = table_name(kind);
    let places = vec!["?"; columns.len() + 1].join(", ");
    let mut insert = connection.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
    let mut insert_record = connection.prepare("INSERT INTO record VALUES (?, ?, ?, ?, ?)")?;
    let mut insert_link = connection.prepare("INSERT INTO link VALUES (?, ?, ?, ?)")?;
    let mut insert_items =
        List::ALL.iter().map(|&list| InsertItems::new(connection, list)).collect::<Result<Vec<_>, _>>()?;
    let mut insert_text = connection.prepare("INSERT INTO search VALUES (?, ?, ?)")?;
    for record in contract.records(kind) {
        let path = format!("{kind}/{}", record.id());
        let value = serde_json::to_value(&record)?;
        let label = label(&value);
        insert_record.execute(params![path, kind.folder(), record.id(), label, summary(&value)])?;
        let cells = columns.iter().map(|field| cell(field, value.get(&field.name)));
        insert.execute(params_from_iter(std::iter::once(Cell::Text(path.clone())).chain(cells)))?;
        let mut places: BTreeMap<String, i64> = BTreeMap::new();
        for (field, to) in links(&value) {
            let place = places.entry(field.clone()).or_default();
            insert_link.execute(params![path, field, *place, to])?;
            *place += 1;
        }
        for insert in &mut insert_items {
            insert.execute(&path, record.id(), &value)?;
        }
        insert_text.execute(params![path, label, words(&value)])?;
    }
    Ok(())
}

/// Every reference of a record to another: the field, and the `kind/id` path that it leads to. Citations have a table of their own.
fn links(record: &Value) -> Vec<(String, String)> {
    fn collect(value: &Value, within: &str, found: &mut Vec<(String, String)>) {
        for (name, value) in value.as_object().into_iter().flatten().filter(|(name, _)| *name != "citations")
        {
            let field = if within.is_empty() { name.clone() } else { format!("{within}.{name}") };
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for item in items {
                match item.as_str() {
                    Some(text) => found.extend(path_of(name, text).map(|path| (field.clone(), path))),
                    None => collect(item, &field, found),
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(record, "", &mut found);
    found
}

/// Words in the order of their meaning, the greatest first, by the field that holds them.
fn ranked_words() -> [(&'static str, Vec<&'static str>); 4] {
    fn ranked<T: Copy + Ord>(words: &[T], text: fn(T) -> &'static str) -> Vec<&'static str> {
        let mut words = words.to_vec();
        words.sort_unstable_by_key(|word| Reverse(*word));
        words.into_iter().map(text).collect()
    }
    [
        ("action", ranked(Urgency::ALL, Urgency::as_str)),
        ("certainty", ranked(Certainty::ALL, Certainty::as_str)),
        ("strength", ranked(Strength::ALL, Strength::as_str)),
        ("verdict", ranked(Verdict::ALL, Verdict::as_str)),
    ]
}

/// Writes the items of a list to the list's own table.
struct InsertItems<'c> {
    list: List,
    fields: Vec<Field>,
    statement: Statement<'c>,
}

impl<'c> InsertItems<'c> {
    fn new(connection: &'c Connection, list: List) -> Result<Self, Fault> {
        let (table, owner) = match list {
            List::Citations => ("citation", "citing_path"),
            List::Effects => ("effect", "reference"),
        };
        let fields = fields(list.definition())?;
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let places = vec!["?"; names.len() + 2].join(", ");
        let names = names.join(", ");
        let statement = connection
            .prepare(&format!("INSERT INTO {table} ({owner}, place, {names}) VALUES ({places})"))?;
        Ok(Self { list, fields, statement })
    }

    fn execute(&mut self, path: &str, id: &str, record: &Value) -> Result<(), Fault> {
        let owner = match self.list {
            List::Citations => path,
            List::Effects => id,
        };
        for (place, item) in self.list.items(record).into_iter().enumerate() {
            let cells = self.fields.iter().map(|field| cell(field, item.get(&field.name)));
            let first = [Cell::Text(owner.to_owned()), Cell::Integer(place as i64)];
            self.statement.execute(params_from_iter(first.into_iter().chain(cells)))?;
        }
        Ok(())
    }
}

/// The fields that are columns of the kind's own table: links and lists have tables of theirs.
fn columns_of(kind: Kind) -> io::Result<Vec<Field>> {
    let fields = fields(definition(kind))?.into_iter();
    let has_table = |field: &Field| List::ALL.iter().any(|list| list.name() == field.name);
    Ok(fields.filter(|field| !is_link(field) && !has_table(field)).collect())
}

/// `red-flags` ► `red_flag`: the kind's record, as the schema calls it, in small letters.
fn table_name(kind: Kind) -> String {
    let mut name = String::new();
    for letter in definition(kind).chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

fn create(table: &str, columns: &[Field]) -> String {
    let mut lines = vec!["path TEXT NOT NULL PRIMARY KEY REFERENCES record(path)".to_owned()];
    for Field { name, field_type, is_required } in columns {
        let column = name.replace('-', "_");
        let column_type = match field_type {
            FieldType::Integer | FieldType::Boolean => "INTEGER",
            FieldType::Number => "REAL",
            _ => "TEXT",
        };
        let mut line = format!("\"{column}\" {column_type}");
        if *is_required {
            line.push_str(" NOT NULL");
        }
        match (name.as_str(), field_type) {
            ("id", _) => line.push_str(" UNIQUE"),
            (_, FieldType::Boolean) => line.push_str(&format!(" CHECK (\"{column}\" IN (0, 1))")),
            (_, FieldType::Texts | FieldType::Nested) => {
                // `json_valid(NULL)` is false up to SQLite 3.42, which then calls the file damaged.
                line.push_str(&format!(" CHECK (\"{column}\" IS NULL OR json_valid(\"{column}\"))"));
            }
            ("broader" | "technique", _) => line.push_str(" REFERENCES technique(id)"),
            ("superseded_by" | "reference", _) => line.push_str(" REFERENCES reference(id)"),
            _ => {}
        }
        lines.push(line);
    }
    format!("CREATE TABLE {table} (\n  {}\n) STRICT;", lines.join(",\n  "))
}

fn cell(field: &Field, value: Option<&Value>) -> Cell {
    match (field.field_type, value) {
        (_, None) => Cell::Null,
        (FieldType::Boolean, Some(value)) => Cell::Integer(i64::from(value.as_bool().unwrap_or_default())),
        (FieldType::Integer, Some(value)) => value.as_i64().map_or(Cell::Null, Cell::Integer),
        (FieldType::Number, Some(value)) => value.as_f64().map_or(Cell::Null, Cell::Real),
        (FieldType::Text, Some(value)) => Cell::Text(text(value)),
        (FieldType::Texts | FieldType::Nested, Some(value)) => Cell::Text(value.to_string()),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn label(record: &Value) -> String {
    let names = ["name", "statement", "question", "title"];
    names.iter().find_map(|name| record.get(*name)).map(text).unwrap_or_default()
}

/// The record in a few plain sentences, where it has them.
fn summary(record: &Value) -> Option<&str> {
    ["summary", "answer", "finding"].iter().find_map(|name| record.get(*name)).and_then(Value::as_str)
}

/// What a reader may search for, beside the label.
fn words(record: &Value) -> String {
    let names = [
        "summary",
        "answer",
        "note",
        "finding",
        "latin",
        "aliases",
        "instructions",
        "stop_rules",
        "use_notes",
        "measures",
        "actions",
        "text",
        "formatted",
    ];
    let mut found = Vec::new();
    for value in names.iter().filter_map(|name| record.get(*name)) {
        match value {
            Value::String(text) => found.push(text.as_str()),
            Value::Array(items) => found.extend(items.iter().filter_map(Value::as_str)),
            Value::Object(texts) => found.extend(texts.values().filter_map(Value::as_str)),
            _ => {}
        }
    }
    let steps = record.get("steps").and_then(Value::as_array).into_iter().flatten();
    found.extend(steps.filter_map(|step| step.get("action").and_then(Value::as_str)));
    found.join("\n")
}
