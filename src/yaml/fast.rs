//! The fast reader: records as `kb fmt` writes them, line by line, and nothing else.
//!
//! It takes keys and list items in block form, texts of one line, lists in brackets of plain words and numbers, and comments. Of all else it
//! says nothing: the thorough reader, which knows the whole of YAML and explains what is wrong, then starts afresh. A test holds
//! that both read the same tree, with the same places, from every text that this one takes.

use std::borrow::Cow;

use super::Document;
use super::builder::{Builder, Form};
use super::parse::{MAX_DEPTH, any_byte};
use crate::span::Span;

/// How long a key may be. YAML allows 1024 letters.
const MAX_KEY: usize = 128;

/// Reads `text`, where it is a record without a fault in the plain form above; nothing otherwise.
pub(super) fn read(text: &str) -> Option<Document<'_>> {
    // Tabs, carriage returns and byte order marks mean something else in each place.
    let is_special = |byte: u8| byte < 0x20 && byte != b'\n' || byte == 0x7f;
    if any_byte(text, is_special) || text.contains('\u{feff}') {
        return None;
    }
    let mut reader = Reader { text, builder: Builder::default(), open: Vec::with_capacity(8), wants: true };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        reader.line(start, end - usize::from(line.ends_with('\n')))?;
        start = end;
    }
    if reader.wants {
        return None;
    }
    reader.close_down_to(0, false);
    reader.close();
    let (document, problems) = reader.builder.finish();
    document.filter(|_| problems.is_empty())
}

/// A list or a mapping in block form that is being read.
#[derive(Clone, Copy)]
struct Open {
    column: usize,
    is_list: bool,
}

struct Reader<'s> {
    text: &'s str,
    builder: Builder<'s>,
    open: Vec<Open>,
    /// Whether the last key, the last dash or the document still has no value.
    wants: bool,
}

impl<'s> Reader<'s> {
    /// Reads the line from `start` to before its end.
    fn line(&mut self, start: usize, end: usize) -> Option<()> {
        let line = self.text.get(start..end)?;
        let column = line.len() - line.trim_start_matches(' ').len();
        let mut at = start + column;
        match self.byte(at, end) {
            None => return Some(()),
            Some(b'#') => return self.comment(at, end),
            _ => {}
        }
        let is_item = self.is_dash(at, end);
        self.close_down_to(column, is_item);
        while self.is_dash(at, end) {
            self.enter(at, at - start, true)?;
            self.wants = true;
            at = self.skip_spaces(at + 1, end);
        }
        match self.key(at, end) {
            Some(colon) => {
                self.enter(at, at - start, false)?;
                self.builder.scalar(self.text.get(at..colon)?.into(), Form::Plain, Span::new(at, colon));
                self.wants = true;
                let value = self.skip_spaces(colon + 1, end);
                match self.byte(value, end) {
                    None => Some(()),
                    Some(b'#') => self.comment(value, end),
                    Some(_) => self.value(value, end),
                }
            }
            // A text alone is an item; anywhere else it goes on from the line before, or is a fault.
            None if is_item => self.value(at, end),
            None => None,
        }
    }

    /// The item or key at `at` belongs to the collection at `column`, which starts here where there is none.
    fn enter(&mut self, at: usize, column: usize, is_list: bool) -> Option<()> {
        let above = self.open.last().copied();
        if !self.wants {
            let same = above.is_some_and(|open| open.column == column && open.is_list == is_list);
            return same.then_some(());
        }
        let is_inside = above.is_none_or(|open| {
            // A list may stand right below its key.
            column > open.column || is_list && !open.is_list && column == open.column
        });
        if !is_inside || self.builder.depth() >= MAX_DEPTH {
            return None;
        }
        self.open.push(Open { column, is_list });
        self.wants = false;
        let opened = if is_list {
            self.builder.open_sequence(at, false, self.text)
        } else {
            self.builder.open_mapping(at, false, self.text)
        };
        opened.ok()
    }

    /// Closes what ends before a line whose first item or key stands at `column`.
    fn close_down_to(&mut self, column: usize, is_item: bool) {
        while !self.wants
            && self.open.len() > 1
            && self
                .open
                .last()
                .is_some_and(|open| open.column > column || open.column == column && open.is_list && !is_item)
        {
            self.close();
        }
    }

    fn close(&mut self) {
        self.open.pop();
        self.builder.close(0);
    }

    /// A text, number or list in brackets, and the comment behind it.
    fn value(&mut self, at: usize, end: usize) -> Option<()> {
        let rest = self.text.get(at..end)?;
        let length = match *rest.as_bytes().first()? {
            b'"' | b'\'' => {
                let (text, length) = quoted(rest)?;
                self.builder.scalar(text, Form::Quoted, Span::new(at, at + length));
                length
            }
            b'[' => self.brackets(at, end)? - at,
            first => {
                let length = plain_length(rest);
                let text = rest.get(..length)?;
                if !starts_plain(first, text) || text.ends_with(':') || find_pair(text, *b": ").is_some() {
                    return None;
                }
                self.builder.scalar(text.into(), Form::Plain, Span::new(at, at + length));
                length
            }
        };
        self.wants = false;
        let behind = self.skip_spaces(at + length, end);
        match self.byte(behind, end) {
            None => Some(()),
            Some(b'#') if behind > at + length => self.comment(behind, end),
            Some(_) => None,
        }
    }

    /// Reads a list in brackets of plain words and of such lists; returns where it ends.
    fn brackets(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.builder.depth() >= MAX_DEPTH {
            return None;
        }
        self.builder.open_sequence(at, true, self.text).ok()?;
        let mut at = self.skip_spaces(at + 1, end);
        loop {
            at = match self.byte(at, end)? {
                b'[' => self.brackets(at, end)?,
                _ => {
                    let rest = self.text.get(at..end)?;
                    let length = rest.bytes().take_while(|&byte| is_word(byte)).count();
                    let word = rest.get(..length)?;
                    let is_negative = word.starts_with('-') && word.as_bytes().get(1)?.is_ascii_digit();
                    if !is_negative && !word.bytes().next()?.is_ascii_alphanumeric() {
                        return None;
                    }
                    self.builder.scalar(word.into(), Form::Plain, Span::new(at, at + length));
                    at + length
                }
            };
            at = self.skip_spaces(at, end);
            match self.byte(at, end)? {
                b',' => at = self.skip_spaces(at + 1, end),
                b']' => {
                    self.builder.close(at + 1);
                    return Some(at + 1);
                }
                _ => return None,
            }
        }
    }

    fn comment(&mut self, at: usize, end: usize) -> Option<()> {
        self.builder.comment(Span::new(at, end), self.text.get(at + 1..end)?.into());
        Some(())
    }

    /// Where the key at `at` ends, if there is one: a word, a colon, and a space or the line's end.
    fn key(&self, at: usize, end: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..end)?;
        let length = rest.iter().take(MAX_KEY).take_while(|&&byte| is_word(byte) && byte != b'.').count();
        let is_key = rest.first()?.is_ascii_alphabetic()
            && rest.get(length) == Some(&b':')
            && matches!(rest.get(length + 1), None | Some(b' '));
        is_key.then_some(at + length)
    }

    fn is_dash(&self, at: usize, end: usize) -> bool {
        self.byte(at, end) == Some(b'-') && self.byte(at + 1, end) == Some(b' ')
    }

    fn skip_spaces(&self, at: usize, end: usize) -> usize {
        let rest = self.text.as_bytes().get(at..end).unwrap_or_default();
        at + rest.iter().take_while(|&&byte| byte == b' ').count()
    }

    fn byte(&self, at: usize, end: usize) -> Option<u8> {
        self.text.as_bytes().get(at..end)?.first().copied()
    }
}

/// The text in quotes at the start of `rest`, and how long it is with them. Of escapes it knows the quote itself and the backslash.
fn quoted(rest: &str) -> Option<(Cow<'_, str>, usize)> {
    let bytes = rest.as_bytes();
    let quote = *bytes.first()?;
    let (mut at, mut start, mut owned) = (1, 1, String::new());
    loop {
        let byte = *bytes.get(at)?;
        let escaped = match bytes.get(at + 1) {
            Some(b'"' | b'\\') if byte == b'\\' && quote == b'"' => true,
            Some(b'\'') if byte == b'\'' && quote == b'\'' => true,
            _ if byte == b'\\' && quote == b'"' => return None,
            _ => false,
        };
        if escaped {
            owned.push_str(rest.get(start..at)?);
            start = at + 1;
            at += 2;
        } else if byte == quote {
            let last = rest.get(start..at)?;
            let text = if start == 1 { Cow::Borrowed(last) } else { Cow::Owned(owned + last) };
            return Some((text, at + 1));
        } else {
            at += 1;
        }
    }
}

/// The letters of keys and of words in brackets.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/')
}

/// How long the plain text at the start of `rest` is: to the comment or the spaces at the line's end.
fn plain_length(rest: &str) -> usize {
    let text = find_pair(rest, *b" #").and_then(|comment| rest.get(..comment)).unwrap_or(rest);
    text.trim_end_matches(' ').len()
}

/// Where the two letters stand beside each other. Values are short: to get a search for texts ready takes longer than to look.
fn find_pair(text: &str, pair: [u8; 2]) -> Option<usize> {
    text.as_bytes().windows(2).position(|two| two == pair)
}

/// Whether a plain text may start so, without a look at what the sign means elsewhere in YAML.
fn starts_plain(first: u8, text: &str) -> bool {
    first.is_ascii_alphanumeric()
        || !first.is_ascii()
        || matches!(first, b'(' | b'/' | b'<' | b'=' | b'~' | b'+' | b'.' | b'_' | b'$')
        || first == b'-' && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
}
