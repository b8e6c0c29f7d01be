//! The text of odd and hostile web pages, through the public API.
#![cfg(feature = "links")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use massage_kb::links::page;
use massage_kb::links::quote::{Prepared, find};

const UTF_8: Option<&str> = Some("text/html; charset=utf-8");

fn text(html: &str) -> String {
    page::read(html.as_bytes(), UTF_8).unwrap().text
}

#[test]
fn odd_markup_gives_the_text_that_people_see() {
    for (html, expected) in [
        // What no reader sees is left out, and what a click may show is kept.
        ("<p>one<template><p>two</p><template>three</template></template> four", "one four"),
        ("<p hidden>one<p aria-hidden=true>two<p style='display:none'>three", "one\ntwo\nthree"),
        ("<details><summary>More</summary>inside</details>after", "More\ninside\nafter"),
        ("<p>one<noscript>two</noscript> three", "one three"),
        ("<p>one<script>if (a < b) '</p>two'</script> three<style>p{}</style>", "one three"),
        ("<script><!-- <script> </script> --></script>one", "one"),
        ("<textarea><p>as it is</textarea><p>one", "<p>as it is\none"),
        ("<select><option>one<option>two</select>", "one\ntwo"),
        ("<iframe>one</iframe><object>two</object><video>three</video>", "twothree"),
        ("<title>t</title><svg><title>drawn</title><text>label</text></svg>one", "labelone"),
        // Words stay whole over inline tags, and apart over blocks.
        ("mas<wbr>sage <b>th<i>er</i></b>apy", "massage therapy"),
        ("mas&shy;sage&#8203;s", "mas\u{ad}sage\u{200b}s"),
        ("one<br>two<br/>three<hr>four", "one\ntwo\nthree\nfour"),
        ("<p>one<p>two<div>three</div>four", "one\ntwo\nthree\nfour"),
        ("<ul><li>one<li>two</ul>three", "one\ntwo\nthree"),
        ("one<!-- two --> three<!--> four<!-->five--> six", "one three fourfive--> six"),
        ("one<![CDATA[two]]>three", "onethree"),
        ("one<?php echo 'two' ?>three", "onethree"),
        ("a < b and c > d & e &amp; f &lt;p> &notit; &copy2", "a < b and c > d & e & f <p> ¬it; ©2"),
        ("don&#146;t &#x93;so&#x94; &#0; &#xd800; &#x110000;", "don’t “so” \u{fffd} \u{fffd} \u{fffd}"),
        // Tables: a tab between cells, a line for each row.
        (
            "<table><caption>Muscles<thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>e",
            "Muscles\na\tb\nc\td\ne",
        ),
        ("<table><tr><td>a<table><tr><td>b</table><td>c</table>", "a\nb\nc"),
        // Raised and lowered.
        ("10<sup>3</sup> pain<sup>a</sup> CO<sub>2</sub> pain<sup>3,4</sup>", "10³ pain[a] CO2 pain³,⁴"),
        ("pain<sup>3<p>5 adults", "pain³\n5 adults"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字 <ruby>a<rt>b<p>c", "漢字 a\nc"),
        // Broken markup.
        ("<p>one <b>two <i>three</b> four</i> five", "one two three four five"),
        ("<p>one</div></span></p>two", "one\ntwo"),
        ("<p title='a > b'>one</p><p title=\"'>two", "one"),
        ("<P CLASS=x>ONE</P ><p/>two<p\n>three", "ONE\ntwo\nthree"),
        ("one<a href=x", "one"),
        ("one<", "one<"),
        ("<pre>one\n  two\n\nthree</pre>four\n five", "one\ntwo\nthree\nfour five"),
        ("<math><mi>x</mi><annotation>\\x</annotation></math> is", "x is"),
        ("", ""),
    ] {
        // A table in a cell may end with either.
        assert_eq!(text(html).replace("b\tc", "b\nc"), expected, "{html}");
    }
}

#[test]
fn nothing_is_too_deep_or_too_broken() {
    let many = 100_000;
    for (piece, close) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<table><tr><td>", ""),
        ("<ruby><rt>", ""),
        ("<sup>", ""),
        ("<svg>", ""),
    ] {
        let html = format!("before {}inside{} after", piece.repeat(many), close.repeat(many));
        let text = text(&html);
        assert!(text.starts_with("before") && (text.ends_with("after") || piece.contains("rt")), "{piece}");
    }
    // An element that is never closed hides the rest, as in browsers.
    assert_eq!(text(&format!("seen<template>{}", "<template>x".repeat(many))), "seen");
    let attributes = format!("<p {}>seen", "a=b ".repeat(many));
    assert_eq!(text(&attributes), "seen");
    let long = format!("<p title='{}' id={}>seen", "x".repeat(1024 * 1024), "y".repeat(1024 * 1024));
    assert_eq!(text(&long), "seen");
}

#[test]
fn character_sets_are_told_as_browsers_tell_them() {
    let wide = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let cases: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
        (
            "smart quotes of windows-1252, told latin1",
            b"\x93so\x94 don\x92t \x97 5 \xb5g".to_vec(),
            Some("text/html; charset=iso-8859-1"),
        ),
        ("the same, told by nobody", b"\x93so\x94 don\x92t \x97 5 \xb5g".to_vec(), Some("text/html")),
        (
            "the same, told by the page",
            b"<meta charset=windows-1252>\x93so\x94 don\x92t \x97 5 \xb5g".to_vec(),
            Some("text/html"),
        ),
        ("the header against the page", "<meta charset=iso-8859-1>“so” don’t — 5 µg".into(), UTF_8),
        (
            "the mark against header and page",
            "\u{feff}<meta charset=iso-8859-1>“so” don’t — 5 µg".into(),
            Some("text/html; charset=koi8-r"),
        ),
        ("UTF-8 told by nobody", "“so” don’t — 5 µg".into(), Some("text/html")),
        ("UTF-16 with its mark", wide("\u{feff}<p>“so” don’t — 5 µg", false), Some("text/html")),
        (
            "UTF-16, the other way round",
            wide("\u{feff}<p>“so” don’t — 5 µg", true),
            Some("text/html; charset=utf-8"),
        ),
        ("UTF-16 without mark, told", wide("<p>“so” don’t — 5 µg", false), Some("text/html; charset=utf-16")),
        ("UTF-16 without mark, told by nobody", wide("<p>“so” don’t — 5 µg", false), Some("text/html")),
        ("the same, the other way round", wide("<p>“so” don’t — 5 µg", true), None),
        ("references instead of letters", b"&ldquo;so&rdquo; don&rsquo;t &mdash; 5 &micro;g".to_vec(), UTF_8),
    ];
    for (name, body, content_type) in cases {
        let text = page::read(&body, content_type).unwrap().text;
        assert_eq!(text, "“so” don’t — 5 µg", "{name}");
        assert!(find("\"so\" don't - 5 μg", &Prepared::new(&text)).is_found(), "{name}");
    }
}
