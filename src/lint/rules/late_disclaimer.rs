//! A guide that starts before its disclaimer.

use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Disclaimer, Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "late-disclaimer",
    group: Group::Safety,
    level: Level::Error,
    summary: "a guide whose required reading lacks a disclaimer that must come before the instructions",
    why: "a reader who sees the disclaimer after the first step has already done that step",
    standard: Some("HONcode principle 2 (complementarity)"),
    bad: Example(
        r#"
>>> guides/roll-the-thigh.yaml
id: roll-the-thigh
name: Roll the front of your thigh
summary: One step to roll the front of the thigh.
technique: foam-rolling
required_reading: # <-- here
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
"#,
    ),
    good: Example(
        r#"
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
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, &[Kind::Disclaimers], findings) {
        return;
    }
    let disclaimers = &context.corpus.base.disclaimers;
    let comes_first = |disclaimer: &Disclaimer| {
        disclaimer.must_precede_instructions && disclaimer.status != Status::Withdrawn
    };
    let nearest = disclaimers.all().find(|disclaimer| comes_first(disclaimer));
    for (file, guide) in
        context.corpus.base.guides.filed().filter(|(_, guide)| guide.status != Status::Withdrawn)
    {
        let is_told = guide.required_reading.iter().filter_map(|path| path.split()).any(|(kind, id)| {
            // A path that leads nowhere is told of by another rule.
            kind == Kind::Disclaimers && disclaimers.any(id).is_none_or(comes_first)
        });
        if is_told {
            continue;
        }
        let help = match nearest {
            Some(disclaimer) => format!("add `disclaimers/{}` under `required_reading:`", disclaimer.id),
            None => {
                "write a record in `disclaimers/` with `must_precede_instructions: true`, and add it under \
                     `required_reading:`"
                    .to_owned()
            }
        };
        let place = if guide.required_reading.is_empty() {
            Place::value("/name")
        } else {
            Place::key("/required_reading")
        };
        let message = format!("no disclaimer comes before the first step of `{}`", guide.id);
        findings.report(Finding::new(file, place, message).help(help));
    }
}
