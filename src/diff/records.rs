//! Compares the records of two exports: which came, which went and what became of them, and which changed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::label;
use super::form::Schema;
use super::renamed::renamed;
use super::snapshot::{Address, Object, Snapshot};
use super::{Bump, Change, Class, What, fieldwise};
use crate::export::v1;
use crate::model::Kind;

/// The name of a kind's records in the schema; empty for a kind that this version does not know.
pub(super) fn definition(kind: &str) -> &'static str {
    Kind::from_folder(kind).map(v1::definition).unwrap_or_default()
}

/// What a snapshot knows of an id.
enum State<'s> {
    InForce(&'s Object),
    Gone(&'s Object),
    Unknown,
}

fn state<'s>(snapshot: &'s Snapshot, address: &Address) -> State<'s> {
    let redirect = || snapshot.redirects.get(&path(address));
    match (snapshot.records.get(address), redirect) {
        (Some(record), _) => State::InForce(record),
        (None, redirect) => redirect().map_or(State::Unknown, State::Gone),
    }
}

fn path((kind, id): &Address) -> String {
    format!("{kind}/{id}")
}

/// All changes of records, sorted by kind and id.
pub(super) fn compare(schema: &Schema, old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let redirects = old.redirects.keys().chain(new.redirects.keys());
    let redirected: BTreeSet<Address> = redirects.filter_map(|path| address(path)).collect();
    let addresses: BTreeSet<&Address> =
        old.records.keys().chain(new.records.keys()).chain(&redirected).collect();
    let renamed = renames(old, new);
    let come_back: BTreeSet<&Address> = renamed.values().copied().collect();
    let mut changes = Vec::new();
    for address in addresses {
        let path = path(address);
        let (kind, _) = address;
        match (state(old, address), state(new, address)) {
            (State::InForce(before), State::InForce(after)) => {
                changes.extend(fieldwise::compare(schema, &path, definition(kind), before, after));
            }
            (State::InForce(before), State::Gone(redirect)) => {
                changes.push(taken_back(path, kind, before, redirect));
            }
            (State::InForce(before), State::Unknown) => match renamed.get(address) {
                Some(new_address) => {
                    let what = What::Renamed { label: label(before), to: self::path(new_address) };
                    changes.push(whole(path, what, kind, before, Bump::Major, "a renamed id"));
                    let after = new.records.get(*new_address).into_iter();
                    changes.extend(
                        after.flat_map(|after| same_under_another_id(schema, new_address, before, after)),
                    );
                }
                None => {
                    let what = What::Removed { label: label(before) };
                    changes.push(whole(path, what, kind, before, Bump::Major, "a removed id"));
                }
            },
            (State::Unknown, State::InForce(_)) if come_back.contains(address) => {}
            (State::Unknown, State::InForce(after)) => {
                let what = What::Added { label: label(after) };
                changes.push(whole(path, what, kind, after, Bump::Minor, "a new record"));
            }
            (State::Gone(_), State::InForce(after)) => {
                let what = What::Restored { label: label(after) };
                changes.push(whole(path, what, kind, after, Bump::Minor, "a record in force again"));
            }
            (State::Gone(before), State::Gone(after)) => {
                changes.extend(fieldwise::compare(schema, &path, "Redirect", before, after));
            }
            (State::Gone(_), State::Unknown) => changes.push(Change {
                path,
                what: What::Forgotten,
                class: None,
                bump: Bump::Major,
                why: "a removed id",
            }),
            (State::Unknown, State::Gone(redirect)) => {
                let mut change = taken_back(path, kind, &Object::new(), redirect);
                change.bump = Bump::Patch;
                change.why = "the old export did not have this id, so no reader has it";
                changes.push(change);
            }
            (State::Unknown, State::Unknown) => {}
        }
    }
    changes
}

fn address(path: &str) -> Option<Address> {
    path.split_once('/').map(|(kind, id)| (kind.to_owned(), id.to_owned()))
}

/// The records that came back under another id, with nothing in the new export that says so.
fn renames<'s>(old: &'s Snapshot, new: &'s Snapshot) -> BTreeMap<&'s Address, &'s Address> {
    let only = |here: &'s Snapshot, there: &'s Snapshot| -> Vec<(&'s Address, &'s Object)> {
        let records = here.records.iter();
        records.filter(|(address, _)| matches!(state(there, address), State::Unknown)).collect()
    };
    renamed(&only(old, new), &only(new, old))
}

/// What else changed in a record with its id.
fn same_under_another_id(schema: &Schema, address: &Address, old: &Object, new: &Object) -> Vec<Change> {
    let mut old = old.clone();
    old.insert("id".to_owned(), Value::from(address.1.as_str()));
    fieldwise::compare(schema, &path(address), definition(&address.0), &old, new)
}

fn taken_back(path: String, kind: &str, record: &Object, redirect: &Object) -> Change {
    let text = |object: Option<&Object>, field: &str| object?.get(field)?.as_str().map(str::to_owned);
    let withdrawal = redirect.get("withdrawn").and_then(Value::as_object);
    let reason = text(withdrawal, "reason");
    let label = label(record);
    let (what, why) = match text(Some(redirect), "replaced_by") {
        Some(by) => {
            (What::Replaced { label, by, reason }, "a replaced record, whose id leads to the new one")
        }
        None => {
            let (reason, date) = (reason.unwrap_or_default(), text(withdrawal, "date").unwrap_or_default());
            (What::Withdrawn { label, reason, date }, "a withdrawn record")
        }
    };
    whole(path, what, kind, record, Bump::Minor, why)
}

fn whole(path: String, what: What, kind: &str, record: &Object, bump: Bump, why: &'static str) -> Change {
    let is_safety = match definition(kind) {
        "Contraindication" | "RedFlag" | "Disclaimer" => true,
        "Claim" => fieldwise::is_on_safety(record),
        _ => false,
    };
    Change { path, what, class: is_safety.then_some(Class::Safety), bump, why }
}
