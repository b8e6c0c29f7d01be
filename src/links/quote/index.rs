//! The words of a folded text, found once for all quotes that are looked up in it.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::token::{Kind, Token, Tokens, key_into};

/// Where each word, number and sign starts, and a hash of what is compared of it: eight bytes for each of them. Two words with one hash
/// only make a place be looked at in vain.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    entries: Vec<(u32, u32)>,
}

impl Index {
    pub(super) fn new(text: &str) -> Self {
        let mut key = String::new();
        let mut entries = Vec::new();
        for token in Tokens::new(text, 0).filter(|token| counts(token.kind)) {
            key_into(text, token, &mut key);
            let Ok(start) = u32::try_from(token.start) else { break };
            entries.push((start, hash(&key)));
        }
        Self { entries }
    }

    /// The start and the hash of each, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, u32)> {
        self.entries.iter().map(|(start, hash)| (*start as usize, *hash))
    }

    /// Whether the text, which must be the one that was read, has a word with this key.
    pub(super) fn has(&self, text: &str, key: &str) -> bool {
        let wanted = hash(key);
        let mut other = String::new();
        self.entries().filter(|(_, hash)| *hash == wanted).any(|(start, _)| {
            token_at(text, start).is_some_and(|token| {
                key_into(text, token, &mut other);
                other == key
            })
        })
    }
}

/// The token that starts at a place.
pub(super) fn token_at(text: &str, start: usize) -> Option<Token> {
    Tokens::new(text, start).next()
}

/// Whether tokens of this kind are words of the text, and no marks in it.
pub(super) fn counts(kind: Kind) -> bool {
    matches!(kind, Kind::Word | Kind::Number | Kind::Sign)
}

/// The lower half of a hash.
#[expect(clippy::cast_possible_truncation, reason = "half of it tells words apart well enough")]
pub(super) fn hash(key: &str) -> u32 {
    FixedState::default().hash_one(key) as u32
}
