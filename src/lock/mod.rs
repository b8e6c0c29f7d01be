//! links.lock: what `kb links` learned about each source. Written by `kb links`, read by lint and export.
//!
//! The file has one line of JSON for each address and each work, sorted, so that a change of one source changes one line.

mod entry;
mod verdict;

use std::collections::BTreeMap;

pub use entry::{Hop, Notice, PageEntry, QuoteEntry, WorkEntry};
pub use verdict::{QuoteVerdict, Reason, Standing, Verdict};

/// The lock's name in a knowledge base.
pub const NAME: &str = "links.lock";

/// Everything that a lock holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lock {
    /// What is known of addresses, by the address as references have it.
    pub pages: BTreeMap<String, PageEntry>,
    /// What is known of works, by `doi:…` or `pmid:…`.
    pub works: BTreeMap<String, WorkEntry>,
}
