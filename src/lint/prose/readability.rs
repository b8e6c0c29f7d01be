//! How hard an English text is to read: the grade of Flesch and Kincaid, and the counting of syllables that it needs.
//!
//! The formula is the published one (Kincaid et al. 1975): 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
//!
//! Syllables are counted by rule, since a dictionary of pronunciation would be larger than the rest of the program: one for each run of
//! vowels, without a silent `e`, and one more where two vowels beside each other are commonly spoken apart (`medial`, `diet`, `fluid`).
//! Words that the rules get wrong, and that this field uses, are listed. A word in capitals counts a syllable a letter (`DVT`), a
//! number one a digit, and of a word with hyphens the parts are counted.

use foldhash::HashMap;

use super::sentence::{sentences, words};

/// What a text is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lint) struct Measure {
    /// Its sentences.
    pub(in crate::lint) sentences: usize,
    /// Its words.
    pub(in crate::lint) words: usize,
    /// Its syllables.
    pub(in crate::lint) syllables: usize,
}

/// Counts syllables, and keeps what it counted: texts use few words, and often.
#[derive(Debug, Default)]
pub(in crate::lint) struct Counter<'t> {
    known: HashMap<&'t str, usize>,
}

impl<'t> Counter<'t> {
    /// Adds the sentences of `text` to `measure`.
    pub(in crate::lint) fn add(&mut self, text: &'t str, measure: &mut Measure) {
        measure.sentences += sentences(text).len();
        for word in words(text).filter_map(|range| text.get(range)) {
            measure.words += 1;
            measure.syllables += *self.known.entry(word).or_insert_with(|| syllables(word));
        }
    }
}

impl Measure {
    /// The grade, which stands for years of school in the United States; nothing where there are no words.
    pub(in crate::lint) fn grade(self) -> Option<f64> {
        let [sentences, words, syllables] = [self.sentences, self.words, self.syllables]
            .map(|count| u32::try_from(count).map_or(f64::MAX, f64::from));
        (self.words > 0 && self.sentences > 0)
            .then(|| 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59)
    }
}

/// Words that the rules below count wrongly.
const KNOWN: &[(usize, &str)] = &[
    (1, "heal hour whole"),
    (2, "acne business create creates evening every fluid fluids forehead maybe ninety ourselves"),
    (2, "people poem psoas react reacts ruin safety science someone themselves therefore triceps"),
    (2, "wednesday yourselves"),
    (3, "anyone area areas created element elements everyone everything family genuine idea ideal"),
    (3, "ideas linear nuclear obvious pancreas recipe sciences scientist scientists whatever"),
    (3, "whenever"),
    (4, "peroneal reality scientific usually"),
    (5, "iliopsoas"),
];

/// First parts of compounds, whose `e` stays silent: `sometimes`, `lifestyle`, `baseline`.
const SILENT_FIRST: &[&str] =
    &["some", "there", "where", "life", "home", "base", "face", "side", "note", "name"];

/// Endings before which an `e` stays silent: `movement`, `safely`.
const SILENT_BEFORE: &[&str] = &["fully", "ments", "ment", "less", "ness", "ful", "ly"];

/// The syllables of a word; at least one.
fn syllables(word: &str) -> usize {
    word.split('-').filter(|part| !part.is_empty()).map(part_syllables).sum::<usize>().max(1)
}

fn part_syllables(part: &str) -> usize {
    let is_capitals = part.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    let letters = part.chars().filter(|letter| letter.is_alphanumeric()).count();
    if part.contains(|letter: char| letter.is_ascii_digit()) || (is_capitals && (2..=5).contains(&letters)) {
        return letters;
    }
    let word = part.to_lowercase().replace('’', "'");
    let (word, not) = match word.strip_suffix("n't") {
        Some(stem) => (stem, usize::from(stem.ends_with(['d', 's']))),
        None => (word.strip_suffix("'s").unwrap_or(&word), 0),
    };
    let known = KNOWN.iter().find(|(_, words)| words.split(' ').any(|known| known == word));
    known.map_or_else(|| by_rule(word), |(count, _)| *count).max(1) + not
}

fn by_rule(word: &str) -> usize {
    let letters: Vec<char> = word.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or(' ');
    let is_vowel = |index: usize| match at(index) {
        'a' | 'e' | 'i' | 'o' | 'é' | 'è' | 'ö' | 'ü' | 'ä' => true,
        // Silent behind q, and behind g before a vowel: quick, guide, language.
        'u' => {
            !(index > 0 && (at(index - 1) == 'q' || (at(index - 1) == 'g' && "aei".contains(at(index + 1)))))
        }
        // A consonant at the start of a word and between vowels: yoga, layer.
        'y' => {
            let before = index > 0 && "aeiou".contains(at(index - 1));
            index > 0 && !(before && "aeiou".contains(at(index + 1)))
        }
        _ => false,
    };
    let mut count = 0_usize;
    for index in 0..letters.len() {
        if is_vowel(index) && (index == 0 || !is_vowel(index - 1) || is_apart(&letters, index)) {
            count += 1;
        }
    }
    // `spasm`, `rhythm`: the last consonants make a syllable.
    if word.ends_with("sm") || word.ends_with("sms") || word.ends_with("thm") {
        count += 1;
    }
    // `physio-` is spoken in four syllables, unlike `-sion`.
    if word.starts_with("physio") {
        count += 1;
    }
    let is_end_silent = ends_silently(word)
        || SILENT_BEFORE.iter().any(|ending| word.strip_suffix(ending).is_some_and(ends_silently));
    let is_first_silent = SILENT_FIRST.iter().any(|first| {
        word.strip_prefix(first).is_some_and(|rest| {
            rest.len() >= 3
                && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
                && !SILENT_BEFORE.contains(&rest)
        })
    });
    let silent = usize::from(is_end_silent) + usize::from(is_first_silent);
    count - silent.min(count.saturating_sub(1))
}

/// Says whether the vowel at `index` is spoken apart from the one before it.
fn is_apart(letters: &[char], index: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied().unwrap_or(' ');
    let (before, here, next) = (at(index.checked_sub(1)), at(Some(index)), at(Some(index + 1)));
    let earlier = at(index.checked_sub(2));
    match (before, here) {
        ('i', 'a') => {
            !("cstg".contains(earlier) || (earlier == 'l' && next == 'n') || (next == 'g' && earlier == 'r'))
        }
        ('i', 'o') => {
            !"cstgxnl".contains(earlier) || (earlier == 'l' && index == 2) || (earlier == 'l' && next != 'n')
        }
        ('i', 'u') => true,
        ('i', 'e') => {
            next == 't'
                || (next == 'n' && !"cstr".contains(earlier))
                || (next == 'n' && earlier == 'r' && at(Some(index + 2)) != 'd')
        }
        ('e', 'o') => earlier != 'g',
        ('e', 'u') => next == 's' || next == 'm',
        ('u', 'a') => true,
        ('u', 'e') => "lnt".contains(next),
        ('u', 'o') | ('a', 'o') => true,
        // being, going, trying
        (_, 'i') => next == 'n' && at(Some(index + 2)) == 'g' && letters.len() == index + 3,
        _ => false,
    }
}

/// Says whether the `e` that a word ends in, also before `s` or `d`, is silent. That of `muscle` is spoken, if not heard where it is
/// written; those of `uses` and `treated` are spoken.
fn ends_silently(word: &str) -> bool {
    let is_consonant = |letter: char| letter.is_alphabetic() && !"aeiouy".contains(letter);
    let (stem, spoken_after) = if let Some(stem) = word.strip_suffix("es") {
        (stem, ["s", "x", "z", "ch", "sh", "c", "g"].as_slice())
    } else if let Some(stem) = word.strip_suffix("ed") {
        (stem, ["t", "d"].as_slice())
    } else if let Some(stem) = word.strip_suffix('e') {
        (stem, [].as_slice())
    } else {
        return false;
    };
    let mut last = stem.chars().rev();
    let (Some(end), before) = (last.next(), last.next()) else { return false };
    let is_le = end == 'l' && before.is_some_and(|letter| is_consonant(letter) && !"lrw".contains(letter));
    is_consonant(end) && !is_le && !spoken_after.iter().any(|ending| stem.ends_with(ending))
        || (end == 'y' && word.ends_with("es"))
        || (end == 'u' && before == Some('q'))
        || (end == 'y' && before.is_some_and(|letter| "aeou".contains(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(text: &str) -> Measure {
        let mut measure = Measure::default();
        Counter::default().add(text, &mut measure);
        measure
    }

    #[test]
    fn grades_are_those_that_were_published() {
        // Wikipedia, "Flesch-Kincaid readability tests": words, syllables, and for the last one the grade.
        let platypus =
            measure("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.");
        assert_eq!((platypus.sentences, platypus.words, platypus.syllables), (1, 13, 24));
        assert!((platypus.grade().unwrap() - 11.3).abs() < 0.05);
        let passage =
            measure("This sentence, taken as a reading passage unto itself, is being used to prove a point.");
        assert_eq!((passage.words, passage.syllables), (16, 23));
        assert!((measure("The cat sat on the mat.").grade().unwrap() - -1.45).abs() < 0.005);
        // "Green Eggs and Ham": 5.7 words a sentence and 1.02 syllables a word make -1.3.
        let green = Measure { sentences: 1000, words: 5700, syllables: 5814 };
        assert!((green.grade().unwrap() - -1.3).abs() < 0.05);
        assert_eq!(measure("").grade(), None);
    }

    #[test]
    fn syllables_are_counted_as_a_dictionary_does() {
        let table: &[(usize, &str)] = &[
            (
                1,
                "a the hip thigh front knee stretch pressed rolled moved curled eyes years tight calls true blue build",
            ),
            (
                1,
                "friend fruit bruise guide does goes shoes used caused pulled strength through quick can't don't made",
            ),
            (
                2,
                "muscle muscles massage roller rolling ankle handle handled pelvis lumbar groin-crease doesn't isn't",
            ),
            (
                2,
                "being going trying movement safely useful careful painful gently quiet diet client science trial via",
            ),
            (
                2,
                "region patient patience tissue surgeon fascia fascial special fluid rhythm spasm yoga layer treated",
            ),
            (
                2,
                "uses places massaged needles something sometimes lifestyle baseline homemade science basement homeless question language lion",
            ),
            (
                3,
                "abdomen medial iliac radius artery period previous various serious actual gradual influence aorta",
            ),
            (
                3,
                "area idea video completely family exercise element organ-like carrying studying groin-crease-s",
            ),
            (4, "anatomy diagnosis material society experience continuous usually iliacus variety"),
            (5, "iliopsoas metabolism idiopathic flexibility physiology inflammatory"),
            (6, "osteoporosis physiotherapy"),
        ];
        let mut wrong = Vec::new();
        for (count, words) in table {
            for word in words.split(' ') {
                if syllables(word) != *count {
                    wrong.push(format!("{word}: {} and not {count}", syllables(word)));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
