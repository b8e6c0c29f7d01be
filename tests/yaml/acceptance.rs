//! What must not be refused.

use massage_kb::yaml::Value;

use super::{flatten, read};

#[test]
fn a_file_that_holds_nothing_has_no_root() {
    for text in [
        "",
        "\n",
        "  \n\n",
        "# comment\n",
        "\u{feff}",
        "\u{feff}# comment",
        "---\n",
        "--- # c\n",
        "...\n",
        "\r\n",
    ] {
        assert_eq!(read(text).root, None, "{text:?}");
    }
    assert_eq!(read("# one\n#two").comments.len(), 2);
    // Written out, nothing is something.
    for text in ["~\n", "null\n", "---\nnull\n", "''\n", "|\n", "[]\n"] {
        assert!(read(text).root.is_some(), "{text:?}");
    }
}

#[test]
fn a_document_may_have_its_marks() {
    for text in
        ["---\na: 1\n", "--- \na: 1\n...\n", "# c\n---\n# d\na: 1\n... # e\n", "\u{feff}---\r\na: 1\r\n"]
    {
        assert_eq!(read(text).node("/a").map(|node| &node.value), Some(&Value::Integer(1)), "{text:?}");
    }
}

#[test]
fn line_ends_of_windows_change_nothing_but_places() {
    let text = "a: one\n  two\nb: # c\n  - |\n    x\n\n    y\n  - \"z\n    z\"\n  - {c: 1,\n     d: 2}\n";
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let values = |text: &str| -> Vec<String> {
        flatten(&read(text))
            .iter()
            .filter(|(_, _, node)| !matches!(node.value, Value::Mapping(_) | Value::Sequence(_)))
            .map(|(pointer, _, node)| format!("{pointer} {:?}", node.value))
            .collect()
    };
    assert_eq!(values(text), values(&windows));
    assert_eq!(values(text).len(), 5);
}

#[test]
fn ten_thousand_comment_lines_may_stand_anywhere() {
    let comments: String = (0..10_000).map(|line| format!("  # line {line}\n")).collect();
    for (text, pointer) in [
        (format!("a:\n{comments}  b: 1\n"), "/a/b"),
        (format!("a:\n{comments}  - 1\n"), "/a/0"),
        (format!("a: # c\n{comments}\n  1\n"), "/a"),
        (format!("-\n{comments}  b: 1\n"), "/0/b"),
        (format!("{comments}a:\n  b: 1\n{comments}"), "/a/b"),
        (format!("a: [\n{comments}  1\n{comments}]\n"), "/a/0"),
        (format!("a:\n- 2\n{comments}- 1\n"), "/a/1"),
        (format!("b: 1\n{comments}a: 1\n"), "/a"),
    ] {
        let document = read(&text);
        assert_eq!(document.node(pointer).map(|node| &node.value), Some(&Value::Integer(1)), "{pointer}");
        assert_eq!(document.comments.len(), text.matches('#').count(), "{pointer}");
    }
}
