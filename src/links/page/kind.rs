//! Which kind of body an answer has: what its `Content-Type` says, or its first bytes where that says nothing.

use super::Unreadable;
use super::charset::wide;

/// A kind of body with text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    /// XHTML and other XML: an empty element may end in `/>`, whatever its name.
    Xml,
    Plain,
    Pdf,
}

/// How far into the body the marks of its kind are looked for.
const HEAD: usize = 1024;

impl Kind {
    pub(super) fn of(body: &[u8], content_type: Option<&str>) -> Result<Self, Unreadable> {
        let head = body.get(..HEAD).unwrap_or(body);
        if find(head, b"%PDF-").is_some_and(|at| head.iter().take(at).all(|byte| *byte != b'<')) {
            return Ok(Self::Pdf);
        }
        let media_type = media_type(content_type);
        match media_type.as_str() {
            "text/html" => Ok(Self::Html),
            "application/pdf" | "application/x-pdf" => Ok(Self::Pdf),
            "" | "application/octet-stream" | "unknown/unknown" | "*/*" => Self::by_bytes(head),
            "application/json" | "application/ld+json" => Ok(Self::Plain),
            xml if xml.ends_with("/xml") || xml.ends_with("+xml") => Ok(Self::Xml),
            text if text.starts_with("text/") => Ok(Self::Plain),
            _ => Err(Unreadable::NotText(media_type)),
        }
    }

    fn by_bytes(head: &[u8]) -> Result<Self, Unreadable> {
        let marked = head.starts_with(&[0xfe, 0xff]) || head.starts_with(&[0xff, 0xfe]);
        let wide = marked || wide(head).is_some();
        if !wide && head.contains(&0) {
            return Err(Unreadable::NotText("application/octet-stream".to_owned()));
        }
        let head = head.to_ascii_lowercase();
        let first = head.iter().copied().find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
        Ok(if find(&head, b"<html").is_some() || find(&head, b"<!doctype html").is_some() {
            Self::Html
        } else if find(&head, b"<?xml").is_some_and(|at| at <= 3) {
            Self::Xml
        } else if first == Some(b'<') || wide {
            Self::Html
        } else {
            Self::Plain
        })
    }
}

/// The media type alone, in small letters: `text/html` of `Text/HTML; charset=utf-8`.
fn media_type(content_type: Option<&str>) -> String {
    content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Where `needle` first stands.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_and_the_bytes_where_it_is_silent() {
        let not_text = |media_type: &str| Err(Unreadable::NotText(media_type.to_owned()));
        for (body, content_type, kind) in [
            (&b"hello"[..], Some("text/html"), Ok(Kind::Html)),
            (b"hello", Some("TEXT/HTML ;charset=x"), Ok(Kind::Html)),
            (b"<p>hello", Some("text/plain"), Ok(Kind::Plain)),
            (b"<a/>", Some("application/xhtml+xml"), Ok(Kind::Xml)),
            (b"<a/>", Some("application/xml"), Ok(Kind::Xml)),
            (b"{}", Some("application/json"), Ok(Kind::Plain)),
            (b"GIF89a", Some("image/gif"), not_text("image/gif")),
            (b"PK\0", None, not_text("application/octet-stream")),
            (b"%PDF-1.7", None, Ok(Kind::Pdf)),
            (b"\n\n%PDF-1.7", Some("text/html"), Ok(Kind::Pdf)),
            (b"<p>%PDF-1.7", Some("text/html"), Ok(Kind::Html)),
            (b"x", Some("application/pdf"), Ok(Kind::Pdf)),
            (b" \n<!DOCTYPE html>", None, Ok(Kind::Html)),
            (b"<?xml version='1.0'?><feed/>", None, Ok(Kind::Xml)),
            (b"plain words", None, Ok(Kind::Plain)),
            (b"", None, Ok(Kind::Plain)),
        ] {
            assert_eq!(
                Kind::of(body, content_type),
                kind,
                "{content_type:?} {:?}",
                String::from_utf8_lossy(body)
            );
        }
    }
}
