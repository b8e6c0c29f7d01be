//! A reference that leads to no record.

use super::super::enumerate::enumerate;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::resolve::{BadReference, ReferenceFault};
use crate::schema::Form;

pub(super) static RULE: Rule = Rule {
    name: "dangling-reference",
    group: Group::Structure,
    level: Level::Error,
    summary: "a reference that leads to no record",
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
    for (_, problem) in &context.corpus.problems {
        let Problem::Reference(bad) = problem else { continue };
        match &bad.fault {
            ReferenceFault::Dangling { folders, nearest } => {
                findings.report(dangling(bad, folders, nearest.as_deref()));
            }
            ReferenceFault::WrongForm { form, nearest } => {
                findings.report(wrong_form(bad, *form, nearest.as_deref()));
            }
            ReferenceFault::WrongKind { .. } => {}
        }
    }
}

fn dangling(bad: &BadReference, folders: &[Box<str>], nearest: Option<&str>) -> Finding {
    let BadReference { file, pointer, text, .. } = bad;
    let whole = Place::value(&**pointer);
    let (place, message, help) = match text.split_once('/') {
        None => {
            let places = enumerate(folders.iter().map(|folder| format!("{folder}/")), "or");
            let file = folders.first().map(|folder| format!("{folder}/{text}.yaml")).unwrap_or_default();
            (
                whole,
                format!("there is no record `{text}` in {places}"),
                format!("name a record that is there, or write `{file}`"),
            )
        }
        // The kind is right: what is wrong is behind it.
        Some((folder, _)) if folders.iter().any(|known| **known == *folder) => (
            Place::Words((**pointer).to_owned(), folder.len() + 1..text.len()),
            format!("there is no record `{text}`"),
            format!("name a record that is there, or write `{text}.yaml`"),
        ),
        Some((folder, _)) => (
            Place::Words((**pointer).to_owned(), 0..folder.len()),
            format!("there is no record `{text}`"),
            format!(
                "start it with one of {}",
                enumerate(folders.iter().map(|folder| format!("{folder}/")), "or")
            ),
        ),
    };
    let help = nearest.map_or(help, |near| format!("did you mean `{near}`?"));
    let write =
        |near: &str| Fix::guess(Change::Value { pointer: pointer.to_string(), text: near.to_owned() });
    Finding::new(*file, place, message).label("leads nowhere").help(help).fix(nearest.map(write))
}

fn wrong_form(bad: &BadReference, form: Form, nearest: Option<&str>) -> Finding {
    let BadReference { file, pointer, text, .. } = bad;
    let (message, label, help) = match form {
        Form::Id => {
            let id = text.rsplit('/').next().unwrap_or_default();
            let help = match nearest {
                Some(near) => format!("write `{near}`"),
                None => format!("write the id without a folder before it, and look whether `{id}` is right"),
            };
            (format!("`{text}` names a folder, where the id alone is wanted"), "an id has no `/`", help)
        }
        Form::Path => {
            let help = match nearest {
                Some(near) => format!("write `{near}`"),
                None => format!("write the folder of the record before its id, such as `techniques/{text}`"),
            };
            (format!("`{text}` does not say of which kind the record is"), "no folder before it", help)
        }
    };
    let write =
        |near: &str| Fix::certain(Change::Value { pointer: pointer.to_string(), text: near.to_owned() });
    Finding::new(*file, Place::value(&**pointer), message).label(label).help(help).fix(nearest.map(write))
}
