//! The services that know works, as fakes on loopback: nothing here leaves the machine.

#![cfg(feature = "links")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot be set up must fail"
)]
#![allow(dead_code, reason = "the server is shared with the tests of links")]

mod archive;
mod crossref;
mod faults;
mod ncbi;
mod offline;
mod pace;
#[path = "../links/server.rs"]
mod server;
mod standing;

use std::collections::BTreeMap;
use std::time::Duration;

use massage_kb::link_settings::LinkSettings;
use massage_kb::links::Settings;
use massage_kb::links::services::{
    RetractionWatch, ServiceSettings, ServicesSummary, WorkQuery, WorkResult, check_works,
};
use massage_kb::lock::Lock;
use serde_json::Value;
use server::{Reply, reply};

pub(crate) const NOW: &str = "2026-11-22T12:00:00Z";

/// No service, and short waits.
pub(crate) fn settings() -> ServiceSettings {
    let mut http = Settings::new(None);
    http.exceptions = vec!["127.0.0.0/8".parse().unwrap()];
    http.interval = Duration::ZERO;
    http.back_off = Duration::from_millis(1);
    http.total_timeout = Duration::from_millis(1500);
    http.read_timeout = Duration::from_millis(700);
    http.budget = Duration::from_secs(60);
    let mut settings = ServiceSettings::new(http, &LinkSettings::default());
    settings.contact = Some("a@example.org".into());
    (settings.crossref, settings.doi, settings.ncbi) = (None, None, None);
    (settings.openalex, settings.wayback) = (None, None);
    settings
}

pub(crate) fn json(status: u16, body: &Value) -> Reply {
    reply(status).header("content-type", "application/json").body(body.to_string())
}

pub(crate) async fn run_with(
    settings: &ServiceSettings,
    works: &[&str],
    table: Option<&RetractionWatch>,
    earlier: &Lock,
    now: &str,
) -> (BTreeMap<String, WorkResult>, ServicesSummary) {
    let queries = works.iter().map(|work| WorkQuery::new(work)).collect();
    let mut results = BTreeMap::new();
    let keep = |result: WorkResult| {
        assert!(results.insert(result.entry.work.clone(), result).is_none(), "two results for one work");
    };
    let now = now.parse().unwrap();
    let run = check_works(settings, queries, table, earlier, now, keep, std::future::pending());
    let summary = run.await.unwrap();
    assert_eq!((results.len(), summary.unfinished), (works.len(), 0));
    (results, summary)
}

pub(crate) async fn run(
    settings: &ServiceSettings,
    works: &[&str],
) -> (BTreeMap<String, WorkResult>, ServicesSummary) {
    run_with(settings, works, None, &Lock::default(), NOW).await
}

/// `verdict` or `verdict/reason`.
pub(crate) fn told(results: &BTreeMap<String, WorkResult>, work: &str) -> String {
    let entry = &results[work].entry;
    entry.reason.map_or(entry.verdict.to_string(), |reason| format!("{}/{reason}", entry.verdict))
}

pub(crate) fn lock(results: &BTreeMap<String, WorkResult>) -> Lock {
    let works = results.iter().map(|(work, result)| (work.clone(), result.entry.clone())).collect();
    Lock { works, ..Lock::default() }
}
