//! `kb explain RULE`: why a rule is there, a bad example and a good one.

use std::fmt::Write;

use super::Done;
use super::output::{Failure, print};
use crate::lint::{Example, rules};
use crate::nearest::nearest;

/// Explains a rule.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The rule's name, as it stands in a finding or in `kb rules`.
    rule: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let name = &arguments.rule;
    let Some(rule) = rules::find(name) else {
        let help = match nearest(name, rules::ALL.iter().map(|rule| rule.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`kb rules` lists them".to_owned(),
        };
        return Err(Failure::new(format!("there is no rule `{name}`")).help(help));
    };
    let mut text = format!("{} ({}, {})\n\n", rule.name, rule.level, rule.group.name());
    let _ = writeln!(text, "finds: {}", rule.summary);
    let _ = writeln!(text, "why: {}", rule.why);
    let _ = writeln!(text, "standard: {}", rule.standard.unwrap_or("none; it is this project's own"));
    for (title, example) in [("bad", &rule.bad), ("good", &rule.good)] {
        let _ = writeln!(text, "\n{title}:");
        text.push_str(&indent(example));
    }
    let _ =
        writeln!(text, "\nto change its level, in kb.toml:\n    [lint.rules]\n    {} = \"off\"", rule.name);
    let _ = writeln!(
        text,
        "to silence one finding, on its line or the line above:\n    # kb: ignore[{}] the reason",
        rule.name
    );
    print(&text)?;
    Ok(Done::Clean)
}

fn indent(example: &Example) -> String {
    let mut text = String::new();
    for (path, content) in example.files() {
        let _ = writeln!(text, "    {path}");
        for line in content.trim_end().lines() {
            let _ = writeln!(text, "    | {line}");
        }
    }
    text
}
