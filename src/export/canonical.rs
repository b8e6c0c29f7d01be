//! The hash of the content, over a form that any program can make again: RFC 8785 (JSON Canonicalization Scheme).
//!
//! Numbers are written as ECMAScript writes them, and keys are sorted by their UTF-16 code units, as the RFC has it.

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
        Value::Number(number) if number.is_f64() => {
            text.push_str(&fraction(number.as_f64().unwrap_or_default()))
        }
        // serde_json escapes strings as the RFC wants it: the short escapes, `\u00xx` in small letters, and nothing else.
        plain => text.push_str(&plain.to_string()),
    }
}

/// The shortest digits that are read as the same number, placed as ECMAScript does (Number::toString).
fn fraction(number: f64) -> String {
    let shortest = format!("{:e}", number.abs());
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits = digits.replace('.', "");
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    // The place of the decimal point, from the first digit on.
    let point = exponent.parse::<i32>().unwrap_or_default().saturating_add(1);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let split = |at: i32| digits.split_at(usize::try_from(at).unwrap_or_default());
    let written = match point {
        1..=21 if point >= count => digits.clone() + &zeros(point - count),
        1..=21 => {
            let (whole, part) = split(point);
            format!("{whole}.{part}")
        }
        -5..=0 => format!("0.{}{digits}", zeros(-point)),
        _ => {
            let (first, rest) = split(1);
            let dot = if rest.is_empty() { "" } else { "." };
            let sign = if point > 0 { "+" } else { "" };
            format!("{first}{dot}{rest}e{sign}{}", point - 1)
        }
    };
    if number < 0.0 { format!("-{written}") } else { written }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_ecmascript() {
        // Appendix B of the RFC has some of them.
        for (number, written) in [
            (-0.4, "-0.4"),
            (1.86, "1.86"),
            (0.000_01, "0.00001"),
            (0.000_001, "0.000001"),
            (1e-7, "1e-7"),
            (1.5e-7, "1.5e-7"),
            (-0.0, "0"),
            (761.0, "761"),
            (333_333_333.333_333_3, "333333333.3333333"),
            (9_007_199_254_740_994.0, "9007199254740994"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(fraction(number), written);
        }
    }

    #[test]
    fn keys_are_sorted_and_nothing_stands_between() {
        let value: Value = serde_json::from_str("{\"b\": [1, \"\\u001f/é\"], \"a\": {}}").unwrap();
        let mut text = String::new();
        write(&value, &mut text);
        assert_eq!(text, "{\"a\":{},\"b\":[1,\"\\u001f/é\"]}");
    }
}
