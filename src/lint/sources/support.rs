//! What carries a claim: the citations that support it, with their references.

use crate::knowledge_base::KnowledgeBase;
use crate::lint::verdict_table::is_carried;
use crate::model::{Citation, Claim, Reference, Status};

/// A citation that supports a statement, at least in part.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Support<'a> {
    /// Its place in the list of citations.
    pub(in crate::lint) index: usize,
    /// The citation.
    pub(in crate::lint) citation: &'a Citation,
    /// What it cites.
    pub(in crate::lint) reference: &'a Reference,
}

/// The citations that support a statement; nothing where one of them cites a reference that is not there: nobody can say then what
/// carries the statement.
pub(in crate::lint) fn supports<'a>(
    base: &'a KnowledgeBase,
    citations: &'a [Citation],
) -> Option<Vec<Support<'a>>> {
    let own = citations.iter().enumerate().filter(|(_, citation)| citation.stance.is_support());
    own.map(|(index, citation)| {
        Some(Support { index, citation, reference: base.references.any(&citation.reference)? })
    })
    .collect()
}

/// The claims that are not withdrawn and that a reader takes for carried by evidence, with the numbers of their files.
pub(in crate::lint) fn supported_claims(base: &KnowledgeBase) -> impl Iterator<Item = (usize, &Claim)> {
    base.claims.filed().filter(|(_, claim)| claim.status != Status::Withdrawn && is_carried(claim.verdict))
}
