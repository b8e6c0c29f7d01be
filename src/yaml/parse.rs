//! Bytes ► tree.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StructureStyle};

use super::{Comment, Document, Key, Layout, Node, Problem, Syntax, Value, resolve};
use crate::span::Span;

/// How deep values may stand in each other.
pub const MAX_DEPTH: usize = 64;

/// How large a file may be, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// What became of a text.
#[derive(Debug, Default)]
pub struct Parsed<'s> {
    /// The tree; nothing where the text is no YAML that we read.
    pub document: Option<Document<'s>>,
    /// What was refused. A duplicate key alone leaves a document.
    pub problems: Vec<Problem>,
}

impl Parsed<'_> {
    fn refused(problem: Problem) -> Self {
        Self { document: None, problems: vec![problem] }
    }
}

/// Reads one document. A byte order mark and CRLF line ends are taken.
pub fn parse(bytes: &[u8]) -> Parsed<'_> {
    if bytes.len() > MAX_BYTES {
        return Parsed::refused(Problem::TooLarge { bytes: bytes.len() as u64 });
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Parsed::refused(Problem::NotUtf8 { offset: error.valid_up_to() }),
    };
    if let Some(problem) = find_control_character(text) {
        return Parsed::refused(problem);
    }
    let mut builder = Builder::default();
    let broken_off = builder.read(text).err();
    builder.problems.extend(broken_off.clone());
    builder.problems.sort_by_key(Problem::span);
    if broken_off.is_some() {
        return Parsed { document: None, problems: builder.problems };
    }
    let only_duplicates =
        builder.problems.iter().all(|problem| matches!(problem, Problem::DuplicateKey { .. }));
    builder.layout.flows.sort_unstable();
    let Builder { root, comments, layout, .. } = builder;
    let document = only_duplicates.then_some(Document { root, comments, layout });
    Parsed { document, problems: builder.problems }
}

/// The first character outside YAML's printable set (YAML 1.2.2, production 1).
fn find_control_character(text: &str) -> Option<Problem> {
    let suspicious = |byte: u8| {
        byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || matches!(byte, 0x7f | 0xc2 | 0xef)
    };
    // Most files hold none of these bytes, and a scan over bytes is much cheaper than one over characters.
    if !text.bytes().any(suspicious) {
        return None;
    }
    let forbidden = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    let (offset, character) = text.char_indices().find(|&(_, letter)| forbidden(letter))?;
    Some(Problem::ControlCharacter { character, span: Span::new(offset, offset + character.len_utf8()) })
}

/// A collection that is being read.
struct Frame<'s> {
    start: usize,
    style: StructureStyle,
    content: Content<'s>,
}

enum Content<'s> {
    Sequence(Vec<Node<'s>>),
    Mapping { entries: Vec<(Key<'s>, Node<'s>)>, key: Option<Key<'s>> },
}

/// Above this many keys a mapping's duplicates are found by a set and not by looking through the keys.
const MANY_KEYS: usize = 24;

#[derive(Default)]
struct Builder<'s> {
    stack: Vec<Frame<'s>>,
    root: Option<Node<'s>>,
    comments: Vec<Comment<'s>>,
    layout: Layout,
    problems: Vec<Problem>,
    /// The names of large mappings, one set for each frame that has one, by the frame's depth.
    names: Vec<(usize, std::collections::HashMap<Cow<'s, str>, Span>)>,
}

impl<'s> Builder<'s> {
    fn read(&mut self, text: &'s str) -> Result<(), Problem> {
        let options: Options = granit_parser::options! {
            // The default refuses some hundred comment lines between a key and its value.
            max_buffered_comment_events: usize::MAX,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            // MAX_DEPTH holds before these, and at the place: the parser looks ahead, and would refuse a value far behind it.
            flow_nesting_limit: usize::MAX,
            block_nesting_limit: usize::MAX,
            disallow_directives: true,
        };
        let mut parser = Parser::new_from_str_with_options(text, options);
        let mut documents = 0;
        while let Some(event) = parser.next_event() {
            let (event, at) = event.map_err(|error| syntax_problem(text, &error))?;
            let span = Span::new(at.start.byte_offset().unwrap_or(0), at.end.byte_offset().unwrap_or(0));
            let tag = at.tag_span().and_then(|tag| tag.byte_range()).map(|tag| Span::new(tag.start, tag.end));
            if let Event::Scalar(.., Some(_))
            | Event::SequenceStart(.., Some(_))
            | Event::MappingStart(.., Some(_)) = event
            {
                self.problems.push(Problem::Tag { span: tag.unwrap_or(span) });
            }
            match event {
                Event::Scalar(value, style, ..) => {
                    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                        self.layout.blocks.push(span);
                    }
                    self.scalar(value, style, trim_block(text, style, span));
                }
                Event::SequenceStart(style, ..) => {
                    let start = match style {
                        StructureStyle::Block => self.first_dash(text).unwrap_or(span.start as usize),
                        StructureStyle::Flow => span.start as usize,
                    };
                    self.open(Frame { start, style, content: Content::Sequence(Vec::new()) }, text)?;
                }
                Event::MappingStart(style, ..) => {
                    let entries = Vec::with_capacity(if self.stack.is_empty() { 16 } else { 4 });
                    let content = Content::Mapping { entries, key: None };
                    self.open(Frame { start: span.start as usize, style, content }, text)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(span.end as usize),
                Event::Anchor(..) => self.problems.push(Problem::Anchor { span }),
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    self.problems.push(Problem::Alias { span });
                    self.scalar(Cow::Borrowed("alias"), ScalarStyle::SingleQuoted, span);
                }
                Event::Comment(text, _) => self.comments.push(Comment { span, text }),
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(Problem::SecondDocument { span });
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Where the list under the pending key starts. The parser says so only of a list that stands further in than its key.
    fn first_dash(&self, text: &str) -> Option<usize> {
        let Content::Mapping { key: Some(key), .. } = &self.stack.last()?.content else { return None };
        let mut at = key.span.end as usize;
        loop {
            let rest = text.get(at..)?;
            at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ':']).len();
            match text.as_bytes().get(at)? {
                b'#' => at += text.get(at..)?.find(['\r', '\n'])?,
                b'-' => return Some(at),
                _ => return None,
            }
        }
    }

    fn scalar(&mut self, text: Cow<'s, str>, style: ScalarStyle, span: Span) {
        let is_plain = style == ScalarStyle::Plain;
        if let Some(Content::Mapping { key: key @ None, .. }) =
            self.stack.last_mut().map(|frame| &mut frame.content)
        {
            let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
            // The parser calls a plain key that is left out `~`.
            if text.is_empty() || is_plain && span.is_empty() || is_block {
                self.problems.push(Problem::ComplexKey { span });
            }
            *key = Some(Key { span, name: text });
            return;
        }
        let value = if is_plain { resolve(text) } else { Value::String(text) };
        self.put(Node { span, value });
    }

    fn open(&mut self, frame: Frame<'s>, text: &str) -> Result<(), Problem> {
        let span = letter_at(text, frame.start);
        if let Some(Content::Mapping { key: None, .. }) = self.stack.last().map(|frame| &frame.content) {
            return Err(Problem::ComplexKey { span });
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(Problem::TooDeep { span });
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let Some(Frame { start, style, content }) = self.stack.pop() else { return };
        if style == StructureStyle::Flow {
            self.layout.flows.push(Span::new(start, end));
        }
        // A block collection's end event stands after the white space that follows it.
        let end = match (style, &content) {
            (StructureStyle::Flow, _) => end,
            (_, Content::Sequence(items)) => items.last().map_or(end, |item| item.span.end as usize),
            (_, Content::Mapping { entries, .. }) => {
                entries.last().map_or(end, |(key, value)| value.span.end.max(key.span.end) as usize)
            }
        };
        let value = match content {
            Content::Sequence(items) => Value::Sequence(items),
            Content::Mapping { entries, .. } => Value::Mapping(entries),
        };
        let node = Node { span: Span::new(start, end), value };
        if self.names.last().is_some_and(|(depth, _)| *depth > self.stack.len()) {
            self.names.pop();
        }
        self.put(node);
    }

    fn put(&mut self, node: Node<'s>) {
        let depth = self.stack.len();
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            Some(Content::Sequence(items)) => items.push(node),
            Some(Content::Mapping { entries, key }) => {
                let Some(key) = key.take() else { return };
                let first = if entries.len() < MANY_KEYS {
                    entries.iter().find(|(other, _)| other.name == key.name).map(|(other, _)| other.span)
                } else {
                    if self.names.last().is_none_or(|(at, _)| *at != depth) {
                        let names = entries.iter().map(|(key, _)| (key.name.clone(), key.span)).collect();
                        self.names.push((depth, names));
                    }
                    self.names.last_mut().and_then(|(_, names)| match names.entry(key.name.clone()) {
                        std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
                        std::collections::hash_map::Entry::Vacant(entry) => {
                            entry.insert(key.span);
                            None
                        }
                    })
                };
                match first {
                    Some(first) => {
                        let name = key.name.into_owned();
                        self.problems.push(Problem::DuplicateKey { name, first, span: key.span });
                    }
                    None => entries.push((key, node)),
                }
            }
            // After `---` alone the parser sees a null of no length: the file holds nothing.
            None if node.span.is_empty() && node.value == Value::Null => {}
            None => self.root = Some(node),
        }
    }
}

/// A block scalar's span ends with the last of its text: the parser counts the line ends and white space that follow to it.
fn trim_block(text: &str, style: ScalarStyle, span: Span) -> Span {
    match (style, span.slice(text)) {
        (ScalarStyle::Literal | ScalarStyle::Folded, Some(slice)) => {
            Span::new(span.start as usize, span.start as usize + slice.trim_end().len())
        }
        _ => span,
    }
}

fn syntax_problem(text: &str, error: &ScanError) -> Problem {
    let mut start = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let syntax = match error.kind() {
        ErrorKind::RecursionLimitExceeded => return Problem::TooDeep { span: letter_at(text, start) },
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => Syntax::Tab,
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed => Syntax::Indentation,
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => Syntax::Quote,
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape => Syntax::Escape,
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnclosedFlowCollection { .. } => Syntax::Bracket,
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidMappingValueWhitespace => Syntax::Colon,
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            Syntax::SpecialCharacter
        }
        ErrorKind::DirectiveDisallowed => Syntax::Directive,
        _ => Syntax::Other,
    };
    // The parser notices these two before or after the sign that an editor has to mend.
    let culprit = match syntax {
        Syntax::Tab => find_tab(text, start),
        Syntax::Escape => find_bad_escape(text, start),
        _ => None,
    };
    let span = letter_at(text, culprit.unwrap_or(start));
    Problem::Syntax { syntax, detail: error.kind().to_string(), span }
}

/// The character at `offset`; at the end of a line, its place.
fn letter_at(text: &str, offset: usize) -> Span {
    let letter = text[offset..].chars().next().filter(|letter| !matches!(letter, '\r' | '\n'));
    Span::new(offset, offset + letter.map_or(0, char::len_utf8))
}

/// The first tab that a line is indented with, from the line of `offset` on.
fn find_tab(text: &str, offset: usize) -> Option<usize> {
    let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let mut at = line_start;
    text[line_start..].split_inclusive('\n').find_map(|line| {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line[..indentation].find('\t').map(|tab| at + tab);
        at += line.len();
        tab
    })
}

/// The backslash of the first escape that means nothing, in the text in double quotes at `quote`.
fn find_bad_escape(text: &str, quote: usize) -> Option<usize> {
    let mut letters = text[quote..].char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter != '\\' {
            continue;
        }
        let at = quote + at;
        let (_, escaped) = letters.next()?;
        let digits = match escaped {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N'
            | '_' | 'L' | 'P' | '\r' | '\n' => continue,
            _ => return Some(at),
        };
        let code = text.get(at + 2..at + 2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        if code.and_then(char::from_u32).is_none() {
            return Some(at);
        }
    }
    None
}
