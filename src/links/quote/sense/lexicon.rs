//! What small words do to the sentence around them, from `lexicon.tsv`: those of English, and the denials of some more languages.

use std::collections::HashMap;
use std::sync::OnceLock;

macro_rules! classes {
    ($($name:ident = $text:literal,)*) => {
        /// What a word can do. Most words can do nothing of it, and some much.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Class {
            $($name,)*
        }

        const NAMES: &[(&str, Class)] = &[$(($text, Class::$name),)*];
    };
}

classes! {
    Deny = "deny",
    None = "none",
    Not = "not",
    Open = "open",
    Untrue = "untrue",
    Holds = "holds",
    Double = "double",
    Auxiliary = "aux",
    Modal = "modal",
    Finite = "finite",
    Weak = "weak",
    Determiner = "det",
    Pronoun = "pron",
    Preposition = "prep",
    Coordinator = "coord",
    Subordinator = "subord",
    Relative = "rel",
    Adverb = "adv",
    Verb = "verb",
    Part = "part",
    Ask = "ask",
    Report = "report",
    Compare = "compare",
    More = "more",
    Foreign = "foreign",
}

/// The classes of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(u32);

impl Classes {
    pub(super) fn has(self, class: Class) -> bool {
        self.0 & bit(class) != 0
    }
}

fn bit(class: Class) -> u32 {
    1 << class as u32
}

struct Lexicon {
    words: HashMap<&'static str, u32>,
    stems: HashMap<&'static str, u32>,
    verbs: HashMap<&'static str, u32>,
}

/// How the forms of a regular verb end.
const VERB_ENDINGS: &[&str] = &["", "e", "s", "es", "ed", "d"];

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut lexicon = Lexicon { words: HashMap::new(), stems: HashMap::new(), verbs: HashMap::new() };
        for line in include_str!("lexicon.tsv").lines() {
            let Some((name, words)) = line.split_once('\t') else { continue };
            let Some((_, class)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
            for word in words.split(' ') {
                let (words, word) = match (word.strip_suffix('*'), word.strip_suffix('~')) {
                    (Some(stem), _) => (&mut lexicon.stems, stem),
                    (_, Some(stem)) => (&mut lexicon.verbs, stem),
                    _ => (&mut lexicon.words, word),
                };
                *words.entry(word).or_default() |= bit(*class);
            }
        }
        lexicon
    })
}

/// What a word can do, given in small letters and without hyphens.
pub(super) fn classes(word: &str) -> Classes {
    let lexicon = lexicon();
    let mut found = lexicon.words.get(word).copied().unwrap_or_default();
    for (end, letter) in word.char_indices() {
        let (stem, ending) = word.split_at_checked(end + letter.len_utf8()).unwrap_or((word, ""));
        found |= lexicon.stems.get(stem).copied().unwrap_or_default();
        if VERB_ENDINGS.contains(&ending) {
            found |= lexicon.verbs.get(stem).copied().unwrap_or_default();
        }
    }
    if word.ends_with("n't") {
        found |= bit(Class::Deny) | bit(Class::Not) | bit(Class::Auxiliary) | bit(Class::Finite);
    }
    Classes(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_has_a_class_that_is_read() {
        for line in include_str!("lexicon.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (name, words) = line.split_once('\t').unwrap();
            assert!(NAMES.iter().any(|(known, _)| *known == name), "{name}");
            for word in words.split(' ') {
                assert!(!word.is_empty() && word == word.to_lowercase(), "`{word}` of {name}");
                assert!(!word.contains('-'), "{word}: hyphens are gone when it is looked up");
            }
        }
        assert!(NAMES.iter().all(|(name, _)| include_str!("lexicon.tsv").contains(&format!("\n{name}\t"))));
    }

    #[test]
    fn a_word_has_the_classes_of_its_stem_too() {
        assert!(classes("hypothesised").has(Class::Open) && classes("doesn't").has(Class::Deny));
        assert!(classes("no").has(Class::None) && !classes("not").has(Class::None));
        assert!(classes("reduces").has(Class::Verb) && !classes("reduction").has(Class::Verb));
        assert_eq!(classes("soreness"), Classes::default());
    }
}
