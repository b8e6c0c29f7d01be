//! A step that tells to press, rub, heat or stretch what a warning says to leave alone.

use std::ops::Range;

use super::super::prose::reading::Sentence;
use super::super::prose::text::{Page, Passage, Voice, each_page};
use super::super::prose::token::{Mark, Tag};
use super::super::safety::{Handling, dangers, handlings};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Strength};

pub(super) static RULE: Rule = Rule {
    name: "instruction-against-warning",
    group: Group::Safety,
    level: Level::Error,
    summary: "a step that tells to press, rub, heat or stretch what a contraindication or the same text says to leave alone",
    why: "a reader does what the step says, and the warning stands somewhere else",
    standard: None,
    bad: Example(
        "
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
  - Move your hips forward until you feel a mild stretch.
  - Press on the bony point at the front of the hip. # <-- here
  - Keep off the bony point.
dose:
  duration:
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
",
    ),
    good: Example(
        "
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
  - Move your hips forward until you feel a mild stretch.
  - Press a little beside the bony point at the front of the hip.
  - Keep off the bony point.
dose:
  duration:
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
",
    ),
    check,
};

/// Words that name no place by themselves.
const GENERAL: &[&str] = &[
    "spot",
    "place",
    "area",
    "point",
    "part",
    "side",
    "hand",
    "width",
    "leg",
    "body",
    "weight",
    "floor",
    "massage",
    "pressure",
    "ball",
    "roller",
    "mat",
    "pack",
    "gun",
    "way",
    "time",
    "other",
    "one",
    "this",
    "that",
    "anything",
    "everything",
    "pain",
    "stretch",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    // What a warning about one place says to leave alone, everybody must; the others speak of some people alone.
    let everywhere: Vec<(String, Vec<Vec<String>>)> = base
        .contraindications
        .iter()
        .filter(|warning| warning.strength == Strength::AvoidSpot)
        .map(|warning| {
            (warning.id.to_string(), left_alone(&warning.summary, &Sentence::read_all(&warning.summary)))
        })
        .collect();
    each_page(context, findings, |page, findings| {
        if !matches!(page.kind, Kind::Techniques | Kind::Guides | Kind::Tools) {
            return;
        }
        let shown = base.contraindications_of(page.kind, page.id);
        let ids: Vec<&str> = shown.map(|warning| warning.id.as_str()).collect();
        let mut alone: Vec<(&str, &Vec<String>)> = everywhere
            .iter()
            .filter(|(id, _)| ids.contains(&id.as_str()))
            .flat_map(|(id, places)| places.iter().map(move |place| (id.as_str(), place)))
            .collect();
        let own: Vec<Vec<String>> =
            told(page).flat_map(|passage| left_alone(passage.text, passage.sentences())).collect();
        alone.extend(own.iter().map(|place| ("", place)));
        let mut before: Option<&Sentence> = None;
        for passage in told(page) {
            for sentence in passage.sentences() {
                look(page, passage, sentence, before, &alone, findings);
                before = Some(sentence);
            }
        }
    });
}

/// What tells what to do: steps, and what stands about pressure and stopping.
fn told<'p, 'a>(page: &'p Page<'a>) -> impl Iterator<Item = &'p Passage<'a>> {
    let is_told = |passage: &&Passage<'_>| {
        matches!(passage.voice, Voice::Step | Voice::Warning)
            || (passage.voice == Voice::Phrase && passage.pointer().starts_with("/dose/"))
    };
    page.passages.iter().filter(is_told)
}

fn look(
    page: &Page<'_>,
    passage: &Passage<'_>,
    sentence: &Sentence,
    before: Option<&Sentence>,
    alone: &[(&str, &Vec<String>)],
    findings: &mut Findings,
) {
    let handlings = handlings(sentence);
    let asked = || handlings.iter().filter(|handling| !handling.is_forbidden);
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let here = dangers(sentence);
    for (danger, words) in here.iter().filter(|(danger, _)| danger.is_place) {
        let act = asked().find(|handling| {
            handling.reaches(sentence, words)
                || is_where(sentence, handling, words)
                || (words.end <= handling.act.start
                    && points_back(sentence, handling)
                    && is_looked_for(sentence, words))
        });
        found.extend(act.map(|act| {
            (act.act.start..words.end.max(act.act.end), format!("{}, a place to leave alone", danger.name))
        }));
    }
    // "Find the pulse. Press there firmly."
    if let Some(before) = before
        && here.is_empty()
        && let Some(act) =
            asked().find(|handling| !names_nothing(sentence, handling) && points_back(sentence, handling))
    {
        let last = dangers(before)
            .into_iter()
            .rfind(|(danger, words)| danger.is_place && is_looked_for(before, words));
        found.extend(last.map(|(danger, _)| {
            (
                act.act.start..act.object.end.min(act.act.end + 2),
                format!("{}, a place to leave alone", danger.name),
            )
        }));
    }
    if found.is_empty() {
        for handling in asked() {
            let hit = alone
                .iter()
                .find_map(|(by, place)| Some((by, place, find(passage.text, sentence, handling, place)?)));
            if let Some((by, place, words)) = hit {
                let who = if by.is_empty() {
                    "this record".to_owned()
                } else {
                    format!("`contraindications/{by}`")
                };
                found.push((
                    handling.act.start..words.end,
                    format!("`{}`, which {who} says to leave alone", place.join(" ")),
                ));
            }
        }
    }
    for (words, what) in found {
        let bytes = sentence.bytes(&(words.start..words.end));
        let written = passage.text.get(bytes.clone()).unwrap_or_default();
        findings.report(
            Finding::new(page.file, passage.words(bytes), format!("`{written}` handles {what}"))
                .label("done by a reader as it stands")
                .help(
                    "say what to press instead, and how far to stay away; or fix the warning if it is wrong",
                ),
        );
    }
}

/// Says whether what is handled is named by a word that points back: "press there", "press on it".
fn points_back(sentence: &Sentence, handling: &Handling) -> bool {
    let first = handling.object.clone().find(|at| {
        sentence.tokens.get(*at).is_some_and(|token| !matches!(token.tag, Tag::Preposition | Tag::Adverb))
            || sentence.is_one_of(*at, &["there", "here"])
    });
    // "Find the pulse and push down hard."
    if names_nothing(sentence, handling) {
        return true;
    }
    let Some(first) = first else { return false };
    let named = sentence.is_one_of(first, &["that", "this"])
        && sentence.is_one_of(first + 1, &["spot", "place", "point", "beat", "area"]);
    sentence.is_one_of(first, &["it", "them", "there", "here"]) || named
}

/// Says whether nothing stands behind what is done but how it is done.
fn names_nothing(sentence: &Sentence, handling: &Handling) -> bool {
    handling.object.clone().all(|at| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.tag, Tag::Adverb | Tag::Adjective | Tag::Preposition))
    })
}

/// "Press where you feel the pulse."
fn is_where(sentence: &Sentence, handling: &Handling, place: &Range<usize>) -> bool {
    let start = handling.object.end;
    let feels = |at: usize| sentence.is_one_of(at, &["feel", "find", "notice"]);
    sentence.is_word(start, "where")
        && (start..start + 7).contains(&place.start)
        && (start..place.start).any(feels)
        && !(start..place.start).any(|at| sentence.is_one_of(at, &["no", "not", "never", "cannot"]))
}

/// Says whether a sentence tells to look for a place: "find the pulse".
fn is_looked_for(sentence: &Sentence, place: &Range<usize>) -> bool {
    let verbs = ["find", "feel", "locate", "search", "look", "seek", "touch"];
    let from = place.start.saturating_sub(4);
    (from..place.start).any(|at| sentence.is_one_of(at, &verbs) && !sentence.scope(&(at..at + 1)).is_denied)
}

/// The places that a text says to leave alone, each as its words.
fn left_alone(text: &str, sentences: &[Sentence]) -> Vec<Vec<String>> {
    let mut places = Vec::new();
    for sentence in sentences {
        for handling in handlings(sentence) {
            if handling.is_forbidden && !handling.is_partial {
                places.extend(named(text, sentence, &handling.object));
            }
        }
    }
    places.retain(|words| !words.iter().all(|word| GENERAL.contains(&word.as_str())));
    places.sort();
    places.dedup();
    places
}

/// The things that stand first in `object` and behind each `and` and `or` in it: "the belly or the knee".
fn named(text: &str, sentence: &Sentence, object: &Range<usize>) -> Vec<Vec<String>> {
    let (mut things, mut thing, mut is_open) = (Vec::new(), Vec::new(), true);
    for at in object.clone() {
        let Some(token) = sentence.tokens.get(at) else { break };
        let joins = token.tag == Tag::Joint || token.before == Mark::Comma;
        if joins {
            things.push(std::mem::take(&mut thing));
            is_open = true;
        }
        match token.tag {
            Tag::Noun | Tag::Adjective if is_open => {
                thing.push(plain(text.get(token.range()).unwrap_or_default()))
            }
            Tag::Determiner | Tag::Joint => {}
            Tag::Preposition if thing.is_empty() => {}
            _ => is_open = false,
        }
    }
    things.push(thing);
    things.retain(|thing| !thing.is_empty());
    things
}

/// A word without its capital and the `s` of its plural.
fn plain(word: &str) -> String {
    let word = word.to_lowercase();
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    word.strip_suffix('s').map_or(word.clone(), str::to_owned)
}

/// The words of a place in what is handled.
fn find(text: &str, sentence: &Sentence, handling: &Handling, place: &[String]) -> Option<Range<usize>> {
    let words: Vec<(usize, String)> = handling
        .object
        .clone()
        .filter_map(|at| Some((at, plain(text.get(sentence.tokens.get(at)?.range())?))))
        .collect();
    let hit = words.windows(place.len()).find(|window| window.iter().map(|(_, word)| word).eq(place))?;
    let range = hit.first()?.0..hit.last()?.0 + 1;
    handling.reaches(sentence, &range).then_some(range)
}
