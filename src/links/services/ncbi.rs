//! NCBI: the records of PubMed, by their numbers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::client::{Fault, Service};
use super::escape::escape;
use super::json::{list, text, year};
use super::opinion::{Record, standing_of, worst};
use crate::doi;
use crate::lock::{Notice, Reason, Standing};

/// NCBI wants longer lists by POST.
pub(super) const BATCH: usize = 200;

/// What PubMed says of a number; `Ok(None)` where it has no such number.
pub(super) type Answer = Result<Option<Record>, Fault>;

/// Asks about numbers.
pub(super) async fn ask(
    service: &Service,
    numbers: &[String],
    mail: Option<&str>,
    key: Option<&str>,
) -> BTreeMap<String, Answer> {
    let mail = mail.map_or(String::new(), |mail| format!("&email={}", escape(mail)));
    let key = key.map_or(String::new(), |key| format!("&api_key={}", escape(key)));
    let ids = numbers.join(",");
    let path = format!("/esummary.fcgi?db=pubmed&id={ids}&retmode=json&tool=massage-kb{mail}{key}");
    let asked = service.json(&path).await;
    let answer = |number: &String| match &asked {
        Ok(answer) => of_number(service, answer, number),
        Err(fault) => Err(fault.clone()),
    };
    numbers.iter().map(|number| (number.clone(), answer(number))).collect()
}

fn of_number(service: &Service, answer: &Value, number: &str) -> Answer {
    let Some(item) = answer.get("result").and_then(|result| result.get(number)) else {
        let said = text(answer, "error").unwrap_or("the answer has no record of this number");
        let limit = said.to_lowercase().contains("rate limit");
        return Err(service.fault(if limit { Reason::TooManyRequests } else { Reason::BadAnswer }, said));
    };
    match text(item, "error") {
        Some(error) if error.to_lowercase().contains("cannot get document summary") => Ok(None),
        Some(error) => Err(service.fault(Reason::BadAnswer, error)),
        None if text(item, "uid").is_none() && text(item, "title").is_none() => {
            Err(service.fault(Reason::BadAnswer, "the record is empty"))
        }
        None => Ok(Some(record(item))),
    }
}

fn record(item: &Value) -> Record {
    let year = ["pubdate", "epubdate", "sortpubdate"].iter().find_map(|key| year(text(item, key)?));
    Record {
        // In brackets stands a translation, which the record of a work in another language need not have.
        title: text(item, "title").filter(|title| !title.starts_with('[')).map(str::to_owned),
        year,
        first_author: first_author(item),
        opinions: vec![worst("PubMed", notices(item))],
    }
}

/// The family name of the first author: `Wilke J` and `van der Berg AB` without their initials. Groups have none.
fn first_author(item: &Value) -> Option<String> {
    let first = list(item, "authors").first()?;
    if text(first, "authtype").is_some_and(|kind| !kind.eq_ignore_ascii_case("author")) {
        return None;
    }
    let mut words: Vec<&str> = text(first, "name")?.split_whitespace().collect();
    if words.len() > 2
        && words.last().is_some_and(|last| matches!(*last, "Jr" | "Sr" | "2nd" | "3rd" | "4th"))
    {
        words.pop();
    }
    let is_initials = |word: &&str| word.chars().count() <= 4 && !word.chars().any(char::is_lowercase);
    if words.len() > 1 && words.last().is_some_and(is_initials) {
        words.pop();
    }
    Some(words.join(" "))
}

fn notices(item: &Value) -> Vec<Notice> {
    let references = || list(item, "references").iter();
    let kind_of = |reference: &Value| text(reference, "reftype").unwrap_or_default().to_lowercase();
    let mut notices: Vec<Notice> = Vec::new();
    for reference in references() {
        // "Retraction in" leads from the work to the notice, "Retraction of" from the notice to the work.
        let kind = kind_of(reference);
        let Some(kind) = kind.strip_suffix(" in").filter(|kind| standing_of(kind) != Standing::Current)
        else {
            continue;
        };
        let source = text(reference, "refsource").unwrap_or_default();
        let doi = source.split("doi:").nth(1).and_then(|rest| rest.split_whitespace().next());
        let doi = doi.and_then(|doi| doi::bare(doi.trim_end_matches(['.', ';'])));
        let date = source.split(['.', ';', ' ']).find_map(|word| year(word).filter(|_| word.len() == 4));
        let date = date.map(|year| year.to_string());
        notices.push(Notice { kind: kind.replace(' ', "_"), doi, date, source: "pubmed".into() });
    }
    let is_told = |standing: Standing| notices.iter().any(|notice| standing_of(&notice.kind) == standing);
    let kinds = || list(item, "pubtype").iter().filter_map(Value::as_str);
    let mut marks = Vec::new();
    if kinds().any(|kind| kind.eq_ignore_ascii_case("Retracted Publication")) && !is_told(Standing::Retracted)
    {
        marks.push("retraction");
    }
    // The notice of a concern has this type too, and says for what it is one.
    let is_notice = references().any(|reference| kind_of(reference) == "expression of concern for");
    if kinds().any(|kind| kind.eq_ignore_ascii_case("Expression of Concern"))
        && !is_notice
        && !is_told(Standing::Concern)
    {
        marks.push("expression_of_concern");
    }
    let mark = |kind: &str| Notice { kind: kind.into(), source: "pubmed".into(), ..Notice::default() };
    notices.extend(marks.into_iter().map(mark));
    notices
}
