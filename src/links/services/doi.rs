//! doi.org: whether anybody registered a DOI, with whatever agency.

use serde_json::Value;

use super::client::{Fault, Service};
use super::escape::doi_path;
use crate::lock::Reason;

/// The handle system's codes.
const FOUND: u64 = 1;
const NOT_FOUND: u64 = 100;

/// Whether `doi` exists. Only the handle system's own word for "no such handle" is believed, not a bare 404.
pub(super) async fn exists(service: &Service, doi: &str) -> Result<bool, Fault> {
    let asked = ask(service, doi).await;
    if asked.is_err() {
        service.failures.set(service.failures.get() + 1);
    }
    asked
}

async fn ask(service: &Service, doi: &str) -> Result<bool, Fault> {
    let reply = service.reply(&format!("/api/handles/{}?type=URL", doi_path(doi))).await?;
    if !matches!(reply.status, 200..=299 | 404) {
        return Err(service.refused(&reply));
    }
    let answer = service.parse(&reply)?;
    match answer.get("responseCode").and_then(Value::as_u64) {
        Some(FOUND) if reply.status != 404 => Ok(true),
        Some(NOT_FOUND) => Ok(false),
        Some(code) => Err(service.fault(Reason::BadAnswer, format_args!("response code {code}"))),
        None => Err(service.fault(Reason::BadAnswer, "the answer has no response code")),
    }
}
