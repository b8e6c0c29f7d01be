//! The record that a name means where an id is wanted: `Relaxation`, or `Moyer, Rounds and Hannum 2004`.

use foldhash::{HashMap, HashMapExt};

use crate::knowledge_base::KnowledgeBase;
use crate::model::{Kind, Reference};

/// The records by what they are called, and references also by their first author and year.
pub(super) struct ByName(HashMap<String, Vec<(Kind, String)>>);

impl ByName {
    /// Looks through all records.
    pub(super) fn of(base: &KnowledgeBase) -> Self {
        let mut names: HashMap<String, Vec<(Kind, String)>> = HashMap::new();
        for &kind in Kind::ALL {
            for id in base.ids(kind) {
                let label = base.label(kind, id).unwrap_or_default();
                names.entry(fold(label)).or_default().push((kind, id.to_owned()));
            }
        }
        for (_, reference) in base.references.filed() {
            let addresses =
                [reference.doi.as_deref(), reference.url.as_deref()].into_iter().flatten().map(fold);
            for name in author_and_year(reference).into_iter().chain(addresses) {
                names.entry(name).or_default().push((Kind::References, reference.id.to_string()));
            }
        }
        Self(names)
    }

    /// The records in these folders that a name means.
    pub(super) fn find(&self, name: &str, folders: &[Box<str>]) -> Vec<(Kind, &str)> {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').collect();
        let year =
            words.iter().find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
        let author_and_year = year.and_then(|year| Some(format!("{} {year}", words.first()?)));
        let doi = name.find("10.").and_then(|start| name.get(start..)).map(fold);
        let fits = |kind: Kind| folders.iter().any(|folder| **folder == *kind.folder());
        [Some(folded.clone()), author_and_year, doi]
            .into_iter()
            .flatten()
            .filter_map(|name| self.0.get(&name))
            .map(|found| {
                found.iter().filter(|(kind, _)| fits(*kind)).map(|(kind, id)| (*kind, id.as_str())).collect()
            })
            .find(|found: &Vec<_>| !found.is_empty())
            .unwrap_or_default()
    }
}

fn author_and_year(reference: &Reference) -> Option<String> {
    let first = reference.author.first()?;
    let family = first.family.as_deref().or(first.literal.as_deref())?;
    let year = reference.issued.as_ref()?.year()?;
    Some(format!("{} {year}", fold(family).split(' ').next()?))
}

/// Letters and digits in small letters, with one space between words.
fn fold(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
