//! How soon a text tells its reader to get help.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::prose::lexicon::Classes;
use crate::lint::prose::parse::Kind;
use crate::lint::prose::pattern::Patterns;
use crate::lint::prose::phrases::Phrases;
use crate::lint::prose::reading::Sentence;
use crate::lint::prose::scope::Scope;
use crate::model::Urgency;

/// A call for help in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Help {
    /// The words that say to whom to go, and how soon.
    pub(in crate::lint) words: Range<usize>,
    /// The slowest that the words can mean.
    pub(in crate::lint) least: Urgency,
    /// The most urgent that they can mean.
    pub(in crate::lint) most: Urgency,
    /// Whether it holds in some cases only: "if you faint, call an ambulance".
    pub(in crate::lint) is_conditional: bool,
}

static HELPERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("help.tsv")));
static HOW_SOON: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("how_soon.tsv")));

/// Verbs of getting help.
static SEEKING: LazyLock<Patterns> = LazyLock::new(|| {
    Patterns::new([
        "{v<see>,v<visit>,<call>,<phone>,<ring>,<telephone>,<dial>,v<contact>,<seek>,<consult>,v<get>,v<ask>,v<tell>,v<find>,<alert>,<fetch>,v<reach>,v<need>,v<want>,<require>}",
        "{v<go>,<drive>,v<come>,<travel>,<rush>,v<head>} * {to,into}",
        "{<mention>,<raise>,<discuss>} *4 {to,with}",
        "{<speak>,<talk>} {to,with}",
        "{seen,checked,examined,looked} {by,at}",
        "{<take>,<bring>} *6 to",
        "{<make>,<book>,<arrange>} *4 {appointment,visit} * with",
    ])
});

/// What says that there is time.
static PATIENCE: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(["{it,this,that} {can,may} wait", "<be> {no,not} {hurry,urgent}"]));

/// Words that turn a denial round: "do not wait to see a doctor".
const DELAYS: &[&str] =
    &["wait", "waiting", "delay", "delaying", "hesitate", "put", "putting", "postpone", "fail", "forget"];

/// How far the one who helps may stand behind the verb.
const REACH: usize = 8;

/// The calls for help in a sentence.
pub(in crate::lint) fn helps(sentence: &Sentence) -> Vec<Help> {
    let times = HOW_SOON.find(sentence);
    let seeking = SEEKING.find(sentence);
    let helpers = HELPERS.find(sentence);
    let mut found: Vec<Help> = Vec::new();
    for (number, (line, words)) in helpers.iter().enumerate() {
        let Some(verb) = seeking
            .iter()
            .rev()
            .find(|verb| verb.words.start < words.start && words.start <= verb.words.end + REACH)
        else {
            continue;
        };
        if !is_told(sentence, &verb.words) {
            continue;
        }
        let next = helpers.get(number + 1).map_or(sentence.tokens.len(), |(_, next)| next.start);
        let own = |time: &Range<usize>| time.start >= words.end && time.start < next;
        // What is said at the head of the sentence holds for all of it: "Today, see a doctor."
        let time = times
            .iter()
            .find(|(_, time)| own(time))
            .or_else(|| times.iter().find(|(_, time)| time.end <= verb.words.start && number == 0));
        let is_emergency = line.column(0) == "emergency";
        let (least, most) = match time {
            // An ambulance is for emergencies, whatever stands beside it; a hospital can wait for a day.
            Some((time, _)) if !(is_emergency && urgency(time.column(0)) > Urgency::Soon) => {
                if is_emergency && !sentence.is_word(words.end - 1, "hospital") {
                    (Urgency::Emergency, Urgency::Emergency)
                } else {
                    (urgency(time.column(0)), urgency(time.column(1)))
                }
            }
            _ if is_emergency => (Urgency::Emergency, Urgency::Emergency),
            _ => continue,
        };
        let end = time.map_or(words.end, |(_, time)| time.end.max(words.end));
        found.push(Help {
            words: verb.words.start..end,
            least,
            most,
            is_conditional: is_conditional(sentence, verb.words.start),
        });
    }
    for hit in PATIENCE.find(sentence) {
        let scope = sentence.scope(&hit.words);
        if !scope.is_denied && !scope.is_asked && !scope.is_supposed {
            let (least, most) = (Urgency::Soon, Urgency::Soon);
            found.push(Help { words: hit.words, least, most, is_conditional: false });
        }
    }
    found.sort_by_key(|help| help.words.start);
    // "See a doctor today, or call an ambulance if you faint": the condition is that of the last call before it.
    let starts: Vec<usize> = found.iter().map(|help| help.words.start).collect();
    for (number, help) in found.iter_mut().enumerate() {
        let ends = starts.get(number + 1).copied();
        let condition =
            sentence.clauses.iter().find(|clause| clause.kind == Kind::Condition).map(|clause| clause.start);
        if let (Some(ends), Some(condition)) = (ends, condition)
            && condition > ends
        {
            help.is_conditional = false;
        }
    }
    found
}

fn urgency(word: &str) -> Urgency {
    match word {
        "emergency" => Urgency::Emergency,
        "urgent" => Urgency::Urgent,
        _ => Urgency::Soon,
    }
}

/// Says whether the sentence tells its reader to do what a verb says.
fn is_told(sentence: &Sentence, verb: &Range<usize>) -> bool {
    let scope: Scope = sentence.scope(verb);
    let delays = |at: usize| sentence.is_one_of(at, DELAYS);
    let clause = sentence.tokens.get(verb.start).map(|token| token.clause);
    let beside = |at: &usize| sentence.tokens.get(*at).map(|token| token.clause) == clause;
    let is_delay = (0..verb.start).filter(beside).any(delays);
    let behind_noun =
        verb.start.checked_sub(1).is_some_and(|last| sentence.is_one_of(last, &["the", "a", "their"]));
    // "They call it a knot" reports, "call an ambulance" does not.
    let calls = sentence.tokens.get(verb.start).is_some_and(|token| token.is(Classes::REPORT));
    !behind_noun
        && !scope.is_asked
        && (calls || !scope.is_reported)
        && !scope.is_supposed
        && !scope.describes
        && (scope.is_denied == is_delay || (is_delay && !scope.is_denied && sentence.is_word(0, "never")))
}

/// Says whether what is told at `at` holds in some cases only.
pub(super) fn is_conditional(sentence: &Sentence, at: usize) -> bool {
    let limits = ["until", "till", "unless", "before", "once", "whenever"];
    let by_clause = sentence
        .clauses
        .iter()
        .any(|clause| clause.kind == Kind::Condition && !sentence.is_one_of(clause.start, &limits));
    // "With a fever, see a doctor."
    let first = sentence.is_one_of(0, &["with", "after", "in", "without", "during", "for"]);
    by_clause || (first && at > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a sentence calls for: the first letters of the slowest and of the quickest that it can mean, with `?` where it depends.
    fn read(text: &str) -> String {
        let sentence = Sentence::read(text, &(0..text.len()));
        let letter = |urgency: Urgency| urgency.as_str().chars().next().unwrap();
        let show = |help: &Help| {
            let mark = if help.is_conditional { "?" } else { "" };
            let mut text = format!("{}{}", letter(help.least), letter(help.most));
            if help.least == help.most {
                text.pop();
            }
            // `emergency` is e, `urgent` u, `soon` s.
            text + mark
        };
        helps(&sentence).iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn calls_for_help_are_read_with_their_haste() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("Call an ambulance now.", "e"),
            ("Call an ambulance.", "e"),
            ("Dial 999 at once.", "e"),
            ("Go to an emergency department now.", "e"),
            ("Go straight to A&E.", "e"),
            ("Get to a hospital now.", "e"),
            ("See a doctor today.", "u"),
            ("See a doctor at once.", "ue"),
            ("Phone your doctor the same day.", "u"),
            ("You should be seen by a doctor today.", "u"),
            ("See one within days.", "s"),
            ("See a doctor within a few days.", "s"),
            ("See your doctor in the next weeks.", "s"),
            ("Ask your doctor about it at your next visit.", "s"),
            ("Get help today.", "u"),
            ("Get medical help immediately.", "ue"),
            ("Have someone drive you to the emergency room.", "e"),
            ("It can wait until your next visit to the doctor.", "s"),
            ("It cannot wait.", ""),
            ("Do not wait: call an ambulance.", "e"),
            ("Do not wait to call an ambulance.", "e"),
            ("If you faint, call an ambulance.", "e?"),
            ("Call an ambulance if you faint.", "e?"),
            ("With fever, go to an emergency department now.", "e?"),
            ("See a doctor today, or call an ambulance if you faint.", "u e?"),
            ("You do not need an ambulance.", ""),
            ("Do not call an ambulance.", ""),
            ("There is no need to call an ambulance.", ""),
            ("See a doctor.", ""),
            ("Do not massage it until you have seen a doctor.", ""),
            ("An ambulance crew may ask about it.", ""),
            ("People who call an ambulance wait for minutes.", ""),
            ("Stop running now, and see a doctor today.", "u"),
            ("Do not have massage now.", ""),
        ] {
            let found = read(text);
            if found != expected {
                wrong.push(format!("{text}: `{found}` and not `{expected}`"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
