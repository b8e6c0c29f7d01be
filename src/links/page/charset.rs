//! The character set of a body, by the rules of the Encoding Standard: byte order mark, then header, then what the page says of
//! itself, then a guess between UTF-8 and the set that most old pages are in.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::html::declared_charset;
use super::kind::{Kind, find};

/// How far into a page its own word about its character set is looked for first, as browsers do.
const DECLARED_WITHIN: usize = 1024;

pub(super) fn decode<'body>(body: &'body [u8], content_type: Option<&str>, kind: Kind) -> Cow<'body, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(body) {
        return encoding.decode_without_bom_handling(body.get(mark..).unwrap_or_default()).0;
    }
    let head = body.get(..DECLARED_WITHIN).unwrap_or(body);
    let named = content_type
        .and_then(label_in)
        .or_else(|| (kind != Kind::Plain).then(|| in_xml(head)).flatten())
        .or_else(|| {
            // A page whose declaration could be read byte by byte is not in UTF-16, whatever it says.
            let declared =
                (kind == Kind::Html).then(|| declared_charset(head).or_else(|| late(body))).flatten()?;
            Some(if declared == UTF_16BE || declared == UTF_16LE { UTF_8 } else { declared })
        });
    let encoding =
        named.or_else(|| wide(body)).unwrap_or_else(|| if is_utf8(body) { UTF_8 } else { WINDOWS_1252 });
    encoding.decode_without_bom_handling(body).0
}

/// What a page says of its character set further down: browsers start again there.
fn late(body: &[u8]) -> Option<&'static Encoding> {
    let is_named = body.windows(CHARSET.len()).skip(DECLARED_WITHIN - CHARSET.len());
    let mut is_named = is_named.filter(|window| window.eq_ignore_ascii_case(CHARSET));
    if body.is_ascii() || is_named.next().is_none() { None } else { declared_charset(body) }
}

const CHARSET: &[u8] = b"charset";

/// UTF-16 without its mark, told by the first `<`.
pub(super) fn wide(body: &[u8]) -> Option<&'static Encoding> {
    match body {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8, also when the size cap cut through the last letter.
fn is_utf8(body: &[u8]) -> bool {
    match std::str::from_utf8(body) {
        Ok(_) => true,
        Err(error) => {
            let read = body.get(..error.valid_up_to()).unwrap_or_default();
            error.error_len().is_none() && !read.is_ascii()
        }
    }
}

/// The character set named after `charset=` in a `Content-Type`.
pub(super) fn label_in(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start();
    let label = match label.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => label.split([';', ',', ' ']).next()?,
    };
    Encoding::for_label(label.as_bytes())
}

/// The `encoding` of an XML declaration.
fn in_xml(head: &[u8]) -> Option<&'static Encoding> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let declaration = declaration.get(..find(declaration, b"?>")?)?;
    let rest = declaration.get(find(declaration, b"encoding")? + b"encoding".len()..)?;
    let label = rest.split(|byte| matches!(byte, b'"' | b'\'')).nth(1)?;
    Encoding::for_label(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_says_late_counts_where_nothing_was_said_before() {
        let page = |declared: &str, late: &str| {
            let head = format!("{declared}<style>{}</style>", "a{b:c}".repeat(300));
            [head.as_bytes(), late.as_bytes(), b"<p>za\xbf\xf3\xb3\xe6"].concat()
        };
        for (declared, late, header, text) in [
            ("", "<meta charset=iso-8859-2>", None, "zażółć"),
            ("", "<META CharSet='ISO-8859-2'>", None, "zażółć"),
            ("", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'>", None, "zażółć"),
            ("", "<script>var a = '<meta charset=iso-8859-2>'</script>", None, "za¿ó³æ"),
            ("", "<!-- <meta charset=iso-8859-2> -->", None, "za¿ó³æ"),
            ("", "charset=iso-8859-2", None, "za¿ó³æ"),
            ("<meta charset=windows-1252>", "<meta charset=iso-8859-2>", None, "za¿ó³æ"),
            ("", "<meta charset=iso-8859-2>", Some("text/html; charset=windows-1252"), "za¿ó³æ"),
        ] {
            let decoded = decode(&page(declared, late), header, Kind::Html).into_owned();
            assert!(
                decoded.ends_with(text),
                "{declared} {late} {header:?}: {}",
                &decoded[decoded.len() - 40..]
            );
        }
    }

    #[test]
    fn mark_then_header_then_page_then_guess() {
        let body = |declared: &str, bytes: &[u8]| [declared.as_bytes(), bytes].concat();
        for (body, header, text) in [
            (body("", b"caf\xc3\xa9"), None, "café"),
            (body("", b"caf\xe9"), None, "café"),
            (body("", b"\xc3\xa9 caf\xc3"), None, "é caf\u{fffd}"),
            (body("", b"\xef\xbb\xbfcaf\xc3\xa9"), Some("text/html; charset=latin1"), "café"),
            (body("", b"caf\xe9"), Some("text/html; charset=\"ISO-8859-1\""), "café"),
            (body("", b"\xa8"), Some("text/html;charset=iso-8859-2; x=y"), "¨"),
            (body("<meta charset=koi8-r>", b"\xd3"), None, "<meta charset=koi8-r>с"),
            (body("<meta charset=utf-16>", b"\xc3\xa9"), None, "<meta charset=utf-16>é"),
            (
                body("<meta http-equiv=content-type content='text/html; charset=windows-1251'>", b"\xf1"),
                None,
                "<meta http-equiv=content-type content='text/html; charset=windows-1251'>с",
            ),
            (
                body("<?xml version='1.0' encoding='Shift_JIS'?>", b"\x83A"),
                None,
                "<?xml version='1.0' encoding='Shift_JIS'?>ア",
            ),
            (b"\xff\xfeh\0i\0".to_vec(), None, "hi"),
            (body("", b"x\xe9"), Some("text/html; charset=nonsense"), "xé"),
        ] {
            assert_eq!(decode(&body, header, Kind::Html), text);
        }
    }
}
