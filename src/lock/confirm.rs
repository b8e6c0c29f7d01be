//! One failure is no proof: a page that stood is called broken only when it fails again and again.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{PageEntry, Reason, Verdict, WorkEntry};

/// What it takes to call a page broken that stood before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The failures that it takes, each on another day (`--confirm`).
    pub failures: u32,
    /// The time from the first of them to the last (`--confirm-after`).
    pub after: SignedDuration,
}

impl Default for Confirmation {
    fn default() -> Self {
        Self { failures: 2, after: SignedDuration::from_hours(3 * 24) }
    }
}

/// What is counted of one address.
struct Count<'a> {
    verdict: &'a mut Verdict,
    fails: &'a mut u32,
    first_fail: &'a mut Option<Timestamp>,
    evidence: &'a mut String,
    checked_at: Timestamp,
}

/// What the lock held of it before.
struct Earlier {
    stood: bool,
    fails: u32,
    first_fail: Option<Timestamp>,
    checked_at: Timestamp,
}

impl Confirmation {
    /// Counts the failures of a page, given what the lock held before and what came now. Where the page stood before and the
    /// failures are too few, `broken` becomes `unverifiable` with the same reason.
    ///
    /// What nobody could tell counts neither way; a page that stands sets the count back.
    pub fn page(&self, earlier: Option<&PageEntry>, now: &mut PageEntry) {
        if stands(now.verdict) {
            now.last_ok = Some(now.checked_at);
        } else {
            now.last_ok = now.last_ok.or_else(|| earlier.and_then(|earlier| earlier.last_ok));
        }
        let earlier = earlier.map(|earlier| Earlier {
            stood: earlier.last_ok.is_some() || stands(earlier.verdict),
            fails: earlier.fails,
            first_fail: earlier.first_fail,
            checked_at: earlier.checked_at,
        });
        let PageEntry { verdict, fails, first_fail, evidence, checked_at, .. } = now;
        self.count(earlier, Count { verdict, fails, first_fail, evidence, checked_at: *checked_at });
    }

    /// Counts the failures of a work, as those of a page. That an identifier belongs to another work needs no second look.
    pub fn work(&self, earlier: Option<&WorkEntry>, now: &mut WorkEntry) {
        if now.reason == Some(Reason::OtherWork) {
            return;
        }
        let earlier = earlier.map(|earlier| Earlier {
            // Only what stood is spared; so who was spared stood.
            stood: stands(earlier.verdict) || earlier.verdict == Verdict::Unverifiable && earlier.fails > 0,
            fails: earlier.fails,
            first_fail: earlier.first_fail,
            checked_at: earlier.checked_at,
        });
        let WorkEntry { verdict, fails, first_fail, evidence, checked_at, .. } = now;
        self.count(earlier, Count { verdict, fails, first_fail, evidence, checked_at: *checked_at });
    }

    fn count(&self, earlier: Option<Earlier>, now: Count<'_>) {
        let (fails, first_fail) =
            earlier.as_ref().map_or((0, None), |earlier| (earlier.fails, earlier.first_fail));
        if stands(*now.verdict) {
            (*now.fails, *now.first_fail) = (0, None);
            return;
        }
        (*now.fails, *now.first_fail) = (fails, first_fail);
        if *now.verdict != Verdict::Broken {
            return;
        }
        let first = *now.first_fail.get_or_insert(now.checked_at);
        let is_counted = earlier
            .as_ref()
            .is_some_and(|earlier| earlier.fails > 0 && day(earlier.checked_at) >= day(now.checked_at));
        if !is_counted {
            *now.fails = fails.saturating_add(1);
        }
        let stood = earlier.is_some_and(|earlier| earlier.stood);
        let due = first.saturating_add(self.after).unwrap_or(Timestamp::MAX);
        if stood && (*now.fails < self.failures || now.checked_at < due) {
            *now.verdict = Verdict::Unverifiable;
            if !now.evidence.is_empty() {
                now.evidence.push_str("; ");
            }
            now.evidence.push_str(&format!(
                "it stood before, and has failed on {} of the {} days that it takes to call it broken, from {} on",
                now.fails,
                self.failures.max(1),
                day(due)
            ));
        }
    }
}

/// Says whether a page with this verdict answers as itself.
fn stands(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Ok
            | Verdict::Moved
            | Verdict::Drifted
            | Verdict::Retracted
            | Verdict::Corrected
            | Verdict::Concern
    )
}

fn day(instant: Timestamp) -> jiff::civil::Date {
    instant.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(verdict: &str, at: &str) -> PageEntry {
        serde_json::from_value(serde_json::json!({
            "url": "https://example.org/a", "verdict": verdict, "checked_at": at, "next": at,
        }))
        .unwrap()
    }

    /// The verdicts, counts and days of the first failure that a row of raw outcomes comes to.
    fn told(rule: Confirmation, outcomes: &[(&str, &str)]) -> Vec<(String, u32)> {
        let mut earlier: Option<PageEntry> = None;
        let mut told = Vec::new();
        for (verdict, at) in outcomes {
            let mut now = page(verdict, at);
            if *verdict == "broken" {
                now.reason = Some(Reason::NotFound);
            }
            rule.page(earlier.as_ref(), &mut now);
            assert_eq!(now.reason.is_some(), *verdict == "broken", "the reason stays");
            told.push((now.verdict.name().to_owned(), now.fails));
            earlier = Some(now);
        }
        told
    }

    fn row(rule: Confirmation, outcomes: &[(&str, &str, &str, u32)]) {
        let raw: Vec<_> = outcomes.iter().map(|(verdict, at, ..)| (*verdict, *at)).collect();
        let expected: Vec<_> =
            outcomes.iter().map(|(_, _, verdict, fails)| ((*verdict).to_owned(), *fails)).collect();
        assert_eq!(told(rule, &raw), expected, "{raw:?}");
    }

    #[test]
    fn what_stood_is_broken_after_failures_on_different_days() {
        row(
            Confirmation::default(),
            &[
                ("ok", "2026-11-01T10:00:00Z", "ok", 0),
                ("broken", "2026-11-02T10:00:00Z", "unverifiable", 1),
                ("broken", "2026-11-02T23:00:00Z", "unverifiable", 1),
                ("broken", "2026-11-03T10:00:00Z", "unverifiable", 2),
                ("broken", "2026-11-05T09:59:59Z", "unverifiable", 3),
                ("broken", "2026-11-05T10:00:00Z", "broken", 3),
                ("broken", "2026-11-06T10:00:00Z", "broken", 4),
                ("ok", "2026-11-07T10:00:00Z", "ok", 0),
                ("broken", "2026-11-08T10:00:00Z", "unverifiable", 1),
            ],
        );
        // Even where no time has to pass, one day is not enough.
        row(
            Confirmation { after: SignedDuration::ZERO, failures: 2 },
            &[
                ("moved", "2026-11-01T10:00:00Z", "moved", 0),
                ("broken", "2026-11-02T10:00:00Z", "unverifiable", 1),
                ("broken", "2026-11-02T23:59:59Z", "unverifiable", 1),
                ("broken", "2026-11-03T00:00:00Z", "broken", 2),
            ],
        );
    }

    #[test]
    fn what_is_new_fails_at_once() {
        row(
            Confirmation::default(),
            &[
                ("broken", "2026-11-01T10:00:00Z", "broken", 1),
                ("broken", "2026-11-02T10:00:00Z", "broken", 2),
            ],
        );
        row(
            Confirmation::default(),
            &[
                ("unverifiable", "2026-11-01T10:00:00Z", "unverifiable", 0),
                ("broken", "2026-11-02T10:00:00Z", "broken", 1),
            ],
        );
    }

    #[test]
    fn what_nobody_could_tell_counts_neither_way() {
        row(
            Confirmation::default(),
            &[
                ("ok", "2026-11-01T10:00:00Z", "ok", 0),
                ("broken", "2026-11-02T10:00:00Z", "unverifiable", 1),
                ("unverifiable", "2026-11-04T10:00:00Z", "unverifiable", 1),
                ("broken", "2026-11-05T10:00:00Z", "broken", 2),
                ("suspect", "2026-11-06T10:00:00Z", "suspect", 2),
                ("drifted", "2026-11-07T10:00:00Z", "drifted", 0),
            ],
        );
    }

    #[test]
    fn when_it_stood_last_is_kept_and_the_evidence_says_what_is_missing() {
        let rule = Confirmation::default();
        let mut ok = page("ok", "2026-11-01T10:00:00Z");
        rule.page(None, &mut ok);
        let mut failed = page("broken", "2026-11-02T10:00:00Z");
        failed.evidence = "404 Not Found".to_owned();
        rule.page(Some(&ok), &mut failed);
        assert_eq!((ok.last_ok, failed.last_ok), (Some(ok.checked_at), Some(ok.checked_at)));
        assert_eq!(failed.first_fail, Some(failed.checked_at));
        assert_eq!(
            failed.evidence,
            "404 Not Found; it stood before, and has failed on 1 of the 2 days that it takes to call it broken, from 2026-11-05 on"
        );
    }

    #[test]
    fn works_are_counted_as_pages_are() {
        let work = |verdict: &str, at: &str| -> WorkEntry {
            serde_json::from_value(serde_json::json!({
                "work": "doi:10.1000/x", "verdict": verdict, "checked_at": at, "next": at,
            }))
            .unwrap()
        };
        let rule = Confirmation::default();
        let mut first = work("broken", "2026-11-02T10:00:00Z");
        rule.work(Some(&work("retracted", "2026-11-01T10:00:00Z")), &mut first);
        assert_eq!((first.verdict, first.fails), (Verdict::Unverifiable, 1));
        let mut second = work("broken", "2026-11-05T10:00:00Z");
        rule.work(Some(&first), &mut second);
        assert_eq!((second.verdict, second.fails), (Verdict::Broken, 2));
        let mut other = work("broken", "2026-11-02T10:00:00Z");
        other.reason = Some(Reason::OtherWork);
        rule.work(Some(&work("ok", "2026-11-01T10:00:00Z")), &mut other);
        assert_eq!(other.verdict, Verdict::Broken);
    }
}
