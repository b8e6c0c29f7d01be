//! Puts locks together: of two entries for one address the one that was asked later stands. What was said of how a work stands is kept of
//! both: the later run may have asked fewer services.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::Timestamp;

use super::write::{page_line, work_line};
use super::{Lock, PageEntry, Statement, Verdict, WorkEntry, gather, standing};

impl Lock {
    /// Takes over what `other` holds and knows better: its entries for addresses that are not here, and those that were asked
    /// later. Where two were asked at one instant, the line that sorts last stands, so that the order of merging changes nothing.
    pub fn merge(&mut self, other: Self) {
        other.pages.into_values().for_each(|page| self.insert_page(page));
        other.works.into_values().for_each(|work| self.insert_work(work));
    }

    /// Adds an address, unless a better entry is there.
    pub fn insert_page(&mut self, page: PageEntry) {
        insert(&mut self.pages, page.url.clone(), page, |page| (page.checked_at, page_line(page)));
    }

    /// Adds a work, unless a better entry is there, and what was said of it in any case.
    pub fn insert_work(&mut self, work: WorkEntry) {
        let said = self.works.get(&work.work).map(|known| known.statements());
        let (name, own) = (work.work.clone(), work.statements());
        insert(&mut self.works, name.clone(), work, |work| (work.checked_at, without_standing(work)));
        if let (Some(said), Some(entry)) = (said, self.works.get_mut(&name)) {
            join(entry, gather(said.into_iter().chain(own)));
        }
    }
}

/// Makes an entry know all of `said`.
fn join(entry: &mut WorkEntry, said: Vec<Statement>) {
    if entry.statements() == said {
        return;
    }
    let (worst, notice) = standing(&said).unzip();
    entry.said = said;
    if is_known(entry.verdict) {
        entry.set_standing(worst, notice.flatten());
    } else {
        (entry.standing, entry.notice) = (worst, notice.flatten());
    }
}

/// Whether a verdict says no more of an identifier than that it is one.
fn is_known(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Ok | Verdict::Retracted | Verdict::Concern | Verdict::Corrected)
}

/// An entry's line without what is joined anyway.
fn without_standing(work: &WorkEntry) -> String {
    let mut bare = work.clone();
    bare.said.clear();
    (bare.standing, bare.notice) = (None, None);
    if is_known(bare.verdict) {
        (bare.verdict, bare.reason) = (Verdict::Ok, None);
    }
    work_line(&bare)
}

fn insert<T>(
    entries: &mut BTreeMap<String, T>,
    address: String,
    entry: T,
    weight: impl Fn(&T) -> (Timestamp, String),
) {
    match entries.entry(address) {
        Entry::Vacant(vacant) => {
            vacant.insert(entry);
        }
        Entry::Occupied(mut occupied) => {
            if weight(&entry) > weight(occupied.get()) {
                occupied.insert(entry);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::write::tests::lock;
    use super::*;

    fn merged(mut one: Lock, other: &Lock) -> Lock {
        one.merge(other.clone());
        one
    }

    proptest! {
        #[test]
        fn the_order_of_merging_changes_nothing(a in lock(), b in lock(), c in lock()) {
            prop_assert_eq!(merged(a.clone(), &b), merged(b.clone(), &a));
            prop_assert_eq!(merged(merged(a.clone(), &b), &c), merged(a.clone(), &merged(b.clone(), &c)));
            prop_assert_eq!(merged(a.clone(), &a), a.clone());
            let all = merged(a.clone(), &b);
            prop_assert_eq!(merged(all.clone(), &a), all);
        }

        #[test]
        fn no_address_is_lost_and_the_latest_stands(a in lock(), b in lock()) {
            let all = merged(a.clone(), &b);
            for page in a.pages.values().chain(b.pages.values()) {
                prop_assert!(all.pages[&page.url].checked_at >= page.checked_at);
            }
            for work in a.works.values().chain(b.works.values()) {
                prop_assert!(all.works[&work.work].checked_at >= work.checked_at);
            }
        }

        #[test]
        fn two_files_one_after_the_other_are_their_merge(a in lock(), b in lock()) {
            prop_assert_eq!(Lock::parse(&format!("{a}{b}")).0, merged(a, &b));
        }
    }
}
