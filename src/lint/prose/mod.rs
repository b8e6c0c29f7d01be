//! What rules need to read English with: texts, sentences, words, and who says them.

mod agency;
mod ahead;
mod denial;
mod doubt;
mod inflection;
pub(super) mod lexicon;
pub(super) mod matter;
pub(super) mod modality;
pub(super) mod numbers;
mod open_class;
pub(super) mod outcomes;
pub(super) mod parse;
pub(super) mod pattern;
pub(super) mod phrases;
pub(super) mod promises;
pub(super) mod readability;
pub(super) mod reading;
pub(super) mod scope;
pub(super) mod sentence;
pub(super) mod speech;
mod tag;
pub(super) mod text;
pub(super) mod token;
pub(super) mod words;
