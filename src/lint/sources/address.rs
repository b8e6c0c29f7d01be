//! Parts of addresses, as they are written.

use std::ops::Range;

/// The host of an http(s) address, without user and port; nothing where it has none.
pub(in crate::lint) fn host(url: &str) -> Option<&str> {
    let rest = without_scheme(url)?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.');
    (!host.is_empty()).then_some(host)
}

/// The path of an http(s) address, with its first `/`.
pub(in crate::lint) fn path(url: &str) -> &str {
    let rest = without_scheme(url).unwrap_or_default();
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    rest.get(rest.find('/').unwrap_or(end).min(end)..end).unwrap_or_default()
}

/// The parameters of an address: name, value, and the bytes where both stand.
pub(in crate::lint) fn parameters(url: &str) -> impl Iterator<Item = (&str, &str, Range<usize>)> {
    let end = url.find('#').unwrap_or(url.len());
    let start = url.get(..end).and_then(|url| url.find('?')).map_or(end, |at| at + 1);
    let mut at = start;
    url.get(start..end).unwrap_or_default().split('&').filter_map(move |part| {
        let range = at..at + part.len();
        at = range.end + 1;
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (!part.is_empty()).then_some((name, value, range))
    })
}

/// What stands behind `#`.
pub(in crate::lint) fn fragment(url: &str) -> Option<&str> {
    url.split_once('#').map(|(_, fragment)| fragment).filter(|fragment| !fragment.is_empty())
}

/// Says whether `host` is `domain` or in it.
pub(in crate::lint) fn is_in_domain(host: &str, domain: &str) -> bool {
    host.len().checked_sub(domain.len()).and_then(|at| host.split_at_checked(at)).is_some_and(
        |(before, end)| end.eq_ignore_ascii_case(domain) && (before.is_empty() || before.ends_with('.')),
    )
}

/// Says whether two addresses lead to one page, whatever follows `#`: how hosts are capitalised, a port that goes without saying and an empty
/// path make no difference.
pub(in crate::lint) fn is_same_page(one: &str, other: &str) -> bool {
    let plain = |url: &str| {
        let mut url = url::Url::parse(url).ok()?;
        url.set_fragment(None);
        Some(url)
    };
    match (plain(one), plain(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// Says whether an address goes to the resolver of DOIs.
pub(in crate::lint) fn is_doi_resolver(url: &str) -> bool {
    host(url).is_some_and(|host| {
        ["doi.org", "dx.doi.org", "www.doi.org"].iter().any(|own| host.eq_ignore_ascii_case(own))
    })
}

/// What follows `http://` or `https://`.
fn without_scheme(url: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = url.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_apart() {
        let url = "https://me@Example.org:8080/a/b?x=1&y&&z=a=b#c?d";
        assert_eq!((host(url), path(url), fragment(url)), (Some("Example.org"), "/a/b", Some("c?d")));
        let found: Vec<_> = parameters(url).map(|(name, value, range)| (name, value, &url[range])).collect();
        assert_eq!(found, [("x", "1", "x=1"), ("y", "", "y"), ("z", "a=b", "z=a=b")]);
        assert_eq!(
            (host("mailto:a@b"), path("https://a"), parameters("https://a#?b=c").count()),
            (None, "", 0)
        );
        assert_eq!((host("https://a?b/c"), path("https://a?b/c")), (Some("a"), ""));
        assert_eq!((host("é"), path("é"), fragment("https://a#")), (None, "", None));
    }

    #[test]
    fn a_domain_holds_its_hosts_and_no_others() {
        assert!(is_in_domain("www.Amazon.com", "amazon.com") && is_in_domain("amazon.com", "amazon.com"));
        assert!(!is_in_domain("notamazon.com", "amazon.com") && !is_in_domain("com", "amazon.com"));
        assert!(
            is_doi_resolver("http://dx.doi.org/10.1000/x") && !is_doi_resolver("https://doi.org.example")
        );
    }

    #[test]
    fn one_page_can_be_written_in_many_ways() {
        assert!(is_same_page("https://Example.org", "https://example.org:443/#a"));
        assert!(!is_same_page("https://example.org/a", "https://example.org/a/"));
        assert!(!is_same_page("http://example.org/", "https://example.org/"));
    }
}
