//! A word that says nothing.

use std::sync::LazyLock;

use super::super::prose::text::each_page;
use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "filler",
    group: Group::Style,
    level: Level::Info,
    summary: "words such as really, basically or in order to",
    why: "each word that carries nothing makes those that do harder to find",
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

/// The words, and what to write instead. Those without it are harmless phrases that hold a word of the list.
const FILLERS: &[(&str, Option<&str>)] = &[
    ("a number of", Some("some")),
    ("actually", Some("")),
    ("as a matter of fact", Some("")),
    ("at the end of the day", Some("")),
    ("at this point in time", Some("now")),
    ("basically", Some("")),
    ("believe it or not", Some("")),
    ("delve deeper into", Some("")),
    ("delve into", Some("")),
    ("dive into", Some("")),
    ("due to the fact that", Some("because")),
    ("for the purpose of", Some("to")),
    ("in actual fact", Some("")),
    ("in fact", Some("")),
    ("in conjunction with", Some("with")),
    ("in order to", Some("to")),
    ("in terms of", Some("in")),
    ("in the event that", Some("if")),
    ("incredibly", Some("")),
    ("it goes without saying", Some("")),
    ("it is important to note that", Some("")),
    ("it is important to remember that", Some("")),
    ("it is worth noting that", Some("")),
    ("it should be noted that", Some("")),
    ("it's important to note that", Some("")),
    ("it's important to remember that", Some("")),
    ("it’s important to note that", Some("")),
    ("it’s important to remember that", Some("")),
    ("just", Some("")),
    ("just above", None),
    ("just after", None),
    ("just as", None),
    ("just before", None),
    ("just behind", None),
    ("just below", None),
    ("just beside", None),
    ("just enough", None),
    ("just in case", None),
    ("just inside", None),
    ("just one", None),
    ("just outside", None),
    ("just over", None),
    ("just under", None),
    ("literally", Some("")),
    ("needless to say", Some("")),
    ("not just", None),
    ("obviously", Some("")),
    ("of course", Some("")),
    ("please note that", Some("")),
    ("prior to", Some("before")),
    ("quite", Some("")),
    ("really", Some("")),
    ("simply", Some("")),
    ("so-called", None),
    ("subsequent to", Some("after")),
    ("totally", Some("")),
    ("truly", Some("")),
    ("utilise", Some("use")),
    ("utilize", Some("use")),
    ("very", Some("")),
    ("very few", None),
    ("very little", None),
    ("very low", None),
    ("very uncertain", None),
    ("when it comes to", Some("for")),
    ("with regard to", Some("about")),
    ("with respect to", Some("about")),
];

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(FILLERS.iter().map(|(words, _)| *words)));

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in &page.passages {
            for hit in WORDS.find(passage.text) {
                let Some((words, Some(instead))) = FILLERS.get(hit.word) else { continue };
                let written = passage.text.get(hit.range.clone()).unwrap_or(words);
                let (message, help) = if instead.is_empty() {
                    (format!("`{written}` adds nothing"), "leave it out".to_owned())
                } else {
                    (format!("`{written}` says no more than `{instead}`"), format!("write `{instead}`"))
                };
                findings
                    .report(Finding::new(page.file, passage.words(hit.range.clone()), message).help(help));
            }
        }
    });
}
