//! A reference that leads to no record.

use std::cell::{LazyCell, OnceCell};

use super::super::by_name::ByName;
use super::super::enumerate::enumerate;
use super::super::misread::folded;
use super::super::syntax_words::{Line, scan};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use super::misnamed_record::Elsewhere;
use crate::corpus::{Problem, Sort};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::model::{Kind, is_id};
use crate::resolve::{BadReference, ReferenceFault};
use crate::schema::Form;
use crate::yaml::{Parsed, parse};

pub(super) static RULE: Rule = Rule {
    name: "dangling-reference",
    group: Group::Structure,
    level: Level::Error,
    summary: "a reference to a record that does not exist",
    why: "a reader who follows it finds nothing: no source behind a claim, no warning behind a technique",
    standard: None,
    bad: Example(
        "
>>> claims/rolling-raises-range.yaml
id: rolling-raises-range
statement: Foam rolling may let the hip bend further for some minutes.
type: benefit
about:
  - techniques/foam-roling # <-- here
  - benefits/flexibility
origin: added
citations:
  - reference: trail-2020 # <-- here
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
  - reference: references/trial-2020 # <-- here
    stance: background
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
disputes:
  - massage-is-useless # <-- here
",
    ),
    good: Example(
        "
>>> claims/rolling-raises-range.yaml
id: rolling-raises-range
statement: Foam rolling may let the hip bend further for some minutes.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: added
citations:
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let elsewhere = Elsewhere::of(context.corpus);
    // A list of all names is made only where a name stands in the place of an id.
    let mut read: Option<FileRead<'_>> = None;
    let names = LazyCell::new(|| ByName::of(&context.corpus.base));
    for (file, problem) in &context.corpus.problems {
        let bad = match problem {
            Problem::Reference(bad) if !elsewhere.holds(bad) => bad,
            Problem::More(Sort::Dangling, number) => {
                findings.report_more(*file, *number);
                continue;
            }
            _ => continue,
        };
        if findings.is_full(*file) {
            let is_other = matches!(bad.fault, ReferenceFault::WrongKind { .. });
            findings.report_more(*file, usize::from(!is_other));
            continue;
        }
        let meant = |folders: &[Box<str>]| {
            let is_name = !is_id(bad.text.rsplit('/').next().unwrap_or_default());
            let found =
                if is_name || bad.text.contains("://") { names.find(&bad.text, folders) } else { Vec::new() };
            let found: Vec<_> = found.into_iter().map(|(kind, id)| (kind.folder(), id.to_owned())).collect();
            if found.is_empty() { path_in(context, &bad.text).into_iter().collect() } else { found }
        };
        if read.as_ref().is_none_or(|read: &FileRead<'_>| read.number != *file) {
            read = context.corpus.files.get(*file).map(|own| FileRead::of(*file, &own.text));
        }
        let finding = read.as_ref().and_then(|read| slip(read, bad)).or_else(|| match &bad.fault {
            ReferenceFault::Dangling { folders, nearest } => {
                Some(dangling(bad, folders, nearest.as_deref(), meant(folders)))
            }
            ReferenceFault::WrongForm { form, nearest, allowed } => {
                Some(wrong_form(bad, *form, nearest.as_deref(), meant(allowed)))
            }
            ReferenceFault::WrongKind { .. } => None,
        });
        finding.into_iter().for_each(|finding| findings.report(finding));
    }
}

/// A file, and what is read of it once for all bad references in it where they look like a slip of the hand.
struct FileRead<'a> {
    number: usize,
    text: &'a str,
    lines: OnceCell<(Parsed<'a>, Vec<Line<'a>>)>,
}

impl<'a> FileRead<'a> {
    fn of(number: usize, text: &'a str) -> Self {
        Self { number, text, lines: OnceCell::new() }
    }
}

/// Several ids in one value: a dash is missing, or they stand on one line.
fn slip(read: &FileRead<'_>, bad: &BadReference) -> Option<Finding> {
    let BadReference { file, pointer, text, .. } = bad;
    let is_between = |sign: char| sign.is_whitespace() || matches!(sign, ',' | ';');
    if matches!(bad.fault, ReferenceFault::WrongKind { .. }) || !text.contains(is_between) {
        return None;
    }
    let (parsed, lines) = read.lines.get_or_init(|| (parse(read.text.as_bytes()), scan(read.text)));
    if let Some(document) = &parsed.document
        && let Some(explained) = folded(read.text, document, pointer, lines)
    {
        return Some(explained.finding(*file));
    }
    let is_one = |part: &str| {
        is_id(part) || part.split_once('/').is_some_and(|(folder, id)| is_id(folder) && is_id(id))
    };
    let parts: Vec<&str> = text.split(is_between).filter(|part| !part.is_empty()).collect();
    let wants_path = matches!(bad.fault, ReferenceFault::WrongForm { form: Form::Path, .. });
    let is_item = pointer.rsplit('/').next()?.bytes().all(|byte| byte.is_ascii_digit());
    if parts.iter().any(|part| !is_one(part) || wants_path && !part.contains('/')) {
        return None;
    }
    let (message, help) = match parts.as_slice() {
        [only] => {
            let surplus = text.trim_matches(|sign| !is_between(sign)).trim();
            (format!("a `{surplus}` after the id"), format!("remove it: `{only}`"))
        }
        several if is_item => {
            let items: Vec<String> = several.iter().map(|part| format!("- {part}")).collect();
            (
                format!("{} ids in one item of a list", several.len()),
                format!("give each its own item: {}", enumerate(&items, "and")),
            )
        }
        several => (format!("{} ids where one is wanted", several.len()), "keep one of them".to_owned()),
    };
    Some(Finding::new(*file, Place::value(&**pointer), message).help(help))
}

/// The records that a name means: their folders and ids.
type Meant = Vec<(&'static str, String)>;

/// The record that a folder and an id name with another sign between them, such as `benefits relaxation`.
fn path_in(context: &Context<'_>, text: &str) -> Option<(&'static str, String)> {
    let (folder, id) =
        text.split_once(|sign: char| sign.is_whitespace() || matches!(sign, '\\' | ':' | '.' | '|'))?;
    let kind = Kind::from_folder(folder)?;
    let id = id.trim();
    context.corpus.base.label(kind, id).map(|_| (kind.folder(), id.to_owned()))
}

/// "did you mean `a` or `b`?"
fn did_you_mean(names: &[String]) -> String {
    format!("did you mean {}?", enumerate(names, "or"))
}

fn dangling(bad: &BadReference, folders: &[Box<str>], nearest: Option<&str>, meant: Meant) -> Finding {
    let BadReference { file, pointer, text, .. } = bad;
    let (folder, id) = text.split_once('/').map_or((None, &**text), |(folder, id)| (Some(folder), id));
    let place = match folder {
        None => Place::value(&**pointer),
        // The kind is right: what is wrong is behind it.
        Some(folder) if folders.iter().any(|known| **known == *folder) => {
            Place::Words((**pointer).to_owned(), folder.len() + 1..text.len())
        }
        Some(folder) => Place::Words((**pointer).to_owned(), 0..folder.len()),
    };
    let places = || enumerate(folders.iter().map(|folder| format!("{folder}/")), "or");
    let message = match folder {
        None => format!("there is no record `{text}` in {}", places()),
        Some(_) => format!("there is no record `{text}`"),
    };
    let meant: Vec<String> = meant
        .into_iter()
        .map(|(kind, id)| if folder.is_some() { format!("{kind}/{id}") } else { id })
        .collect();
    let near: Vec<String> =
        if meant.is_empty() { nearest.map(str::to_owned).into_iter().collect() } else { meant };
    // The file that would have to be written for it.
    let file_name = match folder {
        Some(folder) if folders.iter().any(|known| **known == *folder) => Some(format!("{folder}/{id}.yaml")),
        Some(_) => None,
        None => folders.first().map(|folder| format!("{folder}/{id}.yaml")),
    };
    let help = match (near.as_slice(), file_name.filter(|_| is_id(id))) {
        ([], Some(file)) => format!("name a record that exists, or write it in `{file}`"),
        (near @ [_, ..], Some(file)) => format!("{} otherwise write the record in `{file}`", did_you_mean(near)),
        (near @ [_, ..], None) => did_you_mean(near),
        ([], None) if !is_id(id) => {
            "write the id of the record, which is its file name without `.yaml`: lower-case letters, digits and hyphens".to_owned()
        }
        ([], None) => format!("start it with one of {}", places()),
    };
    let write =
        |near: &String| Fix::guess(Change::Value { pointer: pointer.to_string(), text: near.clone() });
    let only = near.first().filter(|_| near.len() == 1);
    Finding::new(*file, place, message).label("no such record").help(help).fix(only.map(write))
}

fn wrong_form(bad: &BadReference, form: Form, nearest: Option<&str>, meant: Meant) -> Finding {
    let BadReference { file, pointer, text, .. } = bad;
    let meant: Vec<String> = meant
        .into_iter()
        .map(|(kind, id)| if form == Form::Path { format!("{kind}/{id}") } else { id })
        .collect();
    let is_address = text.contains("://") || text.starts_with("10.") || text.starts_with("www.");
    let (message, label, help) = match form {
        Form::Id if is_address => {
            let help = match meant.as_slice() {
                [] => {
                    "write the id of the record that has this address; the id is its file name without `.yaml`"
                        .to_owned()
                }
                meant => did_you_mean(meant),
            };
            (format!("`{text}` is an address, but this must be the id of a record"), "not an id", help)
        }
        Form::Id => {
            let id = text.rsplit('/').next().unwrap_or_default();
            let help = match nearest {
                Some(near) => format!("write `{near}`"),
                None => format!("write the id without a folder before it, and check that `{id}` is right"),
            };
            (format!("`{text}` has a folder in it, but this must be the id alone"), "an id has no `/`", help)
        }
        Form::Path => {
            let help = match (nearest, meant.as_slice()) {
                (Some(near), _) => format!("write `{near}`"),
                (None, meant @ [_, ..]) => did_you_mean(meant),
                (None, []) if is_id(text) => {
                    format!("write the folder of the record before its id, such as `techniques/{text}`")
                }
                (None, []) => {
                    "write the folder and the id of the record, such as `techniques/foam-rolling`".to_owned()
                }
            };
            (format!("`{text}` does not say which kind of record it is"), "no folder before it", help)
        }
    };
    let change = |text: &str| Change::Value { pointer: pointer.to_string(), text: text.to_owned() };
    let fix = nearest.map(|near| Fix::certain(change(near)));
    let only = meant.first().filter(|_| meant.len() == 1);
    let fix = fix.or_else(|| only.map(|meant| Fix::guess(change(meant))));
    Finding::new(*file, Place::value(&**pointer), message).label(label).help(help).fix(fix)
}
