//! A disclaimer that leaves out what a disclaimer is for.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::prose::sentence::sentences;
use super::super::prose::text::is_english;
use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Status};
use crate::yaml::escape;

pub(super) static RULE: Rule = Rule {
    name: "weak-disclaimer",
    group: Group::Safety,
    level: Level::Error,
    summary: "a disclaimer before instructions that does not say, in some form, `not medical advice` and `see a professional`",
    why: "a disclaimer that does not state its limits or say who to ask protects nobody",
    standard: Some("HONcode principle 2 (complementarity)"),
    bad: Example(
        r#"
>>> disclaimers/for-guides.yaml
id: for-guides
name: Before you start
text:
  en: Use these steps at your own risk. They are not medical advice. # <-- here
  en-GB: Use these steps at your own risk. Ask a doctor if you are ill or in pain. # <-- here
scope:
  - guides
"#,
    ),
    good: Example(
        r#"
>>> disclaimers/for-guides.yaml
id: for-guides
name: Before you start
text:
  en: These steps do not replace medical care. Ask a doctor first if you are ill or in pain.
scope:
  - guides
"#,
    ),
    check,
};

const DENIALS: &[&str] = &[
    "not",
    "no",
    "never",
    "cannot",
    "can't",
    "can’t",
    "don't",
    "don’t",
    "doesn't",
    "doesn’t",
    "isn't",
    "isn’t",
    "aren't",
    "aren’t",
    "neither",
    "none",
    "nor",
    "nothing",
    "rather than",
    "instead of",
];

const ADVICE: &[&str] = &[
    "medical advice",
    "health advice",
    "professional advice",
    "advice of a doctor",
    "advice from a doctor",
    "doctor's advice",
    "doctor’s advice",
    "medical care",
    "medical treatment",
    "medical opinion",
    "medical guidance",
    "diagnose",
    "diagnoses",
    "diagnosis",
    "treat",
    "treats",
    "treatment",
    "substitute",
    "substitutes",
    "replace",
    "replaces",
    "replacement",
    "stand in for",
    "take the place",
    "takes the place",
    "prescribe",
    "prescription",
];

const ASKING: &[&str] = &[
    "ask",
    "call",
    "check with",
    "consult",
    "contact",
    "follow the advice of",
    "get advice from",
    "get help from",
    "get medical help",
    "go to",
    "have",
    "seek",
    "see",
    "speak to",
    "speak with",
    "talk it over with",
    "talk to",
    "talk with",
    "turn to",
    "visit",
    "work with",
];

const PROFESSIONALS: &[&str] = &[
    "chiropractor",
    "clinician",
    "clinicians",
    "doctor",
    "doctors",
    "emergency department",
    "emergency services",
    "general practitioner",
    "gp",
    "health care provider",
    "health professional",
    "health professionals",
    "health provider",
    "healthcare professional",
    "healthcare provider",
    "health-care provider",
    "medical advice",
    "medical care",
    "medical help",
    "medical professional",
    "midwife",
    "nurse",
    "pharmacist",
    "physical therapist",
    "physician",
    "physicians",
    "physiotherapist",
    "practitioner",
    "professional",
    "professionals",
    "surgeon",
    "therapist",
];

/// Advice that is turned round: "you need not see a doctor".
const NEEDLESS: &[&str] = &[
    "no need",
    "need not",
    "not need",
    "needn't",
    "needn’t",
    "don't need",
    "don’t need",
    "no reason",
    "not have to",
    "without having",
];

/// The lists in the order above, ready to be looked for.
static WORDS: LazyLock<[Words; 5]> = LazyLock::new(|| {
    [DENIALS, ADVICE, ASKING, PROFESSIONALS, NEEDLESS].map(|list| Words::new(list.iter().copied()))
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut foreign = BTreeSet::new();
    for (file, disclaimer) in context.corpus.base.disclaimers.filed() {
        let instructs = |kind: &Kind| matches!(kind, Kind::Techniques | Kind::Guides);
        let matters = disclaimer.must_precede_instructions || disclaimer.scope.iter().any(instructs);
        if !matters || disclaimer.status == Status::Withdrawn {
            continue;
        }
        for (locale, text) in &disclaimer.text {
            if !is_english(locale) {
                foreign.insert(locale.as_str());
                continue;
            }
            let (limits, turns) = substance(text);
            let (lack, help) = match (limits, turns) {
                (true, true) => continue,
                (false, true) => (
                    "that it is not medical advice",
                    "add a sentence such as `This text is not medical advice.`",
                ),
                (true, false) => (
                    "to see a professional",
                    "add a sentence such as `See a health professional about your own case.`",
                ),
                (false, false) => (
                    "that it is not medical advice, or to see a professional",
                    "add sentences such as `This text is not medical advice. See a health professional about your own case.`",
                ),
            };
            let message = format!("the disclaimer `{}` does not say {lack}", disclaimer.id);
            let place = Place::value(format!("/text/{}", escape(locale)));
            findings.report(Finding::new(file, place, message).help(help));
        }
    }
    for locale in foreign {
        findings.not_checked(format!("the disclaimers in `{locale}`: the words are known in English alone"));
    }
}

/// Says whether a text tells that it is not medical advice, and whether it tells to see a professional.
fn substance(text: &str) -> (bool, bool) {
    let [denials, advice, asking, professionals, needless] = &*WORDS;
    let (mut limits, mut turns) = (false, false);
    for range in sentences(text) {
        let sentence = text.get(range).unwrap_or_default();
        limits = limits || (denials.is_in(sentence) && advice.is_in(sentence));
        turns =
            turns || (asking.is_in(sentence) && professionals.is_in(sentence) && !needless.is_in(sentence));
    }
    (limits, turns)
}

#[cfg(test)]
mod tests {
    use super::substance;

    #[test]
    fn substance_is_told_in_many_words() {
        for (text, expected) in [
            ("This is not medical advice. See a health professional about your own case.", (true, true)),
            ("The text informs; it cannot replace the advice of a doctor. Consult your GP.", (true, true)),
            ("It does not diagnose or treat any illness. Talk to a physiotherapist first.", (true, true)),
            ("Ask a doctor before you start. No text can take the place of an examination.", (true, true)),
            ("This is no substitute for a visit to your physician, whom you should see first.", (true, true)),
            ("Don’t use it instead of medical care; contact a nurse.", (true, true)),
            ("It isn't a treatment.", (true, false)),
            ("This text is for information only.", (false, false)),
            ("Use it at your own risk.", (false, false)),
            ("The publisher is not liable.", (false, false)),
            ("This is medical advice. You need not see a doctor.", (false, false)),
            ("Ask a professional.", (false, true)),
            ("See below. Professionals wrote it.", (false, false)),
            ("It is not hard. Medical advice is dear.", (false, false)),
            ("Get medical help at once if you feel worse.", (false, true)),
        ] {
            assert_eq!(substance(text), expected, "{text}");
        }
    }
}
