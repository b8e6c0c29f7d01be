//! A result in numbers that cannot be so.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Effect, Favours, Measure, Status};

pub(super) static RULE: Rule = Rule {
    name: "impossible-effect",
    group: Group::Evidence,
    level: Level::Error,
    summary: "an effect whose numbers cannot all be right",
    why: "one wrong digit can turn what a study found into its opposite, and nobody notices it in a table",
    standard: Some("Cochrane Handbook, chapter 6 (effect measures and their intervals)"),
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
  - outcome: hip extension
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: 4 # <-- here
    ci: [0.1, 0.7]
  - outcome: soreness
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: -0.3
    ci: [-0.7, 0.1]
    favours: intervention # <-- here
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
  - outcome: hip extension
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: 0.4
    ci: [0.1, 0.7]
  - outcome: soreness
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: -0.3
    ci: [-0.7, 0.1]
    favours: neither
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, reference) in context.corpus.base.references.filed() {
        if reference.status == Status::Withdrawn {
            continue;
        }
        for (index, effect) in reference.effects.iter().enumerate() {
            let Some((field, why)) = fault(effect) else { continue };
            let message =
                format!("the effect on `{}` in `{}` cannot be right: {why}", effect.outcome, reference.id);
            findings.report(
                Finding::new(file, Place::value(format!("/effects/{index}/{field}")), message)
                    .label("cannot be so")
                    .help("read the source again and copy its numbers exactly"),
            );
        }
    }
}

/// The field of an effect that cannot be right, and why.
fn fault(effect: &Effect) -> Option<(&'static str, String)> {
    let value = effect.value;
    let (least, most) = range_of(effect.measure);
    let numbers =
        [("value", value)].into_iter().chain(effect.ci.into_iter().flatten().map(|end| ("ci", end)));
    for (field, number) in numbers {
        if number < least || number > most {
            let bound = if number < least { format!("at least {least}") } else { format!("at most {most}") };
            return Some((field, format!("{number} is given, and such a measure is {bound}")));
        }
    }
    if let Some([low, high]) = effect.ci {
        if low > high {
            return Some(("ci", format!("the interval runs from {low} down to {high}")));
        }
        if value < low || value > high {
            return Some(("value", format!("{value} is outside its own interval, {low} to {high}")));
        }
        let holds_none = effect.measure.no_effect().is_some_and(|none| low < none && none < high);
        if holds_none && effect.favours.is_some_and(|side| side != Favours::Neither) {
            return Some((
                "favours",
                format!("its interval, {low} to {high}, includes no effect, so it favours neither side"),
            ));
        }
    }
    if let (Some(studies), Some(participants)) = (effect.studies, effect.participants)
        && participants < studies
    {
        return Some(("participants", format!("{participants} people in {studies} studies")));
    }
    None
}

/// The least and the most that a measure can be.
fn range_of(measure: Measure) -> (f64, f64) {
    match measure {
        Measure::Rr | Measure::Or | Measure::Hr | Measure::RateRatio => (0.0, f64::INFINITY),
        Measure::Proportion => (0.0, 1.0),
        Measure::Rd | Measure::Correlation => (-1.0, 1.0),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    }
}
