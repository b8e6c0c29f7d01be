//! Characters replaced in a text, and the way back from places in what comes out.

use crate::span::Span;

/// Some bytes of a text, and what comes in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replacement {
    pub(super) span: Span,
    pub(super) instead: Option<String>,
}

/// How places in a clean text lead to places in the text as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceMap(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    clean: Span,
    written: Span,
}

impl PlaceMap {
    /// The place in the text as it is written. What was taken out in the middle belongs to it, and what was taken out before and
    /// behind it does not.
    pub fn to_written(&self, span: Span) -> Span {
        let start = self.start(span.start);
        let end = if span.is_empty() { start } else { self.end(span.end).max(start) };
        Span { start, end }
    }

    fn start(&self, offset: u32) -> u32 {
        let passed = self.0.partition_point(|step| step.clean.end <= offset);
        match self.0.get(passed) {
            Some(step) if step.clean.start < offset => step.written.start,
            _ => self.shifted(passed, offset),
        }
    }

    fn end(&self, offset: u32) -> u32 {
        let passed = self.0.partition_point(|step| step.clean.start < offset);
        match passed.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some(step) if step.clean.end > offset => step.written.end,
            _ => self.shifted(passed, offset),
        }
    }

    /// An offset behind the first `passed` steps.
    fn shifted(&self, passed: usize, offset: u32) -> u32 {
        match passed.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some(step) => step.written.end + offset.saturating_sub(step.clean.end),
            None => offset,
        }
    }

    /// Where in the clean text the byte at `written` stands, or what came in its place.
    pub(super) fn to_clean(&self, written: usize) -> usize {
        let passed = self.0.partition_point(|step| step.written.end as usize <= written);
        match (self.0.get(passed), passed.checked_sub(1).and_then(|last| self.0.get(last))) {
            (Some(step), _) if step.written.start as usize <= written => step.clean.start as usize,
            (_, Some(step)) => step.clean.end as usize + (written - step.written.end as usize),
            _ => written,
        }
    }
}

/// The text with the replacements made. They are in order and do not overlap.
pub(super) fn apply(written: &str, replacements: &[&Replacement]) -> (String, PlaceMap) {
    let mut text = String::with_capacity(written.len());
    let mut steps = Vec::with_capacity(replacements.len());
    let mut done = 0;
    for replacement in replacements {
        let range = replacement.span.range();
        text.push_str(written.get(done..range.start).unwrap_or_default());
        let start = text.len();
        text.push_str(replacement.instead.as_deref().unwrap_or_default());
        steps.push(Step { clean: Span::new(start, text.len()), written: replacement.span });
        done = range.end;
    }
    text.push_str(written.get(done..).unwrap_or_default());
    (text, PlaceMap(steps))
}

/// The text with a plain space for each other one, a line break too; nothing where it has plain ones alone.
pub fn plain_spaces(text: &str) -> Option<(String, PlaceMap)> {
    let is_other = |letter: char| letter != ' ' && letter.is_whitespace();
    if !text.contains(is_other) {
        return None;
    }
    let others = text.char_indices().filter(|(_, letter)| is_other(*letter));
    let replace = |(at, letter): (usize, char)| Replacement {
        span: Span::new(at, at + letter.len_utf8()),
        instead: Some(" ".to_owned()),
    };
    let replacements: Vec<Replacement> = others.map(replace).collect();
    Some(apply(text, &replacements.iter().collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_what_is_written() {
        let written = "a\u{200b}b \u{fb01}t\u{200b} c\u{a0}d";
        let at = |needle: &str, instead: &str| {
            let at = written.find(needle).unwrap();
            Replacement { span: Span::new(at, at + needle.len()), instead: Some(instead.to_owned()) }
        };
        let second = {
            let at = written.rfind('\u{200b}').unwrap();
            Replacement { span: Span::new(at, at + 3), instead: Some(String::new()) }
        };
        let replacements = [at("\u{200b}", ""), at("\u{fb01}", "fi"), second, at("\u{a0}", " ")];
        let (text, places) = apply(written, &replacements.iter().collect::<Vec<_>>());
        assert_eq!(text, "ab fit c d");
        let back = |word: &str| {
            let at = text.find(word).unwrap();
            places.to_written(Span::new(at, at + word.len())).slice(written).unwrap()
        };
        assert_eq!(back("ab"), "a\u{200b}b");
        assert_eq!(back("b"), "b");
        assert_eq!(back("a"), "a");
        assert_eq!(back("fit"), "\u{fb01}t");
        assert_eq!(back("it"), "\u{fb01}t");
        assert_eq!(back("f"), "\u{fb01}");
        assert_eq!(back("c d"), "c\u{a0}d");
        assert_eq!(places.to_written(Span::new(0, 0)), Span::new(0, 0));
        for (at, letter) in text.char_indices() {
            let span = places.to_written(Span::new(at, at + letter.len_utf8()));
            assert!(span.slice(written).is_some(), "{at}");
        }
        assert_eq!(places.to_clean(written.find('d').unwrap()), text.find('d').unwrap());
        assert_eq!(places.to_clean(written.find('\u{fb01}').unwrap()), text.find('f').unwrap());
    }

    #[test]
    fn other_spaces_become_plain_ones() {
        assert_eq!(plain_spaces("a b"), None);
        let (text, places) = plain_spaces("lead\u{a0}to\npain").unwrap();
        assert_eq!(text, "lead to pain");
        assert_eq!(places.to_written(Span::new(5, 7)), Span::new(6, 8));
    }
}
