//! Sentences of an English text, and the words in them.

use std::ops::Range;

/// Ends in a period that ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ca", "cf", "dr", "e.g", "ed", "eds", "etc", "fig", "i.e", "mr", "mrs", "ms", "no", "p", "pp",
    "prof", "st", "vol", "vs",
];

/// The sentences of `text`, without the spaces around them. A sentence ends at `.`, `!` or `?`, with any closing marks behind it, where
/// a space and a capital, a digit or an opening mark follow; and at an empty line.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = match letter {
            '.' | '!' | '?' | '…' => {
                let mut end = at + letter.len_utf8();
                while let Some((next, mark)) = letters.next_if(|(_, mark)| {
                    matches!(mark, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | ')' | ']' | '»')
                }) {
                    end = next + mark.len_utf8();
                }
                let rest = text.get(end..).unwrap_or_default();
                let next = rest.trim_start().chars().next();
                let is_end = match next {
                    None => true,
                    Some(next) => {
                        rest.starts_with(char::is_whitespace)
                            && !next.is_lowercase()
                            && !(letter == '.'
                                && ends_in_abbreviation(text.get(start..at).unwrap_or_default(), next))
                    }
                };
                if !is_end {
                    continue;
                }
                end
            }
            '\n' if letters.peek().is_some_and(|(_, next)| *next == '\n') => at,
            _ => continue,
        };
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
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
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.by_ref().find(|(_, letter)| letter.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some(&(at, letter)) = letters.peek() {
            if letter.is_alphanumeric() {
                end = at + letter.len_utf8();
            } else if !(matches!(letter, '-' | '\'' | '’' | '.' | ',')
                && joins(letter, text.get(..at), text.get(at + letter.len_utf8()..)))
            {
                break;
            }
            letters.next();
        }
        Some(start..end)
    })
}

/// A hyphen or an apostrophe joins letters, a point or a comma joins digits.
fn joins(mark: char, before: Option<&str>, after: Option<&str>) -> bool {
    let before = before.and_then(|text| text.chars().next_back());
    let after = after.and_then(|text| text.chars().next());
    let digits = matches!(mark, '.' | ',');
    let fits = |letter: Option<char>| {
        letter.is_some_and(|letter| if digits { letter.is_ascii_digit() } else { letter.is_alphanumeric() })
    };
    fits(before) && fits(after)
}

/// The sentence of `text` in which the byte `at` stands.
pub(super) fn sentence_at(text: &str, at: usize) -> Range<usize> {
    sentences(text).into_iter().find(|sentence| sentence.contains(&at)).unwrap_or(0..text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

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
