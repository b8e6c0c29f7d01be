//! GitLab's code quality report: a subset of the Code Climate format.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use serde_json::{Value, json};

use super::fingerprint::{Fingerprints, of_rule};
use crate::diagnostic::Level;
use crate::lint::{NotChecked, Outcome};
use crate::visible::visible_json;

/// Writes the findings as one list of objects, and the rules that did not run as issues of kb.toml.
pub fn render(outcome: &Outcome) -> String {
    let mut fingerprints = Fingerprints::default();
    let mut issues: Vec<Value> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let (start, end) = (diagnostic.location.start(), diagnostic.location.end());
            json!({
                "description": diagnostic.message,
                "check_name": diagnostic.rule,
                "fingerprint": fingerprints.of(diagnostic),
                "severity": severity(diagnostic.level),
                "location": {"path": &*diagnostic.location.path, "lines": {"begin": start.line, "end": end.line}},
            })
        })
        .collect();
    let left_out = |left_out: &NotChecked| {
        let NotChecked { rules, reason, .. } = left_out.clone();
        let severity = severity(left_out.level());
        let issue = move |rule: &str| {
            json!({
                "description": format!("not checked: {reason}"),
                "check_name": rule,
                "fingerprint": of_rule(rule),
                "severity": severity,
                "location": {"path": outcome.manifest, "lines": {"begin": 1, "end": 1}},
            })
        };
        rules.into_iter().map(issue).collect::<Vec<_>>()
    };
    issues.extend(outcome.not_checked.iter().flat_map(left_out));
    visible_json(format!("{:#}\n", Value::from(issues)))
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Info => "info",
    }
}
