//! Whether two titles can be held against each other word by word, or are in different languages.

/// Words that hardly a title of some length does without, in small letters without accents; those that two of these languages share
/// count for both.
const WORDS: [(&str, &[&str]); 10] = [
    (
        "en",
        &[
            "the", "of", "and", "in", "for", "with", "on", "by", "from", "after", "among", "its", "to", "is",
            "are",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "bei", "mit", "von", "zur", "zum", "im", "des", "fur", "auf", "nach",
            "eine", "ein", "einer", "den", "dem",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "de", "des", "du", "et", "dans", "chez", "sur", "par", "pour", "une", "un",
            "au", "aux", "avec",
        ],
    ),
    ("es", &["el", "la", "los", "las", "de", "del", "en", "y", "con", "por", "para", "un", "una", "sobre"]),
    (
        "it",
        &[
            "il", "la", "lo", "gli", "le", "di", "del", "della", "dei", "nel", "nella", "con", "per", "e",
            "un", "una", "sulla",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "as", "de", "do", "da", "dos", "das", "em", "no", "na", "com", "e", "para", "um",
            "uma", "sobre",
        ],
    ),
    ("nl", &["de", "het", "een", "van", "en", "bij", "voor", "met", "op", "der", "na"]),
    ("pl", &["w", "z", "i", "na", "u", "oraz", "po", "do", "przy", "dla", "leczeniu"]),
    ("sv", &["och", "av", "vid", "med", "hos", "en", "ett", "pa", "til", "og", "ved", "efter", "etter"]),
    ("tr", &["ve", "ile", "bir", "icin", "olan", "uzerine", "etkisi"]),
];

/// A way of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Han,
    Hangul,
    Other,
}

/// Whether two folded texts are in different languages, as far as their letters and their commonest words tell.
pub(super) fn differ(one: &str, other: &str) -> bool {
    let scripts = (script(one), script(other));
    if scripts.0 != scripts.1 {
        return scripts.0.is_some() && scripts.1.is_some();
    }
    match (language(one), language(other)) {
        (Some(one), Some(other)) => one.iter().all(|language| !other.contains(language)),
        _ => false,
    }
}

/// The script of most letters.
fn script(text: &str) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        let script = match letter {
            'a'..='z' | '\u{c0}'..='\u{24f}' => Script::Latin,
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{370}'..='\u{3ff}' => Script::Greek,
            '\u{600}'..='\u{6ff}' => Script::Arabic,
            '\u{590}'..='\u{5ff}' => Script::Hebrew,
            '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' => Script::Han,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
            _ => Script::Other,
        };
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(script, _)| script)
}

/// The languages that share most of their commonest words with a text.
fn language(text: &str) -> Option<Vec<&'static str>> {
    let hits = |words: &[&str]| text.split(' ').filter(|word| words.contains(word)).count();
    let counts: Vec<(&'static str, usize)> = WORDS.iter().map(|(name, words)| (*name, hits(words))).collect();
    let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
    Some(counts.into_iter().filter(|(_, count)| *count == most).map(|(name, _)| name).collect())
}

#[cfg(test)]
mod tests {
    use super::super::text::fold;
    use super::*;

    #[test]
    fn languages_are_told_by_letters_and_common_words() {
        let english = "Massage for osteoarthritis of the hip in adults";
        for other in [
            "Massage bei Arthrose der Hüfte von Erwachsenen",
            "Le massage chez les adultes souffrant d'arthrose de la hanche",
            "Masaje para la artrosis de cadera en adultos",
            "Il massaggio nell'artrosi dell'anca",
            "Massagem na osteoartrite do quadril",
            "Massage bij artrose van de heup",
            "Masaż w leczeniu choroby stawu biodrowego",
            "Массаж при остеоартрите тазобедренного сустава",
            "変形性股関節症のマッサージ",
            "髋关节骨性关节炎的按摩治疗",
            "고관절 골관절염 마사지",
        ] {
            assert!(differ(&fold(english), &fold(other)) && differ(&fold(other), &fold(english)), "{other}");
        }
        for (one, other) in [
            (english, "Yoga in the treatment of knee pain"),
            (english, "Massage therapy"),
            ("Psoas", "Venous thrombosis after long flights"),
            ("β-blockers in pain", "Beta-blockers in pain"),
            ("", english),
            ("Der Psoas und die Hüfte", "Die Massage der Hüfte"),
        ] {
            assert!(!differ(&fold(one), &fold(other)), "{one} / {other}");
        }
    }
}
