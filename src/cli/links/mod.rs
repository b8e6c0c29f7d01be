//! `kb links`: does each source still stand, and does it still say so? The only command that opens a socket.

mod arguments;
mod keeper;
mod merge;
mod progress;
mod render;
mod stop;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use self::keeper::{Keeper, not_kept, tell_unread};
use self::progress::Progress;
use self::stop::Stop;
use super::Done;
use super::open::{discover, find, read_config};
use super::output::{Colour, Failure, note, print, write_file};
use crate::count::count;
use crate::links::services::{Archive, RetractionWatch, ServiceSettings, WorkQuery, WorkResult, check_works};
use crate::links::{
    Asked, Cited, PageReader, PageResult, Plan, Run, Settings, Texts, Told, check, collect, find_archived,
    settle,
};
use crate::lint::Config;
use crate::lock::{self, Confirmation, JournalError, Reason};

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
    let settings = arguments.settings(&config);
    let lock_path = arguments.lock.clone().unwrap_or_else(|| root.join(lock::NAME));
    let mut keeper = Keeper::open(arguments, &lock_path)?;
    tell_unread(&asked);
    let is_damaged = keeper.is_damaged;
    let mut told = ask(arguments, &config, &settings, &asked, &mut keeper)?;
    let was_stopped = !told.complete;
    // What stands in lines that cannot be used is not told.
    told.complete &= !is_damaged;
    let lock = keeper.finish(&asked, arguments)?;
    let text = render::render(&told, arguments.format(), &render::Base { root: &root, lock: &lock }, colour)?;
    match &arguments.output {
        Some(path) => {
            write_file(path, &text)?;
            print(&crate::links::human(&told))?;
        }
        None => print(&text)?,
    }
    if was_stopped {
        return Err(Failure::new("the run was stopped early")
            .help("the results so far are saved; run again for the rest"));
    }
    Ok(if told.fails() || is_damaged { Done::Findings } else { Done::Clean })
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
    let retractions = arguments.retractions.as_deref().map(RetractionWatch::open).transpose();
    let retractions = retractions
        .map_err(|error| Failure::new(error.to_string()).help("give the CSV file from Retraction Watch"))?;
    let mut works: BTreeSet<String> = asked.cited.iter().flat_map(Cited::works).collect();
    if choice.offline
        && let Some(table) = &retractions
    {
        table.join(&works, &mut keeper.lock, Timestamp::now());
    }
    if !choice.has_services() {
        works.clear();
    }
    let mut state = State { done: BTreeSet::new(), requests: 0, complete: true };
    if !choice.offline && (!plan.jobs.is_empty() || !works.is_empty()) {
        let services = arguments.services(config, settings.clone());
        services.validate().map_err(|error| Failure::new(error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .worker_threads(2)
            .build()
            .map_err(|error| Failure::new(format!("cannot start the run: {error}")))?;
        let confirmation = arguments.confirmation(config);
        let run = async {
            let stop = Stop::listen();
            pages(&plan, settings, &confirmation, asked, keeper, &mut state, &stop).await?;
            if state.complete {
                standing(works, &services, retractions.as_ref(), keeper, &mut state, &stop).await?;
            }
            if state.complete {
                archived(&services, asked, keeper, &mut state, &stop).await?;
            }
            Ok(())
        };
        let ended: Result<(), Failure> = runtime.block_on(run);
        // A lookup of a name that hangs on would hold the program up.
        runtime.shutdown_background();
        ended?;
    }
    let run = Run {
        chosen: &plan.chosen,
        asked: &state.done,
        works: choice.has_services() || choice.offline,
        complete: state.complete,
        requests: state.requests,
        unasked: if choice.offline { Reason::Offline } else { Reason::OutOfTime },
    };
    Ok(Told::new(asked, &keeper.lock, &run))
}

/// How far a run is.
struct State {
    /// The addresses and works that were asked.
    done: BTreeSet<String>,
    requests: u64,
    /// Whether nobody stopped it.
    complete: bool,
}

/// Asks the pages.
async fn pages(
    plan: &Plan,
    settings: &Settings,
    confirmation: &Confirmation,
    asked: &Asked,
    keeper: &mut Keeper,
    state: &mut State,
    stop: &Stop,
) -> Result<(), Failure> {
    if plan.jobs.is_empty() {
        return Ok(());
    }
    let quotes: BTreeMap<&str, BTreeSet<String>> =
        plan.jobs.iter().map(|job| (job.url.as_str(), job.quotes.iter().cloned().collect())).collect();
    let (earlier, nothing) = (keeper.lock.clone(), BTreeSet::new());
    let mut texts = Texts::default();
    let mut failed: Option<JournalError> = None;
    let progress = Progress::new(&plan.jobs);
    let on_result = |mut result: PageResult| {
        let url = result.entry.url.clone();
        if let Some(facts) = result.facts.take() {
            texts.keep(&url, facts.text);
        }
        let wanted = quotes.get(url.as_str()).unwrap_or(&nothing);
        let entry = settle(result, earlier.pages.get(&url), wanted, confirmation);
        progress.tell(&entry);
        if let Err(error) = keeper.page(entry) {
            failed.get_or_insert(error);
        }
        state.done.insert(url);
    };
    let summary =
        check(settings, plan.jobs.clone(), PageReader, &earlier, on_result, stop.stopped()).await.map_err(
            |error| Failure::new(error.to_string()).help("`kb links --offline` shows what is known"),
        )?;
    progress.end();
    state.requests += summary.requests;
    state.complete = !summary.cancelled;
    failed.map_or(Ok(()), |error| Err(not_kept(&error)))?;
    let strayed = texts.find_strayed(asked, &mut keeper.lock);
    keeper.again(&strayed)
}

/// Asks the services how works stand.
async fn standing(
    works: BTreeSet<String>,
    services: &ServiceSettings,
    retractions: Option<&RetractionWatch>,
    keeper: &mut Keeper,
    state: &mut State,
    stop: &Stop,
) -> Result<(), Failure> {
    if works.is_empty() {
        return Ok(());
    }
    let queries = works.iter().map(|work| WorkQuery::new(work)).collect();
    let earlier = keeper.lock.clone();
    let mut failed: Option<JournalError> = None;
    let on_result = |result: WorkResult| {
        if !result.from_lock {
            state.done.insert(result.entry.work.clone());
        }
        if let Err(error) = keeper.work(result.entry) {
            failed.get_or_insert(error);
        }
    };
    let summary =
        check_works(services, queries, retractions, &earlier, Timestamp::now(), on_result, stop.stopped())
            .await
            .map_err(|error| {
                Failure::new(error.to_string()).help("`kb links --offline` shows what is known")
            })?;
    for (service, failures) in &summary.failures {
        note(&format!(
            "{service} did not answer {}",
            count(usize::try_from(*failures).unwrap_or(usize::MAX), "question")
        ));
    }
    state.requests += summary.requests;
    state.complete = !summary.cancelled;
    failed.map_or(Ok(()), |error| Err(not_kept(&error)))
}

/// Looks up in the archive what is gone.
async fn archived(
    services: &ServiceSettings,
    asked: &Asked,
    keeper: &mut Keeper,
    state: &mut State,
    stop: &Stop,
) -> Result<(), Failure> {
    let archive = Archive::new(services).map_err(|error| Failure::new(error.to_string()))?;
    let Some(archive) = archive else { return Ok(()) };
    let changed = tokio::select! {
        // What was not looked up is looked up by the next run.
        () = stop.stopped() => BTreeSet::new(),
        changed = find_archived(&archive, asked, &state.done, &mut keeper.lock) => changed,
    };
    state.complete = !stop.is_stopped();
    keeper.again(&changed)
}
