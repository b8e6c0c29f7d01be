//! One request and its answer: no redirect, no retry, no verdict.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, COOKIE, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
};
use reqwest::{Client, Proxy, Response, redirect};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::super::guard::{Exception, Guard};
use super::super::resolve::GuardedNames;
use super::super::settings::Settings;
use super::coding;
use super::failure::Failure;

/// What an answer holds.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// What was read of a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    /// Decompressed.
    pub(crate) bytes: Vec<u8>,
    pub(crate) end: BodyEnd,
    /// What a long body holds as long as it lives: there are only so many.
    room: Option<Arc<OwnedSemaphorePermit>>,
}

/// Why no more was read of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum BodyEnd {
    /// There was no more.
    Whole,
    /// Nobody needs more.
    #[default]
    Unread,
    /// It is longer than the cap.
    Cap,
    /// It took too long.
    TimeOut,
    /// It broke off.
    Broken(Failure),
}

/// Longer bodies wait for one of [`LONG_BODIES`] places, so that many long pages at once do not fill the memory.
const LONG: usize = 256 * 1024;
/// How many long bodies are in memory at once.
pub(crate) const LONG_BODIES: usize = 8;

/// Browsers take any number of header lines within a size; hyper keeps a place for each of these while it reads a head.
const MOST_HEADERS: usize = 1000;

/// What makes a request conditional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// The client of a run: one pool of connections, no proxy but the one that was asked for, no cookies, no redirects of its own.
pub(crate) fn client(settings: &Settings, guard: &Arc<Guard>) -> Result<Client, reqwest::Error> {
    // Whoever set a provider before us keeps it: then this fails, and that is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let guard = match &settings.proxy {
        // The only name that is looked up then is the proxy's, and whoever named it means it. What is asked through it is judged by
        // the guard of the run, which does not know of this exception.
        Some(proxy) => Arc::new(Guard::new(Exception::of_url(proxy.as_str()).into_iter().collect())),
        None => Arc::clone(guard),
    };
    let names = GuardedNames { names: Arc::clone(&settings.names), guard };
    let mut headers = HeaderMap::new();
    headers.insert(
        ACCEPT,
        HeaderValue::from_static("text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"),
    );
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("en,*;q=0.5"));
    let mut builder = Client::builder();
    builder = match &settings.proxy {
        Some(proxy) => builder.proxy(Proxy::all(proxy.clone())?),
        None => builder.no_proxy(),
    };
    builder
        .user_agent(settings.user_agent.as_str())
        .default_headers(headers)
        .redirect(redirect::Policy::none())
        .referer(false)
        .connect_timeout(settings.connect_timeout)
        .pool_max_idle_per_host(settings.per_host)
        .pool_idle_timeout(Duration::from_secs(30))
        // Browsers read on past a header that is none, so that such a page stands for people.
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_max_headers(MOST_HEADERS)
        .dns_resolver(Arc::new(names))
        .build()
}

/// Asks once, and waits for the head of the answer.
pub(crate) async fn ask(
    client: &Client,
    url: &Url,
    cookies: Option<&str>,
    validators: Option<&Validators>,
    until: Instant,
) -> Result<Response, Failure> {
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: Option<&str>| {
        if let Some(value) = value.and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok()) {
            headers.insert(name, value);
        }
    };
    put(COOKIE, cookies);
    put(IF_NONE_MATCH, validators.and_then(|validators| validators.etag.as_deref()));
    put(IF_MODIFIED_SINCE, validators.and_then(|validators| validators.last_modified.as_deref()));
    let request = client.get(url.clone()).headers(headers);
    match timeout_at(until, request.send()).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Failure::time_out("no answer in time")),
    }
}

/// Reads a body piece by piece until its end, `cap` bytes, a silence of `silence`, or `until`. Keeps what it read. The wait for a place
/// in `long`, where the body is long, does not count. `headers` say how it is packed.
pub(crate) async fn read(
    response: &mut Response,
    headers: &HeaderMap,
    cap: usize,
    silence: Duration,
    mut until: Instant,
    long: &Arc<Semaphore>,
) -> Body {
    let mut body = Body::default();
    body.end = loop {
        let limit = until.min(Instant::now() + silence);
        match timeout_at(limit, response.chunk()).await {
            Err(_) => break BodyEnd::TimeOut,
            Ok(Err(error)) => break BodyEnd::Broken(error.into()),
            Ok(Ok(None)) => break BodyEnd::Whole,
            Ok(Ok(Some(piece))) => {
                let room = cap.saturating_sub(body.bytes.len());
                body.bytes.extend_from_slice(piece.get(..room).unwrap_or(&piece));
                if piece.len() > room {
                    break BodyEnd::Cap;
                }
            }
        }
        if body.room.is_none() && body.bytes.len() > LONG {
            let asked = Instant::now();
            // The semaphore is never closed.
            body.room = Arc::clone(long).acquire_owned().await.ok().map(Arc::new);
            until += asked.elapsed();
        }
    };
    coding::unpack(&mut body, headers, cap);
    body
}
