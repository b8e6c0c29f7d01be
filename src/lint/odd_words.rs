//! What is said of a character that only looks right.

use super::{Finding, Findings, Place};
use crate::clean_text::{OddCharacter, Oddity};
use crate::corpus::File;
use crate::edit::{Change, Fix, Safety};
use crate::span::Span;

/// How much of a line is shown.
const MOST: usize = 60;

/// How far around a character is looked, in bytes.
const WINDOW: usize = 400;

/// Reports the odd characters of a file that are `wanted`, those that stand beside each other as one.
pub(super) fn report(number: usize, file: &File, wanted: fn(Oddity) -> bool, findings: &mut Findings) {
    let all: Vec<&OddCharacter> = file.odd.iter().filter(|odd| wanted(odd.oddity)).collect();
    let belong = |one: &&OddCharacter, next: &&OddCharacter| {
        one.oddity == next.oddity && (one.span.end == next.span.start || one.oddity == Oddity::Quote)
    };
    for run in all.chunk_by(belong) {
        if findings.is_full(number) {
            findings.report_more(number, 1);
            continue;
        }
        // Of quotation marks each pair is told by itself.
        let size = if run.first().is_some_and(|odd| odd.oddity == Oddity::Quote) { 2 } else { run.len() };
        for run in run.chunks(size.max(1)) {
            finding(number, file, run).into_iter().for_each(|finding| findings.report(finding));
        }
    }
}

fn finding(number: usize, file: &File, run: &[&OddCharacter]) -> Option<Finding> {
    let (first, last) = (run.first()?, run.last()?);
    let is_quote = first.oddity == Oddity::Quote;
    let span = if is_quote { first.span } else { Span { start: first.span.start, end: last.span.end } };
    let text = file.as_written();
    let written = span.slice(text).unwrap_or_default();
    let plain: String = run.iter().filter_map(|odd| odd.instead.as_deref()).collect();
    let word = clean(file, around(text, span, |letter| letter.is_whitespace()));
    let line = clean(file, around(text, span, |letter| letter == '\n' || letter == '\r'));
    let (word, line) = (word.trim(), line.trim());
    let code = format!("U+{:04X}", u32::from(first.character));
    let message = match first.oddity {
        Oddity::Invisible(name) => format!("an invisible character: {name} ({code})"),
        Oddity::Direction(name) => {
            format!("an invisible character that changes the direction of the text: {name} ({code})")
        }
        Oddity::Space("tab") => "a tab inside a value".to_owned(),
        Oddity::Space(name) => format!("a character that only looks like a space: {name} ({code})"),
        Oddity::Lost("replacement character") => {
            format!("a letter was lost here: replacement character ({code})")
        }
        Oddity::Lost("object replacement character") => {
            format!("a picture was lost here: object replacement character ({code})")
        }
        Oddity::Lost(name) => format!("a character without a meaning of its own: {name} ({code})"),
        Oddity::Mark(name) => format!("a mark that belongs to no letter: {name} ({code})"),
        Oddity::LookAlike(name) => {
            format!("`{written}` only looks like `{plain}`: {name} ({code})")
        }
        Oddity::Quote => {
            format!("`{written}` does not put a value in quotes: typographic quotation mark ({code})")
        }
    };
    let help = match (first.oddity, first.instead.as_deref()) {
        (Oddity::Lost(_), None) => {
            "look at the source, and write the letter or sign that is meant".to_owned()
        }
        (Oddity::Quote, _) => format!("write straight quotes, or none: `{}`", shorten(line)),
        (Oddity::LookAlike(_), _) => format!("write `{plain}`: `{}`", shorten(word)),
        (_, Some(" ")) => format!("write a plain space: `{}`", shorten(line)),
        _ if word.is_empty() => "remove it".to_owned(),
        _ => format!("remove it: `{}`", shorten(word)),
    };
    let change = |odd: &&OddCharacter| {
        Some(Change::Character { span: odd.span, text: odd.instead.as_deref()?.to_owned() })
    };
    let changes: Option<Vec<Change>> = run.iter().map(change).collect();
    let fix = changes.map(|changes| Fix { safety: Safety::Safe, changes });
    Some(Finding::new(number, Place::Written(span), message).help(help).fix(fix))
}

/// The part of a text around a span, to where `ends` says so on both sides.
fn around(text: &str, span: Span, ends: impl Fn(char) -> bool + Copy) -> Span {
    let edge = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    // No more is shown of a line that goes on and on.
    let first = edge((span.start as usize).saturating_sub(WINDOW));
    let last = edge((span.end as usize).saturating_add(WINDOW).min(text.len())).max(span.end as usize);
    let before = text.get(first..span.start as usize).unwrap_or_default();
    let after = text.get(span.end as usize..last).unwrap_or_default();
    let start = before.char_indices().rev().find(|(_, letter)| ends(*letter));
    let start = start.map_or(first, |(at, letter)| first + at + letter.len_utf8());
    let end = after.find(ends).map_or(last, |at| span.end as usize + at);
    Span::new(start, end)
}

/// A part of a file's text without its odd characters.
fn clean(file: &File, part: Span) -> String {
    let text = file.as_written();
    let mut result = String::new();
    let mut done = part.start;
    let first = file.odd.partition_point(|odd| odd.span.start < part.start);
    let inside = |odd: &&OddCharacter| odd.span.end <= part.end;
    for odd in file.odd.iter().skip(first).take_while(inside) {
        result.push_str(Span { start: done, end: odd.span.start }.slice(text).unwrap_or_default());
        result.push_str(odd.instead.as_deref().unwrap_or_else(|| odd.span.slice(text).unwrap_or_default()));
        done = odd.span.end;
    }
    result.push_str(Span { start: done, end: part.end }.slice(text).unwrap_or_default());
    result
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
