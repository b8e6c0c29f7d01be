//! NCBI: the records of PubMed, by their numbers and by DOIs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::ServiceSettings;
use super::client::{Fault, Service};
use super::escape::escape;
use super::json::{as_text, list, text, year};
use super::opinion::{Opinion, PUBMED, Record};
use crate::doi;
use crate::lock::{Notice, Reason, Standing, standing_of};
use crate::same_work::{COMMENT, is_withdrawn};

/// NCBI wants longer lists by POST.
pub(super) const BATCH: usize = 200;

/// What PubMed says of a number; `Ok(None)` where it has no such number.
pub(super) type Answer = Result<Option<Record>, Fault>;

/// So often numbers that an answer leaves out are asked for again.
const ROUNDS: usize = 3;

/// Asks about numbers.
pub(super) async fn ask(
    service: &Service,
    numbers: &[String],
    settings: &ServiceSettings,
) -> BTreeMap<String, Answer> {
    let summaries = summaries(service, numbers, settings).await;
    let answers = summaries
        .into_iter()
        .map(|(number, summary)| (number, summary.map(|item| item.as_ref().map(record))));
    answers.collect()
}

/// The records of the works with these DOIs, as far as PubMed has them.
pub(super) async fn ask_by_doi(
    service: &Service,
    dois: &[String],
    settings: &ServiceSettings,
) -> Result<BTreeMap<String, Record>, Fault> {
    let sound = dois.iter().filter(|doi| !doi.contains('"'));
    let terms: Vec<String> = sound.map(|doi| format!("%22{}%22%5Bdoi%5D", escape(doi))).collect();
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    if terms.is_empty() {
        return Ok(records);
    }
    let path = format!(
        "/esearch.fcgi?db=pubmed&term={}&retmax={}&retmode=json{}",
        terms.join("+OR+"),
        2 * terms.len(),
        who(settings)
    );
    let answer = service.json(&path).await?;
    let Some(found) = answer.get("esearchresult").filter(|result| result.get("idlist").is_some()) else {
        return Err(service.misshapen("the answer has no list of numbers"));
    };
    let numbers: Vec<String> = list(found, "idlist")
        .iter()
        .filter_map(as_text)
        .filter(|id| is_number(id))
        .map(str::to_owned)
        .collect();
    if numbers.is_empty() {
        return Ok(records);
    }
    for (_, summary) in summaries(service, &numbers, settings).await {
        let Some(item) = summary? else { continue };
        // What a search finds need not be what was meant.
        if let Some(doi) = own_doi(&item).filter(|doi| dois.contains(doi)) {
            records.entry(doi).or_default().join(record(&item));
        }
    }
    Ok(records)
}

/// The DOI that a summary has of its own work.
fn own_doi(item: &Value) -> Option<String> {
    let ids = list(item, "articleids").iter();
    let mut dois = ids.filter(|id| text(id, "idtype") == Some("doi")).filter_map(|id| text(id, "value"));
    dois.next().or_else(|| text(item, "elocationid")).and_then(doi::bare)
}

type Summary = Result<Option<Value>, Fault>;

/// The summaries of numbers; `Ok(None)` where there is no such number.
async fn summaries(
    service: &Service,
    numbers: &[String],
    settings: &ServiceSettings,
) -> BTreeMap<String, Summary> {
    let mut answers = BTreeMap::new();
    let mut left: BTreeSet<String> = numbers.iter().cloned().collect();
    // One number that is none may spoil the answers of the others, and some answers come short.
    for _ in 0..ROUNDS {
        if left.is_empty() {
            break;
        }
        let ids = left.iter().map(String::as_str).collect::<Vec<_>>().join(",");
        let path = format!("/esummary.fcgi?db=pubmed&id={ids}&retmode=json{}", who(settings));
        let told: BTreeMap<String, Summary> = match service.json(&path).await {
            Ok(answer) => {
                let own = |number: &String| {
                    Some((number.clone(), of_number(service, &answer, number, left.len())?))
                };
                left.iter().filter_map(own).collect()
            }
            Err(fault) => left.iter().map(|number| (number.clone(), Err(fault.clone()))).collect(),
        };
        left.retain(|number| !told.contains_key(number));
        if told.is_empty() {
            break;
        }
        answers.extend(told);
    }
    if !left.is_empty() {
        let fault = service.misshapen("the answer has no record of this number");
        answers.extend(left.into_iter().map(|number| (number, Err(fault.clone()))));
    }
    answers
}

/// What an answer to a question for `count` numbers says of one of them; `None` where it says nothing.
fn of_number(service: &Service, answer: &Value, number: &str, count: usize) -> Option<Summary> {
    let Some(item) = answer.get("result").and_then(|result| result.get(number)) else {
        let invalid = list(answer, "esummaryresult").iter().filter_map(as_text);
        let mut invalid = invalid.filter(|said| said.to_lowercase().contains("invalid uid"));
        if invalid.any(|said| {
            count == 1 || said.split(|letter: char| !letter.is_ascii_digit()).any(|word| word == number)
        }) {
            return Some(Ok(None));
        }
        let said = text(answer, "error")?;
        let is_limit = said.to_lowercase().contains("rate limit");
        return Some(Err(
            service.fault(if is_limit { Reason::TooManyRequests } else { Reason::BadAnswer }, said)
        ));
    };
    Some(match text(item, "error") {
        Some(error) if error.to_lowercase().contains("cannot get document summary") => Ok(None),
        Some(error) => Err(service.fault(Reason::BadAnswer, error)),
        None if text(item, "uid").is_none() && text(item, "title").is_none() => {
            Err(service.fault(Reason::BadAnswer, "the record is empty"))
        }
        None => Ok(Some(item.clone())),
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What NCBI wants to know of who asks.
fn who(settings: &ServiceSettings) -> String {
    let mail = settings.mail().map_or(String::new(), |mail| format!("&email={}", escape(mail)));
    let key =
        settings.ncbi_api_key.as_deref().map_or(String::new(), |key| format!("&api_key={}", escape(key)));
    format!("&tool=massage-kb{mail}{key}")
}

fn record(item: &Value) -> Record {
    let mut years: Vec<i32> =
        ["pubdate", "epubdate", "sortpubdate"].iter().filter_map(|key| year(text(item, key)?)).collect();
    years.dedup();
    let title = text(item, "title").map(str::to_owned);
    let containers = ["fulljournalname", "booktitle", "source"].iter().filter_map(|key| text(item, key));
    Record {
        other_titles: text(item, "vernaculartitle").map(str::to_owned).into_iter().collect(),
        year: years.first().copied(),
        other_years: years.into_iter().skip(1).collect(),
        first_author: first_author(item),
        containers: containers.map(str::to_owned).collect(),
        notice_of: notice_of(item),
        opinions: vec![Opinion { service: PUBMED, notices: notices(item, title.as_deref()) }],
        title,
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

/// The kinds of a summary's ties to other records, in small letters: `retraction in`, `comment on`.
fn ties(item: &Value) -> impl Iterator<Item = (String, &Value)> {
    let ties = list(item, "references").iter();
    ties.filter_map(|tie| Some((text(tie, "reftype")?.to_lowercase(), tie)))
}

fn has_type(item: &Value, names: &[&str]) -> bool {
    let mut kinds = list(item, "pubtype").iter().filter_map(as_text);
    kinds.any(|kind| names.iter().any(|name| kind.eq_ignore_ascii_case(name)))
}

/// A tie of this kind, which is `kind` for the lock.
fn notice(kind: &str, tie: &Value) -> Notice {
    let source = text(tie, "refsource").unwrap_or_default();
    let doi = source.split("doi:").nth(1).and_then(|rest| rest.split_whitespace().next());
    let doi = doi.and_then(|doi| doi::bare(doi.trim_end_matches(['.', ';'])));
    let date = source.split(['.', ';', ' ']).find_map(|word| year(word).filter(|_| word.len() == 4));
    let date = date.map(|year| year.to_string());
    Notice { kind: kind.replace(' ', "_"), doi, date, source: PUBMED.into() }
}

fn mark(kind: &str) -> Notice {
    Notice { kind: kind.into(), source: PUBMED.into(), ..Notice::default() }
}

/// "Retraction in" leads from the work to the notice, "Retraction of" from the notice to the work.
fn notices(item: &Value, title: Option<&str>) -> Vec<Notice> {
    let mut notices: Vec<Notice> = ties(item)
        .filter_map(|(kind, tie)| {
            let kind = kind.strip_suffix(" in").filter(|kind| standing_of(kind) != Standing::Current)?;
            Some(notice(kind, tie))
        })
        .collect();
    let is_notice = notice_of(item).is_some_and(|notice| notice.kind != COMMENT);
    if let Some(notice) = notice_of(item).filter(|notice| standing_of(&notice.kind) == Standing::Retracted) {
        // Who cites a notice of retraction for the work cites what was retracted.
        notices.push(Notice { doi: own_doi(item), ..notice });
    }
    let is_told =
        |notices: &[Notice], standing| notices.iter().any(|notice| standing_of(&notice.kind) == standing);
    let is_marked = has_type(item, &["Retracted Publication"]) || title.is_some_and(is_withdrawn);
    if is_marked && !is_told(&notices, Standing::Retracted) {
        notices.push(mark("retraction"));
    }
    // The notice of a concern has this type too, and says for what it is one.
    if has_type(item, &["Expression of Concern"]) && !is_notice && !is_told(&notices, Standing::Concern) {
        notices.push(mark("expression_of_concern"));
    }
    notices
}

/// What the record is a notice of, or a comment on. What was republished is a work of its own.
fn notice_of(item: &Value) -> Option<Notice> {
    let told = ties(item).filter_map(|(kind, tie)| {
        let kind = kind.strip_suffix(" of").or_else(|| kind.strip_suffix(" for"))?;
        (standing_of(kind) != Standing::Current).then(|| notice(kind, tie))
    });
    let by_type = || {
        let retraction = has_type(item, &["Retraction of Publication", "Retraction Notice"]);
        let erratum = has_type(item, &["Published Erratum"]);
        retraction.then(|| mark("retraction")).or_else(|| erratum.then(|| mark("erratum")))
    };
    let comment = || {
        let is_tied = ties(item).any(|(kind, _)| kind == "comment on");
        (is_tied || has_type(item, &["Comment"])).then(|| mark(COMMENT))
    };
    told.max_by_key(|notice| standing_of(&notice.kind)).or_else(by_type).or_else(comment)
}
