//! An explanation of how it works that nobody has tested.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::prose::pattern::Patterns;
use super::super::prose::phrases::Phrases;
use super::super::prose::reading::Sentence;
use super::super::prose::text::not_in_english;
use super::super::prose::token::Mark;
use super::super::sources::support::Support;
use super::super::sources::told::{Told, each_told};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Design, Directness};

pub(super) static RULE: Rule = Rule {
    name: "mechanism-without-evidence",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a supported claim that explains how something works, without a direct study or review behind it",
    why: "showing that something helps does not show why, and a neat explanation makes a weak finding sound certain",
    standard: Some("GRADE guidelines 8 (indirectness)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility by releasing the tissue around muscle. # <-- here
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

static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("mechanism_without_evidence.tsv")));

/// What people do to do something, and what they find out by: it explains nothing.
const MANNER: &[&str] = &[
    "asking",
    "bending",
    "comparing",
    "counting",
    "doing",
    "feeling",
    "filling",
    "following",
    "having",
    "holding",
    "kneeling",
    "leaning",
    "lifting",
    "looking",
    "lying",
    "massaging",
    "measuring",
    "moving",
    "placing",
    "pressing",
    "pulling",
    "pushing",
    "putting",
    "reading",
    "resting",
    "rolling",
    "sitting",
    "sliding",
    "standing",
    "starting",
    "taking",
    "testing",
    "training",
    "using",
    "walking",
    "watching",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    if not_in_english(context, findings) {
        return;
    }
    each_told(context, |told| {
        let explains_nothing =
            [ClaimType::Anatomy, ClaimType::Function, ClaimType::TechniqueInstruction, ClaimType::Safety];
        if told.is_all(&explains_nothing)
            || told.claims.iter().any(|claim| claim.claim_type == ClaimType::Safety)
        {
            return;
        }
        let Some((sentence, words)) = explanation(&told) else { return };
        let Some(supports) = told.supports(context) else { return };
        if supports.iter().any(tests_it) {
            return;
        }
        let bytes = sentence.bytes(&words);
        let written = told.passage.text.get(bytes.clone()).unwrap_or_default();
        let message =
            format!("`{written}` explains how it works, but no direct study supports {}", told.name);
        findings.report(
            Finding::new(told.file, told.passage.words(bytes), message)
                .label("an explanation starts here")
                .help("leave the explanation out, or give it its own claim with a study that tested it"),
        );
    });
}

/// The first explanation that is asserted.
fn explanation<'c>(told: &Told<'_, 'c>) -> Option<(&'c Sentence, Range<usize>)> {
    told.passage.sentences().iter().find_map(|sentence| {
        let mut found: Vec<Range<usize>> =
            PHRASES.find(sentence).into_iter().map(|(_, words)| words).collect();
        found.extend(sentence.reasons(&["because", "since", "so", "as"]).map(|opener| opener..opener + 1));
        found.extend(after_colon(sentence));
        found.extend(sentence.gerunds().filter_map(|at| by(sentence, at)));
        found.into_iter().find(|words| is_asserted(sentence, words)).map(|words| (sentence, words))
    })
}

/// Parts of the body that explain rather than feel.
static PROCESS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(["@process"]));

/// "It may ease cramps: the nerve signal is cut off": a clause behind a colon or semicolon that speaks of what goes on inside.
fn after_colon(sentence: &Sentence) -> Option<Range<usize>> {
    let inside = PROCESS.find(sentence);
    sentence.clauses.iter().filter(|clause| clause.start > 0 && clause.finite.is_some()).find_map(|clause| {
        let starts = sentence.tokens.get(clause.start)?.before == Mark::Strong;
        let end = clause.start + 6;
        (starts && inside.iter().any(|hit| (clause.start..end).contains(&hit.words.start)))
            .then_some(clause.start..clause.start + 1)
    })
}

/// `by freeing`, and `, freeing` behind a clause; but not `by pressing`, and not `measured by counting`.
fn by(sentence: &Sentence, gerund: usize) -> Option<Range<usize>> {
    if sentence.is_one_of(gerund, MANNER) {
        return None;
    }
    let by = gerund.checked_sub(1)?;
    let measured = by.checked_sub(1).is_some_and(|last| {
        sentence.is_verb(last) && !sentence.is_one_of(last, &["work", "works", "working", "helps", "help"])
    });
    if sentence.is_one_of(by, &["by", "through", "via"]) && !measured {
        return Some(by..gerund + 1);
    }
    sentence.is_aside(gerund).then_some(gerund..gerund + 1)
}

fn is_asserted(sentence: &Sentence, words: &Range<usize>) -> bool {
    let scope = sentence.scope(words);
    let unknown = sentence.tokens.get(words.start).is_some_and(|token| sentence.is_unknown(token.clause));
    // "…, so trials are wanted" speaks of studies, and not of the body.
    let of_studies = sentence.tokens.get(words.start).is_some_and(|token| {
        let own = |at: usize| sentence.tokens.get(at).is_some_and(|other| other.clause == token.clause);
        (0..sentence.tokens.len()).any(|at| {
            own(at)
                && sentence.is_one_of(
                    at,
                    &["trial", "trials", "study", "studies", "research", "evidence", "results", "data"],
                )
        })
    }) && sentence.is_one_of(words.start, &["so", "because", "since", "as"]);
    !(of_studies || scope.is_open() || scope.is_reported || scope.is_doubted || scope.is_ordered || unknown)
}

/// Says whether a support looked at the matter itself: a study or a review, and a direct one.
fn tests_it(support: &Support<'_>) -> bool {
    support.citation.directness == Some(Directness::Direct)
        && matches!(
            support.reference.design,
            Design::LaboratoryStudy
                | Design::RandomisedTrial
                | Design::NonRandomisedTrial
                | Design::SystematicReview
                | Design::MetaAnalysis
        )
}
