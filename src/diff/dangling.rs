//! References of the new export that lead nowhere, and did not before.

use std::collections::BTreeSet;

use serde_json::Value;

use super::records::definition;
use super::snapshot::{Object, Snapshot};
use super::{Bump, Change, What};
use crate::export::shape::path_of;

/// One change for each record and each path that it newly names in vain.
pub(super) fn dangling(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let known: BTreeSet<(String, String)> =
        in_vain(old).into_iter().map(|(path, _, to)| (path, to)).collect();
    let mut told = known;
    let mut changes = Vec::new();
    for (path, pointer, to) in in_vain(new) {
        if told.insert((path.clone(), to.clone())) {
            let why = "a reference to a record that does not exist";
            changes.push(Change {
                path,
                what: What::Dangling { pointer, to },
                class: None,
                bump: Bump::Major,
                why,
            });
        }
    }
    changes
}

/// Path, pointer and target of every reference to a record that is not in the export.
fn in_vain(snapshot: &Snapshot) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut note = |path: &str, pointer: String, to: String| {
        let is_there = to
            .split_once('/')
            .is_some_and(|(kind, id)| snapshot.records.contains_key(&(kind.to_owned(), id.to_owned())));
        if !is_there {
            found.push((path.to_owned(), pointer, to));
        }
    };
    for ((kind, id), record) in &snapshot.records {
        // What the fields of an unknown kind name is unknown too.
        if !definition(kind).is_empty() {
            let path = format!("{kind}/{id}");
            references(record, "", &mut |pointer, to| note(&path, pointer, to));
        }
    }
    for (path, redirect) in &snapshot.redirects {
        if let Some(to) = redirect.get("replaced_by").and_then(Value::as_str) {
            note(path, "/replaced_by".to_owned(), to.to_owned());
        }
    }
    found
}

fn references(object: &Object, at: &str, note: &mut dyn FnMut(String, String)) {
    for (field, value) in object {
        let at = format!("{at}/{field}");
        match value {
            Value::String(text) => {
                if let Some(to) = path_of(field, text) {
                    note(at, to);
                }
            }
            Value::Object(part) => references(part, &at, note),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let at = format!("{at}/{index}");
                    match item {
                        Value::String(text) => {
                            if let Some(to) = path_of(field, text) {
                                note(at, to);
                            }
                        }
                        Value::Object(part) => references(part, &at, note),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}
