//! The records of `kb/` inside the crate.

use std::sync::OnceLock;

use crate::knowledge_base::{KnowledgeBase, LoadError};
use crate::source::Sources;

/// Path and text of every record of `kb/`, sorted by path.
const RECORDS: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/records.rs"));

/// The knowledge base that the crate was built with. It is read on the first call and kept.
///
/// # Panics
///
/// Where a file of `kb/` is not a record of its kind. A release never panics, since the tests read every record before; your own changes
/// in `kb/` can break it. An empty knowledge base in its place would hide every warning. [`try_embedded`] returns the error instead.
///
/// ```
/// let base = massage_kb::embedded();
/// let psoas = base.muscles.get("psoas-major").expect("the psoas is in it");
/// assert_eq!(psoas.name, "Psoas major");
/// ```
pub fn embedded() -> &'static KnowledgeBase {
    match try_embedded() {
        Ok(base) => base,
        Err(error) => panic!("the crate was built with records that cannot be read: {error}"),
    }
}

/// The knowledge base that the crate was built with, as [`embedded`] gives it, or why it cannot be read.
///
/// # Errors
///
/// Where a file of `kb/` is not a record of its kind.
pub fn try_embedded() -> Result<&'static KnowledgeBase, &'static LoadError> {
    static BASE: OnceLock<Result<KnowledgeBase, LoadError>> = OnceLock::new();
    BASE.get_or_init(|| read(RECORDS)).as_ref()
}

fn read(records: &[(&str, &str)]) -> Result<KnowledgeBase, LoadError> {
    let files = records.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    KnowledgeBase::from_sources(&Sources::from_memory(files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_of_the_folder_is_in_the_crate() {
        let folder = Sources::discover(concat!(env!("CARGO_MANIFEST_DIR"), "/kb").as_ref()).unwrap();
        let paths: Vec<_> = folder.entries().iter().map(|entry| &*entry.path).collect();
        let embedded: Vec<_> = RECORDS.iter().map(|(path, _)| *path).collect();
        assert_eq!(embedded, paths);
        assert_eq!(try_embedded().unwrap().all_len(), paths.len());
        assert!(!paths.is_empty());
    }

    #[test]
    fn one_record_that_cannot_be_read_is_an_error_and_no_empty_base() {
        let (path, text) = RECORDS[0];
        let error = read(&[("tools/ball.yaml", "id: ball\nnmae: Ball\n"), (path, text)]).unwrap_err();
        let LoadError::Files(faults) = &error else { panic!("{error}") };
        assert_eq!(faults.iter().map(|fault| &*fault.path).collect::<Vec<_>>(), ["tools/ball.yaml"]);
        assert!(error.to_string().contains("`nmae`"), "{error}");
    }
}
