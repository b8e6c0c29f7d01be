//! Parts of YAML that records do without.

use super::super::syntax_words::scan;
use super::super::yaml_form::quote;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::span::Span;
use crate::yaml::{self, MAX_DEPTH, Syntax};

pub(super) static RULE: Rule = Rule {
    name: "forbidden-yaml",
    group: Group::Structure,
    level: Level::Error,
    summary: "an anchor, alias, tag or directive, a second document, a key that is not plain text, or very deep nesting",
    why: "records need none of these, and programs disagree on how to read them: a value may be skipped, copied again and again, or crash a program",
    standard: None,
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: &name Hip pain # <-- here
summary: *name # <-- here
nature: !nature symptom # <-- here
red_flags:
  - cannot-bear-weight
",
    ),
    good: Example(
        r#"
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip.
nature: symptom
red_flags:
  - cannot-bear-weight
note: "*name and &name are plain text in quotes"
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, problem) in &context.corpus.problems {
        let (Problem::Yaml(problem), Some(own)) = (problem, context.corpus.files.get(*file)) else {
            continue;
        };
        if let Some((span, message, help)) = describe(problem, &own.text) {
            findings.report(Finding::new(*file, Place::Bytes(span), message).help(help));
        }
    }
}

fn describe(problem: &yaml::Problem, text: &str) -> Option<(Span, String, String)> {
    let slice = |span: Span| span.slice(text).unwrap_or_default();
    let in_quotes = |sign: char| {
        let instead = format!("or, if the `{sign}` belongs to the text, put it in quotes");
        match repaired(text, problem.span()) {
            Some(line) => format!("{instead}: `{line}`"),
            None => instead,
        }
    };
    Some(match problem {
        yaml::Problem::Anchor { span } => {
            let span = anchor(text, *span);
            let message = format!("`{}` is read as an anchor, which names the value after it", slice(span));
            (span, message, format!("remove it, {}", in_quotes('&')))
        }
        yaml::Problem::Alias { span } => {
            let message =
                format!("`{}` is read as an alias, which stands for a value elsewhere", slice(*span));
            (*span, message, format!("write the value itself, {}", in_quotes('*')))
        }
        yaml::Problem::Tag { span } => {
            let message =
                format!("`{}` is read as a tag, which says how to read the value after it", slice(*span));
            (*span, message, format!("remove it, {}", in_quotes('!')))
        }
        yaml::Problem::SecondDocument { span } => {
            let span = if span.is_empty() { to_line_end(text, *span) } else { *span };
            let help = "a file holds one record: move the second one to its own file, or delete this line";
            (span, "a second document starts here".to_owned(), help.to_owned())
        }
        yaml::Problem::ComplexKey { span } if span.is_empty() || slice(*span).starts_with(':') => {
            let span = to_line_end(text, *span);
            let help = match repaired(text, span) {
                Some(line) => format!(
                    "write the key before the `:`, or, if it belongs to the text, put it in quotes: `{line}`"
                ),
                None => "write the key before the `:`".to_owned(),
            };
            (span, "a value without a key".to_owned(), help)
        }
        yaml::Problem::ComplexKey { span } => (
            *span,
            "a key that is a list or a set of keys and values".to_owned(),
            match repaired(text, *span) {
                Some(line) => format!(
                    "write a plain word before the `:`; if all of it is text, put it in quotes: `{line}`"
                ),
                None => {
                    "write a plain word before the `:`; if all of it is text, put it in quotes".to_owned()
                }
            },
        ),
        yaml::Problem::TooDeep { span } => (
            *span,
            format!("values are nested more than {MAX_DEPTH} deep"),
            "no record needs this: remove brackets or indentation".to_owned(),
        ),
        yaml::Problem::Syntax { syntax: Syntax::Directive, span, .. } => {
            let span = to_line_end(text, *span);
            (
                span,
                format!("a directive, `{}`", slice(span)),
                "delete this line and the `---` below it".to_owned(),
            )
        }
        _ => return None,
    })
}

/// The line of a place with its value in quotes.
fn repaired(text: &str, place: Span) -> Option<String> {
    let lines = scan(text);
    let line = lines.iter().rev().find(|line| line.start <= place.start as usize)?;
    (!line.value.is_empty() && place.start as usize <= line.start + line.text.len())
        .then(|| line.with_value(&quote(line.value)))
}

/// The `&name` before a value.
fn anchor(text: &str, value: Span) -> Span {
    let before = text.get(..value.start as usize).unwrap_or_default();
    let Some(start) = before.rfind('&') else { return value };
    let name = before.get(start..).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
    Span::new(start, start + name.len())
}

/// From the start of a span to the end of its line.
fn to_line_end(text: &str, span: Span) -> Span {
    let start = span.start as usize;
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    Span::new(start, start + line.trim_end().len())
}
