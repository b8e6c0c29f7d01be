//! Whether a text tells its reader to stop, or to go on.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::prose::phrases::Phrases;
use crate::lint::prose::reading::Sentence;

/// What a rule for when to stop tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Stopping {
    /// To stop, to let go, or to get help.
    Stops,
    /// To go on, with the bytes of the words that do.
    GoesOn(Range<usize>),
    /// Neither.
    Nothing,
}

/// Its lines hold a pattern and what it tells: `stop`, `on`, `well` for a sign that is gone, `late` for one that is unbearable or heard too
/// late, or `again` for going on before it is gone.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("stop.tsv")));

/// What the sentences of one rule tell.
pub(in crate::lint) fn stopping(sentences: &[Sentence]) -> Stopping {
    let (mut stops, mut goes_on) = (false, None);
    for sentence in sentences {
        let found = PHRASES.find(sentence);
        let is_well = found.iter().any(|(line, _)| line.column(0) == "well");
        let stopped = stops;
        for (line, words) in &found {
            // "Stop only when you cannot bear it": the sign comes too late.
            if line.column(0) == "late" || line.column(0) == "again" && !is_well {
                goes_on.get_or_insert(sentence.bytes(words));
            }
            let scope = sentence.scope(&(words.start..words.start + 1));
            if scope.is_supposed || scope.describes || scope.is_asked {
                continue;
            }
            let is_negated = words
                .start
                .checked_sub(1)
                .is_some_and(|last| sentence.is_one_of(last, &["not", "never", "don't", "without"]));
            let is_denied = scope.is_denied || is_negated;
            match (line.column(0), is_denied) {
                ("stop", false) | ("on", true) => stops = true,
                // "Stop, and go on only when the pain is gone."
                ("on", false) if is_well && (stops || stopped) => {}
                ("on", false) | ("stop", true) => {
                    goes_on.get_or_insert(sentence.bytes(words));
                }
                _ => {}
            }
        }
    }
    match goes_on {
        Some(words) => Stopping::GoesOn(words),
        None if stops => Stopping::Stops,
        None => Stopping::Nothing,
    }
}
