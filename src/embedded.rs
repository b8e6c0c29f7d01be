//! The records of `kb/` inside the crate.

use std::sync::OnceLock;

use crate::knowledge_base::{KnowledgeBase, LoadError};
use crate::source::Sources;

/// Path and text of every record of `kb/`, sorted by path.
const RECORDS: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/records.rs"));

/// The knowledge base that the crate was released with. It is read on the first call and kept.
///
/// ```
/// let base = massage_kb::embedded();
/// let psoas = base.muscles.get("psoas-major").expect("the psoas is in it");
/// assert_eq!(psoas.name, "Psoas major");
/// ```
pub fn embedded() -> &'static KnowledgeBase {
    static BASE: OnceLock<KnowledgeBase> = OnceLock::new();
    // A test holds that every record of kb/ can be read, so that no release is empty.
    BASE.get_or_init(|| read().unwrap_or_default())
}

fn read() -> Result<KnowledgeBase, LoadError> {
    let files = RECORDS.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
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
        assert_eq!(read().unwrap().all_len(), paths.len());
        assert!(!paths.is_empty());
    }
}
