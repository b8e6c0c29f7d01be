//! The letters of simple fonts: their encodings, and the names of glyphs.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

/// The letters of each of the 256 codes of a font, empty where it does not tell.
pub(super) fn letters(document: &Document, font: &Dictionary, base_font: &str) -> Vec<String> {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let described = encoding.and_then(|encoding| encoding.as_dict().ok());
    let named = match described {
        Some(described) => described.get_deref(b"BaseEncoding", document).ok(),
        None => encoding,
    };
    let base = named.and_then(|name| name.as_name().ok());
    let mut table = match base {
        Some(base) => encoded(document, base),
        None => built_in(document, base_font),
    };
    if let Some(differences) =
        described.and_then(|described| described.get_deref(b"Differences", document).ok()?.as_array().ok())
    {
        differ(document, &mut table, differences);
    }
    table
}

/// The table of an encoding that PDF names.
fn encoded(document: &Document, name: &[u8]) -> Vec<String> {
    let known: [&[u8]; 4] =
        [b"WinAnsiEncoding", b"MacRomanEncoding", b"MacExpertEncoding", b"PDFDocEncoding"];
    let name: &[u8] = if known.contains(&name) { name } else { b"StandardEncoding" };
    table(document, Object::Name(name.to_vec()))
}

/// What `lopdf` makes of an encoding. It is handed a font that is made for this, since its own reading of a file's fonts
/// is not bounded.
fn table(document: &Document, encoding: Object) -> Vec<String> {
    let font = Dictionary::from_iter([("Type", Object::Name(b"Font".to_vec())), ("Encoding", encoding)]);
    let encoding = font.get_font_encoding(document).ok();
    let letters = |code: u8| encoding.as_ref()?.bytes_to_string(&[code]).ok();
    (0..=u8::MAX).map(|code| letters(code).unwrap_or_default()).collect()
}

/// What a font without a named encoding has inside; the file of the font is not read, so only what all of its kind have.
fn built_in(document: &Document, base_font: &str) -> Vec<String> {
    // `ABCDEF+` marks a font of which only some glyphs are in the file.
    let name = base_font.split('+').next_back().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    if lower.starts_with("symbol") {
        return (0..=u8::MAX).map(|code| symbol(code).map_or(String::new(), String::from)).collect();
    }
    for (kind, letter) in [("cmmi", math_italic as fn(u8) -> Option<char>), ("cmsy", math_sign)] {
        if lower.starts_with(kind) {
            return (0..=u8::MAX).map(|code| letter(code).map_or(String::new(), String::from)).collect();
        }
    }
    if ["dingbats", "wingdings", "webdings", "cmex", "msam", "msbm"].iter().any(|kind| lower.contains(kind)) {
        return vec![String::new(); 256];
    }
    let mut table = encoded(document, b"StandardEncoding");
    if name.starts_with("CM") || name.starts_with("SFRM") {
        for (code, letters) in [
            (11, "ff"),
            (12, "fi"),
            (13, "fl"),
            (14, "ffi"),
            (15, "ffl"),
            (34, "”"),
            (92, "“"),
            (123, "–"),
            (124, "—"),
        ] {
            if let Some(slot) = table.get_mut(code) {
                *slot = letters.to_owned();
            }
        }
    }
    table
}

/// The characters of TeX's italic for formulas, in which `p` and the point of `p < .05` are set.
fn math_italic(code: u8) -> Option<char> {
    Some(match code {
        b'A'..=b'Z' | b'a'..=b'z' | b'/' => char::from(code),
        b':' => '.',
        b';' => ',',
        b'<' | b'>' => char::from(code),
        11 => 'α',
        12 => 'β',
        13 => 'γ',
        14 => 'δ',
        22 => 'μ',
        _ => return None,
    })
}

/// The signs of TeX's font of signs that stand in prose.
fn math_sign(code: u8) -> Option<char> {
    Some(match code {
        0 => '−',
        1 => '·',
        2 => '×',
        3 => '*',
        6 => '±',
        15 => '•',
        20 => '≤',
        21 => '≥',
        24 => '~',
        25 => '≈',
        b'j' => '|',
        _ => return None,
    })
}

/// The characters of the font Symbol that stand in prose: Latin letters there are Greek ones.
fn symbol(code: u8) -> Option<char> {
    Some(match code {
        b' '..=b'!'
        | b'#'
        | b'%'..=b'&'
        | b'('..=b')'
        | b'+'..=b','
        | b'.'..=b'?'
        | b'['
        | b']'
        | b'_'
        | b'{'..=b'}' => char::from(code),
        b'-' => '−',
        b'a' => 'α',
        b'b' => 'β',
        b'c' => 'χ',
        b'd' => 'δ',
        b'e' => 'ε',
        b'g' => 'γ',
        b'h' => 'η',
        b'k' => 'κ',
        b'l' => 'λ',
        b'm' => 'μ',
        b'p' => 'π',
        b'q' => 'θ',
        b'r' => 'ρ',
        b's' => 'σ',
        b't' => 'τ',
        b'w' => 'ω',
        b'D' => 'Δ',
        b'S' => 'Σ',
        b'W' => 'Ω',
        0xa3 => '≤',
        0xb0 => '°',
        0xb1 => '±',
        0xb3 => '≥',
        0xb4 => '×',
        0xb7 => '•',
        0xb9 => '≠',
        0xbb => '≈',
        _ => return None,
    })
}

/// Lays the `/Differences` of an encoding over a table: a code, and the names of the glyphs from there on.
fn differ(document: &Document, table: &mut [String], differences: &[Object]) {
    let mut known = BTreeMap::new();
    let mut code = 0_usize;
    // A table has 256 names, and each run of them a number.
    for object in differences.iter().take(1024) {
        match document.dereference(object).map_or(object, |(_, object)| object) {
            Object::Integer(number) => code = usize::try_from(*number).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(slot) = table.get_mut(code) {
                    slot.clone_from(known.entry(name.clone()).or_insert_with(|| named(document, name)));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}

/// The letters of a glyph's name by the rules of the Adobe Glyph List: `fi`, `f_i`, `uni00B5`, `a.alt`. Empty for a name that says nothing.
fn named(document: &Document, name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let stem = name.split('.').next().unwrap_or_default();
    stem.split('_').take(8).map(|part| one_named(document, part)).collect()
}

fn one_named(document: &Document, name: &str) -> String {
    let hex = |digits: &str| {
        let fits = (4..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| fits).and_then(char::from_u32)
    };
    if let Some(letter) = name.strip_prefix("uni").or_else(|| name.strip_prefix('u')).and_then(hex) {
        return letter.to_string();
    }
    if name.is_empty() || name == "notdef" {
        return String::new();
    }
    let differences = Object::Array(vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())]);
    let encoding = Dictionary::from_iter([("Differences", differences)]);
    // Where it does not know the name, the code 0 stays without a letter.
    let font = Dictionary::from_iter([
        ("Type", Object::Name(b"Font".to_vec())),
        ("Encoding", Object::Dictionary(encoding)),
    ]);
    let letters =
        font.get_font_encoding(document).ok().and_then(|encoding| encoding.bytes_to_string(&[0]).ok());
    letters.unwrap_or_default()
}
