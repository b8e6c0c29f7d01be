//! Places in a text.

use serde::Serialize;

/// A range of bytes in a source text: `start` is in it, `end` is not. It can be made by hand, since a range will never need more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte, from 0.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The range `start..end`; an end before the start counts as the start.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let start = narrow(start);
        Self { start, end: narrow(end).max(start) }
    }

    /// Says whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text in the range, or nothing where the range does not fit the text.
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

/// A place in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, counted in characters (Unicode scalar values).
    pub column: u32,
    /// The byte, from 0.
    pub byte: u32,
}

impl Position {
    /// The position of the byte `offset` in `text`; an offset past the end counts as the end.
    pub fn of(text: &str, offset: u32) -> Self {
        let mut byte = (offset as usize).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &text[..byte];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        // A byte order mark takes a place in the file and none on the screen.
        let visible = before[line_start..].chars().filter(|&letter| letter != '\u{feff}').count();
        let line = before.bytes().filter(|&byte| byte == b'\n').count();
        Self { line: narrow(line + 1), column: narrow(visible + 1), byte: narrow(byte) }
    }
}

/// The ends of a text's lines, by which the line of a byte is found without reading the text again.
#[derive(Clone, Debug, Default)]
pub struct LineEnds(Vec<u32>);

impl LineEnds {
    /// The ends of the lines of `text`.
    pub fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(ends.map(|(offset, _)| u32::try_from(offset).unwrap_or(u32::MAX)).collect())
    }

    /// The byte at which the line of the byte `offset` starts.
    pub fn start_of_line(&self, offset: u32) -> u32 {
        let before = self.0.partition_point(|end| *end < offset);
        before.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |end| end + 1)
    }

    /// The byte of the line break that ends the line of the byte `offset`; nothing in the last line.
    pub fn end_of_line(&self, offset: u32) -> Option<u32> {
        self.0.get(self.0.partition_point(|end| *end < offset)).copied()
    }

    /// The line of the byte `offset`, from 1; an offset past the end counts as the end.
    pub fn line(&self, offset: u32) -> u32 {
        let before = self.0.partition_point(|end| *end < offset);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_from_one_and_columns_in_characters() {
        let text = "\u{feff}a: é\r\nbc: d\n";
        let at = |needle: &str| {
            let position = Position::of(text, text.find(needle).unwrap() as u32);
            (position.line, position.column)
        };
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("é"), (1, 4));
        assert_eq!(at("bc"), (2, 1));
        assert_eq!(at("d"), (2, 5));
        assert_eq!(Position::of(text, 9999).line, 3);
    }

    #[test]
    fn lines_by_their_ends_are_those_of_positions() {
        for text in ["", "\n", "a\r\nb\n\nc", "é\n\u{1f9b5}\n"] {
            let ends = LineEnds::of(text);
            for offset in 0..=text.len() as u32 + 2 {
                if text.is_char_boundary(offset as usize) || offset as usize > text.len() {
                    assert_eq!(ends.line(offset), Position::of(text, offset).line, "{text:?} at {offset}");
                    let at = (offset as usize).min(text.len());
                    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
                    let end = text[at..].find('\n').map(|newline| (at + newline) as u32);
                    assert_eq!(ends.start_of_line(offset) as usize, start, "{text:?} at {offset}");
                    assert_eq!(ends.end_of_line(offset), end, "{text:?} at {offset}");
                }
            }
        }
    }

    #[test]
    fn a_span_that_does_not_fit_has_no_text() {
        assert_eq!(Span::new(1, 2).slice("é"), None);
        assert_eq!(Span::new(5, 2), Span { start: 5, end: 5 });
    }
}
