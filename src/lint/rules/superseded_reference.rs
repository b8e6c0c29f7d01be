//! A citation of a source that a newer one has taken the place of.

use super::super::head::heads;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Reference, Status};

pub(super) static RULE: Rule = Rule {
    name: "superseded-reference",
    group: Group::Freshness,
    level: Level::Warning,
    summary: "a citation of a source that was replaced by a newer edition or update",
    why: "the newer one may say something else, and a reader would be told what its own authors no longer say",
    standard: Some("JAMA benchmarks (currency)"),
    bad: Example(
        "
>>> references/anatomy-2015.yaml
id: anatomy-2015
type: book
title: A textbook of anatomy
author:
  - family: Example
    given: A
issued:
  date-parts: [[2015]]
publisher: Example Press
container-title: Example Press
URL: https://example.org/anatomy-2015
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/anatomy-2015
      on: 2026-11-01
      read: full_text
independence: academic
design: textbook
finding: It describes the muscles of the hip.
superseded_by: anatomy-2024
>>> references/anatomy-2024.yaml
id: anatomy-2024
type: book
title: A textbook of anatomy, second edition
author:
  - family: Example
    given: A
issued:
  date-parts: [[2024]]
publisher: Example Press
container-title: Example Press
URL: https://example.org/anatomy-2024
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/anatomy-2024
      on: 2026-11-01
      read: full_text
independence: academic
design: textbook
finding: It describes the muscles of the hip.
>>> contraindications/femoral-vessels-and-nerve.yaml
id: femoral-vessels-and-nerve
name: Pulse in the groin crease
summary: The main artery of the leg beats in the groin crease. Do not press there.
strength: avoid_spot
applies_to:
  - techniques/foam-rolling
structures:
  - femoral-artery
basis:
  - anatomy
citations:
  - reference: anatomy-2024
    stance: supports
>>> muscles/hip-flexors.yaml
id: hip-flexors
name: Hip flexors
summary: The muscles at the front of the hip that lift the thigh.
members:
  - muscle: rectus-femoris
    role: core
citations:
  - reference: anatomy-2015 # <-- here
    stance: supports
>>> muscles/rectus-femoris.yaml
id: rectus-femoris
name: Rectus femoris
latin: musculus rectus femoris
summary: A muscle at the front of the thigh that lifts the thigh and straightens the knee.
identifiers:
  uberon: UBERON:0001378
origin: the front of the hip bone
insertion: the knee cap
actions:
  - hip flexion
  - knee extension
citations:
  - reference: anatomy-2015
    stance: supports
  - reference: anatomy-2024
    stance: supports
",
    ),
    good: Example(
        "
>>> references/anatomy-1999.yaml
id: anatomy-1999
type: book
title: A textbook of anatomy, as it was
author:
  - family: Example
    given: A
issued:
  date-parts: [[1999]]
publisher: Example Press
container-title: Example Press
URL: https://example.org/anatomy-1999
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/anatomy-1999
      on: 2026-11-01
      read: full_text
independence: academic
design: textbook
finding: It describes the muscles of the hip.
superseded_by: anatomy-2015
>>> muscles/hip-flexors.yaml
id: hip-flexors
name: Hip flexors
summary: The muscles at the front of the hip that lift the thigh.
members:
  - muscle: rectus-femoris
    role: core
citations:
  - reference: anatomy-1999
    stance: supports
  - reference: anatomy-2015
    stance: supports
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let mut withdrawn = None;
    for (file, reference) in corpus.base.references.filed() {
        let Some(newest) = newest(&corpus.base, reference) else { continue };
        // Most knowledge bases have no superseded reference, and need no list.
        let withdrawn: &Vec<usize> = withdrawn.get_or_insert_with(|| {
            let mut files: Vec<usize> = heads(&corpus.base)
                .filter(|head| head.status == Status::Withdrawn)
                .map(|head| head.file)
                .collect();
            files.sort_unstable();
            files
        });
        let cites_newest = |from: usize| {
            corpus.base.references.row(newest.id.as_str()).is_some_and(|(newest, _)| {
                corpus
                    .graph
                    .incoming(newest)
                    .iter()
                    .any(|edge| edge.from == from && is_citation(&edge.pointer))
            })
        };
        for edge in corpus.graph.incoming(file).iter().filter(|edge| is_citation(&edge.pointer)) {
            // Who cites the newer one as well knows of it, and says what each of them holds.
            if withdrawn.binary_search(&edge.from).is_ok() || cites_newest(edge.from) {
                continue;
            }
            findings.report(
                Finding::new(
                    edge.from,
                    Place::value(&*edge.pointer),
                    format!("`{}` was superseded by `{}`", reference.id, newest.id),
                )
                .label("there is a newer one")
                .help(format!(
                    "read `{}` and cite it instead, or cite both and say in `note` what only the older one has",
                    newest.id
                ))
                .related(file, Place::value("/superseded_by"), "it says so here"),
            );
        }
    }
}

fn is_citation(pointer: &str) -> bool {
    pointer.contains("citations/") && pointer.ends_with("/reference")
}

/// The last of the references that took the place of one another; nothing where nothing took its place.
fn newest<'b>(base: &'b KnowledgeBase, reference: &Reference) -> Option<&'b Reference> {
    let mut newest = base.references.any(reference.superseded_by.as_ref()?)?;
    // Editions are few; a longer chain goes in a circle.
    for _ in 0..32 {
        match newest.superseded_by.as_ref().and_then(|next| base.references.any(next)) {
            Some(next) => newest = next,
            None => return (newest.id != reference.id).then_some(newest),
        }
    }
    None
}
