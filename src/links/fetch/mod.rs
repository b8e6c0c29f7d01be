//! One step of a chain: a request, and what follows from its answer.

mod chain;
mod coding;
mod cookies;
mod exchange;
mod failure;
mod reading;
mod retry;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::header::{HeaderMap, REFRESH};
use reqwest::{Client, Response};
use tokio::sync::Semaphore;
use tokio::time::Instant;

pub(crate) use chain::{Chain, End};
pub(crate) use exchange::read as read_body;
pub(crate) use exchange::{Answer, BodyEnd, LONG_BODIES, Validators, client};
pub(crate) use failure::Failure;
pub(crate) use retry::{back_off, is_refusal, may_pass, retry_after};

use reading::{is_textual, read};

use super::facts::{PageFacts, Reader};
use super::guard::Guard;
use super::page;
use super::settings::{Clock, Settings};
use super::verdict;
use crate::lock::Reason;

/// No more is read of a body that comes with an error: it is looked at for the marks of walls alone.
const MAX_ERROR_BODY: usize = 256 * 1024;
/// Later a page may be read before it sends its readers on.
const LONGEST_REFRESH: u32 = 10;

/// What all requests of a run share.
pub(crate) struct Context {
    pub(crate) client: Client,
    pub(crate) guard: Arc<Guard>,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    /// When the run's time is up.
    pub(crate) deadline: Instant,
    pub(crate) reader: Arc<dyn Reader>,
    /// As many pages are read at once as there are processors.
    pub(crate) readers: Semaphore,
    /// Places for long bodies.
    pub(crate) long_bodies: Arc<Semaphore>,
    /// All requests so far, also those that are cut off.
    pub(crate) requests: AtomicU64,
}

/// What is looked for on a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) quotes: Vec<String>,
    /// Those of them that an address only names.
    pub(crate) words: Vec<String>,
    pub(crate) anchor: bool,
}

/// What an answer says of its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// It deals with us.
    Served,
    /// It does not show this page, and may show others.
    Forbidden,
    /// It would not or could not.
    Refused,
    /// Neither.
    Nothing,
}

/// What came of a step.
pub(crate) struct Progress {
    pub(crate) chain: Box<Chain>,
    pub(crate) signal: Signal,
    /// Until then the host wants to be left alone.
    pub(crate) pause: Option<Instant>,
    pub(crate) next: Next,
}

/// What follows from a step.
pub(crate) enum Next {
    /// Another request, not before this.
    Ask(Option<Instant>),
    /// Nothing: the chain has ended.
    Done(Box<End>, Option<Box<PageFacts>>),
}

/// Makes the next request of `chain`.
pub(crate) async fn advance(context: &Arc<Context>, mut chain: Box<Chain>, wanted: &Wanted) -> Progress {
    chain.attempts += 1;
    context.requests.fetch_add(1, Ordering::Relaxed);
    let settings = &context.settings;
    let until = Instant::now() + settings.total_timeout;
    let patience = settings.connect_timeout.saturating_add(settings.read_timeout);
    let validators = chain
        .validators
        .as_ref()
        .filter(|(url, _)| *url == chain.url.as_str())
        .map(|(_, validators)| validators);
    let cookies = chain.jar.header(&chain.url);
    let answer_by = until.min(Instant::now() + patience);
    let conditional = validators.is_some();
    let asked = exchange::ask(&context.client, &chain.url, cookies.as_deref(), validators, answer_by).await;
    match asked {
        Ok(response) => answered(context, chain, wanted, response, conditional, until).await,
        Err(failure) => failed(context, chain, failure),
    }
}

fn failed(context: &Context, mut chain: Box<Chain>, failure: Failure) -> Progress {
    let signal = if failure.is_refusal() { Signal::Refused } else { Signal::Nothing };
    if failure.may_pass() && chain.attempts <= context.settings.retries {
        let wait = wait(context, &chain);
        chain.last = Some(End::Failed(failure));
        return Progress { chain, signal, pause: None, next: Next::Ask(Some(Instant::now() + wait)) };
    }
    Progress { chain, signal, pause: None, next: Next::Done(Box::new(End::Failed(failure)), None) }
}

fn wait(context: &Context, chain: &Chain) -> std::time::Duration {
    retry::back_off(context.settings.back_off, chain.attempts, context.settings.seed, chain.url.as_str())
}

async fn answered(
    context: &Arc<Context>,
    mut chain: Box<Chain>,
    wanted: &Wanted,
    mut response: Response,
    conditional: bool,
    until: Instant,
) -> Progress {
    let settings = &context.settings;
    let status = response.status().as_u16();
    let headers = std::mem::take(response.headers_mut());
    let is_redirect = matches!(status, 301 | 302 | 303 | 307 | 308);
    if is_redirect || status == 300 && headers.contains_key(reqwest::header::LOCATION) {
        // The end of a short body lets the connection be used again.
        exchange::read(
            &mut response,
            &headers,
            16 * 1024,
            settings.read_timeout,
            until,
            &context.long_bodies,
        )
        .await;
        let not_before = retry::retry_after(&headers, context.clock.now()).map(|wait| Instant::now() + wait);
        let now = context.clock.now();
        let next = match chain.follow(status, &headers, now, &context.guard, settings.max_hops) {
            Ok(()) => Next::Ask(not_before),
            Err(end) => Next::Done(end, None),
        };
        return Progress { chain, signal: Signal::Served, pause: None, next };
    }
    if status == 304 && conditional {
        return Progress {
            chain,
            signal: Signal::Served,
            pause: None,
            next: Next::Done(Box::new(End::NotModified), None),
        };
    }
    let stands = (200..300).contains(&status);
    let textual = is_textual(&headers);
    let needed = !wanted.quotes.is_empty() || wanted.anchor;
    let (cap, until) = match (stands, needed, textual) {
        (false, ..) => {
            (MAX_ERROR_BODY.min(settings.max_body), until.min(Instant::now() + settings.read_timeout))
        }
        (true, true, _) => (settings.max_body, until),
        (true, false, true) => (settings.max_body, until.min(Instant::now() + settings.read_timeout)),
        // Only to see whether there is anything: `HEAD` would be believed for less, and is answered otherwise than `GET` by many.
        (true, false, false) => (1, until),
    };
    let body =
        exchange::read(&mut response, &headers, cap, settings.read_timeout, until, &context.long_bodies)
            .await;
    if stands {
        return served(context, chain, wanted, Answer { status, headers, body }, needed).await;
    }
    refused(context, chain, wanted, Answer { status, headers, body }).await
}

/// An answer that is no page: now or never.
async fn refused(
    context: &Arc<Context>,
    mut chain: Box<Chain>,
    wanted: &Wanted,
    mut answer: Answer,
) -> Progress {
    let status = answer.status;
    let wall =
        verdict::wall_in_headers(&answer.headers).or_else(|| verdict::sign_in_page(None, &answer.body.bytes));
    let is_wall = wall.is_some_and(|found| matches!(found.reason, Reason::BotWall | Reason::Captcha));
    let signal = match status {
        _ if is_wall => Signal::Refused,
        403 => Signal::Forbidden,
        _ if retry::is_refusal(status) => Signal::Refused,
        _ => Signal::Served,
    };
    let asked_for = (status == 429 || status >= 500)
        .then(|| retry::retry_after(&answer.headers, context.clock.now()))
        .flatten();
    let pause = match asked_for {
        Some(wait) => Some(Instant::now() + wait),
        None if status == 429 => Some(Instant::now() + wait(context, &chain)),
        None => None,
    };
    let again = !is_wall && retry::may_pass(status) && chain.attempts <= context.settings.retries;
    let not_before = pause.unwrap_or_else(|| Instant::now() + wait(context, &chain));
    if again && not_before < context.deadline {
        chain.last = Some(End::Answer(Box::new(answer)));
        return Progress { chain, signal, pause, next: Next::Ask(Some(not_before)) };
    }
    // A refusal that comes with the whole page is none.
    let facts = if status == 403 && !wanted.quotes.is_empty() {
        read(context, &chain, wanted, &mut answer).await
    } else {
        None
    };
    // What the server did not ask for is no reason to come back later than otherwise.
    let pause = pause.filter(|_| asked_for.is_some());
    Progress { chain, signal, pause, next: Next::Done(Box::new(End::Answer(Box::new(answer))), facts) }
}

/// An answer that is a page.
async fn served(
    context: &Arc<Context>,
    mut chain: Box<Chain>,
    wanted: &Wanted,
    mut answer: Answer,
    needed: bool,
) -> Progress {
    match &answer.body.end {
        BodyEnd::Broken(failure)
            if answer.body.bytes.is_empty() || needed && failure.may_pass() && !is_last(context, &chain) =>
        {
            return failed(context, chain, failure.clone());
        }
        BodyEnd::TimeOut if answer.body.bytes.is_empty() => {
            return failed(
                context,
                chain,
                Failure::time_out("the start of the answer came in time, but the rest did not"),
            );
        }
        _ => {}
    }
    let facts = if needed || is_textual(&answer.headers) {
        read(context, &chain, wanted, &mut answer).await
    } else {
        None
    };
    let found = facts.as_ref().is_some_and(|facts| facts.quotes.iter().any(|quote| quote.verdict.is_found()));
    let wall = verdict::wall_in_headers(&answer.headers).is_some() && !found;
    let target = refresh(&chain, &answer.headers, facts.as_deref()).filter(|_| !found && !wall);
    if let Some(target) = target {
        let (now, settings) = (context.clock.now(), &context.settings);
        let next = match chain.refresh(&target, &answer.headers, now, &context.guard, settings.max_hops) {
            Ok(()) => Next::Ask(None),
            Err(end) => Next::Done(end, None),
        };
        return Progress { chain, signal: Signal::Served, pause: None, next };
    }
    // Verdicts look at the source of short pages only, and thousands of results may wait for their turn.
    answer.body.bytes.shrink_to_fit();
    let signal = if wall { Signal::Refused } else { Signal::Served };
    Progress { chain, signal, pause: None, next: Next::Done(Box::new(End::Answer(Box::new(answer))), facts) }
}

fn is_last(context: &Context, chain: &Chain) -> bool {
    chain.attempts > context.settings.retries
}

/// Where a page sends its readers by itself, in a header or in its source, if that is elsewhere and soon.
fn refresh(chain: &Chain, headers: &HeaderMap, facts: Option<&PageFacts>) -> Option<String> {
    let header = headers.get(REFRESH).and_then(|value| value.to_str().ok()).and_then(page::refresh);
    let header = header.map(|page::Refresh { seconds, url }| (seconds, chain.url.join(&url)));
    let in_page = || {
        let refresh = facts?.meta_refresh.as_ref()?;
        let base = facts?.base.as_ref().and_then(|base| chain.url.join(base).ok());
        Some((refresh.seconds, base.as_ref().unwrap_or(&chain.url).join(&refresh.url)))
    };
    let (_, target) = header.or_else(in_page).filter(|(seconds, _)| *seconds <= LONGEST_REFRESH)?;
    let mut target = target.ok()?;
    let whole = target.to_string();
    target.set_fragment(None);
    (target != chain.url).then_some(whole)
}
