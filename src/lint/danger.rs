//! The dangers of pressing on a body, and what of a technique warns of each.

use crate::knowledge_base::KnowledgeBase;
use crate::model::{Contraindication, Kind, Technique};

/// A danger, and how to tell a contraindication that warns of it.
#[derive(Debug)]
pub(super) struct Danger {
    /// What it is called.
    pub(super) name: &'static str,
    /// How words of its id, its name or its other names start, in lower case.
    words: &'static [&'static str],
    /// Its numbers in public terminologies.
    identifiers: &'static [&'static str],
}

/// What every technique that presses must warn of.
pub(super) const PRESSING: &[Danger] = &[
    Danger {
        name: "deep vein thrombosis",
        words: &["thrombosis", "thromboses", "thrombus", "dvt", "blood clot", "clot"],
        identifiers: &["EFO:0003907"],
    },
    Danger {
        name: "bleeding risk",
        words: &["bleeding", "anticoagula", "blood thin", "haemophilia", "hemophilia", "platelet"],
        identifiers: &[],
    },
    PREGNANCY,
    Danger { name: "open wounds", words: &["wound", "broken skin", "open skin"], identifiers: &[] },
    Danger { name: "fractures", words: &["fracture", "broken bone"], identifiers: &[] },
    Danger {
        name: "local inflammation",
        words: &["inflammation", "inflamed", "swollen", "swelling", "cellulitis"],
        identifiers: &[],
    },
];

const PREGNANCY: Danger = Danger { name: "pregnancy", words: &["pregnan"], identifiers: &[] };

/// What a technique that presses through the belly must warn of beside those.
pub(super) const BELLY: &[Danger] = &[
    Danger { name: "aortic aneurysm", words: &["aneurysm", "aortic"], identifiers: &["MONDO:0005350"] },
    PREGNANCY,
    Danger { name: "recent surgery", words: &["surgery", "operation"], identifiers: &[] },
    Danger { name: "hernia", words: &["hernia"], identifiers: &[] },
    Danger {
        name: "organs and vessels of the belly",
        words: &["belly", "abdom", "organ", "bowel"],
        identifiers: &[],
    },
];

impl Danger {
    /// Says whether `warning` warns of it, by its id, its names or its numbers.
    pub(super) fn is_told_by(&self, warning: &Contraindication) -> bool {
        let spaced = warning.id.as_str().replace('-', " ");
        let names = [spaced.as_str(), warning.name.as_str()]
            .into_iter()
            .chain(warning.aliases.iter().map(String::as_str));
        let numbers = [&warning.identifiers.efo, &warning.identifiers.mondo, &warning.identifiers.mesh];
        names.into_iter().any(|name| self.words.iter().any(|word| has_word_start(name, word)))
            || numbers.into_iter().flatten().any(|number| self.identifiers.contains(&number.as_str()))
    }
}

/// Says whether a word of `text` starts with `start`, which is in lower case.
fn has_word_start(text: &str, start: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(start).any(|(at, _)| {
        text.get(..at).is_some_and(|before| !before.chars().next_back().is_some_and(char::is_alphanumeric))
    })
}

/// The contraindications that a reader of a technique is shown.
pub(super) fn warnings_of<'a>(base: &'a KnowledgeBase, technique: &Technique) -> Vec<&'a Contraindication> {
    base.contraindications_of(Kind::Techniques, technique.id.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_their_start() {
        assert!(has_word_start("Blood thinners", "blood thin"));
        assert!(has_word_start("Known or suspected deep vein thrombosis", "thrombosis"));
        assert!(!has_word_start("inflammatory bowel disease", "inflammation"));
        assert!(!has_word_start("preoperation", "operation"));
    }

    #[test]
    fn the_dangers_of_pressing_are_all_there() {
        let names =
            |dangers: &[Danger]| dangers.iter().map(|danger| danger.name).collect::<Vec<_>>().join(", ");
        let pressing =
            "deep vein thrombosis, bleeding risk, pregnancy, open wounds, fractures, local inflammation";
        assert_eq!(names(PRESSING), pressing);
        let belly = "aortic aneurysm, pregnancy, recent surgery, hernia, organs and vessels of the belly";
        assert_eq!(names(BELLY), belly);
    }

    #[test]
    fn a_warning_is_known_by_its_id_its_names_or_its_number() {
        let warning = |json: serde_json::Value| -> Contraindication { serde_json::from_value(json).unwrap() };
        let told = |json: serde_json::Value| {
            let warning = warning(json);
            PRESSING
                .iter()
                .filter(|danger| danger.is_told_by(&warning))
                .map(|danger| danger.name)
                .collect::<Vec<_>>()
        };
        let with = |id: &str, name: &str| serde_json::json!({"id": id, "name": name, "summary": "x", "strength": "stop"});
        assert_eq!(told(with("deep-vein-thrombosis", "x")), ["deep vein thrombosis"]);
        assert_eq!(told(with("x", "Blood thinners or low platelets")), ["bleeding risk"]);
        assert_eq!(told(with("x", "A broken bone under an open wound")), ["open wounds", "fractures"]);
        assert_eq!(told(with("inflammatory-bowel-disease", "Inflammatory bowel disease")), [""; 0]);
        let mut numbered = with("x", "x");
        numbered["identifiers"] = serde_json::json!({"efo": "EFO:0003907"});
        assert_eq!(told(numbered), ["deep vein thrombosis"]);
        let mut alias = with("x", "x");
        alias["aliases"] = serde_json::json!(["Being pregnant"]);
        assert_eq!(told(alias), ["pregnancy"]);
    }
}
