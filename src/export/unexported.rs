//! References from records in force to records that are not: in the export they would lead nowhere.

use super::contract::is_in_force;
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

/// The references that would lead nowhere in the export: from a record in force, or from the redirect of one that is not, to a draft, a
/// withdrawn record or one that was replaced.
pub fn unexported(corpus: &Corpus) -> Vec<Unexported> {
    let address = |file: &File| Some((file.kind?, file.id.to_string()));
    let holds = |file: &File| address(file).is_some_and(|(kind, id)| is_in_force(&corpus.base, kind, &id));
    let mut found = Vec::new();
    for (number, file) in corpus.files.iter().enumerate() {
        let Some((kind, id)) = address(file).filter(|_| !holds(file)) else { continue };
        for edge in corpus.graph.incoming(number) {
            let Some(from) = corpus.files.get(edge.from) else { continue };
            let is_redirect = &*edge.pointer == "/replaced_by" && !is_draft(corpus, from);
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

macro_rules! status {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        fn is_draft(corpus: &Corpus, file: &File) -> bool {
            match file.kind {
                $(Some(Kind::$variant) => corpus.base.$field.get(&file.id)
                    .is_some_and(|record| record.status == Status::Draft),)*
                None => false,
            }
        }
    };
}
crate::model::for_each_kind!(status);
