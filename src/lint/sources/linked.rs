//! The addresses and works that records lead to, and the lock that says what became of them.

use std::borrow::Cow;

use super::super::{Context, Findings, Place};
use super::cited::each_list;
use crate::knowledge_base::KnowledgeBase;
use crate::lock::{Lock, WorkId};
use crate::model::{Reference, Status};

/// An address in a record.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Linked<'a> {
    /// The number of the file.
    pub(in crate::lint) file: usize,
    /// The address.
    pub(in crate::lint) url: &'a str,
    /// What it is for.
    pub(in crate::lint) role: Role,
    /// The title of what stands there.
    pub(in crate::lint) title: Option<&'a str>,
    at: At,
}

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Role {
    /// The page of a reference or of a source document.
    Page,
    /// The page on which a quote stands, where that is another one.
    Quote,
    /// A page on which somebody saw a reference: what was read there on that day. Nobody asks whether it stands today.
    Sighting,
}

#[derive(Clone, Debug)]
enum At {
    Url,
    Citation(Cow<'static, str>, usize),
    Seen(usize),
}

impl Linked<'_> {
    /// Where it stands (JSON pointer).
    pub(in crate::lint) fn pointer(&self) -> String {
        match &self.at {
            At::Url => "/URL".to_owned(),
            At::Citation(list, index) => format!("{list}/{index}/quote_url"),
            At::Seen(index) => format!("/provenance/seen/{index}/url"),
        }
    }

    /// The whole address, as a place.
    pub(in crate::lint) fn place(&self) -> Place {
        Place::Value(self.pointer())
    }
}

/// Visits every address in records that are not withdrawn.
pub(in crate::lint) fn each_link<'a>(base: &'a KnowledgeBase, mut visit: impl FnMut(&Linked<'a>)) {
    for (file, reference) in references(base) {
        if let Some(url) = &reference.url {
            visit(&Linked { file, url, role: Role::Page, title: Some(&reference.title), at: At::Url });
        }
        for (index, sighting) in reference.provenance.seen.iter().enumerate() {
            let (url, title) = (sighting.url.as_str(), Some(reference.title.as_str()));
            visit(&Linked { file, url, role: Role::Sighting, title, at: At::Seen(index) });
        }
    }
    for (file, source) in base.sources.filed().filter(|(_, source)| source.status != Status::Withdrawn) {
        if let Some(url) = &source.url {
            visit(&Linked { file, url, role: Role::Page, title: Some(&source.title), at: At::Url });
        }
    }
    each_list(base, |list| {
        for (index, citation) in list.citations.iter().enumerate() {
            if let Some(url) = &citation.quote_url {
                let at = At::Citation(list.pointer.clone(), index);
                let title =
                    base.references.find(&citation.reference).map(|reference| reference.title.as_str());
                visit(&Linked { file: list.file, url, role: Role::Quote, title, at });
            }
        }
    });
}

/// The references that are not withdrawn, with the numbers of their files.
pub(in crate::lint) fn references(base: &KnowledgeBase) -> impl Iterator<Item = (usize, &Reference)> {
    base.references.filed().filter(|(_, reference)| reference.status != Status::Withdrawn)
}

/// The identifiers of a reference that services are asked about: the field, and the work's name in the lock.
pub(in crate::lint) fn works(reference: &Reference) -> impl Iterator<Item = (&'static str, String)> {
    WorkId::of(reference).map(|(field, work)| (field, work.into()))
}

/// What the lock holds; where there is no lock, notes that the rule could not check anything.
pub(in crate::lint) fn lock<'a>(context: &Context<'a>, findings: &mut Findings) -> Option<&'a Lock> {
    match context.lock {
        Some(file) => Some(&file.lock),
        None => {
            findings.not_checked("no links.lock: run `kb links`");
            None
        }
    }
}
