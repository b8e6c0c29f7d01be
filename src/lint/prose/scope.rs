//! How a sentence puts some of its words: whether it asserts them, denies them, asks, supposes, or hands them to somebody else.

use std::ops::Range;

use super::lexicon::{Classes, key};
use super::parse::{Clause, Kind};
use super::reading::Sentence;
use super::token::{Mark, Tag, Token};

/// How words are put. All false: the sentence asserts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lint) struct Scope {
    /// `not a cure`, `far from a cure`, `that it cures is a myth`.
    pub(in crate::lint) is_denied: bool,
    /// `whether it cures`, `does it cure?`
    pub(in crate::lint) is_asked: bool,
    /// `if it cures`.
    pub(in crate::lint) is_supposed: bool,
    /// `some say that it cures`.
    pub(in crate::lint) is_reported: bool,
    /// What follows takes it back: `…, which no trial has tested`.
    pub(in crate::lint) is_doubted: bool,
    /// `some say that it cures`, `the sellers promise a cure`: the sentence names those who say so, and they are no authorities.
    pub(in crate::lint) is_of_others: bool,
    /// `those who always stand`, `pain that never stops`.
    pub(in crate::lint) describes: bool,
    /// `those who always stand`.
    pub(in crate::lint) of_people: bool,
    /// `press gently`, `make sure that it never hurts`.
    pub(in crate::lint) is_ordered: bool,
}

impl Scope {
    /// Says whether the sentence does not stand behind the words: it denies them, asks, or supposes.
    pub(in crate::lint) fn is_open(self) -> bool {
        self.is_denied || self.is_asked || self.is_supposed
    }
}

impl Sentence {
    /// How the words with these numbers are put.
    pub(in crate::lint) fn scope(&self, words: &Range<usize>) -> Scope {
        let mut scope = Scope { is_asked: self.asks && !self.presupposes(words.start), ..Scope::default() };
        let Some(mut number) = self.tokens.get(words.start).map(|token| token.clause) else { return scope };
        let (mut at, mut inner, mut is_disowned) = (words.start, None, false);
        // No sentence nests deeper, and a circle there is not.
        for _ in 0..self.clauses.len() {
            let Some(clause) = self.clause(number) else { break };
            if self.denies_before(number, at, words) != self.denies_after(number, clause, at, words, inner) {
                scope.is_denied = !scope.is_denied;
            }
            scope.is_ordered |= clause.is_order;
            is_disowned |= self.is_of_speakers(number, clause, words.end);
            scope.is_of_others |= self.names_speaker(number, words.end);
            let governor = clause.start.checked_sub(1).and_then(|last| self.tokens.get(last));
            match clause.kind {
                Kind::Condition => scope.is_supposed = true,
                Kind::Question => scope.is_asked |= self.asks_openly(clause),
                Kind::Content => self.note_speaker(clause, &mut scope),
                Kind::Relative => {
                    scope.describes = true;
                    scope.of_people |= self.is_one_of(clause.start, &["who", "whose", "whom"]);
                }
                Kind::Main | Kind::Reason | Kind::Concession => {}
            }
            scope.is_ordered |= clause.kind == Kind::Content
                && governor.is_some_and(|token| token.is(Classes::ORDER) || token.key == key("sure"));
            // What comes of a cause, or stands beside it, is said outright.
            let Some(parent) = clause.parent.filter(|_| {
                !matches!(clause.kind, Kind::Reason | Kind::Concession | Kind::Condition | Kind::Question)
            }) else {
                break;
            };
            (at, inner, number) = (clause.start, Some(clause.kind), parent);
        }
        // "Some swear by it" reports by itself.
        let own = self.tokens.get(words.clone()).unwrap_or_default();
        scope.is_reported |= is_disowned
            || self.is_called(words.start)
            || self.is_held(words.start)
            || words.clone().zip(own).any(|(at, token)| {
                token.is(Classes::REPORT)
                    && token.tag.is_verb()
                    && !self.is_one_of(at, &["tell", "tells", "telling", "told", "held"])
            });
        scope.is_supposed |= self.is_hoped(words.start);
        let is_mentioned = self.is_mentioned(words.start);
        scope.is_of_others |= is_disowned || is_mentioned;
        scope.is_reported |= scope.is_of_others;
        scope.is_doubted = is_disowned
            || is_mentioned
            || self.is_past_saying(words.start)
            || self.is_doubted_behind(words.end);
        scope.is_denied |= self.is_headed_by_denial(words.start);
        scope
    }

    /// Says whether the word at `at` belongs to an advice: behind `should` and `must`, or at the head of its clause.
    pub(in crate::lint) fn is_advice(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let own = self.tokens.get(..at).unwrap_or_default().iter().rev();
        let last = own.clone().find(|word| word.clause == token.clause);
        let between = last.is_some_and(|last| last.tag == Tag::Determiner);
        token.before.starts_clause()
            || between
            || last.is_none_or(|last| {
                last.tag == Tag::Joint
                    || ["should", "must", "then", "please"].iter().any(|word| last.key == key(word))
            })
    }

    /// Says whether a verb that names or calls governs the words: "what people call a knot", "described as a cure".
    fn is_called(&self, at: usize) -> bool {
        let Some(clause) = self.tokens.get(at).map(|token| token.clause) else { return false };
        self.words_of(clause).any(|(index, token)| {
            // "Lactic acid is said to leave the muscle": what is said is said of the subject too.
            let is_said = token.is(Classes::PARTICIPLE)
                && self.is_one_of(index + 1, &["to", "as"])
                && index
                    .checked_sub(1)
                    .and_then(|last| self.tokens.get(last))
                    .is_some_and(|last| matches!(last.tag, Tag::Be | Tag::Adverb));
            token.is(Classes::REPORT) && token.tag.is_verb() && (index < at || is_said)
        })
    }

    /// Says whether somebody hopes for what the words say, looks for it or sets out to do it.
    fn is_hoped(&self, at: usize) -> bool {
        let Some(clause) = self.tokens.get(at).map(|token| token.clause) else { return false };
        let hopes = Classes::HOPING.or(Classes::AIMING);
        self.words_of(clause).any(|(index, token)| {
            let aims = token.is(hopes) && token.tag.is_verb()
                || (self.is_word(index, "out") && self.follows(index, &["set", "sets", "setting"]));
            // "Try the cure" tells to use it, "they tried to prove it" does not.
            let is_bare = token.is(Classes::HOPING);
            // "Ask for a cure", "wait for a miracle".
            let asks_for = token.tag.is_verb()
                && self.is_word(index + 1, "for")
                && self.is_one_of(
                    index,
                    &[
                        "ask", "asks", "asked", "asking", "look", "looked", "looking", "search", "searched",
                        "wait", "waiting", "long", "longing", "pray", "call", "calls", "hunt",
                    ],
                );
            index < at && ((aims && (is_bare || self.is_one_of(index + 1, &["to", "for"]))) || asks_for)
        })
    }

    /// Says whether a clause names those who say something, and they are sellers, media or only some: "some say", "one advert promises".
    fn names_speaker(&self, clause: u8, before: usize) -> bool {
        let verb = self
            .words_of(clause)
            .find(|(at, token)| *at < before && token.is(Classes::REPORT) && token.tag.is_verb());
        let first = self.clause(clause).map_or(0, |clause| clause.start);
        let in_medium = self.words_of(clause).any(|(at, token)| {
            at < before
                && token.is(Classes::SPEAKER)
                && (self.is_word(first, "in") || self.is_word(first, "on"))
                && at < first + 4
                && at > first
        });
        in_medium
            || verb.is_some_and(|(verb, _)| {
                self.words_of(clause).any(|(at, token)| {
                    at < verb
                        && (token.is(Classes::SPEAKER) || self.is_one_of(at, &["some", "others", "certain"]))
                })
            })
    }

    /// "The word detox means little": the words are spoken of, and say nothing themselves.
    fn is_mentioned(&self, at: usize) -> bool {
        let words = [
            "word",
            "words",
            "term",
            "terms",
            "name",
            "label",
            "phrase",
            "expression",
            "slogan",
            "adjective",
            "title",
        ];
        at >= 2
            && self.tokens.get(at).is_some_and(|token| token.before == Mark::None)
            && self.is_one_of(at - 1, &words)
            && self.tokens.get(at - 2).is_some_and(|token| token.tag == Tag::Determiner)
    }

    /// "It was once hailed as a cure": what was said then is not said now.
    fn is_past_saying(&self, at: usize) -> bool {
        let Some(clause) = self.tokens.get(at).map(|token| token.clause) else { return false };
        let said = self.words_of(clause).chain(
            self.clause(clause)
                .and_then(|clause| clause.parent)
                .into_iter()
                .flat_map(|parent| self.words_of(parent)),
        );
        said.filter(|(index, _)| *index < at).any(|(index, token)| {
            token.is(Classes::REPORT)
                && token.is(Classes::PARTICIPLE)
                && self.is_one_of(index + 1, &["to", "as"])
                && (self.follows(index, &["was", "were", "been", "once"]))
        })
    }

    /// Says whether a noun that holds a statement holds the words: "the promise of instant relief", "talk of a cure".
    fn is_held(&self, at: usize) -> bool {
        let Some(clause) = self.tokens.get(at).map(|token| token.clause) else { return false };
        let own = self.words_of(clause).filter(|(index, _)| *index < at && index + 7 > at);
        own.into_iter().any(|(index, token)| {
            token.is(Classes::CLAIM_NOUN)
                && !token.tag.is_verb()
                && self.is_one_of(index + 1, &["of", "about"])
        })
    }

    /// Says whether a clause speaks of people for what they say: "anyone who promises a cure".
    fn is_of_speakers(&self, number: u8, clause: &Clause, before: usize) -> bool {
        let says = self
            .words_of(number)
            .any(|(at, token)| at < before && token.is(Classes::REPORT) && token.tag.is_verb());
        let head = clause.start.checked_sub(1).and_then(|last| self.tokens.get(last));
        let of_people = clause.kind == Kind::Relative
            && (self.is_word(clause.start, "who")
                || head.is_some_and(|head| head.is(Classes::PERSON.or(Classes::SPEAKER))));
        says && (of_people || self.words_of(number).any(|(at, _)| self.is_word(at, "whoever")))
    }

    /// Says whether the clause speaks of some alone: "some people always feel it".
    pub(in crate::lint) fn is_of_some(&self, at: usize) -> bool {
        let Some(clause) = self.tokens.get(at).map(|token| token.clause) else { return false };
        self.words_of(clause).any(|(index, _)| {
            index < at && self.is_one_of(index, &["some", "few", "certain", "sometimes", "occasionally"])
        })
    }

    /// "Why does it always work?" takes for granted that it does.
    fn presupposes(&self, at: usize) -> bool {
        let first = self.tokens.iter().find(|token| token.before == Mark::Strong);
        first.is_some_and(|first| [key("why"), key("how")].contains(&first.key))
            && at > 0
            && !self.tokens.get(1).is_some_and(|token| {
                ["many", "much", "often", "long", "well", "far", "likely", "sure", "good", "safe"]
                    .iter()
                    .any(|word| token.key == key(word))
            })
    }

    /// Indirect questions with `whether` and `if` are open; `how` and `why` take for granted what they ask about, unless nobody knows.
    fn asks_openly(&self, clause: &Clause) -> bool {
        let opener = self.tokens.get(clause.start);
        let is_whether = opener.is_some_and(|token| token.is(Classes::WHETHER.or(Classes::CONDITION)));
        is_whether || clause.parent.is_some_and(|parent| self.is_unknown(parent))
    }

    /// Says whether a clause tells that something is not known.
    pub(in crate::lint) fn is_unknown(&self, clause: u8) -> bool {
        let has = |class| self.words_of(clause).any(|(_, token)| token.is(class));
        let negated =
            self.words_of(clause).any(|(at, token)| token.is(Classes::NEGATOR) && !self.is_cancelled(at));
        let knows = self.words_of(clause).any(|(_, token)| {
            token.is(Classes::KNOWING)
                || ["clear", "sure", "certain", "known"].iter().any(|word| token.key == key(word))
        });
        has(Classes::UNKNOWING)
            || (negated && knows)
            || self.words_of(clause).any(|(at, _)| self.is_open_question(at))
    }

    /// "It is an open question whether", "it remains open how", "it is anybody's guess".
    pub(super) fn is_open_question(&self, at: usize) -> bool {
        let next = |words: &[&str]| self.is_one_of(at + 1, words);
        (self.is_word(at, "open") && next(&["question", "whether", "how", "if", "to"]))
            || (self.is_word(at, "open") && self.tokens.get(at + 1).is_none())
            || (self.is_one_of(at, &["anybody's", "anyone's"]) && next(&["guess"]))
            || (self.is_word(at, "to")
                && next(&["be"])
                && self.is_one_of(at + 2, &["seen", "tested", "shown"]))
    }

    fn note_speaker(&self, clause: &Clause, scope: &mut Scope) {
        let Some(parent) = clause.parent else { return };
        let verb = self.words_of(parent).rfind(|(at, _)| *at < clause.start);
        let speaks = |token: &Token| token.is(Classes::REPORT.or(Classes::CLAIM_NOUN));
        let near = (clause.start.saturating_sub(3)..clause.start).filter_map(|at| self.tokens.get(at));
        if verb.is_some_and(|(_, token)| speaks(token)) || near.into_iter().any(speaks) {
            scope.is_reported = true;
        }
        scope.is_asked |= self.words_of(parent).any(|(_, token)| token.is(Classes::UNKNOWING));
    }

    /// Says whether a speaker before `at` speaks for science or care.
    pub(in crate::lint) fn has_authority(&self, clause: u8, before: usize) -> bool {
        self.words_of(clause).any(|(at, token)| {
            let is_some = at > 0 && self.is_one_of(at - 1, &["some", "certain", "few", "these", "other"]);
            at < before && token.is(Classes::AUTHORITY) && !is_some && !self.is_word(at + 1, "who")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the words in square brackets are put: the first letters of what is true of them.
    fn put(marked: &str) -> String {
        let text = marked.replace(['[', ']'], "");
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        let sentence = Sentence::read(&text, &(0..text.len()));
        let inside = |token: &Token| token.range().start >= start && token.range().end <= end;
        let first = sentence.tokens.iter().position(inside).unwrap();
        let last = sentence.tokens.iter().rposition(inside).unwrap();
        let scope = sentence.scope(&(first..last + 1));
        let marks = [
            (scope.is_denied, 'd'),
            (scope.is_asked, 'a'),
            (scope.is_supposed, 's'),
            (scope.is_reported, 'r'),
            (scope.is_doubted, 'b'),
            (scope.describes, 'w'),
            (scope.is_ordered, 'o'),
        ];
        marks.iter().filter(|(holds, _)| *holds).map(|(_, letter)| *letter).collect()
    }

    const CASES: &[(&str, &str)] = &[
        ("It is a [cure].", ""),
        ("Rolling [cures] pain.", ""),
        ("Rolling for ten minutes a day [cures] tight hips.", ""),
        ("It is not a [cure].", "d"),
        ("It doesn’t [cure] pain.", "d"),
        ("It cannot [cure] pain.", "d"),
        ("There is no guarantee or [cure].", "d"),
        ("Nothing is known to [cure] it.", "d"),
        ("It is not only a [cure].", ""),
        ("Not dear, but a [cure].", ""),
        ("Do not worry: a [cure] is here.", ""),
        ("It does not hurt and [cures] pain.", ""),
        ("It does not hurt because it [cures] pain.", ""),
        ("It fails to [cure] pain.", "d"),
        ("It never fails to [cure] pain.", ""),
        ("It is far from a [cure].", "d"),
        ("Massage without oil [cures] pain.", ""),
        ("No one has shown that massage [cures] a torn muscle.", "d"),
        ("It is a myth that kneading flushes out [toxins].", "dr"),
        ("It is no myth that kneading flushes out [toxins].", "r"),
        ("That massage flushes [toxins] is a myth.", "d"),
        ("The idea that sitting [causes] back pain is a myth.", "dr"),
        ("Claims that massage [cures] sciatica are false.", "rd"),
        ("Do not trust a page that says that it [cures] pain.", "drwob"),
        ("It is wrong to say that heels [cause] hip pain.", "dr"),
        ("Whether rolling [cures] anything is not known.", "a"),
        ("A survey cannot tell whether stress [caused] the pain.", "a"),
        ("Can massage [cure] hip pain?", "a"),
        ("Why does it [always] work?", ""),
        ("See a doctor if the pain [never] stops.", "s"),
        ("If it [never] stops, see a doctor.", "s"),
        ("If it hurts, it [cures].", ""),
        ("Rolling may suit those who are [always] on their feet.", "w"),
        ("People who are anxious feel [cured].", ""),
        ("Some say that it [cures] pain.", "r"),
        ("Some say it [cures] pain.", "r"),
        ("It is said to [cure] pain.", "r"),
        ("The makers say that it [cures] pain, which no trial has tested.", "rb"),
        ("They say that it [cures] pain, but this is not true.", "rb"),
        ("Make sure the pain [never] goes above mild.", "o"),
        ("A trial failed to prove that it [speeds] recovery.", "d"),
        ("There is no sign that crossing your legs [leads] to pain.", "d"),
        ("There is no doubt that it [cures] pain.", ""),
        ("A [cure] is not known.", "d"),
        ("It [cures] nothing.", "d"),
        ("Myth: it [cures] pain.", "d"),
        ("How massage [eases] pain is not known.", "a"),
        ("It is only a guess that it works by [warming] the tissue.", "a"),
        ("It was not shown to [cause] pain.", "d"),
    ];

    #[test]
    fn sentences_put_words_as_a_reader_hears_them() {
        let mut wrong = Vec::new();
        for (marked, expected) in CASES {
            let (mut found, mut letters): (Vec<char>, Vec<char>) =
                (put(marked).chars().collect(), expected.chars().collect());
            found.sort_unstable();
            letters.sort_unstable();
            if found != letters {
                wrong.push(format!("{marked}: {found:?} and not {letters:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
