//! A knowledge base seen through the contract.

use std::collections::BTreeMap;
use std::io;
use std::sync::OnceLock;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::canonical::Digest;
use super::relations::Relations;
use super::v1::show::Show;
use super::v1::{
    Commit, Generator, Meta, MetaDisclaimer, Record, Redirect, SCHEMA_VERSION, Standing, Withdrawal,
};
use crate::knowledge_base::KnowledgeBase;
use crate::lock::{Lock, WorkId};
use crate::model::{self, Id, Kind, Status, for_each_kind};

/// The version of a content that nobody gave a version.
pub const UNRELEASED: &str = "0.0.0-unreleased";

/// What an export says of itself that no record holds.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The title of the knowledge base.
    pub title: String,
    /// The language of the records (BCP 47).
    pub language: String,
    /// The licence of the records (SPDX).
    pub licence: String,
    /// The version of the content (Semantic Versioning).
    pub data_version: String,
    /// The commit that the records stand in.
    pub source: Option<Commit>,
}

/// A knowledge base seen through the contract. Only records in force are in it: published ones that nothing replaced.
pub struct Contract<'a> {
    base: &'a KnowledgeBase,
    lock: &'a Lock,
    relations: Relations<'a>,
    redirects: BTreeMap<String, Redirect>,
    about: &'a About,
    /// Every format asks for the hash, and so does the validation before it.
    digest: OnceLock<String>,
}

macro_rules! by_kind {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        impl<'a> Contract<'a> {
            /// The records of `kind` that are in force, in the order of their ids.
            pub fn records(&self, kind: Kind) -> Box<dyn Iterator<Item = Record> + '_> {
                match kind {
                    $(Kind::$variant => Box::new(
                        self.base.$field.iter().map(|record| Record::$variant(Box::new(record.show(self)))),
                    ),)*
                }
            }

            /// Says whether the record `id` of `kind` is in force.
            pub fn holds(&self, kind: Kind, id: &str) -> bool {
                self.base.is_in_force(kind, id)
            }

            /// The number of records of `kind` that are in force.
            pub fn count(&self, kind: Kind) -> u64 {
                self.base.ids(kind).count() as u64
            }
        }

        fn redirects(base: &KnowledgeBase) -> BTreeMap<String, Redirect> {
            let mut redirects = BTreeMap::new();
            $(
                let is_gone = |record: &&model::$record| {
                    record.status != Status::Draft && !model::Record::is_in_force(*record)
                };
                for record in base.$field.all().filter(is_gone) {
                    let withdrawn = record.withdrawal.as_ref().map(|withdrawal| Withdrawal {
                        reason: withdrawal.reason.clone(),
                        date: withdrawal.date.as_str().to_owned(),
                    });
                    let replaced_by = record.replaced_by.as_ref().map(|id| format!("{}/{id}", $folder));
                    redirects.insert(format!("{}/{}", $folder, record.id), Redirect { replaced_by, withdrawn });
                }
            )*
            redirects
        }
    };
}
for_each_kind!(by_kind);

impl<'a> Contract<'a> {
    /// Sees `base` through the contract; `lock` says how its sources stand.
    pub fn new(base: &'a KnowledgeBase, lock: &'a Lock, about: &'a About) -> Self {
        Self {
            base,
            lock,
            relations: Relations::new(base),
            redirects: redirects(base),
            about,
            digest: OnceLock::new(),
        }
    }

    /// What became of records that are no longer in force, by `kind/id` path.
    pub fn redirects(&self) -> &BTreeMap<String, Redirect> {
        &self.redirects
    }

    /// What the export is.
    ///
    /// # Errors
    ///
    /// Where a record cannot be written as JSON.
    pub fn meta(&self) -> io::Result<Meta> {
        let mut disclaimers: Vec<MetaDisclaimer> = self
            .base
            .disclaimers
            .iter()
            .map(|disclaimer| MetaDisclaimer {
                id: disclaimer.id.as_str().to_owned(),
                text: disclaimer.text.clone(),
                scope: disclaimer.scope.iter().map(|kind| kind.folder().to_owned()).collect(),
                must_precede_instructions: disclaimer.must_precede_instructions,
            })
            .collect();
        disclaimers.sort_by_key(|disclaimer| !disclaimer.must_precede_instructions);
        let About { title, language, licence, data_version, source } = self.about.clone();
        Ok(Meta {
            title,
            data_version,
            language,
            licence,
            source,
            content_sha256: self.digest()?,
            disclaimers,
            counts: Kind::ALL.iter().map(|&kind| (kind.folder().to_owned(), self.count(kind))).collect(),
            sources_checked_at: self.checked_at(),
            generator: Generator {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
        })
    }

    fn digest(&self) -> io::Result<String> {
        if let Some(known) = self.digest.get() {
            return Ok(known.clone());
        }
        let mut digest = Digest::default();
        digest.open();
        let mut names: Vec<(&str, Option<Kind>)> =
            Kind::ALL.iter().map(|&kind| (kind.folder(), Some(kind))).collect();
        names.push(("redirects", None));
        names.sort_unstable();
        for (name, kind) in names {
            digest.key(name);
            match kind {
                None => digest.value(&serde_json::to_value(&self.redirects)?),
                Some(kind) => {
                    digest.open();
                    for record in self.records(kind) {
                        digest.key(record.id());
                        digest.value(&serde_json::to_value(&record)?);
                    }
                    digest.close();
                }
            }
        }
        digest.close();
        Ok(self.digest.get_or_init(|| digest.hexadecimal()).clone())
    }

    fn checked_at(&self) -> Option<String> {
        let references = self.base.references.iter();
        references.filter_map(|reference| self.standing(&reference.id).1).max()
    }

    /// All that must be shown with a record, as `kind/id` paths in the order in which to show it.
    pub(super) fn must_show<T: model::Record>(&self, record: &T) -> Vec<String> {
        let shown = self.base.must_show(T::KIND, record.id());
        shown.in_order().map(|shown| format!("{}/{}", shown.kind(), shown.id())).collect()
    }

    /// The ids of the disclaimers that must be shown with `record`; those that must precede instructions come first.
    pub(super) fn disclaimers_of<T: model::Record>(&self, record: &T) -> Vec<String> {
        ids(self.base.disclaimers_of(T::KIND, record.id()))
    }

    pub(super) fn claims_about<T: model::Record>(&self, record: &T) -> Vec<String> {
        self.claims(T::KIND, record.id())
    }

    fn claims(&self, kind: Kind, id: &str) -> Vec<String> {
        let claims = self.base.claims_about(&format!("{kind}/{id}"));
        self.exported(Kind::Claims, claims.map(|claim| claim.id.as_str()))
    }

    /// The ids of the contraindications that stand against `record`, the strictest first.
    pub(super) fn contraindications_of<T: model::Record>(&self, record: &T) -> Vec<String> {
        ids(self.base.contraindications_of(T::KIND, record.id()))
    }

    /// The ids of the signs that need help instead of what `record` tells of, the most urgent first.
    pub(super) fn red_flags_of<T: model::Record>(&self, record: &T) -> Vec<String> {
        ids(self.base.red_flags_of(T::KIND, record.id()))
    }

    pub(super) fn related(&self, relation: &'static str, id: &str) -> Vec<String> {
        let kind = match relation.split_once(' ') {
            Some(("techniques", _)) => Kind::Techniques,
            Some(("guides", _)) => Kind::Guides,
            Some(("questions", _)) => Kind::Questions,
            _ => Kind::Claims,
        };
        self.exported(kind, self.relations.get(relation, id).iter().copied())
    }

    pub(super) fn cited_by(&self, reference: &model::Reference) -> Vec<String> {
        let citing = self.base.cited_by(reference.id.as_str());
        let mut paths: Vec<String> = citing.map(|citing| format!("{}/{}", citing.kind, citing.id)).collect();
        paths.dedup();
        paths
    }

    /// Those of `ids` that are in force, sorted, each once.
    pub(super) fn exported<'i>(&self, kind: Kind, ids: impl IntoIterator<Item = &'i str>) -> Vec<String> {
        let mut ids: Vec<&str> = ids.into_iter().filter(|id| self.holds(kind, id)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().map(str::to_owned).collect()
    }

    /// The day on which a claim in force was last reviewed.
    pub(super) fn last_reviewed(&self, claim: &str) -> Option<&str> {
        let claim = self.base.claims.get(claim)?;
        claim.last_reviewed.as_ref().map(model::Date::as_str)
    }

    pub(super) fn formatted(&self, reference: &Id<model::Reference>) -> String {
        let found = self.base.references.find(reference);
        found.map(|reference| reference.formatted().to_string()).unwrap_or_default()
    }

    /// How a reference stands, and when that was asked: the worst word of its DOI and PubMed number.
    pub(super) fn standing(&self, reference: &Id<model::Reference>) -> (Standing, Option<String>) {
        let Some(reference) = self.base.references.find(reference) else { return (Standing::Unknown, None) };
        let works = WorkId::of(reference).filter_map(|(_, work)| self.lock.works.get(work.as_str()));
        let asked = works.filter_map(|work| Some((work.standing?, work.checked_at)));
        match asked.max_by_key(|(standing, at)| (*standing, *at)) {
            Some((standing, at)) => (Standing::of(Some(standing)), Some(at.to_string())),
            None => (Standing::Unknown, None),
        }
    }
}

fn ids<'r, T: model::Record>(records: impl Iterator<Item = &'r T>) -> Vec<String> {
    records.map(|record| record.id().to_owned()).collect()
}

impl Serialize for Contract<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let meta = self.meta().map_err(serde::ser::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", "export.schema.json")?;
        map.serialize_entry("schema_version", SCHEMA_VERSION)?;
        map.serialize_entry("meta", &meta)?;
        map.serialize_entry("redirects", &self.redirects)?;
        for &kind in Kind::ALL {
            map.serialize_entry(kind.folder(), &Records { contract: self, kind })?;
        }
        map.end()
    }
}

/// The map of one kind, made while it is written.
struct Records<'a> {
    contract: &'a Contract<'a>,
    kind: Kind,
}

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for record in self.contract.records(self.kind) {
            map.serialize_entry(record.id(), &record)?;
        }
        map.end()
    }
}
