//! A source that nobody has asked, or that gave no answer.

use std::collections::HashSet;

use super::super::enumerate::join;
use super::super::sources::cited::each_list;
use super::super::sources::linked::{lock, references, works};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::lock::{Lock, PageEntry, QuoteVerdict, Verdict, WorkEntry};
use crate::model::Reference;

pub(super) static RULE: Rule = Rule {
    name: "unchecked-link",
    group: Group::Links,
    level: Level::Info,
    summary: "a reference or quote that links.lock does not mention, or that could not be checked",
    why: "if nobody looked, nobody knows: the absence of a finding does not mean that the source is still there",
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
URL: https://example.org/trial-2020-report # <-- here
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
URL: https://example.org/trial-2020-report
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
{"url":"https://example.org/trial-2020-report","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    if context.lock.is_some_and(|file| !file.problems.is_empty()) {
        // What seems not to be there may stand in a line that cannot be read.
        findings.not_run("links.lock is damaged");
        return;
    }
    let base = &context.corpus.base;
    let mut told: HashSet<&str> = HashSet::new();
    for (file, reference) in references(base) {
        if let Some((field, message, help)) = unknown(reference, lock) {
            told.insert(reference.id.as_str());
            findings.report(Finding::new(file, Place::value(format!("/{field}")), message).help(help));
        }
    }
    each_list(base, |list| {
        for (index, citation) in list.citations.iter().enumerate() {
            let Some(quote) = &citation.quote else { continue };
            let own = base.references.any(&citation.reference).and_then(|reference| reference.url.as_deref());
            let other = citation.quote_url.as_deref().filter(|url| Some(*url) != own);
            let Some(url) = other.or(own) else { continue };
            if other.is_none() && told.contains(citation.reference.as_str()) {
                continue;
            }
            let page = lock.pages.get(url);
            let message = match page {
                None => "the page of this quote has not been checked yet".to_owned(),
                Some(page) => match unfound(page, quote) {
                    Some(message) => message,
                    None => continue,
                },
            };
            let help = match page {
                Some(page) if page.verdict == Verdict::Unverifiable => {
                    "open the page yourself and look for the quote"
                }
                _ => "run `kb links`",
            };
            let place = Place::value(format!("{}/{index}/quote", list.pointer));
            findings.report(Finding::new(list.file, place, message).help(help));
        }
    });
}

/// What nobody knows of a quote on a page that was asked for; nothing where it is found, or another rule tells of it.
fn unfound(page: &PageEntry, quote: &str) -> Option<String> {
    if matches!(page.verdict, Verdict::Broken | Verdict::Suspect) {
        return None;
    }
    let entry = page.quotes.iter().find(|entry| entry.quote == quote);
    let is_known = !is_uncertain(page.verdict);
    match entry.map(|entry| entry.verdict) {
        Some(verdict) if verdict.is_found() => None,
        Some(QuoteVerdict::Unverifiable) => Some(format!("the quote could not be checked{}", because(page))),
        Some(_) if is_known => None,
        Some(_) => Some(format!(
            "the quote was not found on {}; if it is missing again some days later, it counts as drifted",
            page.checked_at.strftime("%F")
        )),
        None if is_known => Some("this quote has not been checked yet".to_owned()),
        None => Some(format!("the quote could not be checked{}", because(page))),
    }
}

fn is_uncertain(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Unverifiable | Verdict::Skipped)
}

/// What nobody knows of a reference: the field, the message and what to do.
fn unknown(reference: &Reference, lock: &Lock) -> Option<(&'static str, String, &'static str)> {
    let page = reference.url.as_deref().map(|url| lock.pages.get(url));
    let identifiers: Vec<_> = works(reference).map(|(field, work)| (field, lock.works.get(&work))).collect();
    let mut missing: Vec<(&'static str, String)> = Vec::new();
    if page == Some(None) {
        missing.push(("URL", "its page".to_owned()));
    }
    // A work that is known by one of its identifiers is known.
    if identifiers.iter().all(|(_, entry)| entry.is_none()) {
        missing.extend(identifiers.iter().map(|(field, _)| (*field, format!("its {field}"))));
    }
    if let Some((field, _)) = missing.first() {
        let names: Vec<&str> = missing.iter().map(|(_, name)| name.as_str()).collect();
        let message =
            format!("`{}` has not been checked yet: links.lock lacks {}", reference.id, join(&names, "and"));
        return Some((*field, message, "run `kb links`"));
    }
    // A page that was there is told of with its quotes, where it has any, and one that has failed only now when it fails again.
    let is_untold = |page: &&PageEntry| page.last_ok.is_none() || page.quotes.is_empty() && page.fails == 0;
    if let Some(page) = page.flatten().filter(|page| is_uncertain(page.verdict)).filter(is_untold) {
        let last =
            page.last_ok.map_or(String::new(), |last| format!("; it was there on {}", last.strftime("%F")));
        let message = format!(
            "it could not be checked whether the page of `{}` is still there{}{last}",
            reference.id,
            because(page)
        );
        return Some(("URL", message, "open it yourself; `kb links` checks it again when it is due"));
    }
    // One service that answers is enough.
    let entries = || identifiers.iter().filter_map(|(field, entry)| Some((*field, (*entry)?)));
    let is_described =
        |entry: &WorkEntry| entry.title.is_some() || entry.year.is_some() || entry.first_author.is_some();
    let knows = |entry: &WorkEntry| {
        let told = entry.verdict != Verdict::Ok || is_described(entry);
        entry.standing.is_some() || !is_uncertain(entry.verdict) && told
    };
    if entries().any(|(_, entry)| knows(entry)) {
        return None;
    }
    if let Some((field, _)) = entries().find(|(_, entry)| !is_uncertain(entry.verdict)) {
        let message = format!(
            "the {field} of `{}` is valid, but no service knows the work: nobody could tell whether it was retracted",
            reference.id
        );
        return Some((field, message, "look for a notice of retraction on the page of its publisher"));
    }
    let (field, _) = entries().next()?;
    let message = format!("no service could tell whether the {field} of `{}` is still valid", reference.id);
    Some((field, message, "run `kb links` again in a few days"))
}

fn because(page: &PageEntry) -> String {
    page.reason.map_or(String::new(), |reason| format!(": `{reason}`"))
}
