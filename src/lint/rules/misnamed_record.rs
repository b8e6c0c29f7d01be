//! A file whose name or place is not that of its record.

use foldhash::HashSet;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use super::duplicate_record;
use crate::corpus::{Corpus, Misname, Problem, kind_of};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::model::{Kind, is_id};
use crate::resolve::{BadReference, ReferenceFault};
use crate::source::Refusal;
use crate::stray::Stray;

pub(super) static RULE: Rule = Rule {
    name: "misnamed-record",
    group: Group::Structure,
    level: Level::Error,
    summary: "a file whose name or folder does not fit its record",
    why: "records refer to each other by file name, so a record in a file with another name cannot be found",
    standard: None,
    bad: Example(
        "
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sports # <-- here
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
",
    ),
    good: Example(
        "
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    // What references name that lead to no record.
    let named: HashSet<&str> = corpus
        .problems
        .iter()
        .filter_map(|(_, problem)| match problem {
            Problem::Reference(bad) => Some(&*bad.text),
            _ => None,
        })
        .collect();
    let second_files = duplicate_record::second_files(corpus);
    for (file, problem) in &corpus.problems {
        let Problem::Misnamed(misname) = problem else { continue };
        if second_files.contains_key(file) || is_refused_link(corpus, *file) {
            continue;
        }
        if let Some(finding) = describe(corpus, &named, *file, misname) {
            findings.report(finding);
        }
    }
}

/// A link that is refused has no name that could be wrong.
fn is_refused_link(corpus: &Corpus, file: usize) -> bool {
    use Refusal::{DeadLink, LeavesFolder, LinkToFolder, NameNotUnicode};
    let refused = |problem: &Problem| {
        matches!(problem, Problem::Refused(LeavesFolder | LinkToFolder | DeadLink | NameNotUnicode))
    };
    corpus.problems_of(file).any(refused)
}

fn describe(corpus: &Corpus, named: &HashSet<&str>, file: usize, misname: &Misname) -> Option<Finding> {
    let own = corpus.files.get(file)?;
    let kind = own.kind?.folder();
    let name = own.path.rsplit('/').next().unwrap_or_default();
    Some(match misname {
        Misname::Nested { folder } => {
            Finding::new(file, Place::Whole, format!("the record is in a subfolder, `{folder}`"))
                .help(format!("move the file to `{kind}/{name}`: the folder of a kind has no subfolders"))
        }
        Misname::Extension { extension } => {
            let message = format!("the file name ends in `.{extension}` instead of `.yaml`");
            Finding::new(file, Place::Whole, message).help(format!("rename it to `{}.yaml`", own.id))
        }
        Misname::Stem { stem } => {
            let message = format!("the file name `{stem}` is not an id");
            let form = "an id has lower-case letters, digits and single hyphens, and starts with a letter";
            let help = match kebab_case(stem) {
                Some(id) => format!("rename the file to `{id}.yaml`, and write `id: {id}` in it; {form}"),
                None => format!("rename the file: {form}, such as `psoas-major`"),
            };
            Finding::new(file, Place::Whole, message).help(help)
        }
        // A stem that is no id is told of already, and the id in the file may be right.
        Misname::Id { stem, .. } if !is_id(stem) => return None,
        Misname::Id { id, stem } => wrong_id(corpus, named, (file, kind), id, stem),
    })
}

/// A record whose id is not the name of its file. Ids are kept for good, so the one that others know must stay.
fn wrong_id(
    corpus: &Corpus,
    named: &HashSet<&str>,
    (file, kind): (usize, &str),
    id: &str,
    stem: &str,
) -> Finding {
    let finding = |help: String| {
        Finding::new(file, Place::value("/id"), format!("the id `{id}` is not the file name, `{stem}`"))
            .label("not the file's name")
            .help(help)
    };
    let change = Change::Value { pointer: "/id".to_owned(), text: stem.to_owned() };
    let is_named = named.contains(id) || named.contains(format!("{kind}/{id}").as_str());
    let others = corpus
        .files
        .iter()
        .any(|other| other.kind.is_some_and(|other| other.folder() == kind) && *other.id == *id);
    let write = format!("write `id: {stem}`");
    if is_named && !others {
        return finding(format!(
            "rename the file to `{id}.yaml`: other records use that id, and an id never changes"
        ));
    }
    // It is the name of another record, or not an id at all, or others know this record by the name of its file.
    if others || !is_id(id) || !corpus.graph.incoming(file).is_empty() {
        return finding(write).fix(Fix::certain(change));
    }
    finding(format!(
        "{write} if the record is new; if it was published as `{id}`, rename the file to `{id}.yaml`"
    ))
    .fix(Fix::guess(change))
}

/// The records whose files have other names or are in other places than the references to them say. The findings about those files say
/// so, and the references need not be told.
pub(super) struct Elsewhere(HashSet<(Option<Kind>, String)>);

impl Elsewhere {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let has_other_name = |(file, problem): &(usize, Problem)| {
            let own = corpus.files.get(*file)?;
            match problem {
                Problem::Misnamed(Misname::Id { id, .. }) => Some((own.kind, id.to_string())),
                Problem::Misnamed(Misname::Stem { stem }) => Some((own.kind, kebab_case(stem)?)),
                Problem::UnknownKind { .. } => Some((None, own.id.to_string())),
                _ => None,
            }
        };
        let stray = |stray: &Stray| {
            let name = stray.path.rsplit('/').next().unwrap_or_default().trim_start_matches('.');
            (kind_of(&stray.path), name.split('.').next().unwrap_or_default().to_owned())
        };
        let files = corpus.problems.iter().filter_map(has_other_name);
        Self(files.chain(corpus.strays.iter().map(stray)).collect())
    }

    /// Says whether a reference names such a record.
    pub(super) fn holds(&self, bad: &BadReference) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let (folder, id) =
            bad.text.split_once('/').map_or((None, &*bad.text), |(folder, id)| (Some(folder), id));
        let folders: Vec<&str> = match (folder, &bad.fault) {
            (Some(folder), _) => vec![folder],
            (None, ReferenceFault::Dangling { folders, .. }) => {
                folders.iter().map(|folder| &**folder).collect()
            }
            _ => return false,
        };
        let kinds = folders.into_iter().filter_map(Kind::from_folder).map(Some);
        kinds.chain([None]).any(|kind| self.0.contains(&(kind, id.to_owned())))
    }
}

/// The id that a name would make: `Psoas_Major (left)` ► `psoas-major-left`.
fn kebab_case(name: &str) -> Option<String> {
    let mut id = String::new();
    let mut after_small = false;
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            if letter.is_ascii_uppercase() && after_small {
                id.push('-');
            }
            id.push(letter.to_ascii_lowercase());
        } else if letter != '\'' && !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
        after_small = letter.is_ascii_lowercase();
    }
    id.truncate(id.trim_end_matches('-').len());
    is_id(&id).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::kebab_case;

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("Psoas_Major (left)", Some("psoas-major-left")),
            ("psoasMajor", Some("psoas-major")),
            ("Hyrtl's muscle", Some("hyrtls-muscle")),
            ("L4-l5", Some("l4-l5")),
            ("2020-wilke", None),
            ("---", None),
        ] {
            assert_eq!(kebab_case(name).as_deref(), id, "{name}");
        }
    }
}
