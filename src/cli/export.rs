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
use super::output::{Colour, Failure, failure};
use super::today::today;
use crate::count::count;
use crate::diagnostic::Level;
use crate::export::v1::Commit;
use crate::export::{self, About, Contract, UNRELEASED, Unexported};
use crate::knowledge_base::KnowledgeBase;
use crate::lint::{Config, Context, any_error, run as run_rules};
use crate::lock::Lock;

/// Writes the records in force, as other programs read them. Refuses while `kb lint` finds errors.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder that holds kb.toml; left out: the current folder, ./kb, or the nearest one upward.
    path: Option<PathBuf>,
    /// How to write them.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Write to this file, whole or not at all (csv: to this folder or .zip file; parquet: to this folder); left out: to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write nothing; exit with 1 and say where, if the file differs from what would be written.
    #[arg(long, requires = "out")]
    check: bool,
    /// The version of the content, which the export then carries (Semantic Versioning); left out: that of kb.toml, or else
    /// 0.0.0-unreleased.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    data_version: Option<Version>,
    /// The day that counts as today for the rules, YYYY-MM-DD; left out: today (UTC).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// kb.json: one object, the contract as it is.
    Json,
    /// One JSON object a line: the meta data, redirects, records.
    Ndjson,
    /// Linked data in the words of schema.org and SKOS (JSON-LD 1.1).
    Jsonld,
    /// The references, for citation programs (CSL-JSON).
    Csl,
    /// Tables (RFC 4180): one file a kind, and one for all citations, in a folder or a zip file.
    Csv,
    /// The types of kb.json in TypeScript.
    Dts,
    /// A SQLite database with foreign keys, full-text search and views.
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// Parquet tables with typed columns: one file a kind, and one for all citations.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    fn name(self) -> String {
        format!("{self:?}").to_ascii_lowercase()
    }
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    let (format, out) = (arguments.format, arguments.out.as_deref());
    let parts = parts::of(format, out, scratch(arguments))?;
    let (root, prefix) = find(arguments.path.as_deref())?;
    let as_of = arguments.as_of.unwrap_or_else(today);
    let mut opened = open_lean(Some(&root))?;
    if !opened.has_texts && any_error(&context(&opened, as_of)) {
        // They are counted as `kb lint` counts them, which needs the texts.
        opened = open(Some(&root))?;
    }
    let errors =
        if opened.has_texts { run_rules(&context(&opened, as_of), "").count(Level::Error) } else { 0 };
    if let Some(refusal) = refuse(&opened, errors, prefix.trim_end_matches('/')) {
        failure(&refusal, colour);
        return Ok(Done::Findings);
    }
    let (base, config, lock) = keep(opened);
    let about = |source| about(&config, arguments.data_version.as_ref(), source);
    let with_commit = about(commit::of(&root));
    let contract = Contract::new(&base, &lock, &with_commit);
    export::validate(&contract).map_err(|error| {
        Failure::new(error.to_string()).help("this is a fault of `kb`; nothing was written")
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
                format!("`kb export --format {} --out {}` writes it anew", format.name(), out.display());
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
    match arguments.out.as_deref().filter(|_| !arguments.check).and_then(Path::parent) {
        None => std::env::temp_dir(),
        Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) => folder.to_owned(),
    }
}

fn context(opened: &Opened, as_of: Date) -> Context<'_> {
    Context::new(&opened.corpus, &opened.config, opened.lock.as_ref(), as_of)
}

/// Why these records are not exported, if so.
fn refuse(opened: &Opened, errors: usize, shown: &str) -> Option<Failure> {
    if errors > 0 {
        let are = if errors == 1 { "is" } else { "are" };
        let errors = count(errors, "finding");
        let lint = format!("kb lint {shown}");
        return Some(
            Failure::new(format!("nothing was exported: there {are} {errors} at error level"))
                .help(format!("`{}` shows them", lint.trim_end())),
        );
    }
    let nowhere = export::unexported(&opened.corpus);
    let Unexported { from, pointer, to } = nowhere.first()?;
    let others = match nowhere.len() - 1 {
        0 => String::new(),
        more => format!("; so do {} more", count(more, "reference")),
    };
    Some(
        Failure::new(format!(
            "nothing was exported: `{from}` refers at `{pointer}` to `{to}`, which is a draft, withdrawn or replaced{others}"
        ))
        .help("refer to a record in force, or publish that one"),
    )
}

/// A version of the form that Semantic Versioning 2.0.0 gives it.
pub(super) fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).map_err(|_| "a version is written `1.2.3` (Semantic Versioning)".to_owned())
}
