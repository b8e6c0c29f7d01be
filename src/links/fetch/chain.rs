//! What is known while one address is being asked: the redirects so far, the cookies, the attempts.

use std::collections::HashSet;
use std::fmt::Write;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

use super::super::guard::{Guard, Refusal};
use super::cookies::Jar;
use super::exchange::{Answer, Validators};
use super::failure::Failure;
use crate::lock::{Hop, Reason};

/// One address on its way to a verdict.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// What was asked first, without fragment.
    pub(crate) asked: Url,
    /// What is asked next, without fragment.
    pub(crate) url: Url,
    pub(crate) hops: Vec<Hop>,
    /// The fragment that a redirect set: it takes the place of the record's own.
    pub(crate) fragment: Option<String>,
    pub(crate) jar: Jar,
    /// How often `url` was asked.
    pub(crate) attempts: u32,
    /// Whether a page sent us on, not a server.
    pub(crate) refreshed: bool,
    /// What makes the request to `.0` conditional.
    pub(crate) validators: Option<(String, Validators)>,
    /// How it ends if nobody asks again.
    pub(crate) last: Option<End>,
    seen: HashSet<(String, u64)>,
}

/// How a chain of requests ended.
#[derive(Clone, Debug)]
pub(crate) enum End {
    /// With an answer that leads no further.
    Answer(Box<Answer>),
    /// With `304 Not Modified`.
    NotModified,
    /// Without an answer.
    Failed(Failure),
    /// With redirects that never end.
    Loop(String),
    /// With a redirect that leads nowhere that can be asked.
    BadRedirect(String),
    /// At an address that is never asked.
    Policy(Refusal),
    /// Before it was asked, for this reason.
    NotAsked(Reason, String),
}

impl Chain {
    pub(crate) fn new(url: &Url, validators: Option<(String, Validators)>) -> Self {
        let mut url = url.clone();
        url.set_fragment(None);
        let jar = Jar::default();
        let seen = HashSet::from([(url.to_string(), jar.fingerprint())]);
        Self {
            asked: url.clone(),
            url,
            hops: Vec::new(),
            fragment: None,
            jar,
            attempts: 0,
            refreshed: false,
            validators,
            last: None,
            seen,
        }
    }

    /// Whether every hop said that it is for good.
    pub(crate) fn is_permanent(&self) -> bool {
        !self.hops.is_empty() && self.hops.iter().all(|hop| matches!(hop.status, 301 | 308))
    }

    /// Takes the redirect of an answer with `status`, or says how the chain ends.
    pub(crate) fn follow(
        &mut self,
        status: u16,
        headers: &HeaderMap,
        now: Timestamp,
        guard: &Guard,
        max_hops: usize,
    ) -> Result<(), Box<End>> {
        self.jar.keep(&self.url, headers, now);
        let Some(location) = headers.get(LOCATION) else {
            return Err(Box::new(End::BadRedirect(format!("status {status} without `Location`"))));
        };
        let location = location_text(location.as_bytes());
        self.go(status, &location, guard, max_hops)
    }

    /// Takes the way to which a page sends its readers, with the cookies that came with it.
    pub(crate) fn refresh(
        &mut self,
        to: &str,
        headers: &HeaderMap,
        now: Timestamp,
        guard: &Guard,
        max_hops: usize,
    ) -> Result<(), Box<End>> {
        self.jar.keep(&self.url, headers, now);
        self.refreshed = true;
        self.go(200, to, guard, max_hops)
    }

    fn go(&mut self, status: u16, location: &str, guard: &Guard, max_hops: usize) -> Result<(), Box<End>> {
        let end = |end| Err(Box::new(end));
        let Ok(mut next) = self.url.join(location) else {
            return end(End::BadRedirect(format!("status {status} with `Location: {location}`")));
        };
        self.hops.push(Hop { status, url: next.to_string() });
        match guard.check(&next) {
            Ok(()) => {}
            Err(refusal @ Refusal::Scheme(_)) => {
                return end(End::BadRedirect(format!("a redirect to `{next}`: {refusal}")));
            }
            Err(refusal) => return end(End::Policy(refusal)),
        }
        if let Some(fragment) = next.fragment() {
            self.fragment = Some(fragment.to_owned());
        }
        next.set_fragment(None);
        if self.hops.len() > max_hops {
            return end(End::Loop(format!("more than {max_hops} redirects, the last to `{next}`")));
        }
        if !self.seen.insert((next.to_string(), self.jar.fingerprint())) {
            return end(End::Loop(format!("the redirects lead back to `{next}`")));
        }
        self.url = next;
        self.attempts = 0;
        self.last = None;
        Ok(())
    }
}

/// A `Location` as text. Bytes that are no UTF-8 are escaped, as browsers do.
fn location_text(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.trim().to_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii() {
            text.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text.trim().to_owned()
}
