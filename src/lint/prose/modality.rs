//! How sure a sentence is of itself: what governs the main verb of each clause that asserts something.

use super::lexicon::{Classes, key};
use super::parse::{Clause, Kind};
use super::reading::Sentence;
use super::token::{Ending, Mark, Tag, Token};

/// How sure a sentence is, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lint) enum Force {
    /// It asserts nothing: it asks, orders, or says that something is not known or was not found.
    Doubted,
    /// Others say so.
    Reported,
    /// `may`, `possibly`, `seems to`.
    Hedged,
    /// `probably`, `is likely to`.
    Likely,
    /// It says so outright.
    Sure,
}

/// How sure a text is: as sure as the surest of its sentences, unless a later one doubts what was said.
pub(in crate::lint) fn force_of(sentences: &[Sentence]) -> Force {
    let later = sentences.iter().skip(1);
    if later.into_iter().any(|sentence| {
        sentence.clauses_of(&[Kind::Main]).any(|(number, clause)| sentence.covers(number, clause, true))
    }) {
        return Force::Doubted;
    }
    sentences.iter().map(Sentence::force).max().unwrap_or(Force::Sure)
}

impl Sentence {
    /// How sure the sentence is: as sure as the surest of its main clauses. A doubt that stands in a clause of its own and
    /// speaks of the whole (`but this is very uncertain`) covers all of them.
    pub(in crate::lint) fn force(&self) -> Force {
        if self.asks
            || self
                .clauses_of(&[Kind::Main, Kind::Concession])
                .any(|(number, clause)| self.covers(number, clause, false))
        {
            return Force::Doubted;
        }
        let forces = self
            .clauses_of(&[Kind::Main])
            .filter(|(_, clause)| clause.finite.is_some() || clause.is_order)
            .map(|(number, clause)| self.force_of(number, clause));
        forces.max().unwrap_or_else(|| {
            // No verb was told: words that hedge count wherever they stand.
            let hedges = |class| self.tokens.iter().any(|token| token.is(class) && !token.is_quoted);
            if hedges(Classes::HEDGE) {
                Force::Hedged
            } else if hedges(Classes::LIKELY) {
                Force::Likely
            } else {
                Force::Sure
            }
        })
    }

    fn clauses_of(&self, kinds: &'static [Kind]) -> impl Iterator<Item = (u8, &Clause)> {
        self.clauses
            .iter()
            .enumerate()
            .filter(|(_, clause)| kinds.contains(&clause.kind))
            .filter_map(|(number, clause)| Some((u8::try_from(number).ok()?, clause)))
    }

    pub(super) fn inner(&self, outer: u8, kind: Kind) -> Option<(u8, &Clause)> {
        let mut all = self
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, clause)| clause.parent == Some(outer) && clause.kind == kind);
        let (number, clause) = all.next()?;
        Some((u8::try_from(number).ok()?, clause))
    }

    pub(super) fn has(&self, clause: u8, words: &[&str]) -> bool {
        self.words_of(clause).any(|(_, token)| words.iter().any(|word| token.key == key(word)))
    }

    pub(super) fn has_class(&self, clause: u8, class: Classes) -> bool {
        self.words_of(clause).any(|(_, token)| token.is(class))
    }

    pub(super) fn negates(&self, clause: u8) -> bool {
        self.words_of(clause).any(|(at, token)| {
            token.is(Classes::NEGATOR)
                && !self.tokens.get(at + 1).is_some_and(|next| {
                    ["only", "just", "doubt", "question", "need"].iter().any(|word| next.key == key(word))
                })
        })
    }

    fn force_of(&self, number: u8, clause: &Clause) -> Force {
        if clause.is_order {
            return Force::Doubted;
        }
        let own = || self.words_of(number);
        let finite = clause.finite.unwrap_or(clause.start);
        let negated = self.negates(number);
        let content = self.inner(number, Kind::Content);
        if (self.is_according(number) || self.is_told(number, finite)) && !self.has_authority(number, finite)
        {
            return Force::Reported;
        }
        if self.is_undecided(
            number,
            negated,
            content.is_some() || self.inner(number, Kind::Question).is_some(),
        ) {
            return Force::Doubted;
        }
        let mut force = match content {
            Some((inner, of)) => self.force_of_content(number, inner, of),
            None => Force::Sure,
        };
        // "There can be no doubt that it helps."
        let insists = own()
            .any(|(at, token)| token.is(Classes::NEGATOR) && self.is_one_of(at + 1, &["doubt", "question"]));
        // "Some trials suggest a small gain", "it looks as if it helps".
        let suggests = own().any(|(at, token)| token.is(Classes::EVIDENCE) && at < finite)
            && self.is_one_of(
                finite,
                &["suggest", "suggests", "suggested", "hint", "hints", "hinted", "indicate", "indicates"],
            );
        let looks = self.is_one_of(finite, &["look", "looks", "looked"])
            && self.is_one_of(finite + 1, &["as", "like"]);
        let hedges = suggests || looks || own().any(|(at, token)| self.is_hedge(at, token, finite));
        if (hedges && !insists) || self.is_narrated(number, finite) {
            force = force.min(Force::Hedged);
        }
        let behind = self.verb_end(finite);
        if own().any(|(at, token)| token.is(Classes::LIKELY) && at <= behind) {
            force = force.min(Force::Likely);
        }
        let holds = |words: &[&str]| self.has(number, words);
        if (content.is_some() || holds(&["some", "a"]))
            && holds(&["chance", "possibility", "possible", "hint", "hints"])
            && !negated
        {
            force = force.min(Force::Hedged);
        }
        force
    }

    /// "Sellers praise the ball as a help", "some claim that …": the verb tells what others say.
    fn is_told(&self, clause: u8, finite: usize) -> bool {
        let tells =
            self.tokens.get(finite).is_some_and(|verb| verb.is(Classes::REPORT) && verb.tag.is_verb());
        tells
            && self.words_of(clause).any(|(at, token)| {
                at < finite
                    && (token.is(Classes::SPEAKER)
                        || self.is_one_of(at, &["some", "many", "they", "others", "people"]))
            })
    }

    /// "In one small trial, people slept better": what was seen there, and no more.
    fn is_narrated(&self, clause: u8, finite: usize) -> bool {
        let is_past =
            self.tokens.get(finite).is_some_and(|verb| verb.is(Classes::PAST) && !verb.is(Classes::BASE))
                || self.is_one_of(finite, &["was", "were", "had", "did"]);
        let study = self.words_of(clause).any(|(at, _)| {
            at < finite
                && self.is_one_of(at, &["trial", "study", "survey", "trials", "studies"])
                && at >= 2
                && (at.saturating_sub(4)..at).any(|first| self.is_word(first, "in"))
                && (at.saturating_sub(3)..at)
                    .any(|first| self.is_one_of(first, &["one", "a", "two", "three", "small", "single"]))
        });
        is_past && study
    }

    /// "According to the article, …"
    fn is_according(&self, clause: u8) -> bool {
        let mut words = self.words_of(clause);
        words.any(|(at, token)| token.key == key("according") && self.is_word(at + 1, "to"))
    }

    /// How sure what somebody says or shows is.
    fn force_of_content(&self, outer: u8, inner: u8, of: &Clause) -> Force {
        let own = self.force_of(inner, of);
        let lead = || self.words_of(outer).filter(|(at, _)| *at < of.start);
        let denied = self.words_of(outer).any(|(_, token)| token.is(Classes::DENIAL));
        if denied {
            return Force::Doubted;
        }
        // "It is certain that it probably helps."
        if !self.negates(outer)
            && lead().next_back().is_some_and(|(at, _)| {
                self.is_one_of(
                    at,
                    &["certain", "sure", "clear", "plain", "obvious", "evident", "fact", "undeniable"],
                )
            })
        {
            return Force::Sure;
        }
        let says = lead()
            .next_back()
            .is_some_and(|(_, token)| token.is(Classes::REPORT) || token.is(Classes::CLAIM_NOUN))
            || self.tokens.get(of.start.saturating_sub(1)).is_some_and(|token| token.is(Classes::REPORT));
        if says {
            return if self.has_authority(outer, of.start) { own } else { own.min(Force::Reported) };
        }
        let suggests = lead().any(|(_, token)| {
            ["suggest", "suggests", "suggested", "hint", "hints", "indicate", "indicates"]
                .iter()
                .any(|word| token.key == key(word))
        });
        if suggests { own.min(Force::Hedged) } else { own }
    }

    /// Where the verb that starts at `finite` ends, with the word behind it.
    fn verb_end(&self, finite: usize) -> usize {
        let rest = self.tokens.get(finite..).unwrap_or_default();
        finite
            + rest
                .iter()
                .take_while(|token| {
                    matches!(
                        token.tag,
                        Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::Not | Tag::Adverb | Tag::Adjective
                    ) || token.is(Classes::LIKELY)
                })
                .count()
    }

    /// "Perhaps surprisingly, …", "rolling, possibly the oldest method, …": the hedge speaks of something beside the point.
    fn is_of_aside(&self, at: usize, token: &Token) -> bool {
        let next = |step: usize| self.tokens.get(at + step);
        let ends = |step: usize| next(step).is_some_and(|token| token.before == Mark::Comma);
        let of_adverb =
            next(1).is_some_and(|next| next.before == Mark::None && next.ending == Ending::Ly) && ends(2);
        let apposed = token.before == Mark::Comma
            && next(1).is_some_and(|next| next.before == Mark::None && !next.tag.is_verb())
            && !ends(1);
        of_adverb || apposed
    }

    fn is_hedge(&self, at: usize, token: &Token, finite: usize) -> bool {
        let is = |word: &str| token.key == key(word);
        if token.is_quoted {
            return false;
        }
        if token.tag == Tag::Modal && at <= finite + 1 {
            let can = is("can")
                && self.tokens.get(at.saturating_sub(1)).is_some_and(|subject| {
                    at > 0 && ["you", "we", "one"].iter().any(|who| subject.key == key(who))
                });
            return !can && (is("may") || is("might") || is("could") || is("can"));
        }
        if token.tag == Tag::Modal {
            return false;
        }
        if token.is(Classes::HEDGE) {
            return at <= self.verb_end(finite) && !self.is_of_aside(at, token);
        }
        token.is(Classes::SEEMING) && token.tag.is_verb() && at <= finite + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &[(&str, Force)] = &[
        ("Massage eases pain.", Force::Sure),
        ("Massage may ease pain.", Force::Hedged),
        ("Massage might ease pain and improve sleep.", Force::Hedged),
        ("Rolling might help and certainly loosens the thigh.", Force::Sure),
        ("Massage calms people who may be anxious.", Force::Sure),
        ("People who may be anxious feel calm.", Force::Sure),
        ("Balm kept in a tin can soothes sore hips.", Force::Sure),
        ("Foam rolling eases soreness if it can reach the muscle.", Force::Sure),
        ("In May, when runners train most, massage speeds recovery.", Force::Sure),
        ("By rolling each day you can keep the thigh loose.", Force::Sure),
        ("Massage soothes people who seem tense.", Force::Sure),
        ("Massage seems to lower stress.", Force::Hedged),
        ("Massage possibly helps runners to recover.", Force::Hedged),
        ("Perhaps massage helps.", Force::Hedged),
        ("It may be that massage eases pain only for a short time.", Force::Hedged),
        ("It is possible that massage eases pain.", Force::Hedged),
        ("Massage probably eases pain.", Force::Likely),
        ("Rolling is likely to raise flexibility.", Force::Likely),
        ("Rolling eases soreness, likely to be felt next day.", Force::Sure),
        ("Doctors say that massage eases pain.", Force::Sure),
        ("Doctors say that massage may ease pain.", Force::Hedged),
        ("Some say that massage eases pain.", Force::Reported),
        ("Massage is said to ease pain.", Force::Reported),
        ("Makers of rollers claim that they speed recovery.", Force::Reported),
        ("It is thought that rolling frees the tissue.", Force::Reported),
        ("Studies suggest that massage eases pain.", Force::Hedged),
        ("Studies show that massage eases pain.", Force::Sure),
        ("Rolling has been shown to make the hip more flexible.", Force::Sure),
        ("There is no doubt that massage relaxes the hip.", Force::Sure),
        ("No study is needed to see that rolling eases soreness.", Force::Sure),
        ("No clear evidence shows that massage prevents strains.", Force::Doubted),
        ("No evidence was found that massage eases pain.", Force::Doubted),
        ("No trial of hip massage and strains was found.", Force::Doubted),
        ("It is uncertain whether massage eases pain.", Force::Doubted),
        ("Whether massage reaches the psoas is not known.", Force::Doubted),
        ("Massage may ease pain, but this is very uncertain.", Force::Doubted),
        ("Massage eases pain, but the evidence is weak.", Force::Doubted),
        ("It is uncertain how long it takes, but rolling frees the hip.", Force::Sure),
        ("Massage does not seem to speed up healing.", Force::Doubted),
        ("Massage does not speed up healing.", Force::Sure),
        ("Does massage help?", Force::Doubted),
        ("Ask a doctor before you begin.", Force::Doubted),
        ("We cannot tell from the studies whether it does.", Force::Doubted),
        ("“Massage may help people feel calm.”", Force::Hedged),
        ("Rolling \"may\" help.", Force::Sure),
    ];

    #[test]
    fn sentences_are_as_sure_as_a_reader_hears_them() {
        let wrong: Vec<String> = CASES
            .iter()
            .map(|(text, force)| (text, Sentence::read(text, &(0..text.len())).force(), *force))
            .filter(|(_, found, force)| found != force)
            .map(|(text, found, force)| format!("{text}: {found:?} and not {force:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
