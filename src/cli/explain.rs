//! `kb explain RULE`: why a rule is there, a bad example and a good one.

use std::fmt::Write;
use std::io;

use super::Done;
use super::levels::rule;
use super::output::{Colour, Failure, print};
use crate::diagnostic::Level;
use crate::lint::{Example, Rule, Table};

/// Explains a rule.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The rule's name, as shown in a finding or by `kb rules`.
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
    line("standard", rule.standard.unwrap_or("none; this project's own"));
    if let Some(limits) = rule.limits() {
        line("it can be wrong", limits);
    }
    if let Some(table) = rule.table() {
        let _ = writeln!(text, "\n{}", palette.heading("it judges by this table:"));
        columns(&mut text, &table);
    }
    for (title, code, example) in [("bad", "31", &rule.bad), ("good", "32", &rule.good)] {
        let _ = writeln!(text, "\n{}", palette.heading(&format!("{title}:")));
        show(&mut text, example, &palette.paint(code, "|"));
    }
    text.push_str(&advice(rule, palette));
    text
}

/// How its level is changed and its findings silenced, or why neither can be done.
fn advice(rule: &Rule, palette: &Palette) -> String {
    let name = rule.name;
    let mut text = String::new();
    let mut part = |title: &str, words: &str| {
        let _ = writeln!(text, "\n{}\n    {words}", palette.heading(title));
    };
    if !rule.level_can_change() {
        let why = "a file with this problem is missing from all other checks and from the export: fix it, or move it out of the folder";
        part("it can be neither silenced nor lowered:", why);
        return text;
    }
    part("to change its level, in kb.toml:", &format!("[lint.rules]\n    {name} = \"off\""));
    if !rule.can_be_silenced() {
        part("it cannot be silenced:", "it is about the comments that silence findings");
    } else if !rule.is_about_records() {
        part("no comment can silence it:", "its findings are not in a record");
    } else {
        let ways = format!(
            "# kb: ignore[{name}] the reason\n    # kb: ignore[{name}] until=YYYY-MM-DD the reason, up to that day"
        );
        part("to silence one finding, on its line or the line above:", &ways);
        let ways = format!("# kb: ignore-file[{name}] the reason");
        part("to silence all of them in a file, above its first key:", &ways);
    }
    text
}

/// Writes a table with its columns one under the other.
fn columns(text: &mut String, table: &Table) {
    let plain = |cell: &str| cell.replace('`', "");
    let head: Vec<String> = table.head.iter().map(|name| (*name).to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(&head)
        .chain(&table.rows)
        .map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    for row in &rows {
        let cells = row.iter().enumerate().map(|(column, cell)| format!("{cell:<0$}", width(column)));
        let _ = writeln!(text, "    {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

fn show(text: &mut String, example: &Example, bar: &str) {
    for (path, content) in example.files() {
        let _ = writeln!(text, "    {path}");
        for line in content.trim_end().lines() {
            let _ = writeln!(text, "    {bar} {line}");
        }
    }
}
