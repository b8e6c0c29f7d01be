//! What one service says of a work.

use crate::lock::{Notice, Statement};

/// What a service says of how a work stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Opinion {
    /// The service, as the lock names it.
    pub(super) service: &'static str,
    /// The notices that it tells of; none where it knows the work and nothing against it.
    pub(super) notices: Vec<Notice>,
}

/// What a service knows of a work.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Record {
    pub(super) title: Option<String>,
    pub(super) other_titles: Vec<String>,
    pub(super) year: Option<i32>,
    pub(super) other_years: Vec<i32>,
    pub(super) first_author: Option<String>,
    /// The journal or book, written out and abbreviated.
    pub(super) containers: Vec<String>,
    /// What it is a notice of, or a comment on.
    pub(super) notice_of: Option<Notice>,
    pub(super) opinions: Vec<Opinion>,
}

pub(super) const CROSSREF: &str = "crossref";
pub(super) const PUBMED: &str = "pubmed";
pub(super) const OPENALEX: &str = "openalex";
pub(super) const RETRACTION_WATCH: &str = "retraction-watch";

impl Opinion {
    /// The same for people.
    pub(super) fn evidence(&self) -> String {
        let name = name(self.service);
        if self.notices.is_empty() {
            let said = if self.service == OPENALEX { "not retracted" } else { "no notice" };
            return format!("{name}: {said}");
        }
        let said: Vec<String> = self.notices.iter().map(told).collect();
        format!("{name}: {}", said.join(", "))
    }
}

impl Record {
    /// Takes over what this record lacks from that of another service: all of what describes the work, where this has no title, and all that was
    /// said of it.
    pub(super) fn join(&mut self, other: Self) {
        let mut opinions = std::mem::take(&mut self.opinions);
        let notice_of = self.notice_of.take().or_else(|| other.notice_of.clone());
        opinions.extend(other.opinions.iter().cloned());
        if self.title.is_none() {
            *self = other;
        }
        (self.opinions, self.notice_of) = (opinions, notice_of);
    }
}

/// What was said earlier, for people.
pub(super) fn earlier(statement: &Statement, notice: &Notice) -> String {
    format!("{} said on {}: {}", name(&statement.service), statement.at.strftime("%F"), told(notice))
}

fn name(service: &str) -> &str {
    match service {
        CROSSREF => "Crossref",
        PUBMED => "PubMed",
        OPENALEX => "OpenAlex",
        RETRACTION_WATCH => "Retraction Watch",
        other => other,
    }
}

/// A notice in words: "retraction by `10.1000/notice` of 2010-02-06 (publisher)".
fn told(notice: &Notice) -> String {
    let doi = notice.doi.as_ref().map_or(String::new(), |doi| format!(" by `{doi}`"));
    let date = notice.date.as_ref().map_or(String::new(), |date| format!(" of {date}"));
    format!("{}{doi}{date} ({})", notice.kind, notice.source)
}
