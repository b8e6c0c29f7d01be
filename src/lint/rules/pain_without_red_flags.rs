//! Pain without a word on when it is dangerous.

use std::sync::LazyLock;

use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Condition, Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "pain-without-red-flags",
    group: Group::Safety,
    level: Level::Error,
    summary: "a condition of pain, or a guide, without a red flag",
    why: "the same pain can come from a broken bone, an infection or a tumour; a reader must know the signs before they press on it",
    standard: Some("DISCERN question 11 (risks of each treatment)"),
    bad: Example(
        r#"
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain # <-- here
summary: Pain felt at the hip.
nature: symptom
>>> guides/roll-the-thigh.yaml
id: roll-the-thigh
name: Roll the front of your thigh
summary: One step to roll the front of the thigh.
technique: foam-rolling
required_reading: # <-- here
  - disclaimers/informational-only
  - contraindications/anticoagulant-or-bleeding-disorder
  - contraindications/bone-fracture
  - contraindications/deep-vein-thrombosis
  - contraindications/femoral-vessels-and-nerve
  - contraindications/local-inflammation
  - contraindications/open-wound
  - contraindications/pregnancy
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
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip.
nature: symptom
red_flags:
  - cannot-bear-weight
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

static PAIN: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "ache", "aches", "aching", "backache", "cramp", "cramps", "hurt", "hurting", "hurts", "pain",
        "painful", "pains",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, condition) in base.conditions.filed() {
        if !condition.red_flags.is_empty() || condition.status == Status::Withdrawn || !is_pain(condition) {
            continue;
        }
        let message = format!("the condition `{}` is one of pain, and names no red flag", condition.id);
        findings.report(
            Finding::new(file, Place::value("/name"), message)
                .label("when is it dangerous?")
                .help("under `red_flags:`, list the signs that mean a reader must see a doctor first"),
        );
    }
    for (file, guide) in base.guides.filed().filter(|(_, guide)| guide.status != Status::Withdrawn) {
        let is_flag = |kind: Kind| kind == Kind::RedFlags;
        if guide.required_reading.iter().filter_map(|path| path.split()).any(|(kind, _)| is_flag(kind)) {
            continue;
        }
        let place = if guide.required_reading.is_empty() {
            Place::value("/name")
        } else {
            Place::key("/required_reading")
        };
        let message = format!("the guide `{}` names no red flag", guide.id);
        findings.report(Finding::new(file, place, message).help(
            "under `required_reading:`, add each `red-flags/…` that a reader must know before the first step",
        ));
    }
}

fn is_pain(condition: &Condition) -> bool {
    let names = std::iter::once(&condition.name).chain(&condition.aliases);
    names.into_iter().any(|name| PAIN.is_in(name))
        || condition.id.as_str().split('-').any(|word| PAIN.is_in(word))
}
