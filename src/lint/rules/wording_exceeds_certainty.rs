//! A statement that is surer of itself than its evidence.

use super::super::prose::lexicon::Classes;
use super::super::prose::modality::{Force, force_of};
use super::super::prose::reading::Sentence;
use super::super::prose::text::not_in_english;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Certainty, Claim, ClaimType, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "wording-exceeds-certainty",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a claim whose wording promises more than its verdict and certainty allow",
    why: "readers go by the words, not the rating: \"helps\" next to a low certainty reads as a promise",
    standard: Some(
        "GRADE guidelines 26 (Santesso 2020): \"improves\", \"likely improves\", \"may improve\", \"it is uncertain whether\"",
    ),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling raises flexibility for a short time. # <-- here
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

/// What a statement must say, and how.
struct Demand {
    /// Why, to stand after the statement.
    because: &'static str,
    /// The words that would do.
    say: &'static str,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if not_in_english(context, findings) {
        return;
    }
    let base = &context.corpus.base;
    for (file, claim) in base.claims.filed() {
        if !promises(claim) || claim.status == Status::Withdrawn {
            continue;
        }
        let Some(statement) = context.prose.page(file).and_then(|page| page.passages.first()) else {
            continue;
        };
        let sentences = statement.sentences();
        let Some(Demand { because, say }) = demand(claim, force_of(sentences), is_negative(sentences)) else {
            continue;
        };
        let message = format!("the wording of `{}` is more certain than its evidence: {because}", claim.id);
        let mut finding =
            Finding::new(file, Place::value("/statement"), message).label("reads as a fact").help(say);
        if claim.certainty.is_some() {
            finding = finding.related(file, Place::value("/certainty"), "how certain the evidence is");
        }
        findings.report(finding.related(file, Place::value("/verdict"), "what the evidence says"));
    }
    for (file, question) in base.questions.filed() {
        let Some(claims) = question.claims.iter().map(|id| base.claims.any(id)).collect::<Option<Vec<_>>>()
        else {
            continue;
        };
        let Some(answer) = context.prose.page(file).and_then(|page| page.passages.get(1)) else { continue };
        // "Yes, it does" takes its question for a fact: the surest claim below it must carry that.
        let Some(first) = answer.sentences().first().filter(|first| affirms(first)) else {
            continue;
        };
        let demands =
            claims.iter().filter(|claim| promises(claim)).map(|claim| demand(claim, first.force(), false));
        let Some(demands) = demands.collect::<Option<Vec<_>>>() else { continue };
        let Some(Demand { because, say }) = demands.into_iter().next() else { continue };
        let claim = claims.first().map_or("", |claim| claim.id.as_str());
        let message =
            format!("the answer `{}` is more certain than its claims: for `{claim}`, {because}", question.id);
        findings.report(
            Finding::new(file, answer.words(first.range.clone()), message).label("reads as a fact").help(say),
        );
    }
}

/// Says whether a sentence says yes to its question: "yes", "it does", "it certainly helps".
fn affirms(sentence: &Sentence) -> bool {
    const SURE: &[&str] = &[
        "yes",
        "definitely",
        "absolutely",
        "certainly",
        "surely",
        "undoubtedly",
        "indeed",
        "clearly",
        "sure",
    ];
    let starts_sure = (0..4).any(|at| sentence.is_one_of(at, SURE));
    let does = (1..4).any(|at| {
        let is_verb = sentence.is_one_of(at, &["do", "does", "did"]);
        let negated = sentence.tokens.get(at + 1).is_some_and(|next| next.is(Classes::NEGATOR));
        is_verb && !negated && !sentence.is_word(0, "what") && !sentence.is_word(0, "how")
    });
    starts_sure || (does && !sentence.asks)
}

fn promises(claim: &Claim) -> bool {
    matches!(
        claim.claim_type,
        ClaimType::Benefit
            | ClaimType::Cause
            | ClaimType::Prevention
            | ClaimType::Complementary
            | ClaimType::Function
    )
}

/// Says whether a statement tells of something that does not happen: "rolling does not make a muscle stronger".
fn is_negative(sentences: &[Sentence]) -> bool {
    sentences.iter().any(|sentence| {
        sentence.clauses.first().and_then(|clause| clause.finite).is_some_and(|finite| {
            let verb = sentence.tokens.get(finite..).unwrap_or_default();
            verb.iter().take(3).any(|token| token.is(Classes::NEGATOR))
        })
    })
}

/// What a statement of this force lacks, if it lacks anything.
fn demand(claim: &Claim, force: Force, is_negative: bool) -> Option<Demand> {
    let at_most = |most: Force, because, [say, say_of_none]: [&'static str; 2]| {
        (force > most).then_some(Demand { because, say: if is_negative { say_of_none } else { say } })
    };
    match claim.verdict {
        Verdict::Supported | Verdict::PartlySupported => match claim.certainty? {
            Certainty::Moderate => at_most(
                Force::Likely,
                "its certainty is moderate",
                [
                    "say `likely` or `probably`: \"likely improves\"",
                    "say `likely` or `probably`: \"probably does not improve\"",
                ],
            ),
            Certainty::Low => at_most(
                Force::Hedged,
                "its certainty is low",
                [
                    "say `may`, `might` or `can`: \"may improve\"",
                    "say `may not` or `might not`: \"may not improve\"",
                ],
            ),
            Certainty::VeryLow => at_most(
                Force::Doubted,
                "its certainty is very low",
                ["say `it is uncertain whether …`, or `… may …, but this is very uncertain`"; 2],
            ),
            Certainty::None => at_most(
                Force::Reported,
                "there is no evidence to grade",
                ["say `it is uncertain whether …`, or who says so: `… is said to …`"; 2],
            ),
            _ => None,
        },
        Verdict::NotTestable => None,
        // What was found is not known yet, and may not be told.
        Verdict::NotSearched => at_most(
            Force::Reported,
            "nobody has searched for evidence yet",
            ["say who says so (`… is said to …`, `some say …`), or that it is not known: `it is not known whether …`";
                2],
        ),
        refused => at_most(
            Force::Reported,
            match refused {
                Verdict::Contradicted => "its verdict is `contradicted`",
                Verdict::Overstated => "its verdict is `overstated`",
                Verdict::Disputed => "its verdict is `disputed`",
                _ => "its verdict is `unsupported`",
            },
            ["say who says so (`… is said to …`, `some say …`) or what was found (`no evidence was found that …`)";
                2],
        ),
    }
}
