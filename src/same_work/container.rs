//! Whether two names can be of one journal or book: written out, abbreviated as in PubMed, or by initials.

use super::text::{fold, plain};

const IDLE: [&str; 22] = [
    "the", "of", "and", "for", "in", "on", "a", "an", "de", "la", "le", "des", "et", "der", "die", "das",
    "und", "fur", "en", "y", "e", "di",
];

/// Says whether `one` and `other` can be the same journal or book. What cannot be told counts as the same.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let names = [words(one), words(other)];
    let [one, other] = &names;
    if one.is_empty() || other.is_empty() {
        return true;
    }
    let joined = |words: &[String]| words.concat();
    let (left, right) = (joined(one), joined(other));
    left.contains(&right)
        || right.contains(&left)
        || is_short_for(one, other)
        || is_short_for(other, one)
        || left == initials(other)
        || right == initials(one)
}

/// The telling words of a name; what stands in brackets, after a colon or after `=` is the place or another name.
fn words(name: &str) -> Vec<String> {
    let plain = plain(name);
    let main = plain
        .split(['(', '[', ':', '=', '/'])
        .next()
        .filter(|main| !main.trim().is_empty())
        .unwrap_or(&plain);
    fold(main).split(' ').filter(|word| !word.is_empty() && !IDLE.contains(word)).map(str::to_owned).collect()
}

/// Whether each word of `short` is that of `long`, or begins as it does and has no letter that the other lacks.
fn is_short_for(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|whole| is_cut(word, whole)))
}

fn is_cut(short: &str, whole: &str) -> bool {
    let mut letters = whole.chars();
    whole.chars().next() == short.chars().next()
        && short.chars().all(|letter| letters.any(|own| own == letter))
}

fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_journal_has_many_names() {
        for (one, other) in [
            ("Journal of Bodywork and Movement Therapies", "J Bodyw Mov Ther"),
            ("Medicine & Science in Sports & Exercise", "Med Sci Sports Exerc"),
            ("Sports Medicine", "Sports medicine (Auckland, N.Z.)"),
            ("BMJ", "BMJ (Clinical research ed.)"),
            ("British Medical Journal", "BMJ"),
            ("JAMA", "Journal of the American Medical Association"),
            ("PLOS ONE", "PLoS One"),
            ("Cochrane Database of Systematic Reviews", "Cochrane Database Syst Rev"),
            ("International Journal of Sports Physical Therapy", "Int J Sports Phys Ther"),
            ("The Lancet", "Lancet"),
            ("Journal of Examples", "J. Ex."),
            ("Natl Med J India", "The National Medical Journal of India"),
            ("", "Anything"),
        ] {
            assert!(are_alike(one, other) && are_alike(other, one), "{one} / {other}");
        }
        for (one, other) in [
            ("Journal of Examples", "Annals of Rheumatology"),
            ("Sports Medicine", "Sports Health"),
            ("Physical Therapy", "Manual Therapy"),
            ("J Bodyw Mov Ther", "J Sport Rehabil"),
            ("BMJ", "JAMA"),
        ] {
            assert!(!are_alike(one, other) && !are_alike(other, one), "{one} / {other}");
        }
    }
}
