//! Whether a name can be that of an author.

use super::text::{fold, plain};
use crate::model::Name;

/// Says whether a family name can be that of one of the authors. Organisations, and records without authors, are not judged.
pub(super) fn is_among(family: &str, authors: &[Name]) -> bool {
    let told = folded(family.split(',').next().unwrap_or(family));
    if told.is_empty() || authors.is_empty() || authors.iter().any(|author| author.literal.is_some()) {
        return true;
    }
    authors.iter().any(|author| {
        let own = folded(author.family.as_deref().unwrap_or_default());
        let given = folded(author.given.as_deref().unwrap_or_default());
        own == told
            || given == told
            || own.replace(' ', "") == told.replace(' ', "")
            || last_word(&own) == last_word(&told)
            || is_with_holes(family, author.family.as_deref().unwrap_or_default())
            // Hyphens and double names: one of them is often left out.
            || told.split(' ').any(|part| part.len() > 3 && own.split(' ').any(|own| own == part))
    })
}

/// A name in small letters, without accents; `ae`, `oe`, `ue` as `ä`, `ö`, `ü`.
fn folded(name: &str) -> String {
    let folded = fold(&plain(name)).replace("ae", "a").replace("oe", "o").replace("ue", "u");
    let words: Vec<&str> = folded.split(' ').filter(|word| !matches!(*word, "jr" | "sr" | "iii")).collect();
    words.join(" ")
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// Whether `told` is `own` with letters that were lost on the way (`M?ller`, `M\u{fffd}ller`).
fn is_with_holes(told: &str, own: &str) -> bool {
    let is_hole = |letter: char| matches!(letter, '?' | '\u{fffd}' | '\u{25a1}');
    let mut told = told.trim().chars().peekable();
    if !told.clone().any(is_hole) {
        return false;
    }
    for letter in own.trim().chars() {
        match told.next() {
            // One letter of two bytes leaves one hole or two.
            Some(hole) if is_hole(hole) && !letter.is_ascii() => drop(told.next_if(|next| is_hole(*next))),
            Some(same) if same.to_lowercase().eq(letter.to_lowercase()) => {}
            _ => return false,
        }
    }
    told.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(family: &str, given: &str) -> Name {
        Name { family: Some(family.to_owned()), given: Some(given.to_owned()), literal: None }
    }

    #[test]
    fn one_author_is_written_in_many_ways() {
        let authors = [
            author("Döweling", "A"),
            author("van der Berg", "B"),
            author("Smith-Jones", "C"),
            author("Zhang", "Wei"),
            author("Müller", "D"),
            author("O’Brien", "E"),
            author("de la Cruz", "F"),
        ];
        for told in [
            "Doweling",
            "Doeweling",
            "DÖWELING",
            "DÃ¶weling",
            "D&#246;weling",
            "D?weling",
            "D\u{fffd}weling",
            "M??ller",
            "MÃƒÂ¼ller",
            "Mueller",
            "Van Der Berg",
            "Vanderberg",
            "Berg",
            "Smith Jones",
            "Jones",
            "Wei",
            "zhang",
            "OBrien",
            "O'Brien Jr",
            "Delacruz",
            "Smith-Jones, C",
            "?",
            "",
        ] {
            assert!(is_among(told, &authors), "{told}");
        }
        for told in ["Wilke", "Bergmann", "Smi", "Dow", "Miller", "M?bius", "Mü"] {
            assert!(!is_among(told, &authors), "{told}");
        }
        assert!(is_among("Wilke", &[]), "a record without authors");
        let body = Name { family: None, given: None, literal: Some("A Health Service".to_owned()) };
        assert!(is_among("Wilke", &[body]), "an organisation");
        assert!(is_among("Søren", &[author("Soren", "X")]) && is_among("Łuc", &[author("Luc", "X")]));
    }
}
