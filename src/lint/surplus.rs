//! What one rule finds in one file over and over: after the first findings one more says how many are left out.

use std::collections::BTreeMap;

use super::Rule;
use super::finding::{Finding, Subject};
use crate::count::count;

/// The most findings of one rule in one file that are shown. A broken file can have hundreds of thousands of them, and nobody reads
/// on after the first few.
pub(super) const MOST: usize = 100;

/// The findings about one file that are counted, and those that are left out.
#[derive(Debug, Default)]
pub(super) struct Surplus {
    counts: BTreeMap<&'static str, Counted>,
}

/// How many findings of a rule were counted, and the first that is left out.
#[derive(Debug, Default)]
struct Counted {
    number: usize,
    left_out: Option<(&'static Rule, Finding)>,
}

impl Surplus {
    /// Says whether as many findings of the rule as are shown have been counted.
    pub(super) fn is_full(&self, rule: &Rule) -> bool {
        self.counts.get(rule.name).is_some_and(|counted| counted.number >= MOST)
    }

    /// Counts a finding; gives it back if it is to be shown.
    pub(super) fn count(&mut self, rule: &'static Rule, finding: Finding) -> Option<Finding> {
        let counted = self.counts.entry(rule.name).or_default();
        counted.number += 1;
        if counted.number <= MOST {
            return Some(finding);
        }
        counted.left_out.get_or_insert((rule, finding));
        None
    }

    /// For each rule with findings that are left out, one that says how many, at the place of the first of them.
    pub(super) fn findings(self, subject: Subject) -> Vec<(&'static Rule, Finding)> {
        let tell = |Counted { number, left_out }| {
            let (rule, first): (&'static Rule, Finding) = left_out?;
            let left_out = count(number - MOST, "more finding");
            let message = format!("{left_out} of `{}` in the rest of this file, not shown", rule.name);
            let help = format!("fix the first {MOST} and run again; often they have one cause");
            Some((rule, Finding::new(subject, first.place, message).help(help)))
        };
        self.counts.into_values().filter_map(tell).collect()
    }
}
