//! A step of a guide that leaves open how to lie, how hard, how long or when to stop.

use super::super::enumerate::{enumerate, join};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{GuideStep, Modality, Status};

pub(super) static RULE: Rule = Rule {
    name: "incomplete-guide-step",
    group: Group::Structure,
    level: Level::Warning,
    summary: "a step of a guide without a position, a pressure limit, a duration or a stop rule",
    why: "a reader alone at home has to guess, and may press too hard, for too long or in spite of pain",
    standard: None,
    bad: Example(
        "
>>> guides/roll-the-thigh.yaml
id: roll-the-thigh
name: Roll the front of your thigh
summary: One step to roll the front of the thigh.
technique: foam-rolling
required_reading:
  - disclaimers/informational-only
  - contraindications/anticoagulant-or-bleeding-disorder
  - contraindications/bone-fracture
  - contraindications/deep-vein-thrombosis
  - contraindications/femoral-vessels-and-nerve
  - contraindications/local-inflammation
  - contraindications/open-wound
  - contraindications/pregnancy
  - red-flags/cannot-bear-weight
steps:
  - title: Roll # <-- here
    position: Lie face down with the roller under one thigh.
    targets:
      - rectus-femoris
    action: Roll slowly up and down. Stay away from any pulse in the groin.
    tool: foam-roller
    stop_rule: Stop if you feel sharp pain, numbness or tingling.
    claims:
      - rolling-raises-flexibility
",
    ),
    good: Example(
        "
>>> guides/roll-the-thigh.yaml
id: roll-the-thigh
name: Roll the front of your thigh
summary: One step to roll the front of the thigh.
technique: foam-rolling
required_reading:
  - disclaimers/informational-only
  - contraindications/anticoagulant-or-bleeding-disorder
  - contraindications/bone-fracture
  - contraindications/deep-vein-thrombosis
  - contraindications/femoral-vessels-and-nerve
  - contraindications/local-inflammation
  - contraindications/open-wound
  - contraindications/pregnancy
  - red-flags/cannot-bear-weight
steps:
  - title: Roll
    position: Lie face down with the roller under one thigh.
    targets:
      - rectus-femoris
    action: Roll slowly up and down. Stay away from any pulse in the groin.
    tool: foam-roller
    pressure_limit: Press no harder than feels mild.
    duration:
      text: 30 to 60 seconds
      basis: convention
    stop_rule: Stop if you feel sharp pain, numbness or tingling.
    claims:
      - rolling-raises-flexibility
>>> guides/stretch-the-hip.yaml
id: stretch-the-hip
name: Stretch the front of your hip
summary: One step to stretch the front of the hip.
technique: kneeling-hip-flexor-stretch
required_reading:
  - disclaimers/informational-only
  - contraindications/bone-fracture
  - red-flags/cannot-bear-weight
steps:
  - title: Stretch
    position: Kneel on one knee.
    action: Move your hips forward until you feel a mild stretch.
    duration:
      text: 30 seconds
      basis: convention
    stop_rule: Stop if you feel pain.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, guide) in base.guides.filed() {
        if guide.status == Status::Withdrawn {
            continue;
        }
        let technique = guide.technique.as_ref().and_then(|technique| base.techniques.any(technique));
        let presses = technique.is_none_or(|technique| technique.modality == Modality::Pressure);
        for (index, step) in guide.steps.iter().enumerate() {
            let (keys, gaps): (Vec<_>, Vec<_>) = gaps(step, presses).into_iter().unzip();
            if gaps.is_empty() {
                continue;
            }
            findings.report(
                Finding::new(
                    file,
                    Place::value(format!("/steps/{index}/title")),
                    format!("the step `{}` does not say {}", step.title, join(&gaps, "or")),
                )
                .help(format!("add {} to this step", enumerate(keys, "and"))),
            );
        }
    }
}

/// The keys that a step lacks, each with the question that it leaves open.
fn gaps(step: &GuideStep, presses: bool) -> Vec<(&'static str, &'static str)> {
    let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    let duration = step.duration.as_ref().map(|duration| duration.text.as_str());
    [
        (is_blank(step.position.as_deref()), ("position", "how to lie, sit or stand")),
        (
            presses && is_blank(step.pressure_limit.as_deref()),
            ("pressure_limit", "how hard to press at most"),
        ),
        (is_blank(duration), ("duration", "for how long")),
        (is_blank(step.stop_rule.as_deref()), ("stop_rule", "when to stop")),
    ]
    .into_iter()
    .filter_map(|(is_missing, gap)| is_missing.then_some(gap))
    .collect()
}
