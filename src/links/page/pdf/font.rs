//! From the bytes of a string to letters and their widths.

use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;
use super::glyphs;

/// What stands for a letter that the font does not tell. It keeps two numbers or words apart that a lost sign parts.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// A table of letters unpacks to at most this.
const LONGEST_TABLE: usize = 1024 * 1024;

/// One code of a string.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// Its letters; [`UNKNOWN`] where the font does not tell.
    pub(super) letters: String,
    /// How far it moves on, in sizes of the font.
    pub(super) width: f64,
    /// Whether it is the one-byte code 32, which word spacing widens.
    pub(super) is_space: bool,
}

/// What a font says of its codes.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    widths: Vec<(u32, u32, f64)>,
    default_width: Option<f64>,
    is_narrow: bool,
}

#[derive(Debug)]
enum Codes {
    /// One byte a code: the letters of each of the 256.
    One(Vec<String>),
    /// Two bytes a code.
    Two(CMap),
    /// The codes are UTF-16.
    Utf16,
}

impl Font {
    /// Reads a font; what its tables take goes off `budget`, in bytes, and those that go beyond it are left out.
    pub(super) fn read(document: &Document, font: &Dictionary, budget: &mut usize) -> Self {
        let name = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).unwrap_or_default();
        let base_font = String::from_utf8_lossy(name(b"BaseFont")).into_owned();
        let to_unicode = font
            .get_deref(b"ToUnicode", document)
            .and_then(Object::as_stream)
            .and_then(|stream| stream.get_plain_content_with_limit(LONGEST_TABLE.min(*budget)))
            .map(|table| CMap::parse(&table))
            .unwrap_or_default();
        *budget = budget.saturating_sub(to_unicode.weight());
        let most_widths = *budget / size_of::<(u32, u32, f64)>();
        let is_narrow = base_font.contains("Times") || base_font.contains("Narrow");
        if name(b"Subtype") == b"Type0" {
            let descendant = font
                .get_deref(b"DescendantFonts", document)
                .and_then(Object::as_array)
                .ok()
                .and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
            let (widths, default_width) =
                descendant.map_or((Vec::new(), 1.0), |font| composite_widths(document, font, most_widths));
            let encoding = String::from_utf8_lossy(name(b"Encoding")).into_owned();
            *budget = budget.saturating_sub(size_of_val(widths.as_slice()));
            let is_utf16 = to_unicode.is_empty() && (encoding.contains("UCS2") || encoding.contains("UTF16"));
            let codes = if is_utf16 { Codes::Utf16 } else { Codes::Two(to_unicode) };
            return Self { codes, widths, default_width: Some(default_width), is_narrow };
        }
        let scale = if name(b"Subtype") == b"Type3" { matrix_scale(document, font) } else { 0.001 };
        let (widths, default_width) = simple_widths(document, font, scale);
        let letters = glyphs::letters(document, font, &base_font);
        *budget = budget.saturating_sub(256 * 64);
        let letters = letters
            .into_iter()
            .zip(0_u32..)
            .map(|(letters, code)| to_unicode.letters(code, 1).unwrap_or(letters));
        Self { codes: Codes::One(letters.collect()), widths, default_width, is_narrow }
    }

    /// The glyphs of a string.
    pub(super) fn glyphs<'a>(&'a self, string: &'a [u8]) -> impl Iterator<Item = Glyph> + 'a {
        let step = if matches!(self.codes, Codes::One(_)) { 1 } else { 2 };
        string.chunks(step).map(move |bytes| {
            let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            let letters = match &self.codes {
                Codes::One(letters) => letters.get(code as usize).cloned(),
                Codes::Two(map) => map.letters(code, 2),
                Codes::Utf16 => char::from_u32(code).map(String::from),
            };
            let letters =
                letters.filter(|letters| !letters.is_empty()).unwrap_or_else(|| UNKNOWN.to_string());
            Glyph { width: self.width(code, &letters), is_space: step == 1 && code == 32, letters }
        })
    }

    fn width(&self, code: u32, letters: &str) -> f64 {
        let after = self.widths.partition_point(|(first, ..)| *first <= code);
        let known =
            after.checked_sub(1).and_then(|at| self.widths.get(at)).filter(|(_, last, _)| code <= *last);
        known.map(|(.., width)| *width).or(self.default_width).unwrap_or_else(|| self.guess(letters))
    }

    /// About how wide a letter is in the fonts that every reader has, of which files need not tell the widths.
    fn guess(&self, letters: &str) -> f64 {
        let width = match letters.chars().next() {
            Some('i' | 'j' | 'l' | '\'' | '|') => 0.23,
            Some(' ' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' | '(' | ')' | '[' | ']') => 0.28,
            Some('r' | '-') => 0.33,
            Some('m' | 'M' | 'W' | '%') => 0.84,
            Some('w') => 0.72,
            Some('A'..='Z') => 0.68,
            _ => 0.53,
        };
        if self.is_narrow { 0.92 * width } else { width }
    }
}

/// How long one unit of the glyphs of a Type 3 font is.
fn matrix_scale(document: &Document, font: &Dictionary) -> f64 {
    let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
    matrix.and_then(|matrix| number(document, matrix.first()?)).map_or(0.001, f64::abs)
}

fn simple_widths(document: &Document, font: &Dictionary, scale: f64) -> (Vec<(u32, u32, f64)>, Option<f64>) {
    let Ok(list) = font.get_deref(b"Widths", document).and_then(Object::as_array) else {
        return (Vec::new(), None);
    };
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or_default();
    let Ok(first) = u32::try_from(first.clamp(0, 255)) else { return (Vec::new(), None) };
    let missing = font
        .get_deref(b"FontDescriptor", document)
        .and_then(Object::as_dict)
        .and_then(|descriptor| descriptor.get_deref(b"MissingWidth", document))
        .ok()
        .and_then(|width| number(document, width));
    let widths = (first..256)
        .zip(list)
        .filter_map(|(code, width)| Some((code, code, scale * number(document, width)?)));
    (widths.collect(), Some(scale * missing.unwrap_or_default()))
}

/// `/W` of a font with codes of two bytes: `first [width …]` or `first last width`.
fn composite_widths(document: &Document, font: &Dictionary, most: usize) -> (Vec<(u32, u32, f64)>, f64) {
    let default =
        font.get_deref(b"DW", document).ok().and_then(|width| number(document, width)).unwrap_or(1000.0);
    let list =
        font.get_deref(b"W", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut widths = Vec::new();
    let mut items = list.iter();
    while let (Some(first), Some(second)) = (items.next(), items.next()) {
        let code = |object: &Object| u32::try_from(object.as_i64().ok()?).ok();
        let Some(first) = code(first) else { break };
        let second = document.dereference(second).map_or(second, |(_, object)| object);
        if let Ok(list) = second.as_array() {
            let codes = (first..).zip(list);
            let known =
                codes.filter_map(|(code, width)| Some((code, code, 0.001 * number(document, width)?)));
            widths.extend(known.take(most - widths.len().min(most)));
        } else if let (Some(last), Some(width)) = (code(second), items.next()) {
            widths.extend(number(document, width).map(|width| (first, last, 0.001 * width)));
        }
        if widths.len() >= most {
            break;
        }
    }
    widths.sort_by_key(|(first, ..)| *first);
    (widths, 0.001 * default)
}

/// A number, written in the place or referred to. None that is infinite or absurd.
pub(super) fn number(document: &Document, object: &Object) -> Option<f64> {
    let object = document.dereference(object).map_or(object, |(_, object)| object);
    let number = f64::from(object.as_float().ok()?);
    (number.abs() < 1e6).then_some(number)
}
