//! What one service says of a work's standing.

use crate::lock::{Notice, Standing};

/// How a work stands according to one service.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Opinion {
    pub(super) standing: Standing,
    /// The notice behind it.
    pub(super) notice: Option<Notice>,
    /// Who says so and what, for people.
    pub(super) evidence: String,
}

/// What a service knows of a work.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Record {
    pub(super) title: Option<String>,
    pub(super) year: Option<i32>,
    pub(super) first_author: Option<String>,
    pub(super) opinions: Vec<Opinion>,
}

/// What a notice of this kind does to a work, whoever names the kind: Crossref, PubMed or Retraction Watch.
pub(super) fn standing_of(kind: &str) -> Standing {
    let kind = kind.to_lowercase().replace([' ', '-'], "_");
    let holds = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if kind.contains("reinstate") {
        Standing::Current
    } else if kind.contains("partial_retraction") || kind.contains("concern") {
        Standing::Concern
    } else if holds(&["retract", "withdraw", "removal", "removed"]) {
        Standing::Retracted
    } else if holds(&["correct", "corrig", "errat", "addend", "clarif"]) {
        Standing::Corrected
    } else {
        // New versions, new editions, and words that are not invented yet.
        Standing::Current
    }
}

/// The opinion that `notices` come to: the worst of them, and of equals the publisher's, then the one with the most to show.
pub(super) fn worst(service: &str, notices: Vec<Notice>) -> Opinion {
    let said: Vec<String> = notices.iter().map(told).collect();
    let rank = |notice: &Notice| {
        (standing_of(&notice.kind), notice.source == "publisher", notice.doi.is_some(), notice.date.is_some())
    };
    // Of equals the first.
    let notice = notices.into_iter().rev().max_by_key(rank);
    let standing = notice.as_ref().map_or(Standing::Current, |notice| standing_of(&notice.kind));
    let evidence = if said.is_empty() {
        format!("{service}: no notice")
    } else {
        format!("{service}: {}", said.join(", "))
    };
    Opinion { standing, notice: notice.filter(|_| standing != Standing::Current), evidence }
}

/// A notice in words: "retraction by `10.1000/notice` on 2010-02-06 (publisher)".
fn told(notice: &Notice) -> String {
    let doi = notice.doi.as_ref().map_or(String::new(), |doi| format!(" by `{doi}`"));
    let date = notice.date.as_ref().map_or(String::new(), |date| format!(" of {date}"));
    format!("{}{doi}{date} ({})", notice.kind, notice.source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_to_a_standing() {
        for (kind, standing) in [
            ("retraction", Standing::Retracted),
            ("withdrawal", Standing::Retracted),
            ("removal", Standing::Retracted),
            ("Retraction", Standing::Retracted),
            ("partial_retraction", Standing::Concern),
            ("Partial retraction in", Standing::Concern),
            ("expression_of_concern", Standing::Concern),
            ("Expression of concern", Standing::Concern),
            ("erratum", Standing::Corrected),
            ("corrigendum", Standing::Corrected),
            ("Correction", Standing::Corrected),
            ("new_version", Standing::Current),
            ("Reinstatement", Standing::Current),
            ("something_new", Standing::Current),
        ] {
            assert_eq!(standing_of(kind), standing, "{kind}");
        }
    }
}
