//! A pressure technique that leaves out a danger of pressing.

use super::super::danger::{Danger, PRESSING, warnings_of};
use super::super::enumerate::{enumerate, join};
use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Modality, Status};

pub(super) static RULE: Rule = Rule {
    name: "missing-required-contraindication",
    group: Group::Safety,
    level: Level::Error,
    summary: "a pressure technique without one of the contraindications that every pressure technique needs",
    why: "pressure on a clot, a wound, a broken bone or a pregnant belly can do lasting harm, whoever does it",
    standard: Some("Bartsch 2021 (expert consensus on when not to use a foam roller)"),
    bad: Example(
        r#"
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
    basis: convention
stop_rules:
  - Stop if you feel sharp pain, numbness or tingling.
contraindications: # <-- here
  - anticoagulant-or-bleeding-disorder
  - bone-fracture
  - femoral-vessels-and-nerve
  - local-inflammation
  - open-wound
red_flags:
  - cannot-bear-weight
>>> contraindications/deep-vein-thrombosis.yaml
id: deep-vein-thrombosis
name: Known or suspected deep vein thrombosis
summary: A blood clot in a deep vein. Pressure might loosen it. See a doctor at once.
strength: stop
basis:
  - expert_consensus
citations:
  - reference: consensus-2021
    stance: supports
>>> contraindications/pregnancy.yaml
id: pregnancy
name: Pregnancy
summary: Ask your midwife or doctor first.
strength: ask_first
basis:
  - expert_consensus
citations:
  - reference: consensus-2021
    stance: supports
"#,
    ),
    good: Example(
        r#"
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
    basis: convention
stop_rules:
  - Stop if you feel sharp pain, numbness or tingling.
contraindications:
  - anticoagulant-or-bleeding-disorder
  - bone-fracture
  - femoral-vessels-and-nerve
  - local-inflammation
  - open-wound
  - deep-vein-thrombosis
red_flags:
  - cannot-bear-weight
>>> contraindications/pregnancy.yaml
id: pregnancy
name: Pregnancy
summary: Ask your midwife or doctor first.
strength: ask_first
applies_to:
  - techniques/foam-rolling
basis:
  - expert_consensus
citations:
  - reference: consensus-2021
    stance: supports
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, &[Kind::Techniques, Kind::Tools, Kind::Contraindications], findings) {
        return;
    }
    let base = &context.corpus.base;
    for (file, technique) in base.techniques.filed() {
        if technique.modality != Modality::Pressure || technique.status == Status::Withdrawn {
            continue;
        }
        let own = warnings_of(base, technique);
        // A technique with none at all is told of by `technique-without-contraindications`.
        if own.is_empty() {
            continue;
        }
        let missing: Vec<&Danger> =
            PRESSING.iter().filter(|danger| !own.iter().any(|warning| danger.is_told_by(warning))).collect();
        if missing.is_empty() {
            continue;
        }
        let names: Vec<&str> = missing.iter().map(|danger| danger.name).collect();
        let known: Vec<&str> = missing
            .iter()
            .filter_map(|danger| {
                let known = base.contraindications.all().find(|known| danger.is_told_by(known))?;
                Some(known.id.as_str())
            })
            .collect();
        let help = if known.len() == missing.len() {
            format!("add {} under `contraindications:`", enumerate(known, "and"))
        } else {
            format!("write the missing records in `contraindications/`, and add {} here", join(&names, "and"))
        };
        let place = if technique.contraindications.is_empty() { "/name" } else { "/contraindications" };
        let message =
            format!("the pressure technique `{}` does not warn of {}", technique.id, join(&names, "or"));
        let place = if place == "/name" { Place::value(place) } else { Place::key(place) };
        findings.report(Finding::new(file, place, message).help(help));
    }
}
