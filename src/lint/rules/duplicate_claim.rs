//! Two claims that say the same.

use foldhash::{HashMap, HashMapExt};

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-claim",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "two claims with the same statement",
    why: "when the evidence changes, one of the two is forgotten, and readers see two verdicts",
    standard: None,
    bad: Example(
        "
>>> claims/warm-up-is-sensible.yaml
id: warm-up-is-sensible
statement: A short warm up, before sport, is a sensible habit # <-- here
type: prevention
about:
  - practices/warm-up
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
",
    ),
    good: Example(
        "
>>> claims/warm-up-is-sensible.yaml
id: warm-up-is-sensible
statement: A short warm up, before sport, is a sensible habit
type: prevention
about:
  - practices/warm-up
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
status: withdrawn
withdrawal:
  reason: merged into another claim that says the same
  date: 2026-11-02
replaced_by: warm-up-before-sport
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claims = &context.corpus.base.claims;
    let mut first_with = HashMap::with_capacity(claims.len());
    for (file, claim) in claims.filed().filter(|(_, claim)| claim.status != Status::Withdrawn) {
        let normal = normal_form(&claim.statement);
        if normal.is_empty() {
            continue;
        }
        let (first_file, first) = *first_with.entry(normal).or_insert((file, &claim.id));
        if first_file == file {
            continue;
        }
        findings.report(
            Finding::new(
                file,
                Place::value("/statement"),
                format!("the claim `{}` says the same as `{first}`", claim.id),
            )
            .help(format!(
                "keep the claim that others refer to, with the citations of both; give the other one `status: withdrawn` and `replaced_by: {first}` or the like"
            ))
            .related(first_file, Place::value("/statement"), format!("the claim `{first}`")),
        );
    }
}

/// The words of a statement in small letters, without signs and articles.
fn normal_form(statement: &str) -> String {
    let mut normal = String::with_capacity(statement.len());
    for word in statement.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let start = normal.len();
        normal.extend(word.chars().flat_map(char::to_lowercase));
        match normal.get(start..) {
            Some("a" | "an" | "the") => normal.truncate(start),
            _ => normal.push(' '),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::normal_form;

    #[test]
    fn statements_are_compared_by_their_words() {
        let same = normal_form("The warm-up is a sensible habit.");
        assert_eq!(same, normal_form("Warm up is sensible  habit"));
        assert_ne!(same, normal_form("The warm-up is no sensible habit."));
        assert_eq!(normal_form("?!"), "");
    }
}
