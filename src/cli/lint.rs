//! `kb lint`: the gate.

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::Done;
use super::fix::{self, FixArguments};
use super::levels;
use super::open::{Opened, open};
use super::output::{Colour, Failure, note, print, width, write_file};
use super::today::today;
use crate::corpus::Corpus;
use crate::diagnostic::Level;
use crate::fix::mend;
use crate::lint::{Context, Outcome, run as run_rules, run_timed};
use crate::report::human::Style;
use crate::report::statistics::Statistics;
use crate::report::{concise, github, gitlab, human, json, junit, sarif};

/// Checks a knowledge base: files, schemas, references between records, and every rule. It changes no record, unless with --fix.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder that contains kb.toml. Default: the current folder, ./kb, or the nearest folder above.
    path: Option<PathBuf>,
    /// The format of the report. Default: github inside GitHub Actions, human elsewhere.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write the report to this file, and the human report to the terminal.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    levels: levels::LevelArguments,
    /// Print the level of every rule and where it was set; check nothing.
    #[arg(long)]
    show_config: bool,
    /// The day that counts as today, YYYY-MM-DD. Default: today (UTC).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Exit with 1 for warnings too.
    #[arg(long)]
    warnings_as_errors: bool,
    /// Also show the findings and the time of each rule: after the human report, under `statistics` in the json
    /// report, and on standard error for the other formats, which have no place for it.
    #[arg(long, conflicts_with_all = ["show_config", "diff"])]
    statistics: bool,
    #[command(flatten)]
    fix: FixArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: each finding with its source lines.
    Human,
    /// One line per finding: path:line:col: level[rule] message.
    Concise,
    /// For programs: one object, kb-report/v1.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// JUnit XML, for test dashboards.
    Junit,
    /// GitLab's code quality report.
    Gitlab,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    let start = arguments.statistics.then(Instant::now);
    let Opened { mut sources, schemas, corpus, mut config, lock, prefix, .. } =
        open(arguments.path.as_deref())?;
    let reading = start.map(|start| start.elapsed());
    levels::apply(&arguments.levels, &mut config)?;
    if arguments.show_config {
        print(&levels::show(&config, &prefix))?;
        return Ok(Done::Clean);
    }
    let as_of = arguments.as_of.unwrap_or_else(today);
    let look = |corpus: &Corpus, reading: Option<Duration>| {
        let context = Context::new(corpus, &config, lock.as_ref(), as_of);
        let Some(reading) = reading else { return run_rules(&context, &prefix) };
        let mut outcome = run_timed(&context, &prefix);
        outcome.times.iter_mut().for_each(|times| times.reading = reading);
        outcome
    };
    let outcome = match arguments.fix.least() {
        None => look(&corpus, reading),
        Some(least) => {
            let mended = mend(&mut sources, &schemas, &config, lock.as_ref(), as_of, &prefix, least);
            if arguments.fix.diff {
                return fix::show(&sources, &mended, &prefix);
            }
            let outcome = fix::write(&sources, mended)?;
            match reading {
                // Repairs look several times; the times are those of one more look at what is left.
                Some(_) => {
                    Outcome { fixed: outcome.fixed, ..look(&Corpus::read(&sources, &schemas), reading) }
                }
                None => outcome,
            }
        }
    };
    let format = arguments.format.unwrap_or_else(|| match std::env::var("GITHUB_ACTIONS").as_deref() {
        Ok("true") => Format::Github,
        _ => Format::Human,
    });
    match &arguments.output {
        Some(path) => {
            write_file(path, &render(&outcome, format, Colour::Never)?)?;
            print(&render(&outcome, Format::Human, colour)?)?;
        }
        None => print(&render(&outcome, format, colour)?)?,
    }
    if arguments.output.is_none()
        && !matches!(format, Format::Human | Format::Json)
        && let Some(statistics) = Statistics::of(&outcome)
    {
        note(statistics.table().trim_end());
    }
    let fails = outcome.fails() || arguments.warnings_as_errors && outcome.count(Level::Warning) > 0;
    Ok(if fails { Done::Findings } else { Done::Clean })
}

fn render(outcome: &Outcome, format: Format, colour: Colour) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("cannot write the report: {error}"));
    Ok(match format {
        Format::Human => human::render(outcome, Style { colour: colour.on(&io::stdout()), width: width() }),
        Format::Concise => concise::render(outcome),
        Format::Json => json::render(outcome).map_err(|error| failed(&error))?,
        Format::Sarif => sarif::render(outcome),
        Format::Github => github::render(outcome),
        Format::Junit => junit::render(outcome).map_err(|error| failed(&error))?,
        Format::Gitlab => gitlab::render(outcome),
    })
}
