//! What a file says after changes.

use super::Change;
use crate::yaml::{Plain, unescape};

/// What is said after the changes; nothing where one of them is about something that is not there.
pub(super) fn after<'c>(
    before: Option<Plain>,
    changes: impl Iterator<Item = &'c Change>,
) -> Option<Option<Plain>> {
    let Some(mut root) = before else {
        // Nothing is said, so nothing but the layout can change.
        return changes.into_iter().all(|change| matches!(change, Change::Layout { .. })).then_some(None);
    };
    // What moves other things from their places comes last, and of those the last in its list first.
    let (mut moving, staying): (Vec<_>, Vec<_>) = changes.partition(|change| {
        matches!(change, Change::Key { .. } | Change::Remove { .. } | Change::Order { .. })
    });
    for change in staying {
        change_one(&mut root, change)?;
    }
    moving.sort_by_key(|change| std::cmp::Reverse(place(change)));
    for change in moving {
        change_one(&mut root, change)?;
    }
    Some(Some(root))
}

/// The pointer as something to sort by, with places in lists as numbers.
fn place(change: &Change) -> Vec<(usize, &str)> {
    let (Change::Key { pointer, .. } | Change::Remove { pointer } | Change::Order { pointer, .. }) = change
    else {
        return Vec::new();
    };
    pointer.split('/').map(|step| (step.parse().unwrap_or_default(), step)).collect()
}

fn change_one(root: &mut Plain, change: &Change) -> Option<()> {
    match change {
        Change::Layout { .. } | Change::Character { .. } => {}
        Change::Value { pointer, text } => *root.at_mut(pointer)? = Plain::String(text.clone()),
        Change::Words { pointer, range, text } => {
            let Plain::String(value) = root.at_mut(pointer)? else { return None };
            value.get(range.clone())?;
            value.replace_range(range.clone(), text);
        }
        Change::Key { pointer, name } => {
            let (parent, old) = pointer.rsplit_once('/')?;
            let Plain::Mapping(entries) = root.at_mut(parent)? else { return None };
            let old = unescape(old);
            entries.iter_mut().find(|(key, _)| *key == old)?.0.clone_from(name);
        }
        Change::Remove { pointer } => {
            let (parent, step) = pointer.rsplit_once('/')?;
            match root.at_mut(parent)? {
                Plain::Mapping(entries) => {
                    let name = unescape(step);
                    let at = entries.iter().position(|(key, _)| *key == name)?;
                    entries.remove(at);
                }
                Plain::Sequence(items) => {
                    let at = step.parse().ok().filter(|at| *at < items.len())?;
                    items.remove(at);
                }
                _ => return None,
            }
        }
        Change::Order { pointer, order } => {
            let Plain::Sequence(items) = root.at_mut(pointer)? else { return None };
            let mut places = order.clone();
            places.sort_unstable();
            if !places.iter().copied().eq(0..items.len()) {
                return None;
            }
            *items = order.iter().filter_map(|&at| items.get(at).cloned()).collect();
        }
    }
    Some(())
}
