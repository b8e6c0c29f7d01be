//! The program `kb`: one command, one file. The only place that prints, reads the environment or chooses an exit code.

mod completions;
mod diff;
mod explain;
mod export;
mod fix;
mod fmt;
mod levels;
#[cfg(feature = "links")]
mod links;
mod lint;
mod man;
mod open;
mod output;
mod rules;
mod schema;
mod show;
mod shown;
mod source;
mod today;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What came of a command.
enum Done {
    /// All is well.
    Clean,
    /// There are findings that fail the run.
    Findings,
}

/// Checks a knowledge base of massage: every claim cited, worded no stronger than its evidence, and safe to act on.
#[derive(Parser)]
#[command(name = "kb", version, about, propagate_version = true, disable_help_subcommand = true)]
#[command(after_help = "exit codes: 0 no errors, 1 at least one error, 2 the command could not do its job")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colour; NO_COLOR is respected.
    #[arg(long, global = true, value_enum, default_value_t = output::Colour::Auto, value_name = "WHEN")]
    color: output::Colour,
}

#[derive(Subcommand)]
enum Command {
    /// Check a knowledge base.
    Lint(lint::Arguments),
    /// Check that each source is still there and still contains the quotes.
    #[cfg(feature = "links")]
    Links(Box<links::Arguments>),
    /// Check whether each source still stands: this program was built without it.
    #[cfg(not(feature = "links"))]
    #[command(hide = true)]
    Links {
        /// Whatever was asked for.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<std::ffi::OsString>,
    },
    /// Write the records in their standard form.
    Fmt(fmt::Arguments),
    /// List the rules.
    Rules(rules::Arguments),
    /// Explain a rule: why it exists, with a bad and a good example.
    Explain(explain::Arguments),
    /// Write the records for other programs.
    Export(export::Arguments),
    /// Show what changed between two exports, and the version it needs.
    Diff(diff::Arguments),
    /// Show a record and everything that refers to it.
    Show(show::Arguments),
    /// Check a source record against the document it was made from.
    Source(source::Arguments),
    /// Print or write the JSON Schemas of the records.
    Schema(schema::Arguments),
    /// Print completions for a shell.
    Completions(completions::Arguments),
    /// Print the manual page.
    Man(man::Arguments),
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let colour = arguments.color;
    let done = match arguments.command {
        Command::Lint(arguments) => lint::run(&arguments, colour),
        #[cfg(feature = "links")]
        Command::Links(arguments) => links::run(&arguments, colour),
        #[cfg(not(feature = "links"))]
        Command::Links { .. } => Err(output::Failure::new("this program was built without `kb links`")
            .help("build it with `--features full`, in a clone: `cargo run --features full -- links`")),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments, colour),
        Command::Export(arguments) => export::run(&arguments, colour),
        Command::Diff(arguments) => diff::run(&arguments, colour),
        Command::Show(arguments) => show::run(&arguments),
        Command::Source(arguments) => source::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    };
    match done {
        Ok(Done::Clean) => ExitCode::SUCCESS,
        Ok(Done::Findings) => ExitCode::from(1),
        Err(failure) => {
            output::failure(&failure, colour);
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        super::Arguments::command().debug_assert();
    }
}
