//! Where a parser stumbled, and what stands around it.

use crate::span::Span;

/// Where the parser stumbled, in its line.
pub(super) struct Place<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) line_start: usize,
    pub(super) line: &'t str,
}

impl<'t> Place<'t> {
    pub(super) fn new(text: &'t str, span: Span) -> Self {
        let mut at = (span.start as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        Self::at(text, at)
    }

    pub(super) fn at(text: &'t str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Self { text, at, line_start, line }
    }

    /// The sign at the place.
    pub(super) fn sign(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// What stands before the place in its line.
    pub(super) fn before(&self) -> &'t str {
        self.text.get(self.line_start..self.at).unwrap_or_default()
    }

    /// What stands from the place to the end of its line, without a comment.
    pub(super) fn after(&self) -> &'t str {
        let rest = self.text.get(self.at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        rest.split(" #").next().unwrap_or_default().trim_end()
    }

    pub(super) fn rest_of_line(&self) -> Span {
        Span::new(self.at, self.at + self.after().len())
    }

    pub(super) fn indent(&self) -> usize {
        indent_of(self.line)
    }

    /// The lines above with something in them, the nearest first, each with its number from 1.
    pub(super) fn lines_above(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let above: Vec<&str> = self.text.get(..self.line_start).unwrap_or_default().lines().collect();
        above.into_iter().enumerate().map(|(index, line)| (index + 1, line)).rev().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    }
}

pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The column, from 0, in which a line's key starts: behind the `- ` of an item.
pub(super) fn key_column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// The key of a line such as `  - name: …`, and the value behind it.
pub(super) fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start().trim_start_matches("- ").trim_start();
    let (key, value) = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")))?;
    let value = value.split(" #").next().unwrap_or_default();
    Some((key, value.trim()))
}
