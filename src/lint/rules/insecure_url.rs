//! An address without encryption of a page that stands encrypted also.

use super::super::sources::address::{is_doi_resolver, is_same_page};
use super::super::sources::linked::{Role, each_link, lock};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::lock::{Lock, PageEntry, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "insecure-url",
    group: Group::Links,
    level: Level::Warning,
    summary: "an `http://` address whose page is also at `https://`, according to links.lock",
    why: "without encryption, anybody can read and change a page on its way to the reader",
    standard: Some("RFC 7258 (pervasive monitoring is an attack); W3C TAG, Securing the Web"),
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
URL: http://example.org/trial-2020 # <-- here
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
{"url":"http://example.org/trial-2020","verdict":"ok","status":200,"final_url":"https://example.org/trial-2020","hops":[{"status":302,"url":"https://example.org/trial-2020"}],"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
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
    // Without the lock nobody knows whether the page stands at `https://`: many old ones do not, and are none the worse for it.
    let Some(lock) = lock(context, findings) else { return };
    each_link(&context.corpus.base, |link| {
        // `doi-preferred` speaks of the addresses of DOIs.
        if link.role == Role::Sighting || is_doi_resolver(link.url) {
            return;
        }
        let Some(secure) = https_form(link.url) else { return };
        let evidence = match lock.pages.get(link.url) {
            Some(page) if leads_to(page, &secure) => "the server redirects to `https://`",
            _ if stands(lock, &secure) => "the same page stands at `https://`",
            _ => return,
        };
        findings.report(
            Finding::new(link.file, link.place(), format!("`{}` is not encrypted, but could be", link.url))
                .label(evidence)
                .help(format!("write `{secure}`"))
                .fix(Fix::certain(Change::Value { pointer: link.pointer(), text: secure })),
        );
    });
}

/// Says whether `other` is `url` with `https` for `http`.
pub(super) fn is_https_form(url: &str, other: &str) -> bool {
    https_form(url).is_some_and(|secure| is_same_page(&secure, other))
}

fn https_form(url: &str) -> Option<String> {
    url.strip_prefix("http://").map(|rest| format!("https://{rest}"))
}

fn leads_to(page: &PageEntry, secure: &str) -> bool {
    page.verdict != Verdict::Broken && page.final_url.as_deref().is_some_and(|to| is_same_page(to, secure))
}

fn stands(lock: &Lock, secure: &str) -> bool {
    lock.pages.get(secure).is_some_and(|page| matches!(page.verdict, Verdict::Ok | Verdict::Drifted))
}
