//! The report of a run in each format. Those that `kb lint` has too are written by it, from the rules that read the lock.

use std::io;
use std::path::Path;

use super::super::open::open;
use super::super::output::{Colour, Failure, width};
use super::super::today::today;
use crate::links::{Told, human as table};
use crate::lint::{self, Context, Group, LevelSetting, rules};
use crate::lock::{Lock, LockFile};
use crate::report::human::Style;
use crate::report::{concise, github, gitlab, human, junit, sarif};
use crate::visible::visible_json;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(in super::super) enum Format {
    /// For people: what is wrong with which reference, and a count of the verdicts.
    Human,
    /// For people, like `kb lint`: each finding with its source lines.
    Lint,
    /// One line per finding: path:line:col: level[rule] message.
    Concise,
    /// For programs: one object, kb-links/v1.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// JUnit XML, for test dashboards.
    Junit,
    /// GitLab's code quality report.
    Gitlab,
}

/// What a report may look into.
pub(super) struct Base<'a> {
    pub(super) root: &'a Path,
    pub(super) lock: &'a Lock,
}

pub(super) fn render(
    told: &Told,
    format: Format,
    base: &Base<'_>,
    colour: Colour,
) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("cannot write the report: {error}"));
    match format {
        Format::Human => return Ok(table(told)),
        Format::Json => {
            return serde_json::to_string_pretty(told)
                .map(|text| visible_json(text + "\n"))
                .map_err(|error| failed(&error));
        }
        _ => {}
    }
    let mut opened = open(Some(base.root))?;
    for rule in rules::ALL.iter().filter(|rule| !reads_the_lock(rule)) {
        opened.config.levels.set_from_command_line(rule, LevelSetting::Off);
    }
    let text = base.lock.to_string();
    let lock = LockFile::read(text.as_bytes());
    let as_of = today();
    let context = Context::new(&opened.corpus, &opened.config, Some(&lock), as_of);
    let outcome = lint::run(&context, &opened.prefix);
    Ok(match format {
        Format::Concise => concise::render(&outcome),
        Format::Sarif => sarif::render(&outcome),
        Format::Github => github::render(&outcome),
        Format::Junit => junit::render(&outcome).map_err(|error| failed(&error))?,
        Format::Gitlab => gitlab::render(&outcome),
        Format::Lint | Format::Human | Format::Json => {
            human::render(&outcome, Style { colour: colour.on(&io::stdout()), width: width() })
        }
    })
}

/// The rules whose findings come from the lock, and so from this run.
fn reads_the_lock(rule: &lint::Rule) -> bool {
    let names =
        ["retracted-reference", "corrected-reference", "reference-under-concern", "mismatched-identifier"];
    rule.group == Group::Links || names.contains(&rule.name)
}
