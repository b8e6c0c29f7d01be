//! All records of a knowledge base, typed and indexed: what a Rust importer holds.

mod any_record;
mod links;
mod safety;
mod table;

use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

pub use any_record::AnyRecord;
pub use links::CitedBy;
pub use safety::{MustShow, Shown};
pub use table::{Iter, Table};

use crate::model::{Kind, Record, Withdrawal, for_each_kind};
use crate::source::{Refusal, SourceError, Sources};
use crate::span::Position;
use crate::yaml::{DeserializeError, Problem, parse};

macro_rules! knowledge_base {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        /// The records of a knowledge base, a table for each kind.
        #[derive(Clone, Debug, Default)]
        #[non_exhaustive]
        pub struct KnowledgeBase {
            $(
                #[doc = concat!("The records of the folder `", $folder, "/`, sorted by id.")]
                pub $field: Table<crate::model::$record>,
            )*
            /// Made from the tables when it is first asked for.
            links: OnceLock<links::Links>,
            /// Likewise.
            pointers: OnceLock<safety::Pointers>,
        }

        impl KnowledgeBase {
            /// Puts records together. A record comes with the number of its file, which [`Table::filed`] gives back.
            pub fn from_records(records: impl IntoIterator<Item = (usize, AnyRecord)>) -> Self {
                let mut base = Self::default();
                for (file, record) in records {
                    match record {
                        $(AnyRecord::$variant(record) => base.$field.push(file, record),)*
                    }
                }
                $(base.$field.sort();)*
                base
            }

            /// The number of records in force.
            pub fn len(&self) -> usize {
                0 $(+ self.$field.len())*
            }

            /// The number of all records, also of drafts and of those that were withdrawn or replaced.
            pub fn all_len(&self) -> usize {
                0 $(+ self.$field.all().len())*
            }

            /// What the record `id` of `kind` is called, in force or not: its name, title, statement or question.
            pub fn label(&self, kind: Kind, id: &str) -> Option<&str> {
                match kind {
                    $(Kind::$variant => self.$field.any(id).map(Record::label),)*
                }
            }

            /// The id of the record that took the place of the record `id` of `kind`.
            pub fn replaced_by(&self, kind: Kind, id: &str) -> Option<&str> {
                match kind {
                    $(Kind::$variant => self.$field.any(id)?.replaced_by.as_ref().map(|id| id.as_str()),)*
                }
            }

            /// Why and when the record `id` of `kind` was taken back.
            pub fn withdrawal(&self, kind: Kind, id: &str) -> Option<&Withdrawal> {
                match kind {
                    $(Kind::$variant => self.$field.any(id)?.withdrawal.as_ref(),)*
                }
            }

            /// Says whether the record `id` of `kind` is there and in force: published, and replaced by none.
            pub fn is_in_force(&self, kind: Kind, id: &str) -> bool {
                match kind {
                    $(Kind::$variant => self.$field.any(id).is_some_and(Record::is_in_force),)*
                }
            }

            /// The ids of the records of `kind` that are in force, in their order.
            pub fn ids(&self, kind: Kind) -> Box<dyn Iterator<Item = &str> + '_> {
                match kind {
                    $(Kind::$variant => Box::new(self.$field.iter().map(Record::id)),)*
                }
            }
        }
    };
}
for_each_kind!(knowledge_base);

impl KnowledgeBase {
    fn pointers(&self) -> &safety::Pointers {
        self.pointers.get_or_init(|| safety::Pointers::new(self))
    }

    /// Says whether there is no record in force.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads the records in the folder `path`. Any input gives records or an error; whether the records are sound in themselves
    /// and towards each other is for `kb lint` to say.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be searched, or any of its files is no record of its kind.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        Self::from_sources(&Sources::discover(path.as_ref())?)
    }

    /// Reads the records of `sources`.
    ///
    /// # Errors
    ///
    /// Where any of the files is no record of its kind.
    pub fn from_sources(sources: &Sources) -> Result<Self, LoadError> {
        let mut faults = Vec::new();
        let entries = sources.entries().iter().enumerate();
        let base =
            Self::from_records(entries.filter_map(|(file, entry)| match read(sources, file, &entry.path) {
                Ok(record) => Some((file, record)),
                Err(fault) => {
                    faults.push(FileError { path: entry.path.to_string(), fault });
                    None
                }
            }));
        if faults.is_empty() { Ok(base) } else { Err(LoadError::Files(faults)) }
    }
}

fn read(sources: &Sources, file: usize, path: &str) -> Result<AnyRecord, Fault> {
    let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
    let kind = Kind::from_folder(folder).ok_or(Fault::UnknownKind)?;
    let bytes = sources.read(file).map_err(Fault::Refused)?;
    let parsed = parse(&bytes);
    if let Some(problem) = parsed.problems.into_iter().next() {
        let at = Position::of(&String::from_utf8_lossy(&bytes), problem.span().start);
        return Err(Fault::Yaml { problem, at });
    }
    AnyRecord::read(kind, &parsed.document.unwrap_or_default()).map_err(Fault::Shape)
}

/// Why a knowledge base could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The folder could not be searched.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Files in it are no records.
    #[error("{} of the files are not records: {}", .0.len(), DisplayFirst(.0))]
    Files(Vec<FileError>),
}

struct DisplayFirst<'a>(&'a [FileError]);

impl fmt::Display for DisplayFirst<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => Ok(()),
            [only] => only.fmt(f),
            [first, ..] => write!(f, "{first}, and more"),
        }
    }
}

/// A file that is no record.
#[derive(Debug, thiserror::Error)]
#[error("`{path}`: {fault}")]
#[non_exhaustive]
pub struct FileError {
    /// Its path in the knowledge base.
    pub path: String,
    /// Why it is none.
    pub fault: Fault,
}

/// Why a file is no record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Its folder is not that of a kind.
    #[error("its folder does not belong to any kind")]
    UnknownKind,
    /// It was not read.
    #[error("it cannot be read: {0}")]
    Refused(Refusal),
    /// It is no YAML that we read.
    #[error("line {}, column {}: {problem}", at.line, at.column)]
    Yaml {
        /// The first problem in it.
        problem: Problem,
        /// Where that is.
        at: Position,
    },
    /// It has another shape than its kind's records.
    #[error("{0}")]
    Shape(DeserializeError),
}
