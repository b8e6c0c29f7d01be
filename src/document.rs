//! A source document beside the record that was made from it: which of its sentences the record names, and which runs of words
//! other records share with it. The document itself is in no knowledge base; its hashes are.

use std::collections::HashSet;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::hexadecimal::hexadecimal;

use crate::model::Unit;

/// A run of this many words that a record shares with a document counts as copied.
pub const RUN: usize = 8;

/// The hexadecimal digits of a run's hash: 40 bits, so that among a hundred thousand runs and two thousand hashes a false match
/// is expected once in five thousand knowledge bases.
const RUN_DIGITS: usize = 10;

/// The words of a text, in lower case, each with its place. Apostrophes are in words and not in their spelling.
pub fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let is_apostrophe = |letter: char| matches!(letter, '\'' | '’');
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    let mut open = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if letter.is_alphanumeric() {
            if !open {
                words.push((at..end, String::new()));
                open = true;
            }
            if let Some((range, word)) = words.last_mut() {
                range.end = end;
                word.extend(letter.to_lowercase());
            }
        } else if !is_apostrophe(letter) {
            open = false;
        }
    }
    words
}

fn hex(text: &str, digits: usize) -> String {
    let mut hash = hexadecimal(&Sha256::digest(text));
    hash.truncate(digits);
    hash
}

fn runs(words: &[(Range<usize>, String)]) -> impl Iterator<Item = (Range<usize>, String)> {
    words.windows(RUN).map(|run| {
        let place =
            run.first().map_or(0, |(range, _)| range.start)..run.last().map_or(0, |(range, _)| range.end);
        let spelled: Vec<&str> = run.iter().map(|(_, word)| word.as_str()).collect();
        (place, hex(&spelled.join(" "), RUN_DIGITS))
    })
}

/// The hashes of every run of words of a document, sorted, with spaces between: the field `word_runs` of its record.
/// A run does not go over the end of a line.
pub fn word_runs(document: &str) -> String {
    let mut hashes: Vec<String> = document
        .lines()
        .flat_map(|line| runs(&words(line)).map(|(_, hash)| hash).collect::<Vec<_>>())
        .collect();
    hashes.sort();
    hashes.dedup();
    hashes.join(" ")
}

/// The runs of words of a document, ready to be looked for.
#[derive(Debug, Default)]
pub struct WordRuns<'a>(HashSet<&'a str>);

impl<'a> WordRuns<'a> {
    /// Reads the field `word_runs`.
    pub fn read(field: &'a str) -> Self {
        Self(field.split_whitespace().collect())
    }

    /// Says whether it holds no run.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The stretches of `text` that are in the document, each with the number of its words.
    pub fn shared_with(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut stretches: Vec<(Range<usize>, usize)> = Vec::new();
        let mut last = None;
        for (index, (place, hash)) in runs(&words(text)).enumerate() {
            if !self.0.contains(hash.as_str()) {
                continue;
            }
            match stretches.last_mut() {
                Some((stretch, count)) if last == index.checked_sub(1) && index > 0 => {
                    stretch.end = place.end;
                    *count += 1;
                }
                _ => stretches.push((place, RUN)),
            }
            last = Some(index);
        }
        stretches
    }
}

/// The hash by which a record names a sentence unit: the first eight hexadecimal digits of the SHA-256 of its text, spaces
/// collapsed and trimmed.
pub fn unit_hash(text: &str) -> String {
    hex(&text.split_whitespace().collect::<Vec<_>>().join(" "), 8)
}

/// What a document's text says of the units that a record names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// For each unit, its text; nothing where its line holds no such text.
    pub found: Vec<Option<String>>,
    /// The words of the document that are in no unit, with their lines, from 1.
    pub left_over: Vec<(u32, String)>,
}

/// Looks for each unit in the line of the document that it names. A unit starts and ends at a space; units of a line stand in
/// the order of their positions. Bullets and numbers before a unit are no words left over.
pub fn compare(units: &[Unit], document: &str) -> Comparison {
    let lines: Vec<&str> = document.lines().collect();
    let mut comparison = Comparison { found: vec![None; units.len()], left_over: Vec::new() };
    for (index, line) in lines.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let mut here: Vec<(usize, &Unit)> =
            units.iter().enumerate().filter(|(_, unit)| unit.line == number).collect();
        here.sort_by_key(|(_, unit)| unit.position);
        let mut from = 0;
        for (place, unit) in here {
            if let Some(range) = find(line, from, &unit.hash) {
                leave_over(&mut comparison.left_over, number, &line[from..range.start]);
                from = range.end;
                if let Some(slot) = comparison.found.get_mut(place) {
                    *slot = Some(line[range].to_owned());
                }
            }
        }
        leave_over(&mut comparison.left_over, number, &line[from..]);
    }
    comparison
}

fn find(line: &str, from: usize, hash: &str) -> Option<Range<usize>> {
    let rest = &line[from..];
    let base = rest.as_ptr() as usize;
    let spans: Vec<Range<usize>> = rest
        .split_whitespace()
        .map(|word| {
            let start = from + (word.as_ptr() as usize - base);
            start..start + word.len()
        })
        .collect();
    spans.iter().enumerate().find_map(|(index, first)| {
        spans
            .get(index..)?
            .iter()
            .rev()
            .map(|last| first.start..last.end)
            .find(|range| unit_hash(&line[range.clone()]) == hash)
    })
}

fn leave_over(left_over: &mut Vec<(u32, String)>, line: u32, text: &str) {
    let is_bullet = |text: &str| {
        let text = text.trim();
        text.chars().all(|letter| letter.is_ascii_digit() || ".)•*-–".contains(letter))
    };
    if !is_bullet(text) {
        left_over.push((line, text.trim().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "A heading\n\n  • Rolling helps. It doesn’t hurt when you roll the front of your thigh.\nMore.\n";

    fn unit(line: u32, position: u32, text: &str) -> Unit {
        Unit { line, position, hash: unit_hash(text), claims: Vec::new(), mark: None }
    }

    #[test]
    fn units_are_found_by_line_order_and_hash() {
        let units = [
            unit(1, 1, "A  heading"),
            unit(3, 2, "It doesn’t hurt when you roll the front of your thigh."),
            unit(3, 1, "Rolling helps."),
            unit(4, 1, "Less."),
        ];
        let comparison = compare(&units, TEXT);
        assert_eq!(comparison.found[0].as_deref(), Some("A heading"));
        assert_eq!(comparison.found[2].as_deref(), Some("Rolling helps."));
        assert!(comparison.found[1].is_some());
        assert_eq!(comparison.found[3], None);
        assert_eq!(comparison.left_over, [(4, "More.".to_owned())]);
        let without = compare(&units[..1], TEXT);
        assert_eq!(without.left_over[0].0, 3);
    }

    #[test]
    fn a_shared_run_is_found_whatever_its_case_and_signs() {
        let field = word_runs(TEXT);
        let runs = WordRuns::read(&field);
        let text = "They say: it doesn't HURT when you roll - the front, of that thigh";
        let shared = runs.shared_with(text);
        let [(range, count)] = shared.as_slice() else { panic!("{shared:?}") };
        assert_eq!(*count, 9);
        assert_eq!(&text[range.clone()], "it doesn't HURT when you roll - the front, of");
        assert_eq!(runs.shared_with("it doesn't hurt when you roll the back of your thigh"), []);
        assert_eq!(
            runs.shared_with("thigh more rolling helps it does not hurt"),
            [],
            "a run ends with its line"
        );
    }

    #[test]
    fn words_are_letters_and_digits_in_lower_case() {
        let found: Vec<_> = words("L1–L3, don’t STOP.").into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, ["l1", "l3", "dont", "stop"]);
    }
}
