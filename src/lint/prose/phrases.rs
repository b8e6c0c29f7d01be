//! A table of patterns, each with what is to be said of it, and harmless phrases that hold one.

use std::ops::Range;

use super::pattern::Patterns;
use super::reading::Sentence;

/// A table, ready to be looked for. Its lines hold a pattern and what belongs to it, with a tab between them; a line with `-` behind its
/// pattern is a harmless phrase, and whatever stands inside one is passed over.
#[derive(Debug)]
pub(in crate::lint) struct Phrases {
    lines: Vec<Line>,
    patterns: Patterns,
}

/// One line of a table.
#[derive(Debug)]
pub(in crate::lint) struct Line {
    /// The pattern.
    pub(in crate::lint) pattern: &'static str,
    /// The columns behind it.
    columns: Vec<&'static str>,
}

impl Line {
    /// A column behind the pattern; an empty one where there is none.
    pub(in crate::lint) fn column(&self, number: usize) -> &'static str {
        self.columns.get(number).copied().unwrap_or_default()
    }

    fn is_harmless(&self) -> bool {
        self.column(0) == "-"
    }
}

impl Phrases {
    /// Reads a table.
    pub(in crate::lint) fn read(table: &'static str) -> Self {
        let mut lines: Vec<Line> = table
            .lines()
            .filter_map(|line| {
                let mut columns = line.split('\t');
                Some(Line { pattern: columns.next()?, columns: columns.collect() })
            })
            .collect();
        // Of matches of one length the first counts: a harmless phrase before the others.
        lines.sort_by_key(|line| !line.is_harmless());
        let patterns = Patterns::new(lines.iter().map(|line| line.pattern));
        Self { lines, patterns }
    }

    /// The lines whose patterns stand in a sentence, with their words; those inside a harmless phrase or a longer match left out.
    pub(in crate::lint) fn find(&self, sentence: &Sentence) -> Vec<(&Line, Range<usize>)> {
        let found = self.patterns.find(sentence);
        let line = |pattern: usize| self.lines.get(pattern);
        let is_harmless = |pattern: usize| line(pattern).is_some_and(Line::is_harmless);
        let mut kept: Vec<(&Line, Range<usize>)> = Vec::new();
        for hit in &found {
            let covers = |other: &&super::pattern::Match| {
                is_harmless(other.pattern)
                    && other.words.start <= hit.words.start
                    && hit.words.end <= other.words.end
            };
            let is_inside = kept.last().is_some_and(|(_, last)| hit.words.start < last.end);
            if is_harmless(hit.pattern) || is_inside || found.iter().any(|other| covers(&other)) {
                continue;
            }
            kept.extend(line(hit.pattern).map(|line| (line, hit.words.clone())));
        }
        kept
    }

    /// Its patterns, for the tests of those who use it.
    #[cfg(test)]
    pub(in crate::lint) fn written(&self) -> Vec<&'static str> {
        self.lines.iter().map(|line| line.pattern).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_phrases_hide_what_they_hold() {
        let phrases =
            Phrases::read("best\tranks\ngood old\tpraises\nat best\t-\nthe {good,bad} old *2 time\tlong");
        let found = |text: &str| {
            let sentence = Sentence::read(text, &(0..text.len()));
            phrases.find(&sentence).iter().map(|(line, _)| line.column(0)).collect::<Vec<_>>()
        };
        assert_eq!(found("It is the best."), ["ranks"]);
        assert_eq!(found("It is small at best, and the best is good old oil."), ["ranks", "praises"]);
        assert_eq!(found("The good old long time."), ["long"]);
    }
}
