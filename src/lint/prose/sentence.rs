//! Sentences of an English text, and the words in them.

use std::ops::Range;

/// Ends in a period that ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ca", "cf", "dr", "e.g", "ed", "eds", "etc", "fig", "i.e", "mr", "mrs", "ms", "no", "p", "pp",
    "prof", "st", "vol", "vs",
];

/// The sentences of `text`, without the spaces around them. A sentence ends at `.`, `!` or `?`, with any closing marks behind it, where
/// a space and a capital, a digit or an opening mark follow; and at an empty line.
pub(in crate::lint) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(4);
    let bytes = text.as_bytes();
    let (mut start, mut from) = (0, 0);
    // Bytes, not letters: every text of every record comes through here. 0xE2 is the first byte of `…` and of other marks.
    while let Some(at) =
        bytes.get(from..).unwrap_or_default().iter().position(|byte| b".!?\n\xe2".contains(byte))
    {
        let at = from + at;
        let rest = text.get(at..).unwrap_or_default();
        let Some(letter) = rest.chars().next() else { break };
        from = at + letter.len_utf8();
        let end = match letter {
            '.' | '!' | '?' | '…' => {
                let closing =
                    |mark: char| matches!(mark, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | ')' | ']' | '»');
                let rest = rest.get(letter.len_utf8()..).unwrap_or_default();
                let after = rest.trim_start_matches(closing);
                from += rest.len() - after.len();
                let is_end = match after.trim_start().chars().next() {
                    None => true,
                    Some(next) => {
                        after.starts_with(char::is_whitespace)
                            && !next.is_lowercase()
                            && !(letter == '.'
                                && ends_in_abbreviation(text.get(start..at).unwrap_or_default(), next))
                    }
                };
                if !is_end {
                    continue;
                }
                from
            }
            '\n' if rest.starts_with("\n\n") => at,
            _ => continue,
        };
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

/// No sentence that people write has more bytes. What goes on for longer is a list of words, which is read in parts: how words are put
/// takes a look at all of their sentence.
const LONGEST: usize = 2000;

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    while range.end - start > LONGEST {
        let most = (start..=start + LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(range.end);
        let part = text.get(start..most).unwrap_or_default();
        let end = part.rfind(char::is_whitespace).filter(|at| *at > 0).map_or(most, |at| start + at);
        push_part(text, start..end, found);
        start = end;
    }
    push_part(text, start..range.end, found);
}

fn push_part(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(sentence) = text.get(range.clone()) else { return };
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if sentence.contains(char::is_alphanumeric) {
        found.push(start..end);
    }
}

/// `etc.` ends a sentence where a capital follows; `p. 467` and `Dr. Example` do not.
fn ends_in_abbreviation(before: &str, next: char) -> bool {
    let word =
        before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    if word.eq_ignore_ascii_case("no") || word.eq_ignore_ascii_case("p") {
        return next.is_ascii_digit();
    }
    !word.eq_ignore_ascii_case("etc") && ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The words of `text`: runs of letters and digits, with the hyphens, apostrophes and decimal points inside them.
pub(in crate::lint) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + run(text, from, false);
        let mut end = start + run(text, start, true);
        if end == start {
            return None;
        }
        loop {
            let mark =
                text.get(end..).and_then(|rest| rest.chars().next()).filter(|mark| "-'’.,".contains(*mark));
            let Some(mark) = mark else { break };
            let next = end + mark.len_utf8();
            let digits = matches!(mark, '.' | ',');
            let fits = |letter: Option<char>| letter.is_some_and(|letter| !digits || letter.is_ascii_digit());
            let length = run(text, next, true);
            let before = text.get(..end).and_then(|text| text.chars().next_back());
            if length == 0 || !fits(before) || !fits(text.get(next..).and_then(|rest| rest.chars().next())) {
                break;
            }
            end = next + length;
        }
        from = end;
        Some(start..end)
    })
}

/// The number of bytes from `from` on that are letters or digits, or that are neither.
fn run(text: &str, from: usize, alphanumeric: bool) -> usize {
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    let mut length = 0;
    while let Some(&byte) = bytes.get(length) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() != alphanumeric {
                break;
            }
            length += 1;
            continue;
        }
        let Some(letter) = text.get(from + length..).and_then(|rest| rest.chars().next()) else { break };
        if letter.is_alphanumeric() != alphanumeric {
            break;
        }
        length += letter.len_utf8();
    }
    length
}

/// The sentence of `text` in which the byte `at` stands.
pub(in crate::lint) fn sentence_at(text: &str, at: usize) -> Range<usize> {
    sentences(text).into_iter().find(|sentence| sentence.contains(&at)).unwrap_or(0..text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_without_end_is_read_in_parts() {
        let text = "é cure ".repeat(10_000);
        let parts = sentences(&text);
        assert!(parts.iter().all(|part| part.len() <= LONGEST));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            parts.iter().flat_map(|part| words(&text[part.clone()])).collect::<Vec<_>>(),
            words(&text)
        );
        assert!(sentences(&"é".repeat(5000)).iter().all(|part| part.len() <= LONGEST));
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        for (text, expected) in [
            ("One. Two! Three? Four", 4),
            ("It took 0.5 seconds. It was done.", 2),
            ("See p. 467 of the book, e.g. Gray, by Dr. Example.", 1),
            ("The answer is no. It does not.", 2),
            ("He said \"stop.\" Then he left.", 2),
            ("Balls, rollers, etc. They help.", 2),
            ("a heading\n\na text", 2),
            ("It is said (by some.) to help.", 1),
            ("Wait... what", 1),
            ("  ", 0),
        ] {
            assert_eq!(sentences(text).len(), expected, "{text}");
        }
        let text = " One.  Two.";
        assert_eq!(
            sentences(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>(),
            ["One.", "Two."]
        );
        assert_eq!(&text[sentence_at(text, 8)], "Two.");
    }

    #[test]
    fn words_keep_their_hyphens_and_points() {
        let text = "The hip's front-line: 0.5 to 1,000 (not 2. or it’s).";
        let found: Vec<_> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["The", "hip's", "front-line", "0.5", "to", "1,000", "not", "2", "or", "it’s"]);
    }
}
