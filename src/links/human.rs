//! What a run found, for people: what is wrong, one reference after the other, and a table of the verdicts.

use std::fmt::{Display, Write};

use super::{ReferenceResult, Told};
use crate::count::count;
use crate::lock::{QuoteVerdict, Verdict};
use crate::visible::visible;

/// Writes the report. What stands is counted and not listed.
pub fn render(told: &Told) -> String {
    let mut text = String::new();
    for verdict in [
        Verdict::Retracted,
        Verdict::Broken,
        Verdict::Drifted,
        Verdict::Concern,
        Verdict::Corrected,
        Verdict::Suspect,
        Verdict::Moved,
        Verdict::Unverifiable,
        Verdict::Skipped,
    ] {
        let mut results = told.results.iter().filter(|result| result.verdict == verdict).peekable();
        if results.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "{verdict}: {}", meaning(verdict));
        for result in results {
            tell(&mut text, result);
        }
        text.push('\n');
    }
    mismatches(&mut text, told);
    table(&mut text, told);
    text
}

/// The identifiers under which the services know another work, whatever their verdict.
fn mismatches(text: &mut String, told: &Told) {
    let mut unlike =
        told.results.iter().filter_map(|result| Some((result, result.mismatch.as_ref()?))).peekable();
    if unlike.peek().is_none() {
        return;
    }
    let _ = writeln!(
        text,
        "mismatched: this identifier belongs to another work; look it up where the work is published"
    );
    for (result, mismatch) in unlike {
        let work = result.work.as_deref().unwrap_or_default();
        let _ = writeln!(text, "  {}  {}", visible(result.reference.as_str()), visible(work));
        let mut detail = |field: &str, record: &dyn Display, service: &dyn Display| {
            let line = format!("{field}: `{record}` in the record, `{service}` there");
            let _ = writeln!(text, "      {}", visible(line));
        };
        if let Some(title) = &mismatch.title {
            detail("title", &title.record, &title.service);
        }
        if let Some(year) = &mismatch.year {
            detail("year", &year.record, &year.service);
        }
        if let Some(author) = &mismatch.first_author {
            detail("first author", &author.record, &author.service);
        }
        if let Some(container) = &mismatch.container {
            detail("journal or book", &container.record, &container.service);
        }
        if let Some(notice) = &mismatch.notice {
            let _ =
                writeln!(text, "      {}", visible(format!("it is a notice or a comment there: `{notice}`")));
        }
    }
    text.push('\n');
}

fn tell(text: &mut String, result: &ReferenceResult) {
    let what = result.url.as_deref().or(result.work.as_deref()).unwrap_or_default();
    let reason = result.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    let _ = writeln!(text, "  {}  {}{reason}", visible(result.reference.as_str()), visible(what));
    let mut detail = |line: String| {
        let _ = writeln!(text, "      {}", visible(line));
    };
    if !result.evidence.is_empty() {
        detail(result.evidence.clone());
    }
    if let Some(notice) = &result.notice {
        let at = notice.doi.as_ref().map(|doi| format!(", https://doi.org/{doi}")).unwrap_or_default();
        let date = notice.date.as_ref().map(|date| format!(" of {date}")).unwrap_or_default();
        detail(format!("{}{date}, says {}{at}", notice.kind, notice.source));
    }
    if result.verdict == Verdict::Moved
        && let Some(url) = &result.final_url
    {
        detail(format!("now at {url}"));
    }
    for quote in result.quotes.iter().filter(|quote| !quote.verdict.is_found()) {
        match (quote.verdict, &quote.found_at, &quote.nearest) {
            (QuoteVerdict::Misattributed, Some(other), _) => {
                detail(format!("“{}” is on the page of `{other}`: cite that one", quote.quote));
            }
            (QuoteVerdict::Archived, Some(copy), _) => {
                detail(format!("“{}” is only in the archived copy {copy}", quote.quote));
            }
            (QuoteVerdict::Gone, _, Some(nearest)) => {
                detail(format!("“{}” is not there; the closest words are “{nearest}”", quote.quote));
            }
            (QuoteVerdict::Gone, ..) => detail(format!("“{}” is not there", quote.quote)),
            _ => {}
        }
    }
    if let Some(archive) = &result.archive
        && result.verdict == Verdict::Broken
    {
        detail(format!("an archived copy: {archive}"));
    }
}

fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "is there, and contains the quote",
        Verdict::Moved => "has a new permanent address; use it if it is the same page (`kb lint --fix`)",
        Verdict::Drifted => "is there, but no longer contains the quote; read it again",
        Verdict::Broken => "is gone; find its new address, or cite another source",
        Verdict::Suspect => "answers with success, but probably is not the page; look at it",
        Verdict::Retracted => "was retracted; no claim may rest on it",
        Verdict::Corrected => "was corrected; check whether the claim still holds",
        Verdict::Concern => "has an expression of concern from its publisher; say so, or cite another source",
        Verdict::Unverifiable => "cannot be checked from here; look at it yourself now and then",
        Verdict::Skipped => "was not checked",
    }
}

fn table(text: &mut String, told: &Told) {
    for verdict in Verdict::ALL {
        if let Some(number) = told.summary.get(&verdict) {
            let _ = writeln!(text, "{:>7}  {:<12}  {}", number, verdict.name(), meaning(verdict));
        }
    }
    let known = told.results.iter().filter(|result| result.from_lock).count();
    let _ = writeln!(
        text,
        "{}, {} from links.lock, {}",
        count(told.results.len(), "result"),
        known,
        count(usize::try_from(told.requests).unwrap_or(usize::MAX), "request")
    );
    if !told.complete {
        let _ = writeln!(text, "not complete; the next run checks the rest");
    }
}
