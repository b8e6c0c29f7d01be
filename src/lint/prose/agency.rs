//! Who acts on what in a sentence: verbs that tell that one thing does something to the body.

use std::sync::LazyLock;

use super::lexicon::Classes;
use super::parse::Kind;
use super::pattern::Patterns;
use super::reading::Sentence;
use super::token::{Mark, Tag};

/// What in a body is acted on.
static BODY: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(["@bad", "@part"]));

/// Verbs that tell what is, was seen or is felt, and not what comes of something.
static NEUTRAL: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(["@neutral"]));

impl Sentence {
    /// The verbs by which something other than a person acts on the body: "thin soles wear the hip out".
    pub(in crate::lint) fn acts_on_body(&self) -> impl Iterator<Item = usize> {
        let starts = |patterns: &Patterns| -> Vec<usize> {
            patterns.find(self).into_iter().map(|found| found.words.start).collect()
        };
        let (body, neutral) = (starts(&BODY), starts(&NEUTRAL));
        (0..self.tokens.len()).filter(move |at| {
            !neutral.contains(at) && self.is_acting(*at) && self.object_is_one_of(*at, &body)
        })
    }

    /// Says whether the word is a verb in the active whose subject is a thing.
    fn is_acting(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.tag.is_verb()) else { return false };
        let Some(clause) = self.clause(token.clause) else { return false };
        let is_bare = token.tag == Tag::Finite || self.is_behind_modal(at);
        let says = matches!(clause.kind, Kind::Main | Kind::Relative | Kind::Content | Kind::Reason);
        let subject = (clause.start..at).rev().filter_map(|before| self.tokens.get(before)).find(|before| {
            before.clause == token.clause && matches!(before.tag, Tag::Noun | Tag::Pronoun | Tag::Verb)
        });
        // "It is the stress that hardens the muscle."
        let head = clause.start.checked_sub(1).and_then(|last| self.tokens.get(last));
        let subject = subject.or(head.filter(|_| clause.kind == Kind::Relative));
        let is_person = subject.is_none_or(|subject| {
            subject.is(Classes::PERSON.or(Classes::AUTHORITY).or(Classes::SPEAKER).or(Classes::EVIDENCE))
        });
        is_bare && says && !clause.is_order && !is_person
    }

    fn is_behind_modal(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        before
            .into_iter()
            .find(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
            .is_some_and(|lead| matches!(lead.tag, Tag::Modal | Tag::Do))
    }

    /// Says whether one of these words stands behind the verb before a preposition other than `of` parts them.
    fn object_is_one_of(&self, verb: usize, words: &[usize]) -> bool {
        let parted = |at: usize| {
            self.tokens.get(at).is_none_or(|token| {
                token.before != Mark::None
                    || matches!(token.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Joint | Tag::Opener)
                    || (token.tag == Tag::Preposition
                        && !self.is_one_of(at, &["of", "out", "up", "off", "down", "away", "to", "into"]))
            })
        };
        (verb + 1..verb + 8).take_while(|at| !parted(*at)).any(|at| words.contains(&at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_act_on_the_body_and_people_do_not() {
        let acts = |text: &str| Sentence::read(text, &(0..text.len())).acts_on_body().next().is_some();
        for text in [
            "Thin soles wear the hip out.",
            "Heels may twist the pelvis.",
            "Age takes the spring out of the hips.",
        ] {
            assert!(acts(text), "{text}");
        }
        for text in [
            "Runners stretch their hips.",
            "Drivers had hip pain.",
            "The study measured the range of the hip.",
            "Pain goes with stiff hips.",
            "Twist the hip.",
        ] {
            assert!(!acts(text), "{text}");
        }
    }
}
