//! `kb lint`: the gate.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Done;
use super::open::{Opened, open};
use super::output::{Colour, Failure, print, width};
use crate::diagnostic::Level;
use crate::lint::{Context, run as run_rules};
use crate::report::human::Style;
use crate::report::{human, json};

/// Checks a knowledge base: files, schemas, references between records, and every rule. It writes nothing.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder that holds kb.toml; left out: the current folder, ./kb, or the nearest one upward.
    path: Option<PathBuf>,
    /// How to write what was found.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The day that counts as today, YYYY-MM-DD; left out: today (UTC).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Exit with 1 for warnings also.
    #[arg(long)]
    warnings_as_errors: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: each finding over its source lines.
    Human,
    /// For programs: one object, kb-report/v1.
    Json,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    let Opened { corpus, config, prefix } = open(arguments.path.as_deref())?;
    let as_of = arguments.as_of.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
    let outcome = run_rules(&Context { corpus: &corpus, config: &config, as_of }, &prefix);
    let text = match arguments.format {
        Format::Human => human::render(&outcome, Style { colour: colour.on(&io::stdout()), width: width() }),
        Format::Json => json::render(&outcome)
            .map_err(|error| Failure::new(format!("cannot write the report: {error}")))?,
    };
    print(&text)?;
    let fails =
        outcome.count(Level::Error) > 0 || arguments.warnings_as_errors && outcome.count(Level::Warning) > 0;
    Ok(if fails { Done::Findings } else { Done::Clean })
}
