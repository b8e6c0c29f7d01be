//! What points to a record from other kinds, by id.

use std::collections::HashMap;

use crate::knowledge_base::KnowledgeBase;

/// Back-references between kinds.
pub(super) struct Relations<'a> {
    /// What is asked ► the id of whom ► the ids of the answer.
    related: HashMap<&'static str, HashMap<&'a str, Vec<&'a str>>>,
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
            guide.steps.iter().flat_map(|step| &step.claims).for_each(|claim| {
                add("guides of claim", claim.as_str(), guide.id.as_str());
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
        Self { related }
    }

    pub(super) fn get(&self, relation: &'static str, id: &str) -> &[&'a str] {
        let of = self.related.get(relation).and_then(|related| related.get(id));
        of.map(Vec::as_slice).unwrap_or_default()
    }
}
