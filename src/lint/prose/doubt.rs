//! What a clause leaves open: that something is not known, was not found, or rests on weak evidence.

use super::lexicon::{Classes, key};
use super::parse::{Clause, Kind};
use super::reading::Sentence;

impl Sentence {
    /// Says whether a clause doubts the others: "but this is very uncertain", "but the evidence is weak".
    pub(super) fn covers(&self, number: u8, clause: &Clause, is_later: bool) -> bool {
        let doubts = self.words_of(number).any(|(_, token)| token.is(Classes::UNKNOWING))
            || (self.negates(number)
                && self.has(
                    number,
                    &["clear", "known", "sure", "certain", "shown", "proven", "proved", "tested", "studied"],
                ));
        let weak = self.has_class(number, Classes::EVIDENCE) && self.has_class(number, Classes::WEAK);
        let about_all = clause.finite.is_some_and(|finite| {
            self.words_of(number)
                .filter(|(at, _)| *at < finite)
                .any(|(_, token)| token.is(Classes::PRONOUN.or(Classes::EVIDENCE)))
        });
        let asks_itself =
            self.inner(number, Kind::Question).is_some() || self.inner(number, Kind::Content).is_some();
        (is_later || clause.start > 0) && about_all && (doubts || weak) && !asks_itself
    }

    /// Says whether the clause tells that something is not known, was not found, or does not seem so.
    pub(super) fn is_undecided(&self, number: u8, negated: bool, holds: bool) -> bool {
        let own = || self.words_of(number);
        let unknowing = own().any(|(at, token)| token.is(Classes::UNKNOWING) || self.is_open_question(at));
        let needs = self.has(number, &["need", "needed", "needs", "necessary", "required", "doubt"]);
        if unknowing || self.is_far_from_known(number) {
            return true;
        }
        if !negated || needs {
            return self.has_class(number, Classes::EVIDENCE)
                && self.has(
                    number,
                    &[
                        "little",
                        "lacking",
                        "lacks",
                        "weak",
                        "insufficient",
                        "inconclusive",
                        "mixed",
                        "scarce",
                    ],
                )
                && !needs;
        }
        let looked = self.is_far_from_known(number)
            || own().any(|(_, token)| {
                token.is(Classes::SHOWING)
                    || [
                        "known", "clear", "sure", "tell", "tested", "studied", "found", "measured", "looked",
                        "say", "knows", "know", "certain", "true", "believe",
                    ]
                    .iter()
                    .any(|word| token.key == key(word))
            });
        let seems = own().any(|(_, token)| token.is(Classes::SEEMING) && token.tag.is_verb());
        seems
            || looked
            || (self.has_class(number, Classes::EVIDENCE)
                && (holds || self.has(number, &["there", "for", "of"])))
    }

    /// "It is far from clear", "too few trials to tell".
    fn is_far_from_known(&self, clause: u8) -> bool {
        const KNOWN: &[&str] = &[
            "clear", "certain", "sure", "known", "settled", "proven", "shown", "obvious", "tell", "say",
            "know", "judge", "conclude", "decide",
        ];
        let near = |at: usize, step: std::ops::Range<usize>| {
            (at + step.start..at + step.end).any(|next| self.is_one_of(next, KNOWN))
        };
        self.words_of(clause).any(|(at, _)| {
            (self.is_word(at, "far") && self.is_word(at + 1, "from") && near(at, 2..4))
                || (self.is_word(at, "too")
                    && self.is_one_of(
                        at + 1,
                        &["few", "little", "small", "weak", "short", "early", "soon", "thin", "mixed"],
                    )
                    && near(at, 3..8))
        })
    }
}
