//! What a rule is.

use super::{Context, Findings};
use crate::diagnostic::Level;

/// One rule: why it is there, what it looks like broken and mended, and its check.
///
/// A rule's name is its file's name, with `-` for `_`, and names the defect.
#[derive(Debug)]
pub struct Rule {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// The group that it belongs to.
    pub group: Group,
    /// How much its findings weigh where kb.toml says nothing else.
    pub level: Level,
    /// What it finds, as the end of the sentence "finds …".
    pub summary: &'static str,
    /// Why that matters, in a sentence or two without a period at the end; shown under each finding.
    pub why: &'static str,
    /// The standard that it follows; nothing where there is none.
    pub standard: Option<&'static str>,
    /// Records that break it.
    pub bad: Example,
    /// The same records mended.
    pub good: Example,
    /// The check: a pure function from the corpus to findings.
    pub check: fn(&Context<'_>, &mut Findings),
}

/// Files that show a rule at work. The tests run every example.
///
/// A line `>>> path` starts a file; a line that ends in `# <-- here`, white space aside, is one that the rule must report. `�` stands for a byte
/// that is no UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Example(pub &'static str);

impl Example {
    /// The files: paths in the knowledge base, and texts.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = Vec::new();
        for line in self.0.trim_start_matches('\n').split_inclusive('\n') {
            match line.strip_prefix(">>> ") {
                Some(path) => files.push((path.trim_end().to_owned(), String::new())),
                None => {
                    if let Some((_, text)) = files.last_mut() {
                        text.push_str(line);
                    }
                }
            }
        }
        files
    }
}

/// The groups of the catalogue, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Group {
    /// Files, YAML, schemas and references between records.
    Structure,
    /// Every claim tied to a source, and every source to be found.
    Citations,
    /// Wording no stronger than the evidence.
    Evidence,
    /// Warnings where bodies are at stake.
    Safety,
    /// Dates of review.
    Freshness,
    /// Words that a layperson understands.
    Style,
    /// A tidy knowledge base.
    Hygiene,
    /// Whether sources still stand.
    Links,
    /// Silenced findings.
    Suppressions,
}

/// The rules that find what other rules and the export cannot see: a file that is not read as a record, or is read as if
/// it were written otherwise, or a reference to no record.
/// Whoever silenced one of these would silence the warnings in that record as well.
const ALWAYS_ERRORS: &[&str] = &[
    "damaged-lock",
    "dangling-reference",
    "duplicate-key",
    "duplicate-record",
    "forbidden-yaml",
    "hidden-character",
    "invalid-yaml",
    "look-alike-character",
    "misnamed-record",
    "schema",
    "stray-file",
    "unknown-kind",
    "unreadable-record",
    "wrong-kind",
];

/// The rules whose findings are in kb.toml, in links.lock or in files that are not records, where no comment silences anything.
const NOT_ABOUT_RECORDS: &[&str] = &["damaged-lock", "leftover-file", "missing-disclaimer", "stray-file"];

impl Rule {
    /// Whether its findings are in records.
    pub fn is_about_records(&self) -> bool {
        !NOT_ABOUT_RECORDS.contains(&self.name)
    }

    /// Whether a comment in a record can silence its findings.
    pub fn can_be_silenced(&self) -> bool {
        self.level_can_change() && self.group != Group::Suppressions
    }

    /// Whether its level can be changed.
    pub fn level_can_change(&self) -> bool {
        !ALWAYS_ERRORS.contains(&self.name)
    }
}

impl Group {
    /// The group's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Citations => "citations",
            Self::Evidence => "evidence",
            Self::Safety => "safety",
            Self::Freshness => "freshness",
            Self::Style => "style",
            Self::Hygiene => "hygiene",
            Self::Links => "links",
            Self::Suppressions => "suppressions",
        }
    }
}
