//! One line a finding: `path:line:col: level[rule] message`, which editors and `grep` understand.

use std::fmt::Write;

use crate::lint::Outcome;

/// Writes the findings, one a line, and a line at kb.toml for each rule that did not run.
pub fn render(outcome: &Outcome) -> String {
    let mut text = String::new();
    for diagnostic in &outcome.diagnostics {
        let at = diagnostic.location.start();
        let (path, level, rule) = (&diagnostic.location.path, diagnostic.level, diagnostic.rule);
        let message = diagnostic.message.replace('\n', " ");
        let _ = writeln!(text, "{path}:{}:{}: {level}[{rule}] {message}", at.line, at.column);
    }
    for left_out in &outcome.not_checked {
        let (path, level, reason) = (&outcome.manifest, left_out.level(), &left_out.reason);
        for rule in &left_out.rules {
            let _ = writeln!(text, "{path}:1:1: {level}[{rule}] not checked: {reason}");
        }
    }
    text
}
