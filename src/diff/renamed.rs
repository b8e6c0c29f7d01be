//! Tells a record that came back under another id from one that is new.

use std::collections::{BTreeMap, BTreeSet};

use super::Class;
use super::change::label;
use super::fields::class_of;
use super::records::definition;
use super::snapshot::{Address, Object};

/// The new address of each old one whose record came back under another id: it is called the same, or says the same under another
/// name. Where several would fit, none is taken.
pub(super) fn renamed<'a>(
    gone: &[(&'a Address, &Object)],
    come: &[(&'a Address, &Object)],
) -> BTreeMap<&'a Address, &'a Address> {
    let mut pairs = BTreeMap::new();
    for signature in [called, says] {
        let taken: BTreeSet<&Address> = pairs.iter().flat_map(|(old, new)| [*old, *new]).collect();
        let one_each = |records: &[(&'a Address, &Object)]| {
            let mut by_signature: BTreeMap<String, Vec<&'a Address>> = BTreeMap::new();
            for (address, record) in records.iter().filter(|(address, _)| !taken.contains(address)) {
                if let Some(text) = signature(&address.0, record) {
                    by_signature.entry(format!("{} {text}", address.0)).or_default().push(address);
                }
            }
            by_signature
        };
        let mut come = one_each(come);
        for (text, old) in one_each(gone) {
            if let ([old], Some([new])) = (old.as_slice(), come.remove(&text).as_deref()) {
                pairs.insert(*old, *new);
            }
        }
    }
    pairs
}

fn called(_: &str, record: &Object) -> Option<String> {
    Some(label(record)).filter(|label| !label.is_empty())
}

/// All that a record says save its name, and what follows from others. Nothing where that is too little to tell records apart.
fn says(kind: &str, record: &Object) -> Option<String> {
    let definition = definition(kind);
    let names = ["name", "statement", "question", "title"];
    let is_own = |field: &str| {
        !names.contains(&field)
            && !matches!(class_of(definition, field), None | Some(Class::Identity | Class::Derived))
    };
    let own: BTreeMap<&String, &serde_json::Value> =
        record.iter().filter(|(field, _)| is_own(field)).collect();
    let says_much = own.values().filter_map(|value| value.as_str()).any(|text| text.contains(' '));
    says_much.then(|| format!("{own:?}"))
}
