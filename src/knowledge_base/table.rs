//! The records of one kind.

use std::collections::HashMap;

use crate::model::{Id, Record};

/// The records of one kind, sorted by id.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Vec<(usize, T)>,
    /// The place of each id in the rows: rules look up references by the ten thousand.
    places: HashMap<Box<str>, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Record> Table<T> {
    pub(super) fn push(&mut self, file: usize, record: T) {
        self.rows.push((file, record));
    }

    /// Sorts by id; of two records with one id the first file's stays, and the linter tells of the other.
    pub(super) fn sort(&mut self) {
        self.rows
            .sort_by(|(file, one), (other_file, other)| one.id().cmp(other.id()).then(file.cmp(other_file)));
        self.rows.dedup_by(|(_, later), (_, earlier)| later.id() == earlier.id());
        let ids = self.rows.iter().map(|(_, record)| record.id().into());
        self.places = ids.zip(0..).collect();
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Says whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The record with the id `id`.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.row(id).map(|(_, record)| record)
    }

    /// The record that `id` names.
    pub fn find(&self, id: &Id<T>) -> Option<&T> {
        self.get(id.as_str())
    }

    /// The record with the id `id`, and the number of its file.
    pub fn row(&self, id: &str) -> Option<(usize, &T)> {
        let place = *self.places.get(id)?;
        self.rows.get(place as usize).map(|(file, record)| (*file, record))
    }

    /// The record at `place` in the order of the ids.
    pub(super) fn at(&self, place: usize) -> Option<&T> {
        self.rows.get(place).map(|(_, record)| record)
    }

    /// The records, in the order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &T> {
        self.rows.iter().map(|(_, record)| record)
    }

    /// The records with the numbers of their files, in the order of their ids.
    pub fn filed(&self) -> impl ExactSizeIterator<Item = (usize, &T)> {
        self.rows.iter().map(|(file, record)| (*file, record))
    }
}
