//! Whether two words are one word in two spellings.

use strsim::{levenshtein, osa_distance};
use unicode_normalization::UnicodeNormalization;

use super::fold::is_mark;

/// How one spelling differs from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Respelled {
    /// In letters.
    pub(super) edits: usize,
    /// Whether it is a slip, and not a second way to write the word. Where the page also has the first word, the two are two.
    pub(super) slip: bool,
}

/// Words that one slip turns into others. Only slips that lose, double or swap letters are let through: a letter that is changed makes
/// another word too often (`medication` and `meditation`, `trapezius` and `trapezium`, `genetic` and `generic`).
const CONFUSED: &[[&str; 2]] = &[
    ["complain", "complian"],
    ["complet", "compet"],
    ["contact", "contract"],
    ["mediat", "medicat"],
    ["weighed", "weighted"],
    ["complement", "compliment"],
    ["contrac", "contras"],
    ["discreet", "discrete"],
    ["dysphag", "dysphas"],
    ["internal", "interval"],
    ["protect", "protest"],
    ["stationary", "stationery"],
    ["flexible", "flexibly"],
    ["probable", "probably"],
    ["possible", "possibly"],
    ["therapis", "therapic"],
    ["aspirat", "aspirit"],
    ["ingest", "ingress"],
    ["tendinit", "tendinos"],
    ["arthrit", "arthros"],
];

/// Compares two words in small letters that are not equal. A word of another meaning is never taken for a spelling, however
/// near it is: `abduction` and `adduction`, `hypertonic` and `hypotonic`, `four` and `for`.
pub(super) fn respelled(one: &str, other: &str) -> Option<Respelled> {
    let (count_one, count_other) = (one.chars().count(), other.chars().count());
    let (shorter, longer) = (count_one.min(count_other), count_one.max(count_other));
    if shorter < 4 || longer - shorter > 3 || longer > 60 {
        return None;
    }
    let same = |edits| Some(Respelled { edits, slip: false });
    if is_plural(one, other) || is_plural(other, one) {
        return same(levenshtein(one, other));
    }
    if stem(one).is_some_and(|stem_of_one| Some(stem_of_one) == stem(other)) {
        return same(levenshtein(one, other));
    }
    if !one.is_ascii() || !other.is_ascii() {
        let (plain_one, plain_other) = (without_accents(one), without_accents(other));
        // An accent that is set on one side only may be lost; two different ones make two words.
        let lost = plain_one == plain_other && (plain_one == one || plain_other == other);
        return if lost { same(levenshtein(one, other)) } else { None };
    }
    if shorter >= 5 && (british(one) == british(other) || misread(one) == misread(other)) {
        return same(levenshtein(one, other));
    }
    let beginning = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let letters = one.chars().chain(other.chars()).all(|letter| letter.is_ascii_alphabetic());
    let confused = CONFUSED.iter().any(|[first, second]| {
        one.starts_with(first) && other.starts_with(second)
            || one.starts_with(second) && other.starts_with(first)
    });
    // A letter more or less, or two that changed places; not one in the place of another.
    let is_swap = count_one == count_other && is_anagram(one, other);
    let kept = count_one != count_other || is_swap;
    let slip =
        shorter >= 7 && beginning >= 4 && letters && !confused && kept && osa_distance(one, other) == 1;
    slip.then_some(Respelled { edits: 1, slip: true })
}

fn is_anagram(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<u8> = word.bytes().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

fn is_plural(many: &str, one: &str) -> bool {
    many.strip_prefix(one).is_some_and(|ending| matches!(ending, "s" | "es" | "'s"))
}

/// What a regular verb keeps in all its forms: a page that is edited from `increases` to `increased` still says it.
fn stem(word: &str) -> Option<&str> {
    let stem =
        ["ing", "es", "ed", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    (stem.len() >= 5 && stem.is_ascii()).then_some(stem)
}

fn without_accents(word: &str) -> String {
    word.nfd().filter(|letter| !is_mark(*letter)).collect()
}

/// British and American spellings made one.
fn british(word: &str) -> String {
    let mut word = word.replace("ae", "e").replace("oe", "e").replace("our", "or").replace("sulph", "sulf");
    for (british, american) in
        [("ise", "ize"), ("isa", "iza"), ("isi", "izi"), ("yse", "yze"), ("ysi", "yzi"), ("ll", "l")]
    {
        // Not in the first letters, where it is no ending.
        if let Some(at) = word.rfind(british).filter(|at| *at >= 3) {
            word.replace_range(at..at + british.len(), american);
        }
    }
    for (british, american) in [
        ("tre", "ter"),
        ("tres", "ters"),
        ("bre", "ber"),
        ("bres", "bers"),
        ("ogue", "og"),
        ("ogues", "ogs"),
        ("amme", "am"),
        ("ammes", "ams"),
        ("ence", "ense"),
    ] {
        if let Some(stem) = word.strip_suffix(british) {
            word = format!("{stem}{american}");
            break;
        }
    }
    word
}

/// Letters that a scanner takes for others made one.
fn misread(word: &str) -> String {
    word.replace("rn", "m")
        .replace("vv", "w")
        .replace("cl", "d")
        .replace(['i', '1', '|'], "l")
        .replace('0', "o")
}

#[cfg(test)]
mod tests {
    use super::respelled;

    #[test]
    fn one_word_in_two_spellings_and_two_words_that_are_near() {
        for (one, other) in [
            ("randomised", "randomized"),
            ("oedema", "edema"),
            ("ischaemia", "ischemia"),
            ("tumour", "tumor"),
            ("centre", "center"),
            ("fibre", "fiber"),
            ("fibres", "fibers"),
            ("labelled", "labeled"),
            ("programme", "program"),
            ("analysed", "analyzed"),
            ("muscle", "muscles"),
            ("naïve", "naive"),
            ("massage", "rnassage"),
            ("flexion", "flexlon"),
            ("treatmnet", "treatment"),
            ("significnt", "significant"),
            ("anaesthesia", "anesthesia"),
            ("increases", "increased"),
            ("massage", "massaging"),
            ("stretches", "stretching"),
        ] {
            assert!(respelled(one, other).is_some() && respelled(other, one).is_some(), "{one} {other}");
        }
        for (one, other) in [
            ("abduction", "adduction"),
            ("hypertonic", "hypotonic"),
            ("afferent", "efferent"),
            ("ileum", "ilium"),
            ("four", "for"),
            ("internal", "interval"),
            ("increase", "decrease"),
            ("without", "within"),
            ("effective", "ineffective"),
            ("male", "female"),
            ("intramuscular", "intermuscular"),
            ("dysphagia", "dysphasia"),
            ("contraction", "contrastion"),
            ("could", "would"),
            ("less", "lesson"),
            ("año", "ano"),
            ("perineal", "peroneal"),
            ("arthritis", "arthrosis"),
            ("weeks", "weak"),
            ("significant", "insignificant"),
            ("microgram", "milligram"),
            ("higher", "lower"),
            ("likely", "unlikely"),
            ("peché", "pêche"),
            ("increased", "decreases"),
            ("used", "using"),
            ("rested", "resisted"),
            ("medication", "meditation"),
            ("medication", "mediation"),
            ("trapezius", "trapezium"),
            ("genetic", "generic"),
            ("related", "relaxed"),
            ("contact", "contract"),
            ("contacted", "contracted"),
            ("complaint", "compliant"),
            ("complete", "compete"),
            ("content", "context"),
            ("nitrate", "nitrite"),
            ("irritation", "irrigation"),
        ] {
            assert!(respelled(one, other).is_none() && respelled(other, one).is_none(), "{one} {other}");
        }
    }
}
