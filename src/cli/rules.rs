//! `kb rules`: the registry.

use std::fmt::Write;

use serde_json::json;

use super::Done;
use super::output::{Failure, print};
use crate::lint::rules::ALL;
use crate::report::rules_page;

/// Lists the rules with their levels and groups.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// How to write the list.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Columns.
    Table,
    /// A list of objects.
    Json,
    /// A page in Markdown: docs/rules.md.
    Markdown,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let mut text = String::new();
    match arguments.format {
        Format::Table => {
            let widest = ALL.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
            for rule in ALL {
                let (level, group) = (rule.level, rule.group.name());
                let _ = writeln!(text, "{:widest$}  {level:7}  {group:12}  {}", rule.name, rule.summary);
            }
        }
        Format::Json => {
            let rules: Vec<_> = ALL
                .iter()
                .map(|rule| {
                    let mut object = json!({
                        "name": rule.name, "level": rule.level, "group": rule.group.name(),
                        "summary": rule.summary, "why": rule.why,
                    });
                    if let Some(standard) = rule.standard {
                        object["standard"] = standard.into();
                    }
                    object
                })
                .collect();
            text = format!("{:#}\n", serde_json::Value::from(rules));
        }
        Format::Markdown => text = rules_page::render(),
    }
    print(&text)?;
    Ok(Done::Clean)
}
