//! A day that no calendar has, or that is still to come.

use jiff::civil::Date;

use super::super::head::heads;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::CslDate;

pub(super) static RULE: Rule = Rule {
    name: "impossible-date",
    group: Group::Freshness,
    level: Level::Error,
    summary: "a day that does not exist, or something done on a day in the future",
    why: "a wrong date hides when something was really read or checked",
    standard: Some("CSL-JSON, date variables; ISO 8601"),
    bad: Example(
        "
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-02-30 # <-- here
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020, 13]] # <-- here
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 12, 1]] # <-- here
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-23 # <-- here
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
>>> sources/article.yaml
id: article
title: An article about rolling
summary: A web article about foam rolling.
reference: article-2024
issued:
  date-parts: [[2042]] # <-- here
coverage:
  - line: 1
    position: 1
    hash: '0a1b2c3d'
    claims:
      - rolling-raises-flexibility
  - line: 2
    position: 1
    hash: '1a2b3c4d'
    mark: heading
>>> practices/warm-up-with-weights.yaml
id: warm-up-with-weights
name: Warm-up with weights
summary: Easy lifting before harder activity.
category: prevention
status: withdrawn
withdrawal:
  reason: merged into the warm-up
  date: 2027-01-01 # <-- here
",
    ),
    good: Example(
        "
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-22
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020, 2, 29]]
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-22
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let mut found = Found { as_of: context.as_of, findings };
    for (file, claim) in base.claims.filed() {
        if let Some(date) = &claim.last_reviewed {
            found.day(file, || "/last_reviewed".to_owned(), date.as_str(), "a review");
        }
        if let Some(search) = &claim.search {
            found.day(file, || "/search/on".to_owned(), search.on.as_str(), "a search");
        }
    }
    for (file, reference) in base.references.filed() {
        for (index, sighting) in reference.provenance.seen.iter().enumerate() {
            found.day(file, || format!("/provenance/seen/{index}/on"), sighting.on.as_str(), "a reading");
        }
        if let Some(accessed) = &reference.accessed {
            found.csl(file, "/accessed", accessed, "a reading", false);
        }
        if let Some(issued) = &reference.issued {
            found.csl(file, "/issued", issued, "a publication", true);
        }
    }
    for (file, source) in base.sources.filed() {
        if let Some(issued) = &source.issued {
            found.csl(file, "/issued", issued, "a publication", true);
        }
    }
    for head in heads(base) {
        if let Some(withdrawal) = head.withdrawal {
            found.day(head.file, || "/withdrawal/date".to_owned(), withdrawal.date.as_str(), "a withdrawal");
        }
    }
}

struct Found<'f> {
    as_of: Date,
    findings: &'f mut Findings,
}

impl Found<'_> {
    fn report(&mut self, file: usize, pointer: String, message: String, help: &str) {
        self.findings.report(Finding::new(file, Place::value(pointer), message).help(help));
    }

    /// Looks at a day as ISO 8601 writes it; its form is the schema's business.
    fn day(&mut self, file: usize, pointer: impl FnOnce() -> String, written: &str, what: &str) {
        let mut parts = written.split('-').map(|part| part.parse::<i32>().ok());
        let (Some(Some(year)), Some(Some(month)), Some(Some(day))) =
            (parts.next(), parts.next(), parts.next())
        else {
            return;
        };
        match not_in_calendar(year, Some(month), Some(day)) {
            Some((_, reason)) => {
                self.report(
                    file,
                    pointer(),
                    format!("there is no day `{written}`: {reason}"),
                    "write the right day",
                );
            }
            None if (year, month, day) > parts_of(self.as_of) => {
                self.report_future(file, pointer(), written, what);
            }
            None => {}
        }
    }

    /// Looks at a CSL date. Of a publication only the year may not be still to come: journals print issues ahead of their month.
    fn csl(&mut self, file: usize, pointer: &str, date: &CslDate, what: &str, by_year: bool) {
        let Some([year, rest @ ..]) = date.date_parts.first().map(Vec::as_slice) else { return };
        let (month, day) = (rest.first().copied(), rest.get(1).copied());
        if let Some((part, reason)) = not_in_calendar(*year, month, day) {
            let written = join(*year, rest);
            let pointer = format!("{pointer}/date-parts/0/{part}");
            let help = "write year, month (1 to 12) and day; leave out what is not known";
            self.report(file, pointer, format!("there is no date `{written}`: {reason}"), help);
            return;
        }
        let (this_year, this_month, today) = parts_of(self.as_of);
        // A month that is left out is taken for one that has begun.
        let written = (*year, month.unwrap_or(this_month), day.unwrap_or(today));
        if *year > this_year || (!by_year && written > (this_year, this_month, today)) {
            self.report_future(file, format!("{pointer}/date-parts/0"), &join(*year, rest), what);
        }
    }

    fn report_future(&mut self, file: usize, pointer: String, written: &str, what: &str) {
        let message = format!("{what} on `{written}`, which is after the date of this check, {}", self.as_of);
        self.report(
            file,
            pointer,
            message,
            "write the day on which it was done, or check with a later `--as-of`",
        );
    }
}

fn parts_of(date: Date) -> (i32, i32, i32) {
    (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// The first part that no calendar has, from 0 for the year, and why.
fn not_in_calendar(year: i32, month: Option<i32>, day: Option<i32>) -> Option<(usize, String)> {
    let first = |month: i32| Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok();
    if !(1..=9999).contains(&year) {
        return Some((0, format!("{year} is not a plausible year")));
    }
    let month = month?;
    let Some(first) = first(month) else { return Some((1, format!("there is no month {month}"))) };
    let days = i32::from(first.days_in_month());
    let day = day?;
    (!(1..=days).contains(&day)).then(|| (2, format!("month {month} of {year} has {days} days")))
}

fn join(year: i32, rest: &[i32]) -> String {
    rest.iter().fold(year.to_string(), |text, part| format!("{text}-{part:02}"))
}

#[cfg(test)]
mod tests {
    use super::not_in_calendar;

    #[test]
    fn the_calendar_is_known() {
        for (year, month, day, part) in [
            (2024, Some(2), Some(29), None),
            (2023, Some(2), Some(29), Some(2)),
            (1900, Some(2), Some(29), Some(2)),
            (2000, Some(2), Some(29), None),
            (2020, Some(13), None, Some(1)),
            (2020, Some(0), Some(1), Some(1)),
            (2020, Some(4), Some(31), Some(2)),
            (2020, Some(4), Some(0), Some(2)),
            (2020, None, None, None),
            (20_200, None, None, Some(0)),
            (0, None, None, Some(0)),
        ] {
            assert_eq!(
                not_in_calendar(year, month, day).map(|(part, _)| part),
                part,
                "{year} {month:?} {day:?}"
            );
        }
    }
}
