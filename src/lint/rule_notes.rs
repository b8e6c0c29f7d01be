//! What is told of a rule beside what it holds itself: the table that it judges by, and how it can be wrong.

use std::fmt::Write;

use super::rule::Rule;
use super::safety::dose_table;
use super::verdict_table;

/// A table that a rule judges by, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of its columns.
    pub head: Vec<&'static str>,
    /// Its lines.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table in Markdown, a line each.
    pub fn markdown(&self) -> String {
        let mut text = format!("| {} |\n|{}\n", self.head.join(" | "), " --- |".repeat(self.head.len()));
        for row in &self.rows {
            let _ = writeln!(text, "| {} |", row.join(" | ").replace('\n', " "));
        }
        text
    }
}

/// The names of rules, each with how it can be wrong and what to write then.
const LIMITS: &str = include_str!("rule_limits.tsv");

impl Rule {
    /// The table that it judges by; nothing where there is none.
    pub fn table(&self) -> Option<Table> {
        match self.name {
            "verdict-against-citations" => Some(verdict_table::table()),
            "excessive-dose" => Some(dose_table()),
            _ => None,
        }
    }

    /// How it can be wrong, and what to write then; nothing where that is plain.
    pub fn limits(&self) -> Option<&'static str> {
        let mut lines = LIMITS.lines().filter_map(|line| line.split_once('\t'));
        lines.find(|(name, _)| *name == self.name).map(|(_, limits)| limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules;

    #[test]
    fn limits_and_tables_are_those_of_rules() {
        for (name, limits) in LIMITS.lines().filter_map(|line| line.split_once('\t')) {
            assert!(rules::find(name).is_some(), "{name}");
            assert!(!limits.ends_with('.') && !limits.contains('\t'), "{name}");
        }
        assert_eq!(rules::ALL.iter().filter(|rule| rule.table().is_some()).count(), 2);
    }

    #[test]
    fn tables_are_written_as_markdown() {
        let table = Table { head: vec!["a", "b"], rows: vec![vec!["1".to_owned(), "2".to_owned()]] };
        assert_eq!(table.markdown(), "| a | b |\n| --- | --- |\n| 1 | 2 |\n");
    }
}
