//! Tokens with what is compared of them.

use std::ops::Range;

use super::token::{Kind, Tokens, key_into};

/// A token and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) key: String,
    /// Whether an editor changed the ending of this word: `reduce[d]`.
    pub(super) open: bool,
}

/// The tokens of a folded text that start in a range, which must start between two tokens.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut key = String::new();
    Tokens::new(text, range.start)
        .take_while(|token| token.end <= range.end)
        .map(|token| {
            key_into(text, token, &mut key);
            Piece { start: token.start, end: token.end, kind: token.kind, key: key.clone(), open: false }
        })
        .collect()
}
