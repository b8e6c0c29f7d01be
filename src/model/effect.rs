//! Effects: the results of a study in numbers.

use serde::{Deserialize, Serialize};

use super::Certainty;
use super::words::words;

/// One result of a study: one outcome of one comparison, as a row of a summary of findings (GRADE) has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Effect {
    /// What was measured.
    ///
    /// Example: "pain"
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub outcome: String,
    /// What the people in the study got.
    ///
    /// Example: "massage"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervention: Option<String>,
    /// What it was compared with; left out where there was no other group.
    ///
    /// Example: "no treatment"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<String>,
    /// What sort of number the value is; each says its unit.
    ///
    /// Example: "smd"
    pub measure: Measure,
    /// The number, with the sign that the source gives it.
    ///
    /// Example: -0.75
    pub value: f64,
    /// The unit of a value that is in the unit of its outcome: degrees, points of a scale of 100.
    ///
    /// Example: "degrees"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The 95% confidence interval, from low to high. Leave out an interval of another level.
    ///
    /// Example: [-0.9, -0.6]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci: Option<[f64; 2]>,
    /// Which side the result helps. `neither` where the interval holds no effect.
    ///
    /// Example: "intervention"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favours: Option<Favours>,
    /// How many studies were pooled.
    ///
    /// Example: 7
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub studies: Option<u32>,
    /// How many people this number rests on.
    ///
    /// Example: 761
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub participants: Option<u32>,
    /// When it was measured, in plain words.
    ///
    /// Example: "up to 6 months"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<String>,
    /// How sure the source itself is of it (GRADE).
    ///
    /// Example: "very_low"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// The place in the source: a page, a table, a figure (CSL: locator).
    ///
    /// Example: "table 2"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
}

words! {
    /// What sort of number an effect is.
    pub enum Measure {
        /// Standardised mean difference between groups (Cohen's d, Hedges' g): in standard deviations. No effect is 0.
        Smd = "smd",
        /// Mean difference between groups, in the unit of the outcome: say it in `unit`. No effect is 0.
        Md = "md",
        /// Mean change in one group from before to after, in the unit of the outcome: say it in `unit`. No effect is 0.
        MeanChange = "mean_change",
        /// Standardised mean change in one group from before to after: in standard deviations. No effect is 0.
        StandardisedMeanChange = "standardised_mean_change",
        /// Risk ratio (relative risk): no unit. No effect is 1.
        Rr = "rr",
        /// Odds ratio: no unit. No effect is 1.
        Or = "or",
        /// Hazard ratio: no unit. No effect is 1.
        Hr = "hr",
        /// Rate ratio, such as injuries an hour in two groups: no unit. No effect is 1.
        RateRatio = "rate_ratio",
        /// Risk difference between groups, as a part of 1: 0.05 is 5 more in 100. No effect is 0.
        Rd = "rd",
        /// Part of a group, from 0 to 1: 0.05 is 5 in 100. There is no comparison.
        Proportion = "proportion",
        /// Correlation of two things, from -1 to 1. No tie is 0.
        Correlation = "correlation",
        /// Change in one group from before to after, in percent of before: 5 is 5%. No effect is 0.
        PercentChange = "percent_change",
        /// Difference between groups, in percent of the comparator: 5 is 5%. No effect is 0.
        PercentDifference = "percent_difference",
    }
}

impl Measure {
    /// The value that says that there is no effect; nothing where there is no comparison.
    pub fn no_effect(self) -> Option<f64> {
        match self {
            Self::Rr | Self::Or | Self::Hr | Self::RateRatio => Some(1.0),
            Self::Proportion => None,
            _ => Some(0.0),
        }
    }

    /// Says whether the value is in the unit of its outcome.
    pub fn needs_unit(self) -> bool {
        matches!(self, Self::Md | Self::MeanChange)
    }
}

words! {
    /// Which side of a comparison a result helps.
    pub enum Favours {
        /// The intervention; where there is no other group, the time after it.
        Intervention = "intervention",
        /// What it was compared with; where there is no other group, the time before it.
        Comparator = "comparator",
        /// Neither: the result is too unsure or too small to tell them apart.
        Neither = "neither",
    }
}
