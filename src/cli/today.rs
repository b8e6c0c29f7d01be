//! The day that counts as today where nobody says another.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today by the machine's clock, in UTC, so that a run says the same wherever it is made.
pub(super) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
