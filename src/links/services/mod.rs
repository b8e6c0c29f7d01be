//! What the services that keep records of works say of DOIs and PubMed numbers: Crossref, doi.org, NCBI, OpenAlex, Retraction Watch; and
//! the Wayback Machine, which keeps copies of pages.
//!
//! [`check_works`] asks in batches, at the pace that each service's own headers allow, and hands out a [`WorkResult`] that is ready for
//! the lock. What a service cannot say is `unverifiable`: no failure makes a work retracted, nor an identifier broken.
//!
//! ```
//! use massage_kb::link_settings::LinkSettings;
//! use massage_kb::links::Settings;
//! use massage_kb::links::services::{ServiceSettings, WorkQuery, check_works};
//! use massage_kb::lock::Lock;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut settings = ServiceSettings::new(Settings::new(None), &LinkSettings::default());
//! (settings.crossref, settings.doi, settings.ncbi, settings.openalex) = (None, None, None, None);
//! let queries = vec![WorkQuery::new("doi:10.1000/x")];
//! let now = "2026-11-22T12:00:00Z".parse()?;
//! let (earlier, mut results) = (Lock::default(), Vec::new());
//! let keep = |result| results.push(result);
//! let run = check_works(&settings, queries, None, &earlier, now, keep, std::future::pending());
//! let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! let summary = runtime.block_on(run)?;
//! assert_eq!(results[0].entry.verdict.name(), "skipped", "there is no service to ask");
//! assert_eq!(summary.requests, 0);
//! # Ok(())
//! # }
//! ```

mod client;
mod crossref;
mod doi;
mod entry;
mod escape;
mod json;
mod ncbi;
mod openalex;
mod opinion;
mod pace;
mod retraction_watch;
mod run;
mod wayback;

use std::collections::BTreeMap;

use url::Url;

pub use retraction_watch::{RetractionWatch, RetractionWatchError};
pub use run::check_works;
pub use wayback::{Archive, ArchiveError, ArchivedCopy, ArchivedPage};

use super::Settings;
use super::guard::{Guard, Refusal};
use crate::link_settings::LinkSettings;
use crate::lock::{Confirmation, WorkEntry};

/// Whom to ask, and how.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceSettings {
    /// How to ask. A service at a private address is asked only where this lets it be.
    pub http: Settings,
    /// A mail address or page, told to services that want one.
    pub contact: Option<String>,
    /// What it takes to call an identifier broken that stood before.
    pub confirmation: Confirmation,
    /// Where Crossref answers; `None` leaves it out, here and below.
    pub crossref: Option<String>,
    /// Where the handles of DOIs are resolved.
    pub doi: Option<String>,
    /// Where the E-utilities of NCBI answer.
    pub ncbi: Option<String>,
    /// The key that raises NCBI's limit. It is told to NCBI alone.
    pub ncbi_api_key: Option<String>,
    /// Where OpenAlex answers.
    pub openalex: Option<String>,
    /// Where the Wayback Machine answers.
    pub wayback: Option<String>,
}

impl ServiceSettings {
    /// The services that kb.toml names, asked as `http` says.
    pub fn new(http: Settings, links: &LinkSettings) -> Self {
        Self {
            http,
            contact: links.contact.clone(),
            confirmation: links.confirmation(),
            crossref: links.crossref.clone(),
            doi: links.doi.clone(),
            ncbi: links.ncbi.clone(),
            ncbi_api_key: None,
            openalex: links.openalex.clone(),
            wayback: links.wayback.clone(),
        }
    }

    /// Whether each service has an address that may be asked, as far as can be told before its name is looked up.
    ///
    /// # Errors
    ///
    /// [`ServiceError`] for the first that has none.
    pub fn validate(&self) -> Result<(), ServiceError> {
        let guard = Guard::new(self.http.exceptions.clone());
        let services = [
            ("Crossref", &self.crossref),
            ("doi.org", &self.doi),
            ("NCBI", &self.ncbi),
            ("OpenAlex", &self.openalex),
            ("the Wayback Machine", &self.wayback),
        ];
        services.into_iter().try_for_each(|(service, base)| match base {
            Some(base) => address(service, base, &guard).map(drop),
            None => Ok(()),
        })
    }

    /// The contact as a mail address, where it is one.
    fn mail(&self) -> Option<&str> {
        let contact = self.contact.as_deref()?.trim();
        let contact = contact.strip_prefix("mailto:").unwrap_or(contact);
        (contact.contains('@') && !contact.contains("://")).then_some(contact)
    }
}

/// A work to ask about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkQuery {
    /// `doi:` and a DOI, or `pmid:` and a PubMed number, as the lock names works.
    pub work: String,
    /// The record's title.
    pub title: Option<String>,
    /// The record's year.
    pub year: Option<i32>,
    /// The family name of the record's first author.
    pub first_author: Option<String>,
}

impl WorkQuery {
    /// Asks about `work`, of which nothing else is known.
    pub fn new(work: &str) -> Self {
        Self { work: work.to_owned(), ..Self::default() }
    }
}

/// What became of a query.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WorkResult {
    /// What to write into the lock as it is: its failures are counted and its times set.
    pub entry: WorkEntry,
    /// Whether it is what the lock held already, and nobody was asked.
    pub from_lock: bool,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServicesSummary {
    /// How many requests were made, retries among them.
    pub requests: u64,
    /// How many works have a result.
    pub results: usize,
    /// How many have none, since the run was cancelled.
    pub unfinished: usize,
    /// Whether the run was cancelled.
    pub cancelled: bool,
    /// How many questions each service failed to answer, by its name.
    pub failures: BTreeMap<String, u64>,
}

/// Why nobody could be asked at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceError {
    /// The HTTP client could not be set up.
    #[error("the HTTP client could not be set up: {0}; check that this machine has root certificates")]
    Client(#[source] reqwest::Error),
    /// The address of a service is none.
    #[error("`{url}` is not an address for {service}; give an http or https address, or `none`")]
    Address {
        /// The service.
        service: &'static str,
        /// The address.
        url: String,
    },
    /// The address of a service is one that nobody may ask.
    #[error("{service} is not asked at `{url}`: {refusal}; only the command line may name a private service")]
    Refused {
        /// The service.
        service: &'static str,
        /// The address.
        url: String,
        /// Why not.
        refusal: Refusal,
    },
}

/// The address of a service, if it may be asked.
fn address(service: &'static str, base: &str, guard: &Guard) -> Result<Url, ServiceError> {
    let url = Url::parse(base).ok();
    let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
        return Err(ServiceError::Address { service, url: base.to_owned() });
    };
    match guard.check(&url) {
        Ok(()) => Ok(url),
        Err(refusal) => Err(ServiceError::Refused { service, url: base.to_owned(), refusal }),
    }
}
