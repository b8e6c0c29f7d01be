//! A source that was to be asked again long ago.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::super::sources::cited::each_list;
use super::super::sources::linked::{lock, references, works};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "stale-link-check",
    group: Group::Links,
    level: Level::Warning,
    summary: "a reference or a quote whose next check was due more than 30 days ago (kb.toml, `[links] stale_days`), or that is dated in the future",
    why: "pages change and works are retracted, so what the lock says about them is valid only for a while",
    standard: Some("JAMA benchmarks (currency); HONcode principle 4"),
    bad: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020 # <-- here
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-09-30T00:00:00Z","next":"2026-10-07T00:00:00Z"}
"#,
    ),
    good: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-10-30T00:00:00Z","next":"2026-11-06T00:00:00Z"}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    let base = &context.corpus.base;
    let days = context.config.links.stale_days;
    let is_stale = |due: Timestamp| {
        let last = day(due).checked_add(i64::from(days).days());
        last.is_ok_and(|last| last < context.as_of)
    };
    // A clock that ran ahead says nothing of when somebody asked; the day of another time zone is no such clock.
    let is_ahead =
        |checked: Timestamp| context.as_of.checked_add(1.day()).is_ok_and(|last| day(checked) > last);
    let mut report = |file: usize, pointer: String, what: String, checked: Timestamp, due: Timestamp| {
        if is_ahead(checked) {
            let message = format!("{what} was checked on {}, which is in the future", day(checked));
            findings.report(
                Finding::new(file, Place::value(pointer), message)
                    .label("wrong clock?")
                    .help("correct the clock, run `kb links` and commit links.lock"),
            );
            return;
        }
        findings.report(
            Finding::new(file, Place::value(pointer), format!("{what} was due for a check on {}", day(due)))
                .label(format!("more than {days} days ago"))
                .help("run `kb links` and commit links.lock"),
        );
    };
    for (file, reference) in references(base) {
        let page = reference.url.as_deref().and_then(|url| lock.pages.get(url));
        let page = page.map(|page| ("URL", page.checked_at, page.next));
        let identifiers = works(reference).filter_map(|(field, work)| {
            let work = lock.works.get(&work)?;
            let due = work.standing_next.map_or(work.next, |standing| standing.min(work.next));
            Some((field, work.checked_at, due))
        });
        let known: Vec<_> = page.into_iter().chain(identifiers).collect();
        let ahead = known.iter().find(|(_, checked, _)| is_ahead(*checked));
        let first = known.iter().min_by_key(|(.., due)| *due).filter(|(.., due)| is_stale(*due));
        if let Some((field, checked, due)) = ahead.or(first) {
            report(file, format!("/{field}"), format!("`{}`", reference.id), *checked, *due);
        }
    }
    each_list(base, |list| {
        for (index, citation) in list.citations.iter().enumerate() {
            let own = base.references.any(&citation.reference).and_then(|reference| reference.url.as_deref());
            let Some(url) = citation.quote_url.as_deref().filter(|url| Some(*url) != own) else { continue };
            let page = lock.pages.get(url).filter(|page| is_stale(page.next) || is_ahead(page.checked_at));
            if let Some(page) = page {
                let pointer = format!("{}/{index}/quote_url", list.pointer);
                report(list.file, pointer, "the page of this quote".to_owned(), page.checked_at, page.next);
            }
        }
    });
}

fn day(instant: Timestamp) -> Date {
    instant.to_zoned(TimeZone::UTC).date()
}
