//! An address from which the server sends readers on for good.

use super::super::sources::address::{fragment, host, is_doi_resolver, parameters, path};
use super::super::sources::linked::{Linked, Role, each_link, lock};
use super::super::sources::tracking::is_tracking;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use super::insecure_url::is_https_form;
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::lock::{PageEntry, Verdict};
use crate::same_work::names_title;

pub(super) static RULE: Rule = Rule {
    name: "moved-link",
    group: Group::Links,
    level: Level::Warning,
    summary: "an address whose page has moved permanently",
    why: "servers keep such redirects only for a while, and then the old address stops working",
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
        let proof = proves_itself(link, &to, page);
        let help = match proof {
            _ if has_traces(link.url, &to) => format!(
                "open `{to}`, and write the page's address without its session or tracking parameters"
            ),
            true => format!("write `{to}`"),
            false => format!("check that `{to}` is the page you mean, and write it if it is"),
        };
        findings.report(
            Finding::new(link.file, link.place(), format!("`{}` has moved permanently", link.url))
                .label(format!("asked for on {}", page.checked_at.strftime("%F")))
                .help(help)
                .fix(fix(link, to, page, proof)),
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

/// The new address in the place of the old one: certain where every redirect says that it is for good, the site stays the same, and the page
/// proves itself. Elsewhere a person should see whether it is the same page. Nothing goes from https to http, and no session of ours and no
/// trace of where we came from becomes part of a record.
fn fix(link: &Linked<'_>, to: String, page: &PageEntry, proof: bool) -> Option<Fix> {
    let is_for_good = page.hops.iter().all(|hop| matches!(hop.status, 301 | 308));
    let is_downgrade = link.url.starts_with("https:") && !to.starts_with("https:");
    let is_address = to.starts_with("https://") || to.starts_with("http://");
    if !is_for_good
        || is_downgrade
        || !is_address
        || to.contains(char::is_whitespace)
        || has_traces(link.url, &to)
    {
        return None;
    }
    let site =
        |url: &str| host(url).map(|host| host.to_ascii_lowercase().trim_start_matches("www.").to_owned());
    let is_same_site = site(link.url) == site(&to);
    let change = Change::Value { pointer: link.pointer(), text: to };
    Some(if is_same_site && proof { Fix::certain(change) } else { Fix::guess(change) })
}

/// Whether the page at the new address shows that it is the old one: a quote stands there, it has the title, or the address ends as before.
fn proves_itself(link: &Linked<'_>, to: &str, page: &PageEntry) -> bool {
    let is_titled =
        || link.title.zip(page.title.as_deref()).is_some_and(|(own, told)| names_title(told, own));
    page.quotes.iter().any(|quote| quote.verdict.is_found()) || is_titled() || ends_alike(link.url, to)
}

/// Whether two addresses ask for the same: the same last part of the path, whatever its ending, and the same parameters.
fn ends_alike(one: &str, other: &str) -> bool {
    let last = |url: &str| {
        let last = path(url).rsplit('/').find(|part| !part.is_empty()).unwrap_or_default().to_lowercase();
        let (name, ending) = last.rsplit_once('.').unwrap_or((&last, ""));
        let is_page =
            matches!(ending, "html" | "htm" | "php" | "asp" | "aspx" | "jsp" | "xhtml" | "shtml" | "cfm");
        if is_page { name.to_owned() } else { last.clone() }
    };
    let query = |url: &str| {
        parameters(url).map(|(name, value, _)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    let (own, new) = (last(one), last(other));
    let says_nothing = own.chars().count() < 3
        || matches!(own.as_str(), "index" | "default" | "home" | "main" | "view" | "article");
    let is_same_path = path(one).trim_end_matches('/') == path(other).trim_end_matches('/');
    query(one) == query(other) && (is_same_path || own == new && !says_nothing)
}

/// Whether the new address has what names a session of ours, or where we came from, and the old one had not.
fn has_traces(from: &str, to: &str) -> bool {
    const SESSIONS: [&str; 15] = [
        "jsessionid",
        "phpsessid",
        "sessionid",
        "session_id",
        "session",
        "sessid",
        "sid",
        "cfid",
        "cftoken",
        "token",
        "ticket",
        "nonce",
        "auth",
        "cookieset",
        "error",
    ];
    let is_session = |name: &str| {
        let name = name.to_ascii_lowercase();
        SESSIONS.contains(&name.as_str()) || name.contains("sess")
    };
    // A value that nobody would write.
    let is_random = |value: &str| {
        value.len() >= 16
            && value.bytes().any(|byte| byte.is_ascii_digit())
            && value.bytes().filter(u8::is_ascii_alphabetic).count() >= 4
            && value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'='))
    };
    let names: Vec<&str> = parameters(from).map(|(name, ..)| name).collect();
    let mut new = parameters(to).filter(|(name, ..)| !names.contains(name));
    let in_path = |url: &str| {
        path(url).split(['/', ';']).skip(1).any(|part| {
            is_session(part.split('=').next().unwrap_or_default()) && part.contains('=')
                || part.starts_with("(S(")
        })
    };
    new.any(|(name, value, _)| is_session(name) || is_tracking(name) || is_random(value))
        || in_path(to) && !in_path(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_end_alike_ask_for_the_same() {
        for (one, other) in [
            ("http://a.test/2011/hip-pain.html", "https://a.test/articles/hip-pain"),
            ("http://a.test/old/hip-pain/", "https://a.test/new/hip-pain"),
            ("http://a.test/", "https://www.a.test/"),
            ("http://a.test/x?id=7", "https://a.test/x?id=7"),
            ("http://a.test/files/Guide.PDF", "http://a.test/library/guide.pdf"),
        ] {
            assert!(ends_alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("http://a.test/2011/hip-pain.html", "https://a.test/news"),
            ("http://a.test/old/index.html", "https://a.test/new/index.html"),
            ("http://a.test/x?id=7", "https://a.test/x"),
            ("http://a.test/article?id=7", "https://a.test/new/article?id=8"),
            ("http://a.test/a", "https://a.test/b/a"),
        ] {
            assert!(!ends_alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn sessions_and_traces_are_told_from_what_names_a_page() {
        let from = "http://a.test/a";
        for to in [
            "http://a.test/a2;jsessionid=9A8B7C",
            "http://a.test/a;JSESSIONID=9A8B7C?x=1",
            "http://a.test/a?PHPSESSID=1",
            "http://a.test/a?ASPSESSIONIDQACR=1",
            "http://a.test/a?sid=1",
            "http://a.test/(S(abc123))/a",
            "http://a.test/a?utm_source=x",
            "http://a.test/a?fbclid=x",
            "http://a.test/a?error=cookies_not_supported&code=5b6c7d8e-1111-2222",
            "http://a.test/a?k=9f8e7d6c5b4a39281706",
        ] {
            assert!(has_traces(from, to), "{to}");
        }
        for to in [
            "http://a.test/a2",
            "http://a.test/a?id=7",
            "http://a.test/session/2",
            "http://a.test/a?title=hip-pain-in-adults-explained",
        ] {
            assert!(!has_traces(from, to), "{to}");
        }
        assert!(!has_traces("http://a.test/a?sid=4", "http://a.test/b?sid=4"));
    }
}
