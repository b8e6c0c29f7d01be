//! A rule for when to stop that does not tell to stop.

use super::super::prose::text::{Voice, each_page};
use super::super::safety::{Stopping, stopping};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::Kind;

pub(super) static RULE: Rule = Rule {
    name: "stop-rule-without-stop",
    group: Group::Safety,
    level: Level::Error,
    summary: "a stop rule that tells to go on, or that tells nobody to stop or to get help",
    why: "a reader looks there for the moment to stop; who is told to go on presses through the warning sign",
    standard: None,
    bad: Example(
        "
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
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Keep going if you feel pain. # <-- here
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
",
    ),
    good: Example(
        "
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
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        if !matches!(page.kind, Kind::Techniques | Kind::Guides) {
            return;
        }
        for passage in page.passages.iter().filter(|passage| passage.voice == Voice::Warning) {
            let pointer = passage.pointer();
            if !(pointer.contains("/stop_rules/") || pointer.ends_with("/stop_rule")) {
                continue;
            }
            let (words, message) = match stopping(passage.sentences()) {
                Stopping::Stops => continue,
                Stopping::GoesOn(words) => {
                    let written = passage.text.get(words.clone()).unwrap_or_default();
                    (words.clone(), format!("the stop rule says to go on: `{written}`"))
                }
                Stopping::Nothing => {
                    (0..passage.text.len(), "the stop rule does not say to stop or to get help".to_owned())
                }
            };
            findings.report(
                Finding::new(page.file, passage.words(words), message)
                    .label("a reader looks here for when to stop")
                    .help("begin with `Stop if`, and name the sign: `Stop if you feel sharp pain, numbness or tingling.`"),
            );
        }
    });
}
