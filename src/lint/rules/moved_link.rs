//! An address from which the server sends readers on for good.

use super::super::sources::address::{fragment, host, is_doi_resolver};
use super::super::sources::linked::{Role, each_link, lock};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use super::insecure_url::is_https_form;
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::lock::{PageEntry, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "moved-link",
    group: Group::Links,
    level: Level::Warning,
    summary: "an address whose page moved for good, by redirects that are all permanent",
    why: "servers keep such redirects for some time, and then the old address leads to nothing",
    standard: Some("RFC 9110, sections 15.4.2 and 15.4.9 (links ought to be replaced)"),
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
{"url":"https://example.org/trial-2020","verdict":"moved","status":200,"final_url":"https://example.org/trials/2020","hops":[{"status":301,"url":"https://example.org/trials/2020"}],"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
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
URL: https://example.org/trials/2020
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
{"url":"https://example.org/trials/2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"url":"https://example.org/trial-2020","verdict":"moved","status":200,"final_url":"https://example.org/trials/2020","hops":[{"status":301,"url":"https://example.org/trials/2020"}],"checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    each_link(&context.corpus.base, |link| {
        let page = lock.pages.get(link.url).filter(|page| page.verdict == Verdict::Moved);
        // A DOI's own address is the one to keep, wherever it leads.
        let is_checked = link.role != Role::Sighting && !is_doi_resolver(link.url);
        let Some(page) = page.filter(|_| is_checked) else { return };
        let Some(to) = new_address(link.url, page) else { return };
        // Where nothing but the `s` of `https` is new, `insecure-url` says so.
        if to == link.url || is_https_form(link.url, &to) {
            return;
        }
        findings.report(
            Finding::new(link.file, link.place(), format!("`{}` moved for good", link.url))
                .label(format!("asked for on {}", page.checked_at.strftime("%F")))
                .help(format!("write `{to}`"))
                .fix(fix(link.url, to, page, link.pointer())),
        );
    });
}

/// Where the page is now. What follows `#` is the reader's own, and goes along where the server names no other.
fn new_address(url: &str, page: &PageEntry) -> Option<String> {
    let to = page.final_url.as_deref().or_else(|| page.hops.last().map(|hop| hop.url.as_str()))?;
    Some(match (fragment(to), fragment(url)) {
        (None, Some(part)) => format!("{}#{part}", to.trim_end_matches('#')),
        _ => to.to_owned(),
    })
}

/// The new address in the place of the old one: certain where every redirect says that it is for good and the site stays the same. On
/// another site a person should see whether it is the same page, and nothing goes from https to http.
fn fix(url: &str, to: String, page: &PageEntry, pointer: String) -> Option<Fix> {
    let is_for_good = page.hops.iter().all(|hop| matches!(hop.status, 301 | 308));
    let is_downgrade = url.starts_with("https:") && !to.starts_with("https:");
    let is_address = to.starts_with("https://") || to.starts_with("http://");
    if !is_for_good || is_downgrade || !is_address || to.contains(char::is_whitespace) {
        return None;
    }
    let site =
        |url: &str| host(url).map(|host| host.to_ascii_lowercase().trim_start_matches("www.").to_owned());
    let is_same_site = site(url) == site(&to);
    let change = Change::Value { pointer, text: to };
    Some(if is_same_site { Fix::certain(change) } else { Fix::guess(change) })
}
