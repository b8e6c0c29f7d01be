//! Repairs: what a rule wants changed, said by place, and the bytes of the file that this comes to.
//!
//! A repair is made only where the result can be read and says what was meant, and nothing else anywhere: the change is made to
//! what the file says and to the file's bytes, and the two must agree.

mod bytes;
mod meaning;

use serde::Serialize;

use crate::span::Span;
use crate::yaml::{Document, Plain, parse};

/// Whether a repair can be made without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It is certain to be what was meant.
    Safe,
    /// It is a good guess: a person should look at it.
    Unsafe,
}

/// How a finding can be repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether a person should look at it.
    pub safety: Safety,
    /// What to change.
    pub changes: Vec<Change>,
}

impl Fix {
    /// A repair that is certain to be what was meant.
    pub fn certain(change: Change) -> Self {
        Self { safety: Safety::Safe, changes: vec![change] }
    }

    /// A repair that a person should look at.
    pub fn guess(change: Change) -> Self {
        Self { safety: Safety::Unsafe, changes: vec![change] }
    }
}

/// One change to a file, by JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another text as the value at a pointer, in the quotes of the old one.
    Value {
        /// Where.
        pointer: String,
        /// The text.
        text: String,
    },
    /// Other words in the text at a pointer.
    Words {
        /// Where.
        pointer: String,
        /// The bytes of the text (not of the file) that are replaced.
        range: std::ops::Range<usize>,
        /// The new words.
        text: String,
    },
    /// Another name for the key at a pointer.
    Key {
        /// Where.
        pointer: String,
        /// The name.
        name: String,
    },
    /// A key with its value, or a list's item, taken out with its lines.
    Remove {
        /// Where.
        pointer: String,
    },
    /// The items of the list at a pointer in another order, each with the comment after it.
    Order {
        /// Where.
        pointer: String,
        /// The old places of the items, in the new order.
        order: Vec<usize>,
    },
    /// A plain character, or nothing, in the place of one that only looks right. The file was read as if it were so already.
    Character {
        /// The bytes of the file as it is written.
        span: Span,
        /// What comes in their place.
        text: String,
    },
    /// Other comments, white space or line ends; what the file says stays the same.
    Layout {
        /// The bytes that are replaced.
        span: Span,
        /// What comes in their place.
        text: String,
    },
}

/// Some bytes of a file and what comes in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes.
    pub span: Span,
    /// What comes in their place.
    pub text: String,
}

/// A fix worked out for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The number of the file in the corpus.
    pub file: usize,
    /// What is changed.
    pub fix: Fix,
    /// The bytes that are changed, in the order of the file; they do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Works the fix out for a file with odd characters: nothing but what makes these plain. Whoever makes it looks whether the file is
    /// read as before.
    pub fn work_out_characters(self, file: usize) -> Option<Repair> {
        let edit = |change: &Change| match change {
            Change::Character { span, text } => Some(Edit { span: *span, text: text.clone() }),
            _ => None,
        };
        let mut edits: Vec<Edit> = self.changes.iter().map(edit).collect::<Option<_>>()?;
        edits.sort_by_key(|edit| edit.span);
        Some(Repair { file, fix: self, edits })
    }

    /// Works the fix out for the file with the number `file`: its text and its tree. Nothing where that cannot be done without
    /// changing anything else, or the result cannot be read without a problem.
    pub fn work_out(self, file: usize, text: &str, document: &Document<'_>) -> Option<Repair> {
        let edits = self.changes.iter().map(|change| bytes::edit(change, text, document));
        let mut edits: Vec<Edit> = edits.collect::<Option<_>>()?;
        edits.sort_by_key(|edit| edit.span);
        let repair = Repair { file, fix: self, edits };
        repaired(text, document, &[&repair]).is_some_and(|repaired| repaired != text).then_some(repair)
    }
}

/// The text with the repairs made; nothing where they overlap, the result cannot be read, or it says something else than they
/// mean.
pub fn repaired(text: &str, document: &Document<'_>, repairs: &[&Repair]) -> Option<String> {
    let result = written_with(text, repairs)?;
    let parsed = parse(result.as_bytes());
    let says = parsed.problems.is_empty().then_some(parsed.document)??.root.as_ref().map(Plain::from);
    let changes = repairs.iter().flat_map(|repair| &repair.fix.changes);
    (says == meaning::after(document.root.as_ref().map(Plain::from), changes)?).then_some(result)
}

/// The text with the repairs made; nothing where they overlap. Nobody looks at what it says.
pub fn written_with(text: &str, repairs: &[&Repair]) -> Option<String> {
    let mut edits: Vec<&Edit> = repairs.iter().flat_map(|repair| &repair.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    if edits.iter().zip(edits.iter().skip(1)).any(|(one, next)| overlap(one.span, next.span)) {
        return None;
    }
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        result.push_str(text.get(done..edit.span.start as usize)?);
        result.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    result.push_str(text.get(done..)?);
    Some(result)
}

/// Says whether two edits get in each other's way: they share a byte, or one puts something in right where the other ends or starts.
pub fn overlap(one: Span, other: Span) -> bool {
    if one.is_empty() || other.is_empty() {
        return one.start <= other.end && other.start <= one.end;
    }
    one.start < other.end && other.start < one.end
}
