//! A file that cannot be read as text.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::source::Refusal;
use crate::span::Span;
use crate::yaml::{self, MAX_BYTES};

pub(super) static RULE: Rule = Rule {
    name: "unreadable-record",
    group: Group::Structure,
    level: Level::Error,
    summary: "a file that cannot be opened, is too large or is not UTF-8 text",
    why: "a file that is not read is not checked, and no reader ever sees it",
    standard: None,
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip, like after a long caf\u{fffd} visit. # <-- here
nature: symptom
red_flags:
  - cannot-bear-weight
",
    ),
    good: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip, like after a long café visit.
nature: symptom
red_flags:
  - cannot-bear-weight
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, problem) in &context.corpus.problems {
        match problem {
            Problem::Refused(refusal) => findings.report(refused(*file, refusal)),
            Problem::Yaml(yaml::Problem::TooLarge { bytes }) => findings.report(too_large(*file, *bytes)),
            Problem::Yaml(yaml::Problem::NotUtf8 { offset }) => {
                // The text is shown with the replacement character in the place of the bad byte.
                let span = Span::new(*offset, offset + char::REPLACEMENT_CHARACTER.len_utf8());
                findings.report(
                    Finding::new(*file, Place::Bytes(span), "the file is not UTF-8 text")
                        .label("the first byte that is not UTF-8")
                        .help("save the file with the encoding UTF-8, and check the letters here"),
                );
            }
            _ => {}
        }
    }
}

fn too_large(file: usize, bytes: u64) -> Finding {
    let message = format!("the file is too large: {bytes} bytes; the limit is {MAX_BYTES}");
    Finding::new(file, Place::Whole, message)
        .help("a record has a few kilobytes: see what else got into the file, or split it")
}

fn refused(file: usize, refusal: &Refusal) -> Finding {
    let in_place = "put the file itself here instead of a link";
    let (message, help) = match refusal {
        Refusal::LeavesFolder => ("this link leads out of the knowledge base".to_owned(), in_place),
        Refusal::LinkToFolder => ("this link leads to a folder".to_owned(), in_place),
        Refusal::DeadLink => ("this link points to nothing".to_owned(), in_place),
        Refusal::NoPlainFile => {
            ("this is not a plain file but a device, a pipe or a socket".to_owned(), "move it elsewhere")
        }
        Refusal::TooLarge { bytes, .. } => return too_large(file, *bytes),
        Refusal::Unreadable { reason } => {
            (format!("the file cannot be opened: {reason}"), "make it readable, or delete it")
        }
        Refusal::NameNotUnicode => (
            "the file's name is not valid Unicode".to_owned(),
            "rename it to the record's id and `.yaml`, such as `psoas-major.yaml`",
        ),
    };
    Finding::new(file, Place::Whole, message).help(help)
}
