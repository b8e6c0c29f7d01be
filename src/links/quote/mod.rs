//! Whether a quote stands on a page, and where it leaves the page's words if it does not.
//!
//! A quote is looked up as it is, then without regard to case and typography, then with small differences. Small are at most a
//! tenth of its letters, and only such as leave the meaning alone:
//!
//! - a spelling: `oedema` and `edema`, a scanner's `rnassage`, a plural, a form of a regular verb, one slip in a long word that
//!   loses, doubles or swaps letters;
//! - an abbreviation or a unit: `vs`, `per cent` and `%`, `min`, `&`; a number in words: `5` and `five`;
//! - punctuation, an article, `also`, `however` and the like, the space inside a compound;
//! - the mark of a source: `[12]`, `(3,4)`, a raised digit, `(Smith et al., 2019)` on the page and not in the quote.
//!
//! Every other word, number, sign, denial and hedge must stand in both, in the same order. To let any tenth of the letters differ as long
//! as numbers and denials are equal would be simpler, and wrong: `may` and `does`, `some` and `all`, `before` and `after`, `left` and `right`,
//! `abduction` and `adduction`, `associated with` and `caused by` are all within it. Whoever holds out against each of those needs
//! a list of opposites that is never whole; the list of what is harmless is short, and a gap in it costs a look at the
//! page and not a false source. For the same reason `pain` is not `discomfort`, and no clause may move.
//!
//! ```
//! use massage_kb::links::quote::{Found, Prepared, find};
//!
//! let page = Prepared::new("Massage did not reduce soreness in 12 of 20 runners.");
//! assert!(matches!(find("massage did not reduce soreness", &page), Found::Folded { .. }));
//! assert!(matches!(find("Massage did reduce soreness in 12 of 20 runners", &page), Found::Gone { .. }));
//! assert!(matches!(find("Massage did not reduce soreness ... runners", &page), Found::Exact { .. }));
//! ```

mod align;
mod candidates;
mod fold;
mod index;
mod mark;
mod nearest;
mod pattern;
mod piece;
mod search;
mod sense;
mod spelling;
mod token;
mod words;

use std::ops::Range;

pub use fold::Prepared;
use serde::Serialize;

/// Below so many letters or words a quote must stand as it is, but for case and typography.
const FEWEST_LETTERS: usize = 25;
const FEWEST_WORDS: usize = 5;

/// A longer quote must stand as it is; nobody may quote so much.
const MOST_BYTES: usize = 20_000;

/// With fewer words it is no wonder that another page has them too.
const FEWEST_WORDS_ELSEWHERE: usize = 4;

/// What became of a quote. Ranges are bytes of the text that the page was prepared from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Found {
    /// It stands on the page, typography aside.
    Exact {
        /// Where.
        range: Range<usize>,
    },
    /// It stands there in other letters: capitals, a hyphen at the end of a line, the mark of a source inside.
    Folded {
        /// Where.
        range: Range<usize>,
    },
    /// It stands there with small differences that leave its meaning alone.
    Approximate {
        /// Where.
        range: Range<usize>,
        /// How alike they are, from 0 to 1.
        score: f64,
        /// How many letters differ.
        edits: usize,
    },
    /// It does not stand there.
    Gone {
        /// How much of it the nearest passage has, from 0 to 1.
        score: f64,
        /// The passage of the page that is nearest to it, if any is near.
        nearest: Option<Nearest>,
        /// Where it leaves that passage.
        diverges: Option<Divergence>,
    },
}

/// The passage of a page that is nearest to a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its words, white space collapsed, and cut with `...` where it is long.
    pub text: String,
}

/// Where a quote leaves the words of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Divergence {
    /// The byte of the quote from which on it differs.
    pub at: usize,
    /// The next words of the quote.
    pub quote: String,
    /// The next words of the page; empty where it ends.
    pub page: String,
}

impl Found {
    /// Whether the page says what is quoted.
    pub fn is_found(&self) -> bool {
        !matches!(self, Self::Gone { .. })
    }

    /// Where the quote stands, if it does.
    pub fn range(&self) -> Option<&Range<usize>> {
        match self {
            Self::Exact { range } | Self::Folded { range } | Self::Approximate { range, .. } => Some(range),
            Self::Gone { .. } => None,
        }
    }

    /// The better, the smaller.
    fn rank(&self) -> u8 {
        match self {
            Self::Exact { .. } => 0,
            Self::Folded { .. } => 1,
            Self::Approximate { .. } => 2,
            Self::Gone { .. } => 3,
        }
    }
}

/// Looks a quote up on a page.
///
/// `...` stands for up to 2,000 bytes of the page, which may hold no denial, no other subject and no end of a sentence, or for whole
/// sentences. `[x]` stands for an editor's words: for nothing, a pronoun or the same words in another form. A bracket with a number in it
/// is the source's own. What the sentence around the words denies, asks or supposes is not found: `it is not true that massage helps`
/// does not say that massage helps; its [`Found::Gone`] has a score of 1 and no [`Divergence`]. Time grows with the page and not with
/// its product with the quote.
pub fn find(quote: &str, page: &Prepared<'_>) -> Found {
    look_up(quote, page, Sense::Matters)
}

/// Looks words up on a page, whatever the sentence around them, or what they leave out, makes of them.
pub fn find_words(words: &str, page: &Prepared<'_>) -> Found {
    look_up(words, page, Sense::Aside)
}

/// Whether words must say on their page what they say by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Matters,
    Aside,
}

fn look_up(quote: &str, page: &Prepared<'_>, sense: Sense) -> Found {
    let prepared = Prepared::new(quote);
    let parts = pattern::parts(&prepared);
    let mut turned = None;
    for range in search::verbatim(prepared.folded(), page.folded()) {
        if sense == Sense::Aside || !sense::surroundings_turn(&parts, page, range.clone(), true) {
            return Found::Exact { range: page.source_range(range) };
        }
        turned.get_or_insert(range);
    }
    let gone = || Found::Gone { score: 0.0, nearest: None, diverges: None };
    if prepared.folded().len() > MOST_BYTES {
        return gone();
    }
    if parts.is_empty() {
        return gone();
    }
    let letters: usize = parts.iter().map(pattern::Part::letters).sum();
    let words: usize = parts.iter().map(pattern::Part::words).sum();
    let budget = if letters < FEWEST_LETTERS || words < FEWEST_WORDS { 0 } else { letters / 10 };
    let hit = match search::find(&parts, page, budget, sense) {
        search::Outcome::Found(hit) => hit,
        search::Outcome::Turned(hit) => return nearest::turned(page, turned.unwrap_or(hit.start..hit.end)),
        search::Outcome::Nothing => match turned {
            Some(range) => return nearest::turned(page, range),
            None => return nearest::gone(quote, &prepared, &parts, page),
        },
    };
    let range = page.source_range(hit.start..hit.end);
    match hit.edits {
        0 if hit.exact => Found::Exact { range },
        0 => Found::Folded { range },
        edits => Found::Approximate { range, score: similarity(edits, letters), edits },
    }
}

/// A quote that stands on another page than the one it is cited from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Misattributed {
    /// Which of the pages, counted from 0.
    pub page: usize,
    /// How it stands there.
    pub found: Found,
}

/// Looks a quote that is gone from its own page up on the other pages that are cited: true words under the wrong reference are
/// misattributed, not invented. Of several pages the one with the truest words counts, then the first. Quotes of fewer
/// than four words say nothing here.
pub fn misattributed<'page, 'text: 'page>(
    quote: &str,
    pages: impl IntoIterator<Item = &'page Prepared<'text>>,
) -> Option<Misattributed> {
    let words: usize = pattern::parts(&Prepared::new(quote)).iter().map(pattern::Part::words).sum();
    if words < FEWEST_WORDS_ELSEWHERE {
        return None;
    }
    let found =
        pages.into_iter().enumerate().map(|(page, text)| Misattributed { page, found: find(quote, text) });
    found.filter(|it| it.found.is_found()).min_by_key(|it| (it.found.rank(), it.page))
}

/// How alike two texts are of which one has so many letters.
fn similarity(edits: usize, letters: usize) -> f64 {
    if letters == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "no quote has 2^52 letters")]
    let (edits, letters) = (edits as f64, letters as f64);
    (1.0 - edits / letters).max(0.0)
}
