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

/// What a predicate denies with `not`: `is not true`.
const TRUTHS: &[&str] = &[
    "true",
    "right",
    "correct",
    "so",
    "known",
    "clear",
    "shown",
    "proven",
    "proved",
    "supported",
    "established",
    "certain",
    "backed",
    "tested",
    "confirmed",
    "found",
    "real",
    "accurate",
    "evidence",
    "basis",
    "support",
    "case",
    "sure",
    "hold",
    "holds",
    "stand",
    "stands",
    "warranted",
    "justified",
    "given",
    "possible",
    "exist",
    "there",
    "guaranteed",
    "borne",
    "settled",
    "counted",
    "measured",
    "checked",
    "verified",
    "looked",
    "asked",
];

/// Who or what speaks for science and for care: what they say is no hearsay.
const AUTHORITIES: &[&str] = &[
    "doctor",
    "doctors",
    "expert",
    "experts",
    "physician",
    "physicians",
    "physiotherapist",
    "physiotherapists",
    "therapist",
    "therapists",
    "physio",
    "physios",
    "scientist",
    "scientists",
    "researcher",
    "researchers",
    "professional",
    "professionals",
    "specialist",
    "specialists",
    "surgeon",
    "surgeons",
    "clinician",
    "clinicians",
    "study",
    "studies",
    "trial",
    "trials",
    "research",
    "science",
    "evidence",
    "review",
    "reviews",
    "nurse",
    "nurses",
    "professor",
    "professors",
    "authorities",
    "medicine",
    "coaches",
    "we",
    "i",
];

impl Sentence {
    /// How the words with these numbers are put.
    pub(in crate::lint) fn scope(&self, words: &Range<usize>) -> Scope {
        let mut scope = Scope { is_asked: self.asks && !self.presupposes(words.start), ..Scope::default() };
        let Some(mut number) = self.tokens.get(words.start).map(|token| token.clause) else { return scope };
        let (mut at, mut inner) = (words.start, None);
        // No sentence nests deeper, and a circle there is not.
        for _ in 0..self.clauses.len() {
            let Some(clause) = self.clause(number) else { break };
            if self.denies_before(number, at, words) != self.denies_after(number, clause, at, words, inner) {
                scope.is_denied = !scope.is_denied;
            }
            scope.is_ordered |= clause.is_order;
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
        scope.is_reported |= self.is_called(words.start);
        scope.is_supposed |= self.is_hoped(words.start);
        scope.is_doubted = self.is_doubted_behind(words.end);
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

    /// Says whether somebody hopes for what the words say, or looks for it.
    fn is_hoped(&self, at: usize) -> bool {
        let Some(clause) = self.tokens.get(at).map(|token| token.clause) else { return false };
        let hopes = [
            "hope",
            "hopes",
            "hoped",
            "hoping",
            "wish",
            "wishes",
            "dream",
            "dreams",
            "expect",
            "expects",
            "expecting",
            "seek",
            "seeks",
            "seeking",
            "search",
            "searching",
        ];
        self.words_of(clause)
            .any(|(index, token)| index < at && token.tag.is_verb() && self.is_one_of(index, &hopes))
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
        has(Classes::UNKNOWING) || (negated && knows)
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
        self.words_of(clause)
            .any(|(at, token)| at < before && AUTHORITIES.iter().any(|word| token.key == key(word)))
    }

    fn is_cancelled(&self, at: usize) -> bool {
        let next = |step: usize| self.tokens.get(at + step);
        let word = |step: usize, words: &[&str]| {
            next(step).is_some_and(|token| words.iter().any(|word| token.key == key(word)))
        };
        word(1, CANCEL)
            || (word(1, &["a", "any", "the"]) && word(2, &["doubt", "question", "exception", "hint"]))
            || (word(1, &["to"]) && word(2, &["mention"]))
            // "Nothing beats it", "no hip can resist it": what nobody matches is praised.
            || self.tokens.get(at + 1..).is_some_and(|rest| {
                rest.iter().take(4).take_while(|token| token.before == Mark::None).any(|token| {
                    ["beats", "beat", "rivals", "resist", "resists", "matches", "equals", "tops", "fails", "surpasses", "compares", "escape", "escapes"].iter().any(|word| token.key == key(word))
                }) && self.tokens.get(at).is_some_and(|token| token.is(Classes::PRONOUN.or(Classes::DETERMINER)))
            })
    }

    /// Says whether a word of the clause before `at` denies what stands there.
    fn denies_before(&self, clause: u8, at: usize, hit: &Range<usize>) -> bool {
        let (mut plain, mut refusing) = (false, false);
        for (index, token) in self.words_of(clause).filter(|(index, _)| *index < at && !hit.contains(index)) {
            if token.is_quoted {
                continue;
            }
            let negates =
                token.is(Classes::NEGATOR) && !self.is_cancelled(index) && !self.negates_denial(index);
            if negates && self.reaches(clause, index, at) {
                plain = true;
            } else if self.refuses(index, token) || (at == hit.start && self.denies_doing(index, token)) {
                refusing = true;
            }
        }
        plain != refusing
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
        !(is_phrase && self.words_of(clause).any(finite_between))
    }

    /// "It would be wrong to promise a cure", "myths about a cure".
    fn denies_doing(&self, at: usize, token: &Token) -> bool {
        let not = at
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .is_some_and(|last| last.is(Classes::NEGATOR));
        token.is(Classes::DENIAL) && !not && self.is_one_of(at + 1, &["to", "about", "of", "on", "around"])
    }

    fn near_class(&self, at: usize, class: Classes) -> bool {
        (at + 1..at + 4).any(|next| self.tokens.get(next).is_some_and(|token| token.is(class)))
    }

    /// Says whether one of these words stands shortly behind `at`.
    fn near(&self, at: usize, words: &[&str]) -> bool {
        (at + 1..at + 5).any(|next| self.is_one_of(next, words))
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
            || (is("too") && next(&["good", "early", "soon", "weak", "small", "few"]))
            || (is("less") && next(&["than"]))
    }

    /// Says whether the clause denies behind `at` what stands there: "… is a myth", "a cure is not known", "it cures nothing".
    fn denies_after(
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
        let denial = self
            .words_of(number)
            .filter(outside)
            .find(|(_, token)| token.is(Classes::DENIAL) && !token.is_quoted);
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
        self.words_of(clause)
            .any(|(index, token)| index > from && TRUTHS.iter().any(|word| token.key == key(word)))
    }

    /// "…, which no trial has tested", "…, but this is untested".
    fn is_doubted_behind(&self, from: usize) -> bool {
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
                token.is(Classes::SHOWING.or(Classes::KNOWING).or(Classes::REPORT))
                    || TRUTHS.iter().any(|word| token.key == key(word))
            });
            let denied =
                self.words_of(number).any(|(_, token)| token.is(Classes::DENIAL.or(Classes::UNKNOWING)));
            takes_back && ((negated && tested) || (denied && !negated))
        })
    }

    /// "Myth: it cures pain", "Not true: it cures pain".
    fn is_headed_by_denial(&self, at: usize) -> bool {
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
        ("Do not trust a page that says that it [cures] pain.", "drwo"),
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
