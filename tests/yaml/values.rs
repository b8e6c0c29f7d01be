//! What plain text, quotes and blocks are read as.

use massage_kb::yaml::{Node, Value};

use super::read;

fn value(text: &str) -> Value<'static> {
    let text = format!("key: {text}\n");
    match read(&text).node("/key").expect("there is a key").value.clone() {
        Value::String(text) => Value::String(text.into_owned().into()),
        Value::Null => Value::Null,
        Value::Bool(truth) => Value::Bool(truth),
        Value::Integer(integer) => Value::Integer(integer),
        Value::Float(float) => Value::Float(float),
        other => panic!("no scalar: {other:?}"),
    }
}

#[test]
fn plain_text_is_read_by_the_core_schema_of_yaml_1_2() {
    for text in "yes¦no¦on¦off¦Yes¦No¦ON¦Off¦y¦n¦Y¦N¦2024-01-05¦2024-01-05T10:00:00Z¦12:30¦1_000¦0b11¦0o18¦\
        0x¦1e¦.¦+¦nULL¦tRUE¦~~¦-0x1f¦+.nan¦<<¦=¦1.2.3¦1,5¦10.1000/x¦C7-T1¦é"
        .split('¦')
    {
        assert_eq!(value(text), Value::String(text.into()), "{text}");
    }
    for text in ["~", "null", "Null", "NULL", "", "# nothing but a comment"] {
        assert_eq!(value(text), Value::Null, "{text}");
    }
    for (text, integer) in [
        ("007", 7),
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
    ] {
        assert_eq!(value(text), Value::Integer(integer), "{text}");
    }
    for (text, float) in [
        ("1e3", 1000.0),
        ("1.5", 1.5),
        ("-2.", -2.0),
        (".5", 0.5),
        ("1E-2", 0.01),
        ("+.5e+1", 5.0),
        (".inf", f64::INFINITY),
        ("-.INF", f64::NEG_INFINITY),
        ("9223372036854775808", 9_223_372_036_854_775_808.0),
        ("1e999", f64::INFINITY),
    ] {
        assert_eq!(value(text), Value::Float(float), "{text}");
    }
    assert!(matches!(value(".NaN"), Value::Float(float) if float.is_nan()));
    for (text, truth) in
        [("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false)]
    {
        assert_eq!(value(text), Value::Bool(truth), "{text}");
    }
}

#[test]
fn text_in_quotes_or_a_block_is_text() {
    for text in ["yes", "true", "null", "~", "007", "1e3", ".nan", "2024-01-05", "0o17", ""] {
        assert_eq!(value(&format!("'{text}'")), Value::String(text.into()));
        assert_eq!(value(&format!("\"{text}\"")), Value::String(text.into()));
        assert_eq!(value(&format!("|-\n  {text}")), Value::String(text.into()));
    }
}

#[test]
fn keys_are_text_whatever_they_look_like() {
    let document = read("1: a\ntrue: b\n~: c\n2024-01-05: d\n'x': e\n? f\n: g\n");
    let names = ["1", "true", "~", "2024-01-05", "x", "f"];
    let entries = document.root.as_ref().and_then(Node::as_mapping).expect("it is a mapping");
    assert_eq!(entries.iter().map(|(key, _)| &*key.name).collect::<Vec<_>>(), names);
}

#[test]
fn escapes_line_ends_and_blocks_make_text() {
    for (text, expected) in [
        (r#""\x41\u00e9\U0001F9B5\t\\\"\/\N""#, "A\u{e9}\u{1f9b5}\t\\\"/\u{85}"),
        (r#""\ud83e\uddb5""#, "\u{1f9b5}"),
        ("'it''s'", "it's"),
        ("one\n  two\n\n  three", "one two\nthree"),
        ("\"one\\\n  two\n  three\"", "onetwo three"),
        ("|\n  one\n   two\n\n  three\n\n", "one\n two\n\nthree\n"),
        ("|+\n  one\n\n", "one\n\n\n"),
        (">\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        ("|\r\n  one\r\n  two\r\n", "one\ntwo\n"),
    ] {
        assert_eq!(value(text), Value::String(expected.into()), "{text}");
    }
}
