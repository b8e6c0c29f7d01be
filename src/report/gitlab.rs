//! GitLab's code quality report: a subset of the Code Climate format.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use crate::diagnostic::Level;
use crate::lint::Outcome;

/// Writes the findings as one list of objects.
pub fn render(outcome: &Outcome) -> String {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<Value> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let severity = match diagnostic.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Info => "info",
            };
            let (start, end) = (diagnostic.location.start(), diagnostic.location.end());
            json!({
                "description": diagnostic.message,
                "check_name": diagnostic.rule,
                "fingerprint": fingerprints.of(diagnostic),
                "severity": severity,
                "location": {"path": &*diagnostic.location.path, "lines": {"begin": start.line, "end": end.line}},
            })
        })
        .collect();
    format!("{:#}\n", Value::from(issues))
}
