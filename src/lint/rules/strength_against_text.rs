//! A contraindication whose `strength` and whose own text forbid different things.

use std::ops::Range;

use super::super::prose::text::{Page, Voice, each_page};
use super::super::safety::{Advice, advice, helps};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Strength, Urgency};

pub(super) static RULE: Rule = Rule {
    name: "strength-against-text",
    group: Group::Safety,
    level: Level::Error,
    summary: "a contraindication whose `strength` forbids less or more than its summary tells to leave out",
    why: "an app shows the strength as a word of its own; who reads `avoid_spot` massages beside a clot",
    standard: None,
    bad: Example(
        "
>>> contraindications/local-inflammation.yaml
id: local-inflammation
name: Sore, hot or swollen area
summary: The area is hot, red or swollen. Do not have massage at all.
strength: avoid_spot # <-- here
applies_to:
  - techniques/foam-rolling
basis:
  - expert_consensus
citations:
  - reference: consensus-2021
    stance: supports
",
    ),
    good: Example(
        "
>>> contraindications/local-inflammation.yaml
id: local-inflammation
name: Sore, hot or swollen area
summary: The area is hot, red or swollen. Do not have massage at all.
strength: stop
applies_to:
  - techniques/foam-rolling
basis:
  - expert_consensus
citations:
  - reference: consensus-2021
    stance: supports
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let warnings = &context.corpus.base.contraindications;
    each_page(context, findings, |page, findings| {
        let row = (page.kind == Kind::Contraindications).then(|| warnings.row(page.id)).flatten();
        let Some((_, warning)) = row else { return };
        for passage in page.passages.iter().filter(|passage| passage.voice == Voice::Warning) {
            let mut told = Told::default();
            for sentence in passage.sentences() {
                for advice in advice(sentence) {
                    told.note(&advice, sentence.bytes(advice.words()));
                }
                let now = helps(sentence)
                    .into_iter()
                    .find(|help| !help.is_conditional && help.least >= Urgency::Urgent);
                if let Some(help) = now {
                    told.emergency.get_or_insert(sentence.bytes(&help.words));
                }
            }
            if warning.strength == Strength::Stop
                && passage.pointer() == "/summary"
                && told.forbids_nothing()
                && !says_not(passage.text)
            {
                findings.report(silent(page, warning.id.as_str()));
            }
            let Some((words, what, fit)) = told.clash(warning.strength) else { continue };
            let written = passage.text.get(words.clone()).unwrap_or_default();
            findings.report(
                Finding::new(
                    page.file,
                    Place::value("/strength"),
                    format!(
                        "the strength of `{}` is `{}`, and its text {what}: `{written}`",
                        warning.id, warning.strength
                    ),
                )
                .label("says something else than the text")
                .help(format!(
                    "write `{fit}`, or change the text so that it says what `{}` means",
                    warning.strength
                ))
                .related(page.file, passage.words(words), "what a reader is told"),
            );
        }
    });
}

/// A warning that forbids everything, and whose text forbids nothing.
fn silent(page: &Page, id: &str) -> Finding {
    Finding::new(
        page.file,
        Place::value("/summary"),
        format!("the strength of `{id}` is `stop`, but its text forbids nothing"),
    )
    .label("what must a reader not do?")
    .help(
        "say it in the summary, such as `Do not have massage.`; or lower the strength if the source says so",
    )
}

/// Whether a text has a word of forbidding: `Do not let anyone twist your back` forbids something that no massage is.
fn says_not(text: &str) -> bool {
    let text = text.to_lowercase();
    ["do not ", "don't ", "don’t ", "never ", "must not ", "should not ", "avoid "]
        .iter()
        .any(|words| text.contains(words))
}

/// The first place at which a text says each of these.
#[derive(Debug, Default)]
struct Told {
    nothing: Option<Range<usize>>,
    not_there: Option<Range<usize>>,
    ask_first: Option<Range<usize>>,
    gently: Option<Range<usize>>,
    go_ahead: Option<Range<usize>>,
    emergency: Option<Range<usize>>,
}

type Clash = (Range<usize>, &'static str, Strength);

impl Told {
    /// Whether a text neither forbids nor sends to help at once.
    fn forbids_nothing(&self) -> bool {
        self.nothing.is_none() && self.not_there.is_none() && self.emergency.is_none()
    }

    fn note(&mut self, advice: &Advice, bytes: Range<usize>) {
        let place = match advice {
            Advice::Nothing(_) => &mut self.nothing,
            Advice::NotThere(_) => &mut self.not_there,
            Advice::AskFirst(_) => &mut self.ask_first,
            Advice::Gently(_) => &mut self.gently,
            Advice::GoAhead(_) => &mut self.go_ahead,
        };
        place.get_or_insert(bytes);
    }

    /// What of a text cannot go with a strength, and the strength that would go with it. A text that says nothing of the kind goes with any.
    fn clash(&self, strength: Strength) -> Option<Clash> {
        let of = |words: &Option<Range<usize>>, what, fit| words.clone().map(|words| (words, what, fit));
        let wholly = of(&self.nothing, "forbids it altogether", Strength::Stop);
        let emergency = of(&self.emergency, "calls for help the same day", Strength::Stop);
        let asks = of(&self.ask_first, "tells to ask first", Strength::AskFirst);
        let there = of(&self.not_there, "forbids one place only", Strength::AvoidSpot);
        let gently = of(&self.gently, "tells to go gently", Strength::Caution);
        let ahead = of(&self.go_ahead, "allows it", Strength::Caution);
        let forbids = self.nothing.is_some() || self.not_there.is_some();
        match strength {
            Strength::Stop if self.nothing.is_some() => None,
            Strength::Stop => ahead
                .map(|(words, what, _)| {
                    (
                        words,
                        what,
                        if self.not_there.is_some() { Strength::AvoidSpot } else { Strength::Caution },
                    )
                })
                .or(asks.filter(|_| !forbids))
                .or(gently.filter(|_| !forbids)),
            Strength::AskFirst => {
                let now = emergency.filter(|_| self.ask_first.is_none());
                let rest = || wholly.or(there).or(gently).or(ahead).filter(|_| self.ask_first.is_none());
                now.or_else(rest)
            }
            Strength::Caution => emergency.or(wholly).or(asks),
            Strength::AvoidSpot => emergency.or(wholly).or(asks).or(gently.filter(|_| !forbids)),
        }
    }
}
