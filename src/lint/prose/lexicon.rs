//! The words that a sentence is built with, by class: those that join and bend clauses, and common verbs in all their forms.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::inflection::{VerbForms, plural};

/// What a word can be. A word may be of several classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lint) struct Classes(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $label:literal;)*) => {
        impl Classes {
            $($(#[$doc])* pub(in crate::lint) const $name: Self = Self(1 << $bit);)*

            fn named(label: &str) -> Option<Self> {
                match label {
                    $($label => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// `the`, `no`.
    DETERMINER = 0 "determiner";
    /// `its`.
    POSSESSIVE = 1 "possessive";
    /// `the`, `its`: what they stand before is known to be there.
    DEFINITE = 2 "definite";
    /// `it`, `nobody`.
    PRONOUN = 3 "pronoun";
    /// `those`, `runners`.
    PERSON = 4 "person";
    /// `of`.
    PREPOSITION = 5 "preposition";
    /// `may`.
    MODAL = 6 "modal";
    /// `is`.
    BE = 7 "be";
    /// `has`.
    HAVE = 8 "have";
    /// `does`.
    DO = 9 "do";
    /// `to`.
    TO = 10 "to";
    /// `not`, `without`.
    NEGATOR = 11 "negator";
    /// `and`.
    AND = 12 "and";
    /// `or`.
    OR = 13 "or";
    /// `but`.
    BUT = 14 "but";
    /// `if`, `when`.
    CONDITION = 15 "condition";
    /// `because`.
    REASON = 16 "reason";
    /// `although`.
    CONCESSION = 17 "concession";
    /// `who`.
    RELATIVE = 18 "relative";
    /// `that`.
    THAT = 19 "that";
    /// `whether`.
    WHETHER = 20 "whether";
    /// `how`.
    ASKING = 21 "asking";
    /// `than`.
    THAN = 22 "than";
    /// `perhaps`.
    HEDGE = 23 "hedge";
    /// `probably`.
    LIKELY = 24 "likely";
    /// Verbs that hand a statement to somebody else: `claim`.
    REPORT = 25 "report";
    /// Verbs of findings: `show`.
    SHOWING = 26 "showing";
    /// Verbs that take a question: `know whether`.
    KNOWING = 27 "knowing";
    /// `unclear`.
    UNKNOWING = 28 "unknowing";
    /// What calls a statement untrue: `myth`.
    DENIAL = 29 "denial";
    /// Nouns that hold a statement: `claim`, `idea`.
    CLAIM_NOUN = 30 "claim-noun";
    /// Nouns that hold a fact: `evidence`.
    FACT_NOUN = 31 "fact-noun";
    /// Verbs that refuse what follows: `fail`, `doubt`.
    REFUSING = 32 "refusing";
    /// `wary`.
    WARY = 33 "wary";
    /// `seem`.
    SEEMING = 34 "seeming";
    /// `often`.
    ADVERB = 35 "adverb";
    /// `firm`.
    ADJECTIVE = 36 "adjective";
    /// A noun in the plural.
    PLURAL = 37 "plural";
    /// A noun.
    NOUN = 38 "noun";
    /// The base form of a verb.
    BASE = 39 "-base";
    /// The form behind `it`.
    THIRD = 40 "-third";
    /// The past.
    PAST = 41 "-past";
    /// The participle.
    PARTICIPLE = 42 "-participle";
    /// The form in `-ing`.
    GERUND = 43 "-gerund";
    /// Verbs that want something to be so: `ensure`.
    ORDER = 44 "order";
    /// Who or what speaks for science and for care: what they say is no hearsay.
    AUTHORITY = 46 "authority";
    /// What a predicate denies with `not`: `is not true`.
    TRUTH = 47 "truth";
    /// What a search looks for: `evidence`, `trial`.
    EVIDENCE = 48 "evidence";
    /// What makes evidence small: `weak`.
    WEAK = 49 "weak";
    /// Who sells or tells: `makers`, `adverts`, `blogs`.
    SPEAKER = 50 "speaker";
    /// Verbs of those who aim at something: `try`.
    AIMING = 51 "aiming";
    /// Verbs of those who hope for something: `hope`.
    HOPING = 53 "hoping";
    /// What it is to promise too much: `rash`, `premature`.
    UNWISE = 52 "unwise";
    /// Verbs behind which `that` may be left out: `some say it helps`.
    BARE_CONTENT = 45 "bare-content";
}

impl Classes {
    /// All classes of both.
    pub(in crate::lint) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Says whether the word is of any class of `other`.
    pub(in crate::lint) const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Says whether nothing is known of the word.
    pub(in crate::lint) const fn is_unknown(self) -> bool {
        self.0 == 0
    }
}

/// Any form of a verb.
pub(in crate::lint) const VERB: Classes =
    Classes::BASE.or(Classes::THIRD).or(Classes::PAST).or(Classes::PARTICIPLE).or(Classes::GERUND);

/// A word as it is looked up: in small letters, with straight apostrophes.
pub(in crate::lint) fn key(word: &str) -> u64 {
    // FNV-1a: words are short, and no stranger chooses them to collide.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    if word.is_ascii() {
        for byte in word.bytes() {
            add(byte.to_ascii_lowercase());
        }
        return hash;
    }
    for letter in word.chars() {
        match letter {
            '’' => add(b'\''),
            '\u{2010}' | '\u{2011}' => add(b'-'),
            '\u{ad}' => {}
            letter if letter.is_ascii() => add(letter.to_ascii_lowercase() as u8),
            letter => letter.to_lowercase().for_each(|letter| {
                u32::from(letter).to_le_bytes().into_iter().for_each(&mut add);
            }),
        }
    }
    hash
}

static LEXICON: LazyLock<HashMap<u64, Classes>> = LazyLock::new(|| {
    let mut lexicon: HashMap<u64, Classes> = HashMap::default();
    for (label, words) in include_str!("lexicon.tsv").lines().filter_map(|line| line.split_once('\t')) {
        for word in words.split(' ') {
            let mut add = |form: &str, class: Classes| {
                let classes = lexicon.entry(key(form)).or_default();
                *classes = classes.or(class);
            };
            match label {
                "verb" => add_verb(word, Classes::default(), &mut add),
                "verb-noun" => {
                    add_verb(word, Classes::default(), &mut add);
                    add(word, Classes::NOUN);
                    add(&plural(word), Classes::NOUN.or(Classes::PLURAL));
                }
                "bare-content" | "aiming" | "hoping" | "report" | "showing" | "knowing" | "refusing"
                | "seeming" | "order" => {
                    add_verb(word, Classes::named(label).unwrap_or_default(), &mut add);
                }
                "said" => add(word, Classes::REPORT),
                label => add(word, Classes::named(label).unwrap_or_default()),
            }
        }
    }
    lexicon
});

fn add_verb(lemma: &str, class: Classes, add: &mut impl FnMut(&str, Classes)) {
    let forms = VerbForms::of(lemma);
    for (form, own) in [
        (&forms.base, Classes::BASE),
        (&forms.third, Classes::THIRD),
        (&forms.past, Classes::PAST),
        (&forms.participle, Classes::PARTICIPLE),
        (&forms.gerund, Classes::GERUND),
    ] {
        add(form, own.or(class));
    }
}

/// The classes of the word with this key; none where it is not known.
pub(in crate::lint) fn classes(key: u64) -> Classes {
    LEXICON.get(&key).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_of_the_list_is_a_class() {
        for (label, _) in include_str!("lexicon.tsv").lines().filter_map(|line| line.split_once('\t')) {
            assert!(
                matches!(label, "verb" | "verb-noun" | "said") || Classes::named(label).is_some(),
                "{label}"
            );
        }
    }

    #[test]
    fn words_are_of_their_classes_in_every_form() {
        let is = |word: &str, class| classes(key(word)).is(class);
        assert!(
            is("Claims", Classes::REPORT)
                && is("claims", Classes::CLAIM_NOUN)
                && is("claimed", Classes::REPORT)
        );
        assert!(is("doesn’t", Classes::NEGATOR) && is("DOESN'T", Classes::DO));
        assert!(is("eases", Classes::THIRD) && is("ease", Classes::BASE) && !is("eases", Classes::NEGATOR));
        assert!(classes(key("quadriceps")).is_unknown());
    }
}
