//! Pressure near the groin without a word on the pulse there.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::danger::warnings_of;
use super::super::prose::words::Words;
use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Contraindication, Guide, Id, Kind, Modality, Muscle, Setting, Status};

pub(super) static RULE: Rule = Rule {
    name: "groin-pulse-unmentioned",
    group: Group::Safety,
    level: Level::Warning,
    summary: "a pressure technique or a guide for the front of the hip that does not mention the pulse in the groin",
    why: "the main artery, vein and nerve of the leg run just under the skin of the groin crease, and the pulse is how a layperson finds them",
    standard: None,
    bad: Example(
        r#"
>>> techniques/foam-rolling.yaml
id: foam-rolling
name: Foam rolling
summary: Rolling a muscle over a firm foam cylinder.
modality: pressure
setting: self
targets: # <-- here
  - rectus-femoris
tools:
  - foam-roller
instructions:
  - Lie face down with the roller under the front of one thigh.
  - Roll slowly up and down.
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
  - deep-vein-thrombosis
  - local-inflammation
  - open-wound
  - pregnancy
red_flags:
  - cannot-bear-weight
>>> contraindications/femoral-vessels-and-nerve.yaml
id: femoral-vessels-and-nerve
name: Pulse in the groin crease
summary: The main artery of the leg beats in the groin crease. Do not press there.
strength: avoid_spot
structures:
  - femoral-artery
basis:
  - anatomy
citations:
  - reference: anatomy-2015
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
  - Roll slowly up and down.
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
  - deep-vein-thrombosis
  - femoral-vessels-and-nerve
  - local-inflammation
  - open-wound
  - pregnancy
red_flags:
  - cannot-bear-weight
"#,
    ),
    check,
};

static PULSE: LazyLock<Words> = LazyLock::new(|| {
    Words::new(["beat", "femoral artery", "femoral vessels", "pulse", "pulses", "throb", "throbbing"])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, &[Kind::Muscles, Kind::Techniques, Kind::Contraindications], findings) {
        return;
    }
    let base = &context.corpus.base;
    let flexors = hip_flexors(base);
    let is_near = |targets: &[Id<Muscle>]| targets.iter().any(|target| flexors.contains(target.as_str()));
    for (file, technique) in base.techniques.filed() {
        if technique.modality != Modality::Pressure
            || technique.setting == Setting::PractitionerOnly
            || technique.status == Status::Withdrawn
            || !is_near(&technique.targets)
        {
            continue;
        }
        let texts =
            std::iter::once(&technique.summary).chain(&technique.instructions).chain(&technique.stop_rules);
        if texts.into_iter().any(|text| PULSE.is_in(text))
            || warnings_of(base, technique).into_iter().any(names_pulse)
        {
            continue;
        }
        report(findings, file, "/targets", &format!("the technique `{}`", technique.id));
    }
    for (file, guide) in base.guides.filed().filter(|(_, guide)| guide.status != Status::Withdrawn) {
        let technique = guide.technique.as_ref().and_then(|technique| base.techniques.any(technique));
        let presses = technique.is_none_or(|technique| technique.modality == Modality::Pressure);
        if presses && guide.steps.iter().any(|step| is_near(&step.targets)) && !guide_names_pulse(base, guide)
        {
            report(findings, file, "/steps", &format!("the guide `{}`", guide.id));
        }
    }
}

fn report(findings: &mut Findings, file: usize, pointer: &str, what: &str) {
    findings.report(
        Finding::new(file, Place::key(pointer), format!("{what} does not mention the pulse in the groin"))
            .label("near the main artery of the leg")
            .help("tell readers to stay away from the pulse in the groin crease, or list the contraindication for that spot"),
    );
}

fn guide_names_pulse(base: &KnowledgeBase, guide: &Guide) -> bool {
    let told = guide.steps.iter().any(|step| {
        let texts = [
            Some(&step.action),
            step.position.as_ref(),
            step.stop_rule.as_ref(),
            step.pressure_limit.as_ref(),
            step.note.as_ref(),
        ];
        texts.into_iter().flatten().any(|text| PULSE.is_in(text))
    });
    let mut read = guide.required_reading.iter().filter_map(|path| path.split());
    told || read.any(|(kind, id)| {
        kind == Kind::Contraindications && base.contraindications.any(id).is_some_and(names_pulse)
    })
}

fn names_pulse(warning: &Contraindication) -> bool {
    PULSE.is_in(&warning.name) || PULSE.is_in(&warning.summary)
}

/// The muscles that bend the hip, by what they do, and the groups that hold one of them.
fn hip_flexors(base: &KnowledgeBase) -> HashSet<&str> {
    let bends = |muscle: &Muscle| {
        let told = |action: &String| {
            action.to_lowercase().contains("hip flexion") || action.to_lowercase().contains("bends the hip")
        };
        muscle.actions.iter().any(told) || muscle.id.as_str().contains("hip-flexor")
    };
    let mut found: HashSet<&str> =
        base.muscles.all().filter(|muscle| bends(muscle)).map(|muscle| muscle.id.as_str()).collect();
    let groups: Vec<&str> = base
        .muscles
        .all()
        .filter(|group| group.members.iter().any(|member| found.contains(member.muscle.as_str())))
        .map(|group| group.id.as_str())
        .collect();
    found.extend(groups);
    found
}
