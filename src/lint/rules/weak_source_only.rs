//! A claim, a muscle or a warning that rests on weak sources alone.
//!
//! What a source is decides, never its address: who stands behind it, how it came to what it says, and whether the source itself was read.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{
    Citation, Design, Independence, ItemType, Kind, Reading, Record, Reference, Stance, Status, Verdict,
};

pub(super) static RULE: Rule = Rule {
    name: "weak-source-only",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a claim, muscle, structure or warning that rests only on a shop, a trade page, a copy or hearsay",
    why: "such pages sell things, repeat what others say or change without notice, so a reader learns nothing certain from them",
    standard: Some(
        "HONcode principles 4 and 5 (attribution, justifiability); Wikipedia: reliable sources (medicine)",
    ),
    bad: Example(
        r#"
>>> references/trade-page-2020.yaml
id: trade-page-2020
type: article-magazine
title: Rolling for the thigh
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: A Magazine of the Trade
URL: https://example.org/trade-page-2020
provenance:
  status: verified
  seen:
    - url: https://example.org/trade-page-2020
      on: 2026-11-01
      read: full_text
independence: commercial
design: web_page
finding: It says that rolling eases the thigh.
>>> claims/rolling-eases.yaml
id: rolling-eases
statement: Foam rolling may ease a tight thigh, but this is very uncertain.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trade-page-2020 # <-- here
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: very_low
certainty_basis: the word of a magazine
last_reviewed: 2026-11-22
"#,
    ),
    good: Example(
        r#"
>>> references/trade-page-2020.yaml
id: trade-page-2020
type: article-magazine
title: Rolling for the thigh
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: A Magazine of the Trade
URL: https://example.org/trade-page-2020
provenance:
  status: verified
  seen:
    - url: https://example.org/trade-page-2020
      on: 2026-11-01
      read: full_text
independence: commercial
design: web_page
finding: It says that rolling eases the thigh.
>>> claims/rolling-eases.yaml
id: rolling-eases
statement: Foam rolling may ease a tight thigh, but this is very uncertain.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trade-page-2020
    stance: partly_supports
    directness: direct
  - reference: trial-2020
    stance: partly_supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: very_low
certainty_basis: one small trial in healthy people
last_reviewed: 2026-11-22
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, claim) in base.claims.filed() {
        // What nobody can or did decide rests on no source.
        if !matches!(claim.verdict, Verdict::NotTestable | Verdict::NotSearched) {
            look(context, file, claim, &claim.citations, findings);
        }
    }
    macro_rules! look_at {
        ($($table:ident)*) => {
            $(for (file, record) in base.$table.filed() {
                look(context, file, record, &record.citations, findings);
            })*
        };
    }
    look_at!(muscles structures contraindications red_flags techniques);
}

fn look<T: Record>(
    context: &Context<'_>,
    file: usize,
    record: &T,
    citations: &[Citation],
    findings: &mut Findings,
) {
    if record.status() == Status::Withdrawn {
        return;
    }
    let base = &context.corpus.base;
    let mut weak: Vec<(usize, usize, &Reference, &'static str)> = Vec::new();
    for (index, citation) in
        citations.iter().enumerate().filter(|(_, citation)| citation.stance.is_evidence())
    {
        // A reference that is not there may be in a file that could not be read: it counts as sound.
        let Some((file, reference)) = base.references.row(citation.reference.as_str()) else { return };
        let Some(why) = weakness(reference) else { return };
        weak.push((index, file, reference, why));
    }
    let Some(&(index, _, first, why)) = weak.first() else { return };
    // That is for `vendor-only` and `self-citation` to say.
    let is_own = |reference: &Reference| {
        let mut own = citations.iter().filter(|citation| citation.stance == Stance::Source);
        own.any(|citation| citation.reference == reference.id)
    };
    let sells = |reference: &Reference| reference.independence == Independence::Vendor;
    if T::KIND == Kind::Claims
        && weak.iter().all(|(_, _, reference, _)| sells(reference) || is_own(reference))
    {
        return;
    }
    let what = match T::KIND {
        Kind::Claims => "claim",
        Kind::Muscles => "muscle",
        Kind::Structures => "structure",
        Kind::Techniques => "technique",
        _ => "warning",
    };
    let message = match weak.len() {
        1 => format!("the {what} `{}` rests only on `{}`, which is {why}", record.id(), first.id),
        count => format!("the {what} `{}` rests on {count} sources, all of them weak", record.id()),
    };
    let mut finding = Finding::new(file, Place::value(format!("/citations/{index}/reference")), message)
        .label("too weak on its own")
        .help("also cite a study, a textbook, a guideline or the page of a public body, or read the original source and add it to `provenance`");
    for (_, file, reference, why) in weak {
        finding = finding.related(file, Place::key("/provenance"), format!("`{}` is {why}", reference.id));
    }
    findings.report(finding);
}

/// Why a source is too weak to stand alone; nothing where it is not.
fn weakness(reference: &Reference) -> Option<&'static str> {
    let seen = &reference.provenance.seen;
    if !seen.is_empty() && seen.iter().all(|sighting| sighting.copy || sighting.read == Reading::Secondary) {
        return Some(if seen.iter().any(|sighting| sighting.copy) {
            "known only from a copy"
        } else {
            "known only from what others say about it"
        });
    }
    match reference.independence {
        Independence::Vendor => Some("a seller's"),
        Independence::Commercial if is_of_the_trade(reference) => Some("a trade page"),
        _ => None,
    }
}

/// Says whether a commercial source is a page, a magazine or a post, and no work that was made by a method.
fn is_of_the_trade(reference: &Reference) -> bool {
    let is_loose = matches!(
        reference.item_type,
        ItemType::ArticleMagazine
            | ItemType::ArticleNewspaper
            | ItemType::EntryEncyclopedia
            | ItemType::Pamphlet
            | ItemType::PostWeblog
    );
    reference.design == Design::WebPage || (is_loose && reference.design == Design::NarrativeReview)
}
