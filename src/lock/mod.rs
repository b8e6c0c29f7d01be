//! links.lock: what `kb links` learned about each source. Written by `kb links`, read by lint and export.
//!
//! The first line names the format. Then the file has one line of JSON for each address and each work, sorted by it, so that a
//! change of one source changes one line and two branches merge line by line.

mod confirm;
mod entry;
mod future;
mod journal;
mod merge;
mod problem;
mod read;
mod standing;
mod ttl;
mod verdict;
mod work_id;
mod write;

use std::collections::BTreeMap;

pub use confirm::Confirmation;
#[cfg(feature = "links")]
pub(crate) use confirm::STOOD_BEFORE;
pub use entry::{Hop, Notice, PageEntry, QuoteEntry, Statement, WorkEntry};
pub use journal::{Journal, JournalError, Recovered, SYNC_EVERY, read_if_there};
pub use problem::{LockFault, LockProblem};
pub use read::{LockFile, SHOWN};
pub use standing::{gather, standing, standing_of};
pub use ttl::{next_page_check, next_standing_check, next_work_check};
pub use verdict::{QuoteVerdict, Reason, Standing, Verdict};
pub(crate) use work_id::WorkId;

/// The lock's name in a knowledge base.
pub const NAME: &str = "links.lock";

/// The name of the format, which the first line holds: `{"schema":"kb-lock/v1"}`.
pub const SCHEMA: &str = "kb-lock/v1";

/// A lock of more bytes is not read.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Everything that a lock holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lock {
    /// What is known of addresses, by the address as references have it.
    pub pages: BTreeMap<String, PageEntry>,
    /// What is known of works, by `doi:…` or `pmid:…`.
    pub works: BTreeMap<String, WorkEntry>,
}
