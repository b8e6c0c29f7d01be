//! The tree.

use std::borrow::Cow;

use crate::span::Span;

/// One YAML document, read.
#[derive(Debug, Default)]
pub struct Document<'s> {
    /// The top value; nothing where the file holds comments and white space alone.
    pub root: Option<Node<'s>>,
    /// The comments, in the order of the text.
    pub comments: Vec<Comment<'s>>,
    /// How values are written, where that shows in more than their own span.
    pub layout: Layout,
}

/// How the values of a document are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The texts after `|` or `>`, from the first line of the text on, in the order of the file.
    pub blocks: Vec<Span>,
    /// The lists and mappings in brackets, brackets included, sorted.
    pub flows: Vec<Span>,
}

impl Layout {
    /// The lines of a text after `|` or `>`, to the last of them, empty ones included; nothing for other nodes. The node itself
    /// ends with its last letter.
    pub fn block(&self, node: &Node<'_>) -> Option<Span> {
        node.as_str()?;
        let at = self.blocks.binary_search_by_key(&node.span.start, |span| span.start).ok()?;
        self.blocks.get(at).copied()
    }

    /// The span of a list or mapping in brackets, brackets included; nothing for other nodes.
    pub fn flow(&self, node: &Node<'_>) -> Option<Span> {
        match &node.value {
            // A list right below its key starts with its first item, which may be in brackets.
            Value::Sequence(items)
                if items.first().is_some_and(|first| first.span.start == node.span.start) =>
            {
                return None;
            }
            Value::Sequence(_) | Value::Mapping(_) => {}
            _ => return None,
        }
        let at = self.flows.binary_search_by_key(&node.span.start, |span| span.start).ok()?;
        self.flows.get(at).copied()
    }
}

/// A comment, from its `#` to the end of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment<'s> {
    /// Where it stands, the `#` in it.
    pub span: Span,
    /// Its text after the `#`.
    pub text: Cow<'s, str>,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'s> {
    /// Where it stands: text with its quotes, a list or a mapping with its brackets, a block of text from its first to its last
    /// letter; empty where the value is left out.
    pub span: Span,
    /// What it is.
    pub value: Value<'s>,
}

/// A key of a mapping and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key<'s> {
    /// Where it stands, quotes and all.
    pub span: Span,
    /// Its text. Keys are text whatever they look like.
    pub name: Cow<'s, str>,
}

/// What a node is, by the YAML 1.2 core schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'s> {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction or an exponent, or one that no `i64` holds.
    Float(f64),
    /// Text.
    String(Cow<'s, str>),
    /// A list.
    Sequence(Vec<Node<'s>>),
    /// Keys and values in the order of the text. A key stands once: of duplicates the first is kept.
    Mapping(Vec<(Key<'s>, Node<'s>)>),
}

impl<'s> Node<'s> {
    /// The value under `name`, where this node is a mapping that has it.
    pub fn get(&self, name: &str) -> Option<&Node<'s>> {
        self.entry(name).map(|(_, value)| value)
    }

    /// The key and value under `name`, where this node is a mapping that has it.
    pub fn entry(&self, name: &str) -> Option<&(Key<'s>, Node<'s>)> {
        self.as_mapping()?.iter().find(|(key, _)| key.name == name)
    }

    /// The text, where this node is text.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items, where this node is a list.
    pub fn as_sequence(&self) -> Option<&[Node<'s>]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The keys and values, where this node is a mapping.
    pub fn as_mapping(&self) -> Option<&[(Key<'s>, Node<'s>)]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        }
    }
}

impl Value<'_> {
    /// What the value is, as an editor would call it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a truth value",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::String(_) => "text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a set of keys and values",
        }
    }
}
