//! Characters that only look right: each is named at its place, what they hide is found all the same, and what is certain is mended.

use massage_kb::edit::Safety;
use massage_kb::fix::mend;

use super::*;

/// The claim has one finding, of `rule`: it underlines `marked`, its message holds `named`, and its help `help`. The safe fixes leave
/// nothing to tell.
#[track_caller]
fn odd(text: &str, rule: &str, marked: &str, named: &str, help: &str) {
    let outcome = lint_at(PATH, text);
    let [found] = outcome.diagnostics.as_slice() else {
        let all: Vec<_> =
            outcome.diagnostics.iter().map(|found| format!("{}: {}", found.rule, found.message)).collect();
        panic!("not one finding but {all:#?} in\n{text:?}");
    };
    assert_eq!(found.rule, rule, "{}", found.message);
    assert_eq!(found.location.span.slice(text).unwrap(), marked, "{}", found.message);
    assert!(found.message.contains(named), "`{named}` is not in `{}`", found.message);
    assert!(found.help.as_deref().unwrap().contains(help), "`{help}` is not in {:?}", found.help);
    assert_eq!(
        found.repair.as_ref().map(|repair| repair.fix.safety),
        Some(Safety::Safe),
        "{}",
        found.message
    );
    assert_eq!(told(&mended(text)), Vec::<String>::new());
}

/// The claim after all safe fixes.
fn mended(text: &str) -> String {
    let mut files = base();
    files.insert(PATH.to_owned(), text.as_bytes().to_vec());
    let mut sources = Sources::from_memory(files);
    let manifest = std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap();
    let (config, as_of) = (Config::parse(&manifest).unwrap(), "2026-11-22".parse().unwrap());
    let mended = mend(&mut sources, &SCHEMAS, &config, None, as_of, "", Safety::Safe);
    let own = sources.entries().iter().position(|entry| &*entry.path == PATH).unwrap();
    mended.files.get(&own).map_or_else(|| text.to_owned(), |file| file.after.clone())
}

fn told(text: &str) -> Vec<String> {
    let outcome = lint_at(PATH, text);
    outcome.diagnostics.iter().map(|found| format!("{}: {}", found.rule, found.message)).collect()
}

const HIDDEN: &str = "hidden-character";
const LOOK_ALIKE: &str = "look-alike-character";

#[test]
fn what_hides_in_an_id_a_word_or_a_key_is_named_and_nothing_else_is_told() {
    for (from, to, marked, named, help) in [
        ("trial-2020", "trial\u{200b}-2020", "\u{200b}", "zero width space (U+200B)", "`trial-2020`"),
        ("trial-2020", "trial-\u{ad}2020", "\u{ad}", "soft hyphen (U+00AD)", "`trial-2020`"),
        ("trial-2020", "trial-2020\u{feff}", "\u{feff}", "byte order mark (U+FEFF)", "`trial-2020`"),
        ("trial-2020", "\u{200e}trial-2020", "\u{200e}", "left-to-right mark (U+200E)", "`trial-2020`"),
        ("certainty: low", "certainty: l\u{2060}ow", "\u{2060}", "word joiner (U+2060)", "`low`"),
        ("certainty: low", "certainty:\u{a0}low", "\u{a0}", "no-break space (U+00A0)", "`certainty: low`"),
        ("certainty: low", "certainty:\u{2009}low", "\u{2009}", "thin space (U+2009)", "`certainty: low`"),
        ("certainty: low", "certainty: low\u{a0}", "\u{a0}", "no-break space (U+00A0)", "`low`"),
        ("certainty: low", "certainty:\u{3164}low", "\u{3164}", "Hangul filler (U+3164)", "`certainty: low`"),
        (
            "certainty: low",
            "certainty\u{200d}: low",
            "\u{200d}",
            "zero width joiner (U+200D)",
            "`certainty:`",
        ),
        ("certainty: low", "\u{feff}certainty: low", "\u{feff}", "byte order mark (U+FEFF)", "`certainty:`"),
        (
            "    stance: supports",
            "\u{a0}   stance: supports",
            "\u{a0}",
            "no-break space (U+00A0)",
            "`stance: supports`",
        ),
        (
            "  - benefits/flex",
            "  -\u{a0}benefits/flex",
            "\u{a0}",
            "no-break space (U+00A0)",
            "`- benefits/flexibility`",
        ),
        (
            "  - benefits/flex",
            "  - benefits/\u{fe0f}flex",
            "\u{fe0f}",
            "variation selector (U+FE0F)",
            "`benefits/flexibility`",
        ),
        ("2026-11-01", "2026-\u{200b}11-01", "\u{200b}", "zero width space (U+200B)", "`2026-11-01`"),
        (
            "last_reviewed: 2026",
            "last_reviewed:\u{202f}2026",
            "\u{202f}",
            "narrow no-break space (U+202F)",
            "`last_reviewed: 2026-11-01`",
        ),
        ("# ", "# a\u{202e}b\n# ", "\u{202e}", "right-to-left override (U+202E)", "`ab`"),
        ("hour.", "hour\u{e0041}.", "\u{e0041}", "tag character (U+E0041)", "`hour.`"),
        ("longer than", "longer\u{2028}than", "\u{2028}", "line separator (U+2028)", "longer than"),
        ("longer than", "longer\u{85}than", "\u{85}", "next line (U+0085)", "longer than"),
        ("longer than", "longer\u{2800}than", "\u{2800}", "braille pattern blank (U+2800)", "longer than"),
        ("longer than", "longer\tthan", "\t", "a tab inside a value", "longer than"),
        (
            "longer than",
            "longer\u{fffc} than",
            "\u{fffc}",
            "object replacement character (U+FFFC)",
            "`longer`",
        ),
        ("longer", "lon\u{336}ger", "\u{336}", "combining mark (U+0336)", "`longer`"),
        ("2026-11-01", "2026\u{a0}-11-01", "\u{a0}", "no-break space (U+00A0)", "`2026-11-01`"),
        (
            "note: Nobody followed them for longer than an hour.",
            "note: \"Nobody followed them for lon\\u200bger than an hour.\"",
            "\\u200b",
            "zero width space (U+200B)",
            "`longer`",
        ),
    ] {
        let text = if from == "# " {
            format!("# a note\n{}", claim()).replacen(from, to, 1)
        } else {
            edited(from, to)
        };
        odd(&text, HIDDEN, marked, named, help);
    }
}

#[test]
fn what_looks_like_another_letter_is_named_and_nothing_else_is_told() {
    for (from, to, marked, named, help) in [
        (
            "trial-2020",
            "tri\u{430}l-2020",
            "\u{430}",
            "`а` only looks like `a`: Cyrillic small letter a (U+0430)",
            "`trial-2020`",
        ),
        ("trial-2020", "trial\u{2010}2020", "\u{2010}", "hyphen (U+2010)", "`trial-2020`"),
        ("trial-2020", "trial–2020", "–", "en dash (U+2013)", "`trial-2020`"),
        ("2026-11-01", "2026\u{2212}11-01", "\u{2212}", "minus sign (U+2212)", "`2026-11-01`"),
        ("2026-11-01", "２０２６-11-01", "２０２６", "full-width digit", "`2026-11-01`"),
        (
            "benefits/flex",
            "benefits\u{2044}flex",
            "\u{2044}",
            "fraction slash (U+2044)",
            "`benefits/flexibility`",
        ),
        ("certainty: low", "certainty: lοw", "ο", "Greek small letter omicron (U+03BF)", "`low`"),
        ("certainty: low", "сertainty: low", "с", "Cyrillic small letter es (U+0441)", "`certainty:`"),
        (
            "certainty: low",
            "certainty: “low”",
            "“",
            "typographic quotation mark (U+201C)",
            "`certainty: \"low\"`",
        ),
        ("Foam rolling may", "ﬁrm rolling may", "ﬁ", "ligature (U+FB01)", "`firm`"),
        ("Foam rolling may", "Foam rolling mаy", "а", "Cyrillic small letter a (U+0430)", "`may`"),
        ("Foam rolling may", "Foam ｒｏｌｌing may", "ｒｏｌｌ", "full-width letter", "`rolling`"),
        ("hour.", "hоur.", "о", "Cyrillic small letter o (U+043E)", "`hour.`"),
        ("than an hour.", "than an hour; he doesn´t say.", "´", "acute accent (U+00B4)", "`doesn’t`"),
        ("2026-11-01", "2О26-11-01", "О", "Cyrillic capital letter o (U+041E)", "`2026-11-01`"),
    ] {
        odd(&edited(from, to), LOOK_ALIKE, marked, named, help);
    }
    let statement = "statement: Foam rolling may raise flexibility for a short time.";
    let quoted = statement.replace(": ", ": “") + "”";
    odd(
        &edited(statement, &quoted),
        LOOK_ALIKE,
        "“",
        "does not put a value in quotes",
        "\"Foam rolling may raise",
    );
}

#[test]
fn rules_see_through_what_hides_a_word() {
    let promise = "statement: Foam rolling may raise flexibility for a short time and cure pain.";
    let plain = edited("statement: Foam rolling may raise flexibility for a short time.", promise);
    let of_words = |text: &str| -> Vec<(String, String)> {
        let outcome = lint_at(PATH, text);
        let found = outcome.diagnostics.iter().filter(|found| ![HIDDEN, LOOK_ALIKE].contains(&found.rule));
        found
            .map(|found| (found.message.clone(), found.location.span.slice(text).unwrap().to_owned()))
            .collect()
    };
    let expected: Vec<String> = of_words(&plain).into_iter().map(|(message, _)| message).collect();
    assert!(expected.iter().any(|message| message.starts_with("`cure` promises")), "{expected:?}");
    for word in [
        "cu\u{200b}re",
        "cu\u{ad}re",
        "\u{441}ure",
        "ｃure",
        "𝐜𝐮𝐫𝐞",
        "cu\u{202e}re",
        "curе",
        "c\u{2060}u\u{200d}re",
        "cu\u{336}re",
        "cure\u{200b}",
    ] {
        let found = of_words(&plain.replace("cure", word));
        let messages: Vec<String> = found.iter().map(|(message, _)| message.clone()).collect();
        assert_eq!(messages, expected, "{word:?}");
        let (_, underlined) =
            found.iter().find(|(message, _)| message.starts_with("`cure` promises")).unwrap();
        assert_eq!(underlined, word.trim_end_matches('\u{200b}'));
    }
    // A space that may stand there hides nothing, and is no fault.
    for space in ["\u{a0}", "\u{202f}", "\u{2009}"] {
        let found = of_words(&plain.replace("and cure", &format!("and{space}cure")));
        assert_eq!(found.len(), expected.len(), "{space:?}");
        assert_eq!(told(&plain.replace("and cure", &format!("and{space}cure"))).len(), expected.len());
    }
}

#[test]
fn words_and_signs_that_are_right_are_left_alone() {
    for note in [
        "It is some\u{a0}cm long, or a\u{202f}mm.",
        "Some write боль for it.",
        "Some say “knots” or ‘bands’ of some μm.",
        "They gave TNFα and NFκB, at αmax.",
        "A café in Łódź, by Yıldız.",
        "The people were 👩\u{200d}⚕\u{fe0f}.",
    ] {
        assert_eq!(
            told(&edited("Nobody followed them for longer than an hour.", note)),
            Vec::<String>::new(),
            "{note}"
        );
    }
    assert_eq!(told(&format!("\u{feff}{}", claim())), Vec::<String>::new(), "a byte order mark at the start");
}

#[test]
fn what_got_lost_is_told_and_left_to_a_person() {
    for (lost, named) in
        [("\u{fffd}", "replacement character (U+FFFD)"), ("\u{f0b7}", "private-use character (U+F0B7)")]
    {
        let text = edited("longer than", &format!("longer{lost} than"));
        let outcome = lint_at(PATH, &text);
        let [found] = outcome.diagnostics.as_slice() else { panic!("{:?}", told(&text)) };
        assert!(
            found.rule == HIDDEN && found.message.contains(named) && found.repair.is_none(),
            "{}",
            found.message
        );
    }
}

/// Neither silenced nor lowered, and no export: others would read what this program does not.
#[test]
fn odd_characters_cannot_be_silenced() {
    let text = edited("trial-2020", "trial\u{200b}-2020 # kb: ignore[hidden-character] we like it");
    let outcome = lint_at(PATH, &text);
    assert!(outcome.fails() && outcome.diagnostics.iter().any(|found| found.rule == HIDDEN));
}

#[test]
fn all_that_is_odd_in_a_file_is_mended_together_and_other_fixes_follow() {
    let text = edited("Foam rolling may", "F\u{200b}oam rоlling m\u{ad}ay")
        .replace("certainty: low", "certainty:\u{a0}low  ")
        .replace("trial-2020", "references/trial\u{2011}2020");
    assert_eq!(mended(&text), claim());
}

#[test]
fn a_file_in_another_encoding_is_told_how_to_be_saved() {
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let start = mark.then_some(0xfeff);
        start.into_iter().chain(claim().encode_utf16()).flat_map(bytes).collect()
    };
    for bytes in [
        wide(u16::to_le_bytes, true),
        wide(u16::to_be_bytes, true),
        wide(u16::to_le_bytes, false),
        wide(u16::to_be_bytes, false),
    ] {
        let mut files = base();
        files.insert(PATH.to_owned(), bytes);
        let manifest = std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap();
        let corpus = Corpus::read(&Sources::from_memory(files), &SCHEMAS);
        let config = Config::parse(&manifest).unwrap();
        let outcome = lint::run(&Context::new(&corpus, &config, None, "2026-11-22".parse().unwrap()), "");
        let [found] = outcome.diagnostics.as_slice() else { panic!("{:?}", outcome.diagnostics) };
        assert_eq!(found.message, "the file is saved as UTF-16, not as UTF-8");
        assert!(found.help.as_deref().unwrap().contains("iconv -f UTF-16 -t UTF-8"));
    }
}

#[test]
fn a_sentence_that_ends_in_a_comma_is_told() {
    let end = "for a short time.";
    slip(end, "for a short time,", ",", "write the rest of the sentence");
    slip(end, "for a short time.,", ",", "remove the `,`");
    assert_eq!(mended(&edited(end, "for a short time.,")), claim());
}

#[test]
fn a_text_that_a_number_sign_cuts_is_told() {
    let statement = "raise flexibility for a short time.";
    for (written, marked, help) in [
        (
            "raise flexibility for a # short time.",
            "# short time.",
            "may raise flexibility for a # short time.\"`",
        ),
        ("raise flexibility #1 of all.", "#1 of all.", "may raise flexibility #1 of all.\"`"),
        ("raise flexibility # for a short time.", "# for a short time.", "for a short time.\"`"),
    ] {
        slip(statement, written, marked, help);
    }
    for fine in
        ["raise flexibility for a short time. # for an hour.", "raise flexibility for a short time. #1"]
    {
        assert_eq!(told(&edited(statement, fine)), Vec::<String>::new());
    }
    assert_eq!(
        told(&edited("certainty: low", "certainty: low # small trials, and few.")),
        Vec::<String>::new()
    );
}
