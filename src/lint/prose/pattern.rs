//! Patterns of several words, with every form of a verb or a noun and with gaps, to be found in a sentence.
//!
//! A pattern is a line of elements with a space between them:
//!
//! | element | stands for |
//! | --- | --- |
//! | `cure` | the word as it is written |
//! | `<cure>` | the verb in all its forms; `n<cure>` the noun, `v<cure>` only where it is a verb here |
//! | `{a,<get>}` | one of several |
//! | `@people` | one of a set of `sets.tsv` |
//! | `the?` | the element, or nothing |
//! | `*` | up to three words; `*6` up to six; none of them `not` |

use std::sync::LazyLock;

use foldhash::HashMap;

use super::inflection::{VerbForms, plural};
use super::lexicon::key;
use super::reading::Sentence;
use super::token::{Tag, Token};

/// Patterns, ready to be looked for.
#[derive(Debug)]
pub(in crate::lint) struct Patterns {
    patterns: Vec<Pattern>,
    by_first: HashMap<u64, Vec<usize>>,
}

/// A pattern, ready to be looked for.
#[derive(Debug)]
struct Pattern {
    elements: Vec<Element>,
    /// The masks of two elements that must be there, behind the first: most sentences are seen to lack one without a search.
    needs: [u64; 2],
}

/// A pattern in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Match {
    /// The number of the pattern.
    pub(in crate::lint) pattern: usize,
    /// Its words, by their number in the sentence.
    pub(in crate::lint) words: std::ops::Range<usize>,
}

#[derive(Clone, Debug, Default)]
struct Element {
    /// The words that it stands for, by key: a set may hold hundreds.
    words: Vec<Word>,
    /// A bit for each of their keys: most words are seen not to be among them without a search.
    mask: u64,
    is_optional: bool,
    /// The most words that it passes over.
    gap: usize,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    key: u64,
    must_be: Option<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Verb,
    Noun,
}

static SETS: LazyLock<HashMap<&'static str, Vec<Word>>> = LazyLock::new(|| {
    let mut sets: HashMap<&'static str, Vec<Word>> = HashMap::default();
    for (name, list) in include_str!("sets.tsv").lines().filter_map(|line| line.split_once('\t')) {
        let mut own = Vec::new();
        for word in list.split(' ') {
            match word.strip_prefix('@').and_then(|set| sets.get(set)) {
                Some(set) => own.extend_from_slice(set),
                None => words(word, &mut own),
            }
        }
        sets.insert(name, own);
    }
    sets
});

/// Adds the forms that a word of a pattern stands for.
fn words(written: &str, list: &mut Vec<Word>) {
    let (part, lemma) = match written.split_once('<') {
        Some((part, rest)) => (part, rest.trim_end_matches('>')),
        None => return list.push(Word { key: key(written), must_be: None }),
    };
    let must_be = match part {
        "v" => Some(Part::Verb),
        "n" => Some(Part::Noun),
        _ => None,
    };
    let mut add = |form: &str| list.push(Word { key: key(form), must_be });
    if part == "n" {
        [lemma, &plural(lemma)].into_iter().for_each(&mut add);
    } else if lemma == "be" {
        ["be", "am", "is", "are", "was", "were", "been", "being"].into_iter().for_each(&mut add);
    } else if lemma == "have" {
        ["have", "has", "had", "having"].into_iter().for_each(&mut add);
    } else {
        VerbForms::of(lemma).all().iter().for_each(|form| add(form));
    }
}

/// The bit of a key in a mask.
const fn bit(key: u64) -> u64 {
    1 << (key % 64)
}

impl Element {
    fn parse(written: &str) -> Self {
        let (written, is_optional) = match written.strip_suffix('?') {
            Some(rest) => (rest, true),
            None => (written, false),
        };
        if let Some(most) = written.strip_prefix('*') {
            return Self { gap: most.parse().unwrap_or(3), ..Self::default() };
        }
        let mut list = Vec::new();
        let inside = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(written);
        for word in inside.split(',') {
            match word.strip_prefix('@') {
                Some(set) => list.extend_from_slice(SETS.get(set).map_or(&[], Vec::as_slice)),
                None => words(word, &mut list),
            }
        }
        list.sort_unstable_by_key(|word| word.key);
        let mask = list.iter().fold(0, |mask, word| mask | bit(word.key));
        Self { words: list, mask, is_optional, gap: 0 }
    }

    fn is(&self, token: &Token) -> bool {
        if self.mask & bit(token.key) == 0 {
            return false;
        }
        let first = self.words.partition_point(|word| word.key < token.key);
        let same =
            self.words.get(first..).unwrap_or_default().iter().take_while(|word| word.key == token.key);
        !token.is_quoted
            && same.into_iter().any(|word| match word.must_be {
                Some(Part::Verb) => token.tag.is_verb(),
                Some(Part::Noun) => !token.tag.is_verb(),
                None => true,
            })
    }
}

impl Patterns {
    /// Makes patterns ready.
    pub(in crate::lint) fn new<'p>(written: impl IntoIterator<Item = &'p str>) -> Self {
        let patterns: Vec<Pattern> = written
            .into_iter()
            .map(|pattern| {
                let elements: Vec<Element> = pattern.split(' ').map(Element::parse).collect();
                let must = elements.iter().skip(1).filter(|element| element.gap == 0 && !element.is_optional);
                let mut masks: Vec<u64> = must.map(|element| element.mask).collect();
                masks.sort_unstable_by_key(|mask| mask.count_ones());
                let need = |at: usize| masks.get(at).copied().unwrap_or(u64::MAX);
                Pattern { needs: [need(0), need(1)], elements }
            })
            .collect();
        let mut by_first: HashMap<u64, Vec<usize>> = HashMap::default();
        for (number, pattern) in patterns.iter().enumerate() {
            let elements = &pattern.elements;
            let optional = elements.iter().take_while(|element| element.is_optional).count();
            for word in elements.iter().take(optional + 1).flat_map(|element| &element.words) {
                let own = by_first.entry(word.key).or_default();
                if own.last() != Some(&number) {
                    own.push(number);
                }
            }
        }
        Self { patterns, by_first }
    }

    /// The patterns in a sentence outside quoted speech, in order; at one place the longest.
    pub(in crate::lint) fn find(&self, sentence: &Sentence) -> Vec<Match> {
        let mut found = Vec::new();
        let tokens = &sentence.tokens;
        let mask = tokens.iter().fold(0, |mask, token| mask | bit(token.key));
        for (start, token) in tokens.iter().enumerate() {
            let Some(numbers) = self.by_first.get(&token.key) else { continue };
            let longest = numbers
                .iter()
                .filter_map(|&number| {
                    let pattern = self.patterns.get(number)?;
                    if pattern.needs.iter().any(|need| need & mask == 0) {
                        return None;
                    }
                    let end = end(&pattern.elements, tokens, start, start)?;
                    Some(Match { pattern: number, words: start..end })
                })
                // Of equals the first counts.
                .reduce(|best, next| if next.words.end > best.words.end { next } else { best });
            found.extend(longest);
        }
        found
    }
}

/// Where the elements end if they match from `at` on.
fn end(elements: &[Element], tokens: &[Token], at: usize, first: usize) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    if element.gap > 0 {
        for skipped in 0..=element.gap {
            if skipped > 0
                && tokens.get(at + skipped - 1).is_none_or(|token| {
                    token.is_quoted || token.before.parts_phrases() || token.tag == Tag::Not
                })
            {
                return None;
            }
            if let Some(end) = end(rest, tokens, at + skipped, first) {
                return Some(end);
            }
        }
        return None;
    }
    let token = tokens.get(at).filter(|token| at == first || !token.before.parts_phrases());
    if token.is_some_and(|token| element.is(token))
        && let Some(end) = end(rest, tokens, at + 1, first)
    {
        return Some(end);
    }
    if element.is_optional { end(rest, tokens, at, first) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> Option<String> {
        let sentence = Sentence::read(text, &(0..text.len()));
        let hit = Patterns::new([pattern]).find(&sentence).into_iter().next()?;
        Some(text[sentence.bytes(&hit.words)].to_owned())
    }

    #[test]
    fn patterns_match_forms_gaps_and_choices() {
        for (pattern, text, hit) in [
            ("<cure>", "It cured him.", Some("cured")),
            ("<cure>", "A secure cover.", None),
            (
                "<make> *6 go away",
                "This makes the pain in your hip go away.",
                Some("makes the pain in your hip go away"),
            ),
            ("<make> * go away", "This makes a long list of pains go away.", None),
            ("<lead> to", "It leads\nto pain.", Some("leads\nto")),
            ("{a,the} n<fix>", "Find the fixes here.", Some("the fixes")),
            ("no? side effects", "It has side effects.", Some("side effects")),
            ("v<trigger>", "A trigger point hurts.", None),
            ("v<trigger>", "Stress triggers pain.", Some("triggers")),
            ("cure", "They say “cure”.", None),
            ("free of", "It is free; of all.", None),
        ] {
            assert_eq!(found(pattern, text).as_deref(), hit, "{pattern}: {text}");
        }
    }
}
