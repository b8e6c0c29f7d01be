//! Content codings that the HTTP client leaves on a body: names in other capitals, old names, several codings, both forms of `deflate`
//! (RFC 9110, section 8.4.1).

use std::io::{ErrorKind, Read};

use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::exchange::{Body, BodyEnd};
use super::failure::Failure;
use crate::lock::Reason;

/// A way in which a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// No honest server packs a body more often.
const MOST: usize = 4;

/// The codings that are still on a body with these headers, the last one put on first. Other names are passed over, as browsers do.
fn codings(headers: &HeaderMap) -> Vec<Coding> {
    let names = headers.get_all(CONTENT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut codings: Vec<Coding> = names
        .flat_map(|names| names.split(','))
        .filter_map(|name| {
            Some(match name.trim().to_ascii_lowercase().as_str() {
                "gzip" | "x-gzip" => Coding::Gzip,
                "deflate" | "x-deflate" => Coding::Deflate,
                "br" => Coding::Brotli,
                "zstd" => Coding::Zstd,
                _ => return None,
            })
        })
        .take(MOST)
        .collect();
    codings.reverse();
    codings
}

/// Unpacks what was read of a body, up to `cap` bytes; what cannot be unpacked ends it.
pub(super) fn unpack(body: &mut Body, headers: &HeaderMap, cap: usize) {
    for coding in codings(headers) {
        if body.bytes.is_empty() {
            return;
        }
        let mut plain = Vec::new();
        let most = u64::try_from(cap).unwrap_or(u64::MAX).saturating_add(1);
        let read = coding.reader(&body.bytes).take(most).read_to_end(&mut plain);
        if plain.len() > cap {
            plain.truncate(cap);
            body.end = BodyEnd::Cap;
        } else if let (Err(error), BodyEnd::Whole) = (read, &body.end) {
            let reason =
                if error.kind() == ErrorKind::UnexpectedEof { Reason::Reset } else { Reason::BadAnswer };
            let message = "the body cannot be decompressed".to_owned();
            body.end = BodyEnd::Broken(Failure::Transport(reason, message));
        }
        body.bytes = plain;
    }
}

impl Coding {
    fn reader<'a>(self, packed: &'a [u8]) -> Box<dyn Read + 'a> {
        match self {
            Self::Gzip => Box::new(flate2::bufread::GzDecoder::new(packed)),
            // The standard has zlib's frame around it, and some servers send it bare.
            Self::Deflate if is_zlib(packed) => Box::new(flate2::bufread::ZlibDecoder::new(packed)),
            Self::Deflate => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
            Self::Brotli => Box::new(brotli::Decompressor::new(packed, 4096)),
            Self::Zstd => match zstd::stream::read::Decoder::with_buffer(packed) {
                Ok(decoder) => Box::new(decoder),
                Err(_) => Box::new(std::io::empty()),
            },
        }
    }
}

/// Says whether bytes begin as RFC 1950 has it.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"Massage of the hip, packed and packed and packed.";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(names: &[&str], bytes: &[u8], cap: usize) -> (Vec<u8>, BodyEnd) {
        let headers = names.iter().map(|name| (CONTENT_ENCODING, name.parse().unwrap())).collect();
        let mut body = Body::default();
        (body.bytes, body.end) = (bytes.to_vec(), BodyEnd::Whole);
        unpack(&mut body, &headers, cap);
        (body.bytes, body.end)
    }

    #[test]
    fn codings_are_known_by_all_their_names() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(TEXT).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(TEXT).unwrap();
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut &*TEXT, &mut brotli, &Default::default()).unwrap();
        let zstd = zstd::encode_all(TEXT, 1).unwrap();
        let (gz, twice) = (gzip(TEXT), gzip(&gzip(TEXT)));
        let (zlib, bare) = (zlib.finish().unwrap(), bare.finish().unwrap());
        for (names, bytes) in [
            (&["GZIP"][..], &gz),
            (&["x-gzip"], &gz),
            (&["X-GZip "], &gz),
            (&["gzip, identity"], &gz),
            (&["gzip, gzip"], &twice),
            (&["gzip", "GZIP"], &twice),
            (&["Deflate"], &zlib),
            (&["deflate"], &bare),
            (&["BR"], &brotli),
            (&["Zstd"], &zstd),
        ] {
            assert_eq!(unpacked(names, bytes, 1000), (TEXT.to_vec(), BodyEnd::Whole), "{names:?}");
        }
        for names in [&[][..], &["identity"], &["utf-8"], &["none"], &[""]] {
            assert_eq!(unpacked(names, TEXT, 1000), (TEXT.to_vec(), BodyEnd::Whole), "{names:?}");
        }
    }

    #[test]
    fn what_cannot_be_unpacked_ends_the_body() {
        let packed = gzip(&vec![b'x'; 100_000]);
        assert_eq!(unpacked(&["GZIP"], &packed, 1000), (vec![b'x'; 1000], BodyEnd::Cap));
        let (bytes, end) = unpacked(&["GZIP"], TEXT, 1000);
        assert!(
            bytes.is_empty() && matches!(&end, BodyEnd::Broken(why) if why.reason() == Reason::BadAnswer)
        );
        let (bytes, end) = unpacked(&["GZIP"], &packed[..packed.len() - 20], 200_000);
        assert!(!bytes.is_empty() && matches!(&end, BodyEnd::Broken(why) if why.reason() == Reason::Reset));
        assert_eq!(unpacked(&["GZIP"], b"", 1000), (Vec::new(), BodyEnd::Whole));
    }
}
