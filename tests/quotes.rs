//! Quotes against pages, through the public API: the table of tests/links/quotes.tsv, and properties over generated pages.
#![cfg(feature = "links")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

#[path = "quotes/meaning.rs"]
mod meaning;

use massage_kb::links::page::{self, Unreadable};
use massage_kb::links::quote::{Found, Prepared, find, find_words, misattributed};
use proptest::prelude::*;

fn verdict(found: &Found) -> &'static str {
    match found {
        Found::Exact { .. } => "exact",
        Found::Folded { .. } => "folded",
        Found::Approximate { .. } => "approximate",
        Found::Gone { .. } => "gone",
    }
}

#[test]
fn each_case_of_the_table_comes_out_right() {
    let table = include_str!("links/quotes.tsv");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t').map(|cell| cell.replace("\\n", "\n"));
        let (expected, quote, html) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let page = page::read(html.as_bytes(), Some("text/html; charset=utf-8")).unwrap();
        let found = find(&quote, &Prepared::new(&page.text));
        if verdict(&found) != expected {
            wrong.push(format!("{line}\n    {found:?}"));
        }
        cases += 1;
    }
    assert!(cases >= 120, "{cases}");
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_quote_that_is_gone_says_where_it_leaves_the_page() {
    let text = "Intro words. Massage did not reduce the soreness of 12 runners. The end.";
    let quote = "Massage did reduce the soreness of 12 runners";
    let Found::Gone { score, nearest, diverges } = find(quote, &Prepared::new(text)) else { panic!("found") };
    assert!(score > 0.85, "{score}");
    let (nearest, diverges) = (nearest.unwrap(), diverges.unwrap());
    assert_eq!(nearest.text, "Massage did not reduce the soreness of 12 runners");
    assert_eq!(&text[nearest.range], nearest.text);
    assert_eq!(&quote[diverges.at..], "reduce the soreness of 12 runners");
    assert!(diverges.page.starts_with("not reduce the soreness"), "{}", diverges.page);
}

#[test]
fn true_words_under_the_wrong_reference_are_misattributed() {
    let pages = ["Nothing of the kind", "massage did not reduce soreness", "Massage did not reduce soreness"];
    let prepared: Vec<_> = pages.iter().map(|text| Prepared::new(text)).collect();
    assert_eq!(misattributed("Massage did not reduce soreness", &prepared).unwrap().page, 2);
    assert_eq!(misattributed("Massage did reduce soreness", &prepared), None);
    assert_eq!(misattributed("reduce soreness", &prepared), None);
}

#[test]
fn a_page_gives_what_the_checks_need() {
    let html = "<!doctype html><title> Not \n found </title><meta http-equiv=Refresh content='0; url=/x'>\
        <link rel='canonical' href=/c><meta name=citation_title content=T><meta name=citation_doi content=10.1/x>\
        <meta name=citation_author content=A><meta name=citation_author content=B><meta name=description content=D>\
        <h1 id=über>One</h1><a name=two></a><p hidden>kept</p><template>no</template><noscript><p>on &amp; off</noscript>\
        <ruby>漢<rp>(</rp><rt>kan</rt></ruby><svg><title>no</title></svg>";
    let page = page::read(html.as_bytes(), Some("text/html; charset=utf-8")).unwrap();
    assert_eq!(page.title.as_deref(), Some("Not found"));
    assert_eq!(page.text, "One\nkept\n漢");
    assert_eq!(page.noscript, "on & off");
    assert_eq!(page.meta_refresh.as_ref().map(|it| (it.seconds, it.url.as_str())), Some((0, "/x")));
    assert_eq!(page.canonical.as_deref(), Some("/c"));
    assert_eq!(page.citation_title.as_deref(), Some("T"));
    assert_eq!(page.citation_doi.as_deref(), Some("10.1/x"));
    assert_eq!(page.citation_authors, ["A", "B"]);
    assert_eq!(page.description.as_deref(), Some("D"));
    assert!(
        page.has_anchor("%C3%BCber")
            && page.has_anchor("two")
            && page.has_anchor("TOP")
            && !page.has_anchor("three")
    );
    assert!(!page.needs_javascript());
    let app = page::read(b"<div id=app></div><script>run()</script>", Some("text/html")).unwrap();
    assert!(app.needs_javascript());
    assert!(matches!(page::read(b"%PDF-1.4", None), Err(Unreadable::BrokenPdf(_))));
    let xml = b"<html xmlns='x'><head><title/><script src='a'/></head><body><p>seen</p></body></html>";
    assert_eq!(page::read(xml, Some("application/xhtml+xml")).unwrap().text, "seen");
}

#[test]
fn what_no_eye_sees_is_no_part_of_a_line_and_hidden_blocks_are_told_apart() {
    for (html, text, visible) in [
        (
            "<p>Warm stones <span hidden>(see below)</span> helped.</p>",
            "Warm stones helped.",
            "Warm stones helped.",
        ),
        ("<p>It <i style='display: none !important'>never</i> helped.</p>", "It helped.", "It helped."),
        ("<p>It <b class='x sr-only'>(in a new window)</b>helped.</p>", "It helped.", "It helped."),
        // What `hidden` means as a class, only the stylesheet says.
        ("<p>It <b class='hidden md:inline'>often</b> helped.</p>", "It often helped.", "It often helped."),
        ("<p>It <input hidden>helped <del>me</del> us.</p>", "It helped us.", "It helped us."),
        (
            "<p>One</p><div hidden><div>Two</div>Three</div><p>Four</p>",
            "One\nTwo\nThree\nFour",
            "One\n\nFour",
        ),
        ("<p>One</p><p hidden=until-found>Two</p>", "One\nTwo", "One\nTwo"),
        // A script takes this away as soon as the page is there.
        ("<body style=visibility:hidden><p>One</p></body>", "One", "One"),
    ] {
        let page = page::read(html.as_bytes(), Some("text/html; charset=utf-8")).unwrap();
        assert_eq!((page.text.as_str(), page.visible().as_str()), (text, visible), "{html}");
    }
}

#[test]
fn words_of_an_address_need_not_say_what_they_say_alone() {
    let page = Prepared::new("It is not true that massage reduces soreness. Heat does.");
    assert!(!find("massage reduces soreness", &page).is_found());
    assert!(find_words("massage reduces soreness", &page).is_found());
    assert!(find_words("Massage reduces soreness", &page).is_found());
    assert!(!find_words("massage reduces stiffness", &page).is_found());
}

#[test]
fn hostile_pages_are_read_to_their_end() {
    let size = 300_000;
    for piece in [
        "<",
        "<div>",
        "<a id=x",
        "&amp",
        "<!--",
        "<sup>",
        "<ruby><rt>",
        "<template>",
        "\u{301}",
        "a-",
        "[",
        "^",
        "not ",
    ] {
        let body = piece.repeat(size / piece.len());
        let page = page::read(body.as_bytes(), Some("text/html; charset=utf-8")).unwrap();
        let found =
            find("massage did not reduce the soreness of runners ... at all", &Prepared::new(&page.text));
        assert_eq!(verdict(&found), "gone", "{piece}");
    }
}

/// Words, numbers and what makes them hard to find again. The words have no vowels, lest one denies what follows, and no number is so
/// long that a space in it parts its thousands.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]{1,9}",
        1 => "[0-9]{1,2}(\\.[0-9])?%?",
        1 => proptest::sample::select(vec!["ﬁbre", "naïve", "(sic)", "pain—so", "mas\u{ad}sage", "[3]", "m²", "腰痛", "«x»", "e\u{301}"])
            .prop_map(str::to_owned),
    ];
    let space = proptest::sample::select(vec![" ", " ", "\n", "\u{a0}", "  ", "\t"]);
    proptest::collection::vec((word, space), 1..60)
        .prop_map(|pairs| pairs.into_iter().map(|(word, space)| format!("{word}{space}")).collect())
}

fn check_ranges(found: &Found, page: &str) {
    if let Some(range) = found.range() {
        assert!(page.get(range.clone()).is_some(), "{range:?} of {page:?}");
    }
    if let Found::Gone { nearest: Some(nearest), .. } = found {
        assert!(page.get(nearest.range.clone()).is_some(), "{nearest:?} of {page:?}");
    }
}

proptest! {
    #[test]
    fn a_quote_cut_from_a_page_is_found_exactly(page in text(), from in 0.0..1.0f64, count in 1..30usize) {
        let words: Vec<&str> = page.split([' ', '\n', '\t', '\u{a0}']).filter(|word| !word.is_empty()).collect();
        let from = ((words.len() as f64) * from) as usize;
        let quote = words[from..(from + count).min(words.len())].join(" ");
        let found = find(&quote, &Prepared::new(&page));
        prop_assert_eq!(verdict(&found), "exact", "{:?} in {:?}: {:?}", quote, page, found);
        check_ranges(&found, &page);
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}|[ \u{301}\u{1100}-\u{1200}ﾞｶ²³½·≤×—'-]{0,20}") {
        let once = Prepared::new(&text).folded().to_owned();
        let twice = Prepared::new(&once).folded().to_owned();
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn nothing_makes_it_panic(quote in "\\PC{0,60}|[a-c .…\\[\\]()0-2^<>'\"-]{0,60}", page in "\\PC{0,200}|[a-c .…\\[\\]()0-2^<>'\"\n-]{0,300}") {
        let found = find(&quote, &Prepared::new(&page));
        check_ranges(&found, &page);
        if let Found::Gone { diverges: Some(diverges), .. } = found {
            prop_assert!(quote.is_char_boundary(diverges.at));
        }
    }

    #[test]
    fn any_body_is_read(body in proptest::collection::vec(any::<u8>(), 0..300), header in proptest::option::of("\\PC{0,30}|text/html; charset=[a-z0-9-]{0,9}")) {
        if let Ok(page) = page::read(&body, header.as_deref()) {
            Prepared::new(&page.text);
        }
    }
}
