//! A result in numbers that does not say of what.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Effect, Measure, Status};

pub(super) static RULE: Rule = Rule {
    name: "effect-without-outcome",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "an effect that does not say what was measured, in which unit, or what was compared",
    why: "a number alone means nothing: a gain of 2 may be degrees or points, in pain or movement, compared with rest or another treatment",
    standard: Some(
        "GRADE (summary of findings: outcome, comparison, effect); CONSORT 2010 (item 17a: outcomes and estimation)",
    ),
    bad: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
effects:
  - outcome: effect size # <-- here
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: 0.4
  - outcome: hip extension
    intervention: foam rolling
    comparator: rest
    measure: md # <-- here
    value: 2
  - outcome: hip extension
    intervention: foam rolling
    measure: smd # <-- here
    value: 0.3
"#,
    ),
    good: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
effects:
  - outcome: soreness a day later
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: 0.4
  - outcome: hip extension
    intervention: foam rolling
    comparator: rest
    measure: md
    value: 2
    unit: degrees
  - outcome: hip extension
    intervention: foam rolling
    measure: mean_change
    value: 1.9
    unit: degrees
"#,
    ),
    check,
};

/// What some write where an outcome belongs, in small letters, without what is no letter.
const NO_OUTCOMES: &[&str] = &[
    "d",
    "effect",
    "effects",
    "effectsize",
    "es",
    "g",
    "hr",
    "main",
    "mainoutcome",
    "md",
    "or",
    "outcome",
    "outcomes",
    "overall",
    "pooled",
    "primary",
    "primaryoutcome",
    "r",
    "rd",
    "result",
    "results",
    "rr",
    "score",
    "secondaryoutcome",
    "smd",
    "total",
    "value",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, reference) in context.corpus.base.references.filed() {
        if reference.status == Status::Withdrawn {
            continue;
        }
        for (index, effect) in reference.effects.iter().enumerate() {
            let Some((field, message, label, help)) = lack(effect) else { continue };
            let message = format!("{message} in the effects of `{}`", reference.id);
            findings.report(
                Finding::new(file, Place::value(format!("/effects/{index}/{field}")), message)
                    .label(label)
                    .help(help),
            );
        }
    }
}

/// What an effect lacks: the field to show, the message, the label and what to do.
fn lack(effect: &Effect) -> Option<(&'static str, String, &'static str, String)> {
    let letters: String =
        effect.outcome.to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect();
    if letters.is_empty() || NO_OUTCOMES.contains(&letters.as_str()) {
        let message = format!("`{}` is not an outcome", effect.outcome);
        return Some((
            "outcome",
            message,
            "what was measured?",
            "name what was measured, such as `pain` or `hip extension`".to_owned(),
        ));
    }
    let is_empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    if effect.measure.needs_unit() && is_empty(&effect.unit) {
        let message = format!("the effect on `{}` has no unit", effect.outcome);
        return Some((
            "measure",
            message,
            "in which unit?",
            "add `unit`, such as `degrees` or `points of 100`".to_owned(),
        ));
    }
    let sides = [("intervention", &effect.intervention), ("comparator", &effect.comparator)];
    let missing =
        sides.into_iter().find(|(_, side)| is_empty(side)).filter(|_| is_of_two_groups(effect.measure));
    let (side, _) = missing?;
    let message = format!("the effect on `{}` has no {side}", effect.outcome);
    let help = format!(
        "add `{side}`; a change in one group is `mean_change`, `standardised_mean_change` or `percent_change`"
    );
    Some(("measure", message, "compares two groups: which?", help))
}

fn is_of_two_groups(measure: Measure) -> bool {
    match measure {
        Measure::Smd
        | Measure::Md
        | Measure::Rr
        | Measure::Or
        | Measure::Hr
        | Measure::RateRatio
        | Measure::Rd
        | Measure::PercentDifference => true,
        Measure::MeanChange
        | Measure::StandardisedMeanChange
        | Measure::Proportion
        | Measure::Correlation
        | Measure::PercentChange => false,
    }
}
