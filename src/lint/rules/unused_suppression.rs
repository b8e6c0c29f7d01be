//! A suppression that silences nothing.
//!
//! Only the sink knows what each suppression silenced, so the rule's check is empty: the sink asks [`findings`] when it is done
//! with the findings of all other rules in a file.

use super::super::enumerate::enumerate;
use super::super::suppression::Used;
use super::super::{Context, Example, Finding, Group, Place, Rule, Subject};
use crate::corpus::Problem;
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    group: Group::Suppressions,
    level: Level::Warning,
    summary: "a suppression that silences nothing",
    why: "it would silence the next fault of that kind in its place, and nobody would look",
    standard: None,
    bad: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
# kb: ignore[overclaim] the name of a programme # <-- here
summary: How far a joint can move. # kb: ignore[overclaim] as on its page # <-- here
",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
# kb: ignore[overclaim] the words of its makers
summary: How far a joint can move, which Always Supple guarantees.
",
    ),
    check: |_, _| {},
};

/// What the suppressions in force of one file did not silence. `looked_at` says whether a rule looked at all of the file.
pub(in crate::lint) fn findings(
    context: &Context<'_>,
    subject: Subject,
    suppressions: &[Used],
    looked_at: &dyn Fn(&str) -> bool,
) -> Vec<(&'static Rule, Finding)> {
    let Subject::File(file) = subject else { return Vec::new() };
    let is_whole =
        |problem: &Problem| matches!(problem, Problem::Reference(_) | Problem::Misnamed(_));
    if !context.corpus.problems_of(file).all(is_whole) {
        // Rules saw little or nothing of the record.
        return Vec::new();
    }
    suppressions.iter().filter_map(|used| Some((&RULE, finding(file, used, looked_at)?))).collect()
}

fn finding(file: usize, used: &Used, looked_at: &dyn Fn(&str) -> bool) -> Option<Finding> {
    let all = &used.suppression.rules;
    let unused: Vec<_> = all
        .iter()
        .zip(&used.silenced)
        .filter(|((name, _), silenced)| !**silenced && looked_at(name))
        .map(|(rule, _)| rule)
        .collect();
    let (_, first) = unused.first()?;
    let names = enumerate(unused.iter().map(|(name, _)| name), "and");
    let is_whole = unused.len() == all.len();
    let (span, help) = if is_whole {
        (used.suppression.span, "remove the comment".to_owned())
    } else {
        (*first, format!("remove {names} from the brackets"))
    };
    let is_about_suppressions = |name: &str| {
        super::find(name).is_some_and(|rule| rule.group == Group::Suppressions)
    };
    let help = if unused.iter().any(|(name, _)| is_about_suppressions(name)) {
        format!("{help}: what is said of suppressions cannot be silenced")
    } else {
        help
    };
    let message = format!("the suppression of {names} silences nothing");
    Some(Finding::new(file, Place::Bytes(span), message).label("nothing to silence here").help(help))
}
