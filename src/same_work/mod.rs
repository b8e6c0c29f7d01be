//! Says whether what a service tells of an identifier can be the work that a record describes.
//!
//! Titles decide first, as `title.rs` has it: other words make another work. Where they are the same, two of the year, the first author and the
//! journal must be others before it is another work: what appears online in one year is printed in another, and names are garbled on the
//! way. Where the titles differ a little, one of these is enough; where they are in different languages, two must agree and none differ.
//!
//! Years may differ by one: what appears online in December is printed in January. The first author that a service gives may be any author of
//! the record.
//!
//! A notice about a work (a retraction, an erratum) is another work, whatever its title.

mod container;
mod label;
mod language;
mod name;
mod text;
mod title;

use serde::Serialize;

use self::title::Likeness;
use crate::lock::{Reason, Standing, WorkEntry, standing_of};
use crate::model::{Name, Reference};

#[cfg(feature = "links")]
pub(crate) use self::label::is_withdrawn;
pub(crate) use self::title::names_title;

/// What a record says of its work.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Described<'a> {
    pub(crate) title: Option<&'a str>,
    pub(crate) year: Option<i32>,
    pub(crate) authors: &'a [Name],
    pub(crate) container: Option<&'a str>,
}

impl<'a> From<&'a Reference> for Described<'a> {
    fn from(reference: &'a Reference) -> Self {
        Self {
            title: Some(&reference.title),
            year: reference.issued.as_ref().and_then(|date| date.year()),
            authors: &reference.author,
            container: reference.container_title.as_deref(),
        }
    }
}

/// What a record and the services say otherwise of one identifier, so that it cannot be of the record's work; what is absent agrees, or
/// is not known on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Mismatch {
    /// The titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Sides<String>>,
    /// The years of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Sides<i32>>,
    /// The first authors' names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_author: Option<Sides<String>>,
    /// The journals or books.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<Sides<String>>,
    /// What kind of notice about a work the identifier belongs to: `retraction`, `erratum`, `comment`…
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// One field on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sides<T> {
    /// What the record has.
    pub record: T,
    /// What the services have.
    pub service: T,
}

impl Mismatch {
    /// Holds a record against what the lock keeps of its work. `None` where both can be one work.
    pub(crate) fn find(record: Described<'_>, entry: &WorkEntry) -> Option<Self> {
        let titles = || entry.title.iter().chain(&entry.other_titles);
        let title = record.title.filter(|title| !title.trim().is_empty());
        let likeness = title.and_then(|own| titles().map(|told| title::likeness(own, told)).min());
        // Where no title speaks for it, one other field speaks against it.
        let likeness = likeness.unwrap_or(Likeness::Doubtful);
        let mut found = Self::fields(record, entry);
        let fields =
            [found.year.is_some(), found.first_author.is_some(), found.container.is_some()].map(usize::from);
        let others = fields.iter().sum::<usize>();
        let notice = entry.notice_of.as_ref().filter(|_| !title.is_some_and(is_notice));
        // A letter may have the title of the work that it is about.
        let is_notice = notice.is_some_and(|notice| notice.kind != COMMENT);
        let is_comment = notice.is_some() && !is_notice;
        let is_other = match likeness {
            _ if is_notice => true,
            Likeness::Same => others >= if is_comment { 1 } else { 2 },
            Likeness::Doubtful => others >= 1,
            Likeness::Foreign => others >= 1 || known(record, entry) < 2,
            Likeness::Different => true,
        };
        if !is_other {
            return None;
        }
        if likeness != Likeness::Same
            && let (Some(own), Some(told)) = (title, &entry.title)
        {
            found.title = Some(Sides { record: own.to_owned(), service: told.clone() });
        }
        found.notice = notice.map(|notice| notice.kind.clone());
        Some(found)
    }

    /// Year, author and journal, where they differ.
    fn fields(record: Described<'_>, entry: &WorkEntry) -> Self {
        let is_year =
            |own: i32| entry.year.iter().chain(&entry.other_years).any(|told| years_alike(own, *told));
        let year = record.year.zip(entry.year).filter(|(own, _)| !is_year(*own));
        let author = entry.first_author.as_deref().filter(|told| !name::is_among(told, record.authors));
        let first = record.authors.first();
        let first = first.and_then(|first| first.family.as_deref().or(first.literal.as_deref()));
        let container = record.container.zip(entry.containers.first());
        let is_container = |own: &str| entry.containers.iter().any(|told| container::are_alike(own, told));
        let container = container.filter(|(own, _)| !is_container(own));
        Self {
            year: year.map(|(record, service)| Sides { record, service }),
            first_author: author
                .map(|told| Sides { record: first.unwrap_or_default().to_owned(), service: told.to_owned() }),
            container: container.map(|(own, told)| Sides { record: own.to_owned(), service: told.clone() }),
            ..Self::default()
        }
    }
}

/// The kind of a text about a work that does not change it, as `notice_of` of a work has it.
pub(crate) const COMMENT: &str = "comment";

/// How the work that a record describes stands, by what is known of one of its identifiers. What is known of an identifier that belongs to
/// another work says nothing of this one, unless that is the notice of its retraction.
pub(crate) fn standing(record: Described<'_>, entry: &WorkEntry) -> Option<Standing> {
    if entry.reason == Some(Reason::OtherWork) {
        return None;
    }
    // The title of the notice tells of the retraction where no service does.
    let told = || entry.title.iter().chain(&entry.other_titles);
    if record.title.is_some_and(|own| !is_notice(own) && told().any(|told| label::retracts(told, own))) {
        return Some(Standing::Retracted);
    }
    let is_its_own = || {
        let notice =
            entry.notice_of.as_ref().filter(|notice| standing_of(&notice.kind) == Standing::Retracted);
        let is_of_this =
            || record.title.zip(entry.title.as_deref()).is_none_or(|(own, told)| title::names(told, own));
        notice.is_some_and(|_| is_of_this()) || Mismatch::find(record, entry).is_none()
    };
    entry.standing_by_verdict().filter(|standing| *standing == Standing::Current || is_its_own())
}

/// How many of year, author and journal are known on both sides.
fn known(record: Described<'_>, entry: &WorkEntry) -> usize {
    let years = record.year.is_some() && entry.year.is_some();
    let authors = entry.first_author.is_some() && !record.authors.is_empty();
    let containers = record.container.is_some() && !entry.containers.is_empty();
    [years, authors, containers].map(usize::from).iter().sum()
}

/// Whether a record is of a notice or a comment itself, as its title says.
fn is_notice(title: &str) -> bool {
    const STARTS: [&str; 22] = [
        "retraction",
        "withdrawal",
        "removal notice",
        "notice of retraction",
        "statement of retraction",
        "erratum",
        "errata",
        "corrigendum",
        "corrigenda",
        "correction",
        "author correction",
        "publisher correction",
        "expression of concern",
        "editorial expression of concern",
        "addendum",
        "comment",
        "commentary",
        "reply",
        "response",
        "letter",
        "re ",
        "authors reply",
    ];
    let folded = text::fold(&text::plain(title));
    STARTS.iter().any(|start| folded.starts_with(start))
}

/// Says whether two years can be of one work.
fn years_alike(one: i32, other: i32) -> bool {
    one.abs_diff(other) <= 1
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const TITLE: &str = "Massage for osteoarthritis of the hip in adults";

    fn entry(fields: Value) -> WorkEntry {
        let mut entry = json!({
            "work": "doi:10.5555/a", "verdict": "ok", "title": TITLE, "year": 2020, "first_author": "Müller", "containers": ["Journal of Examples"],
            "checked_at": "2026-11-20T00:00:00Z", "next": "2026-12-20T00:00:00Z",
        });
        for (key, value) in fields.as_object().unwrap() {
            match value {
                Value::Null => drop(entry.as_object_mut().unwrap().remove(key)),
                value => entry[key] = value.clone(),
            }
        }
        serde_json::from_value(entry).unwrap()
    }

    /// What a record of Müller's, of 2020, in the Journal of Examples, has otherwise.
    fn unlike(title: &str, fields: Value) -> Option<Vec<&'static str>> {
        let authors = [
            Name { family: Some("Müller".into()), given: Some("A".into()), literal: None },
            Name { family: Some("van der Berg".into()), given: Some("B".into()), literal: None },
        ];
        let record =
            Described { title: Some(title), year: Some(2020), authors: &authors, container: Some("J. Ex.") };
        let found = Mismatch::find(record, &entry(fields))?;
        let names = [
            found.title.map(|_| "title"),
            found.year.map(|_| "year"),
            found.first_author.map(|_| "author"),
            found.container.map(|_| "container"),
            found.notice.map(|_| "notice"),
        ];
        Some(names.into_iter().flatten().collect())
    }

    #[test]
    fn it_is_the_same_work_by_its_title_and_two_of_three_fields() {
        for fields in [
            json!({}),
            json!({"year": 2017}),
            json!({"year": 2017, "other_years": [2020]}),
            json!({"first_author": "MÃ¼ller"}),
            json!({"first_author": "Miller"}),
            json!({"first_author": "Berg"}),
            json!({"containers": ["Annals of Rheumatology"]}),
            json!({"containers": ["Annals of Rheumatology", "J Ex"]}),
            json!({"title": null}),
            json!({"title": "RETRACTED ARTICLE"}),
            json!({"title": format!("[{TITLE}].")}),
            json!({"title": format!("{TITLE}: a randomised trial"), "year": 2021}),
            json!({"title": "Massage bei Arthrose der Hüfte"}),
            json!({"title": "Massage bei Arthrose der Hüfte", "other_titles": [TITLE], "year": 2010}),
            json!({"notice_of": {"kind": "comment", "source": "pubmed"}}),
            json!({"title": null, "year": null, "first_author": null, "containers": []}),
        ] {
            assert_eq!(unlike(TITLE, fields.clone()), None, "{fields}");
        }
        for (fields, expected) in [
            (json!({"title": "Massage for osteoarthritis of the knee in adults"}), vec!["title"]),
            (json!({"title": format!("Reply to: {TITLE}")}), vec!["title"]),
            (json!({"year": 2017, "first_author": "Miller"}), vec!["year", "author"]),
            (json!({"year": 2017, "containers": ["Annals of Rheumatology"]}), vec!["year", "container"]),
            (
                json!({"first_author": "Miller", "containers": ["Annals of Rheumatology"]}),
                vec!["author", "container"],
            ),
            (json!({"title": null, "year": 2011}), vec!["year"]),
            (
                json!({"title": "Massage for ostoearthritis of the hip in adults", "year": 2017}),
                vec!["title", "year"],
            ),
            (json!({"title": "Massage bei Arthrose der Hüfte", "year": 2010}), vec!["title", "year"]),
            (
                json!({"title": "Massage bei Arthrose der Hüfte", "first_author": null, "containers": []}),
                vec!["title"],
            ),
            (json!({"notice_of": {"kind": "retraction", "source": "publisher"}}), vec!["notice"]),
            (json!({"notice_of": {"kind": "erratum", "source": "publisher"}}), vec!["notice"]),
            (
                json!({"notice_of": {"kind": "comment", "source": "pubmed"}, "first_author": "Miller"}),
                vec!["author", "notice"],
            ),
        ] {
            assert_eq!(unlike(TITLE, fields.clone()), Some(expected), "{fields}");
        }
        // Who cites a notice as such is right.
        let notice = json!({"title": format!("Erratum: {TITLE}"), "notice_of": {"kind": "erratum", "source": "publisher"}});
        assert_eq!(unlike(&format!("Erratum to: {TITLE}"), notice), None);
    }

    #[test]
    fn the_standing_of_another_work_is_not_that_of_the_record() {
        let stands = |fields: Value| {
            let record = Described { title: Some(TITLE), ..Described::default() };
            standing(record, &entry(fields))
        };
        let retracted = |mut fields: Value| {
            fields["standing"] = "retracted".into();
            stands(fields)
        };
        let notice = json!({"kind": "retraction", "source": "publisher"});
        assert_eq!(retracted(json!({})), Some(Standing::Retracted));
        assert_eq!(retracted(json!({"title": "Venous thrombosis after flights"})), None);
        assert_eq!(retracted(json!({"reason": "other-work"})), None);
        let title = format!("Retraction: {TITLE}");
        assert_eq!(retracted(json!({"title": title, "notice_of": notice})), Some(Standing::Retracted));
        let other = "Retraction: Venous thrombosis after long flights in the dark";
        assert_eq!(retracted(json!({"title": other, "notice_of": notice})), None);
        assert_eq!(stands(json!({"standing": "current", "title": "Another"})), Some(Standing::Current));
        for label in [
            "Retraction:",
            "Notice of Retraction:",
            "Rétractation :",
            "WITHDRAWAL –",
            "Retraction note to: “",
        ] {
            let told = json!({"standing": "current", "title": format!("{label} {TITLE}")});
            assert_eq!(stands(told), Some(Standing::Retracted), "{label}");
        }
        let about = json!({"standing": "current", "title": "Retraction: a surgical technique"});
        assert_eq!(stands(about), Some(Standing::Current));
    }
}
