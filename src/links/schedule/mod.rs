//! Whose turn it is: a queue for each host, and a heap of (next allowed instant, host).
//!
//! [`Schedule`] makes no request and reads no clock: whoever drives it ([`run()`]) says what time it is. A host is in the heap only
//! while it has something to do and a slot of its own is free, and the global slot is taken last, by the driver: so no slot of the run
//! ever waits for a host. With N requests of latency L, C slots, and for each host n_h requests, p_h slots and an interval, no order
//! takes less time than max(N L / C, max over hosts of n_h max(interval, L / p_h)); this one comes close to it.

mod run;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

pub(crate) use run::{Event, Outcome, Ticket, Work, run};

/// The number of a host in a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct HostNumber(usize);

/// How hosts are treated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manners {
    pub(crate) per_host: usize,
    pub(crate) interval: Duration,
    /// At what weight of refusals in a row a host is left in peace.
    pub(crate) refusals: u32,
    /// When the run's time is up.
    pub(crate) deadline: Instant,
}

/// Why the rest of a host's queue is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// It refused so many requests in a row.
    Refusals(u32),
    /// It wants to be left alone until an instant after the run's end.
    Pause(Instant),
}

#[derive(Debug)]
struct Host<T> {
    name: String,
    queue: VecDeque<T>,
    running: usize,
    next_allowed: Instant,
    in_heap: bool,
    /// The refusals in a row, and what they weigh together.
    refusals: u32,
    weight: u32,
    given_up: Option<GivenUp>,
}

/// What can be done now.
#[derive(Debug)]
pub(crate) enum Turn<T> {
    /// Start this one; say [`Schedule::finished`] when it is done.
    Start(HostNumber, T),
    /// Nothing before this instant.
    Wait(Instant),
    /// Nothing until something finishes.
    Idle,
}

/// The queues of a run.
#[derive(Debug)]
pub(crate) struct Schedule<T> {
    manners: Manners,
    hosts: Vec<Host<T>>,
    numbers: HashMap<String, HostNumber>,
    /// Hosts with work and a free slot.
    ready: BinaryHeap<Reverse<(Instant, HostNumber)>>,
    /// What waits for an instant of its own.
    delayed: BinaryHeap<Reverse<(Instant, u64)>>,
    waiting: HashMap<u64, (HostNumber, T)>,
    counter: u64,
}

impl<T> Schedule<T> {
    pub(crate) fn new(manners: Manners) -> Self {
        Self {
            manners,
            hosts: Vec::new(),
            numbers: HashMap::new(),
            ready: BinaryHeap::new(),
            delayed: BinaryHeap::new(),
            waiting: HashMap::new(),
            counter: 0,
        }
    }

    /// Queues `item` at `host`: at the end, or `first`. Gives it back where the host is left in peace.
    pub(crate) fn add(
        &mut self,
        host: &str,
        item: T,
        first: bool,
        now: Instant,
    ) -> Result<(), (T, GivenUp, String)> {
        let number = self.number(host, now);
        self.enqueue(number, item, first, now)
    }

    /// Queues `item` at `host` no earlier than `at`.
    pub(crate) fn add_later(
        &mut self,
        host: &str,
        item: T,
        at: Instant,
        now: Instant,
    ) -> Result<(), (T, GivenUp, String)> {
        let number = self.number(host, now);
        if let Some((reason, name)) = self.given_up(number) {
            return Err((item, reason, name));
        }
        self.counter += 1;
        self.delayed.push(Reverse((at, self.counter)));
        self.waiting.insert(self.counter, (number, item));
        Ok(())
    }

    /// The next thing to do at `now`.
    pub(crate) fn turn(&mut self, now: Instant) -> Turn<T> {
        while let Some(Reverse((at, key))) = self.delayed.peek().copied() {
            if at > now {
                break;
            }
            self.delayed.pop();
            if let Some((number, item)) = self.waiting.remove(&key) {
                // A host that is given up has nothing waiting any more.
                let _ = self.enqueue(number, item, true, now);
            }
        }
        while let Some(Reverse((at, number))) = self.ready.peek().copied() {
            let Some(host) = self.hosts.get_mut(number.0) else { break };
            // The heap may be behind: meanwhile the host may have been paused or given up.
            if host.queue.is_empty() || host.running >= self.manners.per_host {
                self.ready.pop();
                host.in_heap = false;
                continue;
            }
            let allowed = host.next_allowed.max(at);
            if allowed > now {
                if allowed > at {
                    self.ready.pop();
                    self.ready.push(Reverse((allowed, number)));
                    continue;
                }
                break;
            }
            self.ready.pop();
            host.in_heap = false;
            let Some(item) = host.queue.pop_front() else { continue };
            host.running += 1;
            host.next_allowed = now + self.manners.interval;
            self.announce(number, now);
            return Turn::Start(number, item);
        }
        let ready = self.ready.peek().map(|Reverse((at, _))| *at);
        let delayed = self.delayed.peek().map(|Reverse((at, _))| *at);
        match ready.into_iter().chain(delayed).min() {
            Some(at) => Turn::Wait(at),
            None => Turn::Idle,
        }
    }

    /// Takes note that a request to a host is done: how much it weighs as a refusal (nothing where the host served it, `None` where it says
    /// nothing of the host), and until when the host wants to be left alone. Gives back what is not asked any more.
    pub(crate) fn finished(
        &mut self,
        number: HostNumber,
        refused: Option<u32>,
        pause: Option<Instant>,
        now: Instant,
    ) -> Option<(Vec<T>, GivenUp, String)> {
        let (deadline, most) = (self.manners.deadline, self.manners.refusals);
        let host = self.hosts.get_mut(number.0)?;
        host.running = host.running.saturating_sub(1);
        match refused {
            Some(0) => (host.refusals, host.weight) = (0, 0),
            Some(weight) => {
                host.refusals += 1;
                host.weight = host.weight.saturating_add(weight);
            }
            None => {}
        }
        if let Some(pause) = pause {
            host.next_allowed = host.next_allowed.max(pause);
        }
        let reason = match pause.filter(|pause| *pause >= deadline) {
            Some(pause) => Some(GivenUp::Pause(pause)),
            None if host.weight >= most => Some(GivenUp::Refusals(host.refusals)),
            None => None,
        };
        if let (None, Some(reason)) = (host.given_up, reason) {
            host.given_up = Some(reason);
            let mut rest: Vec<T> = host.queue.drain(..).collect();
            let name = host.name.clone();
            let mut keys: Vec<u64> = self
                .waiting
                .iter()
                .filter(|(_, (waiting, _))| *waiting == number)
                .map(|(key, _)| *key)
                .collect();
            keys.sort_unstable();
            rest.extend(keys.iter().filter_map(|key| self.waiting.remove(key)).map(|(_, item)| item));
            self.delayed.retain(|Reverse((_, key))| self.waiting.contains_key(key));
            return Some((rest, reason, name));
        }
        self.announce(number, now);
        None
    }

    /// Everything that has not started.
    pub(crate) fn drain(&mut self) -> Vec<T> {
        self.ready.clear();
        self.delayed.clear();
        let mut rest: Vec<T> = self.hosts.iter_mut().flat_map(|host| host.queue.drain(..)).collect();
        rest.extend(self.waiting.drain().map(|(_, (_, item))| item));
        rest
    }

    fn number(&mut self, host: &str, now: Instant) -> HostNumber {
        if let Some(number) = self.numbers.get(host) {
            return *number;
        }
        let number = HostNumber(self.hosts.len());
        self.numbers.insert(host.to_owned(), number);
        self.hosts.push(Host {
            name: host.to_owned(),
            queue: VecDeque::new(),
            running: 0,
            next_allowed: now,
            in_heap: false,
            refusals: 0,
            weight: 0,
            given_up: None,
        });
        number
    }

    fn given_up(&self, number: HostNumber) -> Option<(GivenUp, String)> {
        let host = self.hosts.get(number.0)?;
        Some((host.given_up?, host.name.clone()))
    }

    fn enqueue(
        &mut self,
        number: HostNumber,
        item: T,
        first: bool,
        now: Instant,
    ) -> Result<(), (T, GivenUp, String)> {
        if let Some((reason, name)) = self.given_up(number) {
            return Err((item, reason, name));
        }
        if let Some(host) = self.hosts.get_mut(number.0) {
            if first { host.queue.push_front(item) } else { host.queue.push_back(item) }
        }
        self.announce(number, now);
        Ok(())
    }

    /// Puts a host into the heap if it has work and a free slot.
    fn announce(&mut self, number: HostNumber, now: Instant) {
        let Some(host) = self.hosts.get_mut(number.0) else { return };
        if !host.in_heap && !host.queue.is_empty() && host.running < self.manners.per_host {
            host.in_heap = true;
            self.ready.push(Reverse((host.next_allowed.max(now), number)));
        }
    }
}
