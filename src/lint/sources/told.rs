//! What a reader is told as carried by evidence: the statements of supported claims, and the answers that rest on them.

use super::super::Context;
use super::super::prose::text::Passage;
use super::support::{Support, supports};
use crate::model::{Claim, ClaimType, Status, Verdict};

/// A text that a reader takes for carried by evidence.
#[derive(Debug)]
pub(in crate::lint) struct Told<'a, 'c> {
    /// The number of its file.
    pub(in crate::lint) file: usize,
    /// What it is called in a message: "the claim `rolling-helps`".
    pub(in crate::lint) name: String,
    /// The text.
    pub(in crate::lint) passage: &'c Passage<'a>,
    /// The claims that carry it; at least one.
    pub(in crate::lint) claims: Vec<&'a Claim>,
}

impl<'a> Told<'a, '_> {
    /// The citations that support any of its claims; nothing where one of them leads nowhere.
    pub(in crate::lint) fn supports(&self, context: &Context<'a>) -> Option<Vec<Support<'a>>> {
        let own = self.claims.iter().map(|claim| supports(&context.corpus.base, &claim.citations));
        own.collect::<Option<Vec<_>>>().map(|all| all.into_iter().flatten().collect())
    }

    /// Says whether every claim behind it is of one of these types.
    pub(in crate::lint) fn is_all(&self, types: &[ClaimType]) -> bool {
        self.claims.iter().all(|claim| types.contains(&claim.claim_type))
    }
}

/// Visits them. An answer of which a claim is missing is left out: nobody can say then what carries it.
pub(in crate::lint) fn each_told<'a, 'c>(context: &'c Context<'a>, mut visit: impl FnMut(Told<'a, 'c>)) {
    let base = &context.corpus.base;
    let is_told = |claim: &Claim| {
        claim.status != Status::Withdrawn
            && matches!(claim.verdict, Verdict::Supported | Verdict::PartlySupported)
    };
    for (file, claim) in base.claims.filed().filter(|(_, claim)| is_told(claim)) {
        let Some(passage) = context.prose.page(file).and_then(|page| page.passages.first()) else { continue };
        visit(Told { file, name: format!("the claim `{}`", claim.id), passage, claims: vec![claim] });
    }
    for (file, question) in base.questions.filed() {
        let Some(claims) = question.claims.iter().map(|id| base.claims.any(id)).collect::<Option<Vec<_>>>()
        else {
            continue;
        };
        let claims: Vec<&Claim> = claims.into_iter().filter(|claim| is_told(claim)).collect();
        let answer = context.prose.page(file).and_then(|page| page.passages.get(1));
        if let Some(passage) = answer.filter(|_| !claims.is_empty()) {
            visit(Told { file, name: format!("the answer `{}`", question.id), passage, claims });
        }
    }
}
