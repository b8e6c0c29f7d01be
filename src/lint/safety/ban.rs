//! How far a text forbids: everything, one place, until somebody was asked, or nothing but haste and force.

use std::ops::Range;
use std::sync::LazyLock;

use super::help::is_conditional;
use crate::lint::prose::lexicon::Classes;
use crate::lint::prose::pattern::Patterns;
use crate::lint::prose::phrases::Phrases;
use crate::lint::prose::reading::Sentence;
use crate::lint::prose::token::{Mark, Tag};

/// What a sentence advises, with the words that do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Advice {
    /// Not to do it at all.
    Nothing(Range<usize>),
    /// To leave one place alone.
    NotThere(Range<usize>),
    /// To ask somebody first.
    AskFirst(Range<usize>),
    /// To do it gently.
    Gently(Range<usize>),
    /// That it can be done.
    GoAhead(Range<usize>),
}

impl Advice {
    /// Its words.
    pub(in crate::lint) fn words(&self) -> &Range<usize> {
        match self {
            Self::Nothing(words)
            | Self::NotThere(words)
            | Self::AskFirst(words)
            | Self::Gently(words)
            | Self::GoAhead(words) => words,
        }
    }
}

/// What is done, and what it is done with.
const ACTS: &str = "{<massage>,<press>,<roll>,<rub>,<knead>,<stretch>,<heat>,<squeeze>,<push>,<stroke>,<treat>,<exercise>,<touch>,<warm>,<pound>}";
const WAYS: &str = "{massage,massages,massaging,roller,rollers,rolling,stretch,stretches,stretching,heat,technique,techniques,method,gun,ball,treatment,pressure,it,this,them,these,any}";

static DOING: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([format!("{{<use>,<have>,<do>,<try>,<get>,<receive>,<give>,<apply>,<start>,<choose>}} {{any,the,this,a,such,our,your}}? {WAYS}").as_str()])
});
static ACTING: LazyLock<Patterns> = LazyLock::new(|| Patterns::new([ACTS]));

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("ban.tsv")));

/// Words that leave no place out.
static WHOLLY: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([
        "at all",
        "altogether",
        "anywhere",
        "whatsoever",
        "{in,under} {any,no} {form,way,kind,circumstances,conditions}",
        "in any form",
        "of any {kind,sort}",
        "{completely,entirely,totally,wholly}",
    ])
});

/// Words that name a place.
static PLACES: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([
        "{there,here,where}",
        "{that,this,the,those,these,sore,one} {n<spot>,n<place>,n<area>,n<point>,n<part>,n<side>,n<site>}",
        "{on,over,near,around,onto,into,in,through,across,above,below,at,close,next} {to}? {it,them,that,this,the,a,your,his,her,their,any}",
        "{the,your,that,this,his,her,their,a,one} {n<leg>,n<hip>,n<thigh>,n<belly>,n<groin>,n<back>,n<knee>,n<calf>,n<foot>,n<arm>,n<neck>,n<skin>,n<muscle>,n<joint>,n<bone>,n<vein>,n<lump>,n<scar>,n<wound>,n<pulse>,n<nerve>,n<artery>}",
    ])
});

/// What a sentence advises, in the order of its words. What holds in some cases only is left out, but for places and for asking.
pub(in crate::lint) fn advice(sentence: &Sentence) -> Vec<Advice> {
    let mut found = Vec::new();
    if sentence.asks {
        return found;
    }
    for (line, words) in PHRASES.find(sentence) {
        let scope = sentence.scope(&words);
        if scope.is_asked
            || scope.is_reported
            || scope.describes
            || (scope.is_supposed && line.column(0) != "ask")
        {
            continue;
        }
        let is_rare = is_conditional(sentence, words.start);
        // "Do not press on it, and ask your doctor first": the comma starts anew.
        let starts_anew = words.start.checked_sub(1).is_some_and(|last| {
            sentence.tokens.get(last).is_some_and(|last| last.tag == Tag::Joint && last.before == Mark::Comma)
        });
        match (line.column(0), scope.is_denied && !starts_anew) {
            ("nothing", false) if !is_rare => found.push(whole_or_place(sentence, words)),
            ("place", false) => found.push(Advice::NotThere(words)),
            ("ask", false) if !is_rare => found.push(Advice::AskFirst(words)),
            ("gently", false) if !is_rare => found.push(Advice::Gently(words)),
            ("ahead", false) if !is_rare => found.push(Advice::GoAhead(words)),
            _ => {}
        }
    }
    let acts = DOING.find(sentence).into_iter().map(|hit| (hit, true));
    for (hit, is_doing) in acts.chain(ACTING.find(sentence).into_iter().map(|hit| (hit, false))) {
        let (start, end) = (hit.words.start, hit.words.end);
        let Some(token) = sentence.tokens.get(start) else { continue };
        let is_noun = !is_doing && !token.tag.is_verb();
        let last = start.checked_sub(1);
        let has_no = last.is_some_and(|last| sentence.is_word(last, "no"));
        if is_noun && !has_no {
            continue;
        }
        let scope = sentence.scope(&(start..start + 1));
        if !scope.is_denied || scope.is_supposed || scope.is_asked || scope.is_reported || scope.describes {
            continue;
        }
        let words = last.filter(|_| !is_noun).unwrap_or(start)..end;
        let is_rare = is_conditional(sentence, start);
        let is_wholly = !WHOLLY.find(sentence).is_empty();
        let has_place = PLACES.find(sentence).iter().any(|place| place.words.start > start)
            || (!is_doing && (end..sentence.tokens.len()).any(|at| sentence.is_one_of(at, &["it", "them"])));
        let bare = ends_bare(sentence, end);
        let is_limited = has_manner(sentence, end);
        if is_limited {
            found.push(Advice::Gently(words));
        } else if has_place && !(is_wholly && is_everywhere(sentence)) {
            found.push(Advice::NotThere(words));
        } else if !is_rare && (is_doing || is_wholly || bare || has_no) {
            found.push(Advice::Nothing(words));
        }
    }
    found.sort_by_key(|advice| advice.words().start);
    found
}

/// "Leave it out" is about all of it, "leave it out there" about a place.
fn whole_or_place(sentence: &Sentence, words: Range<usize>) -> Advice {
    let has_place = PLACES.find(sentence).iter().any(|place| place.words.start >= words.end);
    if has_place && !is_everywhere(sentence) { Advice::NotThere(words) } else { Advice::Nothing(words) }
}

fn is_everywhere(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).any(|at| sentence.is_one_of(at, &["anywhere", "altogether", "whatsoever"]))
}

/// Says whether no place and no thing stands behind a verb: "do not roll or stretch until a doctor agrees".
fn ends_bare(sentence: &Sentence, at: usize) -> bool {
    for token in sentence.tokens.iter().skip(at) {
        if token.before.parts_phrases() || token.tag == Tag::Opener || token.is(Classes::CONDITION) {
            return true;
        }
        let is_act = token.is(Classes::BASE) || token.tag.is_verb();
        let is_time = matches!(token.tag, Tag::Adverb | Tag::Joint | Tag::Not | Tag::Modal | Tag::Do);
        if !(is_act || is_time || (token.before == Mark::Comma && token.tag != Tag::Noun)) {
            return false;
        }
    }
    true
}

/// Says whether what is forbidden is only the force of it: "do not press hard".
fn has_manner(sentence: &Sentence, at: usize) -> bool {
    let manner = [
        "hard",
        "harder",
        "firmly",
        "deep",
        "deeply",
        "fast",
        "quickly",
        "forcefully",
        "strongly",
        "heavily",
        "vigorously",
        "roughly",
        "longer",
        "far",
    ];
    (at..at + 3).any(|next| sentence.is_one_of(next, &manner))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first letters of what a sentence advises: nothing, place, ask, gently, can.
    fn read(text: &str) -> String {
        let sentence = Sentence::read(text, &(0..text.len()));
        let letter = |advice: &Advice| match advice {
            Advice::Nothing(_) => 'n',
            Advice::NotThere(_) => 'p',
            Advice::AskFirst(_) => 'a',
            Advice::Gently(_) => 'g',
            Advice::GoAhead(_) => 'c',
        };
        let mut letters: Vec<char> = advice(&sentence).iter().map(letter).collect();
        letters.dedup();
        letters.into_iter().collect()
    }

    #[test]
    fn what_is_forbidden_is_told_from_where_and_how() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("Do not have massage.", "n"),
            ("Do not have massage until you have seen a doctor.", "n"),
            ("Do not have massage, on the belly or anywhere else.", "n"),
            ("Do not use heat or massage until you are well.", "n"),
            ("Never use a roller.", "n"),
            ("Do not use this technique at all.", "n"),
            ("Do not massage or stretch.", "n"),
            ("Never roll.", "n"),
            ("Leave it out.", "n"),
            ("Leave this technique out altogether.", "n"),
            ("Massage is not for you.", "n"),
            ("Avoid all massage.", "n"),
            ("Stop all massage.", "n"),
            ("No massage at all.", "n"),
            ("You must not use it.", "n"),
            ("You should never have a massage.", "n"),
            ("Do not press there.", "p"),
            ("Do not press on it.", "p"),
            ("Do not press, roll or heat that spot.", "p"),
            ("Leave that spot alone.", "p"),
            ("Keep off the belly.", "p"),
            ("Stay away from the pulse.", "p"),
            ("Do not massage the leg.", "p"),
            ("Do not massage, roll or heat it.", "p"),
            ("Do not press on it, and ask your doctor before you massage near it.", "pa"),
            ("The bone may be broken.", ""),
            ("Do not use heat there unless your doctor agrees.", "pa"),
            ("Ask your doctor first.", "a"),
            ("Ask your midwife or doctor first.", "a"),
            ("Ask your doctor before your leg is massaged.", "a"),
            ("Check with your surgeon before you press near it.", "a"),
            ("Go gently.", "g"),
            ("Use only a light touch.", "g"),
            ("Do not press hard.", "g"),
            ("You can still massage the other leg.", "c"),
            ("Massage elsewhere is safe.", "c"),
            ("See a doctor today.", ""),
            ("Ask a doctor to look at it.", ""),
            ("If you roll there, it may bleed.", ""),
            ("Some say that you should never roll.", ""),
            ("Pressure can make it worse.", ""),
        ] {
            let found = read(text);
            if found != expected {
                wrong.push(format!("{text}: `{found}` and not `{expected}`"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
