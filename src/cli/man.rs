//! `kb man`: the manual page, from the same definition as the arguments.

use clap::CommandFactory;
use clap_mangen::Man;

use super::Done;
use super::output::{Failure, print};

/// Prints the manual page of `kb`, or of one of its commands, for `man -l`.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The command; left out: `kb` itself.
    command: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let mut whole = super::Arguments::command();
    whole.build();
    let command = match &arguments.command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::new(format!("there is no command `{name}`")).help("`kb --help` lists them")
        })?,
    };
    let mut page = Vec::new();
    Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::new(format!("cannot write the manual page: {error}")))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Done::Clean)
}
