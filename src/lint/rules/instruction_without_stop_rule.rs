//! Instructions that do not say when to stop.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Guide, Status};

pub(super) static RULE: Rule = Rule {
    name: "instruction-without-stop-rule",
    group: Group::Safety,
    level: Level::Error,
    summary: "a technique or guide that says what to do but not when to stop",
    why: "a reader who is not told when to stop may press on through a warning sign",
    standard: Some("DISCERN question 11 (risks of each treatment)"),
    bad: Example(
        r#"
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions: # <-- here
  - Kneel on one knee.
  - Move your hips forward until you feel a mild stretch.
dose:
  duration:
    text: 30 to 60 seconds a side
    basis: convention
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
"#,
    ),
    good: Example(
        r#"
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
  - Move your hips forward until you feel a mild stretch.
dose:
  duration:
    text: 30 to 60 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, technique) in base.techniques.filed() {
        if technique.instructions.is_empty()
            || !technique.stop_rules.is_empty()
            || technique.status == Status::Withdrawn
        {
            continue;
        }
        report(
            findings,
            file,
            "/instructions",
            &format!("the technique `{}`", technique.id),
            "`stop_rules:`",
        );
    }
    for (file, guide) in base.guides.filed() {
        // A step that lacks one beside others that have it is told of by `incomplete-guide-step`.
        let never_stops = |guide: &Guide| guide.steps.iter().all(|step| step.stop_rule.is_none());
        let stops_as_technique = || {
            let technique = guide.technique.as_ref().and_then(|technique| base.techniques.any(technique));
            technique.is_some_and(|technique| !technique.stop_rules.is_empty())
        };
        if guide.steps.is_empty()
            || guide.status == Status::Withdrawn
            || !never_stops(guide)
            || stops_as_technique()
        {
            continue;
        }
        report(
            findings,
            file,
            "/steps",
            &format!("the guide `{}`", guide.id),
            "a `stop_rule:` to every step",
        );
    }
}

fn report(findings: &mut Findings, file: usize, pointer: &str, what: &str, add: &str) {
    findings.report(
        Finding::new(file, Place::key(pointer), format!("{what} does not say when to stop"))
            .label("tells what to do")
            .help(format!("add {add}, such as `Stop if you feel sharp pain, numbness or tingling.`")),
    );
}
