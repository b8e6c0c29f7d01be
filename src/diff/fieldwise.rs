//! Compares two objects field by field, and goes into those whose parts the schema knows.

use std::collections::HashMap;

use serde_json::Value;

use super::fields::{class_of, is_ordered};
use super::form::{Form, Schema};
use super::snapshot::Object;
use super::{Bump, Change, Class, What};

/// The comparison of two objects at one path, with what it found so far.
pub(super) struct Fieldwise<'s> {
    schema: &'s Schema,
    path: &'s str,
    /// Whether the record is a claim on safety.
    is_safety: bool,
    found: Vec<Change>,
}

/// Why a list that only has another order is a patch, where its order says nothing.
pub(super) const REORDERED: &str = "the same in another order";

/// A place in an object: in words, and as JSON pointer.
#[derive(Clone, Debug, Default)]
struct Place {
    field: String,
    pointer: String,
}

impl Place {
    fn key(&self, key: &str) -> Self {
        let dot = if self.field.is_empty() { "" } else { "." };
        let escaped = key.replace('~', "~0").replace('/', "~1");
        Self { field: format!("{}{dot}{key}", self.field), pointer: format!("{}/{escaped}", self.pointer) }
    }

    /// Whether it is that of a list whose order says something.
    fn is_ordered(&self) -> bool {
        self.pointer.rsplit('/').next().is_some_and(is_ordered)
    }

    fn item(&self, name: &str, index: usize) -> Self {
        Self { field: format!("{}[{name}]", self.field), pointer: format!("{}/{index}", self.pointer) }
    }
}

/// The changes from `old` to `new`, which the schema calls `definition`; the changes stand at `path`.
pub(super) fn compare(
    schema: &Schema,
    path: &str,
    definition: &str,
    old: &Object,
    new: &Object,
) -> Vec<Change> {
    let is_safety = definition == "Claim" && (is_on_safety(old) || is_on_safety(new));
    let mut fieldwise = Fieldwise { schema, path, is_safety, found: Vec::new() };
    fieldwise.object(definition, &Place::default(), old, new);
    fieldwise.found
}

/// Whether a claim is one on safety.
pub(super) fn is_on_safety(claim: &Object) -> bool {
    claim.get("type").and_then(Value::as_str) == Some("safety")
}

impl Fieldwise<'_> {
    fn object(&mut self, definition: &str, at: &Place, old: &Object, new: &Object) {
        let gone = old.keys().filter(|key| !new.contains_key(*key));
        for key in new.keys().chain(gone) {
            let (before, after) = (old.get(key), new.get(key));
            if before == after {
                continue;
            }
            let Some(class) = class_of(definition, key).map(|class| self.weigh(definition, class)) else {
                continue;
            };
            let place = at.key(key);
            match (self.schema.form(definition, key), before, after) {
                (Form::Part(part), Some(Value::Object(before)), Some(Value::Object(after))) => {
                    self.object(&part, &place, before, after);
                }
                (Form::Map, Some(Value::Object(before)), Some(Value::Object(after))) => {
                    self.map(class, &place, before, after);
                }
                (Form::Items(part, name), Some(Value::Array(before)), Some(Value::Array(after))) => {
                    match (named(before, name), named(after, name)) {
                        (Some(before), Some(after)) => self.items(class, &part, &place, &before, &after),
                        _ => self.value(
                            class,
                            &place,
                            Some(&Value::from(before.as_slice())),
                            Some(&Value::from(after.as_slice())),
                        ),
                    }
                }
                (_, Some(_), None) if self.schema.is_required(definition, key) => {
                    let why = "a field that every such record has is gone";
                    self.report(class, Bump::Major, why, &place, before, None);
                }
                (_, before, after) => self.value(class, &place, before, after),
            }
        }
    }

    /// The class of a field here: what a claim on safety says is a text on safety.
    fn weigh(&self, definition: &str, class: Class) -> Class {
        let is_said = definition == "Claim" && class == Class::Wording;
        if self.is_safety && is_said { Class::Safety } else { class }
    }

    /// Texts by name, such as those of a disclaimer by locale.
    fn map(&mut self, class: Class, at: &Place, old: &Object, new: &Object) {
        let gone = old.keys().filter(|key| !new.contains_key(*key));
        for key in new.keys().chain(gone) {
            if old.get(key) != new.get(key) {
                self.value(class, &at.key(key), old.get(key), new.get(key));
            }
        }
    }

    /// Things in a list, each told from the others by a name.
    fn items(
        &mut self,
        class: Class,
        definition: &str,
        at: &Place,
        old: &[(String, &Object)],
        new: &[(String, &Object)],
    ) {
        let before: HashMap<&str, &Object> = old.iter().map(|(name, item)| (name.as_str(), *item)).collect();
        let after: HashMap<&str, &Object> = new.iter().map(|(name, item)| (name.as_str(), *item)).collect();
        for (index, (name, item)) in old.iter().enumerate() {
            if !after.contains_key(name.as_str()) {
                let gone = Value::Object((*item).clone());
                self.value(class, &at.item(name, index), Some(&gone), None);
            }
        }
        for (index, (name, item)) in new.iter().enumerate() {
            let place = at.item(name, index);
            match before.get(name.as_str()) {
                Some(before) => self.object(definition, &place, before, item),
                None => self.value(class, &place, None, Some(&Value::Object((*item).clone()))),
            }
        }
        let order = |items: &[(String, &Object)], others: &HashMap<&str, &Object>| -> Value {
            items.iter().map(|(name, _)| name.as_str()).filter(|name| others.contains_key(name)).collect()
        };
        let (old_order, new_order) = (order(old, &after), order(new, &before));
        if old_order != new_order {
            self.value(class, at, Some(&old_order), Some(&new_order));
        }
    }

    /// A value that is compared as a whole.
    fn value(&mut self, class: Class, at: &Place, old: Option<&Value>, new: Option<&Value>) {
        let (bump, why) = match (old, new) {
            (Some(old), Some(new)) if is_another_type(old, new) => {
                (Bump::Major, "a value of a different type")
            }
            (Some(old), Some(new)) if is_reordered(old, new) && !at.is_ordered() => (Bump::Patch, REORDERED),
            _ if class == Class::Standing && !is_bad(old) && !is_bad(new) => {
                (Bump::Patch, "whether a source was checked")
            }
            _ => (class.bump(), class.why()),
        };
        self.report(class, bump, why, at, old, new);
    }

    fn report(
        &mut self,
        class: Class,
        bump: Bump,
        why: &'static str,
        at: &Place,
        old: Option<&Value>,
        new: Option<&Value>,
    ) {
        let what = What::Field {
            field: at.field.clone(),
            pointer: at.pointer.clone(),
            old: old.cloned(),
            new: new.cloned(),
        };
        self.found.push(Change { path: self.path.to_owned(), what, class: Some(class), bump, why });
    }
}

/// The things in a list with their names. The second thing of a name is told by its number: a source can be cited twice.
fn named<'v>(items: &'v [Value], field: &str) -> Option<Vec<(String, &'v Object)>> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let item = |item: &'v Value| {
        let object = item.as_object()?;
        let name = object.get(field)?.as_str()?;
        let times = seen.entry(name).or_default();
        *times += 1;
        let name = if *times == 1 { name.to_owned() } else { format!("{name} #{times}") };
        Some((name, object))
    };
    items.iter().map(item).collect()
}

/// Whether two values are of different types of JSON.
pub(super) fn is_another_type(old: &Value, new: &Value) -> bool {
    std::mem::discriminant(old) != std::mem::discriminant(new)
}

/// Whether two lists hold the same in another order.
fn is_reordered(old: &Value, new: &Value) -> bool {
    let (Value::Array(old), Value::Array(new)) = (old, new) else { return false };
    let sorted = |items: &[Value]| {
        let mut texts: Vec<String> = items.iter().map(Value::to_string).collect();
        texts.sort_unstable();
        texts
    };
    old.len() == new.len() && sorted(old) == sorted(new)
}

/// Whether those who published a source said something against it.
fn is_bad(standing: Option<&Value>) -> bool {
    standing.and_then(Value::as_str).is_some_and(|word| !matches!(word, "current" | "unknown"))
}
