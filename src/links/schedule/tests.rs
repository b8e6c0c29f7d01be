//! Schedules in virtual time: every instant is exact.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Event, GivenUp, Manners, Outcome, Ticket, Work, run};

const MS: Duration = Duration::from_millis(1);

/// One request of a plan: what its host says, and what follows.
#[derive(Clone, Debug, Default)]
struct Plan {
    number: usize,
    host: &'static str,
    latency: u32,
    refused: bool,
    pause: Option<u32>,
    /// The host of a redirect.
    then: Option<&'static str>,
    /// The wait before another attempt, which succeeds.
    again: Option<u32>,
}

/// Number, host, and start in milliseconds.
type Start = (usize, &'static str, u128);

#[derive(Clone, Default)]
struct Fake {
    starts: Arc<Mutex<Vec<Start>>>,
    start: Option<Instant>,
}

impl Work for Fake {
    type Item = Plan;
    type Result = usize;

    fn key(&self, item: &Plan) -> usize {
        item.number
    }

    fn start(&self, item: Plan) -> impl Future<Output = Outcome<Plan, usize>> + Send + 'static {
        let since = self.start.unwrap().elapsed().as_millis();
        self.starts.lock().unwrap().push((item.number, item.host, since));
        async move {
            sleep(MS * item.latency).await;
            let now = Instant::now();
            let done = Plan { then: None, again: None, refused: false, pause: None, ..item.clone() };
            let next = match (item.then, item.again) {
                (Some(host), _) => Err((Ticket { host: host.to_owned(), item: Plan { host, ..done } }, None)),
                (_, Some(wait)) => {
                    Err((Ticket { host: item.host.to_owned(), item: done }, Some(now + MS * wait)))
                }
                _ => Ok(item.number),
            };
            Outcome {
                refused: Some(u32::from(item.refused)),
                pause: item.pause.map(|pause| now + MS * pause),
                next,
            }
        }
    }
}

#[derive(Debug, Default)]
struct Run {
    starts: Vec<Start>,
    done: Vec<(usize, u128)>,
    given_up: Vec<(usize, String)>,
    out_of_time: usize,
    died: usize,
    left: usize,
    wall: u128,
}

/// Manners, slots, and when somebody presses ctrl-C.
#[derive(Clone, Copy)]
struct Rules {
    slots: usize,
    per_host: usize,
    interval: u32,
    budget: u32,
    cancel: Option<u32>,
}

const RULES: Rules = Rules { slots: 100, per_host: 2, interval: 50, budget: 1_000_000, cancel: None };

async fn go(plans: Vec<Plan>, rules: Rules) -> Run {
    let start = Instant::now();
    let fake = Fake { start: Some(start), ..Fake::default() };
    let tickets: Vec<_> = plans.into_iter().map(|item| Ticket { host: item.host.to_owned(), item }).collect();
    let manners = Manners {
        per_host: rules.per_host,
        interval: MS * rules.interval,
        refusals: 3,
        deadline: start + MS * rules.budget,
    };
    let mut told = Run::default();
    let on_event = |event: Event<Plan, usize>| match event {
        Event::Done(number) => told.done.push((number, start.elapsed().as_millis())),
        Event::GivenUp(item, GivenUp::Refusals(_), _) => {
            told.given_up.push((item.number, "refusals".to_owned()))
        }
        Event::GivenUp(item, GivenUp::Pause(until), host) => {
            told.given_up.push((item.number, format!("{host} {}", until.duration_since(start).as_millis())));
        }
        Event::OutOfTime(_) => told.out_of_time += 1,
        Event::Died(..) => told.died += 1,
        Event::Cancelled(_) => told.left += 1,
    };
    let cancel = async {
        match rules.cancel {
            Some(at) => sleep(MS * at).await,
            None => std::future::pending().await,
        }
    };
    let cancelled = run(&fake, tickets, manners, rules.slots, on_event, cancel).await;
    assert_eq!(cancelled, told.left > 0);
    told.wall = start.elapsed().as_millis();
    told.starts = fake.starts.lock().unwrap().clone();
    told
}

fn plans(host: &'static str, numbers: std::ops::Range<usize>, latency: u32) -> Vec<Plan> {
    numbers.map(|number| Plan { number, host, latency, ..Plan::default() }).collect()
}

#[tokio::test(start_paused = true)]
async fn one_host_is_asked_at_its_interval() {
    let told = go(plans("a", 0..5, 10), RULES).await;
    assert_eq!(
        told.starts.iter().map(|(number, _, at)| (*number, *at)).collect::<Vec<_>>(),
        [(0, 0), (1, 50), (2, 100), (3, 150), (4, 200)]
    );
    assert_eq!(told.wall, 210);
}

#[tokio::test(start_paused = true)]
async fn a_slow_host_has_no_more_requests_at_once_than_its_slots() {
    let told = go(plans("a", 0..5, 1000), RULES).await;
    assert_eq!(told.starts.iter().map(|(.., at)| *at).collect::<Vec<_>>(), [0, 50, 1000, 1050, 2000]);
}

#[tokio::test(start_paused = true)]
async fn no_slot_waits_for_a_host() {
    // Sorted by host, as a knowledge base is: the first host alone could fill both slots for 3 s.
    let mut all = plans("a", 0..30, 100);
    all.extend(plans("b", 30..60, 100));
    let told = go(all, Rules { slots: 2, per_host: 1, interval: 100, ..RULES }).await;
    assert_eq!(told.wall, 3000, "both hosts at once");
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_requests_come_close_to_the_limit() {
    const HOSTS: [&str; 50] = {
        let mut hosts = [""; 50];
        let names = "h00h01h02h03h04h05h06h07h08h09h10h11h12h13h14h15h16h17h18h19h20h21h22h23h24\
                     h25h26h27h28h29h30h31h32h33h34h35h36h37h38h39h40h41h42h43h44h45h46h47h48h49";
        let mut number = 0;
        while number < 50 {
            hosts[number] = names.split_at(number * 3).1.split_at(3).0;
            number += 1;
        }
        hosts
    };
    let all = HOSTS
        .iter()
        .enumerate()
        .flat_map(|(number, host)| plans(host, number * 200..(number + 1) * 200, 100))
        .collect();
    let told = go(all, Rules { slots: 128, ..RULES }).await;
    assert_eq!(told.done.len(), 10_000);
    // max(10,000 × 100 ms / 128, 200 × max(50 ms, 100 ms / 2)) = 10 s; the last answer takes its latency, too.
    assert!((10_000..=10_100).contains(&told.wall), "{}", told.wall);
}

#[tokio::test(start_paused = true)]
async fn three_refusals_in_a_row_open_the_circuit() {
    let mut all = plans("a", 0..20, 10);
    all.iter_mut().for_each(|plan| plan.refused = true);
    all.extend(plans("b", 20..22, 10));
    let told = go(all, Rules { per_host: 1, ..RULES }).await;
    assert_eq!(told.starts.iter().filter(|(_, host, _)| *host == "a").count(), 3);
    assert_eq!(told.given_up.len(), 17);
    assert_eq!(told.done.len(), 5);
    assert_eq!(told.wall, 110);
}

#[tokio::test(start_paused = true)]
async fn an_answer_closes_the_row_of_refusals() {
    let mut all = plans("a", 0..20, 10);
    all.iter_mut().for_each(|plan| plan.refused = plan.number % 3 != 2);
    let told = go(all, Rules { per_host: 1, ..RULES }).await;
    assert_eq!((told.done.len(), told.given_up.len()), (20, 0));
}

#[tokio::test(start_paused = true)]
async fn a_redirect_waits_in_the_queue_of_its_target() {
    let mut all = plans("b", 0..3, 10);
    all.extend((3..5).map(|number| Plan {
        number,
        host: "a",
        latency: 10,
        then: Some("b"),
        ..Plan::default()
    }));
    let told = go(all, Rules { per_host: 1, ..RULES }).await;
    let at_b: Vec<_> = told
        .starts
        .iter()
        .filter(|(_, host, _)| *host == "b")
        .map(|(number, _, at)| (*number, *at))
        .collect();
    assert_eq!(
        at_b,
        [(0, 0), (3, 50), (4, 100), (1, 150), (2, 200)],
        "what is underway comes first, at the interval of the host"
    );
}

#[tokio::test(start_paused = true)]
async fn a_pause_holds_back_the_whole_host_and_no_other() {
    let mut all = plans("a", 0..3, 10);
    all[0].pause = Some(5000);
    all[0].again = Some(5000);
    all.extend(plans("b", 3..5, 10));
    let told = go(all, Rules { per_host: 1, ..RULES }).await;
    assert_eq!(
        told.starts
            .iter()
            .filter(|(_, host, _)| *host == "a")
            .map(|(number, _, at)| (*number, *at))
            .collect::<Vec<_>>(),
        [(0, 0), (0, 5010), (1, 5060), (2, 5110)]
    );
    assert!(told.done.contains(&(4, 60)));
}

#[tokio::test(start_paused = true)]
async fn a_pause_beyond_the_budget_costs_no_time() {
    let mut all = plans("a", 0..200, 10);
    all[0].pause = Some(3_600_000);
    all.extend(plans("b", 200..202, 10));
    let told = go(all, Rules { per_host: 1, ..RULES }).await;
    assert_eq!(told.wall, 60, "as long as the other host takes");
    assert_eq!(told.given_up.len(), 199);
    assert!(told.given_up.iter().all(|(_, why)| why == "a 3600010"), "{:?}", told.given_up[0]);
}

#[tokio::test(start_paused = true)]
async fn a_redirect_to_a_host_that_was_given_up_is_not_followed() {
    let mut all = plans("a", 0..1, 10);
    all[0].pause = Some(3_600_000);
    all.push(Plan { number: 1, host: "b", latency: 100, then: Some("a"), ..Plan::default() });
    let told = go(all, RULES).await;
    assert_eq!((told.done.len(), told.given_up.len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_budget_ends_the_run() {
    let told = go(plans("a", 0..100, 400), Rules { budget: 1000, ..RULES }).await;
    assert_eq!(told.wall, 1000);
    assert_eq!((told.done.len(), told.died, told.out_of_time), (4, 2, 94));
    let mut later = plans("a", 0..1, 10);
    later[0].again = Some(5000);
    let told = go(later, Rules { budget: 1000, ..RULES }).await;
    assert_eq!((told.wall, told.out_of_time), (10, 1), "nobody waits for what cannot start in time");
}

#[tokio::test(start_paused = true)]
async fn cancelling_ends_at_once_and_keeps_what_was_done() {
    let told = go(plans("a", 0..100, 10), Rules { cancel: Some(120), ..RULES }).await;
    assert_eq!((told.wall, told.done.len(), told.left), (120, 3, 97));
}
