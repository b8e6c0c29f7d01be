use super::*;

fn prose(pointer: &str) -> bool {
    pointer != "/id"
}

/// A record with `name` as one of its texts.
#[track_caller]
fn cleaned(name: &str) -> String {
    let text = format!("name: {name}\n");
    let clean = clean(&text, &prose).map_or(text, |clean| clean.text.into());
    clean.strip_prefix("name: ").unwrap().strip_suffix('\n').unwrap().to_owned()
}

#[test]
fn what_hides_in_a_word_is_taken_out() {
    for hidden in [
        "\u{ad}",
        "\u{34f}",
        "\u{61c}",
        "\u{180e}",
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{200e}",
        "\u{200f}",
        "\u{202a}",
        "\u{202e}",
        "\u{2060}",
        "\u{2061}",
        "\u{2064}",
        "\u{2066}",
        "\u{2069}",
        "\u{206a}",
        "\u{fe00}",
        "\u{fe0f}",
        "\u{feff}",
        "\u{fff9}",
        "\u{fffc}",
        "\u{e0001}",
        "\u{e0063}",
        "\u{e0100}",
        "\u{200b}\u{200d}\u{ad}",
        "\u{336}",
        "\u{489}",
    ] {
        assert_eq!(cleaned(&format!("a cu{hidden}re")), "a cure", "{hidden:?}");
    }
    for blank in [
        "\u{85}", "\u{2028}", "\u{2029}", "\u{115f}", "\u{1160}", "\u{1680}", "\u{2800}", "\u{3164}",
        "\u{ffa0}", "\u{3000}",
    ] {
        assert_eq!(cleaned(&format!("a{blank}cure")), "a cure", "{blank:?}");
    }
    assert_eq!(cleaned("a \u{3164}cure"), "a cure");
    assert_eq!(cleaned("a\tcure"), "a cure");
}

#[test]
fn letters_of_other_alphabets_in_a_word_become_its_own() {
    for (written, plain) in [
        ("\u{441}ure", "cure"),
        ("сurе", "cure"),
        ("m\u{3b1}ssage", "massage"),
        ("massagе", "massage"),
        ("\u{3c1}ain", "pain"),
        ("hοpe", "hope"),
        ("Μassage", "Massage"),
        ("cuｒe", "cure"),
        ("ｃｕｒｅ", "cure"),
        ("𝐜𝐮𝐫𝐞", "cure"),
        ("𝒸𝓊𝓇ℯ", "cure"),
        ("ⓒure", "cure"),
        ("\u{fb01}rst", "first"),
        ("o\u{fb03}ce", "office"),
        ("ᴄᴜʀe pain", "ᴄᴜʀe pain"),
        ("cᴜre", "cure"),
        ("doesn´t", "doesn’t"),
        ("сu\u{200b}re", "cure"),
        ("ոo", "no"),
        ("ⅽure", "cure"),
        ("cᵘre", "cure"),
        ("🅒ure", "cure"),
        ("⒞ure", "cure"),
        ("ꓚure", "Cure"),
        ("ϲure", "cure"),
        ("\"cu\\u200bre\"", "\"cure\""),
        ("\"cu\\xadre\"", "\"cure\""),
        ("\"\\u0441ure\"", "\"cure\""),
        ("\"a\\Lcure\"", "\"a cure\""),
        ("２０２６", "2026"),
    ] {
        assert_eq!(cleaned(written), plain, "{written}");
    }
}

#[test]
fn words_and_signs_that_are_right_stay() {
    for right in [
        "боль",
        "Петров, А.",
        "5\u{a0}cm",
        "5\u{202f}mm",
        "a\u{2009}b",
        "μm",
        "5 μg",
        "µm",
        "β-blocker",
        "TNFα",
        "NFκB",
        "IFN-γ",
        "PGF2α",
        "Gαs",
        "αmax",
        "λ = 3",
        "χ²",
        "ηp²",
        "Δt",
        "σ",
        "x\u{304}",
        "cafe\u{301}",
        "café",
        "Yıldız",
        "Łódź",
        "don’t",
        "“a” and b",
        "“a” and “b”",
        "2–4 weeks",
        "mm²",
        "a\u{2011}b",
        "½",
        "♥\u{fe0f}",
        "👩\u{200d}⚕\u{fe0f}",
        "1\u{fe0f}\u{20e3}",
        "न\u{94d}\u{200d}",
        "نمی\u{200c}خواهم",
        "Ⅱ",
        "type Ⅱ",
        "painᵃ",
        "⒜",
        "٢",
        "\"\\\\u200b\"",
        "a\\u200bb",
        "'a\\u200bb'",
        "\"5\\_cm\"",
        "\"caf\\u00e9\"",
        "ＭＲＩ検査",
        "/ɡʊd/",
        "ˈmæsɑːʒ",
        "Ωmega",
        "m³",
        "30′",
        "5′ 10″",
        "№ 5",
        "℃",
        "™",
        "L4–L5",
        "ﬂ".repeat(0).as_str(),
        "Ἱπποκράτης",
        "ΑΒΓ",
        "сорос",
        "psoas\u{b7}major",
        "…",
        "→",
        "\u{5d0}\u{200f}.",
    ] {
        assert_eq!(cleaned(right), right, "{right}");
        assert!(clean(&format!("name: {right}\n"), &prose).is_none(), "{right}");
    }
}

#[test]
fn codes_and_keys_take_plain_signs_alone() {
    for (written, plain) in [
        ("id:\u{a0}a-b\n", "id: a-b\n"),
        ("id: a\u{a0}b\n", "id: ab\n"),
        ("id: 2О26\n", "id: 2026\n"),
        ("id: \"٢٠26\"\n", "id: \"2026\"\n"),
        ("list:\n\u{3000}- b\n", "list:\n  - b\n"),
        ("note: “a b\"\n", "note: \"a b\"\n"),
        ("id: a\u{2011}b\n", "id: a-b\n"),
        ("id: a–2\n", "id: a-2\n"),
        ("id: a⁄b\n", "id: a/b\n"),
        ("id: рсо\n", "id: pco\n"),
        ("name: b\u{a0}\n", "name: b\n"),
        ("\u{a0}\u{a0}name: b\n", "  name: b\n"),
        ("list:\n\u{a0} - b\n", "list:\n  - b\n"),
        ("list:\n  -\u{a0}b\n", "list:\n  - b\n"),
        ("n\u{200b}ame: b\n", "name: b\n"),
        ("nаme: b\n", "name: b\n"),
        ("name\u{a0}: b\n", "name : b\n"),
        ("id: a\n# a cu\u{200b}re\u{a0}here\n", "id: a\n# a cure\u{a0}here\n"),
        ("name: “a b”\n", "name: “a b”\n"),
        ("note: “a b”\n", "note: \"a b\"\n"),
        ("note: ‘a b’\n", "note: \"a b\"\n"),
        ("note: „a \"b\"“\n", "note: 'a \"b\"'\n"),
        ("list:\n  - “a b”\n", "list:\n  - \"a b\"\n"),
        ("id: “a”\n", "id: \"a\"\n"),
        ("note: “a b” # c\n", "note: \"a b\" # c\n"),
        ("note: “a” b “c”\n", "note: “a” b “c”\n"),
        ("id:\ta\n", "id:\ta\n"),
        ("id: a\t# b\tc\n", "id: a\t# b\tc\n"),
    ] {
        let clean = clean(written, &prose).map_or(written.to_owned(), |clean| clean.text.into());
        assert_eq!(clean, plain, "{written:?}");
    }
}

/// Whatever is written, places lead back, and a clean text has nothing odd that could be made plain.
#[test]
fn a_clean_text_is_clean() {
    let parts = [
        "id: a\n", "name: ", "cu", "\u{200b}", "re", "\u{a0}", " ", "\n", "  - ", "с", "“", "”", "\t", "#",
        "\u{3164}", "–", "ﬁ", "\u{feff}", "é", "\u{301}", "\u{336}", "：", "𝐜",
    ];
    let mut seed = 7_usize;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..seed % 9 + 1 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(parts[(seed >> 33) % parts.len()]);
        }
        let Some(first) = clean(&text, &prose) else { continue };
        for odd in &first.odd {
            assert_eq!(
                odd.span.slice(&text).and_then(|odd| odd.chars().next()),
                Some(odd.character),
                "{text:?}"
            );
        }
        for (at, letter) in first.text.char_indices() {
            let span = first.places.to_written(Span::new(at, at + letter.len_utf8()));
            assert!(span.slice(&text).is_some_and(|written| !written.is_empty()), "{text:?} at {at}");
        }
        assert_eq!(first.text.matches('\n').count(), text.matches('\n').count(), "{text:?}");
    }
}
