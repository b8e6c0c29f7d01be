//! `kb completions SHELL`: completions for a shell, from the same definition as the arguments.

use clap::CommandFactory;
use clap_complete::Shell;

use super::Done;
use super::output::{Failure, print};

/// Prints completions for a shell; its manual says where they go.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "kb", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Done::Clean)
}
