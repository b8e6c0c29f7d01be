//! The few words whose role in a quote is known.

/// Words that deny. None of them may hide in what a quote leaves out right beside its own words.
const NEGATIONS: &[&str] = &[
    "barely",
    "cannot",
    "except",
    "excluding",
    "fail",
    "failed",
    "fails",
    "hardly",
    "lack",
    "lacked",
    "lacking",
    "lacks",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "nowhere",
    "rarely",
    "scarcely",
    "seldom",
    "unable",
    "unlikely",
    "unless",
    "without",
];

/// Words that may come or go with no change of meaning. Whatever is not here must stand in both texts: a denial, a hedge (`may`,
/// `can`), a quantity (`some`, `only`), a direction (`more`, `after`) and any word of the matter itself.
const HARMLESS: &[&str] =
    &["a", "also", "an", "furthermore", "however", "moreover", "that", "the", "therefore", "thus", "which"];

const NUMBERS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// Whether a word, in small letters, denies.
pub(super) fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.ends_with("n't")
}

/// Whether a word, in small letters, may come or go.
pub(super) fn is_harmless(word: &str) -> bool {
    HARMLESS.contains(&word)
}

/// The number that a word or digits stand for, written one way: `0.5` for `.50`, `12` for `twelve`.
pub(super) fn number(key: &str) -> Option<String> {
    if let Some(number) = NUMBERS.iter().position(|word| *word == key) {
        return Some(number.to_string());
    }
    let (sign, digits) = match key.strip_prefix(['+', '-']) {
        Some(digits) => (key.get(..1)?, digits),
        None => ("", key),
    };
    let mut parts = digits.split('.');
    let (whole, fraction) = (parts.next()?, parts.next().unwrap_or_default());
    // Two points make a date or a version, a name that stands for itself.
    let counts = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || digits.is_empty() || !counts(whole) || !counts(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{}{point}{fraction}", if whole.is_empty() { "0" } else { whole }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_its_notations() {
        for (key, value) in [
            ("12", Some("12")),
            ("twelve", Some("12")),
            ("0.50", Some("0.5")),
            (".5", Some("0.5")),
            ("-0.5", Some("-0.5")),
            ("007", Some("7")),
            ("1.2.3", None),
            ("l4", None),
            ("10^3", None),
            ("thirteen", None),
            ("-", None),
        ] {
            assert_eq!(number(key).as_deref(), value, "{key}");
        }
        assert!(is_negation("don't") && is_negation("nor") && !is_negation("noted"));
    }
}
