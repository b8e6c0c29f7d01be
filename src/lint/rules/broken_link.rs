//! An address or an identifier that leads to nothing any more.

use super::super::sources::linked::{Role, each_link, lock, references, works};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::lock::{PageEntry, Reason, Verdict, WorkEntry};

pub(super) static RULE: Rule = Rule {
    name: "broken-link",
    group: Group::Links,
    level: Level::Error,
    summary: "an address, a DOI or a PMID that links.lock says is broken",
    why: "a reader who follows it to check the claim finds nothing",
    standard: Some("JAMA benchmarks (attribution); DISCERN question 4"),
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
{"url":"https://example.org/trial-2020","verdict":"broken","reason":"404","status":404,"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-20T00:00:00Z","fails":2,"first_fail":"2026-11-16T00:00:00Z","archive":"https://web.archive.org/web/20250101000000/https://example.org/trial-2020"}
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
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    let base = &context.corpus.base;
    each_link(base, |link| {
        let page = lock.pages.get(link.url).filter(|page| page.verdict == Verdict::Broken);
        let Some(page) = page.filter(|_| link.role != Role::Sighting) else { return };
        let words = page.reason.map_or("the lock does not say why", in_words);
        let mut message = format!("`{}` is broken: {words}", link.url);
        if let Some(status) = page.status.filter(|_| page.reason == Some(Reason::ClientError)) {
            message.push_str(&format!(" ({status})"));
        }
        findings
            .report(Finding::new(link.file, link.place(), message).label(since(page)).help(page_help(page)));
    });
    for (file, reference) in references(base) {
        for (field, work) in works(reference) {
            // An identifier of another work is the business of `mismatched-identifier`.
            let broken = lock.works.get(&work).filter(|work| work.verdict == Verdict::Broken);
            let Some(work) = broken.filter(|work| work.reason != Some(Reason::OtherWork)) else { continue };
            findings.report(work_finding(file, field, reference.id.as_str(), work));
        }
    }
}

fn work_finding(file: usize, field: &str, id: &str, work: &WorkEntry) -> Finding {
    let words = work.reason.map_or("the services do not know it", in_words);
    let day = work.checked_at.strftime("%F");
    Finding::new(file, Place::value(format!("/{field}")), format!("the {field} of `{id}` is broken: {words}"))
        .label(format!("asked for on {day}"))
        .help(format!("look up the {field} where the work is published; remove it if nobody has seen it"))
}

fn since(page: &PageEntry) -> String {
    match page.first_fail.filter(|first| *first != page.checked_at) {
        Some(first) => {
            format!("since {}, and again on {}", first.strftime("%F"), page.checked_at.strftime("%F"))
        }
        None => format!("asked for on {}", page.checked_at.strftime("%F")),
    }
}

fn page_help(page: &PageEntry) -> String {
    if page.reason == Some(Reason::MissingAnchor) {
        return "find where that part of the page went and write its address, or drop the `#` and what follows it".to_owned();
    }
    let mut help = "find the page's new address and write it, or cite another source".to_owned();
    if let Some(archive) = &page.archive {
        help.push_str(&format!("; an archived copy is at `{archive}`"));
    }
    help
}

fn in_words(reason: Reason) -> &'static str {
    match reason {
        Reason::NotFound => "the server has no such page (404)",
        Reason::Gone => "the page was removed for good (410)",
        Reason::NoSuchHost => "no host has this name",
        Reason::RedirectLoop => "it redirects in a circle",
        Reason::BadRedirect => "it redirects to something that is not an address",
        Reason::MissingAnchor => "the page has no part with the name that follows `#`",
        Reason::NoSuchDoi => "nobody registered this DOI",
        Reason::DeletedDoi => "whoever registered this DOI deleted it",
        Reason::NoSuchPmid => "PubMed has no such number",
        Reason::ClientError => "the server says that there will never be an answer",
        other => other.name(),
    }
}
