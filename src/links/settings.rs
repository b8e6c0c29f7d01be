//! What can be set about a run.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;
use url::Url;

use super::guard::Exception;
use super::resolve::{Names, SystemNames};

/// How to ask. [`Settings::new`] has the defaults.
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The `User-Agent` that is sent.
    pub user_agent: String,
    /// What may be asked although it is private.
    pub exceptions: Vec<Exception>,
    /// The HTTP proxy through which everything is asked; those of the environment are never taken. With one, a name's addresses are
    /// looked up by the proxy and judged by nobody here: only what can be told from a URL itself is.
    pub proxy: Option<Url>,
    /// Who looks names up.
    pub names: Arc<dyn Names>,
    /// How many requests run at once.
    pub concurrency: usize,
    /// How many of them go to one host.
    pub per_host: usize,
    /// The least time between the starts of two requests to one host.
    pub interval: Duration,
    /// How long a connection may take to come about.
    pub connect_timeout: Duration,
    /// How long the server may be silent. A body that nothing is looked for in is read for no longer than this.
    pub read_timeout: Duration,
    /// How long one request may take with its body.
    pub total_timeout: Duration,
    /// How long the whole run may take. What did not come to its turn is `out-of-time`.
    pub budget: Duration,
    /// How many bytes of a body are read, after decompression.
    pub max_body: usize,
    /// How many redirects are followed.
    pub max_hops: usize,
    /// How often a request is made again after a failure that may pass.
    pub retries: u32,
    /// The wait before the first retry, doubled before each further one. A share of up to a quarter is added or taken off by `seed`.
    pub back_off: Duration,
    /// After how many refusals in a row a host is left in peace; four pages that are forbidden (403) count as one.
    pub refusals: u32,
    /// What the waits before retries are spread by: two runs with one seed wait alike.
    pub seed: u64,
    /// The time at which the run starts, `None` being the present.
    pub started: Option<Timestamp>,
}

impl Settings {
    /// The defaults, with `contact` (an address of mail or of a page) in the user agent for those who wonder who asks.
    pub fn new(contact: Option<&str>) -> Self {
        // Firewalls refuse agents in whose name they find words such as `link` or `check`.
        let agent = concat!("massage-kb/", env!("CARGO_PKG_VERSION"));
        let home = env!("CARGO_PKG_REPOSITORY");
        // A header holds visible characters of ASCII: what is left out cannot make a request fail.
        let clean = |contact: &str| contact.chars().filter(|c| c.is_ascii_graphic()).collect::<String>();
        let about: Vec<String> = [Some(home.to_owned()), contact.map(clean)]
            .into_iter()
            .flatten()
            .filter(|address| !address.is_empty())
            .map(|address| if address.contains("://") { format!("+{address}") } else { address })
            .collect();
        let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
        Self {
            user_agent: format!("{agent}{about}"),
            exceptions: Vec::new(),
            proxy: None,
            names: Arc::new(SystemNames),
            concurrency: 128,
            per_host: 2,
            interval: Duration::from_millis(200),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            budget: Duration::from_secs(15 * 60),
            max_body: 5 * 1024 * 1024,
            // As browsers do.
            max_hops: 20,
            retries: 2,
            back_off: Duration::from_secs(1),
            refusals: 3,
            seed: 0,
            started: None,
        }
    }
}

/// The time of a run: it starts at a given time, and goes on with tokio's clock, so that tests can make it virtual.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    started: Timestamp,
    start: Instant,
}

impl Clock {
    pub(super) fn new(started: Option<Timestamp>) -> Self {
        Self { started: started.unwrap_or_else(Timestamp::now), start: Instant::now() }
    }

    pub(super) fn start(&self) -> Instant {
        self.start
    }

    pub(super) fn now(&self) -> Timestamp {
        self.at(Instant::now())
    }

    /// The time of day at `instant`.
    pub(super) fn at(&self, instant: Instant) -> Timestamp {
        let passed = SignedDuration::try_from(instant.saturating_duration_since(self.start))
            .unwrap_or(SignedDuration::MAX);
        self.started.saturating_add(passed).unwrap_or(Timestamp::MAX)
    }
}
