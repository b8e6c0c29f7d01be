//! A year of publication that the reference's own DOI, volume or dates speak against.

use std::collections::HashMap;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Reference, Status};

pub(super) static RULE: Rule = Rule {
    name: "year-against-source",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a year of publication that does not fit the year in the DOI, the volume, or the day on which the source was seen",
    why: "a wrong year makes old evidence look new, and nobody finds the paper under it",
    standard: Some("ICMJE recommendations (references are checked at their source)"),
    bad: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued: # <-- here
  date-parts: [[2010]]
container-title: Journal of Examples
DOI: "10.1000/jex.2020.17"
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://doi.org/10.1000/jex.2020.17
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
population: 23 healthy students
finding: Rolling raised the range of motion for some minutes.
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
DOI: "10.1000/jex.2020.17"
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://doi.org/10.1000/jex.2020.17
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
population: 23 healthy students
finding: Rolling raised the range of motion for some minutes.
"#,
    ),
    check,
};

/// A DOI is given when a paper is sent in or accepted: it may be printed some years later, and a little earlier at most.
const EARLIER: i32 = 2;
const LATER: i32 = 4;
/// How many years a volume may be off the count of its journal.
const OFF: i32 = 2;
/// How many other papers of a journal must agree on its count.
const AGREEING: usize = 2;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let references = &context.corpus.base.references;
    let this_year = i32::from(context.as_of.year());
    let mut journals: HashMap<String, HashMap<i32, usize>> = HashMap::new();
    for reference in references.all() {
        if let Some((journal, start)) = start_of_journal(reference) {
            *journals.entry(journal).or_default().entry(start).or_default() += 1;
        }
    }
    for (file, reference) in references.filed().filter(|(_, reference)| reference.status != Status::Withdrawn)
    {
        let Some(year) = reference.issued.as_ref().and_then(|issued| issued.year()) else { continue };
        let Some((at, why)) = against(reference, year, this_year, &journals) else { continue };
        findings.report(
            Finding::new(
                file,
                Place::key("/issued"),
                format!("`{}` is from {year}, but {why}", reference.id),
            )
            .label("one of the two is wrong")
            .help("look the year up at the source; if both are right, silence this and say why")
            .related(file, Place::value(at), "does not fit the year"),
        );
    }
}

/// What speaks against a year: where it stands, and what it says.
fn against(
    reference: &Reference,
    year: i32,
    this_year: i32,
    journals: &HashMap<String, HashMap<i32, usize>>,
) -> Option<(String, String)> {
    let is_off = |held: i32| year < held - EARLIER || year > held + LATER;
    if let Some(doi) = &reference.doi
        && let Some(held) = year_in(doi, this_year).filter(|held| is_off(*held))
    {
        return Some(("/DOI".to_owned(), format!("its DOI holds the year {held}")));
    }
    let seen = reference.provenance.seen.iter().enumerate();
    let seen = seen.map(|(at, seen)| (format!("/provenance/seen/{at}/on"), seen.on.as_str().get(..4)));
    for (at, day) in seen {
        if let Some(day) = day.and_then(|day| day.parse::<i32>().ok()).filter(|day| *day < year) {
            return Some((at, format!("it was seen in {day}, before it came out")));
        }
    }
    if let Some(day) = reference.accessed.as_ref().and_then(|day| day.year()).filter(|day| *day < year) {
        return Some(("/accessed".to_owned(), format!("it was read in {day}, before it came out")));
    }
    let volume = reference.volume.as_ref()?.parse::<i32>().ok()?;
    if (1900..=this_year).contains(&volume) {
        let is_far = (year - volume).abs() > 1;
        return is_far.then(|| ("/volume".to_owned(), format!("its volume is that of {volume}")));
    }
    let (journal, start) = start_of_journal(reference)?;
    let (&common, _) = journals
        .get(&journal)?
        .iter()
        .filter(|(other, _)| **other != start)
        .max_by_key(|(other, count)| (**count, **other))?;
    let agreeing = journals.get(&journal)?.get(&common).copied().unwrap_or_default();
    let own = journals.get(&journal)?.get(&start).copied().unwrap_or_default();
    let is_far = (start - common).abs() > OFF && agreeing >= AGREEING && agreeing > own;
    is_far.then(|| {
        (
            "/volume".to_owned(),
            format!(
                "volume {volume} of that journal came out in {}, as its other papers show",
                common + volume
            ),
        )
    })
}

/// A journal, and the year of a volume 0 that this paper makes it have.
fn start_of_journal(reference: &Reference) -> Option<(String, i32)> {
    let journal = reference.container_title.as_ref()?.to_lowercase();
    let volume = reference.volume.as_ref()?.parse::<i32>().ok().filter(|volume| *volume < 1000)?;
    let year = reference.issued.as_ref()?.year()?;
    Some((journal, year.checked_sub(volume)?))
}

/// The year that a DOI holds behind its first slash: four digits alone, that are no half of an ISSN.
fn year_in(doi: &str, this_year: i32) -> Option<i32> {
    let (_, suffix) = doi.split_once('/')?;
    let parts: Vec<&str> = suffix.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let is_four = |part: Option<&&str>| {
        part.is_some_and(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let years = parts.iter().enumerate().filter(|(at, part)| {
        let beside =
            is_four(parts.get(at + 1)) || at.checked_sub(1).is_some_and(|last| is_four(parts.get(last)));
        is_four(Some(part)) && !beside
    });
    years.filter_map(|(_, part)| part.parse::<i32>().ok()).find(|year| (1900..=this_year).contains(year))
}

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn years_are_read_from_dois_where_they_are_years() {
        for (doi, year) in [
            ("10.1016/j.jbmt.2014.01.002", Some(2014)),
            ("10.1155/2014/480956", Some(2014)),
            ("10.1136/bjsports-2012-091658", Some(2012)),
            ("10.3389/fphys.2019.00376", Some(2019)),
            ("10.2011/jex.17", None),
            ("10.1249/jsr.0000000000000515", None),
            ("10.1186/1471-2474-11", None),
            ("10.1371/journal.pone.0200000", None),
            ("10.1097/01.brs.0000214881.10814.64", None),
        ] {
            assert_eq!(year_in(doi, 2026), year, "{doi}");
        }
    }
}
