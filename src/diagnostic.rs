//! What the linter tells people: a value, printed by `report` and by nothing else.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::edit::Repair;
use crate::span::{Position, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended: the run fails.
    Error,
}

impl Level {
    /// The level's name: `error`, `warning` or `info`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A place in a file, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file's path as it is to be shown, with `/`.
    pub path: Arc<str>,
    /// The file's whole text.
    pub text: Arc<str>,
    /// The bytes that are meant.
    pub span: Span,
    /// The JSON pointer to what is meant, where there is one.
    pub pointer: Option<Box<str>>,
}

impl Location {
    /// Where the place starts.
    pub fn start(&self) -> Position {
        Position::of(&self.text, self.span.start)
    }

    /// Where the place ends; the position after its last character.
    pub fn end(&self) -> Position {
        Position::of(&self.text, self.span.end)
    }
}

/// A finding, with all that a reader needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write under the place; nothing where the message says it all.
    pub label: Option<String>,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub help: Option<String>,
    /// How it can be repaired.
    pub repair: Option<Repair>,
    /// Where it is.
    pub location: Location,
    /// What it is about, said so that it stays the same when other things in the file change. Two findings can be about the same.
    pub about: Box<str>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
}

/// Another place that has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where it is.
    pub location: Location,
    /// What it has to do with the finding.
    pub message: String,
}

/// A finding that an editor silenced, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The editor's reason.
    pub reason: String,
}
