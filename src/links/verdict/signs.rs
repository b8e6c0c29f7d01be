//! Signs that an answer is a wall, a riddle, a login, an error page or an advertisement for the domain, from `signs.tsv`.

use std::sync::OnceLock;

use reqwest::header::HeaderMap;
use url::Url;

use super::super::facts::PageFacts;
use crate::lock::Reason;

/// Longer pages hold something, whatever a sign says. In characters of text.
const SHORT_FOR_TITLE: usize = 2000;
const SHORT_FOR_TEXT: usize = 1200;
const SHORT_FOR_SOURCE: usize = 500;

/// Where a sign is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Header,
    Host,
    Path,
    Title,
    Body,
    Text,
    /// In the text, title or source of a page that has nothing else to show.
    Beside,
}

#[derive(Debug)]
struct Sign {
    reason: Reason,
    place: Place,
    parts: Vec<&'static str>,
    who: &'static str,
}

/// A sign that was found: why, and what it was, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) reason: Reason,
    pub(crate) evidence: String,
    parts: &'static [&'static str],
}

impl Found {
    /// Whether a title has the sign too, so that the work is about it.
    pub(crate) fn is_in(&self, title: &str) -> bool {
        let title = lower(title);
        self.parts.iter().all(|part| has_words(&title, part))
    }
}

fn signs() -> &'static [Sign] {
    static SIGNS: OnceLock<Vec<Sign>> = OnceLock::new();
    SIGNS.get_or_init(|| include_str!("signs.tsv").lines().filter_map(parse).collect())
}

fn parse(line: &'static str) -> Option<Sign> {
    let mut columns = line.split('\t');
    let reason = match columns.next()? {
        "bot-wall" => Reason::BotWall,
        "captcha" => Reason::Captcha,
        "parked" => Reason::Parked,
        "needs-javascript" => Reason::NeedsJavaScript,
        "401" => Reason::Unauthorized,
        "soft-404" => Reason::Soft404,
        "consent" => Reason::Consent,
        "maintenance" => Reason::Maintenance,
        _ => return None,
    };
    let place = match columns.next()? {
        "header" => Place::Header,
        "host" => Place::Host,
        "path" => Place::Path,
        "title" => Place::Title,
        "body" => Place::Body,
        "text" => Place::Text,
        "beside" => Place::Beside,
        _ => return None,
    };
    Some(Sign { reason, place, parts: columns.next()?.split(" + ").collect(), who: columns.next()? })
}

fn first(place: Place, mut holds: impl FnMut(&str) -> bool) -> Option<Found> {
    let sign =
        signs().iter().find(|sign| sign.place == place && sign.parts.iter().all(|part| holds(part)))?;
    let place = match place {
        Place::Header => "header",
        Place::Host => "host",
        Place::Path => "path",
        Place::Title => "title",
        Place::Body => "source",
        Place::Text | Place::Beside => "text",
    };
    Some(Found {
        reason: sign.reason,
        parts: &sign.parts,
        evidence: format!("the {place} has `{}`: {}", sign.parts.join("` and `"), sign.who),
    })
}

/// A wall that says so in a header.
pub(crate) fn in_headers(headers: &HeaderMap) -> Option<Found> {
    first(Place::Header, |part| {
        let (name, value) = part.split_once(':').unwrap_or((part, ""));
        headers.get_all(name.trim()).iter().any(|header| {
            String::from_utf8_lossy(header.as_bytes()).to_ascii_lowercase().contains(value.trim())
        })
    })
}

/// An address at which nobody looks for the page that was asked for at `asked`: a login, an error page, a shop for domains.
pub(crate) fn in_address(asked: &Url, landed: &Url) -> Option<Found> {
    if asked == landed {
        return None;
    }
    let host = |url: &Url, sign: &str| {
        let host = url.host_str().unwrap_or_default();
        host.strip_suffix(sign).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let path = |url: &Url, sign: &str| {
        let path = format!("{}/", url.path().to_ascii_lowercase());
        path.contains(&format!("{sign}/"))
    };
    first(Place::Host, |sign| host(landed, sign) && !host(asked, sign))
        .or_else(|| first(Place::Path, |sign| path(landed, sign) && !path(asked, sign)))
}

/// A sign in the page itself: only where there is so little text that it cannot be what was asked for.
pub(crate) fn in_page(facts: Option<&PageFacts>, body: &[u8]) -> Option<Found> {
    let source = String::from_utf8_lossy(body).to_lowercase();
    let (title, text) = match facts {
        Some(facts) => (
            lower(&format!(
                "{} | {}",
                facts.title.as_deref().unwrap_or(""),
                facts.heading.as_deref().unwrap_or("")
            )),
            lower(&facts.text),
        ),
        None => (title_of(&source).to_owned(), source.clone()),
    };
    // Without facts there is only the source of an error's body, and that is short or not looked at.
    let length = if facts.is_some() { text.chars().count() } else { source.len() / 8 };
    let in_title =
        || (length <= SHORT_FOR_TITLE).then(|| first(Place::Title, |part| has_words(&title, part))).flatten();
    let in_text = || {
        // What stands in `noscript` may be in the source alone.
        let in_source = |part: &str| length <= SHORT_FOR_SOURCE && source.contains(part);
        (length <= SHORT_FOR_TEXT)
            .then(|| first(Place::Text, |part| has_words(&text, part) || in_source(part)))
            .flatten()
    };
    let in_source =
        || (length <= SHORT_FOR_SOURCE).then(|| first(Place::Body, |part| source.contains(part))).flatten();
    let found = in_title().or_else(in_source).or_else(in_text)?;
    // A page that works without its script may still advise to switch it on.
    let works = length > SHORT_FOR_SOURCE || !source.contains("<script");
    if found.reason == Reason::NeedsJavaScript && works {
        return None;
    }
    Some(found)
}

/// What a page asks for that has nothing else to show: a login, consent, patience. Beside a text it would say nothing.
pub(crate) fn beside_text(facts: &PageFacts, body: &[u8]) -> Option<Found> {
    let said = [facts.title.as_deref(), facts.heading.as_deref(), Some(facts.text.as_str())];
    let said = lower(&said.into_iter().flatten().collect::<Vec<_>>().join(" | "));
    let source = String::from_utf8_lossy(body).to_lowercase();
    // What starts with `<` or has a `=` is markup.
    first(Place::Beside, |part| {
        if part.contains(['<', '=']) { source.contains(part) } else { has_words(&said, part) }
    })
}

/// Whether a text has words, not as a part of others: `blog in` is no `log in`.
fn has_words(text: &str, words: &str) -> bool {
    let spells = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    text.match_indices(words).any(|(at, _)| {
        let (before, after) =
            (text.get(..at).unwrap_or_default(), text.get(at + words.len()..).unwrap_or_default());
        let cut = spells(words.chars().next()) && spells(before.chars().next_back())
            || spells(words.chars().next_back()) && spells(after.chars().next());
        !cut
    })
}

/// A page that has nothing but the place where a script would put it.
pub(crate) fn is_shell(facts: &PageFacts, body: &[u8]) -> bool {
    const ROOTS: [&str; 8] = [
        "id=\"root\"",
        "id=\"app\"",
        "id=\"__next\"",
        "id=\"__nuxt\"",
        "id=root",
        "id=app",
        "<app-root",
        "id=\"___gatsby\"",
    ];
    if facts.text.chars().count() > 80 {
        return false;
    }
    let source = String::from_utf8_lossy(body).to_lowercase();
    source.contains("<script")
        && (facts.text.trim().is_empty() || ROOTS.iter().any(|root| source.contains(root)))
}

fn lower(text: &str) -> String {
    text.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'").replace('\u{a0}', " ")
}

fn title_of(source: &str) -> &str {
    let Some((_, rest)) = source.split_once("<title") else { return "" };
    let Some((_, rest)) = rest.split_once('>') else { return "" };
    rest.split_once('<').map_or(rest, |(title, _)| title)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{in_address, signs};

    #[test]
    fn every_line_of_the_table_is_a_sign_in_small_letters() {
        let lines = include_str!("signs.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(signs().len(), lines);
        for sign in signs() {
            for part in &sign.parts {
                assert_eq!(*part, part.to_lowercase());
                assert!(!part.is_empty());
            }
        }
    }

    #[test]
    fn an_address_is_a_sign_only_where_it_was_not_asked_for() {
        let found = |asked: &str, landed: &str| {
            in_address(&Url::parse(asked).unwrap(), &Url::parse(landed).unwrap())
                .map(|found| found.reason.name())
        };
        assert_eq!(found("http://a.test/x", "http://a.test/login?next=/x"), Some("401"));
        assert_eq!(found("http://a.test/x", "http://a.test/users/sign_in"), Some("401"));
        assert_eq!(found("http://a.test/help/login", "http://a.test/en/help/login"), None);
        assert_eq!(found("http://a.test/x", "http://a.test/login-history"), None);
        assert_eq!(found("http://a.test/x", "http://a.test/Error/404.html"), Some("soft-404"));
        assert_eq!(found("http://a.test/x", "http://a.test/404-errors-explained"), None);
        assert_eq!(
            found("http://a.test/x", "https://www.hugedomains.com/domain_profile.cfm"),
            Some("parked")
        );
        assert_eq!(found("http://a.test/x", "https://jordan.com/x"), None);
    }
}
