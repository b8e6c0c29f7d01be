//! Crossref: the records of works with a DOI of Crossref's, and the notices about them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::client::{Fault, Service};
use super::escape::{doi_path, escape};
use super::json::{as_text, date, list, text, year};
use super::opinion::{CROSSREF, Opinion, Record};
use crate::doi;
use crate::lock::{Notice, Standing, standing_of};
use crate::same_work::{COMMENT, is_withdrawn};

/// More in one question makes addresses that servers refuse.
const BATCH: usize = 50;
const LONGEST_FILTER: usize = 4000;
const FIELDS: &str = "DOI,title,subtitle,original-title,author,issued,published,published-print,published-online,container-title,\
    short-container-title,update-to,updated-by,relation";

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
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for item in items {
        for doi in names(item) {
            // Of two answers on one work the worse counts.
            match records.get_mut(&doi) {
                Some(known) => known.join(record(item)),
                None => drop(records.insert(doi, record(item))),
            }
        }
    }
    Ok((records, is_whole))
}

/// Asks about one DOI by itself.
pub(super) async fn ask_alone(service: &Service, doi: &str, mail: Option<&str>) -> Answer {
    let mail = mail.map_or(String::new(), |mail| format!("?mailto={}", escape(mail)));
    let Some(answer) = service.json_if_found(&format!("/works/{}{mail}", doi_path(doi))).await? else {
        return Ok(None);
    };
    match answer.get("message").filter(|message| text(message, "DOI").is_some()) {
        Some(message) if names(message).any(|name| name == doi) => Ok(Some(record(message))),
        Some(_) => Err(service.misshapen("the answer is about another DOI")),
        None => Err(service.misshapen("the answer has no work")),
    }
}

/// The DOI of an item, and its other names.
fn names(item: &Value) -> impl Iterator<Item = String> {
    let aliases = list(item, "aliases").iter().filter_map(as_text);
    text(item, "DOI").into_iter().chain(aliases).filter_map(doi::bare)
}

fn record(item: &Value) -> Record {
    let mut titles = list(item, "title").iter().filter_map(as_text).map(str::to_owned);
    let title = titles.next();
    let subtitle = list(item, "subtitle").first().and_then(as_text);
    let whole = match (&title, subtitle) {
        (Some(title), Some(subtitle)) if !title.to_lowercase().contains(&subtitle.to_lowercase()) => {
            Some(format!("{title}: {subtitle}"))
        }
        _ => title,
    };
    let mut other_titles: Vec<String> = titles.collect();
    other_titles.extend(texts(item, "original-title"));
    other_titles.retain(|other| Some(other) != whole.as_ref());
    let mut years: Vec<i32> = ["issued", "published", "published-print", "published-online"]
        .iter()
        .filter_map(|key| year(&date(item.get(*key)?)?))
        .collect();
    let mut seen = Vec::new();
    years.retain(|year| {
        !seen.contains(year) && {
            seen.push(*year);
            true
        }
    });
    let mut containers: Vec<String> = texts(item, "container-title").collect();
    containers.extend(texts(item, "short-container-title"));
    containers.dedup();
    Record {
        year: years.first().copied(),
        other_years: years.into_iter().skip(1).collect(),
        first_author: first_author(list(item, "author")),
        notice_of: notice_of(item),
        opinions: vec![Opinion { service: CROSSREF, notices: notices(item, whole.as_deref()) }],
        title: whole,
        other_titles,
        containers,
    }
}

fn texts(item: &Value, key: &str) -> impl Iterator<Item = String> {
    list(item, key).iter().filter_map(as_text).map(str::to_owned)
}

/// The family name of the author who is said to be the first, or who stands first. Organisations have none.
fn first_author(authors: &[Value]) -> Option<String> {
    let first = authors.iter().find(|author| text(author, "sequence") == Some("first"));
    text(first.or(authors.first())?, "family").map(str::to_owned)
}

/// An update as a notice. Some have an odd type and a label that says more.
fn update(update: &Value) -> Option<Notice> {
    let (kind, label) = (text(update, "type"), text(update, "label"));
    let kind = kind.into_iter().chain(label).rev().max_by_key(|kind| standing_of(kind))?.to_owned();
    let doi = text(update, "DOI").and_then(doi::bare);
    let date = update.get("updated").and_then(date);
    Some(Notice { kind, doi, date, source: text(update, "source").unwrap_or("publisher").to_owned() })
}

/// What was published about the work, by others or in its own place.
fn notices(item: &Value, title: Option<&str>) -> Vec<Notice> {
    let own = text(item, "DOI").and_then(doi::bare);
    let in_place = list(item, "update-to").iter().filter_map(update).filter(|update| update.doi == own);
    let by_others = list(item, "updated-by").iter().filter_map(update);
    let mut notices: Vec<Notice> = by_others.chain(in_place).chain(related(item, Way::ToThis)).collect();
    if let Some(notice) = notice_of(item).filter(|notice| standing_of(&notice.kind) == Standing::Retracted) {
        // Who cites a notice of retraction for the work cites what was retracted.
        notices.push(Notice { doi: own, ..notice });
    }
    let is_told = notices.iter().any(|notice| standing_of(&notice.kind) == Standing::Retracted);
    // Some publishers only change the title.
    if !is_told && title.is_some_and(is_withdrawn) {
        notices.push(Notice { kind: "retraction".into(), source: "publisher".into(), ..Notice::default() });
    }
    notices
}

/// What the item is a notice of. A new version of a work is none.
fn notice_of(item: &Value) -> Option<Notice> {
    let own = text(item, "DOI").and_then(doi::bare);
    let updates = list(item, "update-to").iter().filter_map(update);
    let notices = updates.filter(|update| update.doi != own && standing_of(&update.kind) > Standing::Current);
    notices
        .chain(related(item, Way::ToOther))
        .max_by_key(|notice| standing_of(&notice.kind))
        .or_else(|| comment_on(item))
}

/// Whether a relation says something of this item, or of the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    ToThis,
    ToOther,
}

/// The relations that tell of a notice: `is-retracted-by`, `has-correction`; `is-retraction-of`.
fn related(item: &Value, way: Way) -> impl Iterator<Item = Notice> {
    let relations = item.get("relation").and_then(Value::as_object).into_iter().flatten();
    relations.filter_map(move |(name, _)| {
        let says = match () {
            () if name.starts_with("has-") || name.ends_with("-by") => Way::ToThis,
            () if ["-of", "-to", "-for", "-on"].iter().any(|end| name.ends_with(end)) => Way::ToOther,
            () => return None,
        };
        let target = item.get("relation").and_then(|relations| list(relations, name).first())?;
        let doi = text(target, "id").and_then(doi::bare);
        let is_notice = says == way && standing_of(name) > Standing::Current;
        is_notice.then(|| Notice { kind: name.clone(), doi, date: None, source: "publisher".into() })
    })
}

/// What the item comments on, replies to or reviews, as its relations say.
fn comment_on(item: &Value) -> Option<Notice> {
    const RELATIONS: [&str; 3] = ["is-comment-on", "is-reply-to", "is-review-of"];
    let relations = item.get("relation")?;
    let target = RELATIONS.iter().find_map(|name| list(relations, name).first())?;
    let doi = text(target, "id").and_then(doi::bare);
    Some(Notice { kind: COMMENT.into(), doi, date: None, source: "publisher".into() })
}
