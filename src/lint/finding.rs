//! What a rule reports: a record, a place named by a JSON pointer, and words. Never an offset into a record.

use foldhash::{HashMap, HashSet};

use super::Rule;
use crate::corpus::{Corpus, File};
use crate::edit::Fix;
use crate::span::Span;
use crate::visible::{brief_message, visible};

/// The most findings of one rule in one file that are shown. A broken file can have hundreds of thousands of them, and nobody reads
/// on after the first few.
pub(super) const MOST_SHOWN: usize = 100;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Bytes of the file's text, where a reader said where it stumbled.
    Bytes(Span),
    /// Bytes of the file as it is written, odd characters and all.
    Written(Span),
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
            Self::Whole | Self::Bytes(_) | Self::Written(_) => None,
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
        Self { subject: subject.into(), place, message: told(message), label, help, fix, related }
    }

    /// Adds a few words to stand under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(told(label));
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(told(help));
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
        self.related.push((subject.into(), place, told(message)));
        self
    }
}

/// Where a rule puts what it finds.
#[derive(Debug, Default)]
pub struct Findings {
    pub(super) found: Vec<Finding>,
    /// How many findings there are about each subject.
    counted: HashMap<Subject, Counted>,
    /// The files in which a comment may silence findings: any of them may be one that it speaks of, so that all are kept.
    keeps_all: HashSet<usize>,
    pub(super) not_checked: Vec<LeftOut>,
}

/// Words fit to be shown, with no more of a value than anybody reads.
fn told(words: impl Into<String>) -> String {
    brief_message(visible(words))
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    kept: usize,
    more: usize,
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
    /// For the findings of a rule.
    pub(super) fn of(rule: &Rule, corpus: &Corpus) -> Self {
        let names = |file: &File| file.directives.iter().any(|(_, words)| words.contains(rule.name));
        let files = corpus.files.iter().enumerate();
        let silenced = files.filter(|(_, file)| rule.can_be_silenced() && names(file));
        Self { keeps_all: silenced.map(|(number, _)| number).collect(), ..Self::default() }
    }

    /// Reports a finding. Of those about one file only the first are kept, and the others counted.
    pub fn report(&mut self, finding: Finding) {
        let keeps_all = matches!(finding.subject, Subject::File(file) if self.keeps_all.contains(&file));
        let counted = self.counted.entry(finding.subject).or_default();
        // One more than is shown, for its place: from there on there are more.
        if counted.kept <= MOST_SHOWN || keeps_all {
            counted.kept += 1;
            self.found.push(finding);
        } else {
            counted.more += 1;
        }
    }

    /// Says whether a finding about a file would be counted and not kept, so that it need not be put into words.
    pub fn is_full(&self, file: usize) -> bool {
        !self.keeps_all.contains(&file)
            && self.counted.get(&Subject::File(file)).is_some_and(|counted| counted.kept > MOST_SHOWN)
    }

    /// Counts findings about a file that are not put into words.
    pub fn report_more(&mut self, file: usize, number: usize) {
        self.counted.entry(Subject::File(file)).or_default().more += number;
    }

    /// The number of findings about each subject that were counted and not kept.
    pub(super) fn not_kept(&self) -> impl Iterator<Item = (Subject, usize)> {
        self.counted
            .iter()
            .filter(|(_, counted)| counted.more > 0)
            .map(|(subject, counted)| (*subject, counted.more))
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
