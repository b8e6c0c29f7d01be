//! What holds of every diff.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use massage_kb::diff::{Bump, Diff, Snapshot, What, next, suffices};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{OLD, between, value};

/// Edits of an export, some of which take records away, rename them or write to fields of any class.
fn edit() -> impl Strategy<Value = (usize, usize, usize, u8)> {
    (0..100_usize, 0..100_usize, 0..100_usize, 0..7_u8)
}

/// An export after edits.
fn edited(edits: &[(usize, usize, usize, u8)]) -> Value {
    static START: LazyLock<Value> = LazyLock::new(|| value(OLD));
    let mut export = START.clone();
    for (number, (kind, record, field, what)) in edits.iter().enumerate() {
        let kinds: Vec<String> = export
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, value)| !["meta", "redirects"].contains(&name.as_str()) && value.is_object())
            .map(|(name, _)| name.clone())
            .collect();
        let kind = kinds[kind % kinds.len()].clone();
        let ids: Vec<String> = export[&kind].as_object().unwrap().keys().cloned().collect();
        if ids.is_empty() {
            continue;
        }
        let id = ids[record % ids.len()].clone();
        let records = export[&kind].as_object_mut().unwrap();
        let fields: Vec<String> = records[&id].as_object().unwrap().keys().cloned().collect();
        let field = fields[field % fields.len()].clone();
        match what {
            0 => drop(records.shift_remove(&id)),
            1 => {
                let mut copy = records[&id].clone();
                copy["id"] = json!(format!("copy-{number}"));
                records.insert(format!("copy-{number}"), copy);
            }
            2 => {
                records.shift_remove(&id);
                export["redirects"][format!("{kind}/{id}")] =
                    json!({"withdrawn": {"reason": "x", "date": "2026-01-01"}});
            }
            3 => {
                let moved = records.shift_remove(&id).unwrap();
                records.insert(format!("moved-{number}"), moved);
            }
            4 => drop(records[&id].as_object_mut().unwrap().shift_remove(&field)),
            5 => records[&id][&field] = json!(["text", 1, {"deep": [true]}]),
            _ => records[&id][&field] = json!("another text"),
        }
    }
    export
}

fn exports() -> impl Strategy<Value = Value> {
    proptest::collection::vec(edit(), 0..8).prop_map(|edits| edited(&edits))
}

/// The ids that came into force, and those that left it.
fn came_and_went(diff: &Diff) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut came, mut went) = (BTreeSet::new(), BTreeSet::new());
    for change in &diff.changes {
        match &change.what {
            What::Added { .. } | What::Restored { .. } => drop(came.insert(change.path.clone())),
            What::Renamed { to, .. } => {
                came.insert(to.clone());
                went.insert(change.path.clone());
            }
            What::Removed { .. } => drop(went.insert(change.path.clone())),
            // A record that was gone before it was ever in an export did not leave.
            What::Withdrawn { .. } | What::Replaced { .. } if change.bump > Bump::Patch => {
                went.insert(change.path.clone());
            }
            _ => {}
        }
    }
    (came, went)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_differs_from_itself(export in exports()) {
        prop_assert_eq!(between(&export, &export).changes, vec![]);
    }

    #[test]
    fn what_differs_is_told((old, new) in (exports(), exports())) {
        let diff = between(&old, &new);
        let contents = |export: &Value| {
            let mut export = export.clone();
            export["meta"] = Value::Null;
            export
        };
        prop_assert_eq!(diff.changes.is_empty(), contents(&old) == contents(&new));
        prop_assert_eq!(diff.bump(), diff.changes.iter().map(|change| change.bump).max());
        prop_assert!(diff.allows(&diff.least_version()));
    }

    #[test]
    fn what_comes_one_way_goes_the_other((old, new) in (exports(), exports())) {
        let (came, went) = came_and_went(&between(&old, &new));
        let (came_back, went_back) = came_and_went(&between(&new, &old));
        prop_assert_eq!(came, went_back);
        prop_assert_eq!(went, came_back);
    }

    #[test]
    fn the_next_version_is_the_least_that_is_enough(
        major in 0..3_u64, minor in 0..3_u64, patch in 0..3_u64, pre in any::<bool>(), bump in 0..3_usize,
    ) {
        let pre = if pre { "-rc.1" } else { "" };
        let old = semver::Version::parse(&format!("{major}.{minor}.{patch}{pre}")).unwrap();
        let bump = [Bump::Patch, Bump::Minor, Bump::Major][bump];
        let least = next(&old, bump);
        prop_assert!(least > old && suffices(&least, &old, Some(bump)));
        prop_assert!(least.pre.is_empty());
        prop_assert!(!suffices(&old, &old, Some(bump)));
        prop_assert!(bump == Bump::Patch || next(&old, Bump::Patch) <= least);
    }

    #[test]
    fn no_file_makes_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        prop_assert!(Snapshot::read(&bytes).is_err());
    }
}
