//! What people do, as a `HowTo` that is safe to read alone: what must be known before comes as the first section of its steps, and each
//! step carries its limit and when to stop.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{iris, put, tagged};
use crate::export::Contract;
use crate::export::v1::{Contraindication, Disclaimer, Guide, Record, RedFlag, Strength, Technique, Urgency};
use crate::model::Kind;

/// The records of safety, by id.
#[derive(Default)]
pub(super) struct Safety {
    disclaimers: HashMap<String, Disclaimer>,
    red_flags: HashMap<String, RedFlag>,
    contraindications: HashMap<String, Contraindication>,
}

impl Safety {
    pub(super) fn of(contract: &Contract<'_>) -> Self {
        let mut safety = Self::default();
        for kind in [Kind::Disclaimers, Kind::RedFlags, Kind::Contraindications] {
            for record in contract.records(kind) {
                let id = record.id().to_owned();
                match record {
                    Record::Disclaimers(record) => drop(safety.disclaimers.insert(id, *record)),
                    Record::RedFlags(record) => drop(safety.red_flags.insert(id, *record)),
                    Record::Contraindications(record) => drop(safety.contraindications.insert(id, *record)),
                    _ => {}
                }
            }
        }
        safety
    }

    /// The section that comes before the first step: what must be shown with the record, in its order.
    fn before(&self, must_show: &[String], language: &str) -> Value {
        let tips: Vec<Value> = must_show
            .iter()
            .filter_map(|path| self.text(path, language))
            .map(|text| part("HowToTip", &text, language))
            .collect();
        json!({"@type": "HowToSection", "name": tagged("Before you begin", language), "itemListElement": tips})
    }

    /// What a reader must be told of one of the records of safety.
    fn text(&self, path: &str, language: &str) -> Option<String> {
        let (kind, id) = path.split_once('/')?;
        match Kind::from_folder(kind)? {
            Kind::Disclaimers => {
                let texts = &self.disclaimers.get(id)?.text;
                texts.get(language).or_else(|| texts.values().next()).cloned()
            }
            Kind::RedFlags => {
                let flag = self.red_flags.get(id)?;
                Some(format!("{} {}: {}", urgency(&flag.action), flag.name, flag.summary))
            }
            Kind::Contraindications => {
                let state = self.contraindications.get(id)?;
                Some(format!("{} {}: {}", strength(&state.strength), state.name, state.summary))
            }
            _ => None,
        }
    }

    /// Puts the steps of a guide, and all that must be read before them, into its node.
    pub(super) fn put_guide(&self, node: &mut Value, guide: &Guide, language: &str) {
        let before = self.before(&guide.must_show, language);
        let steps = guide.steps.iter().map(|step| {
            let mut action = part("HowToDirection", &step.action, language);
            put(&mut action, "tool", step.tool.as_ref().map(|id| super::iri("tools", id)));
            let said = |label: &str, text: &str| format!("{label}: {text}");
            let limit = step.pressure_limit.as_ref().map(|text| said("How hard at most", text));
            let duration = step.duration.as_ref().map(|duration| said("How long", &duration.text));
            let stop = step.stop_rule.as_ref().map(|text| said("When to stop", text));
            let note = step.note.as_ref().map(|text| said("Good to know", text));
            let tips = [limit, duration, stop, note].into_iter().flatten();
            let text: Vec<String> =
                step.position.iter().chain([&step.action]).cloned().chain(tips.clone()).collect();
            let position = step.position.iter().map(|text| part("HowToDirection", text, language));
            let parts = position.chain([action]).chain(tips.map(|text| part("HowToTip", &text, language)));
            json!({
                "@type": "HowToStep", "name": tagged(&step.title, language), "text": tagged(&text.join("\n"), language),
                "itemListElement": parts.collect::<Vec<_>>()
            })
        });
        put(node, "step", [before].into_iter().chain(steps).collect::<Vec<_>>());
        put(node, "redFlag", iris("red-flags", &guide.red_flags));
    }

    /// Puts the instructions of a technique, all that must be read before them, and when to stop, into its node.
    pub(super) fn put_technique(&self, node: &mut Value, technique: &Technique, language: &str) {
        let before = self.before(&technique.must_show, language);
        let stops = technique.stop_rules.iter().map(|text| part("HowToTip", text, language));
        let stop = json!({
            "@type": "HowToSection", "name": tagged("When to stop", language), "itemListElement": stops.collect::<Vec<_>>()
        });
        let steps = technique.instructions.iter().map(|text| part("HowToStep", text, language));
        let doses = technique.dose.iter().flat_map(|dose| {
            [
                ("How hard at most", &dose.pressure),
                ("How long", &dose.duration),
                ("How many times", &dose.repetitions),
                ("How often", &dose.frequency),
            ]
        });
        let doses = doses.filter_map(|(label, value)| Some(format!("{label}: {}", value.as_ref()?.text)));
        let tips = doses.chain(technique.note.clone()).map(|text| part("HowToTip", &text, language));
        put(node, "step", [before, stop].into_iter().chain(steps).chain(tips).collect::<Vec<_>>());
    }
}

fn part(types: &str, text: &str, language: &str) -> Value {
    json!({"@type": types, "text": tagged(text, language)})
}

/// What to do, by how soon help is needed.
fn urgency(action: &Urgency) -> String {
    match action {
        Urgency::Emergency => "Call an ambulance or go to an emergency department now.".to_owned(),
        Urgency::Urgent => "See a clinician the same day.".to_owned(),
        Urgency::Soon => "See a clinician within days.".to_owned(),
        Urgency::Other(word) => format!("Get help ({word})."),
    }
}

/// What to do, by how far something forbids.
fn strength(strength: &Strength) -> String {
    match strength {
        Strength::Stop => "Do not do it.".to_owned(),
        Strength::AskFirst => "Ask a health professional before.".to_owned(),
        Strength::Caution => "Do it with care, and gently.".to_owned(),
        Strength::AvoidSpot => "Leave out this place.".to_owned(),
        Strength::Other(word) => format!("Do not do it before you know what this means: {word}."),
    }
}
