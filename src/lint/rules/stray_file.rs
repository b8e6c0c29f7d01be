//! A file in a kind's folder that is not read as a record.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule, Subject};
use crate::diagnostic::Level;
use crate::stray::{Stray, WhyStray};

pub(super) static RULE: Rule = Rule {
    name: "stray-file",
    group: Group::Structure,
    level: Level::Error,
    summary: "a file in a kind's folder that is not read as a record, such as `x.yaml.txt` or `.x.yaml`",
    why: "whoever put it there may think that it is used, but a warning in it would reach nobody",
    standard: None,
    bad: Example(
        "
>>> benefits/flexibility.yaml.txt
id: flexibility # <-- here
name: Flexibility
summary: How far a joint can move.
",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, stray) in context.corpus.strays.iter().enumerate() {
        if let Some((message, help)) = describe(stray) {
            findings.report(Finding::new(Subject::Stray(number), Place::Whole, message).help(help));
        }
    }
}

fn describe(stray: &Stray) -> Option<(String, String)> {
    let name = stray.path.rsplit('/').next().unwrap_or_default();
    let stem = name.trim_start_matches('.').split('.').next().unwrap_or_default();
    let elsewhere = "if it is not a record, move it out of this folder";
    Some(match stray.why {
        WhyStray::NotYaml => (
            format!("the file `{name}` is not read as a record: its name does not end in `.yaml`"),
            format!("if it is a record, rename it to `{stem}.yaml`; {elsewhere}"),
        ),
        WhyStray::Hidden if name.starts_with('.') => (
            format!(
                "the file `{name}` is not read as a record: it is hidden, since its name starts with a dot"
            ),
            format!("if it is a record, rename it to `{stem}.yaml`; {elsewhere}"),
        ),
        WhyStray::Hidden => (
            format!("the file `{name}` is not read as a record: it is in a hidden folder"),
            format!("if it is a record, move it into its kind's folder; {elsewhere}"),
        ),
        WhyStray::Folder => (
            format!("`{name}` is a folder with the name of a record"),
            "rename the folder, or replace it with the record's file".to_owned(),
        ),
        WhyStray::Leftover => return None,
    })
}
