//! A figure that claims to be based on evidence, and no citation supports it.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Citation, DoseBasis, DoseValue, Record, Status};

pub(super) static RULE: Rule = Rule {
    name: "evidence-basis-without-citation",
    group: Group::Citations,
    level: Level::Error,
    summary: "a dose with the basis `evidence` that no citation supports",
    why: "people follow a dose with their bodies, and trust it more if they think that it was tested",
    standard: Some("HONcode principle 4 (attribution); TIDieR checklist, item 8 (when and how much)"),
    bad: Example(
        "
>>> techniques/foam-rolling.yaml
id: foam-rolling
name: Foam rolling
summary: Rolling a muscle over a firm foam cylinder.
modality: pressure
setting: self
targets:
  - rectus-femoris
tools:
  - foam-roller
instructions:
  - Lie face down with the roller under the front of one thigh.
  - Roll slowly up and down. Stay below the groin crease and away from any pulse.
dose:
  pressure:
    text: no more than mild discomfort
    basis: convention
  duration:
    text: 30 to 60 seconds a side
    basis: evidence # <-- here
stop_rules:
  - Stop if you feel sharp pain, numbness or tingling.
contraindications:
  - anticoagulant-or-bleeding-disorder
  - bone-fracture
  - deep-vein-thrombosis
  - femoral-vessels-and-nerve
  - local-inflammation
  - open-wound
  - pregnancy
red_flags:
  - cannot-bear-weight
",
    ),
    good: Example(
        "
>>> techniques/foam-rolling.yaml
id: foam-rolling
name: Foam rolling
summary: Rolling a muscle over a firm foam cylinder.
modality: pressure
setting: self
targets:
  - rectus-femoris
tools:
  - foam-roller
instructions:
  - Lie face down with the roller under the front of one thigh.
  - Roll slowly up and down. Stay below the groin crease and away from any pulse.
dose:
  pressure:
    text: no more than mild discomfort
    basis: convention
  duration:
    text: 30 to 60 seconds a side
    basis: evidence
    citations:
      - reference: trial-2020
        stance: supports
        directness: direct
stop_rules:
  - Stop if you feel sharp pain, numbness or tingling.
contraindications:
  - anticoagulant-or-bleeding-disorder
  - bone-fracture
  - deep-vein-thrombosis
  - femoral-vessels-and-nerve
  - local-inflammation
  - open-wound
  - pregnancy
red_flags:
  - cannot-bear-weight
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, technique) in base.techniques.filed() {
        let Some(dose) = technique.dose.as_ref().filter(|_| technique.status() != Status::Withdrawn) else {
            continue;
        };
        let values = [
            ("pressure", &dose.pressure),
            ("duration", &dose.duration),
            ("repetitions", &dose.repetitions),
            ("frequency", &dose.frequency),
        ];
        for (name, value) in values {
            look(file, value.as_ref(), &technique.citations, &format!("/dose/{name}"), findings);
        }
    }
    for (file, guide) in base.guides.filed().filter(|(_, guide)| guide.status() != Status::Withdrawn) {
        for (number, step) in guide.steps.iter().enumerate() {
            let pointer = format!("/steps/{number}/duration");
            look(file, step.duration.as_ref(), &[], &pointer, findings);
        }
    }
}

/// A figure, and the citations of its record, which may be about it.
fn look(
    file: usize,
    value: Option<&DoseValue>,
    of_record: &[Citation],
    pointer: &str,
    findings: &mut Findings,
) {
    let Some(value) = value.filter(|value| value.basis == DoseBasis::Evidence) else { return };
    if value.citations.iter().chain(of_record).any(|citation| citation.stance.is_support()) {
        return;
    }
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let message = match value.citations.as_slice() {
        [] => format!("the {name} `{}` claims to be based on evidence, but cites none", value.text),
        _ => {
            format!("the {name} `{}` claims to be based on evidence, but no citation supports it", value.text)
        }
    };
    findings.report(
        Finding::new(file, Place::value(format!("{pointer}/basis")), message)
            .label("who used or tested it?")
            .help(
                "under its `citations:`, cite a source that used or tested it, with the stance `supports` or `partly_supports`, or write `basis: convention`",
            ),
    );
}
