//! The thorough reader, on `granit-parser`.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StructureStyle};

use super::builder::{Builder, Form, letter_at};
use super::{Problem, Syntax};
use crate::span::Span;

/// Reads `text` into `builder`. It knows all of YAML, and says what is wrong and where.
pub(super) fn read<'s>(text: &'s str, builder: &mut Builder<'s>) -> Result<(), Problem> {
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
            builder.problems.push(Problem::Tag { span: tag.unwrap_or(span) });
        }
        match event {
            Event::Scalar(value, style, ..) => match style {
                ScalarStyle::Literal | ScalarStyle::Folded => builder.block(value, span, text),
                ScalarStyle::Plain => builder.scalar(value, Form::Plain, span),
                _ => builder.scalar(value, Form::Quoted, span),
            },
            Event::SequenceStart(style, ..) => {
                let is_flow = style == StructureStyle::Flow;
                let dash = if is_flow { None } else { builder.first_dash(text) };
                builder.open_sequence(dash.unwrap_or(span.start as usize), is_flow, text)?;
            }
            Event::MappingStart(style, ..) => {
                builder.open_mapping(span.start as usize, style == StructureStyle::Flow, text)?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(span.end as usize),
            Event::Anchor(..) => builder.problems.push(Problem::Anchor { span }),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                builder.problems.push(Problem::Alias { span });
                builder.scalar(Cow::Borrowed("alias"), Form::Quoted, span);
            }
            Event::Comment(text, _) => builder.comment(span, text),
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
