//! Where keys and values stand.

use massage_kb::span::Span;

use super::{flatten, read, unmark};

/// The places of the text's keys and values are those that it marks, in the order in which they start; where a key or a
/// collection and its first value start together, the outer one comes first.
#[track_caller]
fn check(marked: &str) {
    let (text, expected) = unmark(marked);
    let document = read(&text);
    let found: Vec<Span> =
        flatten(&document).iter().flat_map(|(_, key, node)| key.iter().copied().chain([node.span])).collect();
    let show = |spans: &[Span]| {
        spans.iter().map(|span| (span.range(), span.slice(&text).map(str::to_owned))).collect::<Vec<_>>()
    };
    assert_eq!(show(&found), show(&expected), "{text}");
}

#[test]
fn plain_keys_and_values() {
    check("««a»: «1»\n«bé»: «zwei drei»\n«c»: «-1.5e3»»\n");
    check("««a»:   «x»   \n\n«b»:\n  «y»»\n");
    check("««a b»: «x:y»\n«c»: «d#e»»");
    check("««?x»: «-y»\n«:a»: «http://x.org/?a=b#c»»\n");
}

#[test]
fn a_value_that_is_left_out_has_an_empty_place() {
    check("««a»«»:\n«b»: «~»\n«c»: «null»»\n");
    check("«- «x»\n-«»»\n");
    check("«{«a»«»: , «b»«»}»\n");
}

#[test]
fn quotes_belong_to_the_place() {
    check("««\"a\"»: «\"x \\\"y\\\" \\u00e9\"»\n«'b'»: «'it''s'»\n«c»: «\"\"»»\n");
    check("««a»: «\"over\n  two lines\"»\n«b»: «'so\n\n  is this'»»\n");
}

#[test]
fn comments_belong_to_no_place() {
    check("# top\n««a»: «x» # of a\n# kb: between\n«b»: # of b\n  # of y\n  «y»»\n# end\n");
    check("««a»:\n  «- «x» # of x\n  # of the next\n  - «y»»»\n # end\n");
    check("««a»: «[«x», # of x\n «y» # of y\n ]»» # of a\n");
}

#[test]
fn a_block_of_text_starts_and_ends_with_its_letters() {
    check("««a»: |\n  «one\n  two»\n\n«b»: >-\n  «three\n\n  four»\n\n\n«c»: «5»»\n");
    check("««a»: |+ # comment\n    «x»\n\n«b»: >2\n  « y»»\n");
    check("«- |\n  «x»\n- >\n  «y»»\n");
}

#[test]
fn a_text_over_several_lines_is_one_place() {
    check("««a»: «one\n  two\n\n  three»\n«b»: «x»»\n");
}

#[test]
fn lists_and_mappings_reach_from_their_first_sign_to_their_last() {
    check("««a»: «[«1», «[«2», «{«b»: «3»}»]», «{}», «[]» ]»\n«c»: «{ «d» : «[]» }»»\n");
    check("«[«a», «b»,\n«c»\n]»\n");
    check("««a»:\n  «- «x»\n  -   «- «y»\n      - «z»»»\n«b»:\n    ««c»:\n        ««d»: «1»»»»\n");
    check("«- ««a»: «1»\n  «b»: «2»»\n- ««a»: «3»»»\n");
}

#[test]
fn a_list_that_stands_no_further_in_than_its_key_starts_at_its_dash() {
    check("««a»:\n«- «x»\n- «y»»\n«b»: # - no\n# - nor this\n«- «-1»»»\n");
    check("««\"a:- \"» :\n\n«- ««b»: «x»»»»\n");
}

#[test]
fn a_pair_in_a_list_is_a_mapping() {
    check("«[««a»: «b»», «c»]»\n");
}

#[test]
fn byte_order_mark_and_carriage_returns_are_counted_as_bytes() {
    check("\u{feff}««a»: «x»\r\n«b»:\r\n  «- «y»\r\n  - «\"z\r\n    z\"»»»\r\n");
    check("\u{feff}# c\r\n««é»: |\r\n  «one\r\n  two»\r\n«b»: «2»»\r\n");
}

#[test]
fn comments_are_kept_with_their_places() {
    let (text, places) = unmark(
        "«#top»\r\na: x «# of a»\n  «#   kb: ignore[x] y »\nb: [1, «# of 1»\n 2] «#»\nc: 'no # c'\nd: e#f\n",
    );
    let texts = ["top", " of a", "   kb: ignore[x] y ", " of 1", ""];
    let document = read(&text);
    let found: Vec<_> = document.comments.iter().map(|comment| (comment.span, &*comment.text)).collect();
    assert_eq!(found, places.into_iter().zip(texts).collect::<Vec<_>>());
}

#[test]
fn pointers_reach_every_value() {
    let document = read("a/b: {~c: [x, {d: y}]}\n");
    let pointers = ["", "/a~1b", "/a~1b/~0c", "/a~1b/~0c/0", "/a~1b/~0c/1", "/a~1b/~0c/1/d"];
    let found = flatten(&document);
    assert_eq!(found.iter().map(|(pointer, ..)| pointer.as_str()).collect::<Vec<_>>(), pointers);
    for (pointer, _, node) in found {
        assert_eq!(document.node(&pointer), Some(node), "{pointer}");
    }
    assert_eq!(document.node("/a~1b/~0c/2"), None);
}
