//! Drives a schedule: starts what may start, waits, and hands out what is done, one by one.

use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;

use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};

use super::{GivenUp, HostNumber, Manners, Schedule, Turn};

/// Something that is queued, with the host at which it is.
#[derive(Debug)]
pub(crate) struct Ticket<T> {
    pub(crate) host: String,
    pub(crate) item: T,
}

/// What one request led to.
#[derive(Debug)]
pub(crate) struct Outcome<T, R> {
    /// How much it weighs as a refusal of the host; `None` where the request says nothing about that.
    pub(crate) refused: Option<u32>,
    /// Until then the host wants to be left alone.
    pub(crate) pause: Option<Instant>,
    /// Another request, now or later; or the result.
    pub(crate) next: Result<R, (Ticket<T>, Option<Instant>)>,
}

/// What the driver hands out.
#[derive(Debug)]
pub(crate) enum Event<T, R> {
    /// A result.
    Done(R),
    /// Not asked any more, since its host was given up.
    GivenUp(T, GivenUp, String),
    /// Not asked any more, since the run's time was up.
    OutOfTime(T),
    /// The request died; this is the key of its item.
    Died(usize, JoinError),
    /// The run was cancelled before it was done.
    Cancelled(usize),
}

/// Makes requests.
pub(crate) trait Work {
    /// What is queued.
    type Item: Send + 'static;
    /// What becomes of it.
    type Result: Send + 'static;
    /// Names an item for [`Event::Died`] and [`Event::Cancelled`].
    fn key(&self, item: &Self::Item) -> usize;
    /// Makes one request.
    fn start(
        &self,
        item: Self::Item,
    ) -> impl Future<Output = Outcome<Self::Item, Self::Result>> + Send + 'static;
}

/// Runs until everything is handed out through `on_event`, the deadline of `manners` has passed, or `cancel` is done. Returns whether
/// it was cancelled.
pub(crate) async fn run<W: Work>(
    work: &W,
    tickets: impl IntoIterator<Item = Ticket<W::Item>>,
    manners: Manners,
    concurrency: usize,
    mut on_event: impl FnMut(Event<W::Item, W::Result>),
    cancel: impl Future<Output = ()>,
) -> bool {
    let mut cancel = pin!(cancel);
    let mut schedule = Schedule::new(manners);
    let mut running: JoinSet<Outcome<W::Item, W::Result>> = JoinSet::new();
    let mut started: HashMap<Id, (HostNumber, usize)> = HashMap::new();
    for ticket in tickets {
        // No host is given up yet.
        let _ = schedule.add(&ticket.host, ticket.item, false, Instant::now());
    }
    loop {
        let mut wake = None;
        while running.len() < concurrency.max(1) && Instant::now() < manners.deadline {
            match schedule.turn(Instant::now()) {
                Turn::Start(host, item) => {
                    let key = work.key(&item);
                    let task = running.spawn(work.start(item));
                    started.insert(task.id(), (host, key));
                }
                Turn::Wait(at) => {
                    wake = Some(at);
                    break;
                }
                Turn::Idle => break,
            }
        }
        // What could start only after the deadline need not be waited for.
        if running.is_empty() && wake.is_none_or(|at| at >= manners.deadline) {
            schedule.drain().into_iter().for_each(|item| on_event(Event::OutOfTime(item)));
            return false;
        }
        let wake = wake.unwrap_or(manners.deadline).min(manners.deadline);
        tokio::select! {
            biased;
            () = &mut cancel => {
                running.shutdown().await;
                started.values().for_each(|(_, key)| on_event(Event::Cancelled(*key)));
                schedule.drain().iter().for_each(|item| on_event(Event::Cancelled(work.key(item))));
                return true;
            }
            Some(joined) = running.join_next_with_id() => match joined {
                Ok((id, outcome)) => {
                    let Some((host, _)) = started.remove(&id) else { continue };
                    settle(&mut schedule, host, outcome, &mut on_event);
                }
                Err(error) => {
                    let Some((host, key)) = started.remove(&error.id()) else { continue };
                    give_up(schedule.finished(host, None, None, Instant::now()), &mut on_event);
                    on_event(Event::Died(key, error));
                }
            },
            () = sleep_until(wake) => {
                if Instant::now() >= manners.deadline {
                    out_of_time(&mut running, &started, &mut schedule, &mut on_event).await;
                    return false;
                }
            }
        }
    }
}

fn settle<T, R>(
    schedule: &mut Schedule<T>,
    host: HostNumber,
    outcome: Outcome<T, R>,
    on_event: &mut impl FnMut(Event<T, R>),
) {
    let now = Instant::now();
    let given_up = schedule.finished(host, outcome.refused, outcome.pause, now);
    let refused = match outcome.next {
        Ok(result) => {
            on_event(Event::Done(result));
            Ok(())
        }
        Err((ticket, Some(at))) => schedule.add_later(&ticket.host, ticket.item, at, now),
        Err((ticket, None)) => schedule.add(&ticket.host, ticket.item, true, now),
    };
    if let Err((item, reason, name)) = refused {
        on_event(Event::GivenUp(item, reason, name));
    }
    give_up(given_up, on_event);
}

fn give_up<T, R>(given_up: Option<(Vec<T>, GivenUp, String)>, on_event: &mut impl FnMut(Event<T, R>)) {
    if let Some((items, reason, name)) = given_up {
        for item in items {
            on_event(Event::GivenUp(item, reason, name.clone()));
        }
    }
}

/// The run's time is up: what runs is cut off, what waits is handed back.
async fn out_of_time<T, R: 'static>(
    running: &mut JoinSet<Outcome<T, R>>,
    started: &HashMap<Id, (HostNumber, usize)>,
    schedule: &mut Schedule<T>,
    on_event: &mut impl FnMut(Event<T, R>),
) where
    T: 'static,
{
    running.abort_all();
    let mut left = started.clone();
    while let Some(joined) = running.join_next_with_id().await {
        match joined {
            // It was done at the last moment.
            Ok((id, Outcome { next, .. })) => {
                left.remove(&id);
                match next {
                    Ok(result) => on_event(Event::Done(result)),
                    Err((ticket, _)) => on_event(Event::OutOfTime(ticket.item)),
                }
            }
            Err(error) => {
                if let Some((_, key)) = left.remove(&error.id()) {
                    on_event(Event::Died(key, error));
                }
            }
        }
    }
    schedule.drain().into_iter().for_each(|item| on_event(Event::OutOfTime(item)));
}
