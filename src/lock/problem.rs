//! What can be wrong with a lock.

use crate::span::Span;

/// A line of a lock that cannot be used as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LockProblem {
    /// The line, from 1.
    pub line: u32,
    /// The bytes that are at fault.
    pub span: Span,
    /// What is wrong.
    pub fault: LockFault,
}

/// What is wrong with a line of a lock.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LockFault {
    /// The whole file was not read: too large, a link that leads elsewhere, or the system would not let us.
    #[error("it cannot be read: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// A marker of a merge that was not finished.
    #[error("a conflict marker from a merge")]
    ConflictMarker,
    /// The line ends before its end.
    #[error("the line is incomplete")]
    CutOff,
    /// The line is no JSON.
    #[error("not valid JSON: {reason}")]
    NoJson {
        /// The reader's words.
        reason: String,
    },
    /// The line is no UTF-8 text.
    #[error("not UTF-8 text")]
    NotUtf8,
    /// The first line names a format that is not known.
    #[error("the format `{schema}` is not known")]
    UnknownSchema {
        /// The format.
        schema: String,
    },
    /// A field that is not known, as a newer version may write it.
    #[error("the field `{name}` is not known")]
    UnknownField {
        /// The field.
        name: String,
    },
    /// A verdict, a reason or another word that is not known, as a newer version may write it.
    #[error("the word `{name}` is not known")]
    UnknownWord {
        /// The word.
        name: String,
    },
    /// It is about neither an address nor a work, or a field is missing or of another type.
    #[error("{reason}")]
    Shape {
        /// What is wrong with it.
        reason: String,
    },
    /// An address or a work that another line has also. The newer of the two is kept.
    #[error("`{address}` is also in line {first}")]
    Duplicate {
        /// The address or work.
        address: String,
        /// The line where it stands first, from 1.
        first: u32,
    },
}

/// So many letters of what stands in the file are told.
const TOLD: usize = 200;

impl LockFault {
    /// The same, and no more of the file's own words than fit into a message.
    pub(super) fn shortened(mut self) -> Self {
        let words = match &mut self {
            Self::Unreadable { reason } | Self::NoJson { reason } | Self::Shape { reason } => reason,
            Self::UnknownSchema { schema: words }
            | Self::UnknownField { name: words }
            | Self::UnknownWord { name: words }
            | Self::Duplicate { address: words, .. } => words,
            Self::ConflictMarker | Self::CutOff | Self::NotUtf8 => return self,
        };
        if let Some((at, _)) = words.char_indices().nth(TOLD) {
            words.truncate(at);
            words.push('…');
        }
        self
    }
}
