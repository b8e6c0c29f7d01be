//! `kb links`: does each source still stand, and does it still say so? The only command that opens a socket.

mod arguments;
mod merge;
mod progress;
mod render;

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use self::progress::Progress;
use super::Done;
use super::open::{discover, find, read_config};
use super::output::{Colour, Failure, note, print, write_file};
use crate::count::count;
use crate::links::{Asked, PageReader, PageResult, Plan, Run, Settings, Texts, Told, check, collect, settle};
use crate::lint::Config;
use crate::lock::{self, Journal, JournalError, Lock, Reason};

pub(super) use self::arguments::Arguments;

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    match &arguments.command {
        Some(arguments::Command::Merge(merge)) => merge::run(merge),
        None => run_check(arguments, colour),
    }
}

fn run_check(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    let (root, prefix) = find(arguments.path.as_deref())?;
    let config = read_config(&root, &prefix)?;
    let sources = discover(&root)?;
    let asked = collect(&sources);
    let settings = arguments.settings(&config)?;
    let lock_path = arguments.lock.clone().unwrap_or_else(|| root.join(lock::NAME));
    let mut keeper = Keeper::open(arguments, &lock_path)?;
    let told = ask(arguments, &config, &settings, &asked, &mut keeper)?;
    let lock = keeper.finish(&asked, arguments)?;
    let text = render::render(&told, arguments.format(), &render::Base { root: &root, lock: &lock }, colour)?;
    match &arguments.output {
        Some(path) => {
            write_file(path, &text)?;
            print(&crate::links::human(&told))?;
        }
        None => print(&text)?,
    }
    if !told.complete {
        return Err(Failure::new("the run was stopped before its end")
            .help("what was done is kept; run again for the rest"));
    }
    Ok(if told.fails() { Done::Findings } else { Done::Clean })
}

/// Asks what is to be asked, and writes each result down as it arrives.
fn ask(
    arguments: &Arguments,
    config: &Config,
    settings: &Settings,
    asked: &Asked,
    keeper: &mut Keeper,
) -> Result<Told, Failure> {
    let choice = arguments.choice();
    let plan = Plan::new(asked, &keeper.lock, &choice, Timestamp::now());
    let confirmation = arguments.confirmation(config);
    let quotes: std::collections::BTreeMap<String, BTreeSet<String>> =
        plan.jobs.iter().map(|job| (job.url.clone(), job.quotes.iter().cloned().collect())).collect();
    let earlier = keeper.lock.clone();
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut texts = Texts::default();
    let (mut requests, mut complete) = (0, true);
    let mut failed: Option<JournalError> = None;
    if !plan.jobs.is_empty() {
        let progress = Progress::new(&plan.jobs);
        let nothing = BTreeSet::new();
        let on_result = |mut result: PageResult| {
            let url = result.entry.url.clone();
            if let Some(facts) = result.facts.take() {
                texts.keep(&url, facts.text);
            }
            let entry =
                settle(result, earlier.pages.get(&url), quotes.get(&url).unwrap_or(&nothing), &confirmation);
            progress.tell(&entry);
            if let Err(error) = keeper.page(entry) {
                failed.get_or_insert(error);
            }
            done.insert(url);
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .worker_threads(2)
            .build()
            .map_err(|error| Failure::new(format!("cannot start the run: {error}")))?;
        let cancel = async {
            // Where nobody can stop the run, it runs to its end.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let run = check(settings, plan.jobs.clone(), PageReader, &earlier, on_result, cancel);
        let summary = runtime.block_on(run).map_err(|error| {
            Failure::new(error.to_string()).help("`kb links --offline` tells what is known")
        })?;
        // A lookup of a name that hangs on would hold the program up.
        runtime.shutdown_background();
        progress.end();
        requests = summary.requests;
        complete = !summary.cancelled;
    }
    if let Some(error) = failed {
        return Err(
            Failure::new(error.to_string()).help("the results could not be kept; see that the disk has room")
        );
    }
    for url in texts.find_strayed(asked, &mut keeper.lock) {
        keeper.again(&url).map_err(|error| Failure::new(error.to_string()))?;
    }
    let run = Run {
        chosen: &plan.chosen,
        asked: &done,
        works: choice.has_services(),
        complete,
        requests,
        unasked: if choice.offline { Reason::Offline } else { Reason::OutOfTime },
    };
    Ok(Told::new(asked, &keeper.lock, &run))
}

/// What is known, and the journal in which it is kept; without one where nothing is to be written.
struct Keeper {
    lock: Lock,
    journal: Option<Journal>,
}

impl Keeper {
    fn open(arguments: &Arguments, path: &Path) -> Result<Self, Failure> {
        if arguments.no_lock {
            return Ok(Self { lock: Lock::default(), journal: None });
        }
        if arguments.offline {
            let lock = match std::fs::read(path) {
                Ok(bytes) => lock::LockFile::read(&bytes).lock,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Lock::default(),
                Err(error) => return Err(Failure::new(format!("cannot read `{}`: {error}", path.display()))),
            };
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

    fn page(&mut self, entry: lock::PageEntry) -> Result<(), JournalError> {
        if let Some(journal) = &mut self.journal {
            journal.page(&entry)?;
        }
        self.lock.pages.insert(entry.url.clone(), entry);
        Ok(())
    }

    /// Writes down once more what changed after it had been written.
    fn again(&mut self, url: &str) -> Result<(), JournalError> {
        match (&mut self.journal, self.lock.pages.get(url)) {
            (Some(journal), Some(entry)) => journal.page(entry),
            _ => Ok(()),
        }
    }

    /// Puts the lock in its place, without what nobody cites any more.
    fn finish(mut self, asked: &Asked, arguments: &Arguments) -> Result<Lock, Failure> {
        if arguments.choice().is_whole() {
            let pages: BTreeSet<&str> =
                asked.cited.iter().flat_map(|cited| cited.pages.keys().map(String::as_str)).collect();
            let works: BTreeSet<String> = asked.cited.iter().flat_map(crate::links::Cited::works).collect();
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
