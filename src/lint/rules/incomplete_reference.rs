//! A reference that cannot be found again from what it says.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{ItemType, ProvenanceStatus, Reference, Status};

pub(super) static RULE: Rule = Rule {
    name: "incomplete-reference",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a reference without the fields that its type needs",
    why: "a reader who wants to check a statement must be able to find the source even when its address is gone",
    standard: Some("CSL-JSON; ICMJE recommendations (elements of a reference)"),
    bad: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal # <-- here
title: Foam rolling and range of motion
issued:
  date-parts: [[2020]]
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
"#,
    ),
    good: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
issued:
  date-parts: [[2020]]
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: partly_verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
editor_note: the authors and the journal were not seen
"#,
    ),
    check,
};

/// A field, whether a reference has it, and what it is.
type Field = (&'static str, fn(&Reference) -> bool, &'static str);

const AUTHOR: Field = ("author", |reference| !reference.author.is_empty(), "who wrote it");
const ISSUED: Field = ("issued", |reference| reference.issued.is_some(), "when it came out");
const CONTAINER: Field = (
    "container-title",
    |reference| reference.container_title.is_some(),
    "the journal, book or site that holds it",
);
const PUBLISHER: Field = ("publisher", |reference| reference.publisher.is_some(), "who published it");
const URL: Field = ("URL", |reference| reference.url.is_some(), "where it can be read");
const ACCESSED: Field =
    ("accessed", |reference| reference.accessed.is_some(), "the day on which the page was read");
/// Whoever stands behind a page or a set of data is named in one of three places.
const BODY: Field = (
    "container-title",
    |reference| {
        reference.container_title.is_some() || reference.publisher.is_some() || !reference.author.is_empty()
    },
    "the site, `publisher` or `author` behind it",
);
const PLACE: Field = (
    "page",
    |reference| {
        [
            &reference.page,
            &reference.volume,
            &reference.doi,
            &reference.pmid,
            &reference.pmcid,
            &reference.url,
        ]
        .iter()
        .any(|field| field.is_some())
    },
    "`volume` and `page`, a `DOI` or another way to find it",
);
const RELEASE: Field = (
    "version",
    |reference| reference.version.is_some() || reference.issued.is_some(),
    "its version, or `issued`",
);

/// The fields that a type needs. A page often has no date and no author, and needs none.
fn needed(item_type: ItemType) -> &'static [Field] {
    match item_type {
        ItemType::ArticleJournal => &[AUTHOR, ISSUED, CONTAINER, PLACE],
        ItemType::ArticleMagazine | ItemType::ArticleNewspaper => &[ISSUED, CONTAINER],
        ItemType::Book => &[AUTHOR, ISSUED, PUBLISHER],
        ItemType::Chapter => &[AUTHOR, ISSUED, CONTAINER],
        ItemType::Dataset => &[BODY, RELEASE],
        ItemType::EntryEncyclopedia => &[CONTAINER],
        ItemType::Pamphlet => &[BODY],
        ItemType::Report => &[BODY, ISSUED],
        ItemType::PostWeblog | ItemType::Webpage => &[BODY, URL, ACCESSED],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, reference) in context.corpus.base.references.filed() {
        let mut notes = [&reference.editor_note, &reference.note].into_iter().flatten();
        let is_excused = reference.provenance.status != ProvenanceStatus::Verified
            && notes.any(|note| !note.trim().is_empty());
        if is_excused || reference.status == Status::Withdrawn {
            continue;
        }
        let missing: Vec<&Field> =
            needed(reference.item_type).iter().filter(|(_, has, _)| !has(reference)).collect();
        if missing.is_empty() {
            continue;
        }
        let names: Vec<String> = missing.iter().map(|(name, ..)| format!("`{name}`")).collect();
        let wanted: Vec<String> =
            missing.iter().map(|(name, _, what)| format!("`{name}` ({what})")).collect();
        let excuse = match reference.provenance.status {
            ProvenanceStatus::Verified => {
                "; if you could not see one, write `partly_verified` and say so in `editor_note`"
            }
            _ => "; or say in `editor_note` what was not seen",
        };
        let message = format!("the reference `{}` has no {}", reference.id, names.join(" and no "));
        findings.report(
            Finding::new(file, Place::value("/type"), message)
                .label("not enough to find it")
                .help(format!("add {}{excuse}", wanted.join(" and "))),
        );
    }
}
