//! What a document says, without how it is written.

use super::{Node, Value, unescape};

/// A value without its place, its quotes and its comments. Two documents that say the same are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number, as its bits: what is written the same way is the same number, also where it is none.
    Float(u64),
    /// Text.
    String(String),
    /// A list.
    Sequence(Vec<Plain>),
    /// Keys and values in their order.
    Mapping(Vec<(String, Plain)>),
}

impl From<&Node<'_>> for Plain {
    fn from(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Integer(integer) => Self::Integer(*integer),
            Value::Float(float) => Self::Float(float.to_bits()),
            Value::String(text) => Self::String(text.to_string()),
            Value::Sequence(items) => Self::Sequence(items.iter().map(Self::from).collect()),
            Value::Mapping(entries) => Self::Mapping(
                entries.iter().map(|(key, value)| (key.name.to_string(), value.into())).collect(),
            ),
        }
    }
}

impl Plain {
    /// The same with the keys of every mapping in alphabetical order.
    #[must_use]
    pub fn with_sorted_keys(self) -> Self {
        match self {
            Self::Sequence(items) => Self::Sequence(items.into_iter().map(Self::with_sorted_keys).collect()),
            Self::Mapping(entries) => {
                let mut entries: Vec<_> =
                    entries.into_iter().map(|(key, value)| (key, value.with_sorted_keys())).collect();
                entries.sort_by(|(one, _), (other, _)| one.cmp(other));
                Self::Mapping(entries)
            }
            other => other,
        }
    }

    /// The value that `pointer` leads to.
    pub fn at_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        let mut value = self;
        for step in pointer.split('/').skip(1) {
            value = match value {
                Self::Mapping(entries) => {
                    let name = unescape(step);
                    entries.iter_mut().find(|(key, _)| *key == name).map(|(_, value)| value)?
                }
                Self::Sequence(items) => items.get_mut(step.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(value)
    }
}
