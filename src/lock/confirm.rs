//! One failure is no proof: a page that stood is called broken, and a quote that stood there lost, only when that is seen again and again.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{PageEntry, QuoteEntry, QuoteVerdict, Reason, Verdict, WorkEntry};

/// How the evidence goes on where a fault is not called one yet.
pub(crate) const STOOD_BEFORE: &str = "; it worked before";

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
    /// Whether it fails, and what it is called when it has failed often enough.
    fault: Option<&'static str>,
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
    /// failures are too few, `broken` becomes `unverifiable` with the same reason. So does `drifted` where the page has nothing that
    /// is near to its lost quotes, and all of them were looked for there before: a page that says something near it has
    /// changed, and one that says nothing of it may be another one for today.
    ///
    /// What nobody could tell counts neither way; a page that stands sets the count back.
    pub fn page(&self, earlier: Option<&PageEntry>, now: &mut PageEntry) {
        let silent = is_silent(now);
        let was_silent = earlier.is_some_and(is_silent);
        if stands(now.verdict) && !silent {
            now.last_ok = Some(now.checked_at);
        } else {
            now.last_ok = now.last_ok.or_else(|| earlier.and_then(|earlier| earlier.last_ok));
        }
        // What is new on a page, and what was lost already, needs no second look.
        let is_known = !silent
            || earlier.is_some_and(|earlier| {
                earlier.verdict != Verdict::Drifted
                    && lost(now).all(|quote| earlier.quotes.iter().any(|known| known.quote == quote))
            });
        let earlier = earlier.map(|earlier| Earlier {
            stood: is_known && (earlier.last_ok.is_some() || stands(earlier.verdict) && !was_silent),
            fails: earlier.fails,
            first_fail: earlier.first_fail,
            checked_at: earlier.checked_at,
        });
        let fault = match now.verdict {
            Verdict::Broken => Some("broken"),
            Verdict::Drifted if silent => Some("drifted"),
            _ => None,
        };
        let PageEntry { verdict, fails, first_fail, evidence, checked_at, .. } = now;
        self.count(earlier, Count { fault, verdict, fails, first_fail, evidence, checked_at: *checked_at });
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
        let fault = (*verdict == Verdict::Broken).then_some("broken");
        self.count(earlier, Count { fault, verdict, fails, first_fail, evidence, checked_at: *checked_at });
    }

    fn count(&self, earlier: Option<Earlier>, now: Count<'_>) {
        let (fails, first_fail) =
            earlier.as_ref().map_or((0, None), |earlier| (earlier.fails, earlier.first_fail));
        if stands(*now.verdict) && now.fault.is_none() {
            (*now.fails, *now.first_fail) = (0, None);
            return;
        }
        (*now.fails, *now.first_fail) = (fails, first_fail);
        let Some(fault) = now.fault else { return };
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
            let stood =
                if now.evidence.is_empty() { STOOD_BEFORE.trim_start_matches("; ") } else { STOOD_BEFORE };
            now.evidence.push_str(&format!(
                "{stood}, and has failed on {} of the {} days needed to call it {fault} ({} at the earliest)",
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

/// The quotes that a page does not have, wherever else they stand.
fn lost(page: &PageEntry) -> impl Iterator<Item = &str> {
    let lost = |verdict| matches!(verdict, QuoteVerdict::Gone | QuoteVerdict::Archived);
    page.quotes.iter().filter(move |quote| lost(quote.verdict)).map(|quote| quote.quote.as_str())
}

/// Whether a page drifted for quotes alone of which it says nothing at all.
fn is_silent(page: &PageEntry) -> bool {
    let certain = |quote: &QuoteEntry| match quote.verdict {
        QuoteVerdict::Misattributed => true,
        QuoteVerdict::Gone | QuoteVerdict::Archived => quote.nearest.is_some(),
        _ => false,
    };
    page.verdict == Verdict::Drifted && lost(page).next().is_some() && !page.quotes.iter().any(certain)
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
            "404 Not Found; it worked before, and has failed on 1 of the 2 days needed to call it broken (2026-11-05 at the earliest)"
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

    /// A page with one quote: what is left of it, and whether something near is there.
    fn quoted(verdict: &str, quote: &str, nearest: Option<&str>, at: &str) -> PageEntry {
        let quotes = serde_json::json!([{"quote": "pain fell", "verdict": quote, "nearest": nearest}]);
        PageEntry { quotes: serde_json::from_value(quotes).unwrap(), ..page(verdict, at) }
    }

    #[test]
    fn a_quote_that_is_simply_not_there_is_looked_for_on_several_days() {
        let rule = Confirmation::default();
        let days = |rows: &[(&str, &str, Option<&str>, &str)]| -> Vec<(String, u32)> {
            let mut earlier: Option<PageEntry> = None;
            let mut told = Vec::new();
            for (verdict, quote, nearest, at) in rows {
                let mut now = quoted(verdict, quote, *nearest, &format!("2026-11-{at}T10:00:00Z"));
                rule.page(earlier.as_ref(), &mut now);
                told.push((now.verdict.name().to_owned(), now.fails));
                earlier = Some(now);
            }
            told
        };
        let gone = |day| ("drifted", "gone", None, day);
        let near = |day| ("drifted", "gone", Some("pain rose"), day);
        let found = |day| ("ok", "exact", None, day);
        let wall = |day| ("unverifiable", "unverifiable", None, day);
        for (rows, expected) in [
            (
                vec![
                    found("01"),
                    gone("02"),
                    gone("02"),
                    gone("03"),
                    wall("04"),
                    gone("05"),
                    gone("06"),
                    found("07"),
                ],
                vec![
                    ("ok", 0),
                    ("unverifiable", 1),
                    ("unverifiable", 1),
                    ("unverifiable", 2),
                    ("unverifiable", 2),
                    ("drifted", 3),
                    ("drifted", 4),
                    ("ok", 0),
                ],
            ),
            // What the page says something near to has changed.
            (vec![found("01"), near("02"), near("03")], vec![("ok", 0), ("drifted", 0), ("drifted", 0)]),
            (vec![found("01"), gone("02"), near("03")], vec![("ok", 0), ("unverifiable", 1), ("drifted", 0)]),
            // Nobody ever saw it there.
            (vec![gone("01"), gone("02"), gone("09")], vec![("drifted", 1), ("drifted", 2), ("drifted", 3)]),
            (
                vec![wall("01"), gone("02"), gone("03")],
                vec![("unverifiable", 0), ("drifted", 1), ("drifted", 2)],
            ),
            // It stands on another page: that is certain.
            (vec![found("01"), ("drifted", "misattributed", None, "02")], vec![("ok", 0), ("drifted", 0)]),
            // That an archived copy has it says nothing of today.
            (
                vec![found("01"), ("drifted", "archived", None, "02"), ("drifted", "archived", None, "05")],
                vec![("ok", 0), ("unverifiable", 1), ("drifted", 2)],
            ),
        ] {
            let expected: Vec<_> =
                expected.into_iter().map(|(verdict, fails)| (verdict.to_owned(), fails)).collect();
            assert_eq!(days(&rows), expected, "{rows:?}");
        }
        // A quote that is new on a page that stood was never seen there.
        let mut stood = quoted("ok", "exact", None, "2026-11-01T10:00:00Z");
        rule.page(None, &mut stood);
        let mut now = quoted("drifted", "gone", None, "2026-11-02T10:00:00Z");
        now.quotes[0].quote = "sleep improved".to_owned();
        rule.page(Some(&stood), &mut now);
        assert_eq!(now.verdict, Verdict::Drifted);
        let mut later = PageEntry {
            checked_at: "2026-11-03T10:00:00Z".parse().unwrap(),
            verdict: Verdict::Drifted,
            ..now.clone()
        };
        rule.page(Some(&now), &mut later);
        assert_eq!(later.verdict, Verdict::Drifted, "and is not found again by being missing twice");
    }
}
