//! `kb diff`: what changed between two exports, and the version that it comes to.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

mod changes;
mod program;
mod properties;

use massage_kb::diff::{Bump, Diff, Snapshot};
use serde_json::Value;

const OLD: &str = include_str!("../fixtures/diff/old.json");
const NEW: &str = include_str!("../fixtures/diff/new.json");

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn snapshot_of(value: &Value) -> Snapshot {
    Snapshot::read(value.to_string().as_bytes()).unwrap()
}

fn between(old: &Value, new: &Value) -> Diff {
    Diff::between(&snapshot_of(old), &snapshot_of(new))
}

/// The old export, and the diff after an edit of it.
fn after(edit: impl Fn(&mut Value)) -> Diff {
    let old = value(OLD);
    let mut new = old.clone();
    edit(&mut new);
    between(&old, &new)
}

/// Each change as path, what happened, field and level.
fn told(diff: &Diff) -> Vec<(String, &'static str, String, Bump)> {
    let field = |change: &massage_kb::diff::Change| match &change.what {
        massage_kb::diff::What::Field { field, .. } => field.clone(),
        _ => String::new(),
    };
    let changes = diff.changes.iter();
    changes.map(|change| (change.path.clone(), change.what.name(), field(change), change.bump)).collect()
}

/// `INSTA_UPDATE=always` writes the snapshot anew; read the difference before it is committed.
fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("../snapshots");
    settings.bind(|| insta::assert_snapshot!(name, text));
}
