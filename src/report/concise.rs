//! One line a finding: `path:line:col: level[rule] message`, which editors and `grep` understand.

use std::fmt::Write;

use crate::lint::Outcome;

/// Writes the findings, one a line.
pub fn render(outcome: &Outcome) -> String {
    let mut text = String::new();
    for diagnostic in &outcome.diagnostics {
        let at = diagnostic.location.start();
        let (path, level, rule) = (&diagnostic.location.path, diagnostic.level, diagnostic.rule);
        let message = diagnostic.message.replace('\n', " ");
        let _ = writeln!(text, "{path}:{}:{}: {level}[{rule}] {message}", at.line, at.column);
    }
    text
}
