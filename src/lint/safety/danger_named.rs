//! Dangers that a text names, and whether a contraindication warns of them.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::prose::phrases::Phrases;
use crate::lint::prose::reading::Sentence;
use crate::model::Contraindication;

/// A danger that a text can name: a line of `dangers.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lint) struct Danger {
    /// What it is called.
    pub(in crate::lint) name: &'static str,
    /// How words of the id, the name or the other names of a warning of it start.
    words: &'static str,
    /// Whether it is a place of the body, and not a state.
    pub(in crate::lint) is_place: bool,
}

/// Its lines hold a pattern, the name of the danger, how the words of a warning start, and whether it is a place or a state.
static DANGERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("dangers.tsv")));

impl Danger {
    /// Says whether a contraindication warns of it.
    pub(in crate::lint) fn is_told_by(self, warning: &Contraindication) -> bool {
        let spaced = warning.id.as_str().replace('-', " ");
        let structures = warning.structures.iter().map(|structure| structure.as_str().replace('-', " "));
        let names = warning.aliases.iter().cloned().chain([spaced, warning.name.clone()]).chain(structures);
        let mut spaced = names.map(|name| {
            let words = name.to_lowercase();
            let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
            words.fold(String::new(), |text, word| text + " " + word)
        });
        spaced.any(|name| self.words.split('|').any(|start| name.contains(&format!(" {start}"))))
    }
}

/// The dangers that a sentence names, with their words.
pub(in crate::lint) fn dangers(sentence: &Sentence) -> Vec<(Danger, Range<usize>)> {
    let found = DANGERS.find(sentence).into_iter();
    found
        .map(|(line, words)| {
            let (name, starts) = (line.column(0), line.column(1));
            (Danger { name, words: starts, is_place: line.column(2) == "place" }, words)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangers_are_known_by_what_they_are_called() {
        let names = |text: &str| {
            let sentence = Sentence::read(text, &(0..text.len()));
            dangers(&sentence).iter().map(|(danger, _)| danger.name).collect::<Vec<_>>().join(", ")
        };
        for (text, expected) in [
            ("Stay away from any pulse.", "the pulse in the groin"),
            ("Mind the nerve and the arteries.", "a nerve, an artery"),
            ("Do not roll over varicose veins.", "varicose veins"),
            ("If you are pregnant or have an artificial hip, ask first.", "pregnancy, a replaced joint"),
            ("Rolling on impulse.", ""),
            ("It is a nervy thing to do.", ""),
            ("Put the new mat under the hip.", ""),
            ("A weak pull is enough.", ""),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn a_warning_tells_of_a_danger_by_its_names_and_structures() {
        let warning = |id: &str, name: &str, structures: &[&str]| -> Contraindication {
            let record = serde_json::json!({"id": id, "name": name, "summary": "x", "strength": "stop", "structures": structures});
            serde_json::from_value(record).unwrap()
        };
        let text = "Stay away from the pulse.";
        let sentence = Sentence::read(text, &(0..text.len()));
        let (pulse, _) = dangers(&sentence).pop().unwrap();
        assert!(pulse.is_told_by(&warning("groin", "Pulse in the groin", &[])));
        assert!(pulse.is_told_by(&warning("femoral-vessels-and-nerve", "Groin crease", &[])));
        assert!(pulse.is_told_by(&warning("groin", "Groin crease", &["femoral-artery"])));
        assert!(!pulse.is_told_by(&warning("groin-strain", "Groin strain", &[])));
        assert!(!pulse.is_told_by(&warning("nerve", "Bony point", &["lateral-femoral-cutaneous-nerve"])));
    }
}
