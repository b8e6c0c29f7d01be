//! A line on the terminal that says how far a run is. Elsewhere it is silent.

use std::cell::RefCell;
use std::collections::BTreeMap;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use url::Url;

use crate::links::Job;
use crate::lock::{PageEntry, Verdict};

/// What a run has done, shown on standard error where that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    verdicts: BTreeMap<Verdict, usize>,
    /// The addresses of each host that are still to be asked.
    left: BTreeMap<String, usize>,
}

/// So many hosts are named.
const SLOWEST: usize = 3;

impl Progress {
    pub(super) fn new(jobs: &[Job]) -> Self {
        let length = u64::try_from(jobs.len()).unwrap_or(u64::MAX);
        // Hidden where standard error is no terminal.
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{pos}/{len} {bar:24} {msg}") {
            bar.set_style(style);
        }
        let mut state = State::default();
        for job in jobs {
            *state.left.entry(host(&job.url)).or_default() += 1;
        }
        Self { bar, state: RefCell::new(state) }
    }

    pub(super) fn tell(&self, entry: &PageEntry) {
        let mut state = self.state.borrow_mut();
        *state.verdicts.entry(entry.verdict).or_default() += 1;
        let host = host(&entry.url);
        if let Some(left) = state.left.get_mut(&host) {
            *left = left.saturating_sub(1);
            if *left == 0 {
                state.left.remove(&host);
            }
        }
        if !self.bar.is_hidden() {
            self.bar.set_message(state.message());
        }
        self.bar.inc(1);
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl State {
    fn message(&self) -> String {
        let verdicts: Vec<String> =
            self.verdicts.iter().map(|(verdict, number)| format!("{number} {verdict}")).collect();
        let mut left: Vec<(&String, &usize)> = self.left.iter().collect();
        left.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
        let hosts: Vec<String> =
            left.iter().take(SLOWEST).map(|(host, number)| format!("{host} {number}")).collect();
        if hosts.is_empty() {
            verdicts.join(", ")
        } else {
            format!("{} · left: {}", verdicts.join(", "), hosts.join(", "))
        }
    }
}

fn host(url: &str) -> String {
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_default()
}
