//! Our tree as the JSON that the validator takes.

use serde_json::{Number, Value as Json};

use crate::yaml::{Node, Value};

/// The value of `node` without its spans and comments. What JSON has no number for, infinity and NaN, is null: no number.
pub(super) fn to_json(node: &Node<'_>) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(truth) => (*truth).into(),
        Value::Integer(integer) => (*integer).into(),
        Value::Float(float) => Number::from_f64(*float).map_or(Json::Null, Json::Number),
        Value::String(text) => Json::String(text.to_string()),
        Value::Sequence(items) => items.iter().map(to_json).collect(),
        Value::Mapping(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.name.to_string(), to_json(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    #[test]
    fn a_record_is_the_json_that_a_reader_of_yaml_1_2_sees() {
        let text = "whole: 3\nlarge: 9007199254740993\nfloat: 1.5\nround: 3.0\nyes: yes\ntruth: true\nnothing: ~\nday: 2024-01-05\n\
                    list: [1, a, {b: [x]}, [], {}]\nendless: .inf\nnone: .nan\n";
        let document = parse(text.as_bytes()).document.unwrap();
        let expected = serde_json::json!({
            "whole": 3, "large": 9_007_199_254_740_993_i64, "float": 1.5, "round": 3.0, "yes": "yes", "truth": true,
            "nothing": null, "day": "2024-01-05", "list": [1, "a", {"b": ["x"]}, [], {}], "endless": null, "none": null,
        });
        assert_eq!(to_json(document.root.as_ref().unwrap()), expected);
    }
}
