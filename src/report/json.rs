//! For programs: one object, versioned. Its own JSON Schema is `schemas/kb-report.schema.json`.

use serde::Serialize;

use super::statistics::Statistics;
use crate::diagnostic::{Diagnostic, Level, Location, Suppressed};
use crate::edit::Safety;
use crate::lint::{Checked, Outcome};
use crate::span::Position;
use crate::visible::visible_json;

/// The version of the format.
pub const SCHEMA: &str = "kb-report/v1";

/// What a run found. Absent is absent, never null; readers ignore what they do not know.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of the format: `kb-report/v1`.
    pub schema: String,
    /// The program that wrote it.
    pub tool: Tool,
    /// False where the run broke off before all was checked.
    pub complete: bool,
    /// What was checked.
    pub checked: Checked,
    /// What was left out, and why.
    pub not_checked: Vec<String>,
    /// The rules that are turned off.
    pub off: Vec<String>,
    /// The findings, sorted by path, place and rule.
    pub findings: Vec<Finding>,
    /// The findings that editors silenced.
    pub suppressed: Vec<SuppressedFinding>,
    /// How many findings there are.
    pub summary: Summary,
    /// Findings and times, rule by rule; absent where `--statistics` was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<Statistics>,
}

/// A program and its version.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    /// The program's name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// One finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// The rule's name.
    pub rule: String,
    /// How much it weighs.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// The file, relative to the working directory, with `/`.
    pub path: String,
    /// The place in the record (JSON pointer).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Where it starts.
    pub start: Position,
    /// Where it ends: after its last character.
    pub end: Position,
    /// Why it matters.
    pub why: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// How it can be repaired: `safe` by `kb lint --fix`, `unsafe` with `--unsafe-fixes` beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Safety>,
    /// Other places that have to do with it.
    pub related: Vec<RelatedPlace>,
}

/// A finding that an editor silenced.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SuppressedFinding {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// The editor's reason.
    pub reason: String,
}

/// Another place that has to do with a finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RelatedPlace {
    /// The file.
    pub path: String,
    /// Where it starts.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
    /// What it has to do with the finding.
    pub message: String,
}

/// How many findings there are at each level.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Infos.
    pub info: usize,
    /// Silenced findings, at any level.
    pub suppressed: usize,
    /// Findings that `--fix` repaired; absent where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<usize>,
}

impl From<&Outcome> for Report {
    fn from(outcome: &Outcome) -> Self {
        let tool = Tool { name: "kb".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
        let summary = Summary {
            error: outcome.count(Level::Error),
            warning: outcome.count(Level::Warning),
            info: outcome.count(Level::Info),
            suppressed: outcome.suppressed.len(),
            fixed: outcome.fixed.map(|fixed| fixed.findings),
        };
        let silenced = |Suppressed { diagnostic, reason }: &Suppressed| SuppressedFinding {
            finding: diagnostic.into(),
            reason: reason.clone(),
        };
        Self {
            schema: SCHEMA.to_owned(),
            tool,
            complete: true,
            checked: outcome.checked,
            off: outcome.off.iter().map(|&rule| rule.to_owned()).collect(),
            not_checked: outcome.not_checked.iter().map(ToString::to_string).collect(),
            findings: outcome.diagnostics.iter().map(Finding::from).collect(),
            suppressed: outcome.suppressed.iter().map(silenced).collect(),
            summary,
            statistics: Statistics::of(outcome),
        }
    }
}

impl From<&Diagnostic> for Finding {
    fn from(diagnostic: &Diagnostic) -> Self {
        let Location { path, pointer, .. } = &diagnostic.location;
        let related = diagnostic.related.iter().map(|related| RelatedPlace {
            path: related.location.path.to_string(),
            start: related.location.start(),
            end: related.location.end(),
            message: related.message.clone(),
        });
        Self {
            rule: diagnostic.rule.to_owned(),
            level: diagnostic.level,
            message: diagnostic.message.clone(),
            path: path.to_string(),
            pointer: pointer.as_deref().map(str::to_owned),
            start: diagnostic.location.start(),
            end: diagnostic.location.end(),
            why: diagnostic.why.to_owned(),
            help: diagnostic.help.clone(),
            fix: diagnostic.repair.as_ref().map(|repair| repair.fix.safety),
            related: related.collect(),
        }
    }
}

/// Writes the report as one object over several lines.
///
/// # Errors
///
/// Never for a report of ours; the signature is that of the JSON writer.
pub fn render(outcome: &Outcome) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&Report::from(outcome))?;
    text.push('\n');
    Ok(visible_json(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_file_is_that_of_the_types() {
        crate::schema_file::assert_fresh::<Report>("kb-report", SCHEMA);
    }
}
