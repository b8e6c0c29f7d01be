//! The hash of the content, over a form that any program can make again: RFC 8785 (JSON Canonicalization Scheme).
//!
//! The contract holds no fractions, so that numbers need no care; keys are sorted by their UTF-16 code units, as the RFC has it.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::hexadecimal::hexadecimal;

/// Hashes an object while it is made.
#[derive(Default)]
pub(super) struct Digest {
    hasher: Sha256,
    /// Whether a comma stands before the next key.
    follows: bool,
}

impl Digest {
    pub(super) fn open(&mut self) {
        self.hasher.update(b"{");
        self.follows = false;
    }

    pub(super) fn close(&mut self) {
        self.hasher.update(b"}");
        self.follows = true;
    }

    /// A key. Keys must come sorted.
    pub(super) fn key(&mut self, key: &str) {
        if self.follows {
            self.hasher.update(b",");
        }
        self.value(&Value::from(key));
        self.hasher.update(b":");
        self.follows = true;
    }

    pub(super) fn value(&mut self, value: &Value) {
        let mut text = String::new();
        write(value, &mut text);
        self.hasher.update(text.as_bytes());
    }

    pub(super) fn hexadecimal(self) -> String {
        hexadecimal(&self.hasher.finalize())
    }
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            text.push('{');
            for (place, (key, value)) in keys.into_iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        // serde_json escapes strings as the RFC wants it: the short escapes, `\u00xx` in small letters, and nothing else.
        plain => text.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_nothing_stands_between() {
        let value: Value = serde_json::from_str("{\"b\": [1, \"\\u001f/é\"], \"a\": {}}").unwrap();
        let mut text = String::new();
        write(&value, &mut text);
        assert_eq!(text, "{\"a\":{},\"b\":[1,\"\\u001f/é\"]}");
    }
}
