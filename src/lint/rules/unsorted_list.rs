//! A list whose order has no meaning, out of the order of the alphabet.
//!
//! Which lists those are, the schemas say: `"x-kb-order": "none"`. Where an editor's order tells the reader something, as the
//! first thing that a claim is about or the steps of a technique do, the schema says nothing, and this rule keeps silent.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};

pub(super) static RULE: Rule = Rule {
    name: "unsorted-list",
    group: Group::Hygiene,
    level: Level::Info,
    summary: "a list that should be sorted alphabetically and is not",
    why: "in a sorted list an editor sees at once what is missing or repeated, and two editors who add items cause fewer conflicts",
    standard: None,
    bad: Example(
        "
>>> kb.toml
title = \"Lists\"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
aliases: # <-- here
  - steadiness
  - equilibrium # in the older books
",
    ),
    good: Example(
        "
>>> kb.toml
title = \"Lists\"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
aliases:
  - equilibrium # in the older books
  - steadiness
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate() {
        for list in &file.unsorted {
            let (pointer, order) = (list.pointer.to_string(), list.order.clone());
            let name = pointer.rsplit('/').next().unwrap_or_default();
            let message = format!("the items of `{name}` are not in alphabetical order");
            findings.report(
                Finding::new(number, Place::key(&*pointer), message)
                    .help("sort them alphabetically")
                    .fix(Fix::certain(Change::Order { pointer, order })),
            );
        }
    }
}
