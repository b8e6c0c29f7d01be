//! The canonical form of records: examples, the records of kb/, and generated documents.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::sync::LazyLock;

use massage_kb::format::{KeyOrder, Unformatted, format};
use massage_kb::model::Kind;
use massage_kb::schema::schema_text;
use massage_kb::yaml::{Plain, parse};
use proptest::prelude::*;

/// The order a, b, c …, also in what stands in each other.
static ALPHABET: LazyLock<KeyOrder> = LazyLock::new(|| {
    let mut schema = serde_json::json!({});
    for _ in 0..3 {
        let properties: serde_json::Map<_, _> =
            ('a'..='h').map(|letter| (letter.to_string(), schema.clone())).collect();
        schema = serde_json::json!({"properties": properties, "items": {"properties": properties, "items": schema}});
    }
    KeyOrder::of(&schema)
});

/// Formats, and holds what must hold for every text: the same value and comments, and nothing more to do.
fn formatted(text: &str) -> String {
    let order = &*ALPHABET;
    let result = format(text, order).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    assert_eq!(value(&result), value(text), "another value:\n{text}\n=>\n{result}");
    assert_eq!(comments(&result), comments(text), "other comments:\n{text}\n=>\n{result}");
    let again = format(&result, order).unwrap();
    assert_eq!(again, result, "a second run changes more:\n{text}");
    result
}

fn value(text: &str) -> Plain {
    let parsed = parse(text.as_bytes());
    assert_eq!(parsed.problems, []);
    Plain::from(&parsed.document.unwrap().root.unwrap()).with_sorted_keys()
}

fn comments(text: &str) -> Vec<String> {
    let document = parse(text.as_bytes()).document.unwrap();
    let mut comments: Vec<_> =
        document.comments.iter().map(|comment| comment.text.trim_end().to_owned()).collect();
    comments.sort();
    comments
}

#[track_caller]
fn example(before: &str, after: &str) {
    assert_eq!(formatted(before), after);
}

#[test]
fn keys_stand_in_the_order_of_the_schema_and_unknown_ones_last() {
    example("zz: 1\nb: 2\na: 3\nyy: 4\n", "a: 3\nb: 2\nzz: 1\nyy: 4\n");
    example("b:\n  - d: 1\n    c: 2\na: {f: 1, e: 2}\n", "a: {e: 2, f: 1}\nb:\n  - c: 2\n    d: 1\n");
}

#[test]
fn every_level_is_two_spaces_in() {
    example("a:\n- 1\n-    2\n", "a:\n  - 1\n  - 2\n");
    example("a:\n      b:\n         c: 1\n", "a:\n  b:\n    c: 1\n");
    example("a:\n  -   - 1\n      - 2\n  -\n    - 3\n", "a:\n  - - 1\n    - 2\n  - - 3\n");
    example("a:\n    -   b: 1\n        c: 2\n", "a:\n  - b: 1\n    c: 2\n");
    example("a:\n  1\nb:    2\n", "a: 1\nb: 2\n");
    example("? a\n: 1\n", "a: 1\n");
}

#[test]
fn quotes_stay_and_long_texts_keep_their_lines() {
    example("b:   \"x\"\na: 'it''s'\n", "a: 'it''s'\nb: \"x\"\n");
    example("a: one\n      two\n\n      three\n", "a: one\n  two\n\n  three\n");
    example("a: \"one  \n  \\\n    two\\ \n  x\"\n", "a: \"one\n  \\\n  two\\ \n  x\"\n");
    example("a:\n    |-  # why\n      x\n       y\n\n\nb: 1\n", "a: |- # why\n  x\n   y\nb: 1\n");
    example("a: |+\n     x\n\nb: >\n  y\n  z\n", "a: |+\n  x\n\nb: >\n  y\n  z\n");
    example("a:\n  - |1\n     x\n    y\n", "a:\n  - |2\n      x\n     y\n");
    example("b: |+\n  x\n\n\n# c\na: 1\n", "# c\na: 1\nb: |+\n  x\n\n\n");
    example("a: |\n", "a: |\n");
}

#[test]
fn keys_that_are_words_lose_their_quotes() {
    example("\"b\": 1\n'a': {\"c\": \"x\"}\n", "a: {c: \"x\"}\nb: 1\n");
    example("\"a b\": 1\n\"1\": 2\n\"c: d\": 3\n", "\"a b\": 1\n\"1\": 2\n\"c: d\": 3\n");
}

#[test]
fn brackets_stay_while_they_are_short() {
    example(
        "a: [1,2 , 3 ,]\nb: {a: 1,b: }\nc: [ ]\nd: {}\n",
        "a: [1, 2, 3]\nb: {a: 1, b: null}\nc: []\nd: {}\n",
    );
    example("a: [x,\n  y]\n", "a: [x, y]\n");
    example("a: [[2026, 11], b: 1]\n", "a: [[2026, 11], {b: 1}]\n");
    let long = "a long item of a list that has many of its kind and none of them is short";
    example(
        &format!("a: [\"{long}\", \"{long}\", [1, 2]] # why\n"),
        &format!("a: # why\n  - \"{long}\"\n  - \"{long}\"\n  - [1, 2]\n"),
    );
    example(
        "a: [ # list\n  1, # one\n  # before two\n  2\n  # end\n]\n",
        "a: # list\n  - 1 # one\n  # before two\n  - 2\n  # end\n",
    );
    example("a: [ # nothing\n]\n", "a: [] # nothing\n");
}

#[test]
fn comments_stay_with_what_they_are_about() {
    example(
        "# about b\nb: 1 # at b\n# about a\na:   # at a\n# about the first\n  - x # at x\n  # end of a\n# end\n",
        "# about a\na: # at a\n  # about the first\n  - x # at x\n  # end of a\n# about b\nb: 1 # at b\n# end\n",
    );
    example("a:\n- x\n# about b\nb: 1\n", "a:\n  - x\n# about b\nb: 1\n");
    example(
        "a:\n  - # at the dash\n    # about c\n    c: 1\n    b: 2\n",
        "a:\n  - # at the dash\n    b: 2\n    # about c\n    c: 1\n",
    );
    example("a:\n  - c: 1\n    # about b\n    b: 2\n", "a:\n  -\n    # about b\n    b: 2\n    c: 1\n");
    example(
        "a: # at a\n  # before x\n  x\nb: \"y\n  z\" # at b\n",
        "# before x\na: x # at a\nb: \"y\n  z\" # at b\n",
    );
    example("a: # one\n  x # two\n", "# one\na: x # two\n");
}

#[test]
fn comments_at_the_top_stay_there_if_they_are_about_the_file() {
    example("# the file\n\n# about b\nb: 1\na: 2\n", "# the file\n\na: 2\n# about b\nb: 1\n");
    example(
        "# kb: ignore-file[schema] x\n# about b\nb: 1\na: 2\n",
        "# kb: ignore-file[schema] x\na: 2\n# about b\nb: 1\n",
    );
    example(
        "# yaml-language-server: $schema=x\nb: 1\na: 2\n",
        "# yaml-language-server: $schema=x\na: 2\nb: 1\n",
    );
}

#[test]
fn one_empty_line_is_kept_before_a_comment_and_no_other() {
    example("\n\na: 1\n\n\n\n# c\nb: 2\n\nc: 3\n\n", "a: 1\n\n# c\nb: 2\nc: 3\n");
    example("a:\n\n  - 1\n\n  # c\n\n  - 2\n", "a:\n  - 1\n\n  # c\n  - 2\n");
}

#[test]
fn a_list_below_its_key_may_start_with_brackets() {
    example("a:\n- []\n- |\n", "a:\n  - []\n  - |\n");
}

#[test]
fn lines_end_in_lf() {
    example("\u{feff}a: 1 \r\nb: |\r\n  x\r\n  y\r\n# c  \r\n", "a: 1\nb: |\n  x\n  y\n# c\n");
    example("---\na: 1", "a: 1\n");
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    let order = &*ALPHABET;
    for text in ["a: [", "a: 1\na: 2\n", "a: &x 1\n", "a: 1\n---\nb: 2\n"] {
        assert!(matches!(format(text, order), Err(Unformatted::Unreadable(_))), "{text}");
    }
    for text in ["", "# c\n", "- 1\n", "text\n"] {
        assert_eq!(format(text, order), Err(Unformatted::NoRecord), "{text}");
    }
    assert_eq!(
        format("\"a\n  b\": 1\n", order),
        Err(Unformatted::Unreadable(parse(b"\"a\n  b\": 1\n").problems))
    );
}

#[test]
fn the_records_of_this_knowledge_base_keep_what_they_say() {
    for root in ["kb", "tests/fixtures/base"] {
        for &kind in Kind::ALL {
            let order = KeyOrder::of(&serde_json::from_str(schema_text(kind)).unwrap());
            let folder = format!("{}/{root}/{kind}", env!("CARGO_MANIFEST_DIR"));
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                let text = std::fs::read_to_string(&path).unwrap();
                let result =
                    format(&text, &order).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert_eq!((value(&result), comments(&result)), (value(&text), comments(&text)));
                assert_eq!(format(&result, &order).as_deref(), Ok(&*result), "{}", path.display());
            }
        }
    }
}

/// A generated document: values, and how each is written.
#[derive(Clone, Debug)]
enum Part {
    Scalar(String),
    LongPlain(Vec<String>, Vec<bool>),
    LongQuoted(char, Vec<String>),
    Text { header: &'static str, lines: Vec<String> },
    Flow(Vec<String>),
    FlowMap(Vec<(char, String)>),
    LongFlow(Vec<(String, Option<String>)>),
    List { gap: usize, indent: usize, items: Vec<(Noise, Part)>, end: Option<String> },
    Map { indent: usize, entries: Vec<(Noise, char, Part)>, end: Option<String> },
}

/// What stands around an entry.
#[derive(Clone, Debug)]
struct Noise {
    before: Vec<String>,
    blank: usize,
    after: Option<String>,
    at_key: Option<String>,
}

fn comment() -> impl Strategy<Value = String> {
    "#[ a-z:'\"\\[\\-#|]{0,8}".prop_map(|text| text.trim_end().to_owned())
}

fn noise() -> impl Strategy<Value = Noise> {
    (
        prop::collection::vec(comment(), 0..3),
        0..3_usize,
        prop::option::weighted(0.2, comment()),
        prop::option::weighted(0.2, comment()),
    )
        .prop_map(|(mut before, blank, after, at_key)| {
            if blank > 0 {
                before.truncate(1);
            }
            Noise { before, blank, after, at_key }
        })
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z][a-z0-9 é/.-]{0,10}[a-z]",
        "-?[0-9]{1,4}",
        Just("null".to_owned()),
        Just("~".to_owned()),
        Just("true".to_owned()),
        "'[a-z #:\\[,-]{0,8}(''[a-z]{0,3})?'",
        "\"[a-z #:\\[,-]{0,8}(\\\\n|\\\\\"|\\\\x41)?\"",
    ]
}

fn part() -> impl Strategy<Value = Part> {
    let word = "[a-z][a-z:#]{0,5}[a-z]";
    let leaf = prop_oneof![
        4 => scalar().prop_map(Part::Scalar),
        1 => (prop::collection::vec(word, 2..4), prop::collection::vec(any::<bool>(), 4)).prop_map(|(words, gaps)| Part::LongPlain(words, gaps)),
        1 => (prop_oneof![Just('"'), Just('\'')], prop::collection::vec("[a-z #-]{0,6}", 2..4)).prop_map(|(quote, lines)| Part::LongQuoted(quote, lines)),
        2 => (prop_oneof![Just("|"), Just(">"), Just("|-"), Just(">-"), Just("|+"), Just(">+"), Just("|2"), Just(">2-"), Just("|2+")], prop::collection::vec("[ ]{0,2}[a-z#-]{0,5}", 0..5)).prop_map(|(header, lines)| Part::Text { header, lines }),
        1 => prop::collection::vec("[a-z][a-z ]{0,40}[a-z]", 0..4).prop_map(Part::Flow),
        1 => prop::collection::hash_map(prop::char::range('a', 'h'), "[a-z]{1,20}", 0..4).prop_map(|map| Part::FlowMap(map.into_iter().collect())),
        1 => prop::collection::vec(("[a-z]{1,6}", prop::option::of(comment())), 0..4).prop_map(Part::LongFlow),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (
                0..3_usize,
                0..4_usize,
                prop::collection::vec((noise(), inner.clone()), 1..4),
                prop::option::weighted(0.2, comment())
            )
                .prop_map(|(gap, indent, items, end)| Part::List { gap, indent, items, end }),
            (1..4_usize, entries(inner), prop::option::weighted(0.2, comment()))
                .prop_map(|(indent, entries, end)| Part::Map { indent, entries, end }),
        ]
    })
}

fn entries(part: impl Strategy<Value = Part> + 'static) -> impl Strategy<Value = Vec<(Noise, char, Part)>> {
    prop::collection::hash_map(prop::char::range('a', 'h'), (noise(), part), 1..5)
        .prop_map(|map| map.into_iter().map(|(key, (noise, part))| (noise, key, part)).collect())
}

fn indentation(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn before(noise: &Noise, indent: usize, out: &mut String) {
    for _ in 0..noise.blank {
        out.push('\n');
    }
    for comment in &noise.before {
        indentation(out, indent);
        out.push_str(comment);
        out.push('\n');
    }
}

/// Writes a value after its key or dash, which stands `indent` columns in; ends with a line end.
fn write_part(part: &Part, noise: &Noise, indent: usize, in_list: bool, out: &mut String) {
    let line_end = |out: &mut String, comment: &Option<String>| {
        if let Some(comment) = comment {
            out.push_str("  ");
            out.push_str(comment);
        }
        out.push('\n');
    };
    match part {
        Part::Scalar(text) => {
            out.push(' ');
            out.push_str(text);
            line_end(out, &noise.after);
        }
        Part::LongPlain(words, gaps) => {
            for (word, gap) in words.iter().zip(gaps) {
                if *gap && word != &words[0] {
                    out.push('\n');
                }
                out.push_str(if word == &words[0] { " " } else { "" });
                out.push_str(word);
                if word != &words[words.len() - 1] {
                    out.push('\n');
                    indentation(out, indent + 1);
                }
            }
            line_end(out, &noise.after);
        }
        Part::LongQuoted(quote, lines) => {
            out.push(' ');
            out.push(*quote);
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    out.push('\n');
                    indentation(out, indent + 3);
                }
                out.push_str(line);
            }
            out.push(*quote);
            line_end(out, &noise.after);
        }
        Part::Text { header, lines } => {
            out.push(' ');
            out.push_str(header);
            line_end(out, &noise.after);
            for line in lines {
                indentation(out, indent + 2);
                out.push_str(line);
                out.push('\n');
            }
        }
        Part::Flow(items) => {
            out.push_str(&std::format!(" [{}]", items.join(" ,")));
            line_end(out, &noise.after);
        }
        Part::FlowMap(pairs) => {
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| std::format!("{key}: {value}")).collect();
            out.push_str(&std::format!(" {{{}}}", pairs.join(",")));
            line_end(out, &noise.after);
        }
        Part::LongFlow(items) => {
            out.push_str(" [");
            line_end(out, &noise.at_key);
            for (item, comment) in items {
                indentation(out, indent + 1);
                out.push_str(item);
                out.push(',');
                line_end(out, comment);
            }
            indentation(out, indent + 1);
            out.push(']');
            line_end(out, &noise.after);
        }
        Part::List { gap, indent: more, items, end } => {
            line_end(out, &noise.at_key);
            // A list may stand right below its key, though not right below a dash.
            let indent = indent + (*more).max(usize::from(in_list));
            for (noise, item) in items {
                before(noise, indent, out);
                indentation(out, indent);
                out.push('-');
                indentation(out, *gap);
                write_part(item, noise, indent, true, out);
            }
            if let Some(comment) = end {
                indentation(out, indent);
                out.push_str(comment);
                out.push('\n');
            }
        }
        Part::Map { indent: more, entries, end } => {
            line_end(out, &noise.at_key);
            write_entries(entries, indent + more, out);
            if let Some(comment) = end {
                indentation(out, indent + more);
                out.push_str(comment);
                out.push('\n');
            }
        }
    }
}

fn write_entries(entries: &[(Noise, char, Part)], indent: usize, out: &mut String) {
    for (noise, key, part) in entries {
        before(noise, indent, out);
        indentation(out, indent);
        out.push(*key);
        out.push(':');
        write_part(part, noise, indent, false, out);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000,
        // Some of what is generated is no YAML.
        max_global_rejects: 20_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_value_and_no_comment_changes_and_a_second_run_finds_nothing_to_do(
        entries in entries(part()), crlf in any::<bool>(), cut in any::<bool>()
    ) {
        let mut text = String::new();
        write_entries(&entries, 0, &mut text);
        if cut {
            text.truncate(text.trim_end().len());
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let parsed = parse(text.as_bytes());
        prop_assume!(parsed.problems.is_empty());
        let result = formatted(&text);
        prop_assert!(result.ends_with('\n') && !result.contains('\r') && !result.starts_with('\n'));
    }
}
