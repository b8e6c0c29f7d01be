//! `kb export`: the records for other people's programs.

mod check;
mod commit;
mod parts;
mod target;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use semver::Version;

use super::Done;
use super::open::{Opened, find, open, open_lean};
use super::output::{Colour, Failure, failure, note};
use super::today::today;
use crate::corpus::Corpus;
use crate::count::count;
use crate::diagnostic::Level;
use crate::export::v1::Commit;
use crate::export::{self, About, Absence, Contract, UNRELEASED, Unexported};
use crate::knowledge_base::KnowledgeBase;
use crate::lint::{Config, Context, Outcome, any_error, run as run_rules};
use crate::lock::Lock;
use crate::model::Kind;

/// Writes the records in force, as other programs read them. Refuses while `kb lint` finds errors.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder that contains kb.toml. Default: the current folder, ./kb, or the nearest folder above.
    path: Option<PathBuf>,
    /// How to write them.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Write to this file, whole or not at all (csv: to this folder or .zip file; parquet: to this folder). Default, and with `-`: standard
    /// output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write nothing; if the file differs from what would be written, say where and exit with 1.
    #[arg(long, requires = "out")]
    check: bool,
    /// The version of the content to write into the export (Semantic Versioning). Default: the one in kb.toml, or
    /// 0.0.0-unreleased.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    data_version: Option<Version>,
    /// The day that counts as today for the rules, YYYY-MM-DD. Default: today (UTC).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

impl Arguments {
    /// The file or folder to write to; nothing for standard output.
    fn target(&self) -> Option<&Path> {
        self.out.as_deref().filter(|out| *out != Path::new("-"))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// kb.json: one object with everything.
    Json,
    /// One JSON object per line: metadata, redirects, records.
    Ndjson,
    /// Linked data with the terms of schema.org and SKOS (JSON-LD 1.1).
    Jsonld,
    /// The references, for citation programs (CSL-JSON).
    Csl,
    /// Tables (RFC 4180): one file per kind and one for all citations, in a folder or a zip file.
    Csv,
    /// The types of kb.json in TypeScript.
    Dts,
    /// A SQLite database with foreign keys, full-text search and views.
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// Parquet tables with typed columns: one file per kind and one for all citations.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    fn name(self) -> String {
        format!("{self:?}").to_ascii_lowercase()
    }
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    let (format, out) = (arguments.format, arguments.target());
    if arguments.check && out.is_none() {
        let failure = Failure::new("`--check` compares a file, and `--out -` is standard output");
        return Err(failure.help("give the file to compare: `--out kb.json --check`"));
    }
    let parts = parts::of(format, out, scratch(arguments))?;
    let (root, prefix) = find(arguments.path.as_deref())?;
    let as_of = arguments.as_of.unwrap_or_else(today);
    let mut opened = open_lean(Some(&root))?;
    if !opened.has_texts && any_error(&context(&opened, as_of)) {
        // They are counted as `kb lint` counts them, which needs the texts.
        opened = open(Some(&root))?;
    }
    let outcome = opened.has_texts.then(|| run_rules(&context(&opened, as_of), ""));
    if let Some(refusal) = refuse(&opened, outcome.as_ref(), &prefix) {
        failure(&refusal, colour);
        return Ok(Done::Findings);
    }
    tell_drafts(&opened.corpus);
    let (base, config, lock) = keep(opened);
    let about = |source| about(&config, arguments.data_version.as_ref(), source);
    let with_commit = about(commit::of(&root));
    let contract = Contract::new(&base, &lock, &with_commit);
    export::validate(&contract).map_err(|error| {
        Failure::new(error.to_string()).help("this is a bug in `kb`; nothing was written")
    })?;
    if !arguments.check {
        target::write(&contract, &parts, out)?;
        return Ok(Done::Clean);
    }
    // A file that is committed beside the records cannot name the commit that holds it, so it may name none.
    let without_commit = about(None);
    let alternatives = [contract, Contract::new(&base, &lock, &without_commit)];
    let out = out.unwrap_or(Path::new(""));
    match check::differs(&alternatives, &parts, out)? {
        None => Ok(Done::Clean),
        Some(difference) => {
            let again =
                format!("`kb export --format {} --out {}` writes it again", format.name(), out.display());
            failure(&Failure::new(difference).help(again), colour);
            Ok(Done::Findings)
        }
    }
}

/// What an export says of itself: as kb.toml has it, save for a version that was asked for.
pub(super) fn about(config: &Config, data_version: Option<&Version>, source: Option<Commit>) -> About {
    let stated = config.data_version.as_ref().map(|(version, _)| version);
    About {
        title: config.title.clone(),
        language: config.language.clone(),
        licence: config.licence.clone(),
        data_version: data_version.or(stated).map_or_else(|| UNRELEASED.to_owned(), Version::to_string),
        source,
    }
}

/// What an export is made from. The texts of the files and all that the rules looked at are let go: a large knowledge base has many.
fn keep(opened: Opened) -> (KnowledgeBase, Config, Lock) {
    let lock = opened.lock.map(|file| file.lock).unwrap_or_default();
    (opened.corpus.into_base(), opened.config, lock)
}

/// Where files are made that go to their place when they are whole: in the same folder, where there must be room for them in any case,
/// or where the system has its temporary files.
fn scratch(arguments: &Arguments) -> PathBuf {
    match arguments.target().filter(|_| !arguments.check).and_then(Path::parent) {
        None => std::env::temp_dir(),
        Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) => folder.to_owned(),
    }
}

fn context(opened: &Opened, as_of: Date) -> Context<'_> {
    Context::new(&opened.corpus, &opened.config, opened.lock.as_ref(), as_of)
}

/// Why these records are not exported, if so.
fn refuse(opened: &Opened, outcome: Option<&Outcome>, prefix: &str) -> Option<Failure> {
    let lint = format!("kb lint {}", prefix.trim_end_matches('/'));
    let shows = format!("`{}` shows", lint.trim_end());
    let lost = opened.corpus.lost();
    if let Some((first, more)) = lost.split_first() {
        let message = match more.len() {
            0 => format!("`{prefix}{first}` cannot be read as a record"),
            more => format!("`{prefix}{first}` and {} cannot be read as records", count(more, "other file")),
        };
        let message = format!("nothing was exported: {message}");
        return Some(Failure::new(message).help(format!("{shows} why")));
    }
    if let Some(outcome) = outcome.filter(|outcome| outcome.fails()) {
        let message = match outcome.count(Level::Error) {
            0 => {
                let left_out = outcome.not_checked.iter().find(|left_out| left_out.is_failure);
                format!(
                    "these rules could not run: {}",
                    left_out.map(ToString::to_string).unwrap_or_default()
                )
            }
            1 => "there is 1 finding at error level".to_owned(),
            errors => format!("there are {} at error level", count(errors, "finding")),
        };
        let message = format!("nothing was exported: {message}");
        return Some(Failure::new(message).help(format!("{shows} them")));
    }
    let nowhere = export::unexported(&opened.corpus);
    let Unexported { from, pointer, to } = nowhere.first()?;
    let (folder, id) = to.split_once('/').unwrap_or_default();
    let absence = Kind::from_folder(folder).map(|kind| export::absence_of(&opened.corpus, kind, id));
    let (why, help) = match absence.unwrap_or(Absence::Unread) {
        Absence::Draft => ("which is a draft", "publish that record, or refer to another one"),
        Absence::Replaced => ("which was replaced", "refer to the record that replaced it"),
        Absence::Withdrawn => ("which was withdrawn", "refer to a record in force"),
        Absence::Unread => ("whose file cannot be read as a record", "fix that file"),
    };
    let others = match nowhere.len() - 1 {
        0 => String::new(),
        1 => "; there is 1 more reference like this".to_owned(),
        more => format!("; there are {} like this", count(more, "more reference")),
    };
    let message = format!("nothing was exported: `{from}` refers at `{pointer}` to `{to}`, {why}{others}");
    Some(Failure::new(message).help(help))
}

/// Says which drafts are not in the export: nobody would see that they are missing.
fn tell_drafts(corpus: &Corpus) {
    let names: Vec<String> =
        export::drafts(corpus).map(|file| format!("`{}`", file.path.trim_end_matches(".yaml"))).collect();
    let shown = names.get(..5).unwrap_or(&names).join(", ");
    match names.len() {
        0 => {}
        1..=5 => note(&format!("left out {}: {shown}", count(names.len(), "draft"))),
        more => note(&format!("left out {}: {shown} and {} more", count(more, "draft"), more - 5)),
    }
}

/// A version of the form that Semantic Versioning 2.0.0 gives it.
pub(super) fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).map_err(|_| "write a version as `1.2.3` (Semantic Versioning)".to_owned())
}
