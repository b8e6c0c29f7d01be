//! The clauses of a sentence: which words belong together, what joins them, and which verb each has.
//!
//! One pass from left to right, with a short look ahead. It is no grammar of English: it knows the words that open, join and close clauses,
//! and tells verbs from nouns by their neighbours. Where it is in doubt it keeps words in the clause that they stand in.

use super::lexicon::{Classes, key};
use super::token::{Mark, Tag, Token};

/// How a clause hangs on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Kind {
    /// On nothing.
    Main,
    /// `who are anxious`.
    Relative,
    /// `if it hurts`.
    Condition,
    /// `because it hurts`.
    Reason,
    /// `although it hurts`.
    Concession,
    /// `whether it hurts`.
    Question,
    /// `that it hurts`, behind a word that says, shows, or holds it.
    Content,
}

/// A clause.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Clause {
    /// How it hangs on its parent.
    pub(in crate::lint) kind: Kind,
    /// The clause that it hangs on.
    pub(in crate::lint) parent: Option<u8>,
    /// Its first word.
    pub(in crate::lint) start: usize,
    /// The first word of its finite verb, if it has one.
    pub(in crate::lint) finite: Option<usize>,
    /// Whether it tells somebody to do something.
    pub(in crate::lint) is_order: bool,
}

/// Finds the clauses of a sentence, and what each word is.
pub(in crate::lint) fn parse(tokens: &mut [Token]) -> Vec<Clause> {
    let mut parser = Parser { clauses: Vec::with_capacity(4), current: 0, outside: Vec::new(), tokens };
    for at in 0..parser.tokens.len() {
        parser.take(at);
    }
    parser.clauses
}

pub(super) struct Parser<'t> {
    pub(super) tokens: &'t mut [Token],
    clauses: Vec<Clause>,
    current: usize,
    /// The clauses that asides in brackets interrupt.
    outside: Vec<usize>,
}

impl Parser<'_> {
    pub(super) fn at(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn is(&self, at: usize, class: Classes) -> bool {
        self.at(at).is_some_and(|token| token.is(class))
    }

    pub(super) fn word(&self, at: usize, word: &str) -> bool {
        self.at(at).is_some_and(|token| token.key == key(word))
    }

    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        self.at(at.checked_sub(1)?)
    }

    fn open(&mut self, kind: Kind, parent: Option<usize>, start: usize) {
        let parent = parent.and_then(|parent| u8::try_from(parent).ok());
        // A sentence with more clauses than that is no sentence.
        if self.clauses.len() < usize::from(u8::MAX) {
            self.clauses.push(Clause { kind, parent, start, finite: None, is_order: false });
        }
        self.current = self.clauses.len() - 1;
    }

    pub(super) fn clause(&self) -> Option<&Clause> {
        self.clauses.get(self.current)
    }

    /// The number of the clause at hand.
    pub(super) fn current(&self) -> usize {
        self.current
    }

    fn parent(&self) -> Option<usize> {
        self.clause()?.parent.map(usize::from)
    }

    fn take(&mut self, at: usize) {
        let Some(token) = self.at(at).copied() else { return };
        match token.before {
            Mark::Strong => {
                self.outside.clear();
                self.open(Kind::Main, None, at);
            }
            Mark::Open => {
                self.outside.push(self.current);
                self.open(Kind::Main, None, at);
            }
            Mark::Close => self.current = self.outside.pop().unwrap_or(self.current),
            Mark::Comma => self.close_at_comma(at),
            Mark::None => {}
        }
        let tag = self.tag(at, &token);
        if let Some(token) = self.tokens.get_mut(at) {
            token.tag = tag;
        }
        match tag {
            Tag::Opener => self.open_at(at, &token),
            Tag::Joint => self.join_at(at, &token),
            Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::Finite => self.finite_at(at),
            _ => {}
        }
        let clause = u8::try_from(self.current).unwrap_or(u8::MAX);
        if let Some(token) = self.tokens.get_mut(at) {
            token.clause = clause;
        }
        self.note_order(at, tag);
        if tag.is_verb() {
            self.open_content(at, &token);
        }
    }

    /// A clause whose first word is a verb in its base form, or `do` and `not`, is an order.
    fn note_order(&mut self, at: usize, tag: Tag) {
        let is_base = tag == Tag::Verb && self.is(at, Classes::BASE)
            || tag == Tag::Do && self.is(at + 1, Classes::NEGATOR)
            || tag == Tag::Do && self.is(at, Classes::NEGATOR);
        if is_base
            && self.tokens.get(..at).is_some_and(|before| {
                before
                    .iter()
                    .rev()
                    .take_while(|token| usize::from(token.clause) == self.current)
                    .all(|token| matches!(token.tag, Tag::Adverb | Tag::Not | Tag::Joint))
                    || (tag == Tag::Verb && self.is_led_in(at))
            })
            && let Some(clause) = self.clauses.get_mut(self.current)
            && clause.finite.is_none_or(|finite| finite == at)
        {
            clause.is_order = true;
        }
    }

    /// A comma ends a clause that stands before the one that it hangs on, and a relative clause that a comma opened.
    fn close_at_comma(&mut self, at: usize) {
        let Some(clause) = self.clause().copied() else { return };
        let Some(parent) = self.parent() else { return };
        let joins = self.is(at, Classes::AND.or(Classes::OR).or(Classes::BUT));
        let waits = self.clauses.get(parent).is_some_and(|parent| parent.finite.is_none());
        let closes = match clause.kind {
            Kind::Condition | Kind::Reason | Kind::Concession => waits && !joins && !self.continues_list(at),
            Kind::Relative => clause.finite.is_some() && !joins,
            Kind::Content | Kind::Question => (waits && !joins) || (joins && self.starts_clause(at + 1)),
            Kind::Main => false,
        };
        if closes {
            self.current = parent;
        }
    }

    /// Says whether an adjective or adverb behind a comma goes on with a list: "if it is sharp, constant or lasting".
    fn continues_list(&self, at: usize) -> bool {
        let starts_anew = Classes::PRONOUN.or(Classes::DETERMINER).or(Classes::MODAL);
        let only_verb = self.is(at, Classes::BASE) && !self.is(at, Classes::NOUN.or(Classes::ADJECTIVE));
        if only_verb || self.is(at, starts_anew) || self.is(at + 1, Classes::PRONOUN.or(Classes::DETERMINER))
        {
            return false;
        }
        let unmarked = |next: &usize| self.at(*next).is_some_and(|token| token.before == Mark::None);
        // "If it hurts, stop and rest" is no list, "if it is sharp, constant or lasting" is one.
        if self.before(at).is_some_and(|last| last.tag.is_verb()) {
            return false;
        }
        let joint = if self.is(at, Classes::BASE) { Classes::OR } else { Classes::OR.or(Classes::AND) };
        let joins = |next: usize| self.is(next, joint) && !self.starts_clause(next + 1);
        (at + 1..at + 4).take_while(unmarked).any(joins)
    }

    fn open_at(&mut self, at: usize, token: &Token) {
        let relative = token.is(Classes::RELATIVE) && !self.asks_before(at);
        let kind = if token.is(Classes::WHETHER) || self.is_asking_if(at, token) {
            Kind::Question
        } else if token.key == key("as") && token.before == Mark::Comma {
            Kind::Reason
        } else if token.is(Classes::CONDITION.or(Classes::PREPOSITION)) && !token.is(Classes::REASON) {
            Kind::Condition
        } else if token.is(Classes::CONCESSION) {
            Kind::Concession
        } else if relative {
            Kind::Relative
        } else if token.is(Classes::THAT) {
            if self.holds_content(at) { Kind::Content } else { Kind::Relative }
        } else if token.is(Classes::ASKING.or(Classes::RELATIVE)) {
            Kind::Question
        } else {
            Kind::Reason
        };
        self.open(kind, Some(self.current).filter(|_| !self.clauses.is_empty()), at);
    }

    /// `if` behind a verb or an adjective of knowing asks: "it is unclear if it helps".
    fn is_asking_if(&self, at: usize, token: &Token) -> bool {
        token.key == key("if")
            && self.before(at).is_some_and(|last| {
                last.is(Classes::KNOWING.or(Classes::UNKNOWING))
                    || [key("sure"), key("clear"), key("certain")].contains(&last.key)
            })
    }

    fn asks_before(&self, at: usize) -> bool {
        self.before(at)
            .is_some_and(|last| last.is(Classes::KNOWING.or(Classes::UNKNOWING)) && !last.is(Classes::NOUN))
    }

    /// Says whether a `that` leads into what is said, shown or held.
    fn holds_content(&self, at: usize) -> bool {
        let Some(last) = self.before(at) else { return true };
        let holds = Classes::REPORT
            .or(Classes::SHOWING)
            .or(Classes::KNOWING)
            .or(Classes::UNKNOWING)
            .or(Classes::CLAIM_NOUN)
            .or(Classes::FACT_NOUN)
            .or(Classes::DENIAL)
            .or(Classes::REFUSING)
            .or(Classes::WARY)
            .or(Classes::ADJECTIVE)
            .or(Classes::ORDER);
        last.is(holds)
            || last.tag.is_verb()
            || matches!(last.tag, Tag::Be | Tag::Adverb | Tag::Adjective)
            || last.before == Mark::Strong && at == 0
    }

    /// `and` and `or` join clauses where a subject with its verb, or a verb in the form behind `it`, follows. `but` always does.
    fn join_at(&mut self, at: usize, token: &Token) {
        let has_verb = self.clause().is_some_and(|clause| clause.finite.is_some() || clause.is_order);
        let opens =
            token.is(Classes::BUT) || self.starts_finite(at + 1) || (has_verb && self.starts_clause(at + 1));
        if !opens {
            return;
        }
        // What a comma parts from a clause inside is joined to the clause outside.
        let mut joined = self.current;
        while let Some(clause) = self.clauses.get(joined)
            && token.before == Mark::Comma
            && !matches!(clause.kind, Kind::Main)
            && let Some(parent) = clause.parent
        {
            joined = usize::from(parent);
        }
        let Some(clause) = self.clauses.get(joined).copied() else { return };
        self.open(clause.kind, clause.parent.map(usize::from), at);
    }

    /// A second finite verb without a joint belongs to the clause outside, if that one waits for its verb.
    fn finite_at(&mut self, at: usize) {
        let in_group = self.at(at).is_some_and(|token| token.tag != Tag::Finite) && self.in_group(at);
        let waits = |clause: &Clause| clause.finite.is_none();
        if !in_group && self.clause().is_some_and(|clause| clause.finite.is_some()) {
            let mut outer = self.parent();
            while let Some(index) = outer {
                let Some(clause) = self.clauses.get(index) else { break };
                if waits(clause) {
                    self.current = index;
                    break;
                }
                outer = clause.parent.map(usize::from);
            }
        }
        if let Some(clause) = self.clauses.get_mut(self.current)
            && clause.finite.is_none()
        {
            clause.finite = Some(at);
        }
    }

    /// Says whether a clause outside the one at hand waits for its verb.
    pub(super) fn outer_waits(&self) -> bool {
        let mut outer = self.parent();
        while let Some(clause) = outer.and_then(|index| self.clauses.get(index)) {
            if clause.finite.is_none() && !clause.is_order {
                return true;
            }
            outer = clause.parent.map(usize::from);
        }
        false
    }

    /// Says whether a verb goes on with the verb before it: `may have been eased`.
    fn in_group(&self, at: usize) -> bool {
        let mut back = at;
        // "What rolling does may be small": nothing goes on with a modal.
        let is_modal = self.at(at).is_some_and(|token| token.tag == Tag::Modal);
        let is_verb = self.at(at).is_some_and(|token| !matches!(token.tag, Tag::Be | Tag::Have | Tag::Do));
        while let Some(last) = self.before(back).filter(|_| !is_modal) {
            match last.tag {
                Tag::Adverb | Tag::Not => back -= 1,
                Tag::Do if !is_verb => return false,
                Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::To => return true,
                _ => return false,
            }
        }
        false
    }

    /// "Some say it helps", "we doubt it helps": a clause without `that` behind a verb that takes one; and "is said to help".
    fn open_content(&mut self, at: usize, token: &Token) {
        let takes = Classes::REPORT
            .or(Classes::SHOWING)
            .or(Classes::REFUSING)
            .or(Classes::KNOWING)
            .or(Classes::ORDER);
        if !token.is(takes) || self.is(at + 1, Classes::THAT.or(Classes::WHETHER)) {
            return;
        }
        let is_report = token.is(Classes::REPORT);
        let passive = token.is(Classes::PARTICIPLE)
            && (0..at)
                .rev()
                .take(4)
                .take_while(|back| {
                    self.at(*back).is_some_and(|token| {
                        matches!(token.tag, Tag::Be | Tag::Adverb | Tag::Not | Tag::Have | Tag::Modal)
                    })
                })
                .any(|back| self.at(back).is_some_and(|token| token.tag == Tag::Be));
        let infinitive = self.is(at + 1, Classes::TO) && passive;
        let named = is_report && (self.word(at + 1, "as") || (passive && token.key == key("called")));
        // "The idea that pain means damage is wrong": the one verb that follows is that of the clause outside.
        let is_awaited = self.outer_waits() && !self.has_two_verbs(at + 1);
        if (token.is(Classes::BARE_CONTENT)
            && !is_awaited
            && self.starts_clause(at + 1)
            && self.at(at + 1).is_some_and(|next| next.before == Mark::None))
            || (infinitive && token.is(Classes::REPORT))
            || named
        {
            self.open(Kind::Content, Some(self.current), at + 1);
        }
    }
}
