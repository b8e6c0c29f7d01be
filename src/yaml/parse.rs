//! Bytes ► tree.

use super::builder::Builder;
use super::{Document, Problem, fast, thorough};
use crate::span::Span;

/// How deep values may stand in each other.
pub const MAX_DEPTH: usize = 64;

/// How large a file may be, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// What became of a text.
#[derive(Debug, Default)]
pub struct Parsed<'s> {
    /// The tree; nothing where the text is no YAML that we read.
    pub document: Option<Document<'s>>,
    /// What was refused. A duplicate key alone leaves a document.
    pub problems: Vec<Problem>,
}

impl Parsed<'_> {
    fn refused(problem: Problem) -> Self {
        Self { document: None, problems: vec![problem] }
    }
}

/// Reads one document. A byte order mark and CRLF line ends are taken.
pub fn parse(bytes: &[u8]) -> Parsed<'_> {
    if bytes.len() > MAX_BYTES {
        return Parsed::refused(Problem::TooLarge { bytes: bytes.len() as u64 });
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Parsed::refused(Problem::NotUtf8 { offset: error.valid_up_to() }),
    };
    if let Some(problem) = find_control_character(text) {
        return Parsed::refused(problem);
    }
    if let Some(document) = fast::read(text) {
        return Parsed { document: Some(document), problems: Vec::new() };
    }
    read_thoroughly(text)
}

pub(super) fn read_thoroughly(text: &str) -> Parsed<'_> {
    let mut builder = Builder::default();
    let broken_off = thorough::read(text, &mut builder).err();
    let is_whole = broken_off.is_none();
    builder.problems.extend(broken_off);
    let (document, problems) = builder.finish();
    Parsed { document: document.filter(|_| is_whole), problems }
}

/// The first character outside YAML's printable set (YAML 1.2.2, production 1).
pub(super) fn find_control_character(text: &str) -> Option<Problem> {
    let suspicious = |byte: u8| {
        byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || matches!(byte, 0x7f | 0xc2 | 0xef)
    };
    // Most files hold none of these bytes, and a scan over bytes is much cheaper than one over characters.
    if !any_byte(text, suspicious) {
        return None;
    }
    let forbidden = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    let (offset, character) = text.char_indices().find(|&(_, letter)| forbidden(letter))?;
    Some(Problem::ControlCharacter { character, span: Span::new(offset, offset + character.len_utf8()) })
}

/// Whether a byte of `text` is one of those; in steps of many bytes, which the compiler turns into a few instructions.
pub(crate) fn any_byte(text: &str, is_one: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(64).any(|bytes| bytes.iter().fold(false, |any, &byte| any | is_one(byte)))
}
