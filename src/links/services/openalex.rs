//! OpenAlex: what it knows of works by their DOIs, and whether they were retracted.

use std::collections::BTreeMap;

use serde_json::Value;

use super::client::{Fault, Service};
use super::escape::escape;
use super::json::text;
use super::opinion::{OPENALEX, Opinion, Record};
use crate::doi;
use crate::lock::Notice;
use crate::same_work;

/// What OpenAlex says of DOIs, not more than one filter takes; those that it does not know, or that cannot stand in a filter, are left out.
pub(super) async fn ask(
    service: &Service,
    dois: &[String],
    mail: Option<&str>,
) -> Result<BTreeMap<String, Record>, Fault> {
    let asked: Vec<String> =
        dois.iter().filter(|doi| !doi.contains([',', '|'])).map(|doi| escape(doi)).collect();
    if asked.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mail = mail.map_or(String::new(), |mail| format!("&mailto={}", escape(mail)));
    let (filter, count) = (asked.join("|"), asked.len());
    let path = format!(
        "/works?filter=doi:{filter}&select=doi,is_retracted,title,publication_year&per-page={count}{mail}"
    );
    let answer = service.json(&path).await?;
    let Some(results) = answer.get("results").and_then(Value::as_array) else {
        return Err(service.misshapen("the answer has no list of works"));
    };
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for item in results {
        let Some(doi) = text(item, "doi").and_then(doi::bare) else { continue };
        // It has some works twice.
        records.entry(doi).or_default().join(record(item));
    }
    Ok(records)
}

fn record(item: &Value) -> Record {
    let notice = Notice { kind: "retraction".into(), source: OPENALEX.into(), ..Notice::default() };
    // It keeps the title under which a publisher marked the work, also where its own mark is missing.
    let is_marked = text(item, "title").is_some_and(same_work::is_withdrawn);
    let is_retracted = item.get("is_retracted").and_then(Value::as_bool);
    let opinion = is_retracted.map(|is| is || is_marked).or(is_marked.then_some(true)).map(|is_retracted| {
        Opinion { service: OPENALEX, notices: if is_retracted { vec![notice] } else { Vec::new() } }
    });
    let year = item.get("publication_year").and_then(Value::as_i64);
    Record {
        title: text(item, "title").map(str::to_owned),
        year: year.and_then(|year| i32::try_from(year).ok()),
        opinions: opinion.into_iter().collect(),
        ..Record::default()
    }
}
