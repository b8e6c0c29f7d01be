//! Which effects of a reference speak on a claim, and what they say to it.
//!
//! An effect speaks on a claim where its outcome shares a word with the statement, or with the name, the other names or the measures of a
//! benefit or condition that the claim is about. Words for the body, for time and for how something is measured do not count: `hip` is in
//! too many of them. Where no effect speaks on the claim, nothing is known.

use super::prose::sentence::words;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Claim, ClaimType, Effect, Favours, Kind, Reference};

/// Words that say where, when or how, and not what.
const NO_OUTCOMES: &[&str] = &[
    "after",
    "ankle",
    "back",
    "before",
    "body",
    "change",
    "changes",
    "day",
    "days",
    "difference",
    "during",
    "first",
    "front",
    "from",
    "group",
    "groups",
    "hamstring",
    "hamstrings",
    "health",
    "help",
    "hips",
    "hour",
    "hours",
    "into",
    "joint",
    "joints",
    "knee",
    "last",
    "leg",
    "legs",
    "less",
    "level",
    "levels",
    "long",
    "massage",
    "mean",
    "minute",
    "minutes",
    "month",
    "months",
    "more",
    "muscle",
    "muscles",
    "neck",
    "outcome",
    "over",
    "people",
    "point",
    "points",
    "psoas",
    "quadriceps",
    "rate",
    "rates",
    "right",
    "risk",
    "roller",
    "rolling",
    "scale",
    "score",
    "scores",
    "session",
    "sessions",
    "short",
    "shoulder",
    "spine",
    "sport",
    "sports",
    "stretching",
    "term",
    "test",
    "tests",
    "that",
    "thigh",
    "this",
    "time",
    "total",
    "treatment",
    "upper",
    "week",
    "weeks",
    "when",
    "while",
    "with",
    "year",
    "years",
];

/// In a statement with one of these words it is not plain which side of a comparison it takes.
const COMPARISONS: &[&str] = &[
    "alike", "as", "better", "compared", "equal", "equally", "less", "more", "same", "similar", "than",
    "worse",
];

/// Words that turn a statement round.
const DENIALS: &[&str] = &[
    "cannot", "fail", "fails", "hardly", "little", "neither", "never", "no", "nor", "not", "nothing",
    "rarely", "unlikely", "without",
];

/// What the effects of a source say to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// All that speak on it help what the claim speaks for.
    AllFor,
    /// None that speaks on it does.
    NoneFor,
    /// Some do, some do not, or nobody says which side they help.
    Mixed,
}

/// Whether a claim plainly says that something helps: then it can be held against effects. Not where it denies, compares, or tells what is
/// done or what the body is.
pub(super) fn is_promise(claim: &Claim) -> bool {
    let is_of_use =
        matches!(claim.claim_type, ClaimType::Benefit | ClaimType::Prevention | ClaimType::Complementary);
    let unclear =
        |word: &str| COMPARISONS.contains(&word) || DENIALS.contains(&word) || word.ends_with("n't");
    is_of_use && !plain(&claim.statement).any(|word| unclear(&word))
}

/// The effects of a reference that speak on a claim and say which side they help.
pub(super) fn on<'r>(base: &KnowledgeBase, claim: &Claim, reference: &'r Reference) -> Vec<&'r Effect> {
    if reference.effects.is_empty() {
        return Vec::new();
    }
    let mut topics: Vec<String> = topics(&claim.statement).collect();
    for (kind, id) in claim.about.iter().filter_map(|path| path.split()) {
        if kind == Kind::Benefits
            && let Some(benefit) = base.benefits.any(id)
        {
            let texts = [&benefit.name].into_iter().chain(&benefit.aliases).chain(&benefit.measures);
            topics.extend(texts.flat_map(|text| self::topics(text)));
        }
        if kind == Kind::Conditions
            && let Some(condition) = base.conditions.any(id)
        {
            topics.extend(
                [&condition.name].into_iter().chain(&condition.aliases).flat_map(|text| self::topics(text)),
            );
        }
    }
    let deeds: Vec<String> = deeds(base, claim).collect();
    let is_of = |words: &[String], text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        self::plain(text).any(|word| words.iter().any(|known| is_same(known, &word)))
    };
    let speaks = |effect: &&Effect| {
        effect.favours.is_some()
            && self::topics(&effect.outcome).any(|word| topics.iter().any(|topic| is_same(topic, &word)))
            && (is_of(&deeds, &effect.intervention) || !is_of(&deeds, &effect.comparator))
    };
    let found: Vec<&Effect> = reference.effects.iter().filter(speaks).collect();
    // A review of several interventions speaks on the claim with those of its own.
    let own: Vec<&Effect> =
        found.iter().copied().filter(|effect| is_of(&deeds, &effect.intervention)).collect();
    if own.is_empty() { found } else { own }
}

/// The words for what a claim says is done.
fn deeds<'a>(base: &'a KnowledgeBase, claim: &'a Claim) -> impl Iterator<Item = String> + 'a {
    let name = |(kind, id): (Kind, &'a str)| match kind {
        Kind::Techniques => base.techniques.any(id).map(|technique| technique.name.as_str()),
        Kind::Practices => base.practices.any(id).map(|practice| practice.name.as_str()),
        Kind::Tools => base.tools.any(id).map(|tool| tool.name.as_str()),
        _ => None,
    };
    claim
        .about
        .iter()
        .filter_map(|path| path.split())
        .filter_map(name)
        .flat_map(plain)
        .filter(|word| word.len() > 3)
}

/// What these effects say to a claim that is a promise; nothing where there are none.
pub(super) fn say(effects: &[&Effect]) -> Option<Says> {
    let helps = effects.iter().filter(|effect| effect.favours == Some(Favours::Intervention)).count();
    match (helps, effects.len()) {
        (_, 0) => None,
        (0, _) => Some(Says::NoneFor),
        (helps, all) if helps == all => Some(Says::AllFor),
        _ => Some(Says::Mixed),
    }
}

fn plain(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).filter_map(|word| text.get(word)).map(|word| word.to_lowercase().replace('’', "'"))
}

/// The words of a text that may name an outcome.
fn topics(text: &str) -> impl Iterator<Item = String> + '_ {
    plain(text).filter(|word| word.len() > 3 && !NO_OUTCOMES.contains(&word.as_str()))
}

/// Whether two words are forms of one: `sore` and `soreness`, `flexible` and `flexibility`.
fn is_same(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shorter = one.chars().count().min(other.chars().count());
    (common >= 4 && common == shorter) || (common >= 5 && common + 2 >= shorter)
}

#[cfg(test)]
mod tests {
    use super::{is_same, topics};

    #[test]
    fn forms_of_a_word_are_the_same() {
        for (one, other) in [("sore", "soreness"), ("flexible", "flexibility"), ("injury", "injuries")] {
            assert!(is_same(one, other) && is_same(other, one), "{one} {other}");
        }
        for (one, other) in [("stress", "strength"), ("balance", "ball"), ("mobility", "mood")] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn places_and_times_name_no_outcome() {
        let named = |text: &str| topics(text).collect::<Vec<_>>();
        assert_eq!(named("hip pain after 12 weeks"), ["pain"]);
        assert_eq!(named("range of motion of the knee"), ["range", "motion"]);
        assert_eq!(named("score after massage"), [""; 0]);
    }
}
