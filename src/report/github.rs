//! Workflow commands of GitHub Actions, which become annotations of the changed lines.
//!
//! Escapes: <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>.

use std::fmt::Write;

use crate::diagnostic::Level;
use crate::lint::Outcome;

/// Writes the findings, one command a line, and a notice for the rules that did not run.
pub fn render(outcome: &Outcome) -> String {
    let mut text = String::new();
    for diagnostic in &outcome.diagnostics {
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let (start, end) = (diagnostic.location.start(), diagnostic.location.end());
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let _ = write!(text, "::{command} file={},line={}", property(&diagnostic.location.path), start.line);
        // Columns are taken only within one line; and an end column is the last character, not the one after it.
        if start.line == end.line {
            let last = end.column.saturating_sub(1).max(start.column);
            let _ = write!(text, ",col={},endColumn={last}", start.column);
        } else {
            let _ = write!(text, ",endLine={}", end.line);
        }
        let _ = writeln!(text, ",title={}::{}", property(diagnostic.rule), data(&message));
    }
    for left_out in &outcome.not_checked {
        let file = property(&outcome.manifest);
        let _ = writeln!(text, "::notice file={file},title=not checked::{}", data(&left_out.to_string()));
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
