//! What a run found and how long it took, rule by rule: `kb lint --statistics`. A part of the report for people, and of that for
//! programs.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use serde::Serialize;

use crate::diagnostic::Level;
use crate::lint::Outcome;

/// What a run found and how long it took, rule by rule. Times are in seconds and differ from run to run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Statistics {
    /// The rules that were on: those with the most findings first, then those that took the longest.
    pub rules: Vec<RuleStatistics>,
    /// Finding, reading and parsing the files.
    pub reading_seconds: f64,
    /// All rules. They run side by side, so that less time than this may have passed.
    pub rules_seconds: f64,
    /// Levels, suppressions, places and repairs of what was found.
    pub placing_seconds: f64,
}

/// What one rule found, and how long it took.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleStatistics {
    /// The rule's name.
    pub rule: String,
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Infos.
    pub info: usize,
    /// Silenced findings, at any level.
    pub suppressed: usize,
    /// Findings, silenced ones aside, that `kb lint --fix` can repair, by itself or with `--unsafe-fixes`.
    pub fixable: usize,
    /// How long the rule took.
    pub seconds: f64,
}

impl Statistics {
    /// The statistics of a run; nothing where its times were not taken.
    pub fn of(outcome: &Outcome) -> Option<Self> {
        let times = outcome.times.as_ref()?;
        let row = |&(rule, time): &(&'static str, Duration)| {
            let seconds = time.as_secs_f64();
            (rule, RuleStatistics { rule: rule.to_owned(), seconds, ..RuleStatistics::default() })
        };
        let mut rows: BTreeMap<&str, RuleStatistics> = times.rules.iter().map(row).collect();
        for diagnostic in &outcome.diagnostics {
            let row = rows.entry(diagnostic.rule).or_default();
            match diagnostic.level {
                Level::Error => row.error += 1,
                Level::Warning => row.warning += 1,
                Level::Info => row.info += 1,
            }
            row.fixable += usize::from(diagnostic.repair.is_some());
        }
        for silenced in &outcome.suppressed {
            rows.entry(silenced.diagnostic.rule).or_default().suppressed += 1;
        }
        let mut rules: Vec<RuleStatistics> = rows.into_values().collect();
        rules.sort_by(|one, other| {
            let findings = |row: &RuleStatistics| Reverse(row.findings());
            findings(one).cmp(&findings(other)).then_with(|| other.seconds.total_cmp(&one.seconds))
        });
        Some(Self {
            rules,
            reading_seconds: times.reading.as_secs_f64(),
            rules_seconds: times.rules.iter().map(|(_, time)| time.as_secs_f64()).sum(),
            placing_seconds: times.placing.as_secs_f64(),
        })
    }

    /// The statistics as a table for people, times in milliseconds.
    pub fn table(&self) -> String {
        let widest = self.rules.iter().map(|row| row.rule.len()).max().unwrap_or_default();
        let mut text = format!(
            "{:widest$}  {:>7}  {:>7}  {:>7}  {:>10}  {:>7}  {:>10}\n",
            "rule", "error", "warning", "info", "suppressed", "fixable", "time (ms)"
        );
        for row in &self.rules {
            let RuleStatistics { rule, error, warning, info, suppressed, fixable, seconds } = row;
            let time = milliseconds(*seconds);
            let _ = writeln!(
                text,
                "{rule:widest$}  {error:>7}  {warning:>7}  {info:>7}  {suppressed:>10}  {fixable:>7}  {time:>10}"
            );
        }
        for (name, seconds) in [
            ("reading the files", self.reading_seconds),
            ("all rules, which run in parallel", self.rules_seconds),
            ("finding the place of each finding", self.placing_seconds),
        ] {
            let _ = writeln!(text, "{name}: {} ms", milliseconds(seconds));
        }
        text
    }
}

impl RuleStatistics {
    /// The number of findings that are not silenced.
    pub fn findings(&self) -> usize {
        self.error + self.warning + self.info
    }
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.2}", seconds * 1000.0)
}
