//! The order of a kind's keys, read from its schema.

use serde_json::Value as Json;

/// In which order the keys of a value stand, and those of the values in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyOrder {
    keys: Vec<(String, KeyOrder)>,
    items: Option<Box<KeyOrder>>,
}

impl KeyOrder {
    /// The order in which a JSON Schema has its properties.
    pub fn of(schema: &Json) -> Self {
        let properties = schema.get("properties").and_then(Json::as_object);
        let keys = properties.into_iter().flatten().map(|(name, schema)| (name.clone(), Self::of(schema)));
        let items = schema.get("items").map(|items| Box::new(Self::of(items)));
        Self { keys: keys.collect(), items }
    }

    /// The place of a key; unknown keys come last.
    pub(super) fn rank(&self, key: &str) -> usize {
        self.keys.iter().position(|(name, _)| name == key).unwrap_or(self.keys.len())
    }

    /// The order in the value of a key.
    pub(super) fn at_key(&self, key: &str) -> Option<&Self> {
        self.keys.iter().find(|(name, _)| name == key).map(|(_, order)| order)
    }

    /// The order in the items of a list.
    pub(super) fn at_item(&self) -> Option<&Self> {
        self.items.as_deref()
    }
}
