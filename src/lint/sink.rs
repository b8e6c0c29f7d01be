//! The one place where findings become diagnostics: levels, suppressions, places and order are applied here and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::anchor::anchor;
use super::finding::{Finding, Place, Subject};
use super::rules;
use super::suppression::{Silencers, Suppression, Used};
use super::surplus::Surplus;
use super::{Context, Rule};
use crate::clean_text::PlaceMap;
use crate::corpus::{File, Problem, kind_of};
use crate::diagnostic::{Diagnostic, Level, Location, Related, Suppressed};
use crate::edit::{Fix, Repair, written_with};
use crate::lock;
use crate::model::Kind;
use crate::source::MANIFEST;
use crate::span::{LineEnds, Span};
use crate::visible::{brief_message, visible};
use crate::yaml::{Document, parse};

/// What a run of the rules brought.
pub(super) struct Raw<'a> {
    /// The rules that ran.
    pub(super) on: &'a [&'static Rule],
    /// The names of those that say that they left something out.
    pub(super) partial: BTreeSet<&'static str>,
    /// What they found.
    pub(super) found: Vec<(&'static Rule, Finding)>,
    /// How many more findings each rule counted about a subject.
    pub(super) more: BTreeMap<Subject, Vec<(&'static Rule, usize)>>,
}

/// Turns findings into diagnostics and silenced ones, each sorted by path, place and rule.
pub(super) fn collect(
    context: &Context<'_>,
    prefix: &str,
    raw: Raw<'_>,
) -> (Vec<Diagnostic>, Vec<Suppressed>) {
    let mut by_subject: BTreeMap<Subject, Vec<(&'static Rule, Finding)>> = BTreeMap::new();
    let directed = context.corpus.files.iter().enumerate().filter(|(_, file)| !file.directives.is_empty());
    by_subject.extend(directed.map(|(file, _)| (Subject::File(file), Vec::new())));
    for (rule, finding) in raw.found {
        by_subject.entry(finding.subject).or_default().push((rule, finding));
    }
    let texts = Texts { context, prefix, shown: BTreeMap::new() };
    let mut sink = Sink { context, texts, diagnostics: Vec::new(), suppressed: Vec::new() };
    for (subject, findings) in by_subject {
        let more = raw.more.get(&subject).map(Vec::as_slice).unwrap_or_default();
        let suppressions = sink.take(subject, findings, more);
        // What the rules did not look at can't show that a suppression is of no use.
        let looked_at = |rule: &str| {
            !raw.partial.contains(rule)
                && raw.on.iter().any(|on| on.name == rule && sink.level(on, subject).is_some())
        };
        let unused = rules::unused_suppressions(context, subject, &suppressions, &looked_at);
        sink.take(subject, unused, &[]);
    }
    let Sink { mut diagnostics, mut suppressed, .. } = sink;
    diagnostics.sort_by(order);
    diagnostics.dedup();
    suppressed.sort_by(|one, other| order(&one.diagnostic, &other.diagnostic));
    (diagnostics, suppressed)
}

struct Sink<'a> {
    context: &'a Context<'a>,
    texts: Texts<'a>,
    diagnostics: Vec<Diagnostic>,
    suppressed: Vec<Suppressed>,
}

impl Sink<'_> {
    fn file(&self, subject: Subject) -> Option<&File> {
        match subject {
            Subject::File(file) => self.context.corpus.files.get(file),
            Subject::Manifest | Subject::Lock | Subject::Stray(_) => None,
        }
    }

    fn level(&self, rule: &Rule, subject: Subject) -> Option<Level> {
        let kind = match subject {
            Subject::Stray(number) => {
                self.context.corpus.strays.get(number).and_then(|stray| kind_of(&stray.path))
            }
            _ => self.file(subject).and_then(|file| file.kind),
        };
        let folder = kind.map(Kind::folder);
        self.context.config.levels.level(rule, folder)
    }

    /// Takes the findings about one file; says which of its suppressions silenced something.
    fn take(
        &mut self,
        subject: Subject,
        findings: Vec<(&'static Rule, Finding)>,
        more: &[(&'static Rule, usize)],
    ) -> Vec<Used> {
        let read = self.file(subject).map(Suppression::read_all).unwrap_or_default();
        let mut suppressions: Vec<Used> = read
            .into_iter()
            .flatten()
            .filter(|suppression| suppression.is_in_force(self.context.as_of))
            .map(|suppression| Used { silenced: vec![false; suppression.rules.len()], suppression })
            .collect();
        let silencers = Silencers::of(&suppressions);
        let mut surplus = Surplus::default();
        for (rule, finding) in findings {
            let Some(level) = self.level(rule, subject) else { continue };
            let can_be_silenced = rule.can_be_silenced() && silencers.name(rule.name);
            if surplus.is_full(rule) && !can_be_silenced {
                surplus.count(rule, finding);
                continue;
            }
            let location = self.texts.locate(subject, &finding.place);
            let lines = self.texts.lines(subject, &finding.place, &location);
            let silencer = silencers.find(rule.name, &lines).filter(|_| can_be_silenced);
            match silencer.and_then(|(place, index)| Some((index, suppressions.get_mut(place)?))) {
                Some((index, used)) => {
                    if let Some(silenced) = used.silenced.get_mut(index) {
                        *silenced = true;
                    }
                    let reason = brief_message(visible(&*used.suppression.reason));
                    let diagnostic = self.texts.diagnostic((rule, level), subject, location, finding);
                    self.suppressed.push(Suppressed { diagnostic, reason });
                }
                None => {
                    let Some(finding) = surplus.count(rule, finding) else { continue };
                    let diagnostic = self.texts.diagnostic((rule, level), subject, location, finding);
                    self.diagnostics.push(diagnostic);
                }
            }
        }
        for (rule, number) in more {
            surplus.count_more(rule, *number);
        }
        for (rule, finding) in surplus.findings(subject) {
            let Some(level) = self.level(rule, subject) else { continue };
            let location = self.texts.locate(subject, &finding.place);
            self.diagnostics.push(self.texts.diagnostic((rule, level), subject, location, finding));
        }
        suppressions
    }
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

/// A file's path and text as they are shown, its tree, and the ends of its lines.
struct Shown<'a> {
    path: Arc<str>,
    text: Arc<str>,
    /// The text that the tree was read from, and the way from places in it to those in the one that is shown, where it has odd characters.
    clean: Option<(&'a str, &'a PlaceMap)>,
    document: Option<Document<'a>>,
    ends: LineEnds,
}

impl<'a> Shown<'a> {
    fn new(path: String, text: &str, document: Option<Document<'a>>) -> Self {
        Self {
            path: visible(path).into(),
            text: text.into(),
            clean: None,
            document,
            ends: LineEnds::of(text),
        }
    }

    fn file(path: String, file: &'a File) -> Self {
        let document = parse(file.text.as_bytes()).document;
        let clean = file.written.as_ref().map(|written| (&*file.text, &written.places));
        Self { clean, ..Self::new(path, file.as_written(), document) }
    }
}

/// Where a file has more odd characters, their repairs are not tried one by one.
const MOST_TRIED: usize = 50;

/// Says whether a file was read without a problem. In others no repair can be proved right, and none need be tried.
fn is_sound(context: &Context<'_>, file: usize) -> bool {
    !context.corpus.problems_of(file).any(|problem| matches!(problem, Problem::Yaml(_)))
}

impl<'a> Texts<'a> {
    fn locate(&mut self, subject: Subject, place: &Place) -> Location {
        let (context, prefix) = (self.context, self.prefix);
        let shown = self.shown.entry(subject).or_insert_with(|| match subject {
            Subject::File(file) => match context.corpus.files.get(file) {
                Some(file) => Shown::file(format!("{prefix}{}", file.path), file),
                None => Shown::new(prefix.to_owned(), "", None),
            },
            Subject::Manifest => Shown::new(format!("{prefix}{MANIFEST}"), &context.config.text, None),
            Subject::Stray(number) => {
                let path = context.corpus.strays.get(number).map_or("", |stray| &stray.path);
                Shown::new(format!("{prefix}{path}"), "", None)
            }
            Subject::Lock => {
                let text = context.lock.map_or("", |lock| &lock.text);
                Shown::new(format!("{prefix}{}", lock::NAME), text, None)
            }
        });
        let read = shown.clean.map_or(&*shown.text, |(text, _)| text);
        let span = match (place, &shown.document) {
            (Place::Bytes(span) | Place::Written(span), _) => *span,
            (Place::Key(pointer), Some(document)) => document.key_span(pointer),
            (Place::Value(pointer), Some(document)) => document.value_span(pointer),
            (Place::Words(pointer, range), Some(document)) => words_span(document, read, pointer, range),
            (Place::Whole | Place::Key(_) | Place::Value(_) | Place::Words(..), _) => Span::default(),
        };
        let span = match shown.clean {
            Some((_, places)) if !matches!(place, Place::Written(_)) => places.to_written(span),
            _ => span,
        };
        let pointer = place.pointer().map(Into::into);
        Location {
            path: shown.path.clone(),
            text: shown.text.clone(),
            span: clamp(span, &shown.text),
            pointer,
        }
    }

    /// A fix worked out for its file. kb.toml and links.lock are left alone.
    fn work_out(&self, fix: Fix, subject: Subject) -> Option<Repair> {
        let Subject::File(file) = subject else { return None };
        let own = self.context.corpus.files.get(file)?;
        if own.written.is_some() {
            let repair = fix.work_out_characters(file)?;
            // Whoever makes it looks again.
            if own.odd.len() > MOST_TRIED {
                return Some(repair);
            }
            let after = written_with(own.as_written(), &[&repair])?;
            return own.reads_the_same(&after).then_some(repair);
        }
        if !is_sound(self.context, file) {
            return None;
        }
        let shown = self.shown.get(&subject)?;
        fix.work_out(file, &shown.text, shown.document.as_ref()?)
    }

    /// The lines that a suppression of a finding may speak of. Inside a text that goes over several lines no comment can stand:
    /// there they start with the line of the text's key.
    fn lines(&self, subject: Subject, place: &Place, location: &Location) -> RangeInclusive<u32> {
        let Some(Shown { document, ends, .. }) = self.shown.get(&subject) else { return 1..=1 };
        let line = ends.line(location.span.start);
        let first = match (place, document) {
            (Place::Words(pointer, _) | Place::Value(pointer), Some(document))
                if document.node(pointer).is_some_and(|node| node.as_str().is_some()) =>
            {
                ends.line(document.key_span(pointer).start).min(line)
            }
            _ => line,
        };
        first..=line
    }

    /// A finding with all that a reader needs.
    fn diagnostic(
        &mut self,
        (rule, level): (&'static Rule, Level),
        subject: Subject,
        location: Location,
        finding: Finding,
    ) -> Diagnostic {
        let Finding { place, message, label, help, fix, related, .. } = finding;
        let document = self.shown.get(&subject).and_then(|shown| shown.document.as_ref());
        let about = anchor(&place, document, location.span.slice(&location.text).unwrap_or_default());
        let related = related
            .into_iter()
            .map(|(subject, place, message)| Related { location: self.locate(subject, &place), message })
            .collect();
        let repair = fix.and_then(|fix| self.work_out(fix, subject));
        let about = about.into();
        Diagnostic {
            rule: rule.name,
            level,
            message,
            label,
            why: rule.why,
            help,
            repair,
            location,
            about,
            related,
        }
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
