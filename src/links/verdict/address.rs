//! What the shape of an address says: home pages and anchors.

use std::borrow::Cow;
use std::collections::BTreeSet;

use url::Url;

/// Services whose short addresses are meant to lead to home pages too.
const SHORTENERS: [&str; 14] = [
    "bit.ly",
    "t.co",
    "goo.gl",
    "tinyurl.com",
    "ow.ly",
    "is.gd",
    "buff.ly",
    "lnkd.in",
    "youtu.be",
    "amzn.to",
    "w3id.org",
    "purl.org",
    "rb.gy",
    "cutt.ly",
];

/// Whether a page deep in a site was asked for, and a home page came.
pub(crate) fn is_sent_home(asked: &Url, landed: &Url) -> bool {
    let host = asked.host_str().unwrap_or_default();
    !is_home(asked)
        && is_home(landed)
        && !SHORTENERS.contains(&host.trim_start_matches("www."))
        && !became_a_host(asked, landed)
}

/// `/`, `/index.html`, `/home`, a language's `/en/`, and no query but what tells languages and campaigns.
fn is_home(url: &Url) -> bool {
    let mut segments =
        url.path_segments().into_iter().flatten().filter(|segment| !segment.is_empty()).peekable();
    segments.next_if(|segment| is_language(segment));
    segments.next_if(|segment| is_index(segment));
    segments.next().is_none() && url.query_pairs().all(|(key, _)| is_idle(&key))
}

fn is_language(segment: &str) -> bool {
    // The languages of ISO 639-1 are too many two-letter words to tell from others (`/mr`, `/ct`): these are the common ones.
    const LANGUAGES: [&str; 36] = [
        "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
        "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "th", "tr",
        "uk", "zh",
    ];
    let (language, region) = segment.split_once(['-', '_']).unwrap_or((segment, ""));
    let known = LANGUAGES.iter().any(|known| language.eq_ignore_ascii_case(known));
    known
        && (region.is_empty()
            || matches!(region.len(), 2..=4) && region.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn is_index(segment: &str) -> bool {
    let (name, extension) = segment.split_once('.').unwrap_or((segment, ""));
    ["index", "home", "default", "homepage", "welcome"].iter().any(|known| name.eq_ignore_ascii_case(known))
        && ["", "html", "htm", "php", "asp", "aspx", "jsp", "xhtml", "do"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
}

fn is_idle(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with("utm_")
        || ["lang", "language", "hl", "locale", "ref", "fbclid", "gclid", "source", "sid"]
            .contains(&key.as_str())
}

/// `a.org/guide` that became `guide.org` or `guide.a.org` is still the guide.
fn became_a_host(asked: &Url, landed: &Url) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let last =
        asked.path_segments().into_iter().flatten().rfind(|segment| !segment.is_empty()).unwrap_or_default();
    let last = letters(last.split('.').next().unwrap_or_default());
    let host = landed.host_str().unwrap_or_default();
    let is_new = asked.host_str() != Some(host);
    is_new && last.len() >= 3 && host.split('.').any(|label| letters(label) == last)
}

/// The anchor that a fragment asks for; `None` where it asks for none: empty, `#top`, `#:~:text=`, `#/route`.
pub(crate) fn anchor(fragment: &str) -> Option<&str> {
    let anchor = fragment.split_once(":~:").map_or(fragment, |(anchor, _)| anchor);
    let is_route = anchor.starts_with('/') || anchor.starts_with('!');
    (!anchor.is_empty() && !is_route && !anchor.eq_ignore_ascii_case("top")).then_some(anchor)
}

/// Whether a fragment is most likely no place on the page, but a message to its script: lines (`L10-L20`), a state (`tab=results`), a way
/// (`narrow/stream/2`).
pub(crate) fn is_for_a_script(anchor: &str) -> bool {
    let line = |text: &str| {
        let digits = text.strip_prefix(['L', 'l']).unwrap_or_default();
        let digits = digits.split(['C', 'c']).next().unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_lines = match anchor.split_once('-') {
        Some((from, to)) => line(from) && (line(to) || to.bytes().all(|byte| byte.is_ascii_digit())),
        None => line(anchor),
    };
    is_lines || anchor.contains(['=', '/', '&', '?', '|', '{', '[', ',', ';', '!', '~'])
}

/// The part of the address where a chain ended that says that readers are put to a test there.
pub(crate) fn gate(asked: &Url, landed: &Url) -> Option<String> {
    const NAMES: [&str; 10] = [
        "challenge",
        "botchallenge",
        "botcheck",
        "botdetection",
        "humancheck",
        "verifyhuman",
        "areyouhuman",
        "areyouarobot",
        "notarobot",
        "ddosguard",
    ];
    let is_gate = |segment: &str| {
        let name = segment.split('.').find(|part| !part.is_empty()).unwrap_or_default().to_lowercase();
        let letters: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
        letters.contains("captcha") || NAMES.contains(&letters.as_str())
    };
    let mut segments = landed.path_segments().into_iter().flatten();
    let was_asked_for = asked.path_segments().into_iter().flatten().any(is_gate);
    segments.find(|segment| !was_asked_for && is_gate(segment)).map(str::to_owned)
}

/// Whether a page has an anchor: as written, then with its escapes undone (HTML, "find a potential indicated element").
pub(crate) fn has_anchor(ids: &BTreeSet<String>, anchor: &str) -> bool {
    let decoded = decode(anchor);
    [anchor, decoded.as_ref()].iter().any(|anchor| {
        // GitHub writes anchors under another name, and its script moves there.
        ids.contains(*anchor) || ids.contains(&format!("user-content-{anchor}"))
    })
}

fn decode(text: &str) -> Cow<'_, str> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = match (first, tail.get(..2)) {
            (b'%', Some(digits)) if digits.iter().all(u8::is_ascii_hexdigit) => {
                std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use url::Url;

    use super::{anchor, gate, has_anchor, is_for_a_script, is_sent_home};

    #[test]
    fn only_deep_links_are_sent_home() {
        let sent = |asked: &str, landed: &str| {
            is_sent_home(&Url::parse(asked).unwrap(), &Url::parse(landed).unwrap())
        };
        for (asked, landed) in [
            ("http://a.test/deep", "http://a.test/"),
            ("http://a.test/deep/page.html", "https://www.a.test/index.html"),
            ("http://a.test/deep/page.html", "https://b.test/"),
            ("http://a.test/deep", "http://a.test/en/"),
            ("http://a.test/deep", "http://a.test/de-DE/home"),
            ("http://a.test/?p=123", "http://a.test/"),
            ("http://a.test/deep", "http://a.test/?utm_source=old"),
        ] {
            assert!(sent(asked, landed), "{asked} {landed}");
        }
        for (asked, landed) in [
            ("http://a.test/", "https://a.test/"),
            ("http://a.test/en", "http://a.test/"),
            ("http://a.test/en/", "http://a.test/de/"),
            ("http://a.test/index.php", "http://a.test/"),
            ("http://a.test/en_US/home.html", "http://a.test/"),
            ("http://a.test/deep", "http://a.test/other"),
            ("http://a.test/deep", "http://a.test/?id=3"),
            ("http://a.test/deep", "http://a.test/article"),
            ("http://bit.ly/abc", "http://a.test/"),
            ("http://a.test/tools/guide-book", "http://guidebook.test/"),
            ("http://a.test/docs", "http://docs.a.test/"),
        ] {
            assert!(!sent(asked, landed), "{asked} {landed}");
        }
    }

    #[test]
    fn fragments_for_scripts_are_told_from_places() {
        for fragment in
            ["L10", "L10-L20", "L10-20", "l7", "L3C5-L9C2", "tab=results", "narrow/stream/2", "a&b", "q?x"]
        {
            assert!(is_for_a_script(fragment), "{fragment}");
        }
        for fragment in [
            "results",
            "Lesson",
            "L",
            "L10a",
            "section-2",
            "S1.2",
            "fig:3",
            "%C3%9Cber",
            "a_b",
            "page-10",
            "10-20",
        ] {
            assert!(!is_for_a_script(fragment), "{fragment}");
        }
    }

    #[test]
    fn a_gate_is_one_where_nobody_asked_for_it() {
        let found = |asked: &str, landed: &str| {
            gate(&Url::parse(asked).unwrap(), &Url::parse(landed).unwrap()).is_some()
        };
        for landed in [
            "http://a.test/.well-known/sgcaptcha/?r=%2Fx",
            "http://a.test/captcha.php?url=x",
            "http://a.test/validateCaptcha",
            "http://a.test/bot-challenge/1",
            "http://a.test/are-you-a-robot",
            "http://a.test/en/challenge?next=x",
        ] {
            assert!(found("http://a.test/x", landed), "{landed}");
        }
        for (asked, landed) in [
            ("http://a.test/x", "http://a.test/news/the-challenge-of-massage"),
            ("http://a.test/x", "http://a.test/challenges"),
            ("http://a.test/captcha", "http://a.test/captcha/"),
            ("http://a.test/x", "http://a.test/y?next=captcha"),
        ] {
            assert!(!found(asked, landed), "{landed}");
        }
    }

    #[test]
    fn anchors_are_found_as_browsers_find_them() {
        let ids: BTreeSet<String> = ["a", "Über", "sec%201", "user-content-usage"].map(str::to_owned).into();
        for fragment in ["", "top", "TOP", ":~:text=massage", "/route", "!/route"] {
            assert_eq!(anchor(fragment), None, "{fragment}");
        }
        assert_eq!(anchor("a:~:text=massage"), Some("a"));
        for present in ["a", "%C3%9Cber", "%61", "sec%201", "usage"] {
            assert!(has_anchor(&ids, present), "{present}");
        }
        for missing in ["A", "b", "ber", "%", "%zz", "%FF", "%+6"] {
            assert!(!has_anchor(&ids, missing), "{missing}");
        }
    }
}
