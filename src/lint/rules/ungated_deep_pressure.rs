//! Deep pressure on the belly that anybody could try.

use std::sync::LazyLock;

use super::super::danger::{BELLY, Danger, warnings_of};
use super::super::enumerate::join;
use super::super::prose::reading::Sentence;
use super::super::prose::sentence::sentences;
use super::super::prose::text::is_english;
use super::super::prose::words::{Hit, Words};
use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Modality, Setting, Status, Technique};

pub(super) static RULE: Rule = Rule {
    name: "ungated-deep-pressure",
    group: Group::Safety,
    level: Level::Error,
    summary: "pressure through the belly or on the psoas that is not limited to practitioners, or lacks the necessary warnings",
    why: "organs and large blood vessels lie between the skin and the psoas, and hard pressure on the belly has badly hurt people",
    standard: None,
    bad: Example(
        r#"
>>> techniques/foam-rolling.yaml
id: foam-rolling
name: Foam rolling
summary: Rolling a muscle over a firm foam cylinder.
modality: pressure
setting: self # <-- here
targets:
  - rectus-femoris
tools:
  - foam-roller
instructions:
  - Lie face down with the roller under your belly.
  - Press the roller into the belly. Stay below the groin crease and away from any pulse.
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
  - deep-vein-thrombosis
  - femoral-vessels-and-nerve
  - local-inflammation
  - open-wound
  - pregnancy
red_flags:
  - cannot-bear-weight
"#,
    ),
    good: Example(
        r#"
>>> techniques/foam-rolling.yaml
id: foam-rolling
name: Foam rolling
summary: Rolling a muscle over a firm foam cylinder.
modality: pressure
setting: practitioner_only
targets:
  - rectus-femoris
tools:
  - foam-roller
instructions:
  - Lie on your back.
  - The practitioner may press on the belly.
  - Say so if the hand is on a pulse.
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
  - belly-dangers
  - bone-fracture
  - deep-vein-thrombosis
  - femoral-vessels-and-nerve
  - local-inflammation
  - open-wound
  - pregnancy
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
  - contraindications/belly-dangers
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
    note: The source does not say how to lie.
    editor_note: the order of the steps is ours
>>> contraindications/belly-dangers.yaml
id: belly-dangers
name: A weak aorta, a hernia or a recent operation on the belly
aliases:
  - Aortic aneurysm
summary: The belly holds soft organs and large vessels. Ask a doctor first.
strength: ask_first
basis:
  - expert_consensus
citations:
  - reference: consensus-2021
    stance: supports
"#,
    ),
    check,
};

/// Muscles that cannot be reached but through the belly.
const DEEP: &[&str] = &["iliacus", "iliopsoas", "psoas", "psoas-major", "psoas-minor"];

static BELLY_WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(["abdomen", "abdominal", "belly", "gut", "iliacus", "navel", "psoas", "stomach", "tummy"])
});

static PRESSES: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "dig",
        "knead",
        "lean",
        "lean on",
        "massage",
        "massaging",
        "press",
        "pressing",
        "pressure",
        "push",
        "pushing",
        "roll",
        "rolling",
        "sink",
        "work into",
    ])
});

/// Words that turn an instruction round: "keep off the belly".
static KEEPING_OFF: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "avoid",
        "away from",
        "except",
        "instead of",
        "keep off",
        "keep it off",
        "keep clear of",
        "leave out",
        "off your",
        "off the",
        "stay off",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, &[Kind::Techniques, Kind::Tools, Kind::Contraindications], findings) {
        return;
    }
    let base = &context.corpus.base;
    let english = is_english(&context.config.language);
    for (file, technique) in base.techniques.filed() {
        if technique.modality != Modality::Pressure || technique.status == Status::Withdrawn {
            continue;
        }
        let Some(why) = goes_deep(technique, english) else { continue };
        if technique.setting != Setting::PractitionerOnly {
            let message = format!("`{}` {why}, but is not limited to practitioners", technique.id);
            findings.report(
                Finding::new(file, Place::value("/setting"), message)
                    .label("a layperson could try it")
                    .help("write `setting: practitioner_only`, and leave the steps to the practitioner; or keep off the belly"),
            );
        }
        let own = warnings_of(base, technique);
        let missing: Vec<&str> = BELLY
            .iter()
            .filter(|danger: &&Danger| !own.iter().any(|warning| danger.is_told_by(warning)))
            .map(|danger| danger.name)
            .collect();
        if !missing.is_empty() && !own.is_empty() {
            let place = if technique.contraindications.is_empty() {
                Place::value("/name")
            } else {
                Place::key("/contraindications")
            };
            let message = format!("`{}` {why}, but does not warn of {}", technique.id, join(&missing, "or"));
            findings.report(
                Finding::new(file, place, message)
                    .label("what must be ruled out first")
                    .help("add a contraindication for each of them"),
            );
        }
    }
}

/// Why a technique counts as one of deep pressure, if it does.
fn goes_deep(technique: &Technique, english: bool) -> Option<&'static str> {
    if technique.targets.iter().any(|target| DEEP.contains(&target.as_str())) {
        return Some("presses on a muscle behind the belly");
    }
    if !english {
        return None;
    }
    let is_named = |name: &String| BELLY_WORDS.is_in(name);
    if is_named(&technique.name) || technique.aliases.iter().any(is_named) {
        return Some("is a technique for the belly by its name");
    }
    let told = technique
        .instructions
        .iter()
        .any(|text| sentences(text).into_iter().any(|range| text.get(range).is_some_and(presses_belly)));
    told.then_some("tells to press on the belly")
}

fn presses_belly(sentence: &str) -> bool {
    let read = Sentence::read(sentence, &(0..sentence.len()));
    let is_asked = |hit: &Hit| !read.scope(&read.words_at(&hit.range)).is_denied;
    PRESSES.is_in(sentence) && BELLY_WORDS.find(sentence).iter().any(is_asked) && !KEEPING_OFF.is_in(sentence)
}

#[cfg(test)]
mod tests {
    use super::presses_belly;

    #[test]
    fn pressing_on_the_belly_is_told_from_keeping_off_it() {
        for yes in [
            "Press your fingers into the belly.",
            "Sink slowly through the abdomen.",
            "Roll over your stomach.",
            "With light pressure, find the psoas.",
            "Massage the abdominal wall.",
        ] {
            assert!(presses_belly(yes), "{yes}");
        }
        for no in [
            "Stay off your belly.",
            "Press on the thigh and keep off the belly.",
            "Do not press on the belly.",
            "Roll with your belly soft, and stay off the belly.",
            "Let your legs and belly go soft.",
            "Press on the thigh.",
            "Never push on the stomach.",
        ] {
            assert!(!presses_belly(no), "{no}");
        }
    }
}
