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
    /// The red flags of each technique.
    of_technique: HashMap<String, Vec<String>>,
}

impl Safety {
    pub(super) fn of(contract: &Contract<'_>) -> Self {
        let mut safety = Self::default();
        for kind in [Kind::Disclaimers, Kind::RedFlags, Kind::Contraindications, Kind::Techniques] {
            for record in contract.records(kind) {
                let id = record.id().to_owned();
                match record {
                    Record::Disclaimers(record) => drop(safety.disclaimers.insert(id, *record)),
                    Record::RedFlags(record) => drop(safety.red_flags.insert(id, *record)),
                    Record::Contraindications(record) => drop(safety.contraindications.insert(id, *record)),
                    Record::Techniques(record) => drop(safety.of_technique.insert(id, record.red_flags)),
                    _ => {}
                }
            }
        }
        safety
    }

    /// The red flags of a guide: those that must be read before, and those of its technique.
    pub(super) fn red_flags_of(&self, guide: &Guide) -> Vec<String> {
        let read = guide.required_reading.iter().filter_map(|path| path.strip_prefix("red-flags/"));
        let technique = guide.technique.as_ref().and_then(|id| self.of_technique.get(id));
        let mut ids: Vec<String> =
            read.map(str::to_owned).chain(technique.into_iter().flatten().cloned()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The section that comes before the first step: disclaimers, signs that need help, states that stand against it.
    fn before(
        &self,
        disclaimers: &[String],
        red_flags: &[String],
        contraindications: &[String],
        language: &str,
    ) -> Value {
        let disclaimers =
            disclaimers.iter().filter_map(|id| self.disclaimers.get(id)).filter_map(|disclaimer| {
                disclaimer.text.get(language).or_else(|| disclaimer.text.values().next()).cloned()
            });
        let mut flags: Vec<&RedFlag> = red_flags.iter().filter_map(|id| self.red_flags.get(id)).collect();
        flags.sort_by_key(|flag| urgency(&flag.action).0);
        let flags = flags
            .into_iter()
            .map(|flag| format!("{} {}: {}", urgency(&flag.action).1, flag.name, flag.summary));
        let mut against: Vec<&Contraindication> =
            contraindications.iter().filter_map(|id| self.contraindications.get(id)).collect();
        against.sort_by_key(|state| strength(&state.strength).0);
        let against = against
            .into_iter()
            .map(|state| format!("{} {}: {}", strength(&state.strength).1, state.name, state.summary));
        let tips: Vec<Value> =
            disclaimers.chain(flags).chain(against).map(|text| part("HowToTip", &text, language)).collect();
        json!({"@type": "HowToSection", "name": tagged("Before you begin", language), "itemListElement": tips})
    }

    /// Puts the steps of a guide, and all that must be read before them, into its node.
    pub(super) fn put_guide(&self, node: &mut Value, guide: &Guide, language: &str) {
        let red_flags = self.red_flags_of(guide);
        let before = self.before(&guide.disclaimers, &red_flags, &guide.contraindications, language);
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
        put(node, "redFlag", iris("red-flags", &red_flags));
    }

    /// Puts the instructions of a technique, all that must be read before them, and when to stop, into its node.
    pub(super) fn put_technique(&self, node: &mut Value, technique: &Technique, language: &str) {
        let Technique { disclaimers, red_flags, contraindications, .. } = technique;
        let before = self.before(disclaimers, red_flags, contraindications, language);
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

/// The rank of how soon help is needed, and what to do.
fn urgency(action: &Urgency) -> (u8, String) {
    match action {
        Urgency::Emergency => (0, "Call an ambulance or go to an emergency department now.".to_owned()),
        Urgency::Urgent => (1, "See a clinician the same day.".to_owned()),
        Urgency::Soon => (2, "See a clinician within days.".to_owned()),
        Urgency::Other(word) => (0, format!("Get help ({word}).")),
    }
}

/// The rank of how far something forbids, and what to do.
fn strength(strength: &Strength) -> (u8, String) {
    match strength {
        Strength::Stop => (0, "Do not do it.".to_owned()),
        Strength::AskFirst => (1, "Ask a health professional before.".to_owned()),
        Strength::Caution => (2, "Do it with care, and gently.".to_owned()),
        Strength::AvoidSpot => (3, "Leave out this place.".to_owned()),
        Strength::Other(word) => (0, format!("Do not do it before you know what this means: {word}.")),
    }
}
