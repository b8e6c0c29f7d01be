//! What a sentence tells to do to a place of the body: to press it, to heat it, to keep off it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::prose::lexicon::Classes;
use crate::lint::prose::parse::Kind;
use crate::lint::prose::pattern::Patterns;
use crate::lint::prose::reading::Sentence;
use crate::lint::prose::token::{Mark, Tag};

/// Something to be done, or not to be done, to what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Handling {
    /// The words that say what is done.
    pub(in crate::lint) act: Range<usize>,
    /// The words that say to what.
    pub(in crate::lint) object: Range<usize>,
    /// Whether it must not be done.
    pub(in crate::lint) is_forbidden: bool,
    /// Whether the ban holds at some times only, or is about how it is done: "do not press hard on the thigh".
    pub(in crate::lint) is_partial: bool,
}

/// What hurts a place that should be left alone.
static ACTS: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([
        "v<press>",
        "v<rub>",
        "v<knead>",
        "v<massage>",
        "v<roll>",
        "v<push>",
        "v<dig>",
        "v<squeeze>",
        "v<stroke>",
        "v<pound>",
        "v<tap>",
        "v<heat>",
        "v<warm>",
        "v<lean>",
        "v<poke>",
        "v<jab>",
        "v<pinch>",
        "v<grind>",
        "v<drum>",
        "v<hammer>",
        "v<pummel>",
        "v<compress>",
        "v<stretch>",
        "v<prod>",
        "v<treat>",
        "<work> *3 {on,into,over,across}",
        "{<sink>,<drop>} *3 {into,onto,on}",
        "<let> *3 {sink,rest,lie,press,drop} {into,onto,on}",
        "<give> *4 {rub,massage,squeeze,press,push,knead}",
        "{<apply>,<use>,<put>,<give>,<exert>,<add>,<keep>} *4 {pressure,force,weight,heat,pack}",
        "{<place>,<put>,<rest>,<set>,<hold>,<aim>,<move>,<use>,<keep>,<run>} *3 {roller,ball,gun,pack,bottle,elbow,knuckles,thumb,thumbs,heel,weight} *2 {on,over,into,onto,against,at,across,to}",
        "{<lie>,<sit>,<kneel>} {down}? {on,onto}",
        "{firm,hard,deep,strong,gentle,light,steady}? pressure {on,to,over,into}",
    ])
});

/// Words of keeping off. What stands behind them is left alone.
static KEEPING_OFF: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([
        "{<keep>,<stay>,<steer>} {well,right}? {off,away,clear} {from,of}?",
        "{<keep>,<leave>} *3 {off,away} {from}?",
        "<avoid> {pressing,rubbing,rolling,massaging,touching,heating}? {on,over,into}?",
        "{<leave>} {out}?",
        "off",
        "{away,clear} {from,of}",
    ])
});

/// Words between an act and a place that keep the one from the other: "press a hand's width below the groin crease".
const APART: &[&str] = &[
    "off", "away", "below", "above", "beside", "outside", "clear", "short", "avoid", "avoiding", "except",
    "without", "not", "never", "no", "from", "until", "before", "than", "but", "instead", "rather",
    "between", "past", "toward", "towards", "outward", "leaving", "near", "nearby", "around",
];

/// Words that make a ban one of some times or of some force.
const PARTLY: &[&str] = &[
    "yet", "now", "first", "still", "hard", "harder", "firmly", "deep", "deeply", "fast", "quickly", "much",
    "too", "long", "longer", "more", "with", "today", "again", "straight", "for", "both",
];

/// What a sentence tells to do to places, and what it tells to leave alone.
pub(in crate::lint) fn handlings(sentence: &Sentence) -> Vec<Handling> {
    let mut found = Vec::new();
    if sentence.asks {
        return found;
    }
    for hit in ACTS.find(sentence) {
        if let Some(is_forbidden) = is_told(sentence, hit.words.start) {
            // "Give the pulse a rub": what is handled stands between.
            let gives = sentence.is_one_of(hit.words.start, &["give", "giving"]);
            let start = if gives { hit.words.start + 1 } else { hit.words.end };
            let object = start..object_end(sentence, start).max(hit.words.end);
            let is_partial = is_partial(sentence, &object, PARTLY);
            found.push(Handling { act: hit.words, object, is_forbidden, is_partial });
        }
    }
    for hit in KEEPING_OFF.find(sentence) {
        let scope = sentence.scope(&hit.words);
        if scope.is_denied || scope.is_supposed || scope.describes {
            continue;
        }
        let object = hit.words.end..object_end(sentence, hit.words.end);
        let is_leave = sentence.is_one_of(hit.words.start, &["leave", "leaves"]);
        let alone = sentence.is_one_of(object.end.saturating_sub(1), &["alone", "out"]);
        if is_leave && !alone && !sentence.is_word(hit.words.end - 1, "out") {
            continue;
        }
        let is_partial = is_partial(sentence, &object, &["yet", "now", "first", "today", "again"]);
        found.push(Handling { act: hit.words, object, is_forbidden: true, is_partial });
    }
    found
}

impl Handling {
    /// Says whether it reaches the words at `place`: they belong to what it is done to, and no word between keeps the one from the other.
    pub(in crate::lint) fn reaches(&self, sentence: &Sentence, place: &Range<usize>) -> bool {
        let is_inside = self.object.start <= place.start && place.end <= self.object.end;
        let between = self.object.start..place.start;
        is_inside && !between.clone().any(|at| sentence.is_one_of(at, APART) || leads_to(sentence, at))
    }
}

/// "Roll up to the groin crease", "stroke as far as the knee": the way ends there.
fn leads_to(sentence: &Sentence, at: usize) -> bool {
    let before = |words: &[&str]| at.checked_sub(1).is_some_and(|last| sentence.is_one_of(last, words));
    (sentence.is_word(at, "to") && before(&["up", "down", "back", "close", "next"]))
        || (sentence.is_word(at, "as") && before(&["far"]))
}

/// Whether a verb tells its reader to do something (`Some(false)`) or not to do it (`Some(true)`); nothing where it only speaks of it.
fn is_told(sentence: &Sentence, verb: usize) -> Option<bool> {
    let token = sentence.tokens.get(verb)?;
    let clause = sentence.clause(token.clause)?;
    let scope = sentence.scope(&(verb..verb + 1));
    if token.is_quoted || scope.is_supposed || scope.is_asked || scope.is_reported || scope.describes {
        return None;
    }
    let before = || {
        (0..verb)
            .rev()
            .take_while(|at| sentence.tokens.get(*at).is_some_and(|own| own.clause == token.clause))
    };
    let avoided = before().any(|at| {
        sentence.is_one_of(at, &["avoid", "instead", "refrain", "stop", "against"])
            || (sentence.is_one_of(at, &["off", "from"]) && at + 1 == verb)
    });
    let is_forbidden = scope.is_denied != avoided;
    let is_order = scope.is_ordered || clause.is_order;
    let by_modal = before().any(|at| {
        sentence.tokens.get(at).is_some_and(|own| own.tag == Tag::Modal)
            && !sentence.is_one_of(at, &["may", "might", "could", "would"])
    });
    let you = before().any(|at| sentence.is_word(at, "you"));
    let is_noun = !token.tag.is_verb();
    let speaks = clause.finite.is_some_and(|finite| finite != verb) && !by_modal && !is_order && !you;
    // "Pressing on it can harm you", "pressure there may bruise" tell what comes of it.
    if (is_noun || token.tag == Tag::Verb) && speaks {
        return None;
    }
    if clause.kind == Kind::Main || scope.is_ordered { Some(is_forbidden) } else { None }
}

/// Where the words end that belong to what stands before `start`: at a mark, at a clause, and at the next thing to do.
fn object_end(sentence: &Sentence, start: usize) -> usize {
    let tokens = &sentence.tokens;
    let mut at = start;
    while let Some(token) = tokens.get(at) {
        let last = at.checked_sub(1).and_then(|last| tokens.get(last));
        let is_first = at == start;
        let joined = token.before == Mark::Comma || last.is_some_and(|last| last.tag == Tag::Joint);
        let is_order = joined && token.tag.is_verb() && token.is(Classes::BASE) && !token.is(Classes::NOUN);
        if (!is_first && token.before.parts_phrases())
            || token.tag == Tag::Opener
            || (is_order && !is_first && ACTS.find(sentence).iter().all(|act| act.words.start != at))
        {
            break;
        }
        at += 1;
    }
    at
}

fn is_partial(sentence: &Sentence, object: &Range<usize>, partly: &[&str]) -> bool {
    object.clone().any(|at| sentence.is_one_of(at, partly))
        || sentence.clauses.iter().any(|clause| clause.kind == Kind::Condition && clause.start > 0)
        || sentence.clauses.first().is_some_and(|clause| clause.kind == Kind::Condition)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a sentence tells to handle the words in brackets: `+`, or to leave them alone: `-`.
    fn read(marked: &str) -> String {
        let text = marked.replace(['[', ']'], "");
        let sentence = Sentence::read(&text, &(0..text.len()));
        let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let place = sentence.words_at(&(start..end));
        let mut signs: Vec<&str> = handlings(&sentence)
            .iter()
            .filter(|handling| {
                if handling.is_forbidden {
                    handling.object.contains(&place.start)
                } else {
                    handling.reaches(&sentence, &place)
                }
            })
            .map(|handling| if handling.is_forbidden { "-" } else { "+" })
            .collect();
        signs.dedup();
        signs.concat()
    }

    #[test]
    fn places_to_handle_are_told_from_places_to_leave_alone() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("Press the groin [pulse] firmly.", "+"),
            ("Rub over the [varicose veins] for a minute.", "+"),
            ("Slowly roll across the [pulse].", "+"),
            ("You can press on the [pulse].", "+"),
            ("You should massage the [nerve].", "+"),
            ("Keep pressing on the [pulse].", "+"),
            ("Apply firm pressure to the [pulse].", "+"),
            ("Put the ball on the [pulse].", "+"),
            ("Ask them to press on the [pulse].", "+"),
            ("Lie on the [hernia].", "+"),
            ("Work your thumb into the [pulse].", "+"),
            ("Sink your fingers into your [belly].", "+"),
            ("Give the [pulse] a good rub.", "+"),
            ("Without pressing on the [pulse], slide outward.", "-"),
            ("Press, rub and knead the [hernia].", "+"),
            ("Do not press on the [pulse].", "-"),
            ("Never rub the [pulse].", "-"),
            ("Keep off the [pulse].", "-"),
            ("Stay well away from the [pulse].", "-"),
            ("Avoid pressing on the [pulse].", "-"),
            ("Leave the [pulse] alone.", "-"),
            ("Ask them to keep off the [pulse].", "-"),
            ("You must not press on the [pulse].", "-"),
            ("Press a hand's width below the [pulse].", ""),
            ("Press the thigh and stay off the [pulse].", "-"),
            ("Feel for the [pulse].", ""),
            ("Stop if the roller is on a [pulse].", ""),
            ("Press until you feel a [pulse].", ""),
            ("Pressing on the [pulse] can harm you.", ""),
            ("Move outward, away from any [pulse].", "-"),
            ("If you press on the [pulse], stop.", ""),
            ("Roll up to the [groin crease] and back.", ""),
            ("Press anywhere but the [pulse].", ""),
        ] {
            let found = read(text);
            if found != expected {
                wrong.push(format!("{text}: `{found}` and not `{expected}`"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
