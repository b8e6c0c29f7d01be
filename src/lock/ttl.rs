//! How long what was learned holds.
//!
//! A lifetime is stretched or shortened by up to a tenth, by the hash of the address: what was learned in one run is not asked
//! again all on one day, and two machines agree on the day.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::{Standing, Verdict};

const DAY: i64 = 24 * 60 * 60;
/// Pages that stand.
const PAGE: i64 = 7 * DAY;
/// Pages that moved for good.
const MOVED: i64 = 30 * DAY;
/// The record of a work: its title, year and author.
const RECORD: i64 = 30 * DAY;
/// Whether a work stands.
const STANDING: i64 = 7 * DAY;
/// What nobody could tell.
const UNCERTAIN: i64 = DAY;
/// No server can keep us away for longer.
const LONGEST_WAIT: i64 = 30 * DAY;

/// When a page is to be asked again. `retry_at` is the instant that the server named, if it did (`Retry-After`): before it the page
/// is not asked, and after it there is no need to wait.
///
/// What stands holds 7 days, what moved 30, what nobody could tell 1; what failed is asked in each run.
pub fn next_page_check(
    url: &str,
    verdict: Verdict,
    checked_at: Timestamp,
    retry_at: Option<Timestamp>,
) -> Timestamp {
    let seconds = match verdict {
        Verdict::Ok => PAGE,
        Verdict::Moved => MOVED,
        Verdict::Retracted | Verdict::Corrected | Verdict::Concern => STANDING,
        Verdict::Unverifiable | Verdict::Suspect => UNCERTAIN,
        Verdict::Drifted | Verdict::Broken | Verdict::Skipped => 0,
    };
    next(url, seconds, checked_at, retry_at)
}

/// When the record of a work is to be asked for again: after 30 days; 1 day where nobody could tell; in each run where it failed.
pub fn next_work_check(
    work: &str,
    verdict: Verdict,
    checked_at: Timestamp,
    retry_at: Option<Timestamp>,
) -> Timestamp {
    let seconds = match verdict {
        Verdict::Ok | Verdict::Moved | Verdict::Retracted | Verdict::Corrected | Verdict::Concern => RECORD,
        Verdict::Unverifiable | Verdict::Suspect => UNCERTAIN,
        Verdict::Drifted | Verdict::Broken | Verdict::Skipped => 0,
    };
    next(work, seconds, checked_at, retry_at)
}

/// When the standing of a work is to be asked for again: after 7 days, and after 1 where no service could say.
pub fn next_standing_check(work: &str, standing: Option<Standing>, checked_at: Timestamp) -> Timestamp {
    let seconds = if standing.is_some() { STANDING } else { UNCERTAIN };
    next(work, seconds, checked_at, None)
}

fn next(address: &str, seconds: i64, checked_at: Timestamp, retry_at: Option<Timestamp>) -> Timestamp {
    let after = |seconds: i64| {
        checked_at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
    };
    match retry_at {
        Some(instant) => instant.clamp(checked_at, after(LONGEST_WAIT)),
        None => after(seconds + jitter(address, seconds)),
    }
}

/// From a tenth less to a tenth more, by the address.
fn jitter(address: &str, seconds: i64) -> i64 {
    let digest = Sha256::digest(address);
    let thousandth = digest.iter().take(4).fold(0_i64, |sum, byte| (sum * 256 + i64::from(*byte)) % 2001);
    seconds / 10 * (thousandth - 1000) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://example.org/a";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn days(next: Timestamp) -> f64 {
        next.duration_since(at("2026-11-22T12:00:00Z")).as_secs_f64() / DAY as f64
    }

    #[test]
    fn each_class_holds_its_time_give_or_take_a_tenth() {
        let now = at("2026-11-22T12:00:00Z");
        for (verdict, page, work) in [
            (Verdict::Ok, 7.0, 30.0),
            (Verdict::Moved, 30.0, 30.0),
            (Verdict::Retracted, 7.0, 30.0),
            (Verdict::Unverifiable, 1.0, 1.0),
            (Verdict::Suspect, 1.0, 1.0),
            (Verdict::Broken, 0.0, 0.0),
            (Verdict::Drifted, 0.0, 0.0),
        ] {
            for number in 0..50 {
                let address = format!("{URL}/{number}");
                for (held, expected) in [
                    (days(next_page_check(&address, verdict, now, None)), page),
                    (days(next_work_check(&address, verdict, now, None)), work),
                ] {
                    assert!((held - expected).abs() <= expected / 10.0 + 1e-9, "{verdict} {address}: {held}");
                }
            }
        }
        assert!(
            (days(next_standing_check("doi:10.1000/x", Some(Standing::Current), now)) - 7.0).abs() < 0.71
        );
        assert!((days(next_standing_check("doi:10.1000/x", None, now)) - 1.0).abs() < 0.11);
    }

    #[test]
    fn addresses_of_one_run_do_not_expire_on_one_day_and_each_always_on_the_same() {
        let now = at("2026-11-22T12:00:00Z");
        let next = |number: usize| next_page_check(&format!("{URL}/{number}"), Verdict::Moved, now, None);
        let mut per_day = std::collections::BTreeMap::<i64, usize>::new();
        for number in 0..1000 {
            assert_eq!(next(number), next(number));
            *per_day.entry(days(next(number)) as i64).or_default() += 1;
        }
        // Six days from 27 to 33.
        assert_eq!(per_day.len(), 6, "{per_day:?}");
        assert!(per_day.values().all(|count| (110..230).contains(count)), "{per_day:?}");
    }

    #[test]
    fn the_servers_word_counts_within_reason() {
        let now = at("2026-11-22T12:00:00Z");
        let next = |retry: &str| next_page_check(URL, Verdict::Unverifiable, now, Some(at(retry)));
        assert_eq!(next("2026-11-22T13:00:00Z"), at("2026-11-22T13:00:00Z"));
        assert_eq!(next("2026-11-25T00:00:00Z"), at("2026-11-25T00:00:00Z"));
        assert_eq!(next("2020-01-01T00:00:00Z"), now);
        assert_eq!(next("2099-01-01T00:00:00Z"), at("2026-12-22T12:00:00Z"));
        assert_eq!(next_page_check(URL, Verdict::Ok, Timestamp::MAX, None), Timestamp::MAX);
    }
}
