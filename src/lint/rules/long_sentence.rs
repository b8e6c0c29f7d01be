//! A sentence that runs on.

use super::super::prose::sentence::{sentences, words};
use super::super::prose::text::{Voice, each_page};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "long-sentence",
    group: Group::Style,
    level: Level::Warning,
    summary: "a sentence of more than 25 words in a text for readers",
    why: "the end of a long sentence is often not read, and warnings are often at the end",
    standard: Some("CDC Clear Communication Index; ISO 24495-1 (plain language)"),
    bad: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move when you bend it or stretch it by hand or with the help of another person who holds the leg for you. # <-- here
measures:
  - the angle of the hip
"#,
    ),
    good: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move when you bend it or stretch it. You can do so by hand. Another person can hold the leg for you.
measures:
  - the angle of the hip
"#,
    ),
    check,
};

/// The most words of a sentence.
const MOST_WORDS: usize = 25;

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in &page.passages {
            // Statements of claims are for `compound-claim`; names and phrases are no sentences.
            if matches!(passage.voice, Voice::Statement | Voice::Name | Voice::Phrase)
                || !may_be_long(passage.text)
            {
                continue;
            }
            for range in sentences(passage.text) {
                let Some(sentence) = passage.text.get(range.clone()) else { continue };
                let mut all = words(sentence);
                let Some(extra) = all.nth(MOST_WORDS) else { continue };
                let count = MOST_WORDS + 1 + all.count();
                let rest = range.start + extra.start..range.end;
                let message = format!("a sentence of {count} words; the limit is {MOST_WORDS}");
                findings.report(
                    Finding::new(page.file, passage.words(rest), message)
                        .label(format!("after {MOST_WORDS} words"))
                        .help("split it into two sentences, with the more important one first"),
                );
            }
        }
    });
}

/// Says whether a text has marks and spaces enough for that many words.
fn may_be_long(text: &str) -> bool {
    text.bytes().filter(|byte| !byte.is_ascii_alphanumeric()).count() >= MOST_WORDS
}
