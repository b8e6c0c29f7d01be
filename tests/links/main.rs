//! `links` against servers that the tests start on loopback: nothing here leaves the machine.

#![cfg(feature = "links")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot be set up must fail"
)]

mod cases;
mod collected;
mod conditional;
mod guard;
#[cfg(feature = "cli")]
mod keeping;
mod limits;
#[cfg(feature = "cli")]
mod memory;
mod pages;
mod politeness;
#[cfg(feature = "cli")]
mod program;
mod protocol;
mod proxy;
mod reader;
#[cfg(feature = "cli")]
mod safety;
#[allow(dead_code, reason = "the server is shared with the tests of services")]
mod server;
#[cfg(all(feature = "cli", unix))]
mod stopped;
mod variants;

use std::collections::BTreeMap;
use std::time::Duration;

use massage_kb::links::{Job, PageResult, Settings, Summary, check};
use massage_kb::lock::Lock;

/// The settings of a user who lets loopback be asked, and does not wait between requests. The times for an answer are those of
/// everybody: on a busy machine an answer may take its time.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::new(Some("https://example.org/contact"));
    settings.exceptions = vec!["127.0.0.0/8".parse().unwrap()];
    settings.interval = Duration::ZERO;
    settings.back_off = Duration::from_millis(20);
    settings.budget = Duration::from_secs(120);
    settings
}

/// The same with less patience, for servers that never answer.
pub(crate) fn hurried() -> Settings {
    let mut settings = settings();
    settings.read_timeout = Duration::from_secs(2);
    settings.total_timeout = Duration::from_secs(5);
    settings
}

pub(crate) fn job(url: &str, quotes: &[&str]) -> Job {
    Job {
        url: url.to_owned(),
        quotes: quotes.iter().map(|quote| (*quote).to_owned()).collect(),
        ..Job::default()
    }
}

/// A run to its end; results by address.
pub(crate) async fn run(
    settings: &Settings,
    jobs: Vec<Job>,
    earlier: &Lock,
) -> (BTreeMap<String, PageResult>, Summary) {
    let mut results = BTreeMap::new();
    let wanted = jobs.len();
    let keep = |result: PageResult| {
        let url = result.entry.url.clone();
        assert!(results.insert(url.clone(), result).is_none(), "two results for {url}");
    };
    let summary = check(settings, jobs, reader::read, earlier, keep, std::future::pending()).await.unwrap();
    assert_eq!(results.len(), wanted);
    assert_eq!((summary.results, summary.unfinished, summary.cancelled), (wanted, 0, false));
    (results, summary)
}

/// `verdict` or `verdict/reason`, as the tables of these tests write it.
pub(crate) fn told(result: &PageResult) -> String {
    match result.entry.reason {
        Some(reason) => format!("{}/{reason}", result.entry.verdict),
        None => result.entry.verdict.to_string(),
    }
}
