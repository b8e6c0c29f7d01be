//! A step that tells to do two things.

use std::sync::LazyLock;

use super::super::prose::sentence::{sentences, words};
use super::super::prose::text::{Voice, each_page};
use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "step-with-two-actions",
    group: Group::Style,
    level: Level::Warning,
    summary: "an instruction with two actions in one sentence",
    why: "a reader who lies on the floor keeps one action in mind, and misses the second",
    standard: Some("ISO 24495-1 (plain language); IEC/IEEE 82079-1 (instructions: one action a step)"),
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
instructions:
  - Kneel on one knee and move your hips forward. # <-- here
  - Hold still.
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

/// What a body is told to do. To feel or to notice is what comes of an action, and to stop or to keep on is part of it.
const ACTIONS: &[&str] = &[
    "add",
    "apply",
    "ask",
    "bend",
    "bring",
    "change",
    "choose",
    "circle",
    "come",
    "cross",
    "curl",
    "drop",
    "extend",
    "face",
    "find",
    "flex",
    "fold",
    "get",
    "glide",
    "go",
    "grab",
    "hold",
    "increase",
    "kneel",
    "knead",
    "lay",
    "lean",
    "lie",
    "lift",
    "lower",
    "make",
    "massage",
    "move",
    "pick",
    "place",
    "point",
    "press",
    "pull",
    "push",
    "put",
    "raise",
    "reach",
    "relax",
    "release",
    "repeat",
    "rest",
    "return",
    "roll",
    "rotate",
    "set",
    "shift",
    "sink",
    "sit",
    "slide",
    "squeeze",
    "stand",
    "start",
    "step",
    "straighten",
    "stretch",
    "stroke",
    "support",
    "swing",
    "switch",
    "take",
    "tap",
    "tilt",
    "tuck",
    "turn",
    "twist",
    "walk",
    "warm",
];

/// What joins a second action to a first.
static JOINTS: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "after that",
        "and",
        "and also",
        "and gently",
        "and slowly",
        "and then",
        "before you",
        "followed by",
        "or",
        "then",
    ])
});

/// Words that may stand before the verb of an instruction.
const OPENERS: &[&str] = &[
    "also",
    "carefully",
    "first",
    "gently",
    "gradually",
    "just",
    "lightly",
    "next",
    "now",
    "please",
    "simply",
    "slightly",
    "slowly",
    "softly",
    "then",
    "you",
    "can",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in page.passages.iter().filter(|passage| passage.voice == Voice::Step) {
            for range in sentences(passage.text) {
                let Some(sentence) = passage.text.get(range.clone()) else { continue };
                let Some(second) = second_action(sentence) else { continue };
                let place = passage.words(range.start + second.start..range.start + second.end);
                let written = sentence.get(second).unwrap_or_default();
                findings.report(
                    Finding::new(page.file, place, format!("a second action in one step: `{written}`"))
                        .label("a step of its own")
                        .help("end the sentence before it, and make it a step or a sentence of its own"),
                );
            }
        }
    });
}

/// The verb of a second action in an instruction.
fn second_action(sentence: &str) -> Option<std::ops::Range<usize>> {
    if !is_action(first_word(sentence)?.1) {
        return None;
    }
    JOINTS.find(sentence).into_iter().find_map(|joint| {
        let is_or = sentence.get(joint.range.clone()).is_some_and(|joint| joint.eq_ignore_ascii_case("or"));
        let rest = sentence.get(joint.range.end..)?;
        let (at, verb) = first_word(rest)?;
        // "Sit or stand" leaves the choice: it is one action.
        if is_or
            || !is_action(verb)
            || is_noun(sentence.get(..joint.range.start)?, rest.get(at + verb.len()..)?)
        {
            return None;
        }
        let start = joint.range.end + at;
        Some(start..start + verb.len())
    })
}

/// The first word that is no opener, and its place.
fn first_word(text: &str) -> Option<(usize, &str)> {
    words(text)
        .filter_map(|range| Some((range.start, text.get(range)?)))
        .find(|(_, word)| !OPENERS.iter().any(|opener| word.eq_ignore_ascii_case(opener)))
}

fn is_action(word: &str) -> bool {
    ACTIONS.iter().any(|action| word.eq_ignore_ascii_case(action))
}

/// Says whether the word between `before` and a joint, and `after`, is more likely a thing than a verb: "with a turn and twist of the
/// hip", "rest and support for".
fn is_noun(before: &str, after: &str) -> bool {
    let next = words(after).next().and_then(|range| after.get(range)).unwrap_or_default();
    let last = words(before).last().and_then(|range| before.get(range)).unwrap_or_default();
    let is_one = |word: &str, list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    is_one(next, &["of", "for", "is", "are"]) || is_one(last, &["a", "the", "each", "every", "of"])
}
