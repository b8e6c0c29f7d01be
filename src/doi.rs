//! Digital Object Identifiers (ISO 26324), in the one spelling in which they are compared.

/// What people write before a DOI, in small letters.
const LEADS: &[&str] =
    &["doi:", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"];

/// Whether a text is a DOI and nothing else: `10.`, a registrant of four to nine digits (and its parts: `10.1000.10`), a slash, and
/// more without a space. Capital letters count as small ones.
pub(crate) fn is_bare(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, suffix)| {
        let mut parts = registrant.split('.');
        parts.next().is_some_and(|first| (4..=9).contains(&first.len()) && digits(first))
            && parts.all(digits)
            && !suffix.is_empty()
            && !suffix.contains(char::is_whitespace)
    })
}

/// The DOI in a text that is one, whatever people write before it: bare, and in small letters, as DOIs are compared.
pub(crate) fn bare(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let bare = LEADS.iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(&text).trim_start();
    is_bare(bare).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_one_in_any_dress() {
        for text in [
            "10.1000/AbC",
            " https://doi.org/10.1000/abc ",
            "doi:10.1000/abc",
            "DOI: 10.1000/ABC",
            "http://dx.doi.org/10.1000/abc",
        ] {
            assert_eq!(bare(text).as_deref(), Some("10.1000/abc"), "{text}");
        }
        assert_eq!(bare("10.1000.10/x").as_deref(), Some("10.1000.10/x"));
    }

    #[test]
    fn what_only_resembles_a_doi_is_none() {
        for text in [
            "",
            "unavailable",
            "0",
            "10.1000",
            "10.100/x",
            "10.x/y",
            "10.1000./y",
            "10.1000/",
            "10.1000/a b",
            "11.1000/x",
            "see 10.1000/x",
        ] {
            assert_eq!(bare(text), None, "{text}");
        }
    }
}
