//! Back-references: what points to a record.

use foldhash::HashMap;

use super::KnowledgeBase;
use crate::model::{Citation, Claim, Guide, GuideStep, Kind, Record, Technique};

/// The back-references of a knowledge base, by the texts that records have: made once, when the first one is asked for.
#[derive(Clone, Debug)]
pub(super) struct Links {
    /// `kind/id` ► the places of the claims about it.
    about: HashMap<Box<str>, Vec<u32>>,
    /// The id of a reference ► who cites it.
    cited: HashMap<Box<str>, Vec<Citing>>,
}

/// The kind and id of a record, and the place of a citation among its own.
type Citing = (Kind, Box<str>, u32);

/// A citation, and the record that it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CitedBy<'a> {
    /// The kind of the record.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// What it takes from the source.
    pub citation: &'a Citation,
}

impl KnowledgeBase {
    fn links(&self) -> &Links {
        self.links.get_or_init(|| {
            let mut about: HashMap<Box<str>, Vec<u32>> = HashMap::default();
            for (claim, place) in self.claims.all().zip(0..).filter(|(claim, _)| claim.is_in_force()) {
                for path in &claim.about {
                    let places = about.entry(path.as_str().into()).or_default();
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                }
            }
            let mut cited: HashMap<Box<str>, Vec<Citing>> = HashMap::default();
            for &kind in Kind::ALL {
                for id in self.ids(kind) {
                    for (citation, place) in self.citations(kind, id).into_iter().zip(0..) {
                        let entry = cited.entry(citation.reference.as_str().into()).or_default();
                        entry.push((kind, id.into(), place));
                    }
                }
            }
            Links { about, cited }
        })
    }

    /// The claims in force about the record at `path`, written `kind/id`, in the order of their ids.
    ///
    /// ```
    /// let base = massage_kb::embedded();
    /// assert!(base.claims_about("techniques/foam-rolling").count() > 3);
    /// assert_eq!(base.claims_about("techniques/no-such").count(), 0);
    /// ```
    pub fn claims_about<'a>(&'a self, path: &str) -> impl Iterator<Item = &'a Claim> + use<'a> {
        let places = self.links().about.get(path).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&place| self.claims.at(place as usize))
    }

    /// The citations of the reference with the id `reference` in records in force, in the order of kinds, ids and places in the record.
    ///
    /// ```
    /// let base = massage_kb::embedded();
    /// let citing = base.cited_by("wilke-2020").next().expect("claims rest on it");
    /// println!("{}/{}: {:?}", citing.kind, citing.id, citing.citation.stance);
    /// ```
    pub fn cited_by<'a>(&'a self, reference: &str) -> impl Iterator<Item = CitedBy<'a>> + use<'a> {
        let citing = self.links().cited.get(reference).map(Vec::as_slice).unwrap_or_default();
        citing.iter().filter_map(|(kind, id, place)| {
            let citation = self.citations(*kind, id).into_iter().nth(*place as usize)?;
            Some(CitedBy { kind: *kind, id, label: self.label(*kind, id)?, citation })
        })
    }

    /// The citations in the record `id` of `kind`, its own before those of its doses, in their order.
    pub fn citations(&self, kind: Kind, id: &str) -> Vec<&Citation> {
        let own: Option<&[Citation]> = match kind {
            Kind::Benefits => self.benefits.any(id).map(|record| &*record.citations),
            Kind::Claims => self.claims.any(id).map(|record| &*record.citations),
            Kind::Conditions => self.conditions.any(id).map(|record| &*record.citations),
            Kind::Contraindications => self.contraindications.any(id).map(|record| &*record.citations),
            Kind::Muscles => self.muscles.any(id).map(|record| &*record.citations),
            Kind::Practices => self.practices.any(id).map(|record| &*record.citations),
            Kind::RedFlags => self.red_flags.any(id).map(|record| &*record.citations),
            Kind::Structures => self.structures.any(id).map(|record| &*record.citations),
            Kind::Tools => self.tools.any(id).map(|record| &*record.citations),
            Kind::Techniques => return self.techniques.any(id).map(of_technique).unwrap_or_default(),
            Kind::Guides => return self.guides.any(id).map(of_guide).unwrap_or_default(),
            Kind::Disclaimers | Kind::Questions | Kind::References | Kind::Sources => None,
        };
        own.unwrap_or_default().iter().collect()
    }
}

fn of_technique(technique: &Technique) -> Vec<&Citation> {
    let dose = technique.dose.iter();
    let values = dose.flat_map(|dose| [&dose.pressure, &dose.duration, &dose.repetitions, &dose.frequency]);
    technique.citations.iter().chain(values.flatten().flat_map(|value| &value.citations)).collect()
}

fn of_guide(guide: &Guide) -> Vec<&Citation> {
    let durations = guide.steps.iter().filter_map(|GuideStep { duration, .. }| duration.as_ref());
    durations.flat_map(|value| &value.citations).collect()
}
