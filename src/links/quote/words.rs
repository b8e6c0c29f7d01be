//! The few words whose role in a quote is known.

/// Words that may come or go with no change of meaning. Whatever is not here must stand in both texts: a denial, a hedge (`may`,
/// `can`), a quantity (`some`, `only`), a direction (`more`, `after`) and any word of the matter itself.
const HARMLESS: &[&str] =
    &["a", "also", "an", "furthermore", "however", "moreover", "that", "the", "therefore", "thus", "which"];

/// Words before which an article counts: `a few` are some, `few` are next to none.
const ARTICLE_COUNTS: &[&str] = &["few", "little", "most"];

/// Words that are one word in two dresses: abbreviations, units, spellings that no rule covers.
const SAME: &[&[&str]] = &[
    &["versus", "vs"],
    &["approximately", "approx"],
    &["figure", "fig"],
    &["milligram", "milligrams", "mg"],
    &["microgram", "micrograms", "mcg", "μg"],
    &["kilogram", "kilograms", "kg"],
    &["millilitre", "millilitres", "milliliter", "milliliters", "ml"],
    &["centimetre", "centimetres", "centimeter", "centimeters", "cm"],
    &["millimetre", "millimetres", "millimeter", "millimeters", "mm"],
    &["second", "seconds", "sec", "secs"],
    &["minute", "minutes", "min", "mins"],
    &["hour", "hours", "hr", "hrs", "h"],
    &["week", "weeks", "wk", "wks"],
    &["year", "years", "yr", "yrs"],
    &["degree", "degrees", "°"],
    &["ageing", "aging"],
    &["amongst", "among"],
    &["whilst", "while"],
    &["grey", "gray"],
    &["judgement", "judgment"],
    &["odour", "odor"],
    &["practise", "practice"],
    &["sceptical", "skeptical"],
];

const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Whether a word, in small letters, may come or go.
pub(super) fn is_harmless(word: &str) -> bool {
    HARMLESS.contains(&word)
}

/// Whether an article before this word, in small letters, changes what it says.
pub(super) fn needs_article(word: &str) -> bool {
    ARTICLE_COUNTS.contains(&word)
}

/// Whether two words in small letters are one in two dresses.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    SAME.iter().any(|dresses| dresses.contains(&one) && dresses.contains(&other))
}

/// The number that a word stands for: `twelve`, and `twentyfive`, which had a hyphen.
fn spelled_out(word: &str) -> Option<usize> {
    let unit = |word: &str| NUMBERS.iter().position(|name| *name == word);
    unit(word).or_else(|| {
        let (tens, rest) =
            TENS.iter().zip(2..).find_map(|(name, tens)| Some((tens, word.strip_prefix(name)?)))?;
        let units = if rest.is_empty() { 0 } else { unit(rest).filter(|units| (1..=9).contains(units))? };
        Some(10 * tens + units)
    })
}

/// The number that a word or digits stand for, written one way: `0.5` for `.50`, `12` for `twelve`.
pub(super) fn number(key: &str) -> Option<String> {
    if let Some(number) = spelled_out(key) {
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
            ("thirteen", Some("13")),
            ("twenty", Some("20")),
            ("twentyfive", Some("25")),
            ("twentyten", None),
            ("hundred", None),
            ("-", None),
        ] {
            assert_eq!(number(key).as_deref(), value, "{key}");
        }
    }
}
