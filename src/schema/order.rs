//! The lists whose order has no meaning, found by the schema's annotation `"x-kb-order": "none"`.

use serde_json::Value as Json;

use crate::yaml::{Node, Value, escape};

/// A list of texts whose order has no meaning, and is not that of the alphabet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsortedList {
    /// Where it stands (JSON pointer).
    pub pointer: Box<str>,
    /// The places of its items, in the order in which they would be sorted.
    pub order: Vec<usize>,
}

/// Where in a record such lists stand: the schema, less everything else.
#[derive(Debug)]
pub(super) enum FreeLists {
    Nothing,
    Here,
    Items(Box<FreeLists>),
    Properties(Vec<(String, FreeLists)>),
}

impl FreeLists {
    pub(super) fn new(schema: &Json) -> Self {
        if schema.get("x-kb-order").is_some_and(|order| order == "none") {
            return Self::Here;
        }
        if let Some(items) = schema.get("items") {
            return match Self::new(items) {
                Self::Nothing => Self::Nothing,
                lists => Self::Items(Box::new(lists)),
            };
        }
        let properties: Vec<_> = schema
            .get("properties")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
            .map(|(name, schema)| (name.clone(), Self::new(schema)))
            .filter(|(_, lists)| !matches!(lists, Self::Nothing))
            .collect();
        if properties.is_empty() { Self::Nothing } else { Self::Properties(properties) }
    }

    pub(super) fn collect(&self, root: &Node<'_>, found: &mut Vec<UnsortedList>) {
        self.walk(root, &mut String::new(), found);
    }

    fn walk(&self, node: &Node<'_>, pointer: &mut String, found: &mut Vec<UnsortedList>) {
        let mut step = |name: &str, lists: &Self, node: &Node<'_>| {
            let length = pointer.len();
            pointer.push('/');
            pointer.push_str(&escape(name));
            lists.walk(node, pointer, found);
            pointer.truncate(length);
        };
        match (self, &node.value) {
            (Self::Here, Value::Sequence(items)) => {
                if let Some(order) = better_order(items) {
                    found.push(UnsortedList { pointer: pointer.as_str().into(), order });
                }
            }
            (Self::Items(lists), Value::Sequence(items)) => {
                for (index, item) in items.iter().enumerate() {
                    step(&index.to_string(), lists, item);
                }
            }
            (Self::Properties(properties), Value::Mapping(_)) => {
                for (name, lists) in properties {
                    if let Some(value) = node.get(name) {
                        step(name, lists, value);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The places of the items in the order of the alphabet; nothing where they stand in it, or are not all texts.
fn better_order(items: &[Node<'_>]) -> Option<Vec<usize>> {
    let texts: Vec<&str> = items.iter().map(Node::as_str).collect::<Option<_>>()?;
    let is_before = |one: &&str, other: &&str| compare(one, other).is_le();
    if texts.is_sorted_by(is_before) {
        return None;
    }
    let mut order: Vec<(usize, &str)> = texts.into_iter().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| compare(one, other));
    Some(order.into_iter().map(|(place, _)| place).collect())
}

/// Capital letters stand with small ones; where only they differ, they decide.
fn compare(one: &str, other: &str) -> std::cmp::Ordering {
    let (small_one, small_other) =
        (one.chars().flat_map(char::to_lowercase), other.chars().flat_map(char::to_lowercase));
    small_one.cmp(small_other).then_with(|| one.cmp(other))
}
