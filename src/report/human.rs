//! For people at a terminal: each finding over its source lines, grouped by file, and a summary that says what was checked.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as SnippetLevel, Renderer, Snippet};

use super::statistics::Statistics;
use crate::count::count;
use crate::diagnostic::{Diagnostic, Level, Location};
use crate::edit::Safety;
use crate::lint::Outcome;

/// How it is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colour.
    pub colour: bool,
    /// How many columns there are.
    pub width: Option<usize>,
}

/// Writes everything: the findings, then the summary, then the statistics where they were asked for.
pub fn render(outcome: &Outcome, style: Style) -> String {
    let mut text = String::new();
    for file in outcome.diagnostics.chunk_by(|one, other| one.location.path == other.location.path) {
        if let [first, _, ..] = file {
            let _ = writeln!(text, "{}: {}\n", first.location.path, tally(file));
        }
        for diagnostic in file {
            text.push_str(&render_one(diagnostic, style));
            text.push_str("\n\n");
        }
    }
    text.push_str(&summary(outcome));
    if let Some(statistics) = Statistics::of(outcome) {
        text.push('\n');
        text.push_str(&statistics.table());
    }
    text
}

/// Writes one finding.
pub fn render_one(diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
        Level::Info => SnippetLevel::INFO,
    };
    let main = Excerpt::of(&diagnostic.location);
    let group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule));
    let mut group =
        main.add(group, &diagnostic.location, AnnotationKind::Primary, diagnostic.label.as_deref());
    let excerpts: Vec<_> = diagnostic.related.iter().map(|related| Excerpt::of(&related.location)).collect();
    for (related, excerpt) in diagnostic.related.iter().zip(&excerpts) {
        group = excerpt.add(group, &related.location, AnnotationKind::Context, Some(&related.message));
    }
    group = group.element(SnippetLevel::NOTE.with_name(Some("why")).message(diagnostic.why));
    let help = help(diagnostic);
    if let Some(help) = &help {
        group = group.element(SnippetLevel::HELP.message(help.as_str()));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width.unwrap_or(120).max(60));
    let rendered = main.with_column(renderer.render(&[group]), &diagnostic.location);
    let related = diagnostic.related.iter().zip(&excerpts);
    related.fold(rendered, |text, (related, excerpt)| excerpt.with_column(text, &related.location))
}

/// What to do, and whether the program can do it.
fn help(diagnostic: &Diagnostic) -> Option<String> {
    let by_program = diagnostic.repair.as_ref().map(|repair| match repair.fix.safety {
        Safety::Safe => "`--fix` can do this",
        Safety::Unsafe => "`--fix --unsafe-fixes` can do this; check the result",
    });
    match (&diagnostic.help, by_program) {
        (Some(help), Some(by_program)) => Some(format!("{help} ({by_program})")),
        (None, Some(by_program)) => Some(by_program.to_owned()),
        (help, None) => help.clone(),
    }
}

/// The lines of a file that a place touches. The renderer would take the whole file, and read all of it for every finding.
struct Excerpt<'a> {
    text: Cow<'a, str>,
    line: usize,
    span: Range<usize>,
    /// Whether its first line lacks its start, so that the renderer cannot count the columns.
    is_cut: bool,
}

/// More lines than this are not shown for one place.
const MOST_LINES: usize = 8;

/// Of longer excerpts only what is around the start of the place is shown: so many bytes before it, and so many from there on.
const MOST_BYTES: usize = 2000;
const BEFORE: usize = 200;
const BEHIND: usize = 600;

impl<'a> Excerpt<'a> {
    fn of(location: &'a Location) -> Self {
        let text = &*location.text;
        // Of any place, also one that does not fit the text, something is shown: `span` is open to whoever makes a diagnostic.
        let (from, to) = (location.start(), location.end());
        let (start, end) = (from.byte as usize, to.byte.max(from.byte) as usize);
        let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let bom = text.as_bytes().starts_with("\u{feff}".as_bytes()) && first == 0;
        let first = if bom { '\u{feff}'.len_utf8().min(start.max(3)) } else { first };
        let last = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        let shown = &text[first.min(last)..last];
        let cut = shown.match_indices('\n').nth(MOST_LINES - 1).map_or(shown.len(), |(newline, _)| newline);
        let shown = shown[..cut].trim_end_matches('\r');
        let start = start.saturating_sub(first).min(shown.len());
        let span = start..end.saturating_sub(first).clamp(start, shown.len());
        let line = from.line as usize;
        if shown.len() <= MOST_BYTES {
            return Self { text: without_controls(shown), line, span, is_cut: false };
        }
        let (from, to) = (floor(shown, start.saturating_sub(BEFORE)), floor(shown, start + BEHIND));
        let [ahead, behind] = [from > 0, to < shown.len()].map(|is_cut| if is_cut { "…" } else { "" });
        let shift = |at: usize| at.clamp(from, to) - from + ahead.len();
        let span = shift(span.start)..shift(span.end);
        let text = format!("{ahead}{}{behind}", without_controls(&shown[from..to]));
        Self { text: text.into(), line, span, is_cut: from > 0 }
    }

    /// The elements that show it.
    fn add<'s>(
        &'s self,
        group: Group<'s>,
        location: &'s Location,
        kind: AnnotationKind,
        label: Option<&'s str>,
    ) -> Group<'s> {
        let annotation = kind.span(self.span.clone()).label(label);
        let snippet = Snippet::source(&*self.text).line_start(self.line).path(&*location.path);
        group.element(snippet.annotation(annotation))
    }

    /// The rendered text with the column that the place has in the file, where the renderer counted from the cut.
    fn with_column(&self, rendered: String, location: &Location) -> String {
        if !self.is_cut {
            return rendered;
        }
        let (path, line) = (&location.path, self.line);
        let counted = self.text[..self.span.start].chars().count() + 1;
        let column = location.start().column;
        rendered.replacen(&format!("{path}:{line}:{counted}\n"), &format!("{path}:{line}:{column}\n"), 1)
    }
}

/// The place itself, or the start of the letter that it is in; the end of the text for what is behind it.
fn floor(text: &str, place: usize) -> usize {
    (0..=place.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or_default()
}

/// The renderer makes most control characters visible, and lets these through, which some terminals obey as well. What stands in their place
/// has as many bytes, so that places stay right.
fn without_controls(text: &str) -> Cow<'_, str> {
    let is_let_through = |letter: char| {
        matches!(letter, '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(is_let_through) {
        return text.into();
    }
    let shown = |letter: char| match letter.len_utf8() {
        _ if !is_let_through(letter) => letter,
        2 => '·',
        _ => '\u{fffd}',
    };
    text.chars().map(shown).collect()
}

fn tally(diagnostics: &[Diagnostic]) -> String {
    let parts = [Level::Error, Level::Warning, Level::Info].map(|level| {
        let number = diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        (number > 0).then(|| match level {
            Level::Info => format!("{number} info"),
            _ => count(number, level.name()),
        })
    });
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn summary(outcome: &Outcome) -> String {
    let checked = outcome.checked;
    let mut text = format!(
        "checked {}: {}, {}, {}\n",
        count(checked.files, "file"),
        count(checked.records, "record"),
        count(checked.rules, "rule"),
        count(checked.checks, "check")
    );
    for reason in &outcome.not_checked {
        let _ = writeln!(text, "not checked: {reason}");
    }
    if let Some(fixed) = outcome.fixed {
        let (findings, files) = (count(fixed.findings, "finding"), count(fixed.files, "file"));
        let _ = writeln!(text, "fixed {findings} in {files}");
    }
    let found = tally(&outcome.diagnostics);
    text.push_str(if found.is_empty() { "no findings" } else { "found " });
    text.push_str(&found);
    if !outcome.suppressed.is_empty() {
        let _ = write!(text, " ({} suppressed)", outcome.suppressed.len());
    }
    text.push('\n');
    let repairs = |safety| {
        let repairs = outcome.diagnostics.iter().filter_map(|diagnostic| diagnostic.repair.as_ref());
        repairs.filter(|repair| repair.fix.safety == safety).count()
    };
    match (repairs(Safety::Safe), repairs(Safety::Unsafe)) {
        (0, 0) => {}
        (safe, 0) => {
            let _ = writeln!(text, "`kb lint --fix` can repair {safe} of them");
        }
        (0, risky) => {
            let _ =
                writeln!(text, "`kb lint --fix --unsafe-fixes` can repair {risky} of them; check the result");
        }
        (safe, risky) => {
            let _ = writeln!(
                text,
                "`kb lint --fix` can repair {safe} of them, and {risky} more with `--unsafe-fixes`"
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Related;
    use crate::span::Span;

    fn location() -> impl Strategy<Value = Location> {
        let text = "(\u{feff})?[a\u{e9}\u{85}\u{200b}\u{1f9b5}\r\n\t ]{0,12}";
        let times = prop_oneof![Just(1_u32), Just(400)];
        let path = "[a/\n\u{1b}]{0,3}";
        (text, times, 0..30_u32, 0..30_u32, 0..4_u32, path).prop_map(
            |(text, times, start, end, more, path)| {
                let span = Span { start: start * times + more, end: end * times + more };
                Location { path: path.into(), text: text.repeat(times as usize).into(), span, pointer: None }
            },
        )
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_is_shown(location in location(), others in prop::collection::vec(location(), 0..3), words in "[a\n\u{1b}]{0,3}") {
            let related = others.into_iter().map(|location| Related { location, message: words.clone() });
            let diagnostic = Diagnostic {
                rule: "a-rule",
                level: Level::Error,
                message: format!("the message{words}"),
                label: Some(words.clone()),
                why: "a reason",
                help: None,
                repair: None,
                location,
                about: "".into(),
                related: related.collect(),
            };
            let text = render_one(&diagnostic, Style::default());
            prop_assert!(text.contains("the message") && text.contains("a reason"), "{}", text);
        }
    }
}
