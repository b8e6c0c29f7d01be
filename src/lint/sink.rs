//! The one place where findings become diagnostics: levels, suppressions, places and order are applied here and nowhere else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::config::Config;
use super::finding::{Finding, Place, Subject};
use super::suppression::Suppression;
use super::{Context, Rule};
use crate::corpus::File;
use crate::diagnostic::{Diagnostic, Location, Related, Suppressed};
use crate::model::Kind;
use crate::source::MANIFEST;
use crate::span::Span;
use crate::visible::visible;
use crate::yaml::{Document, parse};

/// Turns findings into diagnostics and silenced ones, each sorted by path, place and rule.
pub(super) fn collect(
    context: &Context<'_>,
    prefix: &str,
    found: Vec<(&'static Rule, Finding)>,
) -> (Vec<Diagnostic>, Vec<Suppressed>) {
    let mut by_subject: BTreeMap<Subject, Vec<(&'static Rule, Finding)>> = BTreeMap::new();
    for (rule, finding) in found {
        by_subject.entry(finding.subject).or_default().push((rule, finding));
    }
    let mut texts = Texts { context, prefix, shown: BTreeMap::new() };
    let (mut diagnostics, mut suppressed) = (Vec::new(), Vec::new());
    for (subject, findings) in by_subject {
        let suppressions = match subject {
            Subject::File(file) => {
                context.corpus.files.get(file).map(Suppression::read_all).unwrap_or_default()
            }
            Subject::Manifest => Vec::new(),
        };
        let folder = match subject {
            Subject::File(file) => {
                context.corpus.files.get(file).and_then(|file| file.kind).map(Kind::folder)
            }
            Subject::Manifest => None,
        };
        for (rule, finding) in findings {
            let Some(level) = context.config.levels.level(rule, folder) else { continue };
            let location = texts.locate(subject, &finding.place);
            let related = finding
                .related
                .into_iter()
                .map(|(subject, place, message)| Related { location: texts.locate(subject, &place), message })
                .collect();
            let line = location.start().line;
            let Finding { message, label, help, .. } = finding;
            let diagnostic =
                Diagnostic { rule: rule.name, level, message, label, why: rule.why, help, location, related };
            match suppressions.iter().find(|suppression| suppression.covers(rule.name, line, context.as_of)) {
                Some(suppression) => {
                    suppressed.push(Suppressed { diagnostic, reason: suppression.reason.clone() });
                }
                None => diagnostics.push(diagnostic),
            }
        }
    }
    diagnostics.sort_by(order);
    diagnostics.dedup();
    suppressed.sort_by(|one, other| order(&one.diagnostic, &other.diagnostic));
    (diagnostics, suppressed)
}

fn order(one: &Diagnostic, other: &Diagnostic) -> std::cmp::Ordering {
    let key = |diagnostic: &Diagnostic| (diagnostic.location.span.start, diagnostic.rule);
    one.location
        .path
        .cmp(&other.location.path)
        .then_with(|| key(one).cmp(&key(other)))
        .then_with(|| one.message.cmp(&other.message))
}

/// The files that findings are in, read once more for the places of keys and values: trees are not kept in memory, since most
/// files have no finding.
struct Texts<'a> {
    context: &'a Context<'a>,
    prefix: &'a str,
    shown: BTreeMap<Subject, Shown<'a>>,
}

/// A file's path and text as they are shown, and its tree.
type Shown<'a> = (Arc<str>, Arc<str>, Option<Document<'a>>);

impl<'a> Texts<'a> {
    fn locate(&mut self, subject: Subject, place: &Place) -> Location {
        let (context, prefix) = (self.context, self.prefix);
        let (path, text, document) = self.shown.entry(subject).or_insert_with(|| match subject {
            Subject::File(file) => {
                let file: Option<&'a File> = context.corpus.files.get(file);
                let (path, text) = file.map_or(("", ""), |file| (&*file.path, &*file.text));
                let shown = visible(format!("{prefix}{path}"));
                (shown.into(), text.into(), parse(text.as_bytes()).document)
            }
            Subject::Manifest => {
                let config: &'a Config = context.config;
                (visible(format!("{prefix}{MANIFEST}")).into(), config.text.as_str().into(), None)
            }
        });
        let span = match (place, &document) {
            (Place::Bytes(span), _) => *span,
            (Place::Key(pointer), Some(document)) => document.key_span(pointer),
            (Place::Value(pointer), Some(document)) => document.value_span(pointer),
            (Place::Words(pointer, range), Some(document)) => words_span(document, text, pointer, range),
            (Place::Whole | Place::Key(_) | Place::Value(_) | Place::Words(..), _) => Span::default(),
        };
        let pointer = place.pointer().map(Into::into);
        Location { path: path.clone(), text: text.clone(), span: clamp(span, text), pointer }
    }
}

/// The words in the file's text. A value that is quoted with escapes or goes over several lines has other offsets than its
/// text: there the words are looked for, and where they are broken over lines the whole value is shown.
fn words_span(document: &Document<'_>, text: &str, pointer: &str, range: &std::ops::Range<usize>) -> Span {
    let whole = document.value_span(pointer);
    let (Some(value), Some(source)) =
        (document.node(pointer).and_then(|node| node.as_str()), whole.slice(text))
    else {
        return whole;
    };
    let Some(words) = value.get(range.clone()) else { return whole };
    let at =
        |offset: usize| Span::new(whole.start as usize + offset, whole.start as usize + offset + words.len());
    let shift = usize::from(source.starts_with(['"', '\'']));
    if source.get(shift + range.start..shift + range.end) == Some(words) {
        return at(shift + range.start);
    }
    let nth = value.get(..range.start).map_or(0, |before| before.matches(words).count());
    source.match_indices(words).nth(nth).map_or(whole, |(offset, _)| at(offset))
}

/// A span that lies in the text and on its character boundaries.
fn clamp(span: Span, text: &str) -> Span {
    let floor = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    Span::new(floor(span.start), floor(span.end))
}
