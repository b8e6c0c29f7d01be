//! A quote that its page does not hold.

use super::super::divergence::divergence;
use super::super::sources::cited::each_list;
use super::super::sources::linked::lock;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::lock::{PageEntry, QuoteEntry, QuoteVerdict, Verdict};
use crate::model::Citation;

pub(super) static RULE: Rule = Rule {
    name: "drifted-quote",
    group: Group::Links,
    level: Level::Error,
    summary: "a quote that was not found on its page, according to links.lock: changed, gone, or on the page of another reference",
    why: "a reader who checks the quote finds different words, and nobody knows whether the source still supports the claim",
    standard: Some("HONcode principle 4 (attribution); JAMA benchmarks (attribution)"),
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
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
    quote: raised the range of motion # <-- here
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"drifted","status":200,"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-20T00:00:00Z","quotes":[{"quote":"raised the range of motion","verdict":"gone","score":0.72,"nearest":"Rolling raised the mood of the runners"}]}
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
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
    quote: raised the range of motion
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","status":200,"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z","quotes":[{"quote":"raised the range of motion","verdict":"exact"}]}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    let base = &context.corpus.base;
    each_list(base, |list| {
        for (index, citation) in list.citations.iter().enumerate() {
            let Some(quote) = &citation.quote else { continue };
            let own = || base.references.any(&citation.reference)?.url.as_deref();
            let Some(page) = citation.quote_url.as_deref().or_else(own).and_then(|url| lock.pages.get(url))
            else {
                continue;
            };
            // Of a page that is gone `broken-link` speaks, of one that is most likely another `suspect-link`, and of one that
            // nobody could read `unchecked-link`.
            let is_this_page = !matches!(
                page.verdict,
                Verdict::Broken | Verdict::Suspect | Verdict::Unverifiable | Verdict::Skipped
            );
            let entry = page.quotes.iter().find(|entry| entry.quote == *quote);
            let Some(entry) = entry.filter(|_| is_this_page) else { continue };
            let at = format!("{}/{index}", list.pointer);
            findings.found.extend(finding(list.file, &at, citation, page, entry));
        }
    });
}

fn finding(
    file: usize,
    at: &str,
    citation: &Citation,
    page: &PageEntry,
    entry: &QuoteEntry,
) -> Option<Finding> {
    let (reference, quote) = (&citation.reference, entry.quote.as_str());
    let pointer = format!("{at}/quote");
    let whole = Place::value(pointer.clone());
    let day = page.checked_at.strftime("%F");
    Some(match entry.verdict {
        QuoteVerdict::Gone => {
            let nearest = entry.nearest.as_deref().filter(|nearest| !nearest.trim().is_empty());
            let parting =
                nearest.and_then(|nearest| divergence(quote, nearest)).filter(|parting| parting.at > 0);
            let (place, label) = match parting {
                Some(parting) if parting.instead.is_empty() => (
                    Place::Words(pointer, parting.at..quote.len()),
                    "the passage ends before this".to_owned(),
                ),
                Some(parting) => {
                    let label = format!("the page goes on with `{}`", parting.instead);
                    (Place::Words(pointer, parting.at..quote.len()), label)
                }
                None => (whole, format!("checked on {day}")),
            };
            let help = match nearest {
                Some(nearest) => format!(
                    "the closest passage is `{nearest}`{}: quote it if it supports the statement, or else rethink the statement",
                    alike(entry.score)
                ),
                None => "read the page again: quote what it says now if that supports the statement, or else rethink the statement".to_owned(),
            };
            Finding::new(
                file,
                place,
                format!("the page of `{reference}` does not say this (checked on {day})"),
            )
            .label(label)
            .help(help)
        }
        QuoteVerdict::Misattributed => {
            let other = entry.found_at.as_deref().unwrap_or("another reference");
            Finding::new(file, whole, format!("the quote stands in `{other}`, not in `{reference}`"))
                .label("right words, wrong source")
                .help(format!("cite `{other}` for it, or quote what `{reference}` says"))
                .related(file, Place::value(format!("{at}/reference")), "cited here")
        }
        QuoteVerdict::Archived => {
            let copy = entry.found_at.as_deref().or(page.archive.as_deref());
            let help = match copy {
                Some(copy) => format!(
                    "if the statement still holds, write `quote_url: {copy}`, or quote what the page says today"
                ),
                None => "quote what the page says today, or name the archived copy in `quote_url`".to_owned(),
            };
            let fix = copy.filter(|_| citation.quote_url.is_some()).map(|copy| {
                Fix::guess(Change::Value { pointer: format!("{at}/quote_url"), text: copy.to_owned() })
            });
            let message =
                format!("the page of `{reference}` no longer says this, but an archived copy still does");
            Finding::new(file, whole, message).label(format!("checked on {day}")).help(help).fix(fix)
        }
        _ => return None,
    })
}

fn alike(score: Option<f64>) -> String {
    score
        .filter(|score| (0.0..=1.0).contains(score))
        .map_or(String::new(), |score| format!(" ({:.0} % alike)", score * 100.0))
}
