//! A statement that is surer of itself than its evidence.

use std::sync::LazyLock;

use super::super::prose::speech::is_reported;
use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Certainty, Claim, ClaimType, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "wording-exceeds-certainty",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a claim whose wording promises more than its verdict and certainty allow",
    why: "readers take the words and not the grade: \"helps\" beside a low certainty reads as a promise",
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

const HEDGES: &[&str] = &["can", "could", "may", "might", "possible", "possibly", "perhaps"];
const LIKELY: &[&str] = &["likely", "probable", "probably"];
const DOUBTS: &[&str] =
    &["not clear", "not known", "not sure", "nobody knows", "uncertain", "unclear", "unknown", "unsure"];
/// Ways to say that the evidence does not carry the statement.
const REFUSALS: &[&str] = &[
    "do not appear",
    "do not seem",
    "does not appear",
    "does not seem",
    "has not been found",
    "has not been shown",
    "has not been studied",
    "has not been tested",
    "have not been found",
    "have not been shown",
    "have not been studied",
    "have not been tested",
    "is not shown",
    "is not tested",
    "little evidence",
    "no clear evidence",
    "no evidence",
    "no good evidence",
    "no good study",
    "no good trial",
    "no link",
    "no published study",
    "no published trial",
    "no sign",
    "no sound evidence",
    "no studies",
    "no study",
    "no trial",
    "no trials",
    "nobody has shown",
    "nobody has tested",
    "not been found",
    "not been shown",
    "not been studied",
    "not been tested",
    "not borne out",
    "not proven",
    "not shown",
    "was not found",
    "was not shown",
    "were not found",
    "were not shown",
];

/// The lists in the order above, ready to be looked for.
static WORDS: LazyLock<[Words; 4]> =
    LazyLock::new(|| [HEDGES, LIKELY, DOUBTS, REFUSALS].map(|list| Words::new(list.iter().copied())));

/// What a statement must say, and how.
struct Demand {
    /// Why, to stand after the statement.
    because: &'static str,
    /// The words that would do.
    say: &'static str,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !super::super::prose::text::is_english(&context.config.language) {
        findings.not_checked(format!(
            "the words are known in English alone, and the statements are in `{}`",
            context.config.language
        ));
        return;
    }
    for (file, claim) in context.corpus.base.claims.filed() {
        let promises = matches!(
            claim.claim_type,
            ClaimType::Benefit
                | ClaimType::Cause
                | ClaimType::Prevention
                | ClaimType::Complementary
                | ClaimType::Function
        );
        if !promises || claim.status == Status::Withdrawn {
            continue;
        }
        let Some(Demand { because, say }) = demand(claim) else { continue };
        let message = format!("the wording of `{}` is surer than its evidence: {because}", claim.id);
        let mut finding =
            Finding::new(file, Place::value("/statement"), message).label("reads as a fact").help(say);
        if claim.certainty.is_some() {
            finding = finding.related(file, Place::value("/certainty"), "how sure the evidence is");
        }
        findings.report(finding.related(file, Place::value("/verdict"), "what the evidence makes of it"));
    }
}

/// What the statement lacks, if it lacks anything.
fn demand(claim: &Claim) -> Option<Demand> {
    let text = &claim.statement;
    let [_, likely, doubts, refusals] = &*WORDS;
    let is_doubted = doubts.is_in(text) || refusals.is_in(text);
    match claim.verdict {
        Verdict::Supported | Verdict::PartlySupported => match claim.certainty {
            Some(Certainty::Moderate)
                if !likely.is_in(text) && !is_hedged(text) && !is_doubted && !is_reported(text) =>
            {
                Some(Demand {
                    because: "its certainty is moderate",
                    say: "say `likely` or `probably`: \"likely improves\"",
                })
            }
            Some(Certainty::Low) if !is_hedged(text) && !is_doubted && !is_reported(text) => Some(Demand {
                because: "its certainty is low",
                say: "say `may`, `might` or `can`: \"may improve\"",
            }),
            Some(Certainty::VeryLow) if !is_doubted => Some(Demand {
                because: "its certainty is very low",
                say: "say `it is uncertain whether …`, or `… may …, but this is very uncertain`",
            }),
            Some(Certainty::None) if !is_doubted && !is_reported(text) => Some(Demand {
                because: "there is no evidence to grade",
                say: "say `it is uncertain whether …`, or who says so: `… is said to …`",
            }),
            _ => None,
        },
        Verdict::NotTestable => None,
        refused if !is_doubted && !is_reported(text) => Some(Demand {
            because: match refused {
                Verdict::Contradicted => "its verdict is `contradicted`",
                Verdict::Overstated => "its verdict is `overstated`",
                Verdict::Disputed => "its verdict is `disputed`",
                Verdict::NotSearched => "nobody has searched for evidence yet",
                _ => "its verdict is `unsupported`",
            },
            say: "say who says so (`… is said to …`, `some say …`) or what was found (`no evidence was found that …`)",
        }),
        _ => None,
    }
}

/// Says whether a word such as `may` qualifies the text. The month does not, and neither does what a reader is able to do: "by
/// stretching you can keep strong".
fn is_hedged(text: &str) -> bool {
    let [hedges, ..] = &*WORDS;
    hedges.find(text).iter().any(|hit| {
        let is_month = hit.range.start > 0 && text.get(hit.range.clone()) == Some("May");
        let before = text.get(..hit.range.start).unwrap_or_default().trim_end();
        let subject = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        let is_able = text.get(hit.range.clone()) == Some("can")
            && ["you", "we", "one"].iter().any(|who| subject.eq_ignore_ascii_case(who));
        !is_month && !is_able
    })
}
