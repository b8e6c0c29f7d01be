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
    /// The ending that an editor gave this word: `reduce[d]`.
    pub(super) ending: Option<String>,
    /// Whether it is a name though it looks like an article: `group A`.
    pub(super) is_name: bool,
}

/// The tokens of a folded text that start in a range, which must start between two tokens.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut key = String::new();
    let mut before = "";
    let tokens = Tokens::new(text, range.start).take_while(|token| token.end <= range.end);
    tokens
        .map(|token| {
            key_into(text, token, &mut key);
            let word = text.get(token.start..token.end).unwrap_or_default();
            // In a title, and after a full stop, an article has a capital too.
            let is_name = word == "A" && before.ends_with(|last: char| last.is_lowercase()) && {
                let rest = text.get(token.end..).unwrap_or_default().trim_start_matches(' ');
                !rest.starts_with(char::is_uppercase)
            };
            before = word;
            let (start, end, kind) = (token.start, token.end, token.kind);
            Piece { start, end, kind, key: key.clone(), ending: None, is_name }
        })
        .collect()
}
