//! The Wayback Machine: the copy of a page that is nearest to a day.

use jiff::civil::Date;
use percent_encoding::percent_decode_str;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value;

use super::client::{Fault, Service, Shared};
use super::escape::escape;
use super::{ServiceError, ServiceSettings};
use crate::lock::Reason;

/// Copies of pages.
pub struct Archive {
    service: Service,
}

/// A copy of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedCopy {
    /// Where people read it.
    pub url: String,
    /// When it was taken: `YYYYMMDDhhmmss`.
    pub timestamp: String,
    /// The address of the page itself.
    pub original: String,
}

impl ArchivedCopy {
    /// The day on which it was taken.
    pub fn day(&self) -> Option<Date> {
        let number = |from: usize, to: usize| self.timestamp.get(from..to)?.parse::<i16>().ok();
        let small = |from, to| number(from, to).and_then(|number| i8::try_from(number).ok());
        Date::new(number(0, 4)?, small(4, 6)?, small(6, 8)?).ok()
    }
}

/// What a copy holds, as the page's own server sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedPage {
    /// Its `Content-Type`.
    pub content_type: Option<String>,
    /// Its bytes, at most as many as the settings let be read.
    pub bytes: Vec<u8>,
    /// Whether these are all of it.
    pub whole: bool,
}

/// Why the archive did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{evidence}")]
pub struct ArchiveError {
    /// Why.
    pub reason: Reason,
    /// The same for people.
    pub evidence: String,
}

impl From<Fault> for ArchiveError {
    fn from(fault: Fault) -> Self {
        Self { reason: fault.reason, evidence: fault.evidence }
    }
}

impl Archive {
    /// The archive that `settings` names, or `None` where it is left out.
    ///
    /// # Errors
    ///
    /// [`ServiceError`] where it cannot be asked at all.
    pub fn new(settings: &ServiceSettings) -> Result<Option<Self>, ServiceError> {
        let shared = Shared::new(settings, settings.http.started)?;
        let service = Service::new("the Wayback Machine", settings.wayback.as_ref(), &shared)?;
        Ok(service.map(|service| Self { service }))
    }

    /// The copy of the page at `url` that is nearest to `day`, or `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`ArchiveError`] where the archive does not answer.
    pub async fn nearest(&self, url: &str, day: Date) -> Result<Option<ArchivedCopy>, ArchiveError> {
        let url = url.split('#').next().unwrap_or(url);
        let wanted = format!("{}120000", day.strftime("%Y%m%d"));
        let reply = match self.service.first_reply(&format!("/web/{wanted}/{url}")).await {
            Ok(reply) => reply,
            // The list of copies is another server of theirs, which may be well.
            Err(fault) => return self.listed(url, &wanted).await.map_err(|_| fault.into()),
        };
        let location = reply.headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let copy = match reply.status {
            // No copy; or the nearest is one of an error page, and another is none.
            404 => return Ok(self.listed(url, &wanted).await.unwrap_or(None)),
            200..=299 => Some(self.copy(&wanted, url)),
            // It may lead to the copy of where the page once sent its readers.
            301 | 302 | 303 | 307 | 308 => location
                .and_then(|target| self.parse(target))
                .filter(|copy| is_same_page(&copy.original, url)),
            _ => {
                let refused = self.service.refused(&reply);
                return self.listed(url, &wanted).await.map_err(|_| refused.into());
            }
        };
        match copy {
            Some(copy) => Ok(Some(copy)),
            None => self.listed(url, &wanted).await,
        }
    }

    /// The same from the list of all copies.
    async fn listed(&self, url: &str, wanted: &str) -> Result<Option<ArchivedCopy>, ArchiveError> {
        let url_escaped = escape(url);
        let path = format!(
            "/cdx/search/cdx?url={url_escaped}&output=json&fl=timestamp,original&filter=statuscode:200&sort=closest&closest={wanted}&limit=1"
        );
        let answer = self.service.json(&path).await?;
        let Some(rows) = answer.as_array() else {
            return Err(self.service.fault(Reason::BadAnswer, "the list of copies is not valid").into());
        };
        // The first row has the names of the columns.
        let row = rows.get(1).and_then(Value::as_array);
        let cell = |at: usize| row.and_then(|row| row.get(at)).and_then(Value::as_str);
        Ok(cell(0).filter(|text| is_timestamp(text)).map(|text| self.copy(text, cell(1).unwrap_or(url))))
    }

    /// What `copy` holds, without what the archive adds to it.
    ///
    /// # Errors
    ///
    /// [`ArchiveError`] where the archive does not answer, or not with the page.
    pub async fn page(&self, copy: &ArchivedCopy) -> Result<ArchivedPage, ArchiveError> {
        let reply = self.service.reply(&format!("/web/{}id_/{}", copy.timestamp, copy.original)).await?;
        if !(200..300).contains(&reply.status) {
            return Err(self.service.refused(&reply).into());
        }
        let content_type =
            reply.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        Ok(ArchivedPage {
            content_type: content_type.map(|text| text.into_owned()),
            bytes: reply.bytes,
            whole: reply.whole,
        })
    }

    fn copy(&self, timestamp: &str, original: &str) -> ArchivedCopy {
        ArchivedCopy {
            url: format!("{}/web/{timestamp}/{original}", self.service.base()),
            timestamp: timestamp.to_owned(),
            original: original.to_owned(),
        }
    }

    fn parse(&self, target: &str) -> Option<ArchivedCopy> {
        let (_, rest) = target.split_once("/web/")?;
        let (timestamp, original) = rest.split_once('/')?;
        (is_timestamp(timestamp) && !original.is_empty()).then(|| self.copy(timestamp, original))
    }
}

/// Whether two addresses are of one page, whatever their scheme, `www.`, default port and last slash.
fn is_same_page(one: &str, other: &str) -> bool {
    let plain = |url: &str| {
        let url = url.split('#').next().unwrap_or(url);
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
        let host = host.to_ascii_lowercase();
        let host = host.strip_suffix(port).unwrap_or(&host);
        let path: String = percent_decode_str(path.trim_end_matches('/')).decode_utf8_lossy().into_owned();
        (host.trim_start_matches("www.").to_owned(), path)
    };
    plain(one) == plain(other)
}

fn is_timestamp(text: &str) -> bool {
    text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit())
}
