//! What can be wrong with a file before any rule looks at what it says.

use crate::resolve::BadReference;
use crate::schema::SchemaProblem;
use crate::source::Refusal;
use crate::yaml;

/// Something wrong with a file. The facts alone: the rules of the group Structure put them into words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// It was not read.
    Refused(Refusal),
    /// It is no YAML that we read.
    Yaml(yaml::Problem),
    /// Its schema does not allow it.
    Schema(SchemaProblem),
    /// Its folder is not that of a kind.
    UnknownKind {
        /// The folder; empty for a file beside `kb.toml`.
        folder: Box<str>,
        /// The kind that may be meant.
        nearest: Option<Box<str>>,
    },
    /// Its name or place is not that of a record, or not that of its record.
    Misnamed(Misname),
    /// Another file has its kind and id already.
    Duplicate {
        /// The number of the other file.
        first: usize,
    },
    /// A reference in it leads nowhere.
    Reference(BadReference),
    /// It has this many problems of a sort beside those that are listed.
    More(Sort, usize),
}

/// How a file's name or place is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misname {
    /// It stands in a folder of its kind's folder.
    Nested {
        /// The folder.
        folder: Box<str>,
    },
    /// It ends in something else than `.yaml`.
    Extension {
        /// The ending.
        extension: Box<str>,
    },
    /// Its stem is no id.
    Stem {
        /// The stem.
        stem: Box<str>,
    },
    /// The id in it is not its stem.
    Id {
        /// The id.
        id: Box<str>,
        /// The stem.
        stem: Box<str>,
    },
}

/// The sorts of problems that a broken file can have too many of to list them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sort {
    /// [`Problem::Schema`].
    Schema,
    /// [`Problem::Reference`] to no record.
    Dangling,
    /// [`Problem::Reference`] to a record of another kind.
    WrongKind,
}
