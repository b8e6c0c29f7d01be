//! What an export leaves out: drafts, and references from records in force to records that are not, which would lead to nothing.

use crate::corpus::{Corpus, File};
use crate::model::{Kind, Status};

/// A reference from a record in the export to one that is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexported {
    /// The path of the file that refers.
    pub from: String,
    /// Where in it (JSON pointer).
    pub pointer: String,
    /// The `kind/id` path of what is not in the export.
    pub to: String,
}

/// Why a record is not in the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It is a draft.
    Draft,
    /// It was withdrawn.
    Withdrawn,
    /// Another record has taken its place.
    Replaced,
    /// Its file was not read as a record.
    Unread,
}

/// The references that would lead to nothing in the export: from a record in force, or from the redirect of one that is not, to a record
/// that is not in force.
pub fn unexported(corpus: &Corpus) -> Vec<Unexported> {
    let address = |file: &File| Some((file.kind?, file.id.to_string()));
    let holds = |file: &File| address(file).is_some_and(|(kind, id)| corpus.base.is_in_force(kind, &id));
    let mut found = Vec::new();
    for (number, file) in corpus.files.iter().enumerate() {
        let Some((kind, id)) = address(file).filter(|_| !holds(file)) else { continue };
        for edge in corpus.graph.incoming(number) {
            let Some(from) = corpus.files.get(edge.from) else { continue };
            let is_redirect = &*edge.pointer == "/replaced_by" && absence(corpus, from) != Absence::Draft;
            if holds(from) || is_redirect {
                found.push(Unexported {
                    from: from.path.to_string(),
                    pointer: edge.pointer.to_string(),
                    to: format!("{kind}/{id}"),
                });
            }
        }
    }
    found
}

/// The files of drafts, which an export leaves out.
pub fn drafts(corpus: &Corpus) -> impl Iterator<Item = &File> {
    corpus.files.iter().filter(|file| absence(corpus, file) == Absence::Draft)
}

fn absence(corpus: &Corpus, file: &File) -> Absence {
    file.kind.map_or(Absence::Unread, |kind| absence_of(corpus, kind, &file.id))
}

/// Why a record that is not in the export is not in it.
pub fn absence_of(corpus: &Corpus, kind: Kind, id: &str) -> Absence {
    match status(corpus, kind, id) {
        Some(Status::Draft) => Absence::Draft,
        Some(Status::Withdrawn) => Absence::Withdrawn,
        Some(Status::Published) => Absence::Replaced,
        None => Absence::Unread,
    }
}

macro_rules! status {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        fn status(corpus: &Corpus, kind: Kind, id: &str) -> Option<Status> {
            match kind {
                $(Kind::$variant => corpus.base.$field.any(id).map(|record| record.status),)*
            }
        }
    };
}
crate::model::for_each_kind!(status);
