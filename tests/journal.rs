//! The journal of `kb links`: what is left of a run that is killed, and of two at once.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{PoisonError, RwLock};

use massage_kb::lock::{Journal, JournalError, Lock, LockFile, NAME, PageEntry};

fn page(number: usize, verdict: &str) -> PageEntry {
    serde_json::from_value(serde_json::json!({
        "url": format!("https://example.org/{number}"), "verdict": verdict,
        "checked_at": "2026-11-22T12:00:00Z", "next": "2026-11-29T12:00:00Z",
        "evidence": "a text that is long enough to be cut somewhere in the middle",
    }))
    .unwrap()
}

fn lock_of(pages: impl IntoIterator<Item = PageEntry>) -> Lock {
    let mut lock = Lock::default();
    pages.into_iter().for_each(|page| lock.insert_page(page));
    lock
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A child holds what its parent has open, locks too, from its fork to its exec: nobody opens a journal meanwhile.
static FORKING: RwLock<()> = RwLock::new(());

#[test]
fn a_run_that_ends_leaves_the_lock_and_nothing_else() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let (mut journal, start) = Journal::open(&path).unwrap();
    assert_eq!((start.lock, start.results), (Lock::default(), 0));
    let lock = lock_of([page(1, "ok"), page(2, "moved")]);
    lock.pages.values().for_each(|page| journal.page(page).unwrap());
    assert_eq!(journal.finish(&lock).unwrap(), None);
    assert_eq!(names(folder.path()), [NAME]);
    assert_eq!(fs::read_to_string(&path).unwrap(), lock.to_string());
}

#[test]
fn whatever_byte_a_kill_comes_at_the_lines_before_it_are_taken_over() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    fs::write(&path, lock_of([page(1, "ok"), page(9, "ok")]).to_string()).unwrap();
    let (mut journal, _) = Journal::open(&path).unwrap();
    for number in 1..4 {
        let mut later = page(number, "moved");
        later.checked_at = "2026-11-22T13:00:00Z".parse().unwrap();
        journal.page(&later).unwrap();
    }
    drop(journal);
    let part = folder.path().join("links.lock.part");
    let whole = fs::read(&part).unwrap();
    for length in 0..=whole.len() {
        fs::write(&part, &whole[..length]).unwrap();
        let lines = whole[..length].iter().filter(|&&byte| byte == b'\n').count();
        let (mut journal, start) = Journal::open(&path).unwrap();
        // A line that is whole but for its end counts also.
        assert!(
            (lines.max(1) - 1..=lines).contains(&start.results),
            "{length}: {} of {lines}",
            start.results
        );
        assert_eq!(start.problems, []);
        // What comes next is not glued to a line that was cut off.
        journal.page(&page(7, "ok")).unwrap();
        drop(journal);
        let (journal, again) = Journal::open(&path).unwrap();
        assert_eq!(again.results, start.results + 1, "{length}");
        assert!(again.lock.pages.contains_key("https://example.org/9"));
        drop(journal);
    }
}

/// The test program itself, started again as a run that goes on until it is killed; see below.
#[test]
fn run_until_killed() {
    let Some(path) = std::env::var_os("KB_JOURNAL_TEST") else { return };
    let (mut journal, _) = Journal::open(Path::new(&path)).unwrap();
    let mut told = std::io::stdout().lock();
    for number in 0.. {
        journal.page(&page(number, "ok")).unwrap();
        writeln!(told, "\nwritten {number}").unwrap();
        told.flush().unwrap();
    }
}

#[test]
fn a_run_that_is_killed_loses_no_result_that_it_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    for round in 1..=5 {
        let forking = FORKING.write().unwrap_or_else(PoisonError::into_inner);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "run_until_killed", "--nocapture"])
            .env("KB_JOURNAL_TEST", &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        drop(forking);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // It lives until the child is killed: a pipe without a reader would end the child before.
        let mut told = lines.filter_map(|line| {
            line.unwrap().strip_prefix("written ").map(|number| number.parse::<usize>().unwrap())
        });
        let last = told.find(|number| *number >= round * 40).unwrap();
        assert!(matches!(Journal::open(&path), Err(JournalError::Busy { .. })), "two runs at once");
        child.kill().unwrap();
        child.wait().unwrap();
        let (journal, start) = Journal::open(&path).unwrap();
        for number in 0..=last {
            assert!(
                start.lock.pages.contains_key(&format!("https://example.org/{number}")),
                "{number} of {last}"
            );
        }
        assert!(!path.exists(), "nothing is finished yet");
        drop(journal);
    }
}

#[test]
fn a_second_run_is_refused_and_changes_nothing() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let (mut first, _) = Journal::open(&path).unwrap();
    let error = Journal::open(&path).unwrap_err();
    assert!(matches!(error, JournalError::Busy { .. }), "{error}");
    first.page(&page(1, "ok")).unwrap();
    first.finish(&lock_of([page(1, "ok")])).unwrap();
    let (_, start) = Journal::open(&path).unwrap();
    assert_eq!(start.lock.pages.len(), 1);
}

#[test]
fn a_damaged_lock_is_copied_before_it_is_written_again() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let good = lock_of([page(1, "ok")]).to_string();
    let keep = |damaged: &str| {
        fs::write(&path, damaged).unwrap();
        let (journal, start) = Journal::open(&path).unwrap();
        assert!(!start.problems.is_empty());
        assert_eq!(start.lock.pages.len(), 1);
        let copy = journal.finish(&start.lock).unwrap().unwrap();
        assert_eq!(fs::read_to_string(&copy).unwrap(), damaged);
        assert_eq!(LockFile::read(&fs::read(&path).unwrap()).problems, []);
        copy.file_name().unwrap().to_str().unwrap().to_owned()
    };
    assert_eq!(keep(&format!("{good}<<<<<<< HEAD\n")), "links.lock.damaged");
    assert_eq!(keep(&format!("{good}<<<<<<< HEAD\n")), "links.lock.damaged", "the same once more");
    assert_eq!(keep(&format!("{good}=======\n")), "links.lock.damaged-2", "no copy is written over");
    assert_eq!(names(folder.path()), [NAME, "links.lock.damaged", "links.lock.damaged-2"]);
}

#[test]
fn what_came_into_the_lock_during_the_run_is_merged_in() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let (journal, _) = Journal::open(&path).unwrap();
    fs::write(&path, lock_of([page(5, "ok")]).to_string()).unwrap();
    journal.finish(&lock_of([page(1, "ok")])).unwrap();
    assert_eq!(Lock::parse(&fs::read_to_string(&path).unwrap()).0.pages.len(), 2);
}

#[test]
fn what_a_run_leaves_out_is_gone() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    fs::write(&path, lock_of([page(5, "ok")]).to_string()).unwrap();
    let (journal, _) = Journal::open(&path).unwrap();
    journal.finish(&lock_of([page(1, "ok")])).unwrap();
    assert_eq!(Lock::parse(&fs::read_to_string(&path).unwrap()).0.pages.len(), 1);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    for name in [NAME, "links.lock.part"] {
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        std::os::unix::fs::symlink(&victim, folder.path().join(name)).unwrap();
        let error = Journal::open(&folder.path().join(NAME)).unwrap_err();
        assert!(matches!(error, JournalError::NoPlainFile { .. }), "{error}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    }
}

#[test]
fn where_nothing_can_be_written_the_error_says_so() {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let error = Journal::open(&folder.path().join("missing").join(NAME)).unwrap_err();
    assert!(error.to_string().starts_with("cannot open `"), "{error}");
}
