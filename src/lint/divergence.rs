//! Where a quote leaves the words of the page.

/// The point at which a quote and a passage part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Divergence {
    /// The byte of the quote at which its first other word starts.
    pub(super) at: usize,
    /// How the passage goes on there, a few words; nothing where it ends.
    pub(super) instead: String,
}

/// So many words are compared at most.
const MOST: usize = 400;
/// So many words of the passage are shown.
const SHOWN: usize = 6;

/// Where the quote leaves the passage, once the two are laid side by side so that they share as many words from the quote's start as they can;
/// nothing where they share no word there, or where the whole quote is in the passage. Case and marks make no difference.
pub(super) fn divergence(quote: &str, passage: &str) -> Option<Divergence> {
    let (quote_words, passage_words) = (words(quote), words(passage));
    let shared = |start: usize| {
        let rest = passage_words.get(start..).unwrap_or_default();
        quote_words.iter().zip(rest).take_while(|((_, one), (_, other))| one == other).count()
    };
    // The first of the longest.
    let (length, start) = (0..passage_words.len())
        .map(|start| (shared(start), start))
        .rev()
        .max_by_key(|(length, _)| *length)?;
    if length == 0 {
        return None;
    }
    let (at, _) = quote_words.get(length)?;
    let from = passage_words.get(start + length).map_or(passage.len(), |(at, _)| *at);
    let instead =
        passage.get(from..).unwrap_or_default().split_whitespace().take(SHOWN).collect::<Vec<_>>().join(" ");
    Some(Divergence { at: *at, instead })
}

/// The words of a text in small letters without marks, and where they start.
fn words(text: &str) -> Vec<(usize, String)> {
    text.split_whitespace()
        .map(|word| {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            (
                at,
                word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect(),
            )
        })
        .filter(|(_, word): &(usize, String)| !word.is_empty())
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(quote: &str, passage: &str) -> Option<(String, String)> {
        divergence(quote, passage).map(|found| (quote[found.at..].to_owned(), found.instead))
    }

    #[test]
    fn the_first_other_word_is_found() {
        for (quote, passage, at, instead) in [
            (
                "but was not superior to stretching",
                "Rolling helped, but was superior to stretching in all groups of people.",
                "not superior to stretching",
                "superior to stretching in all groups",
            ),
            ("twelve weeks of rolling", "after Twelve weeks, of rest", "rolling", "rest"),
            ("“Rolling” was safe … and cheap", "rolling was safe", "and cheap", ""),
            ("a b c", "a x, a b d", "c", "d"),
        ] {
            assert_eq!(parts(quote, passage), Some((at.to_owned(), instead.to_owned())), "{quote}");
        }
    }

    #[test]
    fn nothing_shared_and_everything_shared_have_no_such_point() {
        assert_eq!(divergence("quite other", "words than these"), None);
        assert_eq!(divergence("Rolling was safe", "and rolling was safe."), None);
        assert_eq!(divergence("", "a"), None);
        assert_eq!(divergence("a", ""), None);
    }
}
