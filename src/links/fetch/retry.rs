//! When to ask again.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

/// Longer waits mean the same: not today.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// How long the server wants to be left alone from `now` on (RFC 9110, section 10.2.3: seconds or a date), also where it writes a unit
/// after the number. A date is taken against the server's own `Date`, so that a clock that is wrong on either side does no harm.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(span) = span(text) {
        return Some(span.min(LONGEST));
    }
    let until = http_date(text)?;
    let now = headers.get(DATE).and_then(|date| http_date(HeaderValue::to_str(date).ok()?)).unwrap_or(now);
    Some(Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO).min(LONGEST))
}

/// `120`, `5s`, `2 minutes`.
fn span(text: &str) -> Option<Duration> {
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits).filter(|(number, _)| !number.is_empty())?;
    let seconds = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3600,
        _ => return None,
    };
    Some(Duration::from_secs(number.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(seconds)))
}

/// A date in any of the three forms of RFC 9110, section 5.6.7, or with another zone than `GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    match httpdate::parse_http_date(text) {
        Ok(date) => Timestamp::try_from(date).ok(),
        Err(_) => jiff::fmt::rfc2822::parse(text).ok().map(|date| date.timestamp()),
    }
}

/// The wait before attempt number `attempt` + 1 on `url`: `base` doubled for each attempt after the first, give or take a quarter.
/// The share is drawn from `seed` and the address, so that the retries of many pages spread, and a run can be repeated.
pub(crate) fn back_off(base: Duration, attempt: u32, seed: u64, url: &str) -> Duration {
    let mut hasher = DefaultHasher::new();
    (seed, attempt, url).hash(&mut hasher);
    let share = u32::try_from(hasher.finish() % 501).unwrap_or(0);
    base * 2_u32.saturating_pow(attempt.saturating_sub(1).min(10)) * (750 + share) / 1000
}

/// Whether a status may be another one later.
pub(crate) fn may_pass(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504 | 520..=524 | 529)
}

/// Whether a status says that the host would not or could not deal with us, whatever the page.
pub(crate) fn is_refusal(status: u16) -> bool {
    matches!(status, 403 | 408 | 418 | 425 | 429 | 430 | 500..)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

    use super::{back_off, retry_after};

    fn wait(headers: &[(HeaderName, &str)]) -> Option<u64> {
        let headers: HeaderMap =
            headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        let now: Timestamp = "1994-11-06T08:49:07Z".parse().unwrap();
        retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn retry_after_is_a_number_or_a_date() {
        assert_eq!(wait(&[(RETRY_AFTER, "120")]), Some(120));
        assert_eq!(wait(&[(RETRY_AFTER, " 0 ")]), Some(0));
        assert_eq!(wait(&[(RETRY_AFTER, "99999999999999999999999")]), Some(366 * 24 * 3600));
        assert_eq!(wait(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT")]), Some(30));
        let dates = [(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT"), (DATE, "Sun, 06 Nov 1994 08:49:27 GMT")];
        assert_eq!(wait(&dates), Some(10));
        assert_eq!(wait(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:00:00 GMT")]), Some(0));
        assert_eq!(wait(&[(RETRY_AFTER, "Sunday, 06-Nov-94 08:49:37 GMT")]), Some(30));
        assert_eq!(wait(&[(RETRY_AFTER, "Sun Nov  6 08:49:37 1994")]), Some(30));
        assert_eq!(wait(&[(RETRY_AFTER, "Sun, 06 Nov 1994 09:49:37 +0100")]), Some(30));
        assert_eq!(wait(&[(RETRY_AFTER, "5s")]), Some(5));
        assert_eq!(wait(&[(RETRY_AFTER, "30 seconds")]), Some(30));
        assert_eq!(wait(&[(RETRY_AFTER, "2 Min")]), Some(120));
        for nonsense in ["soon", "-5", "1.5", "5 apples", "s", ""] {
            assert_eq!(wait(&[(RETRY_AFTER, nonsense)]), None, "{nonsense}");
        }
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn waits_double_and_spread_and_can_be_repeated() {
        let second = Duration::from_secs(1);
        for attempt in 1..=3 {
            let middle = second * 2_u32.pow(attempt - 1);
            let waits: Vec<_> =
                (0..50).map(|seed| back_off(second, attempt, seed, "http://a.test/")).collect();
            assert!(waits.iter().all(|wait| (middle * 3 / 4..=middle * 5 / 4).contains(wait)), "{waits:?}");
            assert!(waits.iter().any(|wait| *wait < middle) && waits.iter().any(|wait| *wait > middle));
            assert_eq!(waits.first(), Some(&back_off(second, attempt, 0, "http://a.test/")));
        }
    }
}
