//! What a statement is about, whatever its form: its words of content without their endings, and whether it denies.

use super::lexicon::Classes;
use super::reading::Sentence;

/// Words that mean the opposite of each other, without their endings. Who says the second says `not` and the first, for this purpose.
const OPPOSITES: &[(&str, &str)] = &[
    ("rais", "lower"),
    ("increas", "decreas"),
    ("increas", "reduc"),
    ("eas", "worsen"),
    ("help", "harm"),
    ("improv", "impair"),
    ("loosen", "tighten"),
    ("lengthen", "shorten"),
    ("strengthen", "weaken"),
    ("caus", "prevent"),
    ("better", "worse"),
    ("more", "less"),
    ("safe", "unsafe"),
    ("speed", "slow"),
];

/// Words that carry no matter: how sure and how often.
const EMPTY: &[&str] = &[
    "may",
    "might",
    "can",
    "could",
    "likely",
    "probably",
    "perhaps",
    "does",
    "do",
    "did",
    "will",
    "would",
    "should",
    "often",
    "usually",
    "sometimes",
    "also",
    "very",
    "somewhat",
    "little",
    "bit",
    "evidence",
    "shown",
    "show",
    "shows",
    "found",
    "proven",
    "seem",
    "seems",
    "appear",
    "appears",
    "tend",
    "tends",
    "there",
    "any",
    "that",
    "it",
];

/// The matter of a statement: its words in order, without their endings; and whether the statement denies it. Nothing where it asks, supposes
/// or reports, or is too short to say.
pub(in crate::lint) fn matter(text: &str) -> Option<(Vec<String>, bool)> {
    let sentences = Sentence::read_all(text);
    let [sentence] = sentences.as_slice() else { return None };
    if sentence.asks {
        return None;
    }
    let mut words = Vec::new();
    let mut denials = 0_usize;
    let skipped = Classes::DETERMINER
        .or(Classes::PREPOSITION)
        .or(Classes::BE)
        .or(Classes::HAVE)
        .or(Classes::TO)
        .or(Classes::AND);
    for token in &sentence.tokens {
        if token.is(Classes::NEGATOR) {
            denials += 1;
        }
        let written = text.get(token.range()).unwrap_or_default().to_lowercase();
        let written = written.trim_end_matches("n't").to_owned();
        if token.is(skipped.or(Classes::NEGATOR).or(Classes::MODAL).or(Classes::DO))
            || EMPTY.contains(&written.as_str())
        {
            continue;
        }
        let stem = stem(&written);
        match OPPOSITES.iter().find(|(_, opposite)| stem == *opposite) {
            Some((one, _)) => {
                denials += 1;
                words.push((*one).to_owned());
            }
            None => words.push(stem),
        }
    }
    words.sort_unstable();
    words.dedup();
    (words.len() >= 3).then_some((words, denials % 2 == 1))
}

/// A word without the ending of its plural or of its verb.
fn stem(word: &str) -> String {
    let endings = ["ing", "ed", "es", "s", "e"];
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2));
    let cut = cut
        .filter(|_| !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is"))
        .unwrap_or(word);
    let doubled = cut.len() > 3
        && cut.as_bytes().last() == cut.as_bytes().get(cut.len().wrapping_sub(2))
        && !cut.ends_with('l');
    if doubled && word.ends_with("ing") {
        cut.get(..cut.len() - 1).unwrap_or(cut).to_owned()
    } else {
        cut.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_and_its_denial_have_one_matter() {
        for (one, other, is_opposite) in [
            ("Foam rolling eases pain at the hip.", "Foam rolling does not ease pain at the hip.", true),
            ("Foam rolling may raise flexibility.", "Foam rolling does not raise flexibility.", true),
            ("Rolling raises the range of the hip.", "Rolling lowers the range of the hip.", true),
            (
                "Massage improves sleep at night.",
                "There is no evidence that massage improves sleep at night.",
                true,
            ),
            ("Massage never improves sleep at night.", "Massage often improves sleep at night.", true),
            ("Foam rolling eases hip pain.", "Foam rolling may ease hip pain.", false),
            ("Foam rolling does not lower pain levels.", "Foam rolling raises pain levels.", false),
        ] {
            let ((matter_of_one, one_denies), (matter_of_other, other_denies)) =
                (matter(one).unwrap(), matter(other).unwrap());
            assert_eq!(matter_of_one, matter_of_other, "{one} {other}");
            assert_eq!(one_denies != other_denies, is_opposite, "{one} {other}");
        }
    }

    #[test]
    fn other_matters_are_other() {
        for (one, other) in [
            ("Foam rolling eases pain at the hip.", "Foam rolling does not ease pain at the knee."),
            ("Massage eases pain in adults.", "Stretching does not ease pain in adults."),
            ("Rolling eases pain for a day.", "Rolling does not ease pain for a week."),
        ] {
            assert_ne!(matter(one).unwrap().0, matter(other).unwrap().0, "{one} {other}");
        }
        assert_eq!(matter("Does rolling ease pain?"), None);
    }
}
