//! Our reader held against `serde_yaml` (the maintained fork), which is built on another parser.

use std::fs;
use std::path::{Path, PathBuf};

use massage_kb::yaml::{Key, Node, Value, parse};
use proptest::prelude::*;
use serde_yaml::Value as Theirs;

use super::{config, read, yamlish};

/// A tree without places, as both readers can be asked for it.
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Null,
    Bool(bool),
    Integer(i128),
    /// The bits, so that not-a-number equals itself.
    Float(u64),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    fn float(float: f64) -> Self {
        Self::Float(if float.is_nan() { f64::NAN.to_bits() } else { float.to_bits() })
    }
}

/// Our tree as `serde_yaml` would read it. All that it reads otherwise is here:
///
/// - a whole number with a zero before it, `007`, is text to it (7 by the core schema);
/// - whole numbers beyond `i64` stay whole (we make floats of them, as JSON readers do), and `1e999` is text (infinite).
///
/// And it breaks lines at U+0085, U+2028 and U+2029, as YAML 1.1 does, takes `---` after a byte order mark as text, and adds no
/// line end to a block of text that the file's end cuts off: texts with these are left out, as are `+.nan`, `0b11` and `-0x1F`,
/// which are numbers to it and text by the core schema.
fn ours(node: &Node<'_>, text: &str) -> Tree {
    let written = node.span.slice(text).expect("places lie in the text");
    match &node.value {
        Value::Null => Tree::Null,
        Value::Bool(truth) => Tree::Bool(*truth),
        Value::Integer(_) | Value::Float(_) if has_leading_zero(written) => Tree::Text(written.to_owned()),
        Value::Integer(integer) => Tree::Integer((*integer).into()),
        Value::Float(float) => match written.parse() {
            Ok(large) => Tree::Integer(large),
            Err(_) if float.is_infinite() && !written.to_lowercase().ends_with(".inf") => {
                Tree::Text(written.to_owned())
            }
            Err(_) => Tree::float(*float),
        },
        Value::String(text) => Tree::Text(text.to_string()),
        Value::Sequence(items) => Tree::List(items.iter().map(|item| ours(item, text)).collect()),
        Value::Mapping(entries) => {
            let entry = |(key, value): &(Key<'_>, Node<'_>)| (key.name.to_string(), ours(value, text));
            Tree::Map(entries.iter().map(entry).collect())
        }
    }
}

fn has_leading_zero(written: &str) -> bool {
    let digits = written.trim_start_matches(['+', '-']);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Their tree; nothing where a key is no text to them.
fn theirs(value: &Theirs) -> Option<Tree> {
    Some(match value {
        Theirs::Null => Tree::Null,
        Theirs::Bool(truth) => Tree::Bool(*truth),
        Theirs::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), ..) => Tree::Integer(integer.into()),
            (_, Some(integer), _) => Tree::Integer(integer.into()),
            (_, _, Some(float)) => Tree::float(float),
            _ => panic!("a number that is none: {number:?}"),
        },
        Theirs::String(text) => Tree::Text(text.clone()),
        Theirs::Sequence(items) => Tree::List(items.iter().map(theirs).collect::<Option<_>>()?),
        Theirs::Mapping(entries) => {
            let entry = |(key, value): (&Theirs, &Theirs)| Some((key.as_str()?.to_owned(), theirs(value)?));
            Tree::Map(entries.iter().map(entry).collect::<Option<_>>()?)
        }
        Theirs::Tagged(tagged) => panic!("a tag: {tagged:?}"),
    })
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn every_record_is_read_as_serde_yaml_reads_it() {
    for folder in ["kb", "tests/fixtures/base"] {
        let mut found = Vec::new();
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
        assert!(found.len() > 20, "{folder} has records");
        for path in found {
            let text = fs::read_to_string(&path).expect("it is UTF-8");
            let expected: Theirs = serde_yaml::from_str(&text).expect("serde_yaml reads it");
            let document = read(&text);
            let root = document.root.as_ref().expect("it holds a record");
            assert_eq!(Some(ours(root, &text)), theirs(&expected), "{}", path.display());
        }
    }
}

/// Text that readers and writers of YAML stumble over.
fn tricky_text() -> impl Strategy<Value = String> {
    let words = "¦ ¦~¦null¦yes¦No¦on¦true¦False¦007¦0o17¦0x1F¦1e3¦-1¦.5¦5.¦.inf¦-.NaN¦2024-01-05¦12:30¦\
        1_000¦a: b¦a:¦: a¦a #b¦#a¦- a¦-¦--- a¦...¦? a¦[a]¦{a: b}¦a, b¦&a¦*a¦!a¦!!str a¦|¦>¦@a¦`a`¦\
        %a¦'a'¦\"a\"¦it's¦\\¦a\nb¦a\n\nb\n¦\na¦  a¦a  ¦\ta¦a\t¦a\n  b¦\u{a0}¦é¦\
        \u{1f9b5}¦\r¦a\r\nb¦\u{200b}¦<<¦=¦a\\nb¦+12¦9223372036854775808¦99999999999999999999¦\
        C7/T1¦https://example.org/?a=b&c#d¦10.1000/x(y)z"
        .split('¦');
    prop_oneof![
        3 => prop::sample::select(words.collect::<Vec<_>>()).prop_map(str::to_owned),
        2 => "[a-zé0-9:#, \\-'\"\\\\\n\\[\\]{}?!*&|>%@`~.=+_]{0,12}",
        1 => "[ -~]{60,140}",
    ]
}

fn tree() -> impl Strategy<Value = Theirs> {
    let leaf = prop_oneof![
        Just(Theirs::Null),
        any::<bool>().prop_map(Theirs::from),
        any::<i64>().prop_map(Theirs::from),
        (-1000i64..1000).prop_map(Theirs::from),
        any::<f64>().prop_map(Theirs::from),
        prop::sample::select(vec![0.0, -0.0, 1.5, 1e300, f64::INFINITY, f64::NEG_INFINITY])
            .prop_map(Theirs::from),
        tricky_text().prop_map(Theirs::from),
        tricky_text().prop_map(Theirs::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let key = prop_oneof![3 => "[a-z_]{1,8}", 1 => tricky_text()]
            .prop_filter("a key that we take", |key| !key.is_empty() && !key.contains('\n'));
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Theirs::Sequence),
            prop::collection::vec((key, inner), 0..6).prop_map(|entries| Theirs::Mapping(
                entries.into_iter().map(|(key, value)| (key.into(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn what_serde_yaml_writes_both_read_alike(written in tree()) {
        let text = serde_yaml::to_string(&written).expect("any tree can be written");
        // Control characters are written as escapes or refused by us; U+FEFF and its like are none of either.
        let expected: Theirs = serde_yaml::from_str(&text).expect("serde_yaml reads what it wrote");
        let document = read(&text);
        let root = document.root.as_ref().map_or(Tree::Null, |root| ours(root, &text));
        prop_assert_eq!(Some(root), theirs(&expected), "{}", text);
    }

    #[test]
    fn where_both_read_a_text_they_read_it_alike(text in prop_oneof![1 => yamlish(), 3 => lines()]) {
        let text = text.replace(['\u{85}', '\u{2028}', '\u{feff}'], "") + "\n";
        let parsed = parse(text.as_bytes());
        if let (Some(document), true) = (&parsed.document, parsed.problems.is_empty())
            && let Ok(expected) = serde_yaml::from_str::<Theirs>(&text)
            && let Some(expected) = theirs(&expected)
        {
            let root = document.root.as_ref().map_or(Tree::Null, |root| ours(root, &text));
            // They end a block of text that is the whole file at a `#` in the first column, which is text by YAML 1.2.
            if !matches!(root, Tree::Text(_)) {
                prop_assert_eq!(root, expected, "{}", text);
            }
        }
    }
}

/// Lines as an editor writes them, right and wrong.
fn lines() -> impl Strategy<Value = String> {
    let values = "¦x¦'it''s'¦\"\\t\\u00e9\"¦1¦007¦1e3¦.5¦~¦null¦yes¦true¦[a, 'b', 3]¦[]¦{}¦{k: v, w: [~]}¦# c¦x # c¦x#c¦a: b¦- a¦|¦>¦\
        |-¦>+¦|2¦\"a¦b\"¦[a,¦b]¦http://x.org/a?b#c¦2024-01-05¦a, b¦'a'b¦a  b¦x \t¦? a¦: b¦--- ¦@a¦-1¦+1¦0x1f¦é¦a:b¦a::¦-a¦?a¦"
        .split('¦');
    let line = (
        prop::sample::select(vec!["", "", "  ", "  ", "    ", "\t"]),
        prop::sample::select(vec!["", "", "", "- ", "-\n"]),
        prop::sample::select(vec!["", "key", "key", "'q ", "\"q "]),
        prop::sample::select(values.collect::<Vec<_>>()),
    );
    prop::collection::vec(line, 1..7).prop_map(|lines| {
        let line = |(number, (indent, bullet, key, value)): (usize, &(&str, &str, &str, &str))| {
            let key = match key.chars().next() {
                // A number, so that a key rarely stands twice.
                Some(quote @ ('\'' | '"')) => format!("{key}{number}{quote}: "),
                Some(_) => format!("{key}{number}: "),
                None => String::new(),
            };
            format!("{indent}{bullet}{key}{value}\n")
        };
        lines.iter().enumerate().map(line).collect()
    })
}
