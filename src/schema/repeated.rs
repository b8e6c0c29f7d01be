//! The lists in a record that hold the same item twice, whatever they are lists of: texts, references, or mappings such as citations.
//!
//! Numbers may repeat: in a date or an interval they do.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::HashMap;
use foldhash::fast::FixedState;
use serde_json::Value as Json;

use super::references::{Form, Target, read_target};
use crate::yaml::{Node, Value, escape};

/// An item of a list that stands in it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedItem {
    /// Where the list stands (JSON pointer).
    pub list: Box<str>,
    /// Its text; of a mapping the first text in it, such as the source of a citation.
    pub text: Box<str>,
    /// The place of the item in the list.
    pub first: usize,
    /// The places where it stands again.
    pub later: Vec<usize>,
    /// Whether it is written the same way each time; a reference may name its folder in one place and leave it out in another.
    pub is_written_alike: bool,
}

/// Where in a record there are lists whose items can be told from each other: the schema, less everything else.
#[derive(Debug)]
pub(super) enum Lists {
    Nothing,
    /// A list, what its items refer to if they are references, and the lists in its items.
    Items(Option<Target>, Box<Lists>),
    Properties(Vec<(String, Lists)>),
}

impl Lists {
    pub(super) fn new(schema: &Json) -> Self {
        if let Some(items) = schema.get("items") {
            let kind = items.get("type").and_then(Json::as_str);
            // A type is left out where the words of an enumeration say it.
            return match kind {
                Some("string" | "object") | None => {
                    Self::Items(items.get("x-kb-ref").and_then(read_target), Box::new(Self::new(items)))
                }
                Some(_) => Self::Nothing,
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

    pub(super) fn collect(&self, root: &Node<'_>, found: &mut Vec<RepeatedItem>) {
        self.walk(root, &mut String::new(), found);
    }

    fn walk(&self, node: &Node<'_>, pointer: &mut String, found: &mut Vec<RepeatedItem>) {
        match (self, &node.value) {
            (Self::Items(target, lists), Value::Sequence(items)) => {
                repeated(items, target.as_ref(), pointer, found);
                if !matches!(**lists, Self::Nothing) {
                    for (index, item) in items.iter().enumerate() {
                        lists.step(&index.to_string(), item, pointer, found);
                    }
                }
            }
            (Self::Properties(properties), Value::Mapping(_)) => {
                for (name, lists) in properties {
                    if let Some(value) = node.get(name) {
                        lists.step(&escape(name), value, pointer, found);
                    }
                }
            }
            _ => {}
        }
    }

    fn step(&self, step: &str, node: &Node<'_>, pointer: &mut String, found: &mut Vec<RepeatedItem>) {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(step);
        self.walk(node, pointer, found);
        pointer.truncate(length);
    }
}

fn repeated(items: &[Node<'_>], target: Option<&Target>, pointer: &str, found: &mut Vec<RepeatedItem>) {
    if items.len() < 2 {
        return;
    }
    let paths = target.filter(|target| target.form == Form::Path).map(|target| Paths::of(target, items));
    let name = |place: usize| named(items.get(place)?, target, paths.as_ref());
    // What the items say, as a number, and their places. A broken list can have half a million of them.
    let said = items
        .iter()
        .enumerate()
        .filter(|(_, item)| matches!(item.value, Value::String(_) | Value::Mapping(_)));
    let said = said.map(|(place, item)| {
        (name(place).map_or_else(|| meaning(item), |name| FixedState::default().hash_one(name)), place)
    });
    let mut said: Vec<(u64, usize)> = said.collect();
    said.sort_unstable();
    let groups = said.chunk_by(|(one, _), (other, _)| one == other).filter(|group| group.len() > 1);
    let mut groups: Vec<Vec<usize>> =
        groups.map(|group| group.iter().map(|(_, place)| *place).collect()).collect();
    groups.sort_unstable();
    for places in groups {
        let Some((&first, later)) = places.split_first() else { continue };
        let Some(item) = items.get(first) else { continue };
        let is_same = |&&place: &&usize| {
            let other = items.get(place);
            other.is_some_and(|other| match (name(first), name(place)) {
                (Some(one), Some(other)) => one == other,
                _ => says_the_same(item, other),
            })
        };
        let later: Vec<usize> = later.iter().filter(is_same).copied().collect();
        if !later.is_empty() {
            let alike = |&place: &usize| items.get(place).is_some_and(|other| says_the_same(item, other));
            let is_written_alike = later.iter().all(alike);
            let first_text = || item.as_mapping()?.iter().find_map(|(_, value)| value.as_str());
            let text = item.as_str().or_else(first_text).unwrap_or_default().into();
            found.push(RepeatedItem { list: pointer.into(), text, first, later, is_written_alike });
        }
    }
}

/// What a reference names, however it is written; nothing for other items.
fn named<'i>(item: &'i Node<'_>, target: Option<&Target>, paths: Option<&Paths<'i>>) -> Option<&'i str> {
    let (text, target) = (item.as_str()?, target?);
    Some(paths.map_or_else(|| id_alone(text, target), |paths| paths.id_of(text)))
}

/// The id in a reference that should be an id alone and may have a folder before it.
fn id_alone<'t>(text: &'t str, target: &Target) -> &'t str {
    match text.split_once('/') {
        Some((folder, id)) if target.kinds.iter().any(|kind| **kind == *folder) => id,
        _ => text,
    }
}

/// The paths in a list, by the ids at their ends.
struct Paths<'i>(HashMap<&'i str, Option<&'i str>>);

impl<'i> Paths<'i> {
    fn of(target: &Target, items: &'i [Node<'_>]) -> Self {
        let mut by_id: HashMap<&str, Option<&str>> = HashMap::default();
        for path in items.iter().filter_map(Node::as_str) {
            let id = id_alone(path, target);
            if id.len() < path.len() {
                // Of two paths that end in one id nobody can say which the id alone means.
                let known = by_id.entry(id).or_insert(Some(path));
                *known = known.filter(|known| *known == path);
            }
        }
        Self(by_id)
    }

    /// The path in the list that a text means which may be an id alone.
    fn id_of(&self, text: &'i str) -> &'i str {
        self.0.get(text).copied().flatten().unwrap_or(text)
    }
}

/// A hash of what a node says: the order of its keys, its quotes and its place do not matter.
fn meaning(node: &Node<'_>) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    match &node.value {
        Value::Null => 0.hash(&mut hasher),
        Value::Bool(value) => value.hash(&mut hasher),
        Value::Integer(value) => value.hash(&mut hasher),
        Value::Float(value) => value.to_bits().hash(&mut hasher),
        Value::String(text) => text.hash(&mut hasher),
        Value::Sequence(items) => items.iter().for_each(|item| meaning(item).hash(&mut hasher)),
        Value::Mapping(entries) => {
            let sum = entries.iter().fold(0_u64, |sum, (key, value)| {
                sum.wrapping_add(FixedState::default().hash_one((&key.name, meaning(value))))
            });
            sum.hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn says_the_same(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.value, &other.value) {
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| says_the_same(one, other))
        }
        (Value::Mapping(entries), Value::Mapping(others)) => {
            entries.len() == others.len()
                && entries
                    .iter()
                    .all(|(key, value)| other.get(&key.name).is_some_and(|other| says_the_same(value, other)))
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::schema::Schemas;
    use crate::yaml::parse;

    fn repeated_in(kind: Kind, text: &str) -> Vec<(String, usize, Vec<usize>, bool)> {
        let document = parse(text.as_bytes()).document.unwrap();
        let found = Schemas::new().unwrap().repeated(kind, document.root.as_ref().unwrap());
        let told = found.into_iter();
        told.map(|item| (item.list.to_string(), item.first, item.later, item.is_written_alike)).collect()
    }

    #[test]
    fn items_that_say_the_same_are_found_in_every_list() {
        let text = "
about: [techniques/massage, benefits/ease, massage, techniques/massage]
aliases: [a, b, \"a\"]
citations:
  - {reference: one, stance: supports, indirectness: [other_outcome, other_outcome]}
  - {reference: two, stance: supports}
  - stance: supports
    reference: two
  - {reference: two, stance: supports, quote: but not this}
search: {terms: [x, x], where: [y], on: 2026-11-22}
";
        let told = repeated_in(Kind::Claims, text);
        let expected: Vec<(String, usize, Vec<usize>, bool)> = vec![
            ("/about".into(), 0, vec![2, 3], false),
            ("/citations".into(), 1, vec![2], true),
            ("/citations/0/indirectness".into(), 0, vec![1], true),
            ("/search/terms".into(), 0, vec![1], true),
            ("/aliases".into(), 0, vec![2], true),
        ];
        let sorted = |mut list: Vec<(String, usize, Vec<usize>, bool)>| {
            list.sort();
            list
        };
        assert_eq!(sorted(told), sorted(expected));
    }

    #[test]
    fn a_reference_is_the_same_with_its_folder_and_without() {
        let text = "contraindications: [hernia, contraindications/hernia, techniques/hernia]\n";
        assert_eq!(
            repeated_in(Kind::Techniques, text),
            [("/contraindications".to_owned(), 0, vec![1], false)]
        );
        // `ease` may be either of the two.
        assert_eq!(repeated_in(Kind::Claims, "about: [benefits/ease, tools/ease, ease]\n"), []);
    }

    #[test]
    fn numbers_may_repeat() {
        let text = "issued: {date-parts: [[2020, 2, 2]]}\neffects: [{ci: [1, 1]}]\n";
        assert_eq!(repeated_in(Kind::References, text), []);
    }
}
