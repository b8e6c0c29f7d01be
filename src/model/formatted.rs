//! A reference as people cite it: one line of text.

use std::fmt;

use super::{CslDate, ItemType, Name, Reference};

/// Authors that are named before the others become `et al.` (ICMJE: after six).
const MOST_AUTHORS: usize = 6;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A reference in the Vancouver style, as the ICMJE's sample references have it after NLM's *Citing Medicine*: up to six authors,
/// title, container, year, volume, issue and pages, then the DOI or, where there is none, the address. What the record does
/// not hold is left out; names of journals stay unabbreviated.
///
/// ```
/// let base = massage_kb::embedded();
/// let trial = base.references.get("wiewelhove-2019").expect("it is in the knowledge base");
/// assert!(trial.formatted().to_string().starts_with("Wiewelhove T, "));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Formatted<'a>(&'a Reference);

impl Reference {
    /// The reference as one line in the Vancouver style.
    pub fn formatted(&self) -> Formatted<'_> {
        Formatted(self)
    }
}

impl fmt::Display for Formatted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reference = self.0;
        let mut parts: Vec<String> = Vec::new();
        parts.extend(authors(&reference.author));
        let is_online = !self.is_printed();
        let medium = if is_online { " [Internet]" } else { "" };
        let year = reference.issued.as_ref().map(date).filter(|date| !date.is_empty());
        match reference.item_type {
            ItemType::ArticleJournal | ItemType::ArticleMagazine | ItemType::ArticleNewspaper => {
                match &reference.container_title {
                    Some(container) => {
                        parts.extend([reference.title.clone(), format!("{container}{medium}")]);
                    }
                    None => parts.push(format!("{}{medium}", reference.title)),
                }
                parts.extend(self.numbers(year));
            }
            ItemType::Chapter | ItemType::EntryEncyclopedia => {
                parts.push(reference.title.clone());
                let container = reference.container_title.as_ref();
                parts.extend(container.map(|title| format!("In: {title}{medium}")));
                parts.extend(self.edition());
                parts.extend(self.publication(year));
                parts.extend(reference.page.as_ref().map(|page| format!("p. {}", dashed(page))));
            }
            _ => {
                parts.push(format!("{}{medium}", reference.title));
                parts.extend(reference.container_title.clone());
                parts.extend(self.edition());
                parts.extend(self.publication(year));
            }
        }
        if let Some(doi) = &reference.doi {
            parts.push(format!("doi:{doi}"));
        } else if let Some(url) = &reference.url {
            if is_online {
                let cited = reference.accessed.as_ref().map(|day| format!(" [cited {}]", date(day)));
                if let (Some(last), Some(cited)) = (parts.last_mut(), cited) {
                    last.push_str(&cited);
                }
            }
            parts.push(format!("Available from: {url}"));
        }
        for (place, part) in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).enumerate()
        {
            if place > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
            // An address or a DOI with a stop after it would be copied with the stop.
            let is_locator = part.starts_with("doi:") || part.starts_with("Available from: ");
            if !is_locator && !part.ends_with(['.', '?', '!']) {
                f.write_str(".")?;
            }
        }
        Ok(())
    }
}

impl Formatted<'_> {
    /// Whether it has a place in print, or a DOI that stands for it.
    fn is_printed(&self) -> bool {
        let Reference { item_type, volume, page, doi, url, .. } = self.0;
        let is_printed = volume.is_some() || page.is_some() || doi.is_some() || url.is_none();
        is_printed || *item_type == ItemType::Book
    }

    /// Year, volume, issue and pages of an article: `2019;49(8):1173-81`.
    fn numbers(&self, year: Option<String>) -> Option<String> {
        let Reference { volume, issue, page, .. } = self.0;
        let mut text = volume.clone().unwrap_or_default();
        text.extend(issue.as_ref().map(|issue| format!("({issue})")));
        text.extend(page.as_ref().map(|page| format!(":{}", dashed(page))));
        match (year, text.is_empty()) {
            (Some(year), true) => Some(year),
            (Some(year), false) if text.starts_with(':') => Some(format!("{year}{text}")),
            (Some(year), false) => Some(format!("{year};{text}")),
            (None, true) => None,
            (None, false) => Some(text.trim_start_matches(':').to_owned()),
        }
    }

    fn edition(&self) -> Option<String> {
        if let Some(version) = &self.0.version {
            return Some(format!("Version {version}"));
        }
        let edition = self.0.edition.as_ref()?;
        Some(match edition.parse::<u32>() {
            Ok(number) => format!("{number}{} ed", ordinal(number)),
            Err(_) => edition.clone(),
        })
    }

    fn publication(&self, year: Option<String>) -> Option<String> {
        match (self.0.publisher.clone(), year) {
            (Some(publisher), Some(year)) => Some(format!("{}; {year}", publisher.trim_end_matches('.'))),
            (publisher, year) => publisher.or(year),
        }
    }
}

/// The hyphen between pages, whatever dash the record has.
fn dashed(page: &str) -> String {
    page.replace(['\u{2013}', '\u{2014}'], "-")
}

fn ordinal(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

fn date(date: &CslDate) -> String {
    let parts = date.date_parts.first().map(Vec::as_slice).unwrap_or_default();
    let month = |number: i32| {
        usize::try_from(number).ok().and_then(|number| MONTHS.get(number.checked_sub(1)?)).copied()
    };
    match *parts {
        [] => String::new(),
        [year, number, day, ..] => match month(number) {
            Some(month) => format!("{year} {month} {day}"),
            None => year.to_string(),
        },
        [year, number] => month(number).map_or_else(|| year.to_string(), |month| format!("{year} {month}")),
        [year] => year.to_string(),
    }
}

fn authors(names: &[Name]) -> Option<String> {
    let mut shown: Vec<String> =
        names.iter().take(MOST_AUTHORS).map(name).filter(|name| !name.is_empty()).collect();
    if names.len() > MOST_AUTHORS {
        shown.push("et al".to_owned());
    }
    (!shown.is_empty()).then(|| shown.join(", "))
}

fn name(name: &Name) -> String {
    if let Some(literal) = &name.literal {
        return literal.clone();
    }
    let family = name.family.as_deref().unwrap_or_default();
    let initials = name.given.as_deref().map(initials).unwrap_or_default();
    format!("{family} {initials}").trim().to_owned()
}

/// `David G.` ► `DG`, `Jean-Luc` ► `JL`; initials stay as they are.
fn initials(given: &str) -> String {
    let parts = given.split(|letter: char| letter.is_whitespace() || letter == '-' || letter == '.');
    parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            if part.chars().count() <= 3 && part.chars().all(char::is_uppercase) {
                part.to_owned()
            } else {
                part.chars().take(1).flat_map(char::to_uppercase).collect()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_become_initials() {
        for (given, short) in
            [("DG", "DG"), ("David G.", "DG"), ("Jean-Luc", "JL"), ("D. G.", "DG"), ("émile", "É"), ("", "")]
        {
            assert_eq!(initials(given), short, "{given}");
        }
    }

    #[test]
    fn editions_are_counted() {
        let shown: Vec<_> =
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(|number| format!("{number}{}", ordinal(number))).to_vec();
        assert_eq!(shown.join(" "), "1st 2nd 3rd 4th 11th 12th 13th 21st 112th");
    }
}
