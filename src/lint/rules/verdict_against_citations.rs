//! A verdict that its own certainty or citations speak against.

use super::super::verdict_table::{self, Line};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Certainty, Claim, Design, Directness, Stance, Status};

pub(super) static RULE: Rule = Rule {
    name: "verdict-against-citations",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a verdict that does not fit its certainty or citations, such as `contradicted` without a source against the claim",
    why: "one wrong verdict turns what the sources say into its opposite, and readers act on the verdict",
    standard: Some("GRADE (certainty of evidence); HONcode principle 5 (justifiability)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling is said to raise flexibility for a short time.
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
verdict: contradicted # <-- here
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling is said to raise flexibility for a short time.
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
    stance: contradicts
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: contradicted
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let references = &context.corpus.base.references;
    for (file, claim) in context.corpus.base.claims.filed() {
        // A claim without any citation has its own rule, and one mend for both.
        if claim.status == Status::Withdrawn || claim.citations.is_empty() {
            continue;
        }
        let is_firm = |reference: &crate::model::Id<crate::model::Reference>| {
            references.find(reference).is_some_and(|reference| {
                matches!(
                    reference.design,
                    Design::MetaAnalysis
                        | Design::SystematicReview
                        | Design::RandomisedTrial
                        | Design::Guideline
                )
            })
        };
        let Some(line) = verdict_table::line(claim.verdict) else { continue };
        let Some((at, message, help)) = clash(line, claim, &is_firm) else { continue };
        findings.report(
            Finding::new(file, Place::value(at), message)
                .label("does not fit the verdict")
                .help(help)
                .related(file, Place::value("/verdict"), "the verdict"),
        );
    }
}

/// What of a claim cannot go with its verdict: where, what, and what to do.
fn clash(
    line: &Line,
    claim: &Claim,
    is_firm: &dyn Fn(&crate::model::Id<crate::model::Reference>) -> bool,
) -> Option<(String, String, String)> {
    let verdict = line.verdict;
    if let Some(certainty) =
        claim.certainty.map(Certainty::as_str).filter(|word| !line.certainties.contains(word))
    {
        let choice = line.certainties.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        return Some((
            "/certainty".to_owned(),
            format!("`{certainty}` cannot be the certainty of a claim that is `{verdict}`"),
            format!("`{verdict}` allows {choice}; change one or the other"),
        ));
    }
    if line.support == "needed" && claim.certainty == Some(Certainty::None) && claim.search.is_none() {
        return Some((
            "/certainty".to_owned(),
            format!(
                "the claim `{}` is called `{verdict}`, but there is nothing to be certain about",
                claim.id
            ),
            "grade the evidence, or say under `search` what was searched and not found".to_owned(),
        ));
    }
    let place = |is: &dyn Fn(usize) -> bool| (0..claim.citations.len()).find(|at| is(*at));
    let stance = |at: usize| claim.citations.get(at).map(|citation| citation.stance);
    let is_support = |at: usize| stance(at).is_some_and(Stance::is_support);
    let is_against = |at: usize| stance(at) == Some(Stance::Contradicts);
    let found = |at: usize, message: String, help: &str| {
        Some((format!("/citations/{at}/stance"), message, help.to_owned()))
    };
    let lacks = |message: String, help: &str| Some(("/verdict".to_owned(), message, help.to_owned()));
    let one = |at: usize| claim.citations.get(at).map_or("", |citation| citation.reference.as_str());
    match (line.support, place(&is_support)) {
        // What a search did not find, no source supports: the search does.
        ("needed", None) if claim.search.is_none() => {
            return lacks(
                format!("the claim `{}` is called `{verdict}`, but no citation supports it", claim.id),
                "cite what supports it, or change the verdict to `unsupported` or `not_searched`",
            );
        }
        ("forbidden", Some(at)) => {
            return found(
                at,
                format!(
                    "the verdict of `{}` says that nobody has searched, but `{}` supports it",
                    claim.id,
                    one(at)
                ),
                "choose the verdict that fits the sources, or cite it as `background`",
            );
        }
        ("indirect", Some(_)) => {
            let direct = |at: usize| {
                claim.citations.get(at).is_some_and(|citation| {
                    citation.stance == Stance::Supports
                        && citation.directness == Some(Directness::Direct)
                        && is_firm(&citation.reference)
                })
            };
            if let Some(at) = place(&direct) {
                return found(
                    at,
                    format!(
                        "the claim `{}` is called `unsupported`, but `{}` supports it directly",
                        claim.id,
                        one(at)
                    ),
                    "change the verdict to `partly_supported` or `disputed`, or correct the stance or the directness",
                );
            }
        }
        ("partial", Some(_)) => {
            if let Some(at) = place(&|at| stance(at) == Some(Stance::Supports)) {
                return found(
                    at,
                    format!(
                        "the claim `{}` is called `overstated`, but `{}` fully supports it",
                        claim.id,
                        one(at)
                    ),
                    "write `partly_supports`, or change the verdict",
                );
            }
        }
        _ => {}
    }
    match (line.against, place(&is_against)) {
        ("needed", None) => lacks(
            format!("the claim `{}` is called `{verdict}`, but no citation contradicts it", claim.id),
            "cite what is against it with the stance `contradicts`, or change the verdict to `unsupported`",
        ),
        ("forbidden", Some(at)) => found(
            at,
            format!(
                "the verdict of `{}` says that nobody has searched, but `{}` contradicts it",
                claim.id,
                one(at)
            ),
            "choose the verdict that fits the sources, or cite it as `background`",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Verdict;

    const CERTAINTIES: [&str; 7] =
        ["high", "moderate", "low", "very_low", "none", "consensus", "good_practice"];
    const STANCES: [&[&str]; 6] = [
        &["background"],
        &["supports"],
        &["partly_supports"],
        &["contradicts"],
        &["supports", "contradicts"],
        &["partly_supports", "contradicts"],
    ];

    /// Each verdict; which of the certainties and which of the sets of stances above may stand with it (`+`) and which not (`-`).
    const CELLS: [(&str, &str, &str); 8] = [
        ("supported", "++++-++", "-++-++"),
        ("partly_supported", "++++-++", "-++-++"),
        ("unsupported", "-++++--", "+-++-+"),
        ("contradicted", "++++-+-", "---+++"),
        ("disputed", "-+++---", "----++"),
        ("overstated", "++++++-", "+-++-+"),
        ("not_testable", "----+++", "++++++"),
        ("not_searched", "----+--", "+-----"),
    ];

    fn is_sound(verdict: &str, certainty: &str, stances: &[&str]) -> bool {
        let citations: Vec<_> = stances
            .iter()
            .map(|stance| serde_json::json!({"reference": "trial", "stance": stance, "directness": "direct"}))
            .collect();
        let claim: Claim = serde_json::from_value(serde_json::json!({
            "id": "a", "statement": "It may.", "type": "benefit", "origin": "added", "citations": citations,
            "verdict": verdict, "certainty": certainty,
        }))
        .unwrap();
        let line = verdict_table::line(claim.verdict).unwrap();
        clash(line, &claim, &|_| true).is_none()
    }

    #[test]
    fn every_cell_of_the_table_is_what_it_should_be() {
        let mut wrong = Vec::new();
        for (verdict, certainties, stances) in CELLS {
            for (certainty, allowed) in CERTAINTIES.iter().zip(certainties.chars()) {
                for (set, fits) in STANCES.iter().zip(stances.chars()) {
                    if is_sound(verdict, certainty, set) != (allowed == '+' && fits == '+') {
                        wrong.push(format!("{verdict}, {certainty}, {set:?}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_search_stands_in_for_a_source_and_weak_support_leaves_a_claim_unsupported() {
        let claim = |json: serde_json::Value| -> Claim { serde_json::from_value(json).unwrap() };
        let line = |verdict: Verdict| verdict_table::line(verdict).unwrap();
        let searched = claim(serde_json::json!({
            "id": "a", "statement": "No trial was found.", "type": "benefit", "origin": "added", "verdict": "supported",
            "certainty": "none", "search": {"terms": ["a"], "where": ["b"], "on": "2026-11-01"},
        }));
        assert!(clash(line(Verdict::Supported), &searched, &|_| true).is_none());
        let weak = claim(serde_json::json!({
            "id": "a", "statement": "It may.", "type": "benefit", "origin": "added", "verdict": "unsupported", "certainty": "low",
            "citations": [{"reference": "page", "stance": "supports", "directness": "direct"}],
        }));
        assert!(clash(line(Verdict::Unsupported), &weak, &|_| false).is_none());
    }
}
