//! `kb links merge`: the locks of several runs put together.

use std::path::PathBuf;

use super::super::Done;
use super::super::output::{Failure, note, print, write_file};
use crate::count::count;
use crate::lock::{Lock, LockFile};

#[derive(clap::Args)]
pub(in super::super) struct Arguments {
    /// The locks.
    #[arg(required = true, value_name = "LOCK")]
    locks: Vec<PathBuf>,
    /// Write the result to this file; left out: to standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let mut merged = Lock::default();
    let mut damaged = 0;
    for path in &arguments.locks {
        let bytes = std::fs::read(path)
            .map_err(|error| Failure::new(format!("cannot read `{}`: {error}", path.display())))?;
        let read = LockFile::read(&bytes);
        for problem in &read.problems {
            note(&format!("{}:{}: {}", path.display(), problem.line, problem.fault));
        }
        damaged += read.problems.len();
        merged.merge(read.lock);
    }
    if damaged > 0 {
        // A result that leaves lines out without a word would lose them for good.
        return Err(Failure::new(format!(
            "{} cannot be read, so nothing was written",
            count(damaged, "line")
        ))
        .help("fix or remove these lines and run again"));
    }
    match &arguments.output {
        Some(path) => {
            write_file(path, &merged.to_string())?;
            note(&format!("wrote `{}`", path.display()));
        }
        None => print(&merged.to_string())?,
    }
    Ok(Done::Clean)
}
