//! Outcomes of care in a sentence, and two of them joined into one promise.

use std::ops::Range;
use std::sync::LazyLock;

use super::pattern::Patterns;
use super::reading::Sentence;
use super::token::{Mark, Tag};

/// The starts of words that name an outcome, by the outcome.
const OUTCOMES: &[(&str, &[&str])] = &[
    (
        "pain",
        &[
            "pain",
            "sore",
            "ache",
            "aching",
            "discomfort",
            "relief",
            "comfort",
            "headache",
            "backache",
            "tender",
        ],
    ),
    ("tension", &["tension", "tight", "stiff", "spasm", "cramp", "knot", "looseness", "loose"]),
    ("flexibility", &["flexib", "supple", "stretchi"]),
    (
        "mobility",
        &["mobil", "motion", "movement", "moving", "stride", "reach", "extension", "gait", "walking"],
    ),
    ("strength", &["strength", "strong", "power", "endurance", "stamina"]),
    ("balance", &["balance", "coordination", "steadi", "falls"]),
    ("posture", &["posture", "upright"]),
    ("stability", &["stabil", "stable"]),
    ("calm", &["stress", "anxi", "calm", "relax", "worry", "worri", "nerves", "cortisol"]),
    ("mood", &["mood", "depress", "happi", "wellbeing", "well-being", "wellness", "mind", "spirits"]),
    ("sleep", &["sleep", "asleep", "insomnia"]),
    ("circulation", &["circulation", "flow", "blood", "pulse", "heart"]),
    ("swelling", &["swelling", "inflam", "oedema", "edema", "bruis"]),
    ("recovery", &["recover"]),
    ("performance", &["perform", "speed", "sprint", "jump", "faster"]),
    ("health", &["health", "immun", "energy", "fatigue", "tired", "digest", "weight", "breath"]),
    ("injury", &["injur", "strain", "sprain", "tears"]),
    ("healing", &["healing", "heals", "heal", "repair"]),
    ("focus", &["focus", "concentrat", "memory", "alert"]),
];

/// Words with the start of an outcome that name none: a balanced diet promises no balance.
const OTHERS: &[&str] = &["balanced", "strainer"];

/// Words after which a sentence says what comes of something: before them stands what is done.
const VERBS: &[&str] = &[
    "may",
    "might",
    "can",
    "could",
    "will",
    "likely",
    "said",
    "help",
    "helps",
    "improve",
    "improves",
    "raise",
    "raises",
    "ease",
    "eases",
    "lower",
    "lowers",
    "reduce",
    "reduces",
    "relieve",
    "relieves",
    "bring",
    "brings",
    "keep",
    "keeps",
    "support",
    "supports",
    "boost",
    "boosts",
    "increase",
    "increases",
    "promote",
    "promotes",
    "matter",
    "matters",
];

/// What stands before these words is not joined to what stands behind them.
const BREAKS: &[&str] = &[
    "after", "although", "are", "because", "before", "but", "by", "do", "does", "during", "for", "if", "in",
    "is", "no", "nor", "not", "or", "than", "that", "though", "when", "where", "which", "while", "who",
    "with", "without",
];

/// Behind these words stands who is treated or when, and not what comes of it.
pub(super) const SETTINGS: &[&str] =
    &["after", "before", "between", "despite", "during", "if", "when", "who", "whose", "with", "without"];

/// In front of these words an outcome only says which: `strength and balance training`.
const THINGS: &[&str] = &[
    "adults",
    "people",
    "patients",
    "runners",
    "workers",
    "women",
    "men",
    "students",
    "nurses",
    "athletes",
    "class",
    "classes",
    "clinic",
    "exercise",
    "exercises",
    "massage",
    "medicine",
    "muscle",
    "muscles",
    "program",
    "programme",
    "score",
    "scores",
    "test",
    "tests",
    "therapy",
    "training",
    "work",
];

pub(super) struct Word<'t> {
    text: &'t str,
    pub(super) range: Range<usize>,
    /// Whether a sign other than a space or a comma stands before it.
    is_cut_off: bool,
}

impl Word<'_> {
    pub(super) fn is_one_of(&self, list: &[&str]) -> bool {
        list.iter().any(|known| self.text.eq_ignore_ascii_case(known))
    }

    pub(super) fn outcome(&self) -> Option<&'static str> {
        let starts =
            |start: &&str| self.text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        if self.is_one_of(OTHERS) {
            return None;
        }
        OUTCOMES.iter().find(|(_, words)| words.iter().any(starts)).map(|(outcome, _)| *outcome)
    }
}

pub(super) fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '\'' | '’');
    let mut rest = 0;
    while let Some(start) = sentence.get(rest..).and_then(|text| text.find(is_part)).map(|at| rest + at) {
        let tail = sentence.get(start..).unwrap_or_default();
        let end = start + tail.find(|letter| !is_part(letter)).unwrap_or(tail.len());
        let gap = sentence.get(rest..start).unwrap_or_default();
        let text = sentence.get(start..end).unwrap_or_default();
        words.push(Word {
            text,
            range: start..end,
            is_cut_off: !gap.chars().all(|sign| matches!(sign, ' ' | ',')),
        });
        rest = end;
    }
    words
}

/// Two different outcomes that a sentence joins by `and` or `as well as`: the bytes from the first to the second.
pub(in crate::lint) fn joined_outcomes(sentence: &str) -> Option<Range<usize>> {
    let words = words(sentence);
    let start = words.iter().position(|word| word.is_one_of(VERBS))? + 1;
    (start..words.len()).find_map(|at| {
        let length = joint_at(&words, at)?;
        let (before, after) = (words.get(start..at)?, words.get(at + length..)?);
        if words.get(at)?.is_cut_off || after.first()?.is_cut_off {
            return None;
        }
        let first = last_outcome(before)?;
        let second = first_outcome(after)?;
        (first.outcome() != second.outcome()).then_some(first.range.start..second.range.end)
    })
}

/// Verbs for what is said to come about.
pub(super) static EFFECTS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(["@effect"]));

/// Two verbs for what comes about, joined in one sentence: the words from the first to the second with its object. Not where both speak of
/// one outcome.
pub(in crate::lint) fn joined_effects(text: &str, sentence: &Sentence) -> Option<Range<usize>> {
    let effects: Vec<usize> = EFFECTS.find(sentence).into_iter().map(|found| found.words.start).collect();
    effects.windows(2).find_map(|pair| {
        let [first, second] = *pair else { return None };
        let object = |verb: usize| {
            let bytes = sentence.bytes(&(verb..(verb + 4).min(sentence.tokens.len())));
            words(text.get(bytes).unwrap_or_default()).iter().find_map(Word::outcome)
        };
        let end = (second + 1..sentence.tokens.len())
            .find(|at| sentence.is_noun(*at))
            .map_or(second + 1, |noun| noun + 1);
        let one_outcome = object(first).is_some() && object(first) == object(second);
        (is_joined(sentence, second) && !one_outcome).then(|| sentence.bytes(&(first..end)))
    })
}

/// Says whether a joint stands before a verb, `may` and adverbs left out: `and may improve`, `but also loosen`, `while making`.
fn is_joined(sentence: &Sentence, verb: usize) -> bool {
    let passed = |at: &usize| {
        sentence.tokens.get(*at).is_some_and(|token| {
            matches!(token.tag, Tag::Adverb | Tag::Modal | Tag::To | Tag::Not | Tag::Pronoun)
        })
    };
    let joins = |at: usize| {
        sentence.is_one_of(at, &["and", "plus", "while", "whereas", "but", "besides"])
            || (sentence.is_word(at, "as") && sentence.is_word(at.saturating_sub(1), "well"))
    };
    let Some(last) = (0..verb).rev().find(|at| !passed(at)) else { return false };
    // "…; it may also ease cramps", "…, whereas cold may dull its pain".
    let opens = (verb.saturating_sub(3)..=verb)
        .any(|at| at > 0 && sentence.tokens.get(at).is_some_and(|token| token.before == Mark::Strong));
    let own_clause =
        (verb.saturating_sub(4)..verb).any(|at| sentence.is_one_of(at, &["whereas", "while"]) && at > 0);
    // "… and, in runners, prevent strains."
    let aside = sentence.tokens.get(verb).is_some_and(|token| token.before == Mark::Comma)
        && (verb.saturating_sub(5)..verb).any(|at| {
            joins(at) && sentence.tokens.get(at + 1).is_some_and(|next| next.before == Mark::Comma)
        });
    joins(last) || opens || own_clause || aside
}

fn joint_at(words: &[Word<'_>], at: usize) -> Option<usize> {
    let is = |offset: usize, text: &str| {
        words.get(at + offset).is_some_and(|word| word.text.eq_ignore_ascii_case(text))
    };
    if is(0, "and") {
        return Some(1);
    }
    if is(0, "plus") {
        return Some(1);
    }
    if (is(0, "along") || is(0, "together")) && is(1, "with") || is(0, "but") && is(1, "also") {
        return Some(2);
    }
    let as_well = is(0, "as") && is(1, "well") && is(2, "as");
    (as_well || (is(0, "in") && is(1, "addition") && is(2, "to"))).then_some(3)
}

fn last_outcome<'w, 't>(before: &'w [Word<'t>]) -> Option<&'w Word<'t>> {
    for (index, word) in before.iter().enumerate().rev().take(4) {
        if word.outcome().is_some() {
            let leads: Vec<&Word<'_>> = before.get(..index)?.iter().rev().take(3).collect();
            // In "helps with balance" the balance is what is hoped for.
            let is_setting = match leads.iter().take(2).position(|word| word.is_one_of(SETTINGS)) {
                Some(at) => !leads.get(at + 1).is_some_and(|word| word.is_one_of(&["help", "helps"])),
                None => word.is_cut_off,
            };
            return (!is_setting).then_some(word);
        }
        if word.is_cut_off || word.is_one_of(&["but", "not", "than", "or", "because"]) {
            return None;
        }
    }
    None
}

fn first_outcome<'w, 't>(after: &'w [Word<'t>]) -> Option<&'w Word<'t>> {
    for (index, word) in after.iter().enumerate().take(4) {
        // "With stress as well as with sleep."
        if index == 0 && word.is_one_of(&["with", "for"]) {
            continue;
        }
        if word.is_one_of(BREAKS) || (index > 0 && word.is_cut_off) {
            return None;
        }
        if word.outcome().is_some() {
            let says_which = after.get(index + 1).is_some_and(|next| next.is_one_of(THINGS));
            return (!says_which).then_some(word);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::joined_outcomes;

    const JOINED: &[(&str, &str)] = &[
        (
            "Foam rolling may ease soreness and raise flexibility for a while.",
            "soreness and raise flexibility",
        ),
        ("Massage may lower stress as well as pain.", "stress as well as pain"),
        ("Sports massage may lower pain and improve mobility.", "pain and improve mobility"),
        ("The hip flexors may help with balance and moving about.", "balance and moving"),
        ("A whole approach is said to keep the muscles strong and flexible.", "strong and flexible"),
        ("Massage may bring relief and mobility.", "relief and mobility"),
        ("An active approach is said to bring better movement and health.", "movement and health"),
        (
            "Strong hip flexors are said to matter for posture and core stability.",
            "posture and core stability",
        ),
        (
            "Rolling may relieve pain in the hip, and may improve sleep.",
            "pain in the hip, and may improve sleep",
        ),
        ("Massage improves circulation and speeds recovery.", "circulation and speeds"),
        ("Stretching may protect from injury and stiffness.", "injury and stiffness"),
        ("Heat may ease muscle tension and joint pain.", "tension and joint pain"),
        ("MASSAGE MAY EASE PAIN AND STRESS.", "PAIN AND STRESS"),
        ("More blood in the muscle may speed healing and lower swelling.", "healing and lower swelling"),
        ("A weekly massage may keep off strain and hasten recovery.", "strain and hasten recovery"),
    ];

    const NOT_JOINED: &[&str] = &[
        "Foam rolling may ease soreness or raise flexibility for a short time.",
        "Massage may help people feel calm and less anxious.",
        "Strength and balance training may raise flexibility.",
        "It is uncertain whether strength and balance training raises flexibility.",
        "Rolling before and after sport may raise flexibility.",
        "Massage may improve flexibility in people with pain and stiffness.",
        "Rolling may raise flexibility for a short time, and stops working after some minutes.",
        "Massage may ease pain in the hips and the lower back.",
        "Rolling may ease pain, but not stiffness.",
        "Sports massage may lower pain more than rest and sleep do.",
        "The link between stress and pain is uncertain.",
        "Massage may ease pain (stress and sleep were not measured).",
        "Pressing gently and slowly may ease tension.",
        "Rolling may ease pain by lowering tension and no more.",
        "Massage may ease aches and pain.",
        "Massage may speed recovery after pain and injury.",
        "Eat a balanced diet, drink enough, and get some sleep.",
        "Warming up may lower the risk of strains and injuries.",
    ];

    #[test]
    fn joined_outcomes_are_found() {
        for (sentence, joined) in JOINED {
            assert_eq!(joined_outcomes(sentence).map(|range| &sentence[range]), Some(*joined), "{sentence}");
        }
    }

    #[test]
    fn near_misses_are_passed_over() {
        for sentence in NOT_JOINED {
            assert_eq!(joined_outcomes(sentence).map(|range| &sentence[range]), None, "{sentence}");
        }
    }
}
