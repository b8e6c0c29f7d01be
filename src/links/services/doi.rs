//! doi.org: whether anybody registered a DOI, with whatever agency, and whether it is another name of a DOI.

use serde_json::Value;

use super::client::{Fault, Service};
use super::escape::doi_path;
use super::json::{list, text};
use crate::doi;
use crate::lock::Reason;

/// The handle system's codes.
const FOUND: u64 = 1;
const NOT_FOUND: u64 = 100;
/// The handle is there, and has no value of the kind that was asked for.
const NO_VALUES: u64 = 200;

/// What a DOI is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Handle {
    Registered,
    /// Another name of this DOI.
    Alias(String),
    /// It leads to a page that says that it was deleted.
    Deleted(String),
    Missing,
}

/// What `doi` is. Only the handle system's own word for "no such handle" is believed, not a bare 404.
pub(super) async fn look_up(service: &Service, doi: &str) -> Result<Handle, Fault> {
    let asked = ask(service, doi).await;
    if asked.is_err() {
        service.failures.set(service.failures.get() + 1);
    }
    asked
}

async fn ask(service: &Service, doi: &str) -> Result<Handle, Fault> {
    let reply = service.reply(&format!("/api/handles/{}?type=URL", doi_path(doi))).await?;
    if !matches!(reply.status, 200..=299 | 404) {
        return Err(service.refused(&reply));
    }
    let answer = service.parse(&reply)?;
    match answer.get("responseCode").and_then(Value::as_u64) {
        Some(FOUND) if reply.status != 404 => Ok(registered(doi, &answer)),
        Some(NO_VALUES) => Ok(Handle::Registered),
        Some(NOT_FOUND) => Ok(Handle::Missing),
        Some(code) => Err(service.fault(Reason::BadAnswer, format_args!("response code {code}"))),
        None => Err(service.fault(Reason::BadAnswer, "the answer has no response code")),
    }
}

/// What the values of a handle make of it.
fn registered(doi: &str, answer: &Value) -> Handle {
    for value in list(answer, "values") {
        let data = value.get("data").and_then(|data| text(data, "value").or_else(|| data.as_str()));
        let (Some(kind), Some(data)) = (text(value, "type"), data) else { continue };
        let lower = data.to_lowercase();
        if lower.contains("_deleted-doi") || lower.contains("/deleted_doi") || lower.contains("/deleteddoi") {
            return Handle::Deleted(data.to_owned());
        }
        let is_name = kind.eq_ignore_ascii_case("HS_ALIAS") || is_resolver(&lower);
        if let Some(prime) = doi::bare(data).filter(|prime| is_name && prime != doi) {
            return Handle::Alias(prime);
        }
    }
    Handle::Registered
}

fn is_resolver(url: &str) -> bool {
    let host = url.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
    matches!(host, "doi.org" | "www.doi.org" | "dx.doi.org")
}
