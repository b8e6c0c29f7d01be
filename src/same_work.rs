//! Says whether what a service tells of an identifier can be the work that a record describes.
//!
//! Titles are compared in a normal form: mark-up and entities taken out, letters decomposed (NFKD) and without their accents, small letters,
//! marks and spaces as one space, `RETRACTED:` and the like taken off the front. Two titles are alike where
//! - one is the other, or the other up to its subtitle,
//! - or they have the same numbers and most of their words (Dice's coefficient of the words is 0.75 or more),
//! - or they have the same numbers and differ in few letters (normalised Levenshtein similarity is 0.8 or more).
//!
//! Years may differ by one: what appears online in December is printed in January. Family names are compared in the same normal form, also
//! without particles and with `ae`, `oe`, `ue` for `ä`, `ö`, `ü`; the first author that a service gives may be any author of the record, and
//! may have given and family name the other way round.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::lock::WorkEntry;
use crate::model::Name;

/// What a record and the services say otherwise of one identifier, so that it cannot be of the record's work; what is absent agrees, or
/// is not known on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Mismatch {
    /// The titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Sides<String>>,
    /// The years of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Sides<i32>>,
    /// The first authors' names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_author: Option<Sides<String>>,
}

/// One field on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sides<T> {
    /// What the record has.
    pub record: T,
    /// What the services have.
    pub service: T,
}

impl Mismatch {
    /// Holds a record, of which `title`, `year` and `authors` are given as far as it has them, against what the lock keeps of its work.
    /// `None` where both can be one work.
    pub(crate) fn find(
        title: Option<&str>,
        year: Option<i32>,
        authors: &[Name],
        entry: &WorkEntry,
    ) -> Option<Self> {
        let told = entry.title.as_deref();
        let title = title.zip(told).filter(|(own, told)| !titles_alike(told, own));
        let year = year.zip(entry.year).filter(|(own, told)| !years_alike(*own, *told));
        let author = entry.first_author.as_deref().filter(|told| !is_among(told, authors));
        let first = authors.first().and_then(|first| first.family.as_deref().or(first.literal.as_deref()));
        let found = Self {
            title: title.map(|(own, told)| Sides { record: own.to_owned(), service: told.to_owned() }),
            year: year.map(|(record, service)| Sides { record, service }),
            first_author: author
                .map(|told| Sides { record: first.unwrap_or_default().to_owned(), service: told.to_owned() }),
        };
        (found != Self::default()).then_some(found)
    }
}

/// Says whether two titles can be of one work.
fn titles_alike(one: &str, other: &str) -> bool {
    let (one_plain, other_plain) = (normal(one), normal(other));
    if one_plain.is_empty() || other_plain.is_empty() || one_plain == other_plain {
        return true;
    }
    if is_main_title(one, &other_plain) || is_main_title(other, &one_plain) {
        return true;
    }
    let (one_words, other_words) = (count(&one_plain), count(&other_plain));
    if numbers(&one_words) != numbers(&other_words) {
        return false;
    }
    let total: usize = one_words.values().sum::<usize>() + other_words.values().sum::<usize>();
    let shared: usize = one_words
        .iter()
        .map(|(word, count)| other_words.get(word).map_or(0, |other| *count.min(other)))
        .sum();
    // Dice's coefficient is 2 shared / total.
    8 * shared >= 3 * total || strsim::normalized_levenshtein(&one_plain, &other_plain) >= 0.8
}

/// Says whether two years can be of one work.
fn years_alike(one: i32, other: i32) -> bool {
    one.abs_diff(other) <= 1
}

/// Says whether a family name can be that of one of the authors. Organisations, and records without authors, are not judged.
fn is_among(family: &str, authors: &[Name]) -> bool {
    let told = folded_name(family);
    if told.is_empty() || authors.is_empty() || authors.iter().any(|author| author.literal.is_some()) {
        return true;
    }
    authors.iter().any(|author| {
        let own = folded_name(author.family.as_deref().unwrap_or_default());
        let given = folded_name(author.given.as_deref().unwrap_or_default());
        own == told
            || given == told
            || last_word(&own) == last_word(&told)
            // Hyphens and double names: one of them is often left out.
            || told.split(' ').any(|part| part.len() > 3 && own.split(' ').any(|own| own == part))
    })
}

/// Says whether `title` has a subtitle and is `whole` without it, in at least three words.
fn is_main_title(title: &str, whole: &str) -> bool {
    let ends = title.match_indices([':', '?', '.', '–', '—', ';', '(']).map(|(at, _)| at);
    let dashes = title.match_indices(" - ").map(|(at, _)| at);
    ends.chain(dashes).any(|at| {
        let main = normal(title.get(..at).unwrap_or_default());
        main == whole && main.split(' ').count() >= 3
    })
}

/// A title in its normal form.
fn normal(title: &str) -> String {
    let plain = fold(&without_markup(title));
    let front = [
        "retracted article",
        "retracted chapter",
        "retracted",
        "withdrawn",
        "retraction",
        "corrected",
        "removed",
    ];
    let rest = front.iter().find_map(|word| {
        let said = title.trim_start_matches(['[', '(', '*', ' ']);
        let is_label = said.get(word.len()..).is_some_and(|rest| rest.starts_with([':', ']', ')']));
        is_label.then(|| plain.strip_prefix(word)).flatten()
    });
    rest.unwrap_or(&plain).trim().to_owned()
}

/// Small letters without accents; whatever is neither letter nor digit is one space.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            // Accents that came off their letters, and marks inside words.
            '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | '\u{ad}' => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn folded_name(name: &str) -> String {
    fold(name).replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// A text without tags such as `<i>` and `<mml:math>`, its entities as the letters that they stand for.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        plain.push_str(before);
        let is_tag = tag
            .get(1..)
            .is_some_and(|tag| tag.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/'));
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => rest = tag.get(end + 1..).unwrap_or_default(),
            // "p < 0.05" is no tag.
            None => {
                plain.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    if !plain.contains('&') {
        return plain;
    }
    // Services escape twice now and then, hence `&amp;` first.
    let entities = [
        ("&amp;", "&"),
        ("&lt;", " "),
        ("&gt;", " "),
        ("&quot;", " "),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&nbsp;", " "),
    ];
    entities.iter().fold(plain, |text, (entity, letter)| text.replace(entity, letter)).replace(" & ", " and ")
}

fn count(text: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(' ') {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// The numbers in a title, Roman ones among them: part 1 is another work than part 2.
fn numbers<'t>(words: &BTreeMap<&'t str, usize>) -> Vec<(&'t str, usize)> {
    let is_number = |word: &str| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            || matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x")
    };
    words.iter().filter(|(word, _)| is_number(word)).map(|(word, count)| (*word, *count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_title_is_written_in_many_ways() {
        for (one, other) in [
            (
                "Do Self-Myofascial Release Devices Release Myofascia?",
                "Do self‐myofascial release devices release myofascia",
            ),
            ("Effects of <i>in vivo</i> massage &amp; heat", "Effects of in vivo massage and heat"),
            ("Foam rolling: a systematic review", "Foam Rolling: A Systematic Review and Meta-analysis"),
            ("The psoas major muscle: a review of its anatomy", "The psoas major muscle"),
            ("RETRACTED: Massage and muscle blood flow", "Massage and muscle blood flow"),
            ("[Retracted] Massage and muscle blood flow", "Massage and muscle blood flow"),
            ("Müdigkeit nach dem Training", "Mudigkeit nach dem Training"),
            ("Behaviour of the tumour after massage", "Behavior of the tumor after massage"),
            ("Effect of <mml:math><mml:mi>x</mml:mi></mml:math> on y rolling", "Effect of x on y rolling"),
            ("Changes in pain (p < 0.05) after massage", "Changes in pain (p &lt; 0.05) after massage"),
            ("", "Anything"),
            ("Patients' view of massage", "Patients’ view of massage"),
        ] {
            assert!(titles_alike(one, other) && titles_alike(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn other_works_are_told_apart() {
        for (one, other) in [
            ("Foam rolling and range of motion", "Venous thrombosis after long flights"),
            ("Massage for low back pain, part 1", "Massage for low back pain, part 2"),
            ("Hip muscles I: anatomy of the flexors", "Hip muscles II: anatomy of the flexors"),
            ("Massage for low-back pain", "Yoga for chronic non-specific low back pain"),
            ("Effects of massage on blood flow", "Effects of stretching on sleep quality"),
            ("Pain", "Pain relief after surgery in older adults"),
        ] {
            assert!(!titles_alike(one, other) && !titles_alike(other, one), "{one} / {other}");
        }
        assert!(years_alike(2020, 2021) && years_alike(2021, 2020) && !years_alike(2019, 2021));
    }

    #[test]
    fn one_author_is_written_in_many_ways() {
        let author = |family: &str, given: &str| Name {
            family: Some(family.to_owned()),
            given: Some(given.to_owned()),
            literal: None,
        };
        let authors = [
            author("Döweling", "A"),
            author("van der Berg", "B"),
            author("Smith-Jones", "C"),
            author("Zhang", "Wei"),
        ];
        for told in [
            "Doweling",
            "Doeweling",
            "DÖWELING",
            "Van Der Berg",
            "Berg",
            "Smith Jones",
            "Jones",
            "Wei",
            "zhang",
            "",
        ] {
            assert!(is_among(told, &authors), "{told}");
        }
        for told in ["Wilke", "Bergmann", "Smi", "Dow"] {
            assert!(!is_among(told, &authors), "{told}");
        }
        assert!(is_among("Wilke", &[]), "a record without authors");
        let body = Name { family: None, given: None, literal: Some("A Health Service".to_owned()) };
        assert!(is_among("Wilke", &[body]), "an organisation");
        assert!(is_among("Søren", &[author("Soren", "X")]) && is_among("Łuc", &[author("Luc", "X")]));
    }
}
