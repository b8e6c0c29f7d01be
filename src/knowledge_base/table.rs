//! The records of one kind.

use foldhash::HashMap;

use crate::model::{Id, Record};

/// The records of one kind, sorted by id.
///
/// What it gives are the records in force: published ones that nothing replaced. Drafts, and what was withdrawn or replaced, are given
/// only by [`any`](Table::any), [`all`](Table::all) and what is named after files.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Vec<(usize, T)>,
    /// The places of those in force.
    in_force: Vec<u32>,
    /// The place of each id in the rows: rules look up references by the ten thousand.
    places: HashMap<Box<str>, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), in_force: Vec::new(), places: HashMap::default() }
    }
}

impl<T: Record> Table<T> {
    pub(super) fn push(&mut self, file: usize, record: T) {
        self.rows.push((file, record));
    }

    /// Sorts by id; of two records with one id the first file's stays, and the linter tells of the other.
    pub(super) fn sort(&mut self) {
        let order = order(&self.rows.iter().map(|(file, record)| (record.id(), *file)).collect::<Vec<_>>());
        for (place, &from) in order.iter().enumerate() {
            // What stood there was swapped away if its turn has come already: follow it.
            let mut from = from;
            while from < place {
                from = order[from];
            }
            self.rows.swap(place, from);
        }
        self.rows.dedup_by(|(_, later), (_, earlier)| later.id() == earlier.id());
        let ids = self.rows.iter().map(|(_, record)| record.id().into());
        self.places = ids.zip(0..).collect();
        let places = self.rows.iter().zip(0..);
        self.in_force =
            places.filter(|((_, record), _)| record.is_in_force()).map(|(_, place)| place).collect();
    }

    /// The number of records in force.
    pub fn len(&self) -> usize {
        self.in_force.len()
    }

    /// Says whether there is none in force.
    pub fn is_empty(&self) -> bool {
        self.in_force.is_empty()
    }

    /// The record with the id `id`, if it is in force.
    pub fn get(&self, id: impl AsRef<str>) -> Option<&T> {
        self.any(id).filter(|record| record.is_in_force())
    }

    /// The record that `id` names, if it is in force.
    pub fn find(&self, id: &Id<T>) -> Option<&T> {
        self.get(id)
    }

    /// The record with the id `id`, also one that is a draft, or that was withdrawn or replaced.
    pub fn any(&self, id: impl AsRef<str>) -> Option<&T> {
        self.row(id.as_ref()).map(|(_, record)| record)
    }

    /// The record with the id `id`, whether in force or not, and the number of its file.
    pub fn row(&self, id: &str) -> Option<(usize, &T)> {
        let place = *self.places.get(id)?;
        self.rows.get(place as usize).map(|(file, record)| (*file, record))
    }

    /// The record at `place` in the order of the ids.
    pub(super) fn at(&self, place: usize) -> Option<&T> {
        self.rows.get(place).map(|(_, record)| record)
    }

    /// The records in force, in the order of their ids.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { table: self, places: self.in_force.iter() }
    }

    /// All records, also drafts and those that were withdrawn or replaced, in the order of their ids.
    pub fn all(&self) -> impl ExactSizeIterator<Item = &T> {
        self.rows.iter().map(|(_, record)| record)
    }

    /// All records, whether in force or not, with the numbers of their files, in the order of their ids.
    pub fn filed(&self) -> impl ExactSizeIterator<Item = (usize, &T)> {
        self.rows.iter().map(|(file, record)| (*file, record))
    }
}

impl<'a, T: Record> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// The records of a table that are in force, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Iter<'a, T> {
    table: &'a Table<T>,
    places: std::slice::Iter<'a, u32>,
}

impl<'a, T: Record> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.places.next().and_then(|&place| self.table.at(place as usize))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<T: Record> ExactSizeIterator for Iter<'_, T> {}

/// The places of `rows` by id and then by file. Apart from the tables, so that one sort is compiled and not one for each kind.
fn order(rows: &[(&str, usize)]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rows.len()).collect();
    places.sort_unstable_by_key(|&place| rows[place]);
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Tool;

    fn tool(id: &str, name: usize) -> Tool {
        serde_json::from_value(serde_json::json!({"id": id, "name": name.to_string(), "summary": ""}))
            .unwrap()
    }

    proptest! {
        #[test]
        fn rows_are_by_id_and_the_first_file_of_an_id_stays(ids in prop::collection::vec("[a-e]{1,2}", 0..40), turn in 0..40_usize) {
            let mut rows: Vec<(usize, &String)> = ids.iter().enumerate().collect();
            let turn = turn.min(rows.len());
            rows.rotate_left(turn);
            let mut table = Table::default();
            for (file, id) in &rows {
                table.push(*file, tool(id, *file));
            }
            table.sort();
            let expected: std::collections::BTreeMap<&str, usize> =
                ids.iter().enumerate().rev().map(|(file, id)| (id.as_str(), file)).collect();
            let found: Vec<_> = table.filed().map(|(file, tool)| (tool.id.as_str().to_owned(), file, tool.name.clone())).collect();
            let expected: Vec<_> = expected.into_iter().map(|(id, file)| (id.to_owned(), file, file.to_string())).collect();
            prop_assert_eq!(&found, &expected);
            for (id, file, _) in found {
                prop_assert_eq!(table.row(&id).map(|(file, _)| file), Some(file));
            }
        }
    }
}
