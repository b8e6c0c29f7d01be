//! How the work of a reference stands with those who published it, as links.lock has it.

use super::linked::works;
use crate::lock::{Lock, Notice, Standing};
use crate::model::Reference;
use crate::same_work;

/// How a work stands, and who said so.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Stands<'a> {
    /// The identifier under which it is known: `DOI` or `PMID`.
    pub(in crate::lint) field: &'static str,
    /// How it stands.
    pub(in crate::lint) standing: Standing,
    notice: Option<&'a Notice>,
}

/// The worst that is known of a reference's work under any of its identifiers. What is known of a number that belongs to another work says
/// nothing of this one.
pub(in crate::lint) fn standing<'a>(lock: &'a Lock, reference: &Reference) -> Option<Stands<'a>> {
    let known = works(reference).filter_map(|(field, work)| {
        let entry = lock.works.get(&work)?;
        let standing = same_work::standing(reference.into(), entry)?;
        Some(Stands { field, standing, notice: entry.notice.as_ref() })
    });
    known.reduce(|worst, next| if next.standing > worst.standing { next } else { worst })
}

/// When, by which notice and who says so, to follow "was retracted": " on 2026-03-01 by `10.1000/notice` (publisher)".
pub(in crate::lint) fn notice_of(stands: &Stands<'_>) -> String {
    let Some(notice) = stands.notice else { return String::new() };
    let date = notice.date.as_ref().map_or(String::new(), |date| {
        let word = if date.len() == 10 { "on" } else { "in" };
        format!(" {word} {date}")
    });
    let doi = notice.doi.as_ref().map_or(String::new(), |doi| format!(" by `{doi}`"));
    let source = if notice.source.is_empty() { String::new() } else { format!(" ({})", notice.source) };
    format!("{date}{doi}{source}")
}

/// Says whether the note of a reference tells of it: by the notice's DOI, or by a word that starts with one of `starts`.
pub(in crate::lint) fn is_noted(reference: &Reference, stands: &Stands<'_>, starts: &[&str]) -> bool {
    let Some(note) = reference.note.as_ref().map(|note| note.to_lowercase()) else { return false };
    let doi = stands.notice.and_then(|notice| notice.doi.as_ref()).map(|doi| doi.to_lowercase());
    doi.is_some_and(|doi| !doi.is_empty() && note.contains(&doi))
        || note
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| starts.iter().any(|start| word.starts_with(start)))
}
