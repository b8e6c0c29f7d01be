//! What is refused, and the exact place of it.

use massage_kb::span::Span;
use massage_kb::yaml::{MAX_BYTES, MAX_DEPTH, Node, Problem, Syntax, Value, parse};

use super::{flatten, read, unmark};

/// The reader refuses the text with one problem, at the first place that the text marks.
#[track_caller]
fn check(marked: &str, expected: impl FnOnce(Span) -> Problem) {
    let (text, places) = unmark(marked);
    let parsed = parse(text.as_bytes());
    assert_eq!(parsed.problems, [expected(places[0])], "{text}");
    assert!(parsed.document.is_none(), "{text}");
}

#[track_caller]
fn check_syntax(syntax: Syntax, marked: &str) {
    let (text, places) = unmark(marked);
    let parsed = parse(text.as_bytes());
    let found: Vec<_> = parsed
        .problems
        .iter()
        .map(|problem| match problem {
            Problem::Syntax { syntax, detail, span } => {
                assert!(!detail.is_empty());
                (*syntax, *span)
            }
            other => panic!("{other:?} in {text}"),
        })
        .collect();
    assert_eq!(found, [(syntax, places[0])], "{text}");
    assert!(parsed.document.is_none(), "{text}");
}

#[test]
fn bytes_that_are_no_utf_8() {
    let cases: [(&[u8], usize); 6] = [
        (b"\xff", 0),
        (b"a: caf\xe9\n", 6),
        // Cut off in the middle of a letter.
        (b"a: \xc3", 3),
        // A surrogate, an overlong slash, and a letter beyond Unicode.
        (b"a: \xed\xa0\x80", 3),
        (b"a: \xc0\xaf", 3),
        (b"a: \xf4\x90\x80\x80", 3),
    ];
    for (bytes, offset) in cases {
        let parsed = parse(bytes);
        assert_eq!(parsed.problems, [Problem::NotUtf8 { offset }], "{bytes:?}");
        assert!(parsed.document.is_none());
    }
    // UTF-16 is no UTF-8.
    assert_eq!(parse(b"\xff\xfea\0:\0").problems, [Problem::NotUtf8 { offset: 0 }]);
}

#[test]
fn control_characters() {
    let forbidden = ('\0'..='\u{1f}')
        .filter(|letter| !matches!(letter, '\t' | '\n' | '\r'))
        .chain('\u{7f}'..='\u{84}')
        .chain('\u{86}'..='\u{9f}')
        .chain(['\u{fffe}', '\u{ffff}']);
    for character in forbidden {
        for (before, after) in [("", ""), ("a: é", "\n"), ("# ", "\n"), ("a: \"", "\"\n"), ("a: |\n  ", "\n")]
        {
            let text = format!("{before}{character}{after}");
            let span = Span::new(before.len(), before.len() + character.len_utf8());
            let parsed = parse(text.as_bytes());
            assert_eq!(parsed.problems, [Problem::ControlCharacter { character, span }], "{text:?}");
            assert!(parsed.document.is_none());
        }
    }
    for allowed in ['\t', '\u{85}', '\u{a0}', '\u{2028}', '\u{fffd}', '\u{fdd0}', '\u{10ffff}', '\u{200b}'] {
        let text = format!("a: x{allowed}y\n");
        assert_eq!(read(&text).node("/a").and_then(Node::as_str), Some(&*format!("x{allowed}y")), "{text:?}");
    }
}

#[test]
fn a_second_document() {
    let second = |span| Problem::SecondDocument { span };
    check("a: 1\n«---»\nb: 2\n", second);
    check("---\na: 1\n«---»\n", second);
    check("a: 1\n...\n«»b: 2\n", second);
    check("a: 1\n...\n# comment\n«---» b\n", second);
    check("# nothing\n---\n«---»\na: 1\n", second);
}

#[test]
fn anchors_aliases_and_tags() {
    check("a: «&x» 1\n", |span| Problem::Anchor { span });
    check("a: «&x»\n  b: 1\n", |span| Problem::Anchor { span });
    check("a: «&x»\n- b\n", |span| Problem::Anchor { span });
    check("a: «&x» [b]\n", |span| Problem::Anchor { span });
    check("«&x» a: 1\n", |span| Problem::Anchor { span });
    check("«&x»\na: 1\n", |span| Problem::Anchor { span });
    check("a: «&x»\n", |span| Problem::Anchor { span });
    check("a: «*x»\n", |span| Problem::Alias { span });
    check("- «*é»\n", |span| Problem::Alias { span });
    check("«*x» : 1\n", |span| Problem::Alias { span });
    check("a: «!!str» 1\n", |span| Problem::Tag { span });
    check("a: «!x» {b: 1}\n", |span| Problem::Tag { span });
    check("a: «!<tag:example.org,2024:x>»\n  - b\n", |span| Problem::Tag { span });
    check("a: «!» b\n", |span| Problem::Tag { span });
    check("«!x» a: b\n", |span| Problem::Tag { span });
    check("a: «!x»\nb: 1\n", |span| Problem::Tag { span });
    check("- «!x»\n- b\n", |span| Problem::Tag { span });
    check("«!!map»\n", |span| Problem::Tag { span });
    check("a: «!!python/object/apply:os.system» ['ls']\n", |span| Problem::Tag { span });
}

#[test]
fn an_alias_is_refused_beside_its_anchor_and_every_problem_is_told_in_order() {
    let (text, places) = unmark("a: «&x» «!t» {b: 1}\nc: «*x»\nd: [«*y», «&z» 1]\n«»: e\nf: 1\n«f»: 2\n");
    let problems = parse(text.as_bytes()).problems;
    assert_eq!(problems.iter().map(Problem::span).collect::<Vec<_>>(), places);
    let first = Span::new(text.find("f: 1").unwrap(), text.find("f: 1").unwrap() + 1);
    let expected = [
        Problem::Anchor { span: places[0] },
        Problem::Tag { span: places[1] },
        Problem::Alias { span: places[2] },
        Problem::Alias { span: places[3] },
        Problem::Anchor { span: places[4] },
        Problem::ComplexKey { span: places[5] },
        Problem::DuplicateKey { name: "f".into(), first, span: places[6] },
    ];
    assert_eq!(problems, expected);
}

#[test]
fn a_billion_laughs_are_not_laughed() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..50 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    let problems = parse(text.as_bytes()).problems;
    assert_eq!(problems.len(), 50 + 49 * 10);
}

#[test]
fn keys_that_are_no_plain_text() {
    let complex = |span| Problem::ComplexKey { span };
    check("? «[»a]\n: b\n", complex);
    check("? «{»a: 1}\n: b\n", complex);
    check("? «-» a\n: b\n", complex);
    check("? «é»: a\n: b\n", complex);
    check("«[»a]: b\n", complex);
    check("{«{»a: 1}: b}\n", complex);
    check("a: 1\n«»: b\n", complex);
    check("? |\n  «a»\n: b\n", complex);
    check("? >-\n  «a b\n  c»\n", complex);
    check("«\"\"»: b\n", complex);
    check("a: {«''»: b}\n", complex);
    check("a: [x, «»: b]\n", complex);
}

#[test]
fn keys_that_stand_twice() {
    for (marked, name) in [
        ("«a»: 1\nb: 2\n«a»: 3\n", "a"),
        ("«a»: 1\nb: {a: 1}\n«'a'»: 3\n", "a"),
        ("x: {«é»: 1, é2: 2, «\"\\u00e9\"»: 3}\n", "é"),
        ("x:\n  - «a»: 1\n    «a»: 1\n  - a: 2\n", "a"),
        ("«1»: a\n«1»: b\n", "1"),
        ("x:\n  a: 1\na: 2\n«y»: 3\n«y»:\n", "y"),
    ] {
        let (text, places) = unmark(marked);
        let expected = Problem::DuplicateKey { name: name.into(), first: places[0], span: places[1] };
        let parsed = parse(text.as_bytes());
        assert_eq!(parsed.problems, [expected], "{text}");
        let document = parsed.document.expect("a duplicate key leaves a document");
        assert_eq!(document.node("/a").is_some(), text.contains("\na: ") || text.starts_with("a: "));
    }
}

#[test]
fn of_keys_that_stand_twice_the_first_value_is_kept() {
    let document = parse(b"a: 1\nb: 2\na: 3\na: 4\n").document.expect("it is read");
    assert_eq!(document.node("/a").map(|node| &node.value), Some(&Value::Integer(1)));
    assert_eq!(document.root.and_then(|root| root.as_mapping().map(<[_]>::len)), Some(2));
    assert_eq!(parse(b"a: 1\nb: 2\na: 3\na: 4\n").problems.len(), 2);
}

/// Large mappings are looked through by another way than small ones.
#[test]
fn duplicates_are_found_among_any_number_of_keys() {
    for count in [2, 23, 24, 25, 26, 100, 1000] {
        let keys =
            |indent: &str| (0..count).map(|key| format!("{indent}k{key}: {key}\n")).collect::<String>();
        let plain = keys("");
        assert_eq!(parse(plain.as_bytes()).problems, [], "{count}");
        for twice in [0, count / 2, count - 1] {
            let name = format!("k{twice}");
            let text = format!("{plain}{name}: again\n");
            let place = |start: usize| Span::new(start, start + name.len());
            let first = place(text.find(&format!("{name}:")).unwrap());
            let expected = Problem::DuplicateKey { first, span: place(plain.len()), name };
            assert_eq!(parse(text.as_bytes()).problems, [expected], "{count}");
        }
        // The same keys one level further in and in the next mapping are no duplicates; those after it still are.
        let nested = format!("{plain}m:\n{}n:\n{}k1: again\nz: 1\n", keys("  "), keys("  "));
        let names: Vec<_> = parse(nested.as_bytes())
            .problems
            .into_iter()
            .map(|problem| match problem {
                Problem::DuplicateKey { name, .. } => name,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(names, ["k1"], "{count}");
        let siblings = format!("m:\n{}n:\n{}", keys("  "), keys("  "));
        assert_eq!(parse(siblings.as_bytes()).problems, [], "{count}");
        let inside = format!("{plain}m:\n{}  k1: again\nn:\n{}", keys("  "), keys("  "));
        let problems = parse(inside.as_bytes()).problems;
        assert_eq!(problems.len(), 1, "{count}: {problems:?}");
        assert_eq!(problems[0].span().slice(&inside), Some("k1"));
        assert_eq!(problems[0].span().start as usize, inside.find("k1: again").unwrap());
    }
}

#[test]
fn text_that_is_no_yaml() {
    use Syntax::*;
    for (syntax, marked) in [
        (Tab, "a:\n«\t»b: c\n"),
        (Tab, "a:\n  b: 1\n«\t»c: 2\n"),
        (Tab, "a: b\n«\t»c: d\n"),
        (Tab, "a: |\n«\t»b\n"),
        (Indentation, "a:\n    b: 1\n  «c»: 2\n"),
        (Indentation, "- a\n«b»: c\n"),
        (Indentation, "a: 1\n- «b»\n"),
        (Indentation, "a: «-» b\n"),
        (Quote, "a: «\"»b\n"),
        (Quote, "a: «'»b\nc: d\n"),
        (Quote, "a: 'b' «c»\n"),
        (Quote, "a: \"é\" «d»\n"),
        (Escape, "a: \"ok \\t «\\»d\"\n"),
        (Escape, "a: \"C:«\\»dir\"\n"),
        (Escape, "a: \"«\\»xZZ\"\n"),
        (Escape, "a: \"\\u00e9 «\\»ud800\"\n"),
        (Bracket, "a: «[»b, c\n"),
        (Bracket, "a: «{»b: c\n"),
        (Bracket, "a: [b]«]»\n"),
        (Bracket, "a: «[»b}\n"),
        (Colon, "a: b«:» c\n"),
        (Colon, "a: b\n c«:» d\n"),
        (Colon, "a\nb«:» c\n"),
        (SpecialCharacter, "a: «@»b\n"),
        (SpecialCharacter, "a: «`»b`\n"),
        (SpecialCharacter, "a: «%»b\n"),
        (Directive, "«%»YAML 1.2\n---\na: 1\n"),
        (Directive, "«%»TAG ! tag:example.org,2024:\n---\na: 1\n"),
        (Other, "a: 1\n«\u{feff}»b: 2\n"),
    ] {
        check_syntax(syntax, marked);
    }
}

/// Collections in each other, `depth` of them, and where the first of those beyond the limit starts.
fn nested(depth: usize) -> Vec<(&'static str, String, usize)> {
    let flow = |open: &str, close: &str, inner: &str| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    let mut shapes = vec![
        ("flow lists", flow("[", "]", ""), MAX_DEPTH),
        ("flow mappings", flow("{a: ", "}", "1"), 4 * MAX_DEPTH),
        ("dashes", format!("{}a", "- ".repeat(depth)), 2 * MAX_DEPTH),
        ("lists that do not end", format!("{}a,", "[".repeat(depth)), MAX_DEPTH),
    ];
    let pairs = depth.div_ceil(2);
    shapes.push(("turns", format!("{}1{}", "[{a: ".repeat(pairs), "}]".repeat(pairs)), 5 * MAX_DEPTH / 2));
    if depth <= 1000 {
        let keys: String = (0..depth).map(|level| format!("{}é:\n", " ".repeat(level))).collect();
        let line = |level| level + "é:\n".len();
        let start = (0..MAX_DEPTH).map(line).sum::<usize>() + MAX_DEPTH;
        shapes.push(("keys", format!("{keys}{}b", " ".repeat(depth)), start));
    }
    shapes
}

#[test]
fn values_stand_in_each_other_up_to_the_limit() {
    assert_eq!(MAX_DEPTH, 64);
    for (shape, text, _) in nested(MAX_DEPTH) {
        let parsed = parse(text.as_bytes());
        if shape == "lists that do not end" {
            assert!(matches!(parsed.problems[..], [Problem::Syntax { syntax: Syntax::Bracket, .. }]));
        } else {
            assert_eq!(parsed.problems, [], "{shape}");
            let document = parsed.document.expect("it is read");
            assert!(flatten(&document).len() >= MAX_DEPTH, "{shape}");
        }
    }
    for depth in [65, 66, 300, 3_000, 100_000] {
        for (shape, text, start) in nested(depth) {
            let parsed = parse(text.as_bytes());
            assert!(parsed.document.is_none());
            // The parser looks ahead as far as a key may reach, and tells of the end before it tells of the start.
            if shape == "lists that do not end" && text.len() < 1024 {
                assert!(matches!(parsed.problems[..], [Problem::Syntax { syntax: Syntax::Bracket, .. }]));
                continue;
            }
            let first = text[start..].chars().next().map_or(0, char::len_utf8);
            let expected = Problem::TooDeep { span: Span::new(start, start + first) };
            assert_eq!(parsed.problems, [expected], "{shape}, {depth} deep");
        }
    }
}

#[test]
fn a_file_has_a_mebibyte_at_most() {
    assert_eq!(MAX_BYTES, 1024 * 1024);
    let mut text = "a: ".to_owned();
    text.push_str(&"x".repeat(MAX_BYTES - text.len()));
    assert_eq!(text.len(), MAX_BYTES);
    assert_eq!(read(&text).node("/a").and_then(Node::as_str).map(str::len), Some(MAX_BYTES - 3));
    text.push('x');
    let parsed = parse(text.as_bytes());
    assert_eq!(parsed.problems, [Problem::TooLarge { bytes: MAX_BYTES as u64 + 1 }]);
    assert!(parsed.document.is_none());
}
