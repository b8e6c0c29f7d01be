//! How fast one service is asked, and how many questions at once: as its own headers say.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use reqwest::header::HeaderMap;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::client::Fault;

/// What is known of a service's wishes. Until it says how many questions it takes at once, it is asked one at a time, so that the headers
/// of the first answer are heeded before the second question.
pub(super) struct Pace {
    state: RefCell<State>,
    running: Cell<usize>,
    /// Told when a question is done.
    freed: Notify,
    /// No service is asked more at once, whatever it allows.
    most: usize,
}

struct State {
    /// When it was last asked.
    last: Option<Instant>,
    /// The least time from one question to the next.
    gap: Duration,
    /// How many questions it takes at once.
    at_once: usize,
    /// Until then it wants to be left alone.
    pause: Option<Instant>,
    refusals: u32,
    given_up: Option<Fault>,
}

/// One of the questions that a service takes at once, until it is dropped.
pub(super) struct Slot<'a>(&'a Pace);

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.running.set(self.0.running.get().saturating_sub(1));
        self.0.freed.notify_waiters();
    }
}

impl Pace {
    /// With `gap` from one question to the next, and at most `most` at once, unless the service says otherwise.
    pub(super) fn new(gap: Duration, most: usize) -> Self {
        let state = State { last: None, gap, at_once: 1, pause: None, refusals: 0, given_up: None };
        Self { state: RefCell::new(state), running: Cell::new(0), freed: Notify::new(), most: most.max(1) }
    }

    /// Waits until fewer questions are under way than the service takes at once.
    pub(super) async fn slot(&self) -> Slot<'_> {
        loop {
            // Made before the look, so that no question that is done between the two is missed.
            let freed = self.freed.notified();
            if self.running.get() < self.state.borrow().at_once {
                self.running.set(self.running.get() + 1);
                return Slot(self);
            }
            freed.await;
        }
    }

    /// When the next question may go out.
    ///
    /// # Errors
    ///
    /// Why the service is asked no more.
    pub(super) fn due(&self) -> Result<Instant, Fault> {
        let state = self.state.borrow();
        if let Some(fault) = &state.given_up {
            return Err(fault.clone());
        }
        let next = state.last.and_then(|last| last.checked_add(state.gap));
        Ok(next.max(state.pause).unwrap_or_else(Instant::now))
    }

    /// A question goes out now.
    pub(super) fn asked(&self) {
        self.state.borrow_mut().last = Some(Instant::now());
    }

    /// An answer came with these headers: they hold from now on.
    pub(super) fn heed(&self, headers: &HeaderMap) {
        let mut state = self.state.borrow_mut();
        if let Some(gap) = gap(headers) {
            state.gap = gap;
        }
        if let Some(at_once) = number(headers, "x-concurrency-limit") {
            let at_once = usize::try_from(at_once).unwrap_or(usize::MAX).min(self.most);
            if at_once > state.at_once {
                self.freed.notify_waiters();
            }
            state.at_once = at_once;
        }
    }

    /// No question before `until`.
    pub(super) fn pause(&self, until: Instant) {
        let mut state = self.state.borrow_mut();
        state.pause = state.pause.max(Some(until));
    }

    /// An answer came that is one.
    pub(super) fn served(&self) {
        self.state.borrow_mut().refusals = 0;
    }

    /// The service failed once more; how often in a row.
    pub(super) fn refused(&self) -> u32 {
        let mut state = self.state.borrow_mut();
        state.refusals += 1;
        state.refusals
    }

    /// No more questions in this run.
    pub(super) fn give_up(&self, fault: Fault) {
        self.state.borrow_mut().given_up.get_or_insert(fault);
    }
}

/// The time between two questions that the headers ask for: `x-rate-limit-limit` in `x-rate-limit-interval` (Crossref), or
/// `x-ratelimit-limit` a second (NCBI). Limits of more than a hundred are a day's, not a second's.
fn gap(headers: &HeaderMap) -> Option<Duration> {
    if let Some(limit) = number(headers, "x-rate-limit-limit") {
        let interval = text(headers, "x-rate-limit-interval").and_then(interval);
        return Some(interval.unwrap_or(Duration::from_secs(1)) / limit);
    }
    number(headers, "x-ratelimit-limit")
        .filter(|limit| *limit <= 100)
        .map(|limit| Duration::from_secs(1) / limit)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// A number that is more than 0.
fn number(headers: &HeaderMap, name: &str) -> Option<u32> {
    text(headers, name)?.parse::<u32>().ok().filter(|number| *number > 0)
}

/// `1s`, `2m`, or seconds alone; at most an hour.
fn interval(text: &str) -> Option<Duration> {
    let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let unit = match text.get(digits.len()..)?.trim() {
        "" | "s" => 1000,
        "ms" => 1,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let span = digits.parse::<u64>().ok()?.checked_mul(unit)?;
    Some(Duration::from_millis(span.min(3_600_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let headers = pairs
            .iter()
            .map(|(name, value)| (reqwest::header::HeaderName::from_static(name), value.parse().unwrap()));
        headers.collect()
    }

    #[test]
    fn the_pace_comes_from_the_headers() {
        let told = |pairs| gap(&headers(pairs)).map(|gap| gap.as_millis());
        assert_eq!(told(&[("x-rate-limit-limit", "50"), ("x-rate-limit-interval", "1s")]), Some(20));
        assert_eq!(told(&[("x-rate-limit-limit", "5"), ("x-rate-limit-interval", "1m")]), Some(12_000));
        assert_eq!(told(&[("x-rate-limit-limit", "5")]), Some(200));
        assert_eq!(told(&[("x-ratelimit-limit", "10")]), Some(100));
        assert_eq!(told(&[("x-ratelimit-limit", "100000")]), None);
        assert_eq!(told(&[("x-rate-limit-limit", "0")]), None);
        assert_eq!(told(&[("x-rate-limit-limit", "many")]), None);
        assert_eq!(told(&[]), None);
    }

    #[tokio::test(start_paused = true)]
    async fn changed_headers_hold_from_the_last_question_on() {
        let pace = Pace::new(Duration::from_secs(1), 8);
        let start = Instant::now();
        assert_eq!(pace.due(), Ok(start));
        pace.asked();
        assert_eq!(pace.due(), Ok(start + Duration::from_secs(1)));
        pace.heed(&headers(&[("x-rate-limit-limit", "1"), ("x-rate-limit-interval", "5s")]));
        assert_eq!(pace.due(), Ok(start + Duration::from_secs(5)));
        pace.heed(&headers(&[]));
        assert_eq!(pace.due(), Ok(start + Duration::from_secs(5)), "silence changes nothing");
        pace.heed(&headers(&[("x-rate-limit-limit", "10")]));
        assert_eq!(pace.due(), Ok(start + Duration::from_millis(100)));
        pace.pause(start + Duration::from_secs(9));
        pace.pause(start + Duration::from_secs(7));
        assert_eq!(pace.due(), Ok(start + Duration::from_secs(9)), "a shorter wait takes nothing back");
    }

    #[tokio::test(start_paused = true)]
    async fn as_many_questions_at_once_as_the_service_takes() {
        let pace = Pace::new(Duration::ZERO, 4);
        let free = || tokio::time::timeout(Duration::from_secs(1), pace.slot());
        let first = free().await.ok().unwrap();
        assert!(free().await.is_err(), "one, until it says more");
        pace.heed(&headers(&[("x-concurrency-limit", "2")]));
        let second = free().await.ok().unwrap();
        assert!(free().await.is_err());
        pace.heed(&headers(&[("x-concurrency-limit", "1")]));
        drop(second);
        assert!(free().await.is_err(), "the limit went down");
        drop(first);
        let mut held = vec![free().await.ok().unwrap()];
        pace.heed(&headers(&[("x-concurrency-limit", "1000")]));
        for _ in 0..3 {
            held.push(free().await.ok().unwrap());
        }
        assert!(free().await.is_err(), "no more than we want ourselves");
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_is_woken() {
        let pace = Pace::new(Duration::ZERO, 4);
        let held = pace.slot().await;
        let (_, waited) = tokio::join!(
            async {
                tokio::time::sleep(Duration::from_secs(1)).await;
                drop(held);
            },
            tokio::time::timeout(Duration::from_secs(2), pace.slot())
        );
        assert!(waited.is_ok());
    }
}
