//! The identifiers that the addresses of a reference hold: where it was seen, and where it can be read.

use super::address::{host, is_in_domain, path};
use super::doi_in_url::doi_in_url;
use crate::model::Reference;

/// The kinds of identifiers that addresses hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::lint) enum Identifier {
    /// A DOI.
    Doi,
    /// A number of PubMed.
    Pmid,
    /// A number of PubMed Central.
    Pmcid,
}

impl Identifier {
    /// All of them.
    pub(in crate::lint) const ALL: [Self; 3] = [Self::Doi, Self::Pmid, Self::Pmcid];

    /// The field that holds it.
    pub(in crate::lint) fn field(self) -> &'static str {
        match self {
            Self::Doi => "DOI",
            Self::Pmid => "PMID",
            Self::Pmcid => "PMCID",
        }
    }

    /// What a reference has of it.
    pub(in crate::lint) fn of(self, reference: &Reference) -> Option<&str> {
        match self {
            Self::Doi => reference.doi.as_deref(),
            Self::Pmid => reference.pmid.as_deref(),
            Self::Pmcid => reference.pmcid.as_deref(),
        }
    }

    /// What an address holds of it.
    pub(in crate::lint) fn in_url(self, url: &str) -> Option<String> {
        let is_at = |domain: &str| host(url).is_some_and(|host| is_in_domain(host, domain));
        match self {
            Self::Doi => doi_in_url(url),
            Self::Pmid if is_at("pubmed.ncbi.nlm.nih.gov") => number(path(url).trim_start_matches('/')),
            Self::Pmcid if is_at("ncbi.nlm.nih.gov") => {
                let (_, rest) = path(url).split_once("/PMC")?;
                Some(format!("PMC{}", number(rest)?))
            }
            _ => None,
        }
    }
}

/// The digits at the start of a text, where a slash or nothing ends them.
fn number(text: &str) -> Option<String> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text.get(digits.len()..)?;
    (!digits.is_empty() && (rest.is_empty() || rest.starts_with('/'))).then_some(digits)
}

/// The addresses at which a reference was seen or can be read, each with its JSON pointer.
pub(in crate::lint) fn addresses(reference: &Reference) -> impl Iterator<Item = (String, &str)> {
    let seen = reference.provenance.seen.iter().enumerate();
    let seen = seen.map(|(at, seen)| (format!("/provenance/seen/{at}/url"), seen.url.as_str()));
    seen.chain(reference.url.as_deref().map(|url| ("/URL".to_owned(), url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_from_addresses() {
        for (identifier, url, expected) in [
            (Identifier::Pmid, "https://pubmed.ncbi.nlm.nih.gov/31256353/", Some("31256353")),
            (Identifier::Pmid, "https://pubmed.ncbi.nlm.nih.gov/?term=1", None),
            (Identifier::Pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/PMC6465761/", Some("PMC6465761")),
            (Identifier::Pmcid, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6465761", Some("PMC6465761")),
            (Identifier::Pmcid, "https://example.org/PMC6465761", None),
            (Identifier::Doi, "https://doi.org/10.1000/x", Some("10.1000/x")),
        ] {
            assert_eq!(identifier.in_url(url).as_deref(), expected, "{url}");
        }
    }
}
