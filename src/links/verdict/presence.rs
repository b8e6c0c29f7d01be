//! Whether a page as it was served is the page that was meant: how much text it has, whether any of it has to do with the record's title
//! or quotes, and where the text is. No list of phrases is needed for that.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::facts::PageFacts;

/// A page of fewer words proves nothing by itself.
const FEW_WORDS: usize = 40;
/// With so few words, what is missing may stand in a frame or come by a script.
const SOME_WORDS: usize = 150;
/// A page of more words is some page; one of fewer that has no word of a title or a quote is most likely another one.
const MANY_WORDS: usize = 400;

/// Words of titles that tell nothing.
const IDLE: &[&str] = &[
    "about", "after", "among", "and", "are", "but", "can", "das", "der", "des", "die", "does", "for", "from",
    "has", "have", "how", "into", "its", "les", "los", "not", "off", "our", "out", "over", "per", "the",
    "that", "their", "this", "und", "une", "use", "using", "was", "what", "when", "which", "who", "why",
    "with", "without", "you", "your",
];

/// What a page has in common with what was expected of it.
#[derive(Debug)]
pub(super) struct Presence<'a> {
    facts: &'a PageFacts,
    /// How many words its text has, as far as they are counted.
    words: usize,
    /// The words of a short page, its title among them.
    vocabulary: HashSet<String>,
    titles: Vec<Vec<String>>,
    quotes: Vec<Vec<String>>,
}

impl<'a> Presence<'a> {
    pub(super) fn new<'b>(
        facts: &'a PageFacts,
        titles: impl IntoIterator<Item = &'b str>,
        quotes: impl IntoIterator<Item = &'b str>,
    ) -> Self {
        let words = count(&facts.text);
        let all = |texts: &mut dyn Iterator<Item = &'b str>| {
            texts.map(telling).filter(|words| !words.is_empty()).collect()
        };
        let texts = [
            Some(facts.text.as_str()),
            facts.title.as_deref(),
            facts.heading.as_deref(),
            facts.description.as_deref(),
            facts.citation_title.as_deref(),
        ];
        let vocabulary = if words > MANY_WORDS {
            HashSet::new()
        } else {
            texts.into_iter().flatten().flat_map(telling).collect()
        };
        Self {
            facts,
            words,
            vocabulary,
            titles: all(&mut titles.into_iter()),
            quotes: all(&mut quotes.into_iter()),
        }
    }

    /// Whether a page without any quote on it is so short that it proves nothing, and has no word of the title.
    pub(super) fn proves_nothing(&self) -> bool {
        self.words < FEW_WORDS
            && !self.titles.is_empty()
            && self.titles.iter().all(|title| self.share(title) == 0.0)
    }

    /// Whether a page without its quotes has next to nothing to do with them or with the title.
    pub(super) fn is_another(&self) -> bool {
        self.words <= MANY_WORDS
            && self.titles.iter().all(|title| self.share(title) < 0.5)
            && self.quotes.iter().all(|quote| self.share(quote) < 0.25)
    }

    /// Whether there is so little text that the rest may be elsewhere.
    pub(super) fn is_scant(&self) -> bool {
        self.words < SOME_WORDS
    }

    /// Whether it has less than such a share of the words of each quote.
    pub(super) fn has_less_of_quotes_than(&self, share: f64) -> bool {
        self.quotes.iter().all(|quote| self.share(quote) < share)
    }

    /// Whether the page names the work in its title or heading.
    pub(super) fn is_titled(&self) -> bool {
        let texts = [
            self.facts.title.as_deref(),
            self.facts.heading.as_deref(),
            self.facts.citation_title.as_deref(),
        ];
        let words: HashSet<String> = texts.into_iter().flatten().flat_map(telling).collect();
        self.titles.iter().any(|title| share(title, &words) >= 0.5)
    }

    pub(super) fn words(&self) -> usize {
        self.words
    }

    fn share(&self, words: &[String]) -> f64 {
        share(words, &self.vocabulary)
    }
}

/// How many of the words are among others, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "no title has 2^52 words")]
fn share(words: &[String], others: &HashSet<String>) -> f64 {
    let known = words
        .iter()
        .filter(|word| others.contains(*word) || others.iter().any(|other| is_alike(word, other)));
    known.count() as f64 / words.len().max(1) as f64
}

/// Whether two words are forms of one, or one word in two languages: `osteoarthritis` and `Osteoarthrose`.
fn is_alike(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let longer = one.chars().count().max(other.chars().count());
    common >= 4 && 3 * common >= 2 * longer
}

/// How many words a text has. Scripts without spaces have about one for two characters.
fn count(text: &str) -> usize {
    let words = text
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .take(MANY_WORDS + 1)
        .count();
    words + text.chars().filter(|letter| is_unspaced(*letter)).take(2 * MANY_WORDS + 2).count() / 2
}

/// The words of a text that tell what it is about, in small letters without accents; pairs of characters where there are no spaces.
fn telling(text: &str) -> Vec<String> {
    let plain: String =
        text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect();
    let mut words = Vec::new();
    for word in plain.split(|letter: char| !letter.is_alphanumeric()) {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|letter| is_unspaced(*letter)) {
            words.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() > 2
            && letters.iter().any(|letter| letter.is_alphabetic())
            && !IDLE.contains(&word)
        {
            words.push(word.to_owned());
        }
    }
    words
}

fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = "Massage for osteoarthritis of the hip in adults";

    fn page(title: &str, text: &str) -> PageFacts {
        PageFacts { title: Some(title.to_owned()), text: text.to_owned(), ..PageFacts::default() }
    }

    #[test]
    fn a_short_page_without_a_word_of_the_title_proves_nothing() {
        let proves_nothing = |record: &str, title: &str, text: &str| {
            Presence::new(&page(title, text), [record], []).proves_nothing()
        };
        for (title, text) in [
            ("Account Suspended", "Contact your hosting provider for more information."),
            ("Article no longer available", "It was withdrawn from our library."),
            (
                "Welcome to nginx!",
                "If you see this page, the web server is successfully installed and working.",
            ),
            ("Stranica nije pronađena", "Tražena stranica ne postoji."),
            ("ページ", "このページは存在しません"),
            ("", ""),
        ] {
            assert!(proves_nothing(TITLE, title, text), "{title}");
        }
        let long = "Muskeln und Gelenke werden gedehnt und gelockert, sagen viele. ".repeat(8);
        for (record, title, text) in [
            (TITLE, "Massage for osteoarthritis of the hip in adults", "Abstract: none."),
            (TITLE, "Example Journal", "Massage in hip osteoarthritis. Full text: PDF"),
            (TITLE, "Arthrose", "Massage bei Osteoarthrose der Hüfte"),
            (TITLE, "Gelenke", long.as_str()),
            ("T", "Account Suspended", "Contact your provider"),
            ("", "Account Suspended", "Contact your provider"),
            ("変形性股関節症のマッサージ", "マッサージ", "要旨"),
            ("Café Übungen", "Ubungen im Cafe", ""),
        ] {
            assert!(!proves_nothing(record, title, text), "{title}");
        }
    }

    #[test]
    fn a_page_without_its_quote_may_be_another_page() {
        let quote = "Massage reduced soreness in 12 of 20 runners";
        let is_another =
            |title: &str, text: &str| Presence::new(&page(title, text), [TITLE], [quote]).is_another();
        let consent =
            "We value your privacy. We and our partners store information on your device. ".repeat(20);
        assert!(is_another("Before you continue", &consent));
        assert!(is_another("Sign in", "Name Password Forgot it?"));
        assert!(!is_another("Massage for osteoarthritis of the hip in adults", "Abstract"));
        assert!(!is_another("A trial", "Massage did nothing for soreness."));
        assert!(!is_another("Long", &"Words that have nothing to do with any of it. ".repeat(60)));
    }
}
