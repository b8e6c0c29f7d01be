//! The name under which links.lock keeps a work: the one place that makes it, so that whoever writes the lock and whoever reads it mean the
//! same work.

use std::fmt;

use crate::doi;
use crate::model::Reference;

/// `doi:…` with the DOI in small letters and without what people write before it, or `pmid:…` with the number's digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WorkId(String);

impl WorkId {
    /// That of a DOI, however it is written. What is no DOI keeps its text, so that the service can say that it knows none such.
    pub(crate) fn of_doi(written: &str) -> Self {
        Self(format!("doi:{}", doi::bare(written).unwrap_or_else(|| written.trim().to_lowercase())))
    }

    /// That of a PubMed number.
    pub(crate) fn of_pmid(written: &str) -> Self {
        Self(format!("pmid:{}", written.trim().trim_start_matches('0')))
    }

    /// Those of a reference, each with the field that it comes from.
    pub(crate) fn of(reference: &Reference) -> impl Iterator<Item = (&'static str, Self)> {
        let doi = reference.doi.as_ref().map(|doi| ("DOI", Self::of_doi(doi)));
        let pmid = reference.pmid.as_ref().map(|pmid| ("PMID", Self::of_pmid(pmid)));
        doi.into_iter().chain(pmid)
    }

    /// Whether a text of the lock is the name of a work.
    pub(crate) fn is_one(text: &str) -> bool {
        text.starts_with("doi:") || text.starts_with("pmid:")
    }

    /// The key in the lock.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<WorkId> for String {
    fn from(id: WorkId) -> Self {
        id.0
    }
}

impl fmt::Display for WorkId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_a_doi_is_written_it_names_one_work() {
        for written in
            ["10.1000/Étude", "10.1000/étude", "https://doi.org/10.1000/ÉTUDE", " doi:10.1000/Étude "]
        {
            assert_eq!(WorkId::of_doi(written).as_str(), "doi:10.1000/étude", "{written}");
        }
        assert_eq!(WorkId::of_doi("None").as_str(), "doi:none");
        assert_eq!(WorkId::of_pmid(" 0012 ").to_string(), "pmid:12");
        assert!(WorkId::is_one("doi:x") && WorkId::is_one("pmid:1") && !WorkId::is_one("isbn:1"));
    }
}
