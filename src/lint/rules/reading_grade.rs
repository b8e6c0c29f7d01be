//! Text that is hard to read.

use super::super::prose::readability::{Counter, Measure};
use super::super::prose::text::{Passage, Voice, each_page};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "reading-grade",
    group: Group::Style,
    level: Level::Warning,
    summary: "a record whose text for readers has a Flesch-Kincaid grade above 8",
    why: "about half of all adults read at grade 8 or below, and a warning that is not understood does not warn",
    standard: Some("CDC Clear Communication Index; AHRQ health literacy guidance (grade 8 or below)"),
    bad: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: Flexibility characterises the available articular excursion, incorporating musculotendinous extensibility, neurological inhibition and individual anatomical configuration, which collectively determine functional mobility throughout everyday activities. Clinicians evaluate individual flexibility employing standardised goniometric procedures. # <-- here
measures:
  - the angle of the hip
"#,
    ),
    good: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move. It depends on the shape of the bones, on how much the muscles give, and on what you are used to. You need some of it each day.
measures:
  - the angle of the hip
"#,
    ),
    check,
};

/// The highest grade that is taken as plain.
const MOST: f64 = 8.0;
/// The highest grade of a short text, in which one long name weighs two grades or more.
const MOST_IF_SHORT: f64 = 12.0;
/// The words from which a text is no short one: more than one sentence has at most.
const FEWEST_WORDS: usize = 30;
/// The highest grade of a handful of words, in which two long words are most of the text.
const MOST_IF_TINY: f64 = 16.0;
/// The words from which a text is more than a handful.
const FEWEST_WORDS_OF_A_SENTENCE: usize = 10;
/// The words below which a grade means nothing.
const TOO_FEW_WORDS: usize = 8;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut counter = Counter::default();
    each_page(context, findings, |page, findings| {
        let mut measure = Measure::default();
        let mut longest: Option<&Passage<'_>> = None;
        for passage in &page.passages {
            if matches!(passage.voice, Voice::Name | Voice::Phrase) {
                continue;
            }
            counter.add(passage.text, &mut measure);
            if longest.is_none_or(|longest| passage.text.len() > longest.text.len()) {
                longest = Some(passage);
            }
        }
        if measure.words < TOO_FEW_WORDS {
            return;
        }
        let most = if measure.words < FEWEST_WORDS_OF_A_SENTENCE {
            MOST_IF_TINY
        } else if measure.words < FEWEST_WORDS {
            MOST_IF_SHORT
        } else {
            MOST
        };
        let Some(grade) = measure.grade().filter(|grade| *grade > most) else { return };
        let at = longest.map(Passage::pointer).unwrap_or_default();
        let message = format!(
            "the text of `{}` needs {:.1} years of school to read, more than {most:.0}",
            page.id,
            // Rounded up: "12.0, more than 12" would puzzle.
            (grade * 10.0).ceil() / 10.0
        );
        findings.report(
            Finding::new(page.file, Place::value(at), message)
                .label(advice(measure))
                .help("write shorter sentences and shorter words: `use` instead of `utilise`; explain a term once in plain words"),
        );
    });
}

/// What makes the text hard.
fn advice(measure: Measure) -> &'static str {
    if measure.words > 15 * measure.sentences { "the sentences are long" } else { "the words are long" }
}
