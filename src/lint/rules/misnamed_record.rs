//! A file whose name or place is not that of its record.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use super::duplicate_record;
use crate::corpus::{Corpus, Misname, Problem};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::model::is_id;
use crate::source::Refusal;

pub(super) static RULE: Rule = Rule {
    name: "misnamed-record",
    group: Group::Structure,
    level: Level::Error,
    summary: "a file whose name or place is not that of its record",
    why: "records name each other by the names of their files, so a record under another name cannot be found",
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
    let second_files = duplicate_record::second_files(corpus);
    for (file, problem) in &corpus.problems {
        let Problem::Misnamed(misname) = problem else { continue };
        if second_files.contains_key(file) || is_refused_link(corpus, *file) {
            continue;
        }
        if let Some(finding) = describe(corpus, *file, misname) {
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

fn describe(corpus: &Corpus, file: usize, misname: &Misname) -> Option<Finding> {
    let own = corpus.files.get(file)?;
    let kind = own.kind?.folder();
    let name = own.path.rsplit('/').next().unwrap_or_default();
    Some(match misname {
        Misname::Nested { folder } => {
            Finding::new(file, Place::Whole, format!("the record stands in a folder of its own, `{folder}`"))
                .help(format!("move the file to `{kind}/{name}`: a kind's folder has no folders in it"))
        }
        Misname::Extension { extension } => {
            let message = format!("the name of the file ends in `.{extension}`, and not in `.yaml`");
            Finding::new(file, Place::Whole, message).help(format!("rename it to `{}.yaml`", own.id))
        }
        Misname::Stem { stem } => {
            let message = format!("the name of the file, `{stem}`, is no id");
            let form = "an id has small letters, digits and single hyphens, and starts with a letter";
            let help = match kebab_case(stem) {
                Some(id) => format!("rename the file to `{id}.yaml`, and write `id: {id}` in it; {form}"),
                None => format!("rename the file: {form}, such as `psoas-major`"),
            };
            Finding::new(file, Place::Whole, message).help(help)
        }
        // A stem that is no id is told of already, and the id in the file may be right.
        Misname::Id { stem, .. } if !is_id(stem) => return None,
        Misname::Id { id, stem } => {
            let help = if is_id(id) {
                format!("write `id: {stem}`, or rename the file to `{id}.yaml`")
            } else {
                format!("write `id: {stem}`")
            };
            Finding::new(
                file,
                Place::value("/id"),
                format!("the id `{id}` is not the name of the file, `{stem}`"),
            )
            .label("not the file's name")
            .help(help)
            // Other records name this one by its file, so the name of the file is the one that holds.
            .fix(Fix::certain(Change::Value { pointer: "/id".to_owned(), text: stem.to_string() }))
        }
    })
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
