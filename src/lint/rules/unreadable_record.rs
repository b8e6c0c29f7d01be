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
                let text = context.corpus.files.get(*file).map_or("", |own| &own.text);
                findings.report(match wide_encoding(text) {
                    Some(encoding) => wide(*file, encoding),
                    None => Finding::new(*file, Place::Bytes(span), "the file is not UTF-8 text")
                        .label("the first byte that is not UTF-8")
                        .help("save the file with the encoding UTF-8, and check the letters here"),
                });
            }
            _ => {}
        }
    }
}

/// The encoding of a text in which English letters take two or four bytes, read as if each byte were a letter.
pub(super) fn wide_encoding(text: &str) -> Option<&'static str> {
    let start: Vec<char> = text.chars().take(32).collect();
    let zeros = start.iter().filter(|letter| **letter == '\0').count();
    // A short file holds little but its first key.
    if start.len() < 4 || zeros * 3 < start.len() {
        return None;
    }
    Some(if zeros * 8 > start.len() * 5 { "UTF-32" } else { "UTF-16" })
}

pub(super) fn wide(file: usize, encoding: &str) -> Finding {
    Finding::new(file, Place::Whole, format!("the file is saved as {encoding}, not as UTF-8"))
        .help("save it again with the encoding UTF-8: `Save As` in most editors; on the command line `iconv -f UTF-16 -t UTF-8`".replace("UTF-16", encoding))
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
