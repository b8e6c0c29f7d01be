//! Values as an editor would write them in a record, for the help under a finding.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::yaml::{Value, resolve};

/// A JSON text as YAML on one line: `["a b", 1]` ► `[a b, 1]`. What is no JSON comes back as it is.
pub(super) fn from_json(json: &str) -> String {
    serde_json::from_str(json).map_or_else(|_| json.to_owned(), |value| write(&value))
}

fn write(value: &Json) -> String {
    match value {
        Json::String(text) => quote_if_needed(text).into_owned(),
        Json::Array(items) => format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) => {
            let entry =
                |(key, value): (&String, &Json)| format!("{}: {}", quote_if_needed(key), write(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A text as it can stand in a record, also in a list on one line: in quotes where YAML would read it as something else.
fn quote_if_needed(text: &str) -> Cow<'_, str> {
    let is_plain = matches!(resolve(Cow::Borrowed(text)), Value::String(_))
        && text.starts_with(|first: char| first.is_alphanumeric())
        && text == text.trim()
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains([',', '[', ']', '{', '}', '\n']);
    if is_plain { text.into() } else { quote(text).into() }
}

/// A text in quotes.
pub(super) fn quote(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    if text.contains('\'') {
        return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    }
    format!("'{text}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_written_as_an_editor_would() {
        for (json, yaml) in [
            ("\"low\"", "low"),
            ("\"2593\"", "\"2593\""),
            ("\"Stop: it hurts\"", "\"Stop: it hurts\""),
            ("[\"a b\", 1, true]", "[a b, 1, true]"),
            (
                "{\"on\": \"2026-11-22\", \"url\": \"https://x.org/a\"}",
                "{on: 2026-11-22, url: https://x.org/a}",
            ),
            ("no JSON", "no JSON"),
        ] {
            assert_eq!(from_json(json), yaml);
        }
    }

    #[test]
    fn quotes_are_chosen_by_what_they_hold() {
        for (text, quoted) in
            [("it's", "\"it's\""), ("say \"a\"", "'say \"a\"'"), ("it's \"a\"", "\"it's \\\"a\\\"\"")]
        {
            assert_eq!(quote(text), quoted);
            assert_eq!(
                crate::yaml::parse(quoted.as_bytes()).document.unwrap().root.unwrap().as_str(),
                Some(text)
            );
        }
    }
}
