//! `kb explain RULE`: why a rule is there, a bad example and a good one.

use std::fmt::Write;
use std::io;

use super::Done;
use super::levels::rule;
use super::output::{Colour, Failure, print};
use crate::diagnostic::Level;
use crate::lint::{Example, Rule};

/// Explains a rule.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The rule's name, as it stands in a finding or in `kb rules`.
    rule: String,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    let rule = rule(&arguments.rule)?;
    print(&explain(rule, &Palette { on: colour.on(&io::stdout()) }))?;
    Ok(Done::Clean)
}

/// The escape sequences of a terminal (ECMA-48, SGR), or none.
struct Palette {
    on: bool,
}

impl Palette {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn heading(&self, text: &str) -> String {
        self.paint("1", text)
    }

    fn level(&self, level: Level) -> String {
        let code = match level {
            Level::Error => "1;31",
            Level::Warning => "1;33",
            Level::Info => "1;34",
        };
        self.paint(code, level.name())
    }
}

fn explain(rule: &Rule, palette: &Palette) -> String {
    let mut text =
        format!("{} ({}, {})\n\n", palette.heading(rule.name), palette.level(rule.level), rule.group.name());
    let mut line = |title: &str, words: &str| {
        let _ = writeln!(text, "{} {words}", palette.heading(&format!("{title}:")));
    };
    line("finds", rule.summary);
    line("why", rule.why);
    line("standard", rule.standard.unwrap_or("none; it is this project's own"));
    for (title, code, example) in [("bad", "31", &rule.bad), ("good", "32", &rule.good)] {
        let _ = writeln!(text, "\n{}", palette.heading(&format!("{title}:")));
        show(&mut text, example, &palette.paint(code, "|"));
    }
    let _ = writeln!(
        text,
        "\n{}\n    [lint.rules]\n    {} = \"off\"",
        palette.heading("to change its level, in kb.toml:"),
        rule.name
    );
    let _ = writeln!(
        text,
        "{}\n    # kb: ignore[{}] the reason",
        palette.heading("to silence one finding, on its line or the line above:"),
        rule.name
    );
    text
}

fn show(text: &mut String, example: &Example, bar: &str) {
    for (path, content) in example.files() {
        let _ = writeln!(text, "    {path}");
        for line in content.trim_end().lines() {
            let _ = writeln!(text, "    {bar} {line}");
        }
    }
}
