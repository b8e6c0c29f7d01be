//! What a sentence denies: by words before, by words behind, and by what a later clause takes back.

use std::ops::Range;

use super::lexicon::{Classes, key};
use super::parse::{Clause, Kind};
use super::reading::Sentence;
use super::token::{Mark, Tag, Token};

/// Words behind a negator that make a promise of it: `not only`, `no doubt`, `nothing but`.
const CANCEL: &[&str] = &[
    "only",
    "just",
    "merely",
    "simply",
    "doubt",
    "doubts",
    "question",
    "wonder",
    "exception",
    "matter",
    "sooner",
    "else",
    "fewer",
];

impl Sentence {
    pub(super) fn is_cancelled(&self, at: usize) -> bool {
        let next = |step: usize| self.tokens.get(at + step);
        let word = |step: usize, words: &[&str]| {
            next(step).is_some_and(|token| words.iter().any(|word| token.key == key(word)))
        };
        word(1, CANCEL)
            || (word(1, &["a", "any", "the"]) && word(2, &["doubt", "question", "exception", "hint"]))
            || (word(1, &["to"]) && word(2, &["mention"]))
            // "You cannot argue with it", "they cannot all be mistaken".
            || (at + 1..at + 4).any(|later| {
                self.is_one_of(
                    later,
                    &["argue", "deny", "dispute", "ignore", "overlook", "overstate", "overestimate", "quarrel", "mistaken", "fooled"],
                )
            })
            // "They would never do without it."
            || (self.is_word(at, "never") && (at + 1..at + 5).any(|later| self.is_one_of(later, &["without", "miss", "regret", "regrets", "regretted"])))
            // "You would be mad not to try it."
            || (self.is_word(at + 1, "to")
                && at > 0
                && self.is_one_of(at - 1, &["mad", "crazy", "foolish", "silly", "stupid", "daft", "fool", "shame", "pity", "insane", "hard", "impossible", "wrong"]))
            // "There is nothing that loosens the hip more surely than this."
            || (self.is_word(at, "nothing")
                && (at + 1..self.tokens.len()).take(16).any(|later| {
                    self.is_word(later, "than") && !self.is_one_of(later.saturating_sub(1), &["other", "rather", "less"])
                }))
            // "Nothing beats it", "no hip can resist it": what nobody matches is praised.
            || self.tokens.get(at + 1..).is_some_and(|rest| {
                rest.iter().take(4).take_while(|token| token.before == Mark::None).any(|token| {
                    ["beats", "beat", "rivals", "resist", "resists", "matches", "equals", "tops", "fails", "surpasses", "compares", "escape", "escapes"].iter().any(|word| token.key == key(word))
                }) && self.tokens.get(at).is_some_and(|token| token.is(Classes::PRONOUN.or(Classes::DETERMINER)))
            })
    }

    /// Says whether a word of the clause before `at` denies what stands there.
    pub(super) fn denies_before(&self, clause: u8, at: usize, hit: &Range<usize>) -> bool {
        let (mut plain, mut refusing) = (false, false);
        for (index, token) in self.words_of(clause).filter(|(index, _)| *index < at && !hit.contains(index)) {
            if token.is_quoted {
                continue;
            }
            let negates = (token.is(Classes::NEGATOR) || self.is_few(index))
                && !self.is_cancelled(index)
                && !self.negates_denial(index);
            if negates && self.reaches(clause, index, at) {
                plain = true;
            } else if self.refuses(index, token) || (at == hit.start && self.denies_doing(index, token)) {
                refusing = true;
            }
        }
        plain != refusing
    }

    /// "Few things are certain", "little is proven"; but not "a few".
    fn is_few(&self, at: usize) -> bool {
        let starts = self.tokens.get(at).is_some_and(|token| token.before != Mark::None);
        let next = self.tokens.get(at + 1).is_some_and(|next| next.before == Mark::None);
        let behind = at > 0 && self.is_one_of(at - 1, &["very", "that", "but"]);
        self.is_one_of(at, &["few", "little"]) && next && (starts || behind)
    }

    /// "It is no myth", "it is not wrong".
    fn negates_denial(&self, at: usize) -> bool {
        let near = self.tokens.get(at + 1..).unwrap_or_default().iter().take(3);
        near.take_while(|token| token.before == Mark::None).any(|token| token.is(Classes::DENIAL))
    }

    /// Says whether a negator at `from` reaches `at`: that of a phrase (`without oil`, `with no oil`) ends before the verb.
    fn reaches(&self, clause: u8, from: usize, at: usize) -> bool {
        let Some(token) = self.tokens.get(from) else { return false };
        let last = from.checked_sub(1).and_then(|last| self.tokens.get(last));
        let way = self.tokens.get(from + 1).is_some_and(|next| {
            ["way", "case", "sense", "means", "circumstances"].iter().any(|word| next.key == key(word))
        });
        let is_phrase = token.is(Classes::PREPOSITION)
            || (last.is_some_and(|last| last.tag == Tag::Preposition)
                && token.is(Classes::DETERMINER)
                && !way);
        let finite_between = |(index, token): (usize, &Token)| {
            index > from
                && index <= at
                && (matches!(token.tag, Tag::Finite | Tag::Modal | Tag::Be | Tag::Have | Tag::Do)
                    || token.before == Mark::Comma)
        };
        // "Not moving enough causes it": the negation belongs to the subject.
        let of_subject = token.tag == Tag::Not
            && self.tokens.get(from + 1).is_some_and(|next| next.is(Classes::GERUND) && next.tag.is_verb());
        !((is_phrase || of_subject) && self.words_of(clause).any(finite_between))
    }

    /// "It would be wrong to promise a cure", "myths about a cure".
    fn denies_doing(&self, at: usize, token: &Token) -> bool {
        let not = at
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .is_some_and(|last| last.is(Classes::NEGATOR));
        token.is(Classes::DENIAL.or(Classes::UNWISE))
            && !not
            && self.is_one_of(at + 1, &["to", "about", "of", "on", "around"])
    }

    fn near_class(&self, at: usize, class: Classes) -> bool {
        (at + 1..at + 4).any(|next| self.tokens.get(next).is_some_and(|token| token.is(class)))
    }

    /// Says whether one of these words stands shortly behind `at`.
    fn near(&self, at: usize, words: &[&str]) -> bool {
        (at + 1..at + 5).any(|next| self.is_one_of(next, words))
    }

    /// "… has yet to be found", "… remains to be seen".
    fn is_yet_to(&self, at: usize) -> bool {
        let last = at.checked_sub(1).and_then(|last| self.tokens.get(last));
        let waits =
            last.is_some_and(|last| last.is(Classes::HAVE.or(Classes::BE)) || last.key == key("still"));
        self.is_word(at + 1, "to")
            && ((self.is_one_of(at, &["yet", "still"]) && waits)
                || (self.is_one_of(at, &["remain", "remains"]) && self.is_word(at + 2, "be")))
    }

    /// "… is beyond what hands can do", "… is beyond the reach of hands".
    fn is_beyond(&self, at: usize) -> bool {
        self.is_one_of(at, &["beyond", "outside", "above"])
            && (self.is_word(at + 1, "what")
                || (at + 1..at + 4).any(|next| {
                    self.is_one_of(
                        next,
                        &["reach", "power", "powers", "scope", "ability", "abilities", "means"],
                    )
                }))
    }

    fn refuses(&self, at: usize, token: &Token) -> bool {
        let next = |words: &[&str]| {
            self.tokens.get(at + 1).is_some_and(|token| words.iter().any(|word| token.key == key(word)))
        };
        let last = |words: &[&str]| {
            at.checked_sub(1)
                .and_then(|last| self.tokens.get(last))
                .is_some_and(|token| words.iter().any(|word| token.key == key(word)))
        };
        if token.is(Classes::REFUSING) {
            let is_doubt = last(&["no", "without", "little", "beyond", "any", "a"]) && !last(&["a"]);
            return !(is_doubt || (token.key == key("fail") && last(&["without"])));
        }
        let is = |word: &str| token.key == key(word);
        (is("far") && next(&["from"]))
            || (is("instead") && next(&["of"]))
            || (is("rather") && next(&["than"]))
            || (is("short") && next(&["of"]))
            || (is("anything") && next(&["but"]))
            || ((is("lack") || is("lacks") || is("lacking"))
                && self.near(
                    at,
                    &["evidence", "proof", "support", "basis", "studies", "trials", "data", "research"],
                ))
            || (token.is(Classes::WARY) && (next(&["of", "about", "when", "with"])))
            || (is("warn") || is("warns") || is("warned")) && next(&["against"])
            || (is("little")
                && self.tokens.get(at + 1).is_some_and(|next| {
                    next.is(Classes::FACT_NOUN)
                        || ["support", "basis", "hope", "research"].iter().any(|word| next.key == key(word))
                }))
            || (is("too")
                && self.is_one_of(at + 2, &["to", "for"])
                && next(&[
                    "good", "early", "soon", "weak", "small", "few", "much", "far", "bold", "strong",
                    "hasty", "simple", "thin", "short",
                ]))
            || self.is_yet_to(at)
            || self.is_beyond(at)
            || (is("less") && next(&["than"]))
    }

    /// Says whether the clause denies behind `at` what stands there: "… is a myth", "a cure is not known", "it cures nothing".
    pub(super) fn denies_after(
        &self,
        number: u8,
        clause: &Clause,
        at: usize,
        hit: &Range<usize>,
        inner: Option<Kind>,
    ) -> bool {
        if inner.is_none()
            && self.tokens.get(hit.end).is_some_and(|token| {
                token.before == Mark::None
                    && ["nothing", "nobody", "none", "no"].iter().any(|word| token.key == key(word))
                    && !self.is_cancelled(hit.end)
            })
        {
            return true;
        }
        // "That it cures is only an idea."
        let only = |(index, _): (usize, &Token)| {
            index > at
                && self.is_one_of(index, &["only", "just", "merely", "mere"])
                && self.near_class(index, Classes::CLAIM_NOUN.or(Classes::UNKNOWING))
        };
        if inner == Some(Kind::Content) && self.words_of(number).any(only) {
            return true;
        }
        let outside = |(index, _): &(usize, &Token)| !hit.contains(index);
        // "To say that it always helps would go too far."
        let goes_too_far = |at: usize| self.is_word(at, "far") && self.is_word(at.saturating_sub(1), "too");
        let refuses =
            Classes::DENIAL.or(if inner == Some(Kind::Content) { Classes::UNWISE } else { Classes::DENIAL });
        let denial = self.words_of(number).filter(outside).find(|(at, token)| {
            (token.is(refuses) || (inner == Some(Kind::Content) && goes_too_far(*at))) && !token.is_quoted
        });
        if matches!(inner, Some(Kind::Content))
            || (inner == Some(Kind::Relative) && denial.is_some_and(|(index, _)| index > hit.end))
        {
            return match denial {
                Some((index, _)) => !self.words_of(number).any(|(negator, token)| {
                    negator < index && token.is(Classes::NEGATOR) && !self.is_cancelled(negator)
                }),
                // "That it cures is not true."
                None => {
                    self.words_of(number).any(|(index, token)| index > at && token.is(Classes::NEGATOR))
                        && self.has_truth(number, at)
                }
            };
        }
        if inner.is_some() {
            return false;
        }
        // The subject of its clause: "a cure is not known", "claims of a cure are false".
        let Some(finite) = clause.finite.filter(|finite| *finite >= hit.end) else { return false };
        if denial.is_some_and(|(index, _)| index > finite)
            && !self.words_of(number).any(|(index, token)| index > finite && token.is(Classes::NEGATOR))
        {
            return true;
        }
        if self
            .words_of(number)
            .any(|pair| pair.0 > finite && (only(pair) || self.is_yet_to(pair.0) || self.is_beyond(pair.0)))
        {
            return true;
        }
        let negated = self.words_of(number).any(|(index, token)| {
            (finite..finite + 3).contains(&index) && token.is(Classes::NEGATOR) && !self.is_cancelled(index)
        });
        let definite = hit
            .start
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .is_some_and(|token| token.is(Classes::DEFINITE));
        negated && (!definite || self.has_truth(number, finite))
    }

    fn has_truth(&self, clause: u8, from: usize) -> bool {
        self.words_of(clause).any(|(index, token)| index > from && token.is(Classes::TRUTH))
    }

    /// "…, which no trial has tested", "…, but this is untested".
    pub(super) fn is_doubted_behind(&self, from: usize) -> bool {
        self.clauses.iter().enumerate().filter(|(_, clause)| clause.start >= from).any(|(number, clause)| {
            let Ok(number) = u8::try_from(number) else { return false };
            let opener = self.tokens.get(clause.start);
            let takes_back = matches!(clause.kind, Kind::Relative | Kind::Concession)
                || opener.is_some_and(|token| {
                    token.is(Classes::BUT.or(Classes::PRONOUN)) || token.before.starts_clause()
                })
                || self.tokens.get(clause.start + 1).is_some_and(|token| token.is(Classes::NEGATOR));
            let negated =
                self.words_of(number).any(|(at, token)| token.is(Classes::NEGATOR) && !self.is_cancelled(at));
            let tested = self.words_of(number).any(|(_, token)| {
                token.is(Classes::SHOWING.or(Classes::KNOWING).or(Classes::REPORT).or(Classes::TRUTH))
            });
            let denied =
                self.words_of(number).any(|(_, token)| token.is(Classes::DENIAL.or(Classes::UNKNOWING)));
            // "…, and names none."
            let names_none = self.words_of(number).any(|(at, token)| {
                token.is(Classes::TRUTH)
                    && (self.is_one_of(at + 1, &["none", "nothing", "nobody"])
                        || self.is_word(at.saturating_sub(1), "without"))
            });
            names_none && opener.is_some_and(|token| token.is(Classes::AND))
                || takes_back && ((negated && tested) || (denied && !negated))
        })
    }

    /// "Myth: it cures pain", "Not true: it cures pain".
    pub(super) fn is_headed_by_denial(&self, at: usize) -> bool {
        let Some(start) = (1..=at)
            .rev()
            .find(|index| self.tokens.get(*index).is_some_and(|token| token.before.starts_clause()))
        else {
            return false;
        };
        let head = self.tokens.get(..start).unwrap_or_default();
        head.len() <= 4
            && head.iter().any(|token| token.is(Classes::DENIAL))
            && !head.iter().any(|token| token.tag == Tag::Finite)
            || (head.iter().any(|token| token.is(Classes::NEGATOR))
                && head.len() <= 3
                && head.iter().any(|token| token.key == key("true")))
    }
}
