//! What points to a record from other kinds, by id.

use std::collections::{BTreeSet, HashMap};

use crate::knowledge_base::KnowledgeBase;
use crate::model::{Contraindication, Id, Kind};

/// Back-references between kinds, and the contraindications of what people do.
pub(super) struct Relations<'a> {
    /// What is asked ► the id of whom ► the ids of the answer.
    related: HashMap<&'static str, HashMap<&'a str, Vec<&'a str>>>,
    /// `kind/id` ► the contraindications that name it.
    against: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Relations<'a> {
    pub(super) fn new(base: &'a KnowledgeBase) -> Self {
        let mut related: HashMap<&'static str, HashMap<&'a str, Vec<&'a str>>> = HashMap::new();
        let mut add = |relation, of: &'a str, id: &'a str| {
            related.entry(relation).or_default().entry(of).or_default().push(id);
        };
        for technique in base.techniques.iter() {
            let id = technique.id.as_str();
            technique.targets.iter().for_each(|muscle| add("techniques of muscle", muscle.as_str(), id));
            technique.tools.iter().for_each(|tool| add("techniques of tool", tool.as_str(), id));
        }
        for guide in base.guides.iter() {
            guide.technique.iter().for_each(|technique| {
                add("guides of technique", technique.as_str(), guide.id.as_str());
            });
        }
        for claim in base.claims.iter() {
            claim
                .disputes
                .iter()
                .for_each(|other| add("disputes of claim", other.as_str(), claim.id.as_str()));
        }
        for question in base.questions.iter() {
            question.claims.iter().for_each(|claim| {
                add("questions of claim", claim.as_str(), question.id.as_str());
            });
        }
        let mut against: HashMap<&'a str, Vec<&'a str>> = HashMap::new();
        for contraindication in base.contraindications.iter() {
            for path in &contraindication.applies_to {
                against.entry(path.as_str()).or_default().push(contraindication.id.as_str());
            }
        }
        Self { related, against }
    }

    pub(super) fn get(&self, relation: &'static str, id: &str) -> &[&'a str] {
        let of = self.related.get(relation).and_then(|related| related.get(id));
        of.map(Vec::as_slice).unwrap_or_default()
    }

    /// All contraindications of the record `id` of `kind`: its own, those that name it, and those of what it makes use of.
    pub(super) fn against(&self, base: &'a KnowledgeBase, kind: Kind, id: &str) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        if let Some(named) = self.against.get(format!("{kind}/{id}").as_str()) {
            found.extend(named.iter().copied());
        }
        let own = |own: &'a [Id<Contraindication>]| own.iter().map(Id::as_str);
        match kind {
            Kind::Tools => {
                found.extend(base.tools.get(id).into_iter().flat_map(|tool| own(&tool.contraindications)));
            }
            Kind::Practices => {
                let practice = base.practices.get(id).into_iter();
                found.extend(practice.flat_map(|practice| own(&practice.contraindications)));
            }
            Kind::Techniques => {
                if let Some(technique) = base.techniques.get(id) {
                    found.extend(own(&technique.contraindications));
                    for tool in &technique.tools {
                        found.extend(self.against(base, Kind::Tools, tool.as_str()));
                    }
                }
            }
            Kind::Guides => {
                if let Some(guide) = base.guides.get(id) {
                    let reading = guide.required_reading.iter().filter_map(|path| path.split());
                    found.extend(
                        reading.filter(|(kind, _)| *kind == Kind::Contraindications).map(|(_, id)| id),
                    );
                    if let Some(technique) = &guide.technique {
                        found.extend(self.against(base, Kind::Techniques, technique.as_str()));
                    }
                    for tool in guide.steps.iter().filter_map(|step| step.tool.as_ref()) {
                        found.extend(self.against(base, Kind::Tools, tool.as_str()));
                    }
                }
            }
            Kind::Claims => {
                let claim = base.claims.get(id).into_iter();
                for (kind, id) in claim.flat_map(|claim| &claim.about).filter_map(|path| path.split()) {
                    if matches!(kind, Kind::Techniques | Kind::Tools | Kind::Practices) {
                        found.extend(self.against(base, kind, id));
                    }
                }
            }
            Kind::Questions => {
                for claim in base.questions.get(id).into_iter().flat_map(|question| &question.claims) {
                    found.extend(self.against(base, Kind::Claims, claim.as_str()));
                }
            }
            _ => {}
        }
        found
    }
}
