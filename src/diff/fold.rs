//! The changes as people read them: what follows from others left out, and what many records have in common told once.

use std::collections::HashMap;

use serde_json::Value;

use super::fields::class_of;
use super::fieldwise::is_another_type;
use super::{Change, Class, Diff, What};

/// So many records with the same change are told together.
const MANY: usize = 4;

/// So many of them are named.
pub(super) const NAMED: usize = 6;

/// What left and what came, where a field changed: items of a list, or the whole value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Delta {
    pub(super) gone: Vec<String>,
    pub(super) come: Vec<String>,
}

/// One change, or the same one in several records of a kind.
pub(super) struct Entry<'d> {
    /// At least one.
    pub(super) changes: Vec<&'d Change>,
    /// What left and came; empty where no field changed, or only the order of a list did.
    pub(super) delta: Delta,
}

impl Delta {
    fn of(change: &Change) -> Self {
        match &change.what {
            _ if change.is_reordered() => Self::default(),
            What::Field { old: Some(Value::Array(old)), new: Some(Value::Array(new)), .. } => lists(old, new),
            What::Field { old: Some(old), new: Some(new), .. } if is_another_type(old, new) => {
                Self { gone: vec![old.to_string()], come: vec![new.to_string()] }
            }
            What::Field { old, new, .. } => {
                let texts = |value: &Option<Value>| value.iter().map(brief).collect();
                Self { gone: texts(old), come: texts(new) }
            }
            _ => Self::default(),
        }
    }
}

/// What one list has and the other has not; both as a whole where only their order differs.
fn lists(old: &[Value], new: &[Value]) -> Delta {
    let mut come: Vec<&Value> = new.iter().collect();
    let mut gone = Vec::new();
    for item in old {
        match come.iter().position(|other| *other == item) {
            Some(place) => drop(come.remove(place)),
            None => gone.push(brief(item)),
        }
    }
    let come: Vec<String> = come.into_iter().map(brief).collect();
    if gone.is_empty() && come.is_empty() {
        let all = |items: &[Value]| items.iter().map(brief).collect();
        return Delta { gone: all(old), come: all(new) };
    }
    Delta { gone, come }
}

/// A value as people read it. A citation goes without what follows from its reference.
fn brief(value: &Value) -> String {
    let list = |parts: Vec<String>, between: &str| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
    };
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => list(items.iter().map(brief).collect(), ", "),
        Value::Object(fields) if fields.contains_key("date-parts") => {
            let parts = fields.values().flat_map(|parts| parts.pointer("/0").and_then(Value::as_array));
            parts.flatten().map(Value::to_string).collect::<Vec<_>>().join("-")
        }
        Value::Object(fields) => {
            let is_citation = fields.contains_key("reference");
            let follows = |field: &str| is_citation && class_of("Citation", field) == Some(Class::Derived);
            let told = fields.iter().filter(|(field, _)| !follows(field));
            let told = told.map(|(field, value)| (field, brief(value))).filter(|(_, text)| !text.is_empty());
            list(told.map(|(field, text)| format!("{field}: {text}")).collect(), ", ")
        }
        plain => plain.to_string(),
    }
}

/// The changes of a diff, kind by kind in its order.
pub(super) fn fold(diff: &Diff) -> Vec<(&str, Vec<Entry<'_>>)> {
    let mut kinds: Vec<(&str, Vec<&Change>)> = Vec::new();
    for change in diff.changes.iter().filter(|change| !change.is_derived()) {
        match kinds.last_mut() {
            Some((kind, changes)) if *kind == change.kind() => changes.push(change),
            _ => kinds.push((change.kind(), vec![change])),
        }
    }
    kinds.into_iter().map(|(kind, changes)| (kind, entries(&changes))).collect()
}

/// Those that stand alone by id, then those that several records have in common.
fn entries<'d>(changes: &[&'d Change]) -> Vec<Entry<'d>> {
    let mut alike: HashMap<(&str, &str, &Delta), usize> = HashMap::new();
    let deltas: Vec<Delta> = changes.iter().map(|change| Delta::of(change)).collect();
    let key = |change: &'d Change, delta| match &change.what {
        What::Field { field, .. } => Some((field.as_str(), change.why, delta)),
        _ => None,
    };
    for (change, delta) in changes.iter().zip(&deltas) {
        if let Some(key) = key(change, delta) {
            *alike.entry(key).or_default() += 1;
        }
    }
    let mut alone = Vec::new();
    let mut together: Vec<Entry<'d>> = Vec::new();
    let mut places: HashMap<(&str, &str, &Delta), usize> = HashMap::new();
    for (change, delta) in changes.iter().zip(&deltas) {
        let key = key(change, delta).filter(|key| alike.get(key).is_some_and(|times| *times >= MANY));
        let Some(key) = key else {
            alone.push(Entry { changes: vec![*change], delta: delta.clone() });
            continue;
        };
        let place = *places.entry(key).or_insert(together.len());
        match together.get_mut(place) {
            Some(entry) => entry.changes.push(change),
            None => together.push(Entry { changes: vec![*change], delta: delta.clone() }),
        }
    }
    alone.extend(together);
    alone
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_differ_by_their_items_or_by_their_order() {
        let of = |old: Value, new: Value| lists(old.as_array().unwrap(), new.as_array().unwrap());
        let delta = |gone: &[&str], come: &[&str]| Delta {
            gone: gone.iter().map(ToString::to_string).collect(),
            come: come.iter().map(ToString::to_string).collect(),
        };
        assert_eq!(of(json!(["a", "b", "b"]), json!(["b", "c"])), delta(&["a", "b"], &["c"]));
        assert_eq!(of(json!(["a", "b"]), json!(["b", "a"])), delta(&["a", "b"], &["b", "a"]));
    }

    #[test]
    fn values_are_brief() {
        let citation = json!({"reference": "trial", "stance": "supports", "indirectness": [], "formatted": "A. B.", "standing": "unknown"});
        assert_eq!(brief(&citation), "reference: trial, stance: supports");
        assert_eq!(brief(&json!({"date-parts": [[2026, 11, 1]]})), "2026-11-1");
        assert_eq!(brief(&json!(true)), "true");
    }
}
