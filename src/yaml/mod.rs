//! The YAML reader: bytes ► a tree in which every key and value has a span.
//!
//! It reads the part of YAML 1.2 that records need, resolves plain scalars by the core schema, keeps comments, and refuses
//! the rest with a located [`Problem`]: anchors, aliases, tags, several documents, keys that are no plain text, duplicate
//! keys, control characters, nesting beyond [`MAX_DEPTH`] and files beyond [`MAX_BYTES`]. It never panics.

#[cfg(test)]
mod agreement;
mod builder;
mod deserialize;
mod fast;
mod node;
mod parse;
mod plain;
mod pointer;
mod problem;
mod scalar;
mod thorough;

pub use deserialize::DeserializeError;
pub use node::{Comment, Document, Key, Layout, Node, Value};
#[cfg(feature = "lint")]
pub(crate) use parse::any_byte;
pub use parse::{MAX_BYTES, MAX_DEPTH, Parsed, parse};
pub use plain::Plain;
pub use pointer::{escape, unescape};
pub use problem::{Problem, Syntax};
pub use scalar::resolve;
