//! Records that are YAML and say something else than their editor meant: a list without dashes that is read as one text, a key in the
//! wrong column, a whole record below another key. One finding says so in the place of all that follows from it.

use super::enumerate::enumerate;
use super::syntax_words::{
    Explained, Line, Quoted, bullet, explain_value, in_quotes, line_at, scan, second_key, two_keys,
    without_dash,
};
use super::yaml_form::quote;
use crate::model::Kind;
use crate::schema::{Fault, SchemaProblem, keys_at, required_keys, words_at};
use crate::span::Span;
use crate::yaml::{Document, Node, Value, unescape};

/// A slip of the hand, and which problems of the record follow from it.
pub(super) struct Misread {
    /// What to tell.
    pub(super) explained: Explained,
    /// The numbers of the problems that need not be told.
    pub(super) covers: Vec<usize>,
}

/// A record with what is wrong with it by its schema.
pub(super) struct Record<'a> {
    pub(super) kind: Kind,
    pub(super) stem: &'a str,
    pub(super) file_name: &'a str,
    pub(super) text: &'a str,
    pub(super) document: &'a Document<'a>,
    pub(super) problems: &'a [&'a SchemaProblem],
}

/// The most problems of one record that are looked at.
const MOST: usize = 100;

/// The slips in a record. What is told of the whole record stands alone.
pub(super) fn find(record: &Record<'_>) -> Vec<Misread> {
    let Some(root) = &record.document.root else { return Vec::new() };
    let lines = scan(record.text);
    let whole = open_quote(&lines).or_else(|| wrapped(record, root)).or_else(|| other_kind(record, root));
    if let Some(explained) = whole {
        return vec![Misread { explained, covers: (0..record.problems.len()).collect() }];
    }
    let mut found = Vec::new();
    // Nobody reads on after the first of them.
    for (number, problem) in record.problems.iter().enumerate().take(MOST) {
        let explained = match &problem.fault {
            Fault::WrongType { expected: "a list", found: "text", .. } => {
                list_without_dashes(record, problem, &lines)
            }
            Fault::WrongType { expected: "text", .. } => odd_start(record, problem, &lines),
            Fault::WrongType { found: "nothing", .. } => cut_by_comment(record, problem, &lines),
            Fault::NotAllowed { .. } | Fault::Shape { .. } => {
                folded(record.text, record.document, &problem.pointer, &lines)
                    .or_else(|| second_on_line(record, problem, &lines))
                    .or_else(|| several_words(record, problem))
            }
            Fault::UnknownKey { name, .. } if name.contains(':') => no_space(record, problem, name),
            Fault::UnknownKey { name, .. } => wrong_column(record, root, problem, name, &lines),
            _ => None,
        };
        let Some(explained) = explained else { continue };
        // A key that is in the wrong place is missing in the right one.
        let slipped = explained.key.clone();
        let all_in_holder = matches!(&problem.fault, Fault::UnknownKey { name, .. } if name.contains(':'));
        let holder = parent(&problem.pointer);
        let follows = |other: &SchemaProblem| {
            all_in_holder && (other.pointer == holder || parent(&other.pointer) == holder)
                || other.pointer == problem.pointer
                || matches!(&other.fault, Fault::MissingKey { name, .. } if slipped.as_ref() == Some(name))
        };
        let others = record.problems.iter().enumerate().filter(|(_, other)| follows(other));
        let covers = others.map(|(number, _)| number).chain([number]).collect();
        found.push(Misread { explained, covers });
    }
    found
}

/// A text in quotes that goes on over lines that start with keys.
fn open_quote(lines: &[Line<'_>]) -> Option<Explained> {
    let at = lines.iter().position(|line| line.quoted == Quoted::Open)?;
    explain_value(lines.get(at)?, lines.get(at + 1))
}

/// A record below a key such as `claim:`, or written as the item of a list.
fn wrapped(record: &Record<'_>, root: &Node<'_>) -> Option<Explained> {
    let known = keys_at(record.kind, "");
    let is_record = |node: &Node<'_>| {
        let keys = node.as_mapping().unwrap_or_default().iter().map(|(key, _)| &*key.name);
        let number = keys.clone().filter(|key| known.contains(key)).count();
        number >= 2 || keys.clone().any(|key| key == "id") && number > 0
    };
    match &root.value {
        Value::Sequence(items) if items.first().is_some_and(is_record) => {
            let start = root.span.start as usize;
            let help = "remove the `- `, and start each key in the first column";
            Some(Explained::new(
                Span::new(start, start + 1),
                "the record is written as an item of a list",
                help,
            ))
        }
        Value::Mapping(entries) => {
            let (key, _) = entries.iter().find(|(key, value)| {
                let inner = value.as_sequence().and_then(<[_]>::first).unwrap_or(value);
                !known.contains(&&*key.name) && is_record(inner)
            })?;
            // One more known key at the top, and it is the other one that is wrong.
            if entries.iter().filter(|(key, _)| known.contains(&&*key.name)).count() > 1 {
                return None;
            }
            let name = &key.name;
            let id = if **name == *record.stem {
                format!(", with `id: {}` above them", record.stem)
            } else {
                String::new()
            };
            let help =
                format!("delete the line `{name}:`, and start the keys below it in the first column{id}");
            Some(Explained::new(key.span, format!("the keys of the record are below `{name}:`"), help))
        }
        _ => None,
    }
}

/// A record in the folder of another kind.
fn other_kind(record: &Record<'_>, root: &Node<'_>) -> Option<Explained> {
    let entries = root.as_mapping()?;
    let fits = |kind: Kind| {
        let known = keys_at(kind, "");
        let missing = required_keys(kind).iter().filter(|key| root.get(key).is_none()).count();
        let unknown = entries.iter().filter(|(key, _)| !known.contains(&&*key.name)).count();
        missing + unknown
    };
    let own = fits(record.kind);
    let mut others = Kind::ALL.iter().copied().filter(|kind| *kind != record.kind && fits(*kind) == 0);
    let other = others.next().filter(|_| own >= 3)?;
    if others.next().is_some() {
        return None;
    }
    let (key, _) = entries.first()?;
    let message =
        format!("this file is in the folder `{}/`, but has the keys of a record of `{other}`", record.kind);
    Some(Explained::new(key.span, message, format!("move the file to `{other}/{}`", record.file_name)))
}

/// A list whose items start with no dash, so that it is read as one text.
fn list_without_dashes(
    record: &Record<'_>,
    problem: &SchemaProblem,
    lines: &[Line<'_>],
) -> Option<Explained> {
    let span = record.document.value_span(&problem.pointer);
    let inside: Vec<&Line<'_>> = lines_in(lines, span).collect();
    let first = inside.first().filter(|first| first.key.is_none() && !first.is_item)?;
    let has_sign = |line: &Line<'_>| line.text.get(line.indent..).and_then(bullet).is_some();
    let mut explained = without_dash(inside.iter().find(|line| has_sign(line)).copied().unwrap_or(first));
    if inside.iter().filter(|line| !line.is_item && line.start >= first.start).count() > 1 {
        explained.help.push_str("; and so with the lines below it");
    }
    Some(explained)
}

/// A value that is chosen from a list of words, or names a record, and goes on over the next line: there a dash is missing.
pub(super) fn folded(
    text: &str,
    document: &Document<'_>,
    pointer: &str,
    lines: &[Line<'_>],
) -> Option<Explained> {
    let is_item = pointer.rsplit('/').next()?.bytes().all(|byte| byte.is_ascii_digit());
    let span = document.value_span(pointer);
    if !is_item || !span.slice(text)?.contains('\n') {
        return None;
    }
    let second = lines_in(lines, span).find(|line| line.start > span.start as usize)?;
    let mut explained = without_dash(second);
    if second.text.get(second.indent..).and_then(bullet).is_none() {
        "this line continues the item above it".clone_into(&mut explained.message);
        let item = line_at(lines, span.start as usize)?;
        let fixed = format!("{}- {}", " ".repeat(item.indent), second.text.trim());
        explained.help = format!("write `- ` before it, in the column of the item above: `{fixed}`");
    }
    Some(explained)
}

/// A text that starts with a sign of YAML, and is read as a list, a mapping or an empty value.
fn odd_start(record: &Record<'_>, problem: &SchemaProblem, lines: &[Line<'_>]) -> Option<Explained> {
    let Fault::WrongType { found, .. } = &problem.fault else { return None };
    if *found == "nothing" {
        return cut_by_comment(record, problem, lines);
    }
    let span = record.document.value_span(&problem.pointer);
    let line = line_at(lines, span.start as usize)?;
    let first = line.value.chars().next().filter(|first| matches!(first, '[' | '{' | '?' | ':'))?;
    // The value itself, and not an item in its brackets.
    if matches!(first, '[' | '{') && line.value_span().start != span.start {
        return None;
    }
    let message = match first {
        '[' => "a text that starts with `[` is read as a list".to_owned(),
        '{' => "a text that starts with `{` is read as a set of keys and values".to_owned(),
        sign => format!("a text cannot start with `{sign}`"),
    };
    let help = match first {
        '[' | '{' => format!(
            "if the brackets belong to the text, {}; otherwise write the text without them",
            in_quotes(line, false)
        ),
        _ => in_quotes(line, false),
    };
    Some(Explained::new(line.value_span(), message, help))
}

/// A value that a `#` has made a comment.
fn cut_by_comment(record: &Record<'_>, problem: &SchemaProblem, lines: &[Line<'_>]) -> Option<Explained> {
    let at = record
        .document
        .value_span(&problem.pointer)
        .start
        .max(record.document.key_span(&problem.pointer).start);
    let line = line_at(lines, at as usize)?;
    let hash = line.text.get(line.column..)?.find(" #")? + line.column + 1;
    let comment = line.text.get(hash..)?.trim_end();
    if !line.value.is_empty() || comment.trim_start_matches('#').trim_start().starts_with("kb:") {
        return None;
    }
    let before = line.text.get(line.indent..hash)?;
    let help = format!("if it is the value, put it in quotes: `{before}{}`", quote(comment));
    let span = Span::new(line.start + hash, line.start + hash + comment.len());
    Some(Explained::new(span, "`#` starts a comment, so there is no value", help).label("only a comment"))
}

/// A second key in a value that is chosen from a list of words.
fn second_on_line(record: &Record<'_>, problem: &SchemaProblem, lines: &[Line<'_>]) -> Option<Explained> {
    let span = record.document.value_span(&problem.pointer);
    let value = span.slice(record.text)?;
    let key = second_key(value)
        .or_else(|| value.split([' ', ',', ';']).find_map(|word| word.split_once(':').map(|(key, _)| key)))
        .filter(|key| keys_at(record.kind, parent(&problem.pointer)).contains(key))?;
    let line = line_at(lines, span.start as usize)?;
    let at = value.find(&format!("{key}:"))?;
    let (first, rest) = value.split_at_checked(at)?;
    let start = span.start as usize + at;
    let mut explained = two_keys(line, first, rest, key, Span::new(start, start + key.len()));
    explained.key = Some(key.to_owned());
    Some(explained)
}

/// Several words of a list in one item.
fn several_words(record: &Record<'_>, problem: &SchemaProblem) -> Option<Explained> {
    let step = problem.pointer.rsplit('/').next()?;
    let span = record.document.value_span(&problem.pointer);
    let words = words_at(record.kind, &problem.pointer);
    let parts: Vec<&str> =
        span.slice(record.text)?.split([' ', ',', ';', '"', '\'']).filter(|part| !part.is_empty()).collect();
    let are_words = parts.len() > 1 && parts.iter().all(|part| words.contains(part));
    if !are_words || !step.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let items: Vec<String> = parts.iter().map(|part| format!("- {part}")).collect();
    let help = format!("give each its own item: {}", enumerate(&items, "and"));
    Some(Explained::new(span, format!("{} words in one item of a list", parts.len()), help))
}

/// Keys without a space after their colons, in brackets: `{stance:source}`.
fn no_space(record: &Record<'_>, problem: &SchemaProblem, name: &str) -> Option<Explained> {
    let (key, value) = name.split_once(':')?;
    if !keys_at(record.kind, parent(&problem.pointer)).contains(&key) {
        return None;
    }
    let span = record.document.key_span(&problem.pointer);
    let help = format!("write `{key}: {value}`, and so with every key here");
    Some(
        Explained::new(span, format!("no space after the colon of `{key}`"), help)
            .label("a space belongs behind the colon"),
    )
}

/// A key that is known further out or further in.
fn wrong_column(
    record: &Record<'_>,
    root: &Node<'_>,
    problem: &SchemaProblem,
    name: &str,
    lines: &[Line<'_>],
) -> Option<Explained> {
    let span = record.document.key_span(&problem.pointer);
    let at = lines.partition_point(|line| line.start <= span.start as usize).checked_sub(1)?;
    let line = lines.get(at).filter(|line| line.key.is_some())?;
    let holder = parent(&problem.pointer);
    let (column, belongs) = if let Some(outer) = outer_with(record.kind, holder, name) {
        let column = match outer {
            "" => 0,
            // In the column of the keys of that item.
            outer => {
                let key = record.document.key_span(outer).start as usize;
                line_at(lines, key)?.column
            }
        };
        (
            column,
            if outer.is_empty() { "the record itself".to_owned() } else { format!("`{}`", last_key(outer)) },
        )
    } else {
        // The list or mapping right above it, whose last line stands further in.
        let siblings = root_of(root, holder)?.as_mapping()?;
        let own = siblings.iter().position(|(key, _)| key.span == span)?;
        let (above, value) = siblings.get(own.checked_sub(1)?)?;
        let inner = format!("{holder}/{}", crate::yaml::escape(&above.name));
        let is_holder = matches!(value.value, Value::Sequence(_) | Value::Mapping(_));
        if !is_holder || !keys_at(record.kind, &inner).contains(&name) {
            return None;
        }
        let last = lines
            .get(..at)?
            .iter()
            .rev()
            .find(|line| line.key.is_some_and(|key| keys_at(record.kind, &inner).contains(&key)))?;
        let what = if value.as_sequence().is_some() { "an item of " } else { "" };
        (last.column, format!("{what}`{}`", above.name))
    };
    let message = format!("the key `{name}` belongs to {belongs}, and starts in column {}", line.column + 1);
    let fixed = format!("{}{}", " ".repeat(column), line.text.get(line.column..)?.trim_end());
    let help = format!("start it in column {}: `{fixed}`", column + 1);
    let mut explained = Explained::new(span, message, help);
    explained.key = Some(name.to_owned());
    Some(explained)
}

/// The nearest value around the one at `pointer` that may have the key `name`.
fn outer_with<'p>(kind: Kind, pointer: &'p str, name: &str) -> Option<&'p str> {
    let mut outer = pointer;
    while !outer.is_empty() {
        outer = parent(outer);
        // A list has no keys of its own.
        let is_item =
            outer.rsplit('/').next().is_some_and(|step| step.bytes().all(|byte| byte.is_ascii_digit()));
        if (outer.is_empty() || is_item) && keys_at(kind, outer).contains(&name) {
            return Some(outer);
        }
    }
    None
}

fn root_of<'n, 's>(root: &'n Node<'s>, pointer: &str) -> Option<&'n Node<'s>> {
    pointer.split('/').skip(1).try_fold(root, |node, step| match &node.value {
        Value::Mapping(_) => node.get(&unescape(step)),
        Value::Sequence(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn last_key(pointer: &str) -> String {
    let is_key = |step: &&str| !step.bytes().all(|byte| byte.is_ascii_digit());
    pointer.rsplit('/').find(is_key).map(|step| unescape(step).into_owned()).unwrap_or_default()
}

/// The lines whose first sign lies in a span.
fn lines_in<'l, 't>(lines: &'l [Line<'t>], span: Span) -> impl Iterator<Item = &'l Line<'t>> {
    let from = lines.partition_point(|line| line.start + line.indent < span.start as usize);
    let rest = lines.get(from..).unwrap_or_default().iter();
    rest.take_while(move |line| line.start + line.indent < span.end as usize)
}
