//! The cookies of one chain of redirects, for sites that let in only whoever brings back what they gave. They die with the chain.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use reqwest::header::{HeaderMap, SET_COOKIE};
use url::Url;

use super::retry::http_date;

/// No site needs more to let a reader in.
const MOST: usize = 50;
const LONGEST: usize = 4096;

/// A jar, a small part of RFC 6265: names, values, hosts, paths, `Secure`, and removal by `Max-Age` or `Expires`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Jar {
    cookies: Vec<Cookie>,
}

#[derive(Clone, Debug, Hash)]
struct Cookie {
    name: String,
    value: String,
    /// The host, or the parent domain that the site named.
    domain: String,
    with_subdomains: bool,
    path: String,
    secure: bool,
}

impl Jar {
    /// Keeps what an answer from `url` set, as it is at `now`.
    pub(crate) fn keep(&mut self, url: &Url, headers: &HeaderMap, now: Timestamp) {
        for header in headers.get_all(SET_COOKIE) {
            let Ok(text) = header.to_str() else { continue };
            let Some((cookie, removed)) =
                (text.len() <= LONGEST).then(|| Cookie::parse(url, text, now)).flatten()
            else {
                continue;
            };
            self.cookies.retain(|old| {
                (&old.name, &old.domain, &old.path) != (&cookie.name, &cookie.domain, &cookie.path)
            });
            if !removed && self.cookies.len() < MOST {
                self.cookies.push(cookie);
            }
        }
    }

    /// The `Cookie` header of a request to `url`.
    pub(crate) fn header(&self, url: &Url) -> Option<String> {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .filter(|cookie| cookie.goes_to(url))
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// A number that changes when the cookies do.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.cookies.hash(&mut hasher);
        hasher.finish()
    }
}

impl Cookie {
    /// A cookie, and whether the site takes it away.
    fn parse(url: &Url, text: &str, now: Timestamp) -> Option<(Self, bool)> {
        let mut parts = text.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let host = url.host_str()?;
        let mut cookie = Self {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
            domain: host.to_owned(),
            with_subdomains: false,
            path: default_path(url).to_owned(),
            secure: false,
        };
        if cookie.name.is_empty() {
            return None;
        }
        let (mut is_over, mut has_age) = (false, false);
        for attribute in parts {
            let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let (key, value) = (key.trim(), value.trim());
            if key.eq_ignore_ascii_case("domain") && !value.is_empty() {
                let domain = value.trim_start_matches('.').to_ascii_lowercase();
                // Nobody sets a cookie for all of `co.uk`.
                if !is_within(host, &domain) || psl::suffix_str(&domain) == Some(domain.as_str()) {
                    return None;
                }
                cookie.with_subdomains = matches!(url.host(), Some(url::Host::Domain(_)));
                cookie.domain = domain;
            } else if key.eq_ignore_ascii_case("path") && value.starts_with('/') {
                cookie.path = value.to_owned();
            } else if key.eq_ignore_ascii_case("secure") {
                cookie.secure = true;
            } else if key.eq_ignore_ascii_case("max-age") {
                // It goes before `Expires`, wherever it stands.
                (is_over, has_age) = (value.parse::<i64>().is_ok_and(|seconds| seconds <= 0), true);
            } else if key.eq_ignore_ascii_case("expires") && !has_age {
                is_over = date(value).is_some_and(|date| date <= now);
            }
        }
        Some((cookie, is_over))
    }

    fn goes_to(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let host_fits =
            if self.with_subdomains { is_within(host, &self.domain) } else { host == self.domain };
        let path_fits = url
            .path()
            .strip_prefix(self.path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/'));
        host_fits && path_fits && (!self.secure || url.scheme() == "https")
    }
}

/// A date as cookies have it: in the forms of RFC 9110, or with dashes and four digits of a year.
fn date(text: &str) -> Option<Timestamp> {
    http_date(text).or_else(|| http_date(&text.replace('-', " ")))
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The folder of a URL's path (RFC 6265, section 5.1.4).
fn default_path(url: &Url) -> &str {
    match url.path().rsplit_once('/') {
        Some((folder, _)) if !folder.is_empty() => folder,
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, SET_COOKIE};
    use url::Url;

    use super::Jar;

    fn sent(set: &[(&str, &str)], to: &str) -> Option<String> {
        let mut jar = Jar::default();
        for (from, cookie) in set {
            let headers: HeaderMap = [(SET_COOKIE, cookie.parse().unwrap())].into_iter().collect();
            jar.keep(&Url::parse(from).unwrap(), &headers, "2026-11-28T12:00:00Z".parse().unwrap());
        }
        jar.header(&Url::parse(to).unwrap())
    }

    #[test]
    fn cookies_go_back_to_where_they_came_from_and_nowhere_else() {
        let set = [("http://a.test/x/y", "one=1; HttpOnly; Path=/")];
        assert_eq!(sent(&set, "http://a.test/z").as_deref(), Some("one=1"));
        assert_eq!(sent(&set, "http://b.a.test/z"), None);
        assert_eq!(sent(&set, "http://b.test/z"), None);
        assert_eq!(sent(&[("http://a.test/x/y", "one=1")], "http://a.test/x/z").as_deref(), Some("one=1"));
        assert_eq!(sent(&[("http://a.test/x/y", "one=1")], "http://a.test/xyz"), None);
        assert_eq!(
            sent(&[("http://w.a.test/", "one=1; Domain=.a.test")], "http://v.a.test/").as_deref(),
            Some("one=1")
        );
        assert_eq!(sent(&[("http://w.a.test/", "one=1; Domain=b.test")], "http://b.test/"), None);
        assert_eq!(sent(&[("http://w.a.test/", "one=1; Domain=test")], "http://b.test/"), None);
        assert_eq!(sent(&[("http://a.co.uk/", "one=1; Domain=co.uk")], "http://b.co.uk/"), None);
        let one = sent(&[("http://a.co.uk/", "one=1; Domain=.a.co.uk")], "http://w.a.co.uk/");
        assert_eq!(one.as_deref(), Some("one=1"));
        assert_eq!(sent(&[("https://a.test/", "one=1; Secure")], "http://a.test/"), None);
        assert_eq!(
            sent(&[("https://a.test/", "one=1; Secure")], "https://a.test/").as_deref(),
            Some("one=1")
        );
    }

    #[test]
    fn a_later_cookie_takes_the_place_of_an_earlier_one() {
        let set = [("http://a.test/", "one=1"), ("http://a.test/", "two=2"), ("http://a.test/", "one=3")];
        assert_eq!(sent(&set, "http://a.test/").as_deref(), Some("two=2; one=3"));
        assert_eq!(sent(&[set[0], ("http://a.test/", "one=; Max-Age=0")], "http://a.test/"), None);
        for gone in [
            "one=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "one=; expires=Thu, 01-Jan-1970 00:00:01 GMT; path=/",
            "one=x; Expires=Thursday, 01-Jan-70 00:00:00 GMT",
            "one=x; Expires=Thu Jan  1 00:00:00 1970",
            "one=x; Expires=Sat, 28 Nov 2026 11:59:59 GMT",
            "one=x; Expires=Fri, 31 Dec 2100 23:59:59 GMT; Max-Age=0",
            "one=x; Max-Age=-1; Expires=Fri, 31 Dec 2100 23:59:59 GMT",
        ] {
            assert_eq!(sent(&[set[0], ("http://a.test/", gone)], "http://a.test/"), None, "{gone}");
        }
        for kept in [
            "one=2; Expires=Fri, 31 Dec 2100 23:59:59 GMT",
            "one=2; Expires=Sat, 28-Nov-2026 12:00:01 GMT",
            "one=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60",
            "one=2; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "one=2; Expires=soon",
        ] {
            let header = sent(&[set[0], ("http://a.test/", kept)], "http://a.test/");
            assert_eq!(header.as_deref(), Some("one=2"), "{kept}");
        }
        assert_eq!(sent(&[("http://a.test/", "no pair"), ("http://a.test/", "=x")], "http://a.test/"), None);
    }
}
