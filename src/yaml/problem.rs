//! What the reader refuses.

use crate::span::Span;

/// Something that the reader refuses, and where. The facts, in a few words for a Rust importer; the rules word them for editors.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The bytes from this offset on are no UTF-8.
    #[error("no UTF-8")]
    NotUtf8 {
        /// The offset of the first bad byte.
        offset: usize,
    },
    /// The file is larger than [`MAX_BYTES`](super::MAX_BYTES).
    #[error("{bytes} bytes; the limit is {max}", max = super::MAX_BYTES)]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A character that text files must not hold, such as NUL.
    #[error("the control character {character:?}")]
    ControlCharacter {
        /// The character.
        character: char,
        /// Where it stands.
        span: Span,
    },
    /// The text is no YAML.
    #[error("{detail}")]
    Syntax {
        /// What is wrong.
        syntax: Syntax,
        /// The parser's own words.
        detail: String,
        /// Where it was noticed.
        span: Span,
    },
    /// Values stand in each other more than [`MAX_DEPTH`](super::MAX_DEPTH) deep.
    #[error("values are nested more than {} deep", super::MAX_DEPTH)]
    TooDeep {
        /// The first value that is too deep.
        span: Span,
    },
    /// A second document starts, after `---` or `...`.
    #[error("a second document")]
    SecondDocument {
        /// Its start.
        span: Span,
    },
    /// An anchor, `&name`.
    #[error("an anchor")]
    Anchor {
        /// The anchor.
        span: Span,
    },
    /// An alias, `*name`.
    #[error("an alias")]
    Alias {
        /// The alias.
        span: Span,
    },
    /// A tag, `!name`.
    #[error("a tag")]
    Tag {
        /// The tag.
        span: Span,
    },
    /// A key that is a list, a mapping, a block of text or empty.
    #[error("a key that is not plain text")]
    ComplexKey {
        /// The key.
        span: Span,
    },
    /// A key that stands twice in one mapping.
    #[error("the key `{name}` for a second time")]
    DuplicateKey {
        /// The key.
        name: String,
        /// Where it stands first.
        first: Span,
        /// Where it stands again.
        span: Span,
    },
}

/// The faults that editors make most, each of which has an advice of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Syntax {
    /// A tab where only spaces may stand.
    Tab,
    /// A line that starts at the wrong column.
    Indentation,
    /// A quote that is not closed, or text after the closing quote.
    Quote,
    /// A backslash in double quotes with something after it that means nothing.
    Escape,
    /// A `[` or `{` that is not closed, or closed by the wrong sign.
    Bracket,
    /// A `: ` inside a value, or a key without one.
    Colon,
    /// A sign that starts something special in YAML, such as `@` or `%`.
    SpecialCharacter,
    /// A `%` directive.
    Directive,
    /// Anything else.
    Other,
}

impl Problem {
    /// Where it stands; for a whole file, its start.
    pub fn span(&self) -> Span {
        match self {
            Self::NotUtf8 { offset } => Span::new(*offset, *offset),
            Self::TooLarge { .. } => Span::default(),
            Self::ControlCharacter { span, .. }
            | Self::Syntax { span, .. }
            | Self::TooDeep { span }
            | Self::SecondDocument { span }
            | Self::Anchor { span }
            | Self::Alias { span }
            | Self::Tag { span }
            | Self::ComplexKey { span }
            | Self::DuplicateKey { span, .. } => *span,
        }
    }
}
