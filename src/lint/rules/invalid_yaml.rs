//! A file that is no YAML.

use super::super::syntax_words::explain;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use super::unreadable_record::{wide, wide_encoding};
use crate::corpus::{Corpus, Problem};
use crate::diagnostic::Level;
use crate::span::Span;
use crate::yaml::{self, Syntax};

pub(super) static RULE: Rule = Rule {
    name: "invalid-yaml",
    group: Group::Structure,
    level: Level::Error,
    summary: "a file that is not valid YAML",
    why: "if the file cannot be read, no reader sees its record, and nothing in it is checked",
    standard: Some("YAML 1.2.2"),
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain: felt at the hip. # <-- here
nature: symptom
red_flags:
  - cannot-bear-weight
",
    ),
    good: Example(
        r#"
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: "Pain: felt at the hip."
nature: symptom
red_flags:
  - cannot-bear-weight
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, problem) in &context.corpus.problems {
        let Some(own) = context.corpus.files.get(*file) else { continue };
        match problem {
            Problem::Yaml(yaml::Problem::ControlCharacter { character, span }) => {
                if let Some(encoding) = wide_encoding(&own.text).filter(|_| *character == '\0') {
                    findings.report(wide(*file, encoding));
                    continue;
                }
                let code = u32::from(*character);
                findings.report(
                    Finding::new(
                        *file,
                        Place::Bytes(*span),
                        format!("an invisible control character, U+{code:04X}"),
                    )
                    .help("delete it: it came with copied text, or the file is not a text file"),
                );
            }
            Problem::Yaml(yaml::Problem::Syntax { syntax, detail, span })
                if *syntax != Syntax::Directive && !follows_a_sign(context.corpus, *file, *span) =>
            {
                let explained = explain(*syntax, detail, &own.text, *span);
                findings.report(explained.finding(*file));
            }
            _ => {}
        }
    }
}

/// Says whether `forbidden-yaml` has told already what is wrong with the line: behind an alias such as `*bold*` the rest of
/// a text makes no sense.
fn follows_a_sign(corpus: &Corpus, file: usize, span: Span) -> bool {
    let Some(own) = corpus.files.get(file) else { return false };
    let before = own.text.get(..span.start as usize).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1) as u32;
    corpus.problems_of(file).any(|problem| match problem {
        Problem::Yaml(
            yaml::Problem::Anchor { span: sign }
            | yaml::Problem::Alias { span: sign }
            | yaml::Problem::Tag { span: sign },
        ) => (line_start..span.start).contains(&sign.start),
        _ => false,
    })
}
