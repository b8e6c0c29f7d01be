//! What a run knows, and where it keeps it.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::output::{Failure, note};
use super::Arguments;
use crate::count::count;
use crate::links::{Asked, Cited};
use crate::lock::{self, Journal, JournalError, Lock};

pub(super) fn not_kept(error: &JournalError) -> Failure {
    Failure::new(error.to_string()).help("the results could not be kept; see that the disk has room")
}

/// What is known, and the journal in which it is kept; without one where nothing is to be written.
pub(super) struct Keeper {
    pub(super) lock: Lock,
    journal: Option<Journal>,
}

impl Keeper {
    pub(super) fn open(arguments: &Arguments, path: &Path) -> Result<Self, Failure> {
        if arguments.no_lock {
            return Ok(Self { lock: Lock::default(), journal: None });
        }
        if arguments.offline {
            let bytes = lock::read_if_there(path)
                .map_err(|error| Failure::new(error.to_string()).help("take another lock with `--lock`"))?;
            let lock = lock::LockFile::read(&bytes).lock;
            return Ok(Self { lock, journal: None });
        }
        let (journal, recovered) = Journal::open(path).map_err(|error| {
            let help = match error {
                JournalError::Busy { .. } => "wait for it to end, or take another lock with `--lock`",
                _ => "mend it, or take another lock with `--lock`; `--no-lock` does without",
            };
            Failure::new(error.to_string()).help(help)
        })?;
        if recovered.results > 0 {
            note(&format!(
                "took over {} of a run that did not come to its end",
                count(recovered.results, "result")
            ));
        }
        if !recovered.problems.is_empty() {
            note(&format!(
                "{} of `{}` cannot be read; a copy of the file is kept beside it (`kb lint` shows them)",
                count(recovered.problems.len(), "line"),
                path.display()
            ));
        }
        Ok(Self { lock: recovered.lock, journal: Some(journal) })
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
        if arguments.choice().is_whole() {
            let pages: BTreeSet<&str> =
                asked.cited.iter().flat_map(|cited| cited.pages.keys().map(String::as_str)).collect();
            let works: BTreeSet<String> = asked.cited.iter().flat_map(Cited::works).collect();
            self.lock.pages.retain(|url, _| pages.contains(url.as_str()));
            self.lock.works.retain(|work, _| works.contains(work));
        }
        if let Some(journal) = self.journal {
            let copy = journal.finish(&self.lock).map_err(|error| {
                Failure::new(error.to_string())
                    .help("the results are kept in the journal beside it; run again to finish")
            })?;
            if let Some(copy) = copy {
                note(&format!("the damaged lock is kept as `{}`", copy.display()));
            }
        }
        Ok(self.lock)
    }
}
