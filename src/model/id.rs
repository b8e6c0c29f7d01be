//! Ids: how one record names another.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::{Kind, Record};

/// The shape of every id: kebab-case, ASCII, starting with a letter.
pub const ID_PATTERN: &str = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";

/// Says whether `text` has the shape of an id, [`ID_PATTERN`].
pub fn is_id(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_lowercase()));
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    first && text.split('-').all(plain)
}

/// The id of a record of one kind: the stem of its file's name.
///
/// The type says which kind it names; whether such a record exists is for the linter to say.
#[derive(Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Id<T> {
    text: Box<str>,
    #[serde(skip)]
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> AsRef<str> for Id<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> PartialEq<str> for Id<T> {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}

impl<T> PartialEq<&str> for Id<T> {
    fn eq(&self, other: &&str) -> bool {
        &*self.text == *other
    }
}

impl<T> PartialEq<Id<T>> for str {
    fn eq(&self, other: &Id<T>) -> bool {
        other == self
    }
}

impl<T> PartialEq<Id<T>> for &str {
    fn eq(&self, other: &Id<T>) -> bool {
        other == self
    }
}

/// A map by ids is asked with a text as well.
impl<T> std::borrow::Borrow<str> for Id<T> {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl<T> From<&str> for Id<T> {
    fn from(text: &str) -> Self {
        Self { text: text.into(), kind: PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T: Record> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", T::KIND, self.text)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The kinds that one sort of [`Path`] may lead to.
pub trait KindSet {
    /// The name of the set in messages, for example `entity`.
    const NAME: &'static str;
    /// The kinds in it.
    const KINDS: &'static [Kind];
}

/// What a claim can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {}

impl KindSet for Entity {
    const NAME: &'static str = "entity";
    const KINDS: &'static [Kind] = &[
        Kind::Muscles,
        Kind::Structures,
        Kind::Techniques,
        Kind::Tools,
        Kind::Benefits,
        Kind::Conditions,
        Kind::Practices,
        Kind::Contraindications,
        Kind::RedFlags,
        Kind::Disclaimers,
    ];
}

/// What a contraindication can stand against: something done, or something used for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {}

impl KindSet for Activity {
    const NAME: &'static str = "activity";
    const KINDS: &'static [Kind] = &[Kind::Techniques, Kind::Tools, Kind::Practices, Kind::Guides];
}

/// What a reader must have seen before a guide's first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {}

impl KindSet for Warning {
    const NAME: &'static str = "warning";
    const KINDS: &'static [Kind] = &[Kind::Disclaimers, Kind::Contraindications, Kind::RedFlags];
}

/// A reference to a record of one of several kinds, written `kind/id`: `techniques/foam-rolling`.
#[derive(Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Path<S> {
    text: Box<str>,
    #[serde(skip)]
    set: PhantomData<fn() -> S>,
}

impl<S> Path<S> {
    /// The path as it is written, `kind/id`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The kind and the id, or nothing where the text has no such shape.
    pub fn split(&self) -> Option<(Kind, &str)> {
        let (folder, id) = self.text.split_once('/')?;
        Some((Kind::from_folder(folder)?, id))
    }

    /// Says whether the path leads to the record `id` of `kind`.
    pub fn leads_to(&self, kind: Kind, id: &str) -> bool {
        self.split() == Some((kind, id))
    }
}

impl<S> AsRef<str> for Path<S> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<S> PartialEq<str> for Path<S> {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}

impl<S> PartialEq<&str> for Path<S> {
    fn eq(&self, other: &&str) -> bool {
        &*self.text == *other
    }
}

impl<S> PartialEq<Path<S>> for str {
    fn eq(&self, other: &Path<S>) -> bool {
        other == self
    }
}

impl<S> PartialEq<Path<S>> for &str {
    fn eq(&self, other: &Path<S>) -> bool {
        other == self
    }
}

/// A map by paths is asked with a text as well.
impl<S> std::borrow::Borrow<str> for Path<S> {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl<S> From<&str> for Path<S> {
    fn from(text: &str) -> Self {
        Self { text: text.into(), set: PhantomData }
    }
}

impl<S> Clone for Path<S> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), set: PhantomData }
    }
}

impl<S> PartialEq for Path<S> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<S> Eq for Path<S> {}

impl<S> PartialOrd for Path<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<S> Ord for Path<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl<S> Hash for Path<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<S> fmt::Debug for Path<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<S> fmt::Display for Path<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::*;

    impl<T: Record> JsonSchema for Id<T> {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> std::borrow::Cow<'static, str> {
            format!("Id-{}", T::KIND).into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string", "x-kb-ref": {"kinds": [T::KIND.folder()], "form": "id"}
            })
        }
    }

    impl<S: KindSet> JsonSchema for Path<S> {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> std::borrow::Cow<'static, str> {
            format!("Path-{}", S::NAME).into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let kinds: Vec<_> = S::KINDS.iter().map(|kind| kind.folder()).collect();
            json_schema!({
                "type": "string", "x-kb-ref": {"kinds": kinds, "form": "path"}
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        for good in ["a", "psoas-major", "wilke-2020", "l1"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "2020-wilke", "Psoas", "a_b", "é", "a.b"] {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn ids_and_paths_are_compared_and_looked_up_as_texts() {
        let (id, path) =
            (Id::<crate::model::Muscle>::from("psoas-major"), Path::<Entity>::from("muscles/iliacus"));
        assert_eq!(id, "psoas-major");
        assert_eq!("psoas-major", id);
        assert_ne!(id, *"iliacus");
        assert_eq!(path, "muscles/iliacus");
        assert_eq!("muscles/iliacus", path);
        assert_ne!(path, *"muscles/psoas-major");
        assert_eq!(
            std::collections::HashSet::from([id]).take("psoas-major").as_ref().map(Id::as_ref),
            Some("psoas-major")
        );
        assert_eq!(std::collections::BTreeMap::from([(path, 1)]).get("muscles/iliacus"), Some(&1));
    }

    #[test]
    fn paths_split_at_a_known_kind() {
        let path: Path<Entity> = "techniques/foam-rolling".into();
        assert_eq!(path.split(), Some((Kind::Techniques, "foam-rolling")));
        assert!(path.leads_to(Kind::Techniques, "foam-rolling"));
        assert_eq!(Path::<Entity>::from("technique/foam-rolling").split(), None);
        assert_eq!(Path::<Entity>::from("foam-rolling").split(), None);
    }
}
