//! What one rule finds in one file over and over: after the first findings one more says how many are left out.

use std::collections::BTreeMap;

use super::Rule;
use super::finding::{Finding, MOST_SHOWN, Place, Subject};
use crate::count::count;

/// The findings about one file that are counted, and those that are left out.
#[derive(Debug, Default)]
pub(super) struct Surplus {
    counts: BTreeMap<&'static str, Counted>,
}

/// How many findings of a rule were counted.
#[derive(Debug)]
struct Counted {
    rule: &'static Rule,
    number: usize,
    shown: usize,
    /// The first that is left out.
    left_out: Option<Finding>,
}

impl Surplus {
    fn of(&mut self, rule: &'static Rule) -> &mut Counted {
        let none = Counted { rule, number: 0, shown: 0, left_out: None };
        self.counts.entry(rule.name).or_insert(none)
    }

    /// Says whether as many findings of the rule as are shown have been counted.
    pub(super) fn is_full(&self, rule: &Rule) -> bool {
        self.counts.get(rule.name).is_some_and(|counted| counted.shown >= MOST_SHOWN)
    }

    /// Counts a finding; gives it back if it is to be shown.
    pub(super) fn count(&mut self, rule: &'static Rule, finding: Finding) -> Option<Finding> {
        let counted = self.of(rule);
        counted.number += 1;
        if counted.shown < MOST_SHOWN {
            counted.shown += 1;
            return Some(finding);
        }
        counted.left_out.get_or_insert(finding);
        None
    }

    /// Counts findings of a rule that were not kept.
    pub(super) fn count_more(&mut self, rule: &'static Rule, number: usize) {
        self.of(rule).number += number;
    }

    /// For each rule with findings that are left out, one that says how many, at the place of the first of them.
    pub(super) fn findings(self, subject: Subject) -> Vec<(&'static Rule, Finding)> {
        let tell = |Counted { rule, number, shown, left_out }| {
            let more = number - shown;
            let place = left_out.map_or(Place::Whole, |first: Finding| first.place);
            let which = if place == Place::Whole { "this file" } else { "the rest of this file" };
            let left_out = count(more, "more finding");
            let message = format!("{left_out} of `{}` in {which}, not shown", rule.name);
            let help = match shown {
                0 => "fix the other findings first and run again".to_owned(),
                _ => format!("fix the first {shown} and run again; often they have one cause"),
            };
            (more > 0).then(|| (rule, Finding::new(subject, place, message).help(help)))
        };
        self.counts.into_values().filter_map(tell).collect()
    }
}
