//! Text and tree ► what is to be written: entries, each with its own comments, in the order in which they will stand.

use super::KeyOrder;
use crate::span::LineEnds;
use crate::yaml::{Comment as SourceComment, Document, Key, Node, Value};

/// A whole file.
#[derive(Debug)]
pub(super) struct File<'s> {
    /// The comments that stay at the top.
    pub(super) head: Vec<Comment<'s>>,
    /// Whether an empty line follows them.
    pub(super) space_after_head: bool,
    /// The record.
    pub(super) entries: Vec<Entry<'s>>,
    /// The comments below it.
    pub(super) tail: Vec<Comment<'s>>,
}

/// A comment on a line of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'s> {
    /// Its text with the `#`.
    pub(super) text: &'s str,
    /// Whether an empty line stands before it.
    pub(super) space_before: bool,
    end: usize,
}

/// A key with its value, or an item of a list.
#[derive(Debug)]
pub(super) struct Entry<'s> {
    /// The comments before it.
    pub(super) before: Vec<Comment<'s>>,
    /// The key as it is written; nothing for an item.
    pub(super) key: Option<&'s str>,
    /// The comment on its line.
    pub(super) comment: Option<&'s str>,
    /// The value.
    pub(super) body: Body<'s>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Body<'s> {
    /// Plain or in quotes; without its indentation. No line at all where the value is left out.
    Lines(Vec<&'s str>),
    /// After `|` or `>`.
    Text { style: char, chomping: &'s str, lines: Vec<&'s str> },
    /// A list or mapping, and how it would stand in brackets if it may.
    Block { flow: Option<String>, entries: Vec<Entry<'s>>, tail: Vec<Comment<'s>> },
}

/// Reads a record. Nothing where it is written in a way that is not known here.
pub(super) fn read<'s>(
    text: &'s str,
    document: &Document<'_>,
    root: &Node<'_>,
    order: &KeyOrder,
) -> Option<File<'s>> {
    let mut comments: Vec<&SourceComment<'_>> = document.comments.iter().collect();
    comments.sort_by_key(|comment| comment.span);
    let mut reader = Reader {
        text,
        lines: LineEnds::of(text),
        document,
        comments,
        next: 0,
        position: root.span.start as usize,
        limit: usize::MAX,
        content_ends: Vec::new(),
    };
    let first = match &root.value {
        Value::Mapping(entries) => entries.first().map_or(root.span.start, |(key, _)| key.span.start),
        _ => root.span.start,
    };
    let before = reader.take_before(first as usize);
    let (head, rest, space_after_head) = reader.split_head(before);
    let (mut entries, mut tail) = reader.collection(root, Some(order), None)?;
    // The comments before the first key of the text go with that key.
    let first = entries.iter_mut().min_by_key(|(start, _)| *start);
    match first {
        Some((_, entry)) => entry.before.splice(0..0, rest).for_each(drop),
        None => tail.splice(0..0, rest).for_each(drop),
    }
    tail.extend(reader.take_before(usize::MAX));
    Some(File { head, space_after_head, entries: without_places(entries), tail })
}

/// An offset as spans hold it: no text is longer.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn without_places<'s>(entries: Vec<(usize, Entry<'s>)>) -> Vec<Entry<'s>> {
    entries.into_iter().map(|(_, entry)| entry).collect()
}

struct Reader<'s, 'd> {
    text: &'s str,
    /// The ends of its lines. One line can hold a list of a hundred thousand items, and must not be read anew for each.
    lines: LineEnds,
    document: &'d Document<'d>,
    comments: Vec<&'d SourceComment<'d>>,
    /// The first comment that nothing has taken.
    next: usize,
    /// Up to here the text is read.
    position: usize,
    /// The end of the brackets that are being read.
    limit: usize,
    /// Where the texts after `|` and `>` end: a line above that looks empty is part of one.
    content_ends: Vec<usize>,
}

type Placed<'s> = (Vec<(usize, Entry<'s>)>, Vec<Comment<'s>>);

impl<'s> Reader<'s, '_> {
    fn slice(&self, start: usize, end: usize) -> &'s str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The comment that is next, if it starts before `end`.
    fn take_one(&mut self, end: usize) -> Option<Comment<'s>> {
        let span = self.comments.get(self.next)?.span;
        let (start, stop) = (span.start as usize, span.end as usize);
        (start < end).then_some(())?;
        self.next += 1;
        let line = self.line_start(start);
        let above = self.slice(0, line);
        let space_before = !self.content_ends.contains(&line)
            && above.strip_suffix('\n').is_some_and(|above| {
                let line = above.rsplit('\n').next().unwrap_or_default();
                line.trim().is_empty()
            });
        Some(Comment { text: self.slice(start, stop).trim_end(), space_before, end: stop })
    }

    fn take_before(&mut self, end: usize) -> Vec<Comment<'s>> {
        std::iter::from_fn(|| self.take_one(end)).collect()
    }

    /// The comment on the line of the current position.
    fn take_same_line(&mut self) -> Option<&'s str> {
        let end = self.line_end(self.position).min(self.limit);
        let comment = self.take_one(end)?;
        self.position = self.position.max(comment.end);
        Some(comment.text)
    }

    /// The place of the next thing that is neither white space nor comment.
    fn next_token(&self) -> usize {
        let mut at = self.position;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start().len();
            if !self.text.get(at..).unwrap_or_default().starts_with('#') {
                return at;
            }
            let rest = self.text.get(at..).unwrap_or_default();
            at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    /// Passes over `sign`, if that is next.
    fn pass(&mut self, sign: char) -> bool {
        let at = self.next_token();
        let is_next = self.text.get(at..).is_some_and(|rest| rest.starts_with(sign));
        if is_next {
            self.position = at + sign.len_utf8();
        }
        is_next
    }

    fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Where the line of `at` starts.
    fn line_start(&self, at: usize) -> usize {
        self.lines.start_of_line(narrow(at)) as usize
    }

    /// Where the line of `at` ends, its line break left out.
    fn line_end(&self, at: usize) -> usize {
        self.lines.end_of_line(narrow(at)).map_or(self.text.len(), |end| end as usize)
    }

    /// Of the comments before the first key: those that stay at the top, those that go with the key, and whether an empty line
    /// follows the former.
    fn split_head(&self, comments: Vec<Comment<'s>>) -> (Vec<Comment<'s>>, Vec<Comment<'s>>, bool) {
        let is_followed_by_space = |comment: &Comment<'_>| {
            let rest = self.text.get(comment.end..).unwrap_or_default();
            rest.lines().nth(1).is_some_and(|line| line.trim().is_empty())
        };
        let is_about_the_file = |comment: &Comment<'_>| {
            let said = comment.text.trim_start_matches('#').trim_start();
            said.starts_with("yaml-language-server:")
                || said.strip_prefix("kb:").is_some_and(|said| said.trim_start().starts_with("ignore-file"))
        };
        let last =
            comments.iter().rposition(|comment| is_followed_by_space(comment) || is_about_the_file(comment));
        let mut head = comments;
        let below = head.split_off(last.map_or(0, |last| last + 1));
        // What silences a finding of the first key goes where that goes.
        let is_about_a_key = |comment: &Comment<'_>| {
            let said = comment.text.trim_start_matches('#').trim_start();
            said.starts_with("kb:") && !is_about_the_file(comment)
        };
        let (mut rest, head): (Vec<_>, Vec<_>) = head.into_iter().partition(is_about_a_key);
        rest.extend(below);
        let space = head.last().is_some_and(is_followed_by_space);
        if space && let Some(first) = rest.first_mut() {
            // The empty line above it stays with the comments at the top.
            first.space_before = false;
        }
        (head, rest, space)
    }

    /// The entries of a list or mapping with their places in the text, in the order in which they are to stand, and the comments
    /// after the last one. `parent` is the column of the collection around it.
    fn collection(
        &mut self,
        node: &Node<'_>,
        order: Option<&KeyOrder>,
        parent: Option<usize>,
    ) -> Option<Placed<'s>> {
        let flow = self.document.layout.flow(node);
        let limit = self.limit;
        if let Some(span) = flow {
            self.limit = span.end as usize;
        }
        let mut column = None;
        let mut entries = Vec::new();
        match &node.value {
            Value::Sequence(items) => {
                for item in items {
                    let start = match flow {
                        Some(_) => item.span.start as usize,
                        None => {
                            self.pass('-').then_some(())?;
                            self.position - 1
                        }
                    };
                    let own = *column.get_or_insert_with(|| self.column(start));
                    let order = order.and_then(KeyOrder::at_item);
                    let entry = self.entry(start, None, item, order, own)?;
                    entries.push((start, entry));
                    self.after_entry(flow.is_some(), &mut entries);
                }
            }
            Value::Mapping(pairs) => {
                for (key, value) in pairs {
                    let start = key.span.start as usize;
                    let own = *column.get_or_insert_with(|| self.column(start));
                    let order = order.and_then(|order| order.at_key(&key.name));
                    let entry = self.entry(start, Some(key), value, order, own)?;
                    entries.push((start, entry));
                    self.after_entry(flow.is_some(), &mut entries);
                }
                if let Some(order) = order {
                    let mut ranked: Vec<_> =
                        pairs.iter().map(|(key, _)| order.rank(&key.name)).zip(entries).collect();
                    ranked.sort_by_key(|(rank, _)| *rank);
                    entries = ranked.into_iter().map(|(_, entry)| entry).collect();
                }
            }
            _ => return None,
        }
        let tail = match flow {
            Some(span) => {
                let end = span.end as usize;
                let tail = self.take_before(end);
                self.position = self.position.max(end);
                self.limit = limit;
                tail
            }
            None => self.tail(column?, parent),
        };
        Some((entries, tail))
    }

    /// After an item in brackets: its comma, and the comment behind that.
    fn after_entry(&mut self, is_flow: bool, entries: &mut [(usize, Entry<'s>)]) {
        if is_flow
            && self.pass(',')
            && let Some((_, entry)) = entries.last_mut()
            && entry.comment.is_none()
        {
            entry.comment = self.take_same_line();
        }
    }

    /// The comments after the last entry of a collection that stand as far in as its entries do.
    fn tail(&mut self, column: usize, parent: Option<usize>) -> Vec<Comment<'s>> {
        let end = self.next_token();
        let mut tail = Vec::new();
        while let Some(comment) = self.comments.get(self.next).map(|comment| comment.span.start as usize) {
            let own = self.column(comment);
            // A list may stand right below its key: then what is below the key too is no longer the list's.
            if comment >= end || own < column || parent.is_some_and(|parent| own <= parent) {
                break;
            }
            tail.extend(self.take_one(end));
        }
        tail
    }

    fn entry(
        &mut self,
        start: usize,
        key: Option<&Key<'_>>,
        node: &Node<'_>,
        order: Option<&KeyOrder>,
        column: usize,
    ) -> Option<Entry<'s>> {
        let mut before = self.take_before(start);
        let key = match key {
            Some(key) => {
                let written = bare(self.slice(key.span.start as usize, key.span.end as usize));
                self.position = key.span.end as usize;
                self.pass(':');
                (!written.contains('\n')).then_some(Some(written))?
            }
            None => None,
        };
        let mut comment = None;
        let body = match &node.value {
            Value::Sequence(_) | Value::Mapping(_) if self.document.layout.flow(node).is_none() => {
                comment = self.take_same_line_before(node.span.start as usize);
                let (entries, tail) = self.collection(node, order, Some(column))?;
                Body::Block { flow: None, entries: without_places(entries), tail }
            }
            _ => {
                let text = self.document.layout.block(node);
                let is_text = text.is_some();
                let first =
                    if is_text { self.next_token() } else { (node.span.start as usize).max(self.position) };
                if !node.span.is_empty() || is_text {
                    comment = self.take_same_line_before(first);
                    before.extend(self.take_before(first));
                }
                let mut body = self.value(node, order, column, (&mut before, &mut comment))?;
                if let Some(own) = self.take_same_line()
                    && let Some(text) = comment.replace(own)
                {
                    before.push(Comment { text, space_before: false, end: 0 });
                }
                self.position = self.position.max(text.unwrap_or(node.span).end as usize);
                if let Body::Block { entries, tail, .. } = &mut body
                    && entries.is_empty()
                {
                    // There is no line for what is said in empty brackets.
                    before.append(tail);
                }
                body
            }
        };
        Some(Entry { before, key, comment, body })
    }

    /// The comment on the line of the current position, where that comes before `end`.
    fn take_same_line_before(&mut self, end: usize) -> Option<&'s str> {
        let next = self.comments.get(self.next)?.span.start as usize;
        if next < end { self.take_same_line() } else { None }
    }

    /// A value that is no list and no mapping on lines of its own. A comment behind an opening bracket goes to the line of the
    /// key, whose own comment then goes above it.
    fn value(
        &mut self,
        node: &Node<'_>,
        order: Option<&KeyOrder>,
        column: usize,
        (before, comment): (&mut Vec<Comment<'s>>, &mut Option<&'s str>),
    ) -> Option<Body<'s>> {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        if let Some(text) = self.document.layout.block(node) {
            return self.text(text.end as usize, column);
        }
        if let Some(span) = self.document.layout.flow(node) {
            let is_bare = self.comments.get(self.next).is_none_or(|comment| comment.span.start >= span.end);
            let is_empty = node.as_sequence().is_some_and(<[_]>::is_empty)
                || node.as_mapping().is_some_and(<[_]>::is_empty);
            let flow = (is_bare || is_empty).then(|| self.in_brackets(node, order)).flatten();
            self.position = self.position.max(start);
            let _ = self.pass('[') || self.pass('{');
            let first = match &node.value {
                Value::Sequence(items) => items.first().map(|item| item.span.start),
                Value::Mapping(pairs) => pairs.first().map(|(key, _)| key.span.start),
                _ => None,
            };
            let opening = self.take_same_line_before(first.unwrap_or(span.end) as usize);
            if let Some(text) = opening.and_then(|opening| comment.replace(opening)) {
                before.push(Comment { text, space_before: false, end: 0 });
            }
            let (entries, tail) = self.collection(node, order, Some(column))?;
            return Some(Body::Block { flow, entries: without_places(entries), tail });
        }
        self.position = self.position.max(end);
        let source = self.slice(start, end);
        let mut lines: Vec<&str> = source.split('\n').collect();
        if source.is_empty() {
            lines.clear();
        }
        let last = lines.len().saturating_sub(1);
        for (index, line) in lines.iter_mut().enumerate() {
            if index > 0 {
                *line = line.trim_start_matches([' ', '\t']);
            }
            if index < last {
                *line = trim_line_end(line, source.starts_with('"'));
            }
        }
        Some(Body::Lines(lines))
    }

    /// A text after `|` or `>`, whose sign comes next.
    fn text(&mut self, end: usize, column: usize) -> Option<Body<'s>> {
        let start = self.next_token();
        let rest = self.text.get(start..)?;
        let header = rest.split([' ', '\t', '\n']).next()?;
        let style = header.chars().next().filter(|sign| matches!(sign, '|' | '>'))?;
        let digit = header.chars().find_map(|sign| sign.to_digit(10));
        let chomping = if header.contains('+') {
            "+"
        } else if header.contains('-') {
            "-"
        } else {
            ""
        };
        self.position = start + header.len();
        let body = start + rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let source = self.text.get(body..end.max(body))?;
        let mut lines: Vec<&str> =
            source.split_inclusive('\n').map(|line| line.trim_end_matches('\n')).collect();
        if !source.ends_with('\n') && lines.last().is_some_and(|line| line.trim_start_matches(' ').is_empty())
        {
            // The indentation of what comes next.
            lines.pop();
        }
        let leading = |line: &&str| line.len() - line.trim_start_matches(' ').len();
        let is_blank = |line: &&str| line.trim_start_matches(' ').is_empty();
        let found = lines.iter().find(|line| !is_blank(line)).map(leading);
        let indent = match digit {
            Some(digit) => column + digit as usize,
            None => found.or_else(|| lines.iter().map(leading).max()).unwrap_or_default(),
        };
        // Where what the text says ends; empty lines below it say nothing.
        let mut content = end.max(body);
        for line in &mut lines {
            *line = line.get(indent.min(leading(line))..).unwrap_or_default();
        }
        if chomping != "+" {
            let kept = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
            lines.truncate(kept);
            content = body + source.split_inclusive('\n').take(kept).map(str::len).sum::<usize>();
        }
        self.content_ends.push(content);
        Some(Body::Text { style, chomping, lines })
    }

    /// A list or mapping in brackets on one line; nothing where something in it goes over several lines.
    fn in_brackets(&self, node: &Node<'_>, order: Option<&KeyOrder>) -> Option<String> {
        match &node.value {
            Value::Sequence(items) => {
                let order = order.and_then(KeyOrder::at_item);
                let items: Vec<_> =
                    items.iter().map(|item| self.in_brackets(item, order)).collect::<Option<_>>()?;
                Some(format!("[{}]", items.join(", ")))
            }
            Value::Mapping(pairs) => {
                let mut pairs: Vec<_> = pairs.iter().collect();
                if let Some(order) = order {
                    pairs.sort_by_key(|(key, _)| order.rank(&key.name));
                }
                let pair = |(key, value): &&(Key<'_>, Node<'_>)| {
                    let written = key.span.slice(self.text).map(bare).filter(|key| !key.contains('\n'))?;
                    let order = order.and_then(|order| order.at_key(&key.name));
                    Some(format!("{written}: {}", self.in_brackets(value, order)?))
                };
                let pairs: Vec<_> = pairs.iter().map(pair).collect::<Option<_>>()?;
                Some(format!("{{{}}}", pairs.join(", ")))
            }
            _ if node.span.is_empty() => Some("null".to_owned()),
            _ => node.span.slice(self.text).filter(|source| !source.contains('\n')).map(str::to_owned),
        }
    }
}

/// A key without quotes, where it is a word that needs none.
fn bare(key: &str) -> &str {
    let inside = ['"', '\''].iter().find_map(|quote| key.strip_prefix(*quote)?.strip_suffix(*quote));
    let is_word = |word: &&str| {
        word.starts_with(|first: char| first.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    inside.filter(is_word).unwrap_or(key)
}

/// A line of a longer text without the white space at its end, which says nothing; a space after a backslash does.
fn trim_line_end(line: &str, has_escapes: bool) -> &str {
    let trimmed = line.trim_end_matches([' ', '\t']);
    let backslashes = trimmed.len() - trimmed.trim_end_matches('\\').len();
    if has_escapes && backslashes % 2 == 1 && trimmed.len() < line.len() {
        return line.get(..=trimmed.len()).unwrap_or(line);
    }
    trimmed
}
