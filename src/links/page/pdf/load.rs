//! A PDF's objects, under limits of memory and time.

use std::cell::Cell;
use std::panic::resume_unwind;
use std::time::{Duration, Instant};

use lopdf::{DecompressError, Document, Error, LoadOptions, Object};

use super::Unreadable;

/// How long a PDF may take to be read.
pub(super) const TIME: Duration = Duration::from_secs(20);

/// No stream of objects unpacks to more than this, and no other object is longer: an array of small numbers takes fifty times as much
/// memory as its text.
const LONGEST_STREAM: usize = 1024 * 1024;

/// All objects together take at most about this much memory.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// In an encrypted file, whose streams cannot be weighed while they are unpacked, all of them together unpack to at most this.
const MOST_ENCRYPTED: usize = 64 * 1024 * 1024;

/// Why reading was stopped from the inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    TooLarge,
    TooSlow,
}

impl Stop {
    pub(super) fn words(self) -> String {
        match self {
            Self::TooLarge => format!("it unpacks to more than {} MiB", MOST_BYTES / 1024 / 1024),
            Self::TooSlow => format!("it takes longer than {} seconds to read", TIME.as_secs()),
        }
    }
}

thread_local! {
    /// What the objects of the PDF that this thread reads may still weigh, and until when it may be read. `lopdf` takes a plain
    /// function, which can hold neither.
    static LEFT: Cell<usize> = const { Cell::new(0) };
    static UNTIL: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Whether the time for the PDF that this thread reads is up.
pub(super) fn is_late() -> bool {
    UNTIL.get().is_some_and(|until| Instant::now() > until)
}

/// Loads the objects. Where a limit is passed it unwinds with a [`Stop`]: `lopdf` cannot be told to end early. So the
/// caller must catch it.
pub(super) fn load(body: &[u8]) -> Result<Document, Unreadable> {
    LEFT.set(MOST_BYTES);
    UNTIL.set(Some(Instant::now() + TIME));
    look_over(body)?;
    let mut longest = LONGEST_STREAM;
    if find(body, b"/Encrypt").is_some() {
        longest = longest.min(MOST_ENCRYPTED / count(body, b"endstream").max(1));
    }
    let options =
        LoadOptions { filter: Some(weighed), max_decompressed_size: Some(longest), ..LoadOptions::default() };
    match Document::load_mem_with_options(body, options) {
        Ok(document) if document.is_encrypted() => Err(Unreadable::EncryptedPdf),
        Ok(document) => Ok(document),
        Err(Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_)) => {
            Err(Unreadable::EncryptedPdf)
        }
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            Err(Unreadable::BrokenPdf(Stop::TooLarge.words()))
        }
        Err(error) => Err(Unreadable::BrokenPdf(error.to_string())),
    }
}

/// Keeps what may hold text or lead to it, and weighs it.
fn weighed(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    if is_late() {
        resume_unwind(Box::new(Stop::TooSlow));
    }
    if object.as_stream().is_ok_and(|stream| {
        let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let fonts: [&[u8]; 3] = [b"Type1C", b"CIDFontType0C", b"OpenType"];
        subtype == b"Image" || fonts.contains(&subtype) || stream.dict.has(b"Length1")
    }) {
        return None;
    }
    let Some(left) = LEFT.get().checked_sub(weight(object)) else { resume_unwind(Box::new(Stop::TooLarge)) };
    LEFT.set(left);
    // What is returned counts only where the object came from a stream of objects, which holds no streams.
    let kept = if object.as_stream().is_ok() { Object::Null } else { object.clone() };
    Some((id, kept))
}

/// About how many bytes of memory an object takes. `lopdf` lets none be nested deeply.
fn weight(object: &Object) -> usize {
    let dictionary = |dictionary: &lopdf::Dictionary| -> usize {
        dictionary.iter().map(|(key, value)| 80 + key.len() + weight(value)).sum()
    };
    let inside = match object {
        Object::Name(bytes) | Object::String(bytes, _) => bytes.capacity() + 16,
        Object::Array(items) => items.iter().map(weight).sum(),
        Object::Dictionary(entries) => dictionary(entries),
        Object::Stream(stream) => stream.content.capacity() + dictionary(&stream.dict),
        _ => 0,
    };
    size_of::<Object>() + inside
}

/// Refuses what would cost too much before anything of it can be weighed: a very long object, and objects that lie one in another,
/// since `lopdf` copies each of an encrypted file up to the next `endobj`.
fn look_over(body: &[u8]) -> Result<(), Unreadable> {
    let mut copied = 0_usize;
    let mut open = 0_usize;
    let mut rest = body;
    while let Some(next) = find(rest, b"obj") {
        let (object, after) = rest.split_at_checked(next + 3).unwrap_or((rest, &[]));
        copied = copied.saturating_add(open.saturating_mul(object.len()));
        let is_end = object.ends_with(b"endobj");
        open = if is_end { 0 } else { open + 1 };
        let dictionary = object.get(..LONGEST_STREAM / 16).unwrap_or(object);
        if is_end && object.len() > LONGEST_STREAM && find(dictionary, b"stream").is_none() {
            return Err(Unreadable::BrokenPdf(Stop::TooLarge.words()));
        }
        rest = after;
    }
    if copied.saturating_add(open.saturating_mul(rest.len())) > 8 * body.len() + LONGEST_STREAM {
        return Err(Unreadable::BrokenPdf("its objects are nested in a circle".to_owned()));
    }
    Ok(())
}

fn count(bytes: &[u8], needle: &[u8]) -> usize {
    let mut rest = bytes;
    let mut found = 0;
    while let Some(at) = find(rest, needle) {
        found += 1;
        rest = rest.get(at + needle.len()..).unwrap_or_default();
    }
    found
}

/// Where `needle` first stands.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}
