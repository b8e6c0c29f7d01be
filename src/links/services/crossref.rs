//! Crossref: the records of works with a DOI of Crossref's, and the notices about them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::client::{Fault, Service};
use super::escape::{doi_path, escape};
use super::json::{as_text, date, list, text};
use super::opinion::{Opinion, Record, standing_of, worst};
use crate::doi;
use crate::lock::{Notice, Standing};

/// More in one question makes addresses that servers refuse.
const BATCH: usize = 50;
const LONGEST_FILTER: usize = 4000;
const FIELDS: &str = "DOI,title,subtitle,author,issued,updated-by";

/// What Crossref says of a DOI; `Ok(None)` where it has no such DOI.
pub(super) type Answer = Result<Option<Record>, Fault>;

/// Splits DOIs into questions. A comma cannot be escaped in a filter, so such DOIs are asked alone.
pub(super) fn batches(dois: &[String]) -> Vec<Vec<String>> {
    let mut batches: Vec<Vec<String>> = Vec::new();
    let mut length = 0;
    let (alone, together): (Vec<_>, Vec<_>) = dois.iter().partition(|doi| doi.contains(','));
    for doi in together {
        let own = escape(doi).len() + 5;
        match batches.last_mut().filter(|batch| batch.len() < BATCH && length + own <= LONGEST_FILTER) {
            Some(batch) => {
                batch.push(doi.clone());
                length += own;
            }
            None => {
                batches.push(vec![doi.clone()]);
                length = own;
            }
        }
    }
    batches.extend(alone.into_iter().map(|doi| vec![doi.clone()]));
    batches
}

/// Asks about the DOIs of one batch, all in small letters.
pub(super) async fn ask(service: &Service, dois: &[String], mail: Option<&str>) -> BTreeMap<String, Answer> {
    if let [doi] = dois
        && doi.contains(',')
    {
        return BTreeMap::from([(doi.clone(), ask_alone(service, doi, mail).await)]);
    }
    match ask_together(service, dois, mail).await {
        Ok((records, is_whole)) => {
            let mut answers = BTreeMap::new();
            for doi in dois {
                let answer = match records.get(doi) {
                    Some(record) => Ok(Some(record.clone())),
                    None if is_whole => Ok(None),
                    None => ask_alone(service, doi, mail).await,
                };
                answers.insert(doi.clone(), answer);
            }
            answers
        }
        // One odd DOI spoils a whole question.
        Err(fault) if matches!(fault.status, Some(400 | 404 | 414)) => {
            let mut answers = BTreeMap::new();
            for doi in dois {
                answers.insert(doi.clone(), ask_alone(service, doi, mail).await);
            }
            answers
        }
        Err(fault) => dois.iter().map(|doi| (doi.clone(), Err(fault.clone()))).collect(),
    }
}

async fn ask_together(
    service: &Service,
    dois: &[String],
    mail: Option<&str>,
) -> Result<(BTreeMap<String, Record>, bool), Fault> {
    let filter: Vec<String> = dois.iter().map(|doi| format!("doi:{}", escape(doi))).collect();
    let mail = mail.map_or(String::new(), |mail| format!("&mailto={}", escape(mail)));
    let path = format!("/works?filter={}&rows={}&select={FIELDS}{mail}", filter.join(","), dois.len());
    let answer = service.json(&path).await?;
    let message = answer.get("message");
    let Some(items) = message.and_then(|message| message.get("items")).and_then(Value::as_array) else {
        return Err(service.misshapen("the answer has no list of works"));
    };
    let total = message.and_then(|message| message.get("total-results")).and_then(Value::as_u64);
    let is_whole = total.is_none_or(|total| total <= u64::try_from(items.len()).unwrap_or(u64::MAX));
    let records =
        items.iter().filter_map(|item| Some((doi::bare(text(item, "DOI")?)?, record(item)))).collect();
    Ok((records, is_whole))
}

async fn ask_alone(service: &Service, doi: &str, mail: Option<&str>) -> Answer {
    let mail = mail.map_or(String::new(), |mail| format!("?mailto={}", escape(mail)));
    match service.json(&format!("/works/{}{mail}", doi_path(doi))).await {
        Ok(answer) => match answer.get("message").filter(|message| text(message, "DOI").is_some()) {
            Some(message) => Ok(Some(record(message))),
            None => Err(service.misshapen("the answer has no work")),
        },
        Err(fault) if fault.status == Some(404) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn record(item: &Value) -> Record {
    let title = list(item, "title").first().and_then(as_text).map(str::to_owned);
    let subtitle = list(item, "subtitle").first().and_then(as_text);
    let whole = match (title, subtitle) {
        (Some(title), Some(subtitle)) if !title.to_lowercase().contains(&subtitle.to_lowercase()) => {
            Some(format!("{title}: {subtitle}"))
        }
        (title, _) => title,
    };
    let year = ["issued", "published"].iter().find_map(|key| date(item.get(*key)?));
    Record {
        year: year.and_then(|date| super::json::year(&date)),
        first_author: first_author(list(item, "author")),
        opinions: vec![opinion(item, whole.as_deref())],
        title: whole,
    }
}

/// The family name of the author who is said to be the first, or who stands first. Organisations have none.
fn first_author(authors: &[Value]) -> Option<String> {
    let first = authors.iter().find(|author| text(author, "sequence") == Some("first"));
    text(first.or(authors.first())?, "family").map(str::to_owned)
}

fn opinion(item: &Value, title: Option<&str>) -> Opinion {
    let notices = list(item, "updated-by").iter().filter_map(|update| {
        let kind = text(update, "type").or_else(|| text(update, "label"))?.to_owned();
        let doi = text(update, "DOI").and_then(doi::bare);
        let date = update.get("updated").and_then(date);
        Some(Notice { kind, doi, date, source: text(update, "source").unwrap_or("publisher").to_owned() })
    });
    let mut notices: Vec<Notice> = notices.collect();
    let is_told = notices.iter().any(|notice| standing_of(&notice.kind) == Standing::Retracted);
    // Some publishers only change the title, in capital letters; the notice itself has "Retraction:".
    if !is_told && title.is_some_and(|title| title.trim_start_matches(['[', ' ']).starts_with("RETRACTED")) {
        notices.push(Notice { kind: "retraction".into(), source: "publisher".into(), ..Notice::default() });
    }
    worst("Crossref", notices)
}
