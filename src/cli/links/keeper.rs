//! What a run knows, and where it keeps it.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use super::super::output::{Failure, note};
use super::Arguments;
use crate::count::count;
use crate::links::{Asked, Cited};
use crate::lock::{self, Journal, JournalError, Lock, LockProblem};

/// So many lines, files or entries are told one by one.
const MOST_TOLD: usize = 10;

pub(super) fn not_kept(error: &JournalError) -> Failure {
    Failure::new(error.to_string()).help("the results could not be saved; check that the disk has room")
}

/// What is known, and the journal in which it is kept; without one where nothing is to be written.
pub(super) struct Keeper {
    pub(super) lock: Lock,
    journal: Option<Journal>,
    /// How many addresses and works the lock held when the run began.
    held: usize,
    /// Whether lines of a lock that is only read cannot be used: what they hold is missing in the report.
    pub(super) is_damaged: bool,
}

impl Keeper {
    pub(super) fn open(arguments: &Arguments, path: &Path) -> Result<Self, Failure> {
        if arguments.no_lock {
            return Ok(Self::new(Lock::default(), None));
        }
        if arguments.offline {
            let failed = |error: JournalError| {
                Failure::new(error.to_string()).help("choose another lock with `--lock`")
            };
            let (lock, problems) = Lock::read(&lock::read_if_there(path).map_err(failed)?);
            tell(path, &problems);
            return Ok(Self { is_damaged: !problems.is_empty(), ..Self::new(lock, None) });
        }
        let (journal, recovered) = Journal::open(path).map_err(|error| {
            let help = match error {
                JournalError::Busy { .. } => "wait for it to end, or choose another lock with `--lock`",
                JournalError::UnknownFormat { .. } => {
                    "use a newer `kb`, or choose another lock with `--lock`"
                }
                _ => "fix it, or choose another lock with `--lock`; `--no-lock` uses none",
            };
            Failure::new(error.to_string()).help(help)
        })?;
        if recovered.results > 0 {
            note(&format!("took over {} from a run that did not finish", count(recovered.results, "result")));
        }
        if !recovered.problems.is_empty() {
            note(&format!(
                "{} of `{}` cannot be read; a copy of the file is kept next to it (`kb lint` shows the lines)",
                count(recovered.problems.len(), "line"),
                path.display()
            ));
        }
        Ok(Self::new(recovered.lock, Some(journal)))
    }

    fn new(mut lock: Lock, journal: Option<Journal>) -> Self {
        let ahead = lock.forget_future(Timestamp::now());
        if ahead > 0 {
            note(&format!(
                "{} of the lock have dates in the future, perhaps from a wrong clock; they will be checked again",
                entries(ahead)
            ));
        }
        let held = lock.pages.len() + lock.works.len();
        Self { lock, journal, held, is_damaged: false }
    }

    pub(super) fn page(&mut self, entry: lock::PageEntry) -> Result<(), JournalError> {
        if let Some(journal) = &mut self.journal {
            journal.page(&entry)?;
        }
        self.lock.pages.insert(entry.url.clone(), entry);
        Ok(())
    }

    pub(super) fn work(&mut self, entry: lock::WorkEntry) -> Result<(), JournalError> {
        if let Some(journal) = &mut self.journal {
            journal.work(&entry)?;
        }
        self.lock.works.insert(entry.work.clone(), entry);
        Ok(())
    }

    /// Writes down once more what changed after it had been written.
    pub(super) fn again(&mut self, urls: &BTreeSet<String>) -> Result<(), Failure> {
        for url in urls {
            if let (Some(journal), Some(entry)) = (&mut self.journal, self.lock.pages.get(url)) {
                journal.page(entry).map_err(|error| not_kept(&error))?;
            }
        }
        Ok(())
    }

    /// Puts the lock in its place, without what nobody cites any more.
    pub(super) fn finish(mut self, asked: &Asked, arguments: &Arguments) -> Result<Lock, Failure> {
        if self.journal.is_some() && arguments.choice().is_whole() {
            self.prune(asked, arguments.prune);
        }
        if let Some(journal) = self.journal {
            let copy = journal.finish(&self.lock).map_err(|error| {
                Failure::new(error.to_string())
                    .help("the results are in the journal next to it; run again to finish")
            })?;
            if let Some(copy) = copy {
                note(&format!("the damaged lock was saved as `{}`", copy.display()));
            }
        }
        Ok(self.lock)
    }

    /// Drops what nobody cites any more, and tells of it. A file that cannot be read may cite it; and where most of it is cited by nobody, this
    /// is the lock of another knowledge base, or a folder is missing.
    fn prune(&mut self, asked: &Asked, by_force: bool) {
        let pages = asked.cited.iter().flat_map(|cited| cited.pages.keys().cloned());
        let works = asked.cited.iter().flat_map(Cited::works);
        let cited: BTreeSet<String> = pages.chain(works).collect();
        // What a run adds to the lock is cited.
        let held = self.lock.pages.keys().chain(self.lock.works.keys());
        let unused = held.filter(|name| !cited.contains(*name)).count();
        if unused == 0 {
            return;
        }
        if !asked.unread.is_empty() {
            note(&format!(
                "kept {} that no record cites, because a file that cannot be read may cite them",
                entries(unused)
            ));
        } else if 2 * unused > self.held && !by_force {
            note(&format!(
                "no record cites {} of the {} in the lock: is it the lock of another knowledge base, or is a folder missing? they are kept; `--prune` drops them",
                unused,
                entries(self.held)
            ));
        } else {
            self.lock.pages.retain(|url, _| cited.contains(url));
            self.lock.works.retain(|work, _| cited.contains(work));
            note(&format!("dropped {} from the lock that no record cites any more", entries(unused)));
        }
    }
}

/// Names the files of a knowledge base that could not be read.
pub(super) fn tell_unread(asked: &Asked) {
    let named = asked.unread.iter().take(MOST_TOLD);
    named.for_each(|path| {
        note(&format!("`{path}` cannot be read, so its sources are not checked (see `kb lint`)"))
    });
    if let Some(rest) = asked.unread.len().checked_sub(MOST_TOLD).filter(|rest| *rest > 0) {
        note(&format!("and {} more", count(rest, "file")));
    }
}

fn tell(path: &Path, problems: &[LockProblem]) {
    for problem in problems.iter().take(MOST_TOLD) {
        note(&format!("{}:{}: {}", path.display(), problem.line, problem.fault));
    }
    if !problems.is_empty() {
        note(&format!(
            "{} of the lock cannot be used, so their results are missing here; `kb lint` says what to do",
            count(problems.len(), "line")
        ));
    }
}

fn entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}
