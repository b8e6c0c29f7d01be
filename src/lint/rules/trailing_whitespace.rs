//! White space at the end of a line.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::span::Span;
use crate::yaml::parse;

pub(super) static RULE: Rule = Rule {
    name: "trailing-whitespace",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "white space at the end of a line",
    why: "nobody sees it, and editors that remove it change lines that their user did not touch",
    standard: None,
    bad: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility # <-- here \x20
summary: How far a joint can move.
",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: |
  How far a joint can move: \x20
  here the spaces are part of the text.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate().filter(|(_, file)| file.is_read) {
        if !may_trail(&file.text) {
            continue;
        }
        let found = trailing(&file.text);
        // After `|` and `>` such white space is part of the text.
        let blocks = parse(file.text.as_bytes()).document.map(|document| document.layout.blocks);
        let is_text = |span: &Span| {
            let inside = |block: &Span| block.start <= span.end && span.start < block.end;
            blocks.iter().flatten().any(inside)
        };
        for span in found.into_iter().filter(|span| !is_text(span)) {
            findings.report(
                Finding::new(number, Place::Bytes(span), "white space at the end of the line")
                    .help("remove it")
                    .fix(Fix::certain(Change::Layout { span, text: String::new() })),
            );
        }
    }
}

/// Whether a space or a tab stands before a line end or at the end of the text: without a branch a byte, since most files have none.
fn may_trail(text: &str) -> bool {
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t');
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs.fold(false, |any, (&byte, &next)| any | (is_blank(byte) & matches!(next, b'\n' | b'\r')))
        || bytes.last().copied().is_some_and(is_blank)
}

/// Spaces and tabs before line ends and at the end of the text.
fn trailing(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        if bare.ends_with([' ', '\t']) {
            let kept = bare.trim_end_matches([' ', '\t']).len();
            found.push(Span::new(start + kept, start + bare.len()));
        }
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_look_passes_over_nothing(text in "[a \t\r\n]{0,12}") {
            prop_assert!(may_trail(&text) || trailing(&text).is_empty());
        }
    }

    #[test]
    fn line_ends_are_no_white_space() {
        let text = "a: 1 \r\nb: 2\r\n \t\nc: 3\t";
        let found: Vec<_> = trailing(text).iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(found, [(4, 5), (13, 15), (20, 21)]);
    }
}
