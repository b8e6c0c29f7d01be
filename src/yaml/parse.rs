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
    if let Err(problem) = builder.read(text) {
        builder.problems.push(problem);
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
enum Frame<'s> {
    Sequence { start: usize, flow: bool, items: Vec<Node<'s>> },
    Mapping { start: usize, flow: bool, entries: Vec<(Key<'s>, Node<'s>)>, key: Option<Key<'s>> },
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
            disallow_directives: true,
        };
        let mut parser = Parser::new_from_str_with_options(text, options);
        let mut documents = 0;
        while let Some(event) = parser.next_event() {
            let (event, at) = event.map_err(|error| syntax_problem(text, &error))?;
            let span = Span::new(at.start.byte_offset().unwrap_or(0), at.end.byte_offset().unwrap_or(0));
            let tag = at.tag_span().and_then(|tag| tag.byte_range()).map(|tag| Span::new(tag.start, tag.end));
            match event {
                Event::Scalar(value, style, anchor, tagged) => {
                    self.refuse_properties(anchor, tagged.is_some(), tag, span);
                    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                        self.layout.blocks.push(span);
                    }
                    self.scalar(value, style == ScalarStyle::Plain, span);
                }
                Event::SequenceStart(style, anchor, tagged) => {
                    self.refuse_properties(anchor, tagged.is_some(), tag, span);
                    let (start, flow) = (span.start as usize, style == StructureStyle::Flow);
                    self.open(Frame::Sequence { start, flow, items: Vec::new() }, span)?;
                }
                Event::MappingStart(style, anchor, tagged) => {
                    self.refuse_properties(anchor, tagged.is_some(), tag, span);
                    let entries = Vec::with_capacity(if self.stack.is_empty() { 16 } else { 4 });
                    let (start, flow) = (span.start as usize, style == StructureStyle::Flow);
                    self.open(Frame::Mapping { start, flow, entries, key: None }, span)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(span.end as usize),
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    self.problems.push(Problem::Alias { span });
                    self.scalar(Cow::Borrowed("alias"), false, span);
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

    fn refuse_properties(&mut self, anchor: usize, tagged: bool, tag: Option<Span>, span: Span) {
        if anchor != 0 {
            self.problems.push(Problem::Anchor { span });
        }
        if tagged {
            self.problems.push(Problem::Tag { span: tag.unwrap_or(span) });
        }
    }

    fn scalar(&mut self, text: Cow<'s, str>, plain: bool, span: Span) {
        if let Some(Frame::Mapping { key: key @ None, .. }) = self.stack.last_mut() {
            if text.is_empty() {
                self.problems.push(Problem::ComplexKey { span });
            }
            *key = Some(Key { span, name: text });
            return;
        }
        let value = if plain { resolve(text) } else { Value::String(text) };
        self.put(Node { span, value });
    }

    fn open(&mut self, frame: Frame<'s>, span: Span) -> Result<(), Problem> {
        if let Some(Frame::Mapping { key: None, .. }) = self.stack.last() {
            return Err(Problem::ComplexKey { span });
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(Problem::TooDeep { span: Span::new(span.start as usize, span.start as usize + 1) });
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let node = match self.stack.pop() {
            Some(Frame::Sequence { start, flow, items }) => {
                if flow {
                    self.layout.flows.push(Span::new(start, end));
                }
                // A block collection's end event stands after the white space that follows it.
                let end = items.last().map_or(end, |item| (item.span.end as usize).max(start));
                Node { span: Span::new(start, end), value: Value::Sequence(items) }
            }
            Some(Frame::Mapping { start, flow, entries, .. }) => {
                if flow {
                    self.layout.flows.push(Span::new(start, end));
                }
                let end =
                    entries.last().map_or(end, |(key, value)| value.span.end.max(key.span.end) as usize);
                Node { span: Span::new(start, end), value: Value::Mapping(entries) }
            }
            None => return,
        };
        if self.names.last().is_some_and(|(depth, _)| *depth > self.stack.len()) {
            self.names.pop();
        }
        self.put(node);
    }

    fn put(&mut self, node: Node<'s>) {
        let depth = self.stack.len();
        match self.stack.last_mut() {
            Some(Frame::Sequence { items, .. }) => items.push(node),
            Some(Frame::Mapping { entries, key, .. }) => {
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
            None => self.root = Some(node),
        }
    }
}

fn syntax_problem(text: &str, error: &ScanError) -> Problem {
    let mut start = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let end = start + text[start..].chars().next().filter(|&letter| letter != '\n').map_or(0, char::len_utf8);
    let span = Span::new(start, end);
    let syntax = match error.kind() {
        ErrorKind::RecursionLimitExceeded => return Problem::TooDeep { span },
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
    Problem::Syntax { syntax, detail: error.kind().to_string(), span }
}
