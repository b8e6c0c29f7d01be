//! A run: jobs in, results out.

use std::future::Future;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use reqwest::header::{ETAG, HeaderName, LAST_MODIFIED};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::facts::{PageFacts, Reader};
use super::fetch::{self, Chain, Context, End, Next, Signal};
use super::guard::Guard;
use super::schedule::{self, Event, GivenUp, Manners, Outcome, Ticket, Work};
use super::settings::{Clock, Settings};
use super::target::{self, Target, Unasked};
use super::verdict::{self, Case, Judgement};
use super::{Error, Job, PageResult, Summary};
use crate::lock::{Lock, PageEntry, QuoteEntry, QuoteVerdict, Reason, Verdict};

/// Asks the addresses of `jobs` and hands each result to `on_result` as soon as it is known, in no particular order.
///
/// `reader` makes facts of pages. `earlier` is what the last run left: where it has a validator, the request is conditional. The run
/// ends when everything is done, when `settings.budget` is used up (what is left is `out-of-time`), or when `cancel` is done (what
/// is left gets no result). It needs a tokio runtime with time and I/O.
///
/// # Errors
///
/// [`Error::Client`] where the HTTP client cannot be set up. What goes wrong with one address is its verdict, never an error.
pub async fn check(
    settings: &Settings,
    jobs: Vec<Job>,
    reader: impl Reader + 'static,
    earlier: &Lock,
    mut on_result: impl FnMut(PageResult),
    cancel: impl Future<Output = ()>,
) -> Result<Summary, Error> {
    let guard = Arc::new(Guard::new(settings.exceptions.clone()));
    let clock = Clock::new(settings.started);
    let (targets, unasked) = target::targets(jobs, |url| guard.check(url));
    let mut summary = Summary::default();
    for Unasked { job, evidence } in unasked {
        summary.results += 1;
        on_result(skipped(job, evidence, clock.now()));
    }
    let context = Arc::new(Context {
        client: fetch::client(settings, &guard).map_err(Error::Client)?,
        guard,
        settings: settings.clone(),
        clock,
        deadline: clock.start() + settings.budget,
        reader: Arc::new(reader),
        readers: Semaphore::new(std::thread::available_parallelism().map_or(2, NonZero::get)),
        long_bodies: Arc::new(Semaphore::new(fetch::LONG_BODIES)),
        requests: AtomicU64::new(0),
    });
    let manners = Manners {
        per_host: settings.per_host.max(1),
        interval: settings.interval,
        refusals: settings.refusals.max(1).saturating_mul(PAGES),
        deadline: context.deadline,
    };
    let requests = Requests {
        context: Arc::clone(&context),
        targets: targets.into_iter().map(Arc::new).collect(),
        earlier,
    };
    let tickets = requests.targets.iter().map(|target| Ticket {
        host: target::host(&target.url),
        item: Item { target: Arc::clone(target), chain: None },
    });
    let on_event = |event| match event {
        Event::Cancelled(number) => {
            summary.unfinished += requests.targets.get(number).map_or(0, |target| target.jobs.len())
        }
        event => {
            let Some(ended) = requests.ended(event) else { return };
            for result in requests.results(&ended) {
                summary.results += 1;
                on_result(result);
            }
        }
    };
    let cancelled = schedule::run(&requests, tickets, manners, settings.concurrency, on_event, cancel).await;
    summary.cancelled = cancelled;
    summary.requests = context.requests.load(Ordering::Relaxed);
    Ok(summary)
}

/// So many pages that are forbidden say as much of their host as one refusal of the host itself.
const PAGES: u32 = 4;

/// What stands in a queue: as little as can be, since there are many.
struct Item {
    target: Arc<Target>,
    /// Nothing where the target was not asked yet.
    chain: Option<Box<Chain>>,
}

/// A chain that has ended.
struct Ended {
    target: Arc<Target>,
    chain: Box<Chain>,
    end: Box<End>,
    facts: Option<Box<PageFacts>>,
    not_before: Option<Instant>,
}

struct Requests<'a> {
    context: Arc<Context>,
    targets: Vec<Arc<Target>>,
    earlier: &'a Lock,
}

impl Work for Requests<'_> {
    type Item = Item;
    type Result = Ended;

    fn key(&self, item: &Item) -> usize {
        item.target.number
    }

    fn start(&self, item: Item) -> impl Future<Output = Outcome<Item, Ended>> + Send + 'static {
        let context = Arc::clone(&self.context);
        let target = Arc::clone(&item.target);
        let chain = self.chain(item);
        async move { step(&context, chain, target).await }
    }
}

async fn step(context: &Arc<Context>, chain: Box<Chain>, target: Arc<Target>) -> Outcome<Item, Ended> {
    let progress = fetch::advance(context, chain, &target.wanted).await;
    let refused = match progress.signal {
        Signal::Served => Some(0),
        Signal::Forbidden => Some(1),
        Signal::Refused => Some(PAGES),
        Signal::Nothing => None,
    };
    let (chain, pause) = (progress.chain, progress.pause);
    let next = match progress.next {
        Next::Done(end, facts) => Ok(Ended { target, chain, end, facts, not_before: pause }),
        Next::Ask(at) => {
            Err((Ticket { host: target::host(&chain.url), item: Item { target, chain: Some(chain) } }, at))
        }
    };
    Outcome { refused, pause, next }
}

impl Requests<'_> {
    fn chain(&self, item: Item) -> Box<Chain> {
        item.chain.unwrap_or_else(|| Box::new(item.target.chain(self.earlier)))
    }

    /// How a chain ended, whoever ended it.
    fn ended(&self, event: Event<Item, Ended>) -> Option<Ended> {
        let unasked = |item: Item, reason, evidence: String, not_before| {
            let target = Arc::clone(&item.target);
            let mut chain = self.chain(item);
            // What it was last told says more than that it was not asked again.
            let end = chain.last.take().unwrap_or(End::NotAsked(reason, evidence));
            Some(Ended { target, chain, end: Box::new(end), facts: None, not_before })
        };
        let fresh =
            |number| self.targets.get(number).map(|target| Item { target: Arc::clone(target), chain: None });
        match event {
            Event::Done(ended) => Some(ended),
            Event::GivenUp(item, GivenUp::Refusals(refusals), host) => {
                let evidence = format!("`{host}` refused {refusals} requests in a row, and was left alone");
                unasked(item, Reason::CircuitOpen, evidence, None)
            }
            Event::GivenUp(item, GivenUp::Pause(until), host) => {
                let evidence = format!(
                    "`{host}` asks for no request before {}",
                    self.context.clock.at(until).strftime("%FT%TZ")
                );
                unasked(item, Reason::CircuitOpen, evidence, Some(until))
            }
            Event::OutOfTime(item) => {
                unasked(item, Reason::OutOfTime, "the run's time was up".to_owned(), None)
            }
            Event::Died(number, error) if error.is_cancelled() => unasked(
                fresh(number)?,
                Reason::OutOfTime,
                "the run's time was up before the answer".to_owned(),
                None,
            ),
            Event::Died(number, error) => unasked(
                fresh(number)?,
                Reason::BadAnswer,
                format!("the answer could not be processed: {error}"),
                None,
            ),
            Event::Cancelled(_) => None,
        }
    }

    fn results(&self, ended: &Ended) -> Vec<PageResult> {
        ended.target.jobs.iter().map(|job| self.result(job, ended)).collect()
    }

    fn result(&self, job: &Job, ended: &Ended) -> PageResult {
        let now = self.context.clock.now();
        let not_before = ended.not_before.map(|at| self.context.clock.at(at));
        let fragment = target::fragment(&job.url);
        if matches!(*ended.end, End::NotModified)
            && let Some(earlier) = target::usable(job, self.earlier)
        {
            return unchanged(earlier, &ended.chain, fragment, now);
        }
        let facts = ended.facts.as_deref();
        let quotes: Vec<QuoteEntry> = job.quotes.iter().map(|quote| quote_entry(quote, facts)).collect();
        let case = Case {
            chain: &ended.chain,
            end: &ended.end,
            facts,
            fragment,
            quotes: if facts.is_some() { &quotes } else { &[] },
            titles: &job.titles,
        };
        let judgement = verdict::judge(&case);
        let is_this_page = !matches!(judgement.verdict, Verdict::Unverifiable | Verdict::Suspect);
        let mut entry = entry(job, judgement, now, not_before);
        if let (End::NotAsked(..), Some(earlier)) = (&*ended.end, self.earlier.pages.get(&job.url)) {
            // Nobody asked: who comes first next time depends on when it was asked last.
            (entry.checked_at, entry.status) = (earlier.checked_at, earlier.status);
        }
        entry.hops = ended.chain.hops.clone();
        entry.final_url =
            (!entry.hops.is_empty()).then(|| verdict::final_url(&ended.chain, fragment).to_string());
        // A page that is most likely not the one that was asked for says nothing of what is missing on it.
        entry.quotes = quotes
            .into_iter()
            .map(|quote| {
                if is_this_page || quote.verdict.is_found() { quote } else { quote_entry(&quote.quote, None) }
            })
            .collect();
        if let End::Answer(answer) = &*ended.end {
            let header = |name: HeaderName| {
                answer.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
            };
            entry.status = Some(answer.status);
            if (200..300).contains(&answer.status) {
                (entry.etag, entry.last_modified) = (header(ETAG), header(LAST_MODIFIED));
            }
        }
        if entry.verdict == Verdict::Moved {
            entry.title = facts.and_then(|facts| facts.title.clone()).map(shortened);
        }
        entry.text_hash = facts.and_then(|facts| facts.text_hash.clone());
        PageResult { entry, not_before, not_modified: false, facts: ended.facts.as_deref().cloned() }
    }
}

/// What a `304` says: all that the page said before, at the place where it is now.
fn unchanged(earlier: &PageEntry, chain: &Chain, fragment: Option<&str>, now: Timestamp) -> PageResult {
    let mut entry = earlier.clone();
    entry.hops = chain.hops.clone();
    entry.final_url = (!entry.hops.is_empty()).then(|| verdict::final_url(chain, fragment).to_string());
    if matches!(entry.verdict, Verdict::Ok | Verdict::Moved) {
        entry.verdict = if verdict::has_moved(chain) { Verdict::Moved } else { Verdict::Ok };
    }
    (entry.checked_at, entry.next) = (now, now);
    PageResult { entry, not_before: None, not_modified: true, facts: None }
}

/// No more of a title than fits into a line of the lock.
fn shortened(title: String) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

fn quote_entry(quote: &str, facts: Option<&PageFacts>) -> QuoteEntry {
    let known = facts.and_then(|facts| facts.quotes.iter().find(|known| known.quote == quote));
    known.cloned().unwrap_or_else(|| QuoteEntry {
        quote: quote.to_owned(),
        verdict: QuoteVerdict::Unverifiable,
        score: None,
        nearest: None,
        found_at: None,
    })
}

fn skipped(job: Job, evidence: String, now: Timestamp) -> PageResult {
    let judgement = Judgement::new(Verdict::Skipped, Reason::Policy, evidence);
    let mut entry = entry(&job, judgement, now, None);
    entry.quotes = job.quotes.iter().map(|quote| quote_entry(quote, None)).collect();
    PageResult { entry, not_before: None, not_modified: false, facts: None }
}

fn entry(job: &Job, judgement: Judgement, now: Timestamp, not_before: Option<Timestamp>) -> PageEntry {
    PageEntry {
        url: job.url.clone(),
        verdict: judgement.verdict,
        reason: judgement.reason,
        status: None,
        final_url: None,
        title: None,
        hops: Vec::new(),
        etag: None,
        last_modified: None,
        checked_at: now,
        next: not_before.unwrap_or(now),
        fails: 0,
        first_fail: None,
        last_ok: None,
        text_hash: None,
        quotes: Vec::new(),
        archive: None,
        evidence: judgement.evidence,
    }
}
