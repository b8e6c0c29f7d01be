//! Pages that say in words that there is nothing, from `soft_404.tsv`; and not articles about such pages.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::super::facts::PageFacts;

/// What is said around the phrase, and says nothing by itself.
const FILLERS: [&str; 26] = [
    "404",
    "error",
    "err",
    "http",
    "status",
    "code",
    "oops",
    "ooops",
    "whoops",
    "ops",
    "ups",
    "sorry",
    "uh",
    "oh",
    "hmm",
    "the",
    "this",
    "that",
    "we",
    "fehler",
    "erreur",
    "erro",
    "errore",
    "ошибка",
    "エラー",
    "错误",
];

/// How much a title or heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Such as `404`, which may also be a car.
    Weak = 1,
    /// Such as `Page not found`.
    Strong = 2,
}

struct Phrases {
    titles: HashSet<String>,
    sentences: Vec<String>,
}

fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut phrases = Phrases { titles: HashSet::new(), sentences: Vec::new() };
        for line in include_str!("soft_404.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            match (columns.next(), columns.nth(1)) {
                (Some("title"), Some(phrase)) => drop(phrases.titles.insert(bare(phrase))),
                (Some("sentence"), Some(phrase)) => phrases.sentences.push(plain(phrase)),
                _ => {}
            }
        }
        phrases
    })
}

/// What a page says of its own absence, for people; `None` where it says something else.
///
/// The shorter the page, the fewer signs are needed: a title, a heading, a sentence. A long page needs the title and the heading to
/// say nothing else, since a page about errors has more to tell than the error.
pub(crate) fn evidence(facts: &PageFacts) -> Option<String> {
    let length = facts.text.chars().count();
    let title = facts.title.as_deref().and_then(|title| strength(title).map(|strength| (title, strength)));
    let heading =
        facts.heading.as_deref().and_then(|heading| strength(heading).map(|strength| (heading, strength)));
    let sentence = if length <= 8000 { sentence(&facts.text) } else { None };
    let points = |sign: &Option<(&str, Strength)>| sign.map_or(0, |(_, strength)| strength as u32);
    let said = match (sentence.is_some(), length) {
        (false, _) => 0,
        (true, 0..=1000) => 2,
        (true, _) => 1,
    };
    let needed = match length {
        ..=3000 => 2,
        3001..=20_000 => 3,
        _ => 4,
    };
    if points(&title) + points(&heading) + said < needed {
        return None;
    }
    Some(match (title, heading, sentence) {
        (Some((title, _)), ..) => format!("its title is `{}`", title.trim()),
        (_, Some((heading, _)), _) => format!("its heading is `{}`", heading.trim()),
        (.., Some(sentence)) => format!("it says `{sentence}`"),
        (None, None, None) => return None,
    })
}

/// Whether a work is about pages that are missing, as its title says.
pub(crate) fn is_about(title: &str) -> bool {
    strength(title).is_some() || sentence(title).is_some()
}

fn strength(title: &str) -> Option<Strength> {
    let mut parts: Vec<&str> = vec![title];
    for separator in
        ["|", "–", "—", "·", "•", "»", "«", "::", " - ", " : ", " / ", "<", ">", "…", "!", ". ", "。", "！"]
    {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.into_iter().filter_map(part_strength).max()
}

fn part_strength(part: &str) -> Option<Strength> {
    let words = plain(part);
    let bare = bare(part);
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    if bare.is_empty() {
        let named =
            ["error", "err", "fehler", "erreur", "erro", "errore", "ошибка", "エラー", "错误", "status"]
                .into_iter()
                .any(has);
        return has("404").then_some(if named { Strength::Strong } else { Strength::Weak });
    }
    phrases().titles.contains(&bare).then_some(Strength::Strong)
}

fn sentence(text: &str) -> Option<&'static str> {
    let text = plain(text);
    phrases().sentences.iter().map(String::as_str).find(|sentence| text.contains(sentence))
}

/// Small letters and digits, one space between words.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{ad}')) {
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// [`plain`], without [`FILLERS`].
fn bare(text: &str) -> String {
    let plain = plain(text);
    let words: Vec<&str> =
        plain.split(' ').filter(|word| !FILLERS.contains(word) && !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::super::facts::PageFacts;
    use super::{bare, evidence, phrases};

    fn page(title: &str, heading: &str, text: &str) -> PageFacts {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PageFacts {
            title: some(title),
            heading: some(heading),
            text: text.to_owned(),
            ..PageFacts::default()
        }
    }

    #[test]
    fn pages_that_say_so_are_found() {
        let long = "navigation ".repeat(400);
        for (title, heading, text) in [
            ("Page not found", "", "x"),
            ("404 Not Found", "", ""),
            ("Example Journal | Page Not Found", "", "Home News"),
            ("404 - Page not found - Example", "", "x"),
            ("Oops! That page can’t be found. – Blog", "", "x"),
            ("Error 404", "", "x"),
            ("HTTP Status 404 – Not Found", "", "x"),
            ("Example", "Sorry, we couldn't find that page", "x"),
            ("Example", "", "The page you requested could not be found. Home"),
            ("404", "", "The page you are looking for does not exist."),
            ("Page not found", "Page not found", &long),
            ("Seite nicht gefunden – Klinik", "", "x"),
            ("Erreur 404 : page introuvable", "", "x"),
            ("Página no encontrada", "", "x"),
            ("ページが見つかりません | 例", "", "x"),
            ("页面不存在", "", "x"),
            ("페이지를 찾을 수 없습니다", "", "x"),
            ("الصفحة غير موجودة", "", "x"),
            ("Страница не найдена", "", "x"),
            ("ไม่พบหน้า", "", "x"),
        ] {
            assert!(evidence(&page(title, heading, text)).is_some(), "{title} / {heading} / {text}");
        }
    }

    #[test]
    fn pages_about_it_are_left_alone() {
        let long = "A long article on pages that are missing. ".repeat(200);
        let longer = long.repeat(4);
        for (title, heading, text) in [
            ("HTTP 404 - Wikipedia", "HTTP 404", longer.as_str()),
            (
                "Page not found – A short history of the 404 | The Magazine",
                "Page not found: a short history",
                &long,
            ),
            ("How to fix a 404 page not found error", "How to fix a 404 page not found error", "Short."),
            ("Designing the \"Page not found\" page", "", "Short."),
            ("Peugeot 404", "Peugeot 404", "A car."),
            ("Area code 404", "Area code 404", "Atlanta."),
            ("404", "404", &long),
            ("Not found in nature: element 119", "", "Short."),
            ("Massage was not found to help | Journal", "", "The effect was not found."),
            ("Evidence not found for cool-downs", "", "x"),
            ("The Lost Page", "", "The page turned, and it was gone."),
        ] {
            assert_eq!(evidence(&page(title, heading, text)), None, "{title} / {heading}");
        }
    }

    #[test]
    fn every_phrase_is_more_than_fillers() {
        assert!(phrases().titles.len() > 120 && phrases().sentences.len() > 50);
        assert!(phrases().titles.iter().all(|phrase| !phrase.is_empty()));
        assert_eq!(bare("Oops! Error 404: the page can’t be found."), "page cant be found");
    }
}
