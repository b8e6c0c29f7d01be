//! How long a run takes. Times are told beside the findings and decide nothing.

use std::time::{Duration, Instant};

/// How long the parts of a run took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Finding, reading and parsing the files, which is done before the rules run; whoever does it puts it in.
    pub reading: Duration,
    /// The check of each rule that was on, with its name, in the order of the names. Rules run side by side: the sum is more than the
    /// time that passed.
    pub rules: Vec<(&'static str, Duration)>,
    /// Levels, suppressions, places and repairs of what was found.
    pub placing: Duration,
}

/// Does `work`, and says how long it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
