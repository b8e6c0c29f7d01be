//! The pinned table of UBERON: the terms that the knowledge base uses and their neighbours, as the ontology has them.
//!
//! `uberon.tsv` is that table: id, label, whether the term is deprecated, and synonyms with `|` between them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A term of the ontology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Its id, such as `UBERON:0001298`.
    pub(super) id: &'static str,
    /// What the ontology calls it.
    pub(super) label: &'static str,
    /// Whether the ontology has given it up.
    pub(super) is_deprecated: bool,
    /// The label and then the synonyms, folded.
    folded: Vec<String>,
}

static TERMS: LazyLock<HashMap<&'static str, Term>> = LazyLock::new(|| {
    let term = |line: &'static str| {
        let mut columns = line.split('\t');
        let (id, label, deprecated) = (columns.next()?, columns.next()?, columns.next()?);
        let synonyms = columns.next().unwrap_or_default().split('|').filter(|name| !name.is_empty());
        let folded = std::iter::once(label).chain(synonyms).map(fold).collect();
        Some((id, Term { id, label, is_deprecated: deprecated == "True", folded }))
    };
    include_str!("uberon.tsv").lines().skip(1).filter_map(term).collect()
});

/// The term with an id.
pub(super) fn term(id: &str) -> Option<&'static Term> {
    TERMS.get(id)
}

/// The term in force that a name stands for: by its label, or else by a synonym.
pub(super) fn term_called(name: &str) -> Option<&'static Term> {
    let wanted = fold(name);
    let mut terms: Vec<&Term> = TERMS.values().filter(|term| !term.is_deprecated).collect();
    terms.sort_by_key(|term| term.id);
    let by_label = terms.iter().find(|term| term.folded.first() == Some(&wanted));
    by_label.or_else(|| terms.iter().find(|term| term.folded.contains(&wanted))).copied()
}

impl Term {
    /// Says whether a name stands for the term.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.folded.contains(&fold(name))
    }
}

/// A name less what differs from book to book: capitals, signs, the word "muscle", and plurals, English and Latin.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.to_lowercase().split(|letter: char| !letter.is_alphanumeric() && letter != '\'') {
        let singular = match word {
            "" | "m" | "mm" | "muscle" | "muscles" | "musculus" | "musculi" | "the" => continue,
            word if word.ends_with("ae") => word.trim_end_matches('e'),
            word if word.len() > 3 => word.trim_end_matches('s'),
            word => word,
        };
        folded.push_str(singular);
        folded.push(' ');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TERMS.len(), include_str!("uberon.tsv").lines().count() - 1);
        for term in TERMS.values() {
            let number = term.id.strip_prefix("UBERON:").unwrap();
            assert!(number.len() == 7 && number.bytes().all(|byte| byte.is_ascii_digit()), "{term:?}");
            assert!(!term.label.is_empty() && !fold(term.label).is_empty(), "{term:?}");
        }
    }

    #[test]
    fn names_are_compared_without_their_spelling() {
        for (id, name, is_called) in [
            ("UBERON:0001298", "Psoas major", true),
            ("UBERON:0001298", "musculus psoas major", true),
            ("UBERON:0001298", "Psoas minor", false),
            ("UBERON:0008450", "Psoas muscles", true),
            ("UBERON:0008450", "Psoas major", false),
            ("UBERON:0002414", "Lumbar vertebrae", true),
            ("UBERON:0001376", "Tensor fasciae latae", true),
            ("UBERON:0001376", "tensor fascia lata", true),
            ("UBERON:0001369", "M. iliacus", true),
            ("UBERON:0002060", "Femoral arteries", false),
            ("UBERON:0006204", "Poupart's ligament", true),
        ] {
            assert_eq!(term(id).unwrap().is_called(name), is_called, "{id} {name}");
        }
        assert_eq!(term_called("Iliacus").map(|term| term.id), Some("UBERON:0001369"));
        assert_eq!(term_called("Foam roller"), None);
    }
}
