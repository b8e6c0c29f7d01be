//! What is asked once: the jobs whose addresses differ in the fragment alone.

use std::collections::HashMap;
use std::sync::Arc;

use url::Url;

use super::Job;
use super::fetch::{Chain, Validators, Wanted};
use super::guard::{Refusal, plain};
use super::verdict;
use crate::lock::{Lock, PageEntry, Reason, Verdict};

/// An address without fragment, with all jobs that want it.
pub(super) struct Target {
    /// Its place among the targets of the run.
    pub(super) number: usize,
    pub(super) url: Url,
    pub(super) jobs: Vec<Job>,
    pub(super) wanted: Arc<Wanted>,
}

/// A job that leads to no request.
pub(super) struct Unasked {
    pub(super) job: Job,
    pub(super) evidence: String,
}

/// Puts jobs together, in the order in which their addresses come first.
pub(super) fn targets(
    jobs: Vec<Job>,
    check: impl Fn(&Url) -> Result<(), Refusal>,
) -> (Vec<Target>, Vec<Unasked>) {
    let mut targets: Vec<Target> = Vec::new();
    let mut unasked = Vec::new();
    let mut numbers: HashMap<Url, usize> = HashMap::new();
    for job in jobs {
        let mut url = match Url::parse(&job.url) {
            Ok(url) => url,
            Err(error) => {
                let evidence = format!("`{}` is not an address: {error}", job.url);
                unasked.push(Unasked { job, evidence });
                continue;
            }
        };
        if let Err(refusal) = check(&url) {
            unasked.push(Unasked { job, evidence: refusal.to_string() });
            continue;
        }
        url.set_fragment(None);
        let number = *numbers.entry(url.clone()).or_insert(targets.len());
        if number == targets.len() {
            targets.push(Target { number, url, jobs: Vec::new(), wanted: Arc::default() });
        }
        if let Some(target) = targets.get_mut(number) {
            target.jobs.push(job);
        }
    }
    for target in &mut targets {
        target.wanted = Arc::new(wanted(&target.jobs));
    }
    (targets, unasked)
}

fn wanted(jobs: &[Job]) -> Wanted {
    let mut quotes: Vec<String> = jobs.iter().flat_map(|job| job.quotes.iter().cloned()).collect();
    quotes.sort_unstable();
    quotes.dedup();
    let mut words: Vec<String> = jobs.iter().flat_map(|job| job.words.iter().cloned()).collect();
    words.retain(|word| !jobs.iter().any(|job| job.quotes.contains(word) && !job.words.contains(word)));
    let anchor = jobs.iter().any(|job| fragment(&job.url).and_then(verdict::anchor).is_some());
    Wanted { quotes, words, anchor }
}

/// The fragment of an address as it is written.
pub(super) fn fragment(url: &str) -> Option<&str> {
    url.split_once('#').map(|(_, fragment)| fragment)
}

/// The queue to which a request to `url` belongs: its host, and its port where that is not the scheme's own. The two schemes of one
/// host share a queue.
pub(super) fn host(url: &Url) -> String {
    let host = plain(url.host_str().unwrap_or_default()).to_owned();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

impl Target {
    /// The chain that starts at this target.
    pub(super) fn chain(&self, earlier: &Lock) -> Chain {
        Chain::new(&self.url, self.validators(earlier))
    }

    /// What makes the request conditional: only where the earlier run answered all that is asked now.
    fn validators(&self, earlier: &Lock) -> Option<(String, Validators)> {
        let mut entries = self.jobs.iter().map(|job| usable(job, earlier));
        let first = entries.next()??;
        if !entries.all(|entry| {
            entry.is_some_and(|entry| entry.etag == first.etag && entry.last_modified == first.last_modified)
        }) {
            return None;
        }
        let mut url = first.final_url.as_deref().map_or_else(|| Ok(self.url.clone()), Url::parse).ok()?;
        url.set_fragment(None);
        let validators = Validators { etag: first.etag.clone(), last_modified: first.last_modified.clone() };
        Some((url.to_string(), validators))
    }
}

/// The earlier entry of a job, if its verdict is still good as long as the page has not changed.
pub(super) fn usable<'a>(job: &Job, earlier: &'a Lock) -> Option<&'a PageEntry> {
    let entry = earlier.pages.get(&job.url)?;
    let told_by_the_page = match entry.verdict {
        Verdict::Ok | Verdict::Moved | Verdict::Drifted => true,
        Verdict::Suspect => {
            matches!(entry.reason, Some(Reason::Soft404 | Reason::Parked | Reason::Empty | Reason::Unrelated))
        }
        Verdict::Broken => entry.reason == Some(Reason::MissingAnchor),
        _ => false,
    };
    let knows = |quote: &String| entry.quotes.iter().any(|known| known.quote == *quote);
    let has_validator = entry.etag.is_some() || entry.last_modified.is_some();
    (told_by_the_page && has_validator && job.quotes.iter().all(knows)).then_some(entry)
}
