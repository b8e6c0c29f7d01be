//! What a word is in its sentence, by its classes and its neighbours: `stretch` is a noun behind `the`, and a verb behind `to`.

use super::lexicon::{Classes, VERB, key};
use super::parse::Parser;
use super::token::{Ending, Mark, Tag, Token};

/// What stands before a noun.
const LEADS: Classes = Classes::DETERMINER.or(Classes::POSSESSIVE);

impl Parser<'_> {
    /// What the word is.
    pub(super) fn tag(&self, at: usize, token: &Token) -> Tag {
        let closed = self.closed(at, token);
        closed.unwrap_or_else(|| self.open_class(at, token))
    }

    /// The last word before it in its clause that is neither an adverb nor `not`.
    fn lead(&self, at: usize) -> Option<&Token> {
        if self.at(at)?.before.starts_clause() {
            return None;
        }
        let own = |token: &&Token| usize::from(token.clause) == self.current();
        let before = self.tokens.get(..at)?.iter().rev().take(24).filter(own);
        before.into_iter().find(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
    }

    fn is_next(&self, at: usize, class: Classes) -> bool {
        self.is(at + 1, class)
    }

    /// Words of the closed classes.
    fn closed(&self, at: usize, token: &Token) -> Option<Tag> {
        let behind_lead = self.before(at).is_some_and(|last| {
            token.before == Mark::None
                && (last.tag == Tag::Determiner
                    || (last.tag == Tag::Adjective && self.follows_determiner(at - 1)))
        });
        if token.is(Classes::MODAL) {
            // "A tin can", "their might", and the month.
            let is_month = token.is_capital && !token.before.starts_clause();
            let is_thing = token.before == Mark::None && self.follows_article(at);
            let is_noun =
                if token.key == key("may") { is_month } else { is_thing && !token.is(Classes::NEGATOR) };
            return Some(if is_noun { Tag::Noun } else { Tag::Modal });
        }
        if token.is(Classes::BE) {
            return Some(if token.is(Classes::GERUND) { Tag::Verb } else { Tag::Be });
        }
        if token.is(Classes::HAVE) {
            return Some(Tag::Have);
        }
        if token.is(Classes::DO) {
            return Some(Tag::Do);
        }
        if token.key == key("to") {
            let next = self.at(at + 1)?;
            let is_verb = next.is(Classes::BASE)
                || next.is(Classes::BE.or(Classes::HAVE).or(Classes::DO))
                || next.ending == Ending::Ly;
            return Some(if is_verb { Tag::To } else { Tag::Preposition });
        }
        if token.is(Classes::THAT) {
            return Some(self.that(at, token));
        }
        if token.is(Classes::AND.or(Classes::OR)) {
            return Some(if token.key == key("plus") { Tag::Preposition } else { Tag::Joint });
        }
        if token.is(Classes::BUT) {
            let is_yet = token.key == key("yet") && token.before == Mark::None;
            let except = self
                .before(at)
                .is_some_and(|last| ["nothing", "anything", "all"].iter().any(|word| last.key == key(word)));
            return Some(if is_yet || except { Tag::Adverb } else { Tag::Joint });
        }
        if token.is(Classes::CONDITION.or(Classes::CONCESSION).or(Classes::REASON).or(Classes::WHETHER)) {
            return Some(if behind_lead || !self.opens(at, token) { Tag::Adverb } else { Tag::Opener });
        }
        if token.is(Classes::RELATIVE) {
            return Some(Tag::Opener);
        }
        if token.is(Classes::ASKING) {
            return Some(Tag::Opener);
        }
        if token.is(Classes::NEGATOR)
            && !token.is(Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::PREPOSITION))
        {
            return Some(Tag::Not);
        }
        // "First bend the knee."
        let counts = ["first", "next", "second", "last"].iter().any(|word| token.key == key(word));
        if counts && token.before != Mark::None && self.at(at + 1).is_some_and(|next| next.is(Classes::BASE))
        {
            return Some(Tag::Adverb);
        }
        if token.is(Classes::PRONOUN) && !(token.is(Classes::DETERMINER) && self.starts_noun(at + 1)) {
            return Some(Tag::Pronoun);
        }
        if token.ending == Ending::Digits {
            return Some(Tag::Determiner);
        }
        if token.is(LEADS) {
            // "Some say", "many rely on it".
            let stands_alone = self.is_many(at) && !self.starts_noun(at + 1);
            return Some(if stands_alone { Tag::Pronoun } else { Tag::Determiner });
        }
        // "After you have found it": a clause, and no thing.
        let is_time = ["after", "before"].iter().any(|word| token.key == key(word))
            || (token.key == key("as") && token.before != Mark::None);
        let opens = token.before != Mark::None
            || self.clause().is_none_or(|clause| clause.finite.is_some() || clause.is_order);
        if is_time && opens && self.starts_clause(at + 1) {
            return Some(Tag::Opener);
        }
        token.is(Classes::PREPOSITION).then_some(Tag::Preposition)
    }

    /// Says whether a word such as `so`, `once` or `since` opens a clause here.
    fn opens(&self, at: usize, token: &Token) -> bool {
        let key_is = |word: &str| token.key == key(word);
        if key_is("so") {
            return (token.before != Mark::None && self.starts_clause(at + 1))
                || self.is_next(at, Classes::THAT);
        }
        if key_is("once") {
            return self.starts_clause(at + 1);
        }
        if key_is("since") || key_is("until") || key_is("till") {
            return self.starts_clause(at + 1) || key_is("until");
        }
        if key_is("because") {
            return !self.word(at + 1, "of");
        }
        true
    }

    fn that(&self, at: usize, token: &Token) -> Tag {
        let verb_next = self.at(at + 1).is_some_and(|next| {
            next.is(Classes::BE.or(Classes::MODAL).or(Classes::HAVE).or(Classes::DO))
                || (next.is(Classes::THIRD) && !next.is(Classes::NOUN))
        });
        let first = token.before.starts_clause() || self.before(at).is_none_or(|last| last.tag == Tag::Joint);
        if first {
            if verb_next {
                return Tag::Pronoun;
            }
            return if self.has_two_verbs(at + 1) { Tag::Opener } else { Tag::Determiner };
        }
        let last = self.before(at).map(|last| last.tag);
        match last {
            Some(Tag::Preposition | Tag::To) => {
                if self.starts_noun(at + 1) {
                    Tag::Determiner
                } else {
                    Tag::Pronoun
                }
            }
            Some(Tag::Verb | Tag::Finite) if !verb_next && !self.starts_clause(at + 1) => {
                if self.starts_noun(at + 1) { Tag::Determiner } else { Tag::Pronoun }
            }
            _ => Tag::Opener,
        }
    }

    fn starts_noun(&self, at: usize) -> bool {
        const OTHERS: Classes = Classes::MODAL
            .or(Classes::BE)
            .or(Classes::HAVE)
            .or(Classes::DO)
            .or(Classes::PREPOSITION)
            .or(Classes::RELATIVE)
            .or(Classes::THAT)
            .or(Classes::AND)
            .or(Classes::OR)
            .or(Classes::BUT)
            .or(Classes::NEGATOR)
            .or(Classes::CONDITION);
        let is_noun = |next: &Token| {
            let things = Classes::NOUN.or(Classes::ADJECTIVE).or(Classes::GERUND).or(Classes::PARTICIPLE);
            !next.is(VERB) || (next.is(things) && (!next.is(Classes::THIRD) || next.is(Classes::NOUN)))
        };
        self.at(at).is_some_and(|next| next.before == Mark::None && !next.is(OTHERS) && is_noun(next))
    }

    /// Says whether two finite verbs follow before the sentence ends: the first is then that of a clause inside.
    fn has_two_verbs(&self, from: usize) -> bool {
        let mut count = 0;
        for at in from..from + 24 {
            let Some(token) = self.at(at) else { break };
            if token.before.parts_phrases() {
                break;
            }
            let continues = self.before(at).is_some_and(|last| {
                last.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE).or(Classes::DO))
            });
            if at > from && self.may_be_finite(at) && !continues {
                count += 1;
            }
        }
        count >= 2
    }

    /// Verbs, nouns, adjectives and adverbs.
    fn open_class(&self, at: usize, token: &Token) -> Tag {
        if token.is(Classes::ADVERB.or(Classes::HEDGE).or(Classes::LIKELY))
            && !token.is(VERB.or(Classes::ADJECTIVE))
            || token.ending == Ending::Ly && !token.is(VERB.or(Classes::ADJECTIVE).or(Classes::NOUN))
        {
            return Tag::Adverb;
        }
        let lead = self.lead(at);
        let tag = lead.map(|lead| lead.tag);
        let parted = self.is_parted(at);
        if token.is(Classes::GERUND) || (token.classes.is_unknown() && token.ending == Ending::Ing) {
            return if matches!(tag, Some(Tag::Determiner)) { Tag::Noun } else { Tag::Verb };
        }
        if !token.is(VERB) {
            return self.not_a_verb(at, token, tag);
        }
        let noun = if token.is(Classes::NOUN) { Tag::Noun } else { Tag::Adjective };
        let can_be_other = token.is(Classes::NOUN.or(Classes::ADJECTIVE));
        let finite = self.clause().is_some_and(|clause| clause.finite.is_some());
        match tag {
            Some(Tag::To | Tag::Modal | Tag::Do) => Tag::Verb,
            Some(Tag::Be | Tag::Have) => {
                if token.is(Classes::PARTICIPLE) || !can_be_other {
                    Tag::Verb
                } else {
                    noun
                }
            }
            Some(Tag::Determiner) if !parted => {
                if token.is(Classes::BASE.or(Classes::THIRD)) {
                    Tag::Noun
                } else {
                    Tag::Adjective
                }
            }
            Some(Tag::Preposition) if !parted && token.is(Classes::BASE.or(Classes::THIRD)) => Tag::Noun,
            Some(Tag::Adjective) if !parted && can_be_other && (finite || !token.is(Classes::THIRD)) => noun,
            // "A mild pull."
            Some(Tag::Adjective) if !parted && self.follows_determiner(at - 1) && !self.outer_waits() => {
                Tag::Noun
            }
            _ if token.is(Classes::PAST.or(Classes::PARTICIPLE)) && !token.is(Classes::BASE) => {
                self.past(at, token, tag, finite)
            }
            _ if token.is(Classes::THIRD) && !token.is(Classes::BASE) => self.third(at, token, tag, finite),
            _ => self.base(at, token, tag, noun),
        }
    }

    /// Says whether `a`, `the` or `its` stands before a word, with at most an adjective or a material between them.
    fn follows_article(&self, at: usize) -> bool {
        let article = |at: Option<usize>| {
            at.and_then(|at| self.at(at)).is_some_and(|token| {
                token.is(Classes::POSSESSIVE) || ["a", "an", "the"].iter().any(|word| token.key == key(word))
            })
        };
        let between =
            self.before(at).is_some_and(|last| last.tag == Tag::Adjective || last.key == key("tin"));
        article(at.checked_sub(1)) || (between && article(at.checked_sub(2)))
    }

    /// Says whether a comma stands before the word, adverbs left out: "…, then slide".
    fn is_parted(&self, at: usize) -> bool {
        let adverbs = (0..at)
            .rev()
            .take_while(|back| self.at(*back).is_some_and(|token| token.tag == Tag::Adverb))
            .count();
        (at - adverbs..=at).any(|at| self.at(at).is_some_and(|token| token.before == Mark::Comma))
    }

    /// Says whether the word before a joint is no thing that a thing could be joined to: "hold it there and squeeze".
    fn ends_phrase(&self, joint: usize) -> bool {
        self.before(joint).is_some_and(|last| {
            matches!(last.tag, Tag::Pronoun | Tag::Adverb | Tag::Preposition) || last.tag.is_verb()
        })
    }

    /// Says whether the clause names several before the word: "long hours at a desk".
    fn has_many_before(&self, at: usize) -> bool {
        (0..at).any(|back| {
            self.at(back).is_some_and(|token| usize::from(token.clause) == self.current())
                && self.is_many(back)
        })
    }

    fn follows_determiner(&self, at: usize) -> bool {
        self.before(at).is_some_and(|last| last.tag == Tag::Determiner)
    }

    fn not_a_verb(&self, at: usize, token: &Token, tag: Option<Tag>) -> Tag {
        if token.classes.is_unknown() {
            let finite = self.clause().is_some_and(|clause| clause.finite.is_some());
            match token.ending {
                Ending::Ed if matches!(tag, Some(Tag::Be | Tag::Have)) => return Tag::Verb,
                Ending::Ed
                    if matches!(tag, Some(Tag::Noun | Tag::Pronoun))
                        && !self.is_next(at, Classes::PREPOSITION)
                        && !finite =>
                {
                    return Tag::Finite;
                }
                Ending::Ed => return Tag::Adjective,
                // "Massage zaps the pain."
                Ending::S
                    if tag == Some(Tag::Noun)
                        && !finite
                        && token.before == Mark::None
                        && self.is_next(at, LEADS.or(Classes::PRONOUN)) =>
                {
                    return Tag::Finite;
                }
                _ => {}
            }
        }
        if token.is(Classes::ADJECTIVE) { Tag::Adjective } else { Tag::Noun }
    }

    fn past(&self, at: usize, token: &Token, tag: Option<Tag>, finite: bool) -> Tag {
        let reduced = self.is_next(at, Classes::PREPOSITION) && token.is(Classes::PARTICIPLE);
        let is_finite = match tag {
            Some(Tag::Pronoun | Tag::Opener) => true,
            Some(Tag::Noun | Tag::Adjective) => !finite && !reduced,
            Some(Tag::Joint) => !self.is_next(at, Classes::PREPOSITION) && finite,
            _ => false,
        };
        if is_finite && token.is(Classes::PAST) { Tag::Finite } else { Tag::Verb }
    }

    fn third(&self, at: usize, token: &Token, tag: Option<Tag>, finite: bool) -> Tag {
        if !token.is(Classes::NOUN) {
            return Tag::Finite;
        }
        // "In sport, strains of the thigh may come": a subject, unless an object follows.
        if token.before == Mark::Comma && !finite && !self.is_next(at, LEADS.or(Classes::PRONOUN)) {
            return Tag::Noun;
        }
        let object = self.at(at + 1).is_some_and(|next| {
            next.before == Mark::None
                && !next.is(Classes::AND
                    .or(Classes::OR)
                    .or(Classes::BE)
                    .or(Classes::MODAL)
                    .or(Classes::HAVE)
                    .or(Classes::DO))
        });
        let is_finite = match tag {
            Some(Tag::Noun | Tag::Pronoun | Tag::Opener | Tag::Adjective | Tag::Preposition) => {
                !finite
                    || (token.before == Mark::None
                        && object
                        && !self.is_next(at, Classes::PREPOSITION)
                        && self.outer_waits())
            }
            Some(Tag::Verb) => !finite && object,
            // "… and eases pain": the joint has opened a clause of its own.
            Some(Tag::Joint) => {
                let opened = self.clause().is_some_and(|clause| clause.start + 1 == at);
                (finite || opened) && object && !self.is_next(at, Classes::PREPOSITION)
            }
            _ => false,
        };
        if is_finite { Tag::Finite } else { Tag::Noun }
    }

    /// The base form of a verb, which many nouns share.
    fn base(&self, at: usize, token: &Token, tag: Option<Tag>, noun: Tag) -> Tag {
        let other = token.is(Classes::NOUN.or(Classes::ADJECTIVE));
        let verb_or = |is_other: bool| if is_other && other { noun } else { Tag::Verb };
        let next = self.at(at + 1).filter(|next| next.before == Mark::None);
        let verb_next = next.is_some_and(|next| {
            next.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE))
                || (next.is(Classes::THIRD) && !next.is(Classes::BASE))
        });
        let object_next = next.is_some_and(|next| next.is(LEADS.or(Classes::PRONOUN)));
        let adjective_next = next.is_some_and(|next| next.is(Classes::ADJECTIVE));
        let finite = self.clause().is_some_and(|clause| clause.finite.is_some());
        let orders = self.clause().is_some_and(|clause| clause.is_order);
        let place_next = next.is_some_and(|next| {
            (next.is(Classes::PREPOSITION.or(Classes::ADVERB)) || next.ending == Ending::Ly)
                && next.key != key("of")
                && next.key != key("for")
        });
        match tag {
            // "Breathe in, lift the leg and turn onto your back."
            Some(_) if orders && self.is_parted(at) && (object_next || place_next) => Tag::Verb,
            Some(Tag::Joint) if orders && (place_next || (next.is_none() && self.ends_phrase(at - 1))) => {
                Tag::Verb
            }
            // An order, or a subject before its verb.
            None => verb_or(verb_next || self.starts_subject(at)),
            Some(Tag::Opener) if self.is(at.saturating_sub(1), Classes::RELATIVE) && !verb_next => {
                Tag::Finite
            }
            Some(Tag::Opener) => verb_or(true),
            Some(Tag::Pronoun | Tag::Noun) => {
                let skipped = |back: &usize| {
                    self.at(*back).is_some_and(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
                };
                let many = (0..at).rev().find(skipped).is_some_and(|back| self.is_many(back))
                    || (!finite && (object_next || adjective_next) && self.has_many_before(at));
                let joined_next = next.is_some_and(|next| next.is(Classes::AND.or(Classes::OR)));
                if many && (!finite || self.outer_waits()) && !verb_next && !(other && joined_next) {
                    Tag::Finite
                } else {
                    verb_or(true)
                }
            }
            Some(Tag::Joint) => {
                let verb_before = at >= 2 && self.at(at - 2).is_some_and(|word| word.tag.is_verb());
                verb_or(verb_next || !(object_next || verb_before))
            }
            // "Weeks of stretching let the thigh move."
            Some(Tag::Verb)
                if !finite && !other && self.lead(at).is_some_and(|lead| lead.is(Classes::GERUND)) =>
            {
                Tag::Finite
            }
            Some(Tag::Verb | Tag::Finite) => {
                // "Helps ease the pain", but "helps balance".
                let helps = ["help", "helps", "helped", "let", "lets", "make", "makes"];
                let helped =
                    self.before(at).is_some_and(|last| helps.iter().any(|word| last.key == key(word)));
                verb_or(
                    !(helped
                        && next.is_some_and(|next| {
                            !next.is(Classes::PREPOSITION.or(Classes::AND).or(Classes::OR))
                        })),
                )
            }
            // "People who are anxious feel calm."
            _ if finite && !other && self.outer_waits() => Tag::Finite,
            _ => verb_or(true),
        }
    }

    /// Says whether the word at the start of a clause is part of its subject: "Massage guns ease", "Stress may".
    fn starts_subject(&self, at: usize) -> bool {
        for next in at + 1..at + 5 {
            let Some(token) = self.at(next).filter(|token| token.before == Mark::None) else { return false };
            if token.is(LEADS.or(Classes::PRONOUN)) && !token.is(Classes::PERSON) {
                return false;
            }
            if token.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE)) {
                return true;
            }
            let noun_before = self.before(next).is_some_and(|last| {
                !last.is(LEADS.or(Classes::PREPOSITION))
                    && (!last.is(Classes::ADJECTIVE) || last.is(Classes::LIKELY.or(Classes::ADVERB)))
            });
            if token.is(Classes::THIRD)
                && !token.is(Classes::BASE)
                && (!token.is(Classes::NOUN) || (next > at + 1 && noun_before))
            {
                return true;
            }
        }
        false
    }
}
