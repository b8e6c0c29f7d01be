//! Looks into answers whose shape nobody promises: what is not there or is of another type is `None`.

use serde_json::Value;

/// The text at `key`, without the spaces around it; `None` where it is empty.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    as_text(value.get(key)?)
}

/// A text without the spaces around it; `None` where it is empty.
pub(super) fn as_text(value: &Value) -> Option<&str> {
    Some(value.as_str()?.trim()).filter(|text| !text.is_empty())
}

/// The list at `key`; a single text or object counts as a list of one, and what is not there as an empty one.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        Some(Value::Array(items)) => items,
        Some(one @ (Value::String(_) | Value::Object(_))) => std::slice::from_ref(one),
        _ => &[],
    }
}

/// `{"date-parts": [[2010, 2, 6]]}` as `2010-02-06`, as far as its parts are given.
pub(super) fn date(value: &Value) -> Option<String> {
    let parts = value.get("date-parts")?.get(0)?.as_array()?;
    let part = |index: usize, most: i64| {
        parts.get(index).and_then(Value::as_i64).filter(|number| (1..=most).contains(number))
    };
    let year = part(0, 9999)?;
    Some(match (part(1, 12), part(2, 31)) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

/// The year with which a text such as `2019 Feb 3` starts.
pub(super) fn year(text: &str) -> Option<i32> {
    text.get(..4)?.parse().ok().filter(|year| (1000..=9999).contains(year))
}
