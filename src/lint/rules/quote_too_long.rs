//! A quote that is more than a fragment.

use super::super::prose::sentence::words;
use super::super::sources::cited::each_list;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "quote-too-long",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a quote of more than 12 words, or of a whole sentence",
    why: "a short quote shows the finding and is easy to search for; a longer one copies the author's text and hides the point",
    standard: Some("Fair quotation (Berne Convention, article 10): no more than the purpose needs"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
    quote: rolling raised the range of motion of the hip in both groups for up to ten minutes # <-- here
  - reference: consensus-2021
    stance: partly_supports
    directness: direct
    quote: Experts agreed that rolling has its place. # <-- here
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
    quote: raised the range of motion ... for up to ten minutes
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

/// The words that a fragment needs at most.
const MOST_WORDS: usize = 12;
/// The words from which it is plainly more than a quotation needs.
const FAR_TOO_MANY: usize = 25;

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_list(&context.corpus.base, |list| {
        for (index, citation) in list.citations.iter().enumerate() {
            let Some(quote) = &citation.quote else { continue };
            let count = count_words(quote);
            let message = if count > FAR_TOO_MANY {
                format!(
                    "the quote from `{}` has {count} words, which is too much to quote",
                    citation.reference
                )
            } else if count > MOST_WORDS {
                format!("the quote from `{}` has {count} words", citation.reference)
            } else if is_whole_sentence(quote) {
                format!("the quote from `{}` is a whole sentence", citation.reference)
            } else {
                continue;
            };
            let place = Place::value(format!("{}/{index}/quote", list.pointer));
            findings
                .report(Finding::new(list.file, place, message).help(
                    "keep the 4 to 10 words that contain the finding; `...` marks words you leave out",
                ));
        }
    });
}

/// The words of the source: those of an editor's note in `[…]` do not count.
fn count_words(quote: &str) -> usize {
    if !quote.contains(['[', ']']) {
        return words(quote).count();
    }
    let mut depth = 0_usize;
    let own: String = quote
        .chars()
        .filter(|letter| {
            match letter {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect();
    words(&own).count()
}

/// A sentence from its capital to its full stop, with nothing left out. Fewer than four words are hardly anybody's.
fn is_whole_sentence(quote: &str) -> bool {
    let quote = quote.trim();
    quote.starts_with(char::is_uppercase)
        && quote.ends_with(['.', '!', '?'])
        && !quote.contains("...")
        && !quote.contains('…')
        && count_words(quote) >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_marks_are_no_words() {
        for (quote, count) in [
            ("was not superior to stretching", 5),
            ("[rolling] was ... superior [to what?] here", 3),
            ("6.1° more hip-extension", 3),
            ("", 0),
        ] {
            assert_eq!(count_words(quote), count, "{quote}");
        }
    }

    #[test]
    fn whole_sentences_are_told_from_fragments() {
        assert!(is_whole_sentence("Rolling was not superior."));
        for fragment in [
            "rolling was not superior.",
            "Rolling was not superior",
            "Rolling ... not superior at all.",
            "No effect.",
            "",
        ] {
            assert!(!is_whole_sentence(fragment), "{fragment}");
        }
    }
}
