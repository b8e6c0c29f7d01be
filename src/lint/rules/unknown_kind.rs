//! A file in a folder that is no kind's.

use super::super::enumerate::enumerate;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::model::Kind;
use crate::source::Refusal;

pub(super) static RULE: Rule = Rule {
    name: "unknown-kind",
    group: Group::Structure,
    level: Level::Error,
    summary: "a file in a folder that does not belong to any kind",
    why: "the folder says what kind of record it is; without that, nothing in the file can be checked or exported",
    standard: None,
    bad: Example(
        "
>>> muscle/psoas-major.yaml
id: psoas-major # <-- here
name: Psoas major
summary: A long muscle that runs from the lower spine to the thigh bone and lifts the thigh.
",
    ),
    good: Example(
        "
>>> muscles/psoas-major.yaml
id: psoas-major
name: Psoas major
summary: A long muscle that runs from the lower spine to the thigh bone and lifts the thigh.
actions:
  - hip flexion
citations:
  - reference: anatomy-2015
    stance: supports
>>> muscles/hip-flexors.yaml
id: hip-flexors
name: Hip flexors
summary: The muscles at the front of the hip that lift the thigh.
members:
  - muscle: rectus-femoris
    role: core
  - muscle: psoas-major
    role: core
citations:
  - reference: anatomy-2015
    stance: supports
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, problem) in &context.corpus.problems {
        let Problem::UnknownKind { folder, nearest } = problem else { continue };
        if context.corpus.problems_of(*file).any(is_link_refused) {
            continue;
        }
        let Some(name) = context.corpus.files.get(*file).map(|file| file_name(&file.path)) else { continue };
        let kinds = || enumerate(Kind::ALL.iter().map(|kind| kind.folder()), "and");
        let (message, help) = match (&**folder, nearest) {
            ("", _) => (
                format!("`{name}` is not in the folder of a kind"),
                format!("move it into the folder of its kind; the kinds are {}", kinds()),
            ),
            (folder, Some(near)) => (
                format!("there is no kind `{folder}`"),
                format!("did you mean `{near}`? if so, move the file to `{near}/{name}`"),
            ),
            (folder, None) => (
                format!("there is no kind `{folder}`"),
                format!("move the file into the folder of its kind; the kinds are {}", kinds()),
            ),
        };
        findings.report(Finding::new(*file, Place::Whole, message).help(help));
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Of a link that is refused, what it leads to is unknown: its name may well be that of a kind's folder.
fn is_link_refused(problem: &Problem) -> bool {
    use Refusal::{DeadLink, LeavesFolder, LinkToFolder};
    matches!(problem, Problem::Refused(LeavesFolder | LinkToFolder | DeadLink))
}
