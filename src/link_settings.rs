//! What kb.toml says of links, in its table `[links]`: for `kb links`, which asks the sources, and for the rules that read what it
//! learned.
//!
//! kb.toml comes with the records, and whoever checks them may not know who wrote it. So nothing in it opens a private network, names
//! a file, or makes a run more hasty or more hungry than is common: that is left to the command line.

use std::time::Duration;

use jiff::SignedDuration;

use crate::lock::Confirmation;

/// The settings in force; the defaults where kb.toml says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkSettings {
    /// A mail address or a page of those who run the check, told to each server (`contact`); nothing by default.
    pub contact: Option<String>,
    /// The most requests that are under way at once (`concurrency`); 64.
    pub concurrency: u32,
    /// The most requests that are under way at once to one host (`per_host`); 2.
    pub per_host: u32,
    /// The least time from one request to a host to the next (`interval_ms`, in milliseconds); 100 ms.
    pub interval: Duration,
    /// The most time for one answer, its body included (`timeout_s`, in seconds); 30 s.
    pub timeout: Duration,
    /// The most time for a whole run (`budget`, such as "30m"); 15 minutes.
    pub budget: Option<Duration>,
    /// The most bytes that are read of an answer, once unpacked (`max_body`); 5 MiB.
    pub max_body: u64,
    /// The failures, each on another day, that it takes to call a page broken that stood before (`confirm`); 2.
    pub confirm: u32,
    /// The days from the first of them to the last (`confirm_after_days`); 3.
    pub confirm_after_days: u32,
    /// Where Crossref answers (`crossref`); nothing where it is left out by "none".
    pub crossref: Option<String>,
    /// Where the handles of DOIs are resolved (`doi`).
    pub doi: Option<String>,
    /// Where the E-utilities of NCBI answer (`ncbi`).
    pub ncbi: Option<String>,
    /// Where the Wayback Machine answers (`wayback`).
    pub wayback: Option<String>,
    /// Where OpenAlex answers (`openalex`).
    pub openalex: Option<String>,
    /// The days after which a link that was due to be checked again counts as stale (`stale_days`); 30.
    pub stale_days: u32,
}

impl Default for LinkSettings {
    fn default() -> Self {
        let base = |url: &str| Some(url.to_owned());
        Self {
            contact: None,
            concurrency: 64,
            per_host: 2,
            interval: Duration::from_millis(100),
            timeout: Duration::from_secs(30),
            budget: None,
            max_body: 5 * 1024 * 1024,
            confirm: 2,
            confirm_after_days: 3,
            crossref: base("https://api.crossref.org"),
            doi: base("https://doi.org"),
            ncbi: base("https://eutils.ncbi.nlm.nih.gov/entrez/eutils"),
            wayback: base("https://web.archive.org"),
            openalex: base("https://api.openalex.org"),
            stale_days: 30,
        }
    }
}

impl LinkSettings {
    /// What it takes to call a page broken that stood before.
    pub fn confirmation(&self) -> Confirmation {
        let after = SignedDuration::from_hours(i64::from(self.confirm_after_days) * 24);
        Confirmation { failures: self.confirm, after }
    }
}
