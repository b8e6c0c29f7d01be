//! What rules need to read English with: texts, sentences, words, and who says them.

pub(super) mod negation;
pub(super) mod outcomes;
pub(super) mod readability;
pub(super) mod sentence;
pub(super) mod speech;
pub(super) mod text;
pub(super) mod words;
