//! What a rule reports: a record, a place named by a JSON pointer, and words. Never an offset into a record.

use crate::edit::Fix;
use crate::span::Span;
use crate::visible::visible;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The file with this number in [`Corpus::files`](crate::corpus::Corpus::files).
    File(usize),
    /// kb.toml.
    Manifest,
    /// links.lock.
    Lock,
    /// The file with this number in [`Corpus::strays`](crate::corpus::Corpus::strays).
    Stray(usize),
}

impl From<usize> for Subject {
    fn from(file: usize) -> Self {
        Self::File(file)
    }
}

/// A place in a file. The sink turns it into bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole, shown at its start.
    Whole,
    /// The key at a pointer; for a list's item, its first key. Where there is nothing at the pointer, the nearest key above it.
    Key(String),
    /// The value at a pointer.
    Value(String),
    /// Some words of the text at a pointer: a range of bytes in the value (not in the file).
    Words(String, std::ops::Range<usize>),
    /// Bytes of the file, where a reader said where it stumbled.
    Bytes(Span),
}

impl Place {
    /// The key at `pointer`.
    pub fn key(pointer: impl Into<String>) -> Self {
        Self::Key(pointer.into())
    }

    /// The value at `pointer`.
    pub fn value(pointer: impl Into<String>) -> Self {
        Self::Value(pointer.into())
    }

    /// The pointer, where the place is named by one.
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::Key(pointer) | Self::Value(pointer) | Self::Words(pointer, _) => Some(pointer),
            Self::Whole | Self::Bytes(_) => None,
        }
    }
}

/// One finding of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub(super) subject: Subject,
    pub(super) place: Place,
    pub(super) message: String,
    pub(super) label: Option<String>,
    pub(super) help: Option<String>,
    pub(super) fix: Option<Fix>,
    pub(super) related: Vec<(Subject, Place, String)>,
}

impl Finding {
    /// A finding with its message: lower-case first word, no final period, back-ticks around what the user wrote.
    pub fn new(subject: impl Into<Subject>, place: Place, message: impl Into<String>) -> Self {
        let (label, help, fix, related) = (None, None, None, Vec::new());
        Self { subject: subject.into(), place, message: visible(message), label, help, fix, related }
    }

    /// Adds a few words to stand under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(visible(label));
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help));
        self
    }

    /// Adds how it can be repaired. Where that cannot be done without changing anything else, the sink drops it.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Adds another place that has to do with it.
    #[must_use]
    pub fn related(mut self, subject: impl Into<Subject>, place: Place, message: impl Into<String>) -> Self {
        self.related.push((subject.into(), place, visible(message)));
        self
    }
}

/// Where a rule puts what it finds.
#[derive(Debug, Default)]
pub struct Findings {
    pub(super) found: Vec<Finding>,
    pub(super) not_checked: Vec<LeftOut>,
}

/// Why a rule did not look at something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LeftOut {
    /// Why, in a few words.
    pub(super) reason: String,
    /// Whether something that should be there could not be read, so that nobody may take the rule for passed.
    pub(super) is_failure: bool,
}

impl Findings {
    /// Reports a finding.
    pub fn report(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// Says that something was left out, and why.
    pub fn not_checked(&mut self, reason: impl Into<String>) {
        self.not_checked.push(LeftOut { reason: visible(reason), is_failure: false });
    }

    /// Says that the rule could not run because something could not be read. The whole run fails then.
    pub fn not_run(&mut self, reason: impl Into<String>) {
        self.not_checked.push(LeftOut { reason: visible(reason), is_failure: true });
    }
}
