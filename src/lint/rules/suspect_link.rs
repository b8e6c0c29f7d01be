//! An address that answers as if all were well, and most likely leads to nothing.

use super::super::sources::linked::{Role, each_link, lock};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::lock::{PageEntry, Reason, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "suspect-link",
    group: Group::Links,
    level: Level::Warning,
    summary: "an address that looks wrong, according to links.lock: an error page with status 200, an empty or parked page, the site's home page, or a page without the words that the address quotes",
    why: "it looks fine to a check of the status alone, but a reader who follows it finds nothing",
    standard: None,
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
{"url":"https://example.org/trial-2020","verdict":"suspect","reason":"soft-404","status":200,"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-21T00:00:00Z"}
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
    each_link(&context.corpus.base, |link| {
        let page = lock.pages.get(link.url).filter(|_| link.role != Role::Sighting);
        let words_are_gone =
            |page: &&PageEntry| page.verdict == Verdict::Drifted && link.url.contains(":~:text=");
        if let Some(page) = page.filter(words_are_gone) {
            findings.report(
                Finding::new(
                    link.file,
                    link.place(),
                    format!("the page does not contain the words that its address `{}` quotes", link.url),
                )
                .label(format!("asked for on {}", page.checked_at.strftime("%F")))
                .help("read the page again; write its address without the `#` part, or with words that are on the page"),
            );
            return;
        }
        let Some(page) = page.filter(|page| page.verdict == Verdict::Suspect) else { return };
        let words = match page.reason {
            Some(Reason::Soft404) => "the page itself says that there is nothing here",
            Some(Reason::Parked) => "its domain seems to be for sale",
            Some(Reason::Empty) => "the page is empty",
            Some(Reason::Unrelated) => "the page is short, and has nothing to do with the record",
            Some(Reason::HomePage) => "it leads to the site's home page",
            Some(Reason::MetaRefresh) => "the page redirects to an error",
            _ => "the page does not look like the right one",
        };
        findings.report(
            Finding::new(link.file, link.place(), format!("`{}` may be broken: {words}", link.url))
                .label(format!("asked for on {}", page.checked_at.strftime("%F")))
                .help("open it and look; if the page is gone, write its new address or cite another source"),
        );
    });
}
