//! OpenAlex: the third opinion on whether a work was retracted.

use std::collections::BTreeMap;

use serde_json::Value;

use super::client::{Fault, Service};
use super::escape::escape;
use super::json::text;
use super::opinion::{Opinion, worst};
use crate::doi;
use crate::lock::Notice;

/// As many values as one filter takes.
pub(super) const BATCH: usize = 50;

/// What OpenAlex says of DOIs; those that it does not know, or that cannot stand in a filter, are left out.
pub(super) async fn ask(
    service: &Service,
    dois: &[String],
    mail: Option<&str>,
) -> Result<BTreeMap<String, Opinion>, Fault> {
    let asked: Vec<String> =
        dois.iter().filter(|doi| !doi.contains([',', '|'])).map(|doi| escape(doi)).collect();
    if asked.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mail = mail.map_or(String::new(), |mail| format!("&mailto={}", escape(mail)));
    let (filter, count) = (asked.join("|"), asked.len());
    let path = format!("/works?filter=doi:{filter}&select=doi,is_retracted&per-page={count}{mail}");
    let answer = service.json(&path).await?;
    let Some(results) = answer.get("results").and_then(Value::as_array) else {
        return Err(service.misshapen("the answer has no list of works"));
    };
    let opinion = |item: &Value| {
        let doi = doi::bare(text(item, "doi")?)?;
        let notice = Notice { kind: "retraction".into(), source: "openalex".into(), ..Notice::default() };
        Some(match item.get("is_retracted")?.as_bool()? {
            true => (doi, worst("OpenAlex", vec![notice])),
            false => {
                let opinion = worst("OpenAlex", Vec::new());
                (doi, Opinion { evidence: "OpenAlex: not retracted".into(), ..opinion })
            }
        })
    };
    Ok(results.iter().filter_map(opinion).collect())
}
