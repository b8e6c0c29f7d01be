//! What a clock that ran ahead wrote: nobody knows when it was asked.

use jiff::{SignedDuration, Timestamp};

use super::Lock;

/// Clocks differ by less.
const SLACK: SignedDuration = SignedDuration::from_hours(1);
/// No answer holds for longer, and no server can keep us away for longer.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 40);

impl Lock {
    /// Makes what is dated after `now` due, as if it had been asked a day ago; says how many entries that were.
    pub fn forget_future(&mut self, now: Timestamp) -> usize {
        let yesterday = now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN);
        let is_ahead = |checked: Timestamp, next: Timestamp| {
            let after = |span| now.saturating_add(span).unwrap_or(Timestamp::MAX);
            checked > after(SLACK) || next > after(LONGEST)
        };
        let past = |instant: Option<Timestamp>| instant.filter(|instant| *instant <= now);
        let mut count = 0;
        for page in self.pages.values_mut().filter(|page| is_ahead(page.checked_at, page.next)) {
            count += 1;
            page.last_ok = page.last_ok.map(|last| last.min(yesterday));
            page.first_fail = past(page.first_fail);
            (page.checked_at, page.next) = (page.checked_at.min(yesterday), now);
        }
        for work in self.works.values_mut() {
            let next = work.standing_next.map_or(work.next, |standing| standing.max(work.next));
            if !is_ahead(work.checked_at, next) {
                continue;
            }
            count += 1;
            work.first_fail = past(work.first_fail);
            work.said.iter_mut().for_each(|said| said.at = said.at.min(yesterday));
            (work.checked_at, work.next) = (work.checked_at.min(yesterday), now);
            work.standing_next = work.standing_next.map(|_| now);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dated_in_the_future_is_due_and_the_rest_is_left_alone() {
        let now: Timestamp = "2026-11-28T12:00:00Z".parse().unwrap();
        let line = |name: &str, checked: &str, next: &str| {
            format!(
                r#"{{"url":"https://a.test/{name}","verdict":"ok","checked_at":"{checked}","next":"{next}"}}"#
            )
        };
        let work = r#"{"work":"doi:10.1000/a","verdict":"retracted","standing":"retracted","checked_at":"2028-01-01T00:00:00Z","next":"2028-02-01T00:00:00Z"}"#;
        let text = [
            line("ahead", "2028-01-01T00:00:00Z", "2028-01-08T00:00:00Z"),
            line("next", "2026-11-27T00:00:00Z", "2027-11-27T00:00:00Z"),
            line("slack", "2026-11-28T12:30:00Z", "2026-12-05T00:00:00Z"),
            line("moved", "2026-11-28T11:00:00Z", "2026-12-31T00:00:00Z"),
            work.to_owned(),
        ]
        .join("\n");
        let (mut lock, _) = Lock::parse(&text);
        let before = lock.clone();
        assert_eq!(lock.forget_future(now), 3);
        for name in ["ahead", "next"] {
            let page = &lock.pages[&format!("https://a.test/{name}")];
            assert!(page.next <= now && page.checked_at < now, "{name}");
        }
        for name in ["slack", "moved"] {
            let url = format!("https://a.test/{name}");
            assert_eq!(lock.pages[&url], before.pages[&url]);
        }
        let work = &lock.works["doi:10.1000/a"];
        assert!(work.next <= now);
        assert_eq!(work.standing, Some(crate::lock::Standing::Retracted), "what was known stays");
        assert_eq!(lock.forget_future(now), 0);
    }
}
