//! A step that tells to do two things.

use std::ops::Range;

use super::super::prose::reading::Sentence;
use super::super::prose::text::{Voice, each_page};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "step-with-two-actions",
    group: Group::Style,
    level: Level::Warning,
    summary: "an instruction with two actions in one sentence",
    why: "a reader who is lying on the floor remembers one action and misses the second",
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

/// What comes of an action, or is part of it: to feel, to stop, to keep on.
const NO_ACTIONS: &[&str] = &[
    "allow", "avoid", "be", "continue", "count", "enjoy", "ensure", "feel", "have", "imagine", "keep",
    "know", "listen", "look", "make", "notice", "note", "remain", "remember", "see", "stay", "stop", "think",
    "wait", "watch",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in page.passages.iter().filter(|passage| passage.voice == Voice::Step) {
            for sentence in passage.sentences() {
                let Some(second) = second_action(sentence) else { continue };
                let bytes = sentence.bytes(&second);
                let written = passage.text.get(bytes.clone()).unwrap_or_default();
                findings.report(
                    Finding::new(
                        page.file,
                        passage.words(bytes),
                        format!("a second action in one step: `{written}`"),
                    )
                    .label("a separate step")
                    .help("end the sentence before it, and write the rest as a new step or sentence"),
                );
            }
        }
    });
}

/// The verb of a second action in an instruction.
fn second_action(sentence: &Sentence) -> Option<Range<usize>> {
    // "Stay there and breathe" tells to do one thing.
    let mut actions = sentence.orders().filter(|verb| !sentence.is_negated(*verb)).skip_while(|verb| {
        sentence.is_one_of(*verb, &["stay", "remain", "keep", "rest", "wait", "continue"])
            && !sentence.has_object(*verb)
    });
    let first = actions.next()?;
    // To stop at once is one action, whatever it is joined to.
    if sentence.is_one_of(first, &["stop", "avoid", "ask", "see", "call", "be", "make", "ensure"]) {
        return None;
    }
    // "Feel for a pulse before you press": the check belongs to the pressing.
    let checks = sentence.is_one_of(first, &["feel", "check", "look", "find", "wait", "warm", "tell"]);
    // "Sit or stand" leaves the choice: it is one action.
    let is_part = |verb: usize| {
        // "Let the leg sink and rest": what is let, and no second action. "Do so" repeats the first.
        let is_let = sentence.is_one_of(first, &["let", "allow", "help"])
            && !sentence.is_word(first + 1, "go")
            && !sentence.has_object(verb);
        sentence.is_one_of(verb, NO_ACTIONS)
            || is_let
            || (sentence.is_word(verb, "do") && sentence.is_one_of(verb + 1, &["so", "not"]))
            || sentence.follows(verb, &["or"])
            || (checks && sentence.follows(verb, &["you"]))
    };
    let second = actions.find(|verb| !is_part(*verb));
    second.or_else(|| at_once(sentence)).map(|verb| verb..verb + 1)
}

/// "Lift the knee while you push down": the verb of an action that goes on at the same time.
fn at_once(sentence: &Sentence) -> Option<usize> {
    const ONE_WITH_IT: &[&str] = &[
        "breathe", "exhale", "feel", "go", "hold", "inhale", "lie", "move", "press", "rest", "roll", "sit",
        "stand", "wait", "work",
    ];
    let opener = (0..sentence.tokens.len())
        .find(|at| sentence.is_one_of(*at, &["while", "as"]) && sentence.is_word(at + 1, "you"))?;
    let verb = opener + 2;
    (sentence.is_verb(verb) && sentence.has_act(verb) && !sentence.is_one_of(verb, ONE_WITH_IT))
        .then_some(verb)
}
