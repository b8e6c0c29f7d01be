//! A sentence of a source document that became neither a claim nor a mark, and a claim that no sentence stands for.

use std::collections::HashMap;

use super::super::unread::{all_read, all_resolved};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::model::{Kind, Origin, Source, Status};

pub(super) static RULE: Rule = Rule {
    name: "uncovered-source",
    group: Group::Structure,
    level: Level::Error,
    summary: "a sentence of a source without a claim or a mark, or a claim from a source that belongs to no sentence",
    why: "only if every sentence is accounted for can a reader trust that nothing was left out or made up",
    standard: Some("JAMA benchmarks (attribution)"),
    bad: Example(
        r#"
>>> sources/article.yaml
id: article
title: An article about rolling
summary: A web article about foam rolling.
reference: article-2024
coverage:
  - line: 1
    position: 1
    hash: "0a1b2c3d"
    claims:
      - rolling-raises-flexibility
  - line: 2 # <-- here
    position: 1
    hash: "1a2b3c4d"
  - line: 3
    position: 1
    hash: "2a2b3c4d"
    claims:
      - rolling-raises-flexibility
    mark: heading # <-- here
  - line: 1
    position: 1 # <-- here
    hash: "3a2b3c4d"
    mark: figure
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: article # <-- here
citations:
  - reference: article-2024
    stance: source
    locator: line 4
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> sources/article.yaml
id: article
title: An article about rolling
summary: A web article about foam rolling.
reference: article-2024
coverage:
  - line: 1
    position: 1
    hash: "0a1b2c3d"
    claims:
      - rolling-raises-flexibility
  - line: 2
    position: 1
    hash: "1a2b3c4d"
    mark: promotion
  - line: 3
    position: 1
    hash: "2a2b3c4d"
    claims:
      - rolling-raises-flexibility
      - warm-up-before-sport
  - line: 3
    position: 2
    hash: "3a2b3c4d"
    mark: figure
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 3
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, source) in context.corpus.base.sources.filed() {
        if source.status != Status::Withdrawn {
            check_units(file, source, findings);
        }
    }
    if all_read(context, &[], findings) && all_resolved(context, findings) {
        check_claims(context, findings);
    }
}

fn check_units(file: usize, source: &Source, findings: &mut Findings) {
    let mut seen = HashMap::with_capacity(source.coverage.len());
    for (index, unit) in source.coverage.iter().enumerate() {
        let at = |key: &str| Place::value(format!("/coverage/{index}/{key}"));
        let name = format!("sentence {} of line {}", unit.position, unit.line);
        match (unit.claims.is_empty(), unit.mark) {
            (true, None) => findings.report(
                Finding::new(file, at("line"), format!("{name} has neither a claim nor a mark"))
                    .label("what became of it?")
                    .help("list the claims that restate it under `claims`, or say under `mark` why it has none, such as `heading`"),
            ),
            (false, Some(_)) => findings.report(
                Finding::new(file, at("mark"), format!("{name} has claims, and also a mark that says why it has none"))
                    .help("remove `mark` if the claims restate the sentence, or else the `claims`")
                    .related(file, Place::key(format!("/coverage/{index}/claims")), "the claims are here"),
            ),
            (true, Some(_)) | (false, None) => {}
        }
        if let Some(first) = seen.insert((unit.line, unit.position), index) {
            findings.report(
                Finding::new(file, at("position"), format!("{name} is here a second time"))
                    .help("give each sentence one entry, with its own `line` and `position`")
                    .related(file, Place::value(format!("/coverage/{first}/position")), "it is here first"),
            );
        }
    }
}

/// The edges of the graph are there also of a source that its schema does not allow, so that its claims are not accused.
fn check_claims(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let is_source = |file: usize| corpus.files.get(file).is_some_and(|file| file.kind == Some(Kind::Sources));
    for (file, claim) in corpus.base.claims.filed() {
        let is_misnamed = |problem: &Problem| matches!(problem, Problem::Misnamed(_));
        if claim.origin != Origin::Article
            || corpus.problems_of(file).any(is_misnamed)
            || claim.status == Status::Withdrawn
            || corpus.graph.incoming(file).iter().any(|edge| is_source(edge.from))
        {
            continue;
        }
        findings.report(
            Finding::new(
                file,
                Place::value("/origin"),
                format!(
                    "the claim `{}` is said to come from a source document, but no source lists it",
                    claim.id
                ),
            )
            .label("which source, and which sentence of it?")
            .help(format!(
                "list `{}` in the `claims` of its sentence in `sources/`, or write `origin: added`",
                claim.id
            )),
        );
    }
}
