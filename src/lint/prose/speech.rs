//! Reported speech: words that hand a statement to somebody else, such as `is said to` and `some say`.

use std::sync::LazyLock;

use super::words::Words;

const REPORTS: &[&str] = &[
    "advertised as",
    "alleged to",
    "are advised",
    "argue",
    "argued",
    "asserted",
    "believe",
    "believed",
    "called",
    "claim",
    "claimed",
    "claims",
    "credited with",
    "described as",
    "held to",
    "is advised",
    "is the advice",
    "known as",
    "listed as",
    "named as",
    "often called",
    "presented as",
    "promoted as",
    "reported to",
    "reputed to",
    "said",
    "say",
    "says",
    "seen as",
    "sold as",
    "suggested to",
    "supposed to",
    "tell",
    "tells",
    "the advice",
    "the method given",
    "thought",
];

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(REPORTS.iter().copied()));

/// Says whether `text` reports what others say.
pub(in crate::lint) fn is_reported(text: &str) -> bool {
    WORDS.is_in(text)
}

#[cfg(test)]
mod tests {
    use super::is_reported;

    #[test]
    fn reports_are_told_from_statements() {
        for report in [
            "Massage is said to help.",
            "Some say it helps.",
            "The article says so.",
            "It is thought to help.",
        ] {
            assert!(is_reported(report), "{report}");
        }
        for statement in
            ["Massage helps.", "Massage may help.", "It is \"said to\" work.", "An unsaid thing."]
        {
            assert!(!is_reported(statement), "{statement}");
        }
    }
}
