//! A word that says nothing.

use std::sync::LazyLock;

use super::super::prose::phrases::Phrases;
use super::super::prose::text::each_page;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "filler",
    group: Group::Style,
    level: Level::Info,
    summary: "words such as really, basically or in order to",
    why: "every empty word makes the words that matter harder to find",
    standard: Some("ISO 24495-1 (plain language)"),
    bad: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: Basically, how far a joint can move. # <-- here
measures:
  - the angle of the hip
"#,
    ),
    good: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
measures:
  - the angle of the hip
"#,
    ),
    check,
};

/// The phrases, and what to write instead; nothing where they can go.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("filler.tsv")));

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in page.texts() {
            for sentence in passage.sentences() {
                for (line, words) in PHRASES.find(sentence) {
                    // "Rest at the end of the day" means the evening.
                    if line.pattern == "at the end of the day" && !sentence.stands_apart(&words) {
                        continue;
                    }
                    let bytes = sentence.bytes(&words);
                    let written = passage.text.get(bytes.clone()).unwrap_or(line.pattern);
                    let (message, help) = match line.column(0) {
                        "" => (format!("`{written}` adds nothing"), "leave it out".to_owned()),
                        instead => (
                            format!("`{written}` says no more than `{instead}`"),
                            format!("write `{instead}`"),
                        ),
                    };
                    findings.report(Finding::new(page.file, passage.words(bytes), message).help(help));
                }
            }
        }
    });
}
