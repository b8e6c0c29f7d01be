//! A question without its mark, or a mark without a question.

use super::super::prose::text::{Voice, each_page};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "question-mark",
    group: Group::Style,
    level: Level::Info,
    summary: "a question that does not end in a question mark, or another text that does",
    why: "readers and programs recognise a question by its mark",
    standard: None,
    bad: Example(
        r#"
>>> questions/does-rolling-help.yaml
id: does-rolling-help
question: Does foam rolling make me more flexible # <-- here
answer: It may, for a short time. Does stretching do as much? # <-- here
claims:
  - rolling-raises-flexibility
"#,
    ),
    good: Example(
        r#"
>>> questions/does-rolling-help.yaml
id: does-rolling-help
question: Does foam rolling make me more flexible?
answer: It may, for a short time. Stretching does as much.
claims:
  - rolling-raises-flexibility
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in &page.passages {
            // A quotation mark or a bracket may stand behind it.
            let text = passage.text.trim_end();
            let asks = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with('?');
            let (message, help) = match (passage.voice == Voice::Question, asks) {
                (true, false) => ("the question has no question mark", "end it in `?`"),
                (false, true) => (
                    "the text ends in a question",
                    "end it in a statement; questions have records of their own, in `questions/`",
                ),
                _ => continue,
            };
            let last_word = text.rfind(char::is_whitespace).map_or(0, |space| space + 1);
            findings
                .report(Finding::new(page.file, passage.words(last_word..text.len()), message).help(help));
        }
    });
}
