//! Whether a word in an English sentence is denied: `not a cure`, `no guarantee`, `cannot cure`.

use std::ops::Range;

use super::sentence::{sentence_at, words};

/// How many words may stand between the denial and what it denies.
const REACH: usize = 5;

const DENIALS: &[&str] = &[
    "cannot", "hardly", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "rarely",
    "without",
];

/// Where a clause starts, the denial before it reaches no further.
const TURNS: &[&str] = &["although", "because", "but", "however", "though", "while", "yet"];

/// Says whether the words at `range` are denied by a word shortly before them, in the same clause.
pub(in crate::lint) fn is_denied(text: &str, range: &Range<usize>) -> bool {
    let sentence = sentence_at(text, range.start);
    let Some(before) = text.get(sentence.start..range.start) else { return false };
    let clause = before.rfind([';', ':', '—', '–']).and_then(|at| before.get(at..)).unwrap_or(before);
    let near: Vec<&str> = words(clause).filter_map(|word| clause.get(word)).collect();
    for (steps, word) in near.iter().rev().enumerate().take(REACH) {
        let word = word.to_ascii_lowercase();
        if TURNS.contains(&word.as_str()) {
            return false;
        }
        if DENIALS.contains(&word.as_str()) || word.ends_with("n't") || word.ends_with("n’t") {
            // "not only a cure" and "not just a cure" promise the cure.
            let next = steps.checked_sub(1).and_then(|next| near.iter().rev().nth(next));
            return !next.is_some_and(|next| {
                ["just", "merely", "only"].iter().any(|only| next.eq_ignore_ascii_case(only))
            });
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_denied;

    #[test]
    fn a_denial_reaches_some_words_and_no_further() {
        for (text, denied) in [
            ("It is not a cure.", true),
            ("There is no guarantee or cure.", true),
            ("It cannot cure pain.", true),
            ("It doesn't cure pain.", true),
            ("It doesn’t cure pain.", true),
            ("Nothing is known to cure it.", true),
            ("It is a cure.", false),
            ("It is not only a cure.", false),
            ("Not dear, but a cure.", false),
            ("It does not hurt. It is a cure.", false),
            ("Do not worry: a cure is here.", false),
            ("Not all that people say about massage of the hip is a cure.", false),
        ] {
            let word = if text.contains("cure") { "cure" } else { "guarantee" };
            let start = text.rfind(word).unwrap();
            assert_eq!(is_denied(text, &(start..start + word.len())), denied, "{text}");
        }
    }
}
