//! A suppression that silences nothing.
//!
//! Only the sink knows what each suppression silenced, so the rule's check is empty: the sink asks [`findings`] when it is done
//! with the findings of all other rules in a file.

use super::super::enumerate::enumerate;
use super::super::suppression::Used;
use super::super::{Context, Example, Finding, Group, Place, Rule, Subject};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    group: Group::Suppressions,
    level: Level::Warning,
    summary: "a suppression that silences nothing",
    why: "it would silence the next problem of that kind here, and nobody would notice",
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
summary: How far a joint can move, which Always Upright guarantees.
",
    ),
    check: |_, _| {},
};

/// What the suppressions of one file did not silence. `looked_at` says whether a rule looked at all of the file.
pub(in crate::lint) fn findings(
    context: &Context<'_>,
    subject: Subject,
    suppressions: &[Used],
    looked_at: &dyn Fn(&str) -> bool,
) -> Vec<(&'static Rule, Finding)> {
    let Subject::File(file) = subject else { return Vec::new() };
    let is_seen = |problem: &Problem| matches!(problem, Problem::Reference(_) | Problem::Misnamed(_));
    // In a file that could not be read, rules saw little or nothing of the record.
    let is_whole = context.corpus.problems_of(file).all(is_seen);
    let text = context.corpus.files.get(file).map_or("", |file| &file.text);
    let is_unused = |name: &str| is_never_silenced(name) || is_whole && looked_at(name);
    suppressions.iter().filter_map(|used| Some((&RULE, finding(file, text, used, &is_unused)?))).collect()
}

fn is_never_silenced(name: &str) -> bool {
    super::find(name).is_some_and(|rule| !rule.can_be_silenced())
}

fn finding(file: usize, text: &str, used: &Used, is_unused: &dyn Fn(&str) -> bool) -> Option<Finding> {
    let all = &used.suppression.rules;
    let unused: Vec<_> = all
        .iter()
        .zip(&used.silenced)
        .filter(|((name, _), silenced)| !**silenced && is_unused(name))
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
    let fixed: Vec<&str> =
        unused.iter().map(|(name, _)| name.as_str()).filter(|name| is_never_silenced(name)).collect();
    let (label, help) = match fixed.as_slice() {
        [] => ("nothing to silence here", help),
        fixed => (
            "cannot be silenced",
            format!("fix what was found, and {help}: {} cannot be silenced", enumerate(fixed, "and")),
        ),
    };
    let message = format!("the suppression of {names} silences nothing");
    let change = if is_whole {
        Change::Layout { span: lines_of(text, span), text: String::new() }
    } else {
        let is_unused = |name: &str| unused.iter().any(|(other, _)| other == name);
        let kept: Vec<_> =
            all.iter().map(|(name, _)| name.as_str()).filter(|name| !is_unused(name)).collect();
        let (first, last) = (all.first()?.1, all.last()?.1);
        let span = Span { start: first.start, end: last.end };
        Change::Layout { span, text: kept.join(", ") }
    };
    let finding = Finding::new(file, Place::Bytes(span), message).label(label);
    Some(finding.help(help).fix(Fix::certain(change)))
}

/// What goes with a comment: its line where it has that to itself, or the space before it.
fn lines_of(text: &str, comment: Span) -> Span {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let kept = before.trim_end_matches([' ', '\t']).len();
    let after = text.get(end..).unwrap_or_default();
    let is_alone = before.get(..kept).is_some_and(|kept| kept.is_empty() || kept.ends_with('\n'));
    let end = match after.find('\n') {
        Some(newline) if is_alone => end + newline + 1,
        _ => end,
    };
    Span::new(kept, end)
}
