//! Lets the validator walk our tree as it is: jsonschema's `Json` traits over [`Node`].

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as JsonNode, NodeIdentity, Object};
use serde_json::{Number, Value as SerdeValue};

use crate::span::Span;
use crate::yaml::{Key, Node, Value};

/// Our tree as a representation of JSON.
pub(super) struct TreeJson;

impl Json for TreeJson {
    type Node<'a> = &'a Node<'a>;
    type PreparedKey = String;
    type StringBuffer = String;
    const ACYCLIC: bool = true;
    const KEYS_PER_LOOKUP: usize = 1;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(_: &mut String, text: &str, visit: impl FnOnce(Self::Node<'_>) -> T) -> T {
        let value = Value::String(Cow::Borrowed(text));
        visit(&Node { span: Span::default(), value })
    }
}

/// A number of our tree.
pub(super) enum TreeNumber {
    Integer(i64),
    Float(f64),
}

impl JsonNumber for TreeNumber {
    fn as_u64(&self) -> Option<u64> {
        self.as_i64().and_then(|integer| u64::try_from(integer).ok())
    }

    fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            // 2^53: up to there every whole f64 is one integer, and beyond it no field of ours reaches.
            Self::Float(float) => {
                (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(*float as i64)
            }
        }
    }

    fn as_f64(&self) -> Option<f64> {
        Some(match self {
            Self::Integer(integer) => *integer as f64,
            Self::Float(float) => *float,
        })
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(match self {
            Self::Integer(integer) => (*integer).into(),
            // JSON has no infinity and no NaN.
            Self::Float(float) => Number::from_f64(*float).unwrap_or_else(|| 0.into()),
        })
    }

    fn is_integer(&self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Float(float) => float.fract() == 0.0,
        }
    }

    fn is_written_as_integer(&self) -> bool {
        matches!(self, Self::Integer(_))
    }
}

impl<'a> JsonNode<'a, TreeJson> for &'a Node<'a> {
    type Object = &'a [(Key<'a>, Node<'a>)];
    type Array = &'a [Node<'a>];
    type Number = TreeNumber;

    fn as_object(&self) -> Option<Self::Object> {
        self.as_mapping()
    }

    fn as_array(&self) -> Option<Self::Array> {
        self.as_sequence()
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.as_str().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<TreeNumber> {
        match self.value {
            Value::Integer(integer) => Some(TreeNumber::Integer(integer)),
            Value::Float(float) => Some(TreeNumber::Float(float)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.value {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    fn json_type(&self) -> JsonType {
        match self.value {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Integer(_) | Value::Float(_) => JsonType::Number,
            Value::String(_) => JsonType::String,
            Value::Sequence(_) => JsonType::Array,
            Value::Mapping(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &SerdeValue) -> bool {
        match (&self.value, expected) {
            (Value::String(text), SerdeValue::String(other)) => text == other,
            (Value::String(_), _) => false,
            _ => jsonschema::json::cmp::equal(&to_value(self), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, SerdeValue> {
        Cow::Owned(to_value(self))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref(*self) as usize))
    }
}

fn to_value(node: &Node<'_>) -> SerdeValue {
    match &node.value {
        Value::Null => SerdeValue::Null,
        Value::Bool(truth) => (*truth).into(),
        Value::Integer(integer) => (*integer).into(),
        Value::Float(float) => SerdeValue::Number(TreeNumber::Float(*float).to_number().into_owned()),
        Value::String(text) => SerdeValue::String(text.to_string()),
        Value::Sequence(items) => items.iter().map(to_value).collect(),
        Value::Mapping(entries) => SerdeValue::Object(
            entries.iter().map(|(key, value)| (key.name.to_string(), to_value(value))).collect(),
        ),
    }
}

impl<'a> Object<'a, TreeJson> for &'a [(Key<'a>, Node<'a>)] {
    type Node = &'a Node<'a>;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        <[_]>::len(self)
    }

    fn get(&self, key: &String) -> Option<&'a Node<'a>> {
        self.iter().find(|(name, _)| name.name == *key).map(|(_, value)| value)
    }

    fn members(&self) -> Members<'a> {
        Members(self.iter())
    }
}

/// The keys and values of a mapping.
pub(super) struct Members<'a>(std::slice::Iter<'a, (Key<'a>, Node<'a>)>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, &'a Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&*key.name, value))
    }
}

impl<'a> Array<'a, TreeJson> for &'a [Node<'a>] {
    type Node = &'a Node<'a>;
    type ElementsIter = std::slice::Iter<'a, Node<'a>>;

    fn len(&self) -> usize {
        <[_]>::len(self)
    }

    fn elements(&self) -> Self::ElementsIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use jsonschema::json::conformance;

    use super::*;
    use crate::yaml::parse;

    #[test]
    fn our_tree_keeps_the_contract_that_the_validator_relies_on() {
        // JSON is YAML.
        let text = conformance::document().to_string();
        let document = parse(text.as_bytes()).document.unwrap();
        let root: &Node<'_> = document.root.as_ref().unwrap();
        conformance::assert_conformance::<TreeJson>(&root);
    }

    #[test]
    fn our_tree_validates_as_its_json_does() {
        let schema = serde_json::json!({
            "properties": {
                "whole": {"type": "integer", "minimum": 2, "maximum": 4},
                "number": {"type": "number", "multipleOf": 0.5},
                "list": {"uniqueItems": true, "items": {"enum": [1, "a", null, {"b": [1]}]}, "maxItems": 3},
                "text": {"minLength": 2, "maxLength": 3, "pattern": "^é"},
                "fixed": {"const": {"a": 1, "b": [true]}},
            },
            "propertyNames": {"maxLength": 6},
            "additionalProperties": false,
        });
        let ours = jsonschema::options_for::<TreeJson>().build(&schema).unwrap();
        let theirs = jsonschema::options().build(&schema).unwrap();
        let mut valid = 0;
        let texts = [
            "whole: 3",
            "whole: 3.0",
            "whole: 3.5",
            "whole: 1",
            "whole: 5",
            "whole: 1e0",
            "whole: '3'",
            "whole: null",
            "number: 1.5",
            "number: 1.25",
            "number: 9007199254740993",
            "number: -3",
            "number: true",
            "list: [1, a, null]",
            "list: [1, 1.0]",
            "list: [{b: [1]}]",
            "list: [{b: [1]}, {b: [1]}]",
            "list: [1, a, null, 1]",
            "list: [{b: [2]}]",
            "list: {}",
            "text: éa",
            "text: é",
            "text: éabc",
            "text: abc",
            "text: 12",
            "fixed: {b: [true], a: 1}",
            "fixed: {a: 1.0, b: [true]}",
            "fixed: {a: 1}",
            "fixed: {a: 1, b: [1]}",
            "longer: 1",
            "longest: 1",
            "éééééé: 1",
            "{}",
            "[]",
            "text",
            "",
        ];
        for text in texts {
            let document = parse(text.as_bytes()).document.unwrap_or_default();
            let Some(root) = &document.root else { continue };
            let json = to_value(root);
            assert_eq!(ours.is_valid(root), theirs.is_valid(&json), "{text}");
            let found: Vec<_> =
                ours.iter_errors(root).map(|error| error.instance_path().to_string()).collect();
            let expected: Vec<_> =
                theirs.iter_errors(&json).map(|error| error.instance_path().to_string()).collect();
            assert_eq!(found, expected, "{text}");
            valid += usize::from(ours.is_valid(root));
        }
        assert_eq!(valid, 15, "some are valid and some are not");
    }
}
