//! The records of one kind.

use foldhash::HashMap;

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
        Self { rows: Vec::new(), places: HashMap::default() }
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
