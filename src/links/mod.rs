//! `kb links`: does each source still stand? The only part that opens a socket.
//!
//! [`check`] asks every address of its [`Job`]s once, politely and only where the [`guard`] lets it, and hands out a [`PageResult`] for
//! each job as soon as it is known, so that it can be written down at once. Whoever calls it brings a [`Reader`], which makes
//! [`PageFacts`] of a body, the quotes among them. Data flows one way:
//!
//! ```text
//! jobs ──► targets ──► schedule ──► fetch ──► reader ──► verdict ──► results
//!             ▲                       │
//!             └── redirects, retries ─┘  each hop through the guard and the queue of ITS host
//! ```
//!
//! ```
//! use massage_kb::links::{check, Job, Page, PageFacts, Settings};
//! use massage_kb::lock::Lock;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let reader = |page: &Page<'_>| PageFacts { text: String::from_utf8_lossy(page.body).into_owned(), ..PageFacts::default() };
//! let jobs = vec![Job { url: "http://127.0.0.1/".into(), ..Job::default() }];
//! let settings = Settings::new(Some("https://example.org/contact"));
//! let (earlier, mut results) = (Lock::default(), Vec::new());
//! let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! let run = check(&settings, jobs, reader, &earlier, |result| results.push(result), std::future::pending());
//! let summary = runtime.block_on(run)?;
//! assert_eq!(results[0].entry.verdict.name(), "skipped", "the guard lets nobody ask this machine");
//! assert_eq!(summary.requests, 0);
//! # Ok(())
//! # }
//! ```

mod address;
mod archived;
mod cited;
mod facts;
mod fetch;
pub mod guard;
mod human;
mod outcome;
pub mod page;
mod plan;
pub mod quote;
mod reading;
mod resolve;
mod run;
mod schedule;
pub mod services;
mod settings;
mod settle;
mod target;
mod text_fragment;
mod verdict;

use jiff::Timestamp;

pub use archived::find_archived;
pub use cited::{Asked, Cited, collect};
pub use facts::{Page, PageFacts, Reader, Refresh};
pub use human::render as human;
pub use outcome::{ReferenceResult, Run, Told};
pub use plan::{Choice, NoShard, Plan, Shard};
pub use reading::PageReader;
pub use resolve::{Lookup, LookupError, Names, SystemNames};
pub use run::check;
pub use settings::Settings;
pub use settle::{Texts, settle};

use crate::lock::PageEntry;

/// An address to ask, and what to look for there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// The address as references have it, fragment included. Two jobs that differ in the fragment alone share their requests.
    pub url: String,
    /// The quotes that claims take from it.
    pub quotes: Vec<String>,
    /// Those of them that only the address itself has: it claims nothing with them, so that the sentence around them does not matter.
    pub words: Vec<String>,
    /// The titles of the references that lead to it: a short page that has no word of them is most likely another one.
    pub titles: Vec<String>,
}

/// What became of a job.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PageResult {
    /// What to write into the lock, but for what depends on earlier runs: `fails`, `first_fail` and `last_ok` are empty, and `next` is
    /// [`PageResult::not_before`], or the time of the check. After a `304` it is the earlier entry with a new `checked_at`.
    pub entry: PageEntry,
    /// Before this the host does not want to be asked again.
    pub not_before: Option<Timestamp>,
    /// Whether the page was not sent again, since it had not changed.
    pub not_modified: bool,
    /// What the reader made of the page, for quotes that stand under another reference; `None` where it was not read.
    pub facts: Option<PageFacts>,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// How many requests were made, redirects and retries among them.
    pub requests: u64,
    /// How many jobs have a result.
    pub results: usize,
    /// How many have none, since the run was cancelled.
    pub unfinished: usize,
    /// Whether the run was cancelled.
    pub cancelled: bool,
}

/// Why nothing could be asked at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The HTTP client could not be set up.
    #[error("the HTTP client could not be set up: {0}; check that this machine has root certificates")]
    Client(#[source] reqwest::Error),
}
