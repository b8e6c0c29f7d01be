//! A red flag whose `action` and whose own text name different degrees of haste.

use super::super::prose::text::{Voice, each_page};
use super::super::safety::{Help, helps};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Urgency};

pub(super) static RULE: Rule = Rule {
    name: "urgency-against-text",
    group: Group::Safety,
    level: Level::Error,
    summary: "a red flag whose `action` is more or less urgent than what its summary tells to do",
    why: "an app sorts and colours the signs by `action`; who trusts the word waits for days with a sign that needs an ambulance",
    standard: None,
    bad: Example(
        "
>>> red-flags/cold-leg.yaml
id: cold-leg
name: Leg suddenly cold
summary: A leg suddenly turns cold and pale. Call an ambulance now.
action: soon # <-- here
basis:
  - public_body_advice
citations:
  - reference: health-service-2022
    stance: supports
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
  - cold-leg
",
    ),
    good: Example(
        "
>>> red-flags/cold-leg.yaml
id: cold-leg
name: Leg suddenly cold
summary: A leg suddenly turns cold and pale. Call an ambulance now.
action: emergency
basis:
  - public_body_advice
citations:
  - reference: health-service-2022
    stance: supports
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
  - cold-leg
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let flags = &context.corpus.base.red_flags;
    each_page(context, findings, |page, findings| {
        let Some((_, flag)) = (page.kind == Kind::RedFlags).then(|| flags.row(page.id)).flatten() else {
            return;
        };
        for passage in page.passages.iter().filter(|passage| passage.voice == Voice::Warning) {
            let told = passage.sentences().iter().flat_map(|sentence| {
                helps(sentence).into_iter().map(move |help| (sentence.bytes(&help.words), help))
            });
            let told: Vec<_> = told.collect();
            if passage.pointer() == "/summary"
                && flag.action > Urgency::Soon
                && told.is_empty()
                && !sends_for_help(passage.text)
            {
                findings.report(
                    Finding::new(
                        page.file,
                        Place::value("/summary"),
                        format!(
                            "the action of `{}` is `{}`, but its text does not say to get help",
                            flag.id, flag.action
                        ),
                    )
                    .label("what must a reader do?")
                    .help("say it in the summary, such as `Call an ambulance now.` or `See a doctor today.`"),
                );
                continue;
            }
            let Some((words, help)) = first_of_all(told) else { continue };
            if help.least <= flag.action && flag.action <= help.most {
                continue;
            }
            let written = passage.text.get(words.clone()).unwrap_or_default();
            findings.report(
                Finding::new(
                    page.file,
                    Place::value("/action"),
                    format!(
                        "the action of `{}` is `{}`, and its text says `{written}`",
                        flag.id, flag.action
                    ),
                )
                .label(if flag.action < help.least {
                    "slower than the text"
                } else {
                    "more urgent than the text"
                })
                .help(match (help.least == help.most, flag.action < help.least) {
                    (true, true) => {
                        format!("write `{}`, or say in the text to get help less fast", help.least)
                    }
                    (true, false) => format!("write `{}`, or say in the text to get help faster", help.least),
                    (false, _) => format!("write `{}` or `{}`, or change the text", help.least, help.most),
                })
                .related(page.file, passage.words(words), "what a reader is told"),
            );
        }
    });
}

/// What a reader is told to do in any case; where all of it depends, the most urgent of it. Of what holds in any case the most urgent counts.
fn first_of_all<T>(told: Vec<(T, Help)>) -> Option<(T, Help)> {
    let always = told.iter().any(|(_, help)| !help.is_conditional);
    let own = told.into_iter().filter(|(_, help)| help.is_conditional != always);
    own.reduce(|best, next| if most(&next.1) > most(&best.1) { next } else { best })
}

fn most(help: &Help) -> (Urgency, Urgency) {
    (help.least, help.most)
}

/// Whether a text names somebody who helps, without saying that nobody is needed.
fn sends_for_help(text: &str) -> bool {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    has(&[
        "doctor",
        "ambulance",
        "hospital",
        "emergency",
        "help",
        "clinic",
        "nurse",
        "midwife",
        "999",
        "911",
        "112",
    ]) && !has(&[
        "no need",
        "not need",
        "needn't",
        "needn’t",
        "not call",
        "don't call",
        "don’t call",
        "not necessary",
    ])
}
