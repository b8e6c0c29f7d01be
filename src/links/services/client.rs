//! Asks one service for JSON: at its pace, with retries, and with a reason for every way in which no answer can come.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{ACCEPT, HeaderMap, LOCATION};
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until, timeout_at};
use url::Url;

use super::super::fetch::{self, BodyEnd, Failure};
use super::super::guard::Guard;
use super::super::settings::{Clock, Settings};
use super::super::verdict;
use super::pace::Pace;
use super::{ServiceError, ServiceSettings, address};
use crate::lock::Reason;

/// Why a service did not answer a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    /// Who failed and how, for people.
    pub(super) evidence: String,
    /// Before this the service does not want to be asked again.
    pub(super) retry_at: Option<Timestamp>,
    /// The status, where the service answered with one that is not 2xx.
    pub(super) status: Option<u16>,
}

/// An answer with its body, whatever its status.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Vec<u8>,
    pub(super) whole: bool,
}

/// What all services of a run share.
pub(super) struct Shared {
    client: reqwest::Client,
    guard: Arc<Guard>,
    settings: Settings,
    clock: Clock,
    deadline: Instant,
    long_bodies: Arc<Semaphore>,
    pub(super) requests: Cell<u64>,
}

impl Shared {
    pub(super) fn new(settings: &ServiceSettings, now: Option<Timestamp>) -> Result<Rc<Self>, ServiceError> {
        let guard = Arc::new(Guard::new(settings.http.exceptions.clone()));
        let clock = Clock::new(now);
        let start = clock.start();
        let year = Duration::from_secs(366 * 24 * 3600);
        Ok(Rc::new(Self {
            client: fetch::client(&settings.http, &guard).map_err(ServiceError::Client)?,
            guard,
            settings: settings.http.clone(),
            clock,
            deadline: start + settings.http.budget.min(year),
            long_bodies: Arc::new(Semaphore::new(fetch::LONG_BODIES)),
            requests: Cell::new(0),
        }))
    }

    fn at(&self, instant: Instant) -> Timestamp {
        self.clock.at(instant)
    }
}

/// One service, asked at its pace, whoever asks.
pub(super) struct Service {
    pub(super) name: &'static str,
    base: String,
    shared: Rc<Shared>,
    pace: Pace,
    pub(super) failures: Cell<u64>,
}

impl Service {
    /// The service at `base`, or `None` where it is left out.
    pub(super) fn new(
        name: &'static str,
        base: Option<&String>,
        shared: &Rc<Shared>,
    ) -> Result<Option<Self>, ServiceError> {
        let Some(base) = base else { return Ok(None) };
        address(name, base, &shared.guard)?;
        let pace = Pace::new(shared.settings.interval, shared.settings.concurrency);
        Ok(Some(Self {
            name,
            base: base.trim_end_matches('/').to_owned(),
            shared: Rc::clone(shared),
            pace,
            failures: Cell::new(0),
        }))
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// A fault of this service.
    pub(super) fn fault(&self, reason: Reason, what: impl std::fmt::Display) -> Fault {
        Fault { reason, evidence: format!("{}: {what}", self.name), retry_at: None, status: None }
    }

    /// The fault of an answer that came whole, and is of another shape than the service promises.
    pub(super) fn misshapen(&self, what: &str) -> Fault {
        self.failures.set(self.failures.get() + 1);
        self.fault(Reason::BadAnswer, what)
    }

    /// What `path` answers, if it is JSON with status 2xx.
    pub(super) async fn json(&self, path: &str) -> Result<Value, Fault> {
        let asked = match self.reply(path).await {
            Ok(reply) if (200..300).contains(&reply.status) => self.parse(&reply),
            Ok(reply) => Err(self.refused(&reply)),
            Err(fault) => Err(fault),
        };
        self.counted(asked)
    }

    /// The same, or `None` where there is no such thing.
    pub(super) async fn json_if_found(&self, path: &str) -> Result<Option<Value>, Fault> {
        let asked = match self.reply(path).await {
            Ok(reply) if reply.status == 404 => return Ok(None),
            Ok(reply) if (200..300).contains(&reply.status) => self.parse(&reply),
            Ok(reply) => Err(self.refused(&reply)),
            Err(fault) => Err(fault),
        };
        self.counted(asked).map(Some)
    }

    fn counted<T>(&self, asked: Result<T, Fault>) -> Result<T, Fault> {
        if asked.is_err() {
            self.failures.set(self.failures.get() + 1);
        }
        asked
    }

    /// The JSON of an answer.
    pub(super) fn parse(&self, reply: &Reply) -> Result<Value, Fault> {
        if !reply.whole {
            return Err(self.fault(Reason::TooLarge, "the answer is longer than the limit"));
        }
        serde_json::from_slice(&reply.bytes).map_err(|error| {
            self.fault(Reason::BadAnswer, format_args!("the answer is not valid JSON: {error}"))
        })
    }

    /// A status that is not 2xx as a fault.
    pub(super) fn refused(&self, reply: &Reply) -> Fault {
        let (_, reason) = verdict::of_status(reply.status);
        Fault { status: Some(reply.status), ..self.fault(reason, format_args!("status {}", reply.status)) }
    }

    /// What `path` answers, whatever its status, but for those that may be another one later.
    pub(super) async fn reply(&self, path: &str) -> Result<Reply, Fault> {
        let url = format!("{}{path}", self.base);
        let url =
            Url::parse(&url).map_err(|_| self.fault(Reason::BadAnswer, "the address cannot be built"))?;
        self.follow(url, true).await
    }

    /// The same, but a redirect is an answer.
    pub(super) async fn first_reply(&self, path: &str) -> Result<Reply, Fault> {
        let url = format!("{}{path}", self.base);
        let url =
            Url::parse(&url).map_err(|_| self.fault(Reason::BadAnswer, "the address cannot be built"))?;
        self.follow(url, false).await
    }

    async fn follow(&self, mut url: Url, follows: bool) -> Result<Reply, Fault> {
        for _ in 0..=self.shared.settings.max_hops.min(5) {
            self.shared.guard.check(&url).map_err(|refusal| {
                self.fault(
                    Reason::Policy,
                    format_args!("it leads to an address that must not be visited: {refusal}"),
                )
            })?;
            let reply = self.patiently(&url).await?;
            let target = reply.headers.get(LOCATION).and_then(|value| value.to_str().ok());
            match target.filter(|_| follows && matches!(reply.status, 301 | 302 | 303 | 307 | 308)) {
                None => return Ok(reply),
                Some(target) => {
                    url = url
                        .join(target)
                        .map_err(|_| self.fault(Reason::BadAnswer, "a redirect without a valid address"))?;
                }
            }
        }
        Err(self.fault(Reason::RedirectLoop, "too many redirects"))
    }

    /// Asks again while that may help and there is time.
    async fn patiently(&self, url: &Url) -> Result<Reply, Fault> {
        let settings = &self.shared.settings;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let slot = self.pace.slot().await;
            self.turn().await?;
            let back_off = fetch::back_off(settings.back_off, attempt, settings.seed, url.as_str());
            let asked = self.once(url).await;
            drop(slot);
            let (fault, wait, named) = match asked {
                Ok(reply) if fetch::may_pass(reply.status) || fetch::is_refusal(reply.status) => {
                    let named = fetch::retry_after(&reply.headers, self.shared.clock.now());
                    let passes = fetch::may_pass(reply.status);
                    (self.refused(&reply), passes.then(|| named.unwrap_or(back_off)), named)
                }
                Ok(reply) => {
                    self.pace.served();
                    return Ok(reply);
                }
                Err(failure) => {
                    let passes = failure.may_pass();
                    (self.failed(&failure), passes.then_some(back_off), None)
                }
            };
            let now = Instant::now();
            let until = wait.and_then(|wait| now.checked_add(wait));
            let again = until.is_some_and(|until| until < self.shared.deadline);
            if let Some(until) = until.filter(|_| again) {
                self.pace.pause(until);
                if attempt <= settings.retries {
                    continue;
                }
            }
            let retry_at = named.and_then(|named| now.checked_add(named)).map(|at| self.shared.at(at));
            let fault = Fault { retry_at, ..fault };
            let refusals = self.pace.refused();
            if named.is_some() && !again {
                // It wants to be left alone for longer than this run takes.
                self.pace.give_up(fault.clone());
            } else if refusals >= settings.refusals.max(1) {
                let evidence =
                    format!("{}; it failed {refusals} times in a row and was left alone", fault.evidence);
                self.pace.give_up(Fault { reason: Reason::CircuitOpen, evidence, ..fault.clone() });
            }
            return Err(fault);
        }
    }

    fn failed(&self, failure: &Failure) -> Fault {
        let message = match failure {
            Failure::Policy(refusal) => refusal.to_string(),
            Failure::Transport(_, message) => message.clone(),
        };
        self.fault(failure.reason(), message)
    }

    /// Waits for this service's turn.
    async fn turn(&self) -> Result<(), Fault> {
        loop {
            let due = self.pace.due()?;
            let now = Instant::now();
            if due.max(now) >= self.shared.deadline {
                return Err(self.fault(Reason::OutOfTime, "the run's time was up before its turn"));
            }
            if due <= now {
                self.pace.asked();
                return Ok(());
            }
            // Meanwhile another question may have gone out, or the service may have asked for peace.
            sleep_until(due).await;
        }
    }

    async fn once(&self, url: &Url) -> Result<Reply, Failure> {
        let shared = &self.shared;
        shared.requests.set(shared.requests.get() + 1);
        let settings = &shared.settings;
        let until = Instant::now() + settings.total_timeout;
        let request = shared.client.get(url.clone()).header(ACCEPT, "application/json, */*;q=0.5");
        let mut response = match timeout_at(until, request.send()).await {
            Ok(answer) => answer?,
            Err(_) => return Err(Failure::time_out("no answer in time")),
        };
        let headers = std::mem::take(response.headers_mut());
        self.pace.heed(&headers);
        let body = fetch::read_body(
            &mut response,
            &headers,
            settings.max_body,
            settings.read_timeout,
            until,
            &shared.long_bodies,
        )
        .await;
        let whole = match body.end {
            BodyEnd::Whole => true,
            BodyEnd::Cap | BodyEnd::Unread => false,
            BodyEnd::TimeOut => return Err(Failure::time_out("the answer did not end in time")),
            BodyEnd::Broken(failure) => return Err(failure),
        };
        Ok(Reply { status: response.status().as_u16(), headers, bytes: body.bytes, whole })
    }
}
