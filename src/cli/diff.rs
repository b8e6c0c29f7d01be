//! `kb diff`: what changed between two exports, and the version that it comes to.

use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use semver::Version;

use super::Done;
use super::export::{about, version};
use super::open::{Opened, open};
use super::output::{Colour, Failure, failure, note, print};
use super::today::today;
use crate::count::count;
use crate::diff::{self, Diff, Snapshot, Unreadable};
use crate::export::{Contract, UNRELEASED};
use crate::source::MANIFEST;
use crate::span::Span;

/// Compares two exports. Exits with 0, changed or not; see `--check`.
#[derive(clap::Args)]
#[command(after_help = "\
which change needs which version of the content:
  major  an id is gone, a reference points to nothing, a value has a different type
  minor  a new record; a verdict, a certainty, safety, what programs sort by
  patch  wording, descriptions of sources, reviews
examples:
  kb diff released.json             what is new here since that release
  kb diff released.json --check     fails while `data_version` is too low
  git show v1.0.0:kb.json | kb diff - --format markdown")]
pub(super) struct Arguments {
    /// The old export: a kb.json, the folder of a knowledge base, or `-` for a kb.json on standard input.
    old: PathBuf,
    /// The new one. Default: the knowledge base in the current folder, ./kb, or the nearest folder above, as its
    /// files are now.
    new: Option<PathBuf>,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 if this version of the content is lower than the changes need. Default: the `data_version` of NEW.
    #[arg(long, value_name = "VERSION", num_args = 0..=1, value_parser = version)]
    check: Option<Option<Version>>,
    /// The date in the heading of `--format markdown`, YYYY-MM-DD. Default: today (UTC).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people, with old and new values.
    Human,
    /// For programs: one object, kb-diff/v1.
    Json,
    /// A changelog entry.
    Markdown,
}

/// One of the two exports.
struct Side {
    snapshot: Snapshot,
    /// Where it says its version, if that is in a kb.toml: path, text and place.
    stated: Option<(String, String, Span)>,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<Done, Failure> {
    let stdin = Path::new("-");
    if arguments.old == stdin && arguments.new.as_deref() == Some(stdin) {
        return Err(Failure::new("standard input can hold only one of the two exports")
            .help("give the other one as a file"));
    }
    let old = side(Some(&arguments.old))?;
    let new = side(arguments.new.as_deref())?;
    let diff = Diff::between(&old.snapshot, &new.snapshot);
    let asked = arguments.check.as_ref().map(|asked| asked.as_ref().unwrap_or(&diff.new_version));
    let text = match arguments.format {
        Format::Human => diff::human::render(&diff),
        Format::Json => diff::json::render(&diff, asked)
            .map_err(|error| Failure::new(format!("cannot write the diff as JSON: {error}")))?,
        Format::Markdown => {
            let as_of = arguments.as_of.unwrap_or_else(today);
            let named = asked.filter(|version| diff.allows(version)).cloned();
            diff::markdown::render(&diff, &named.unwrap_or_else(|| diff.version()), &as_of.to_string())
        }
    };
    print(&text)?;
    if diff.new_version < diff.old_version && diff.new_version.to_string() != UNRELEASED {
        note(&format!(
            "note: the new export says it is version {}, which is before the old one's {}: are they the right way round?",
            diff.new_version, diff.old_version
        ));
    }
    match asked {
        Some(version) if !diff.allows(version) => {
            let is_stated = matches!(arguments.check, Some(None));
            failure(&too_low(&diff, version, new.stated.filter(|_| is_stated)), colour);
            Ok(Done::Findings)
        }
        _ => Ok(Done::Clean),
    }
}

/// Says that a version is less than the changes force, and where it stands.
fn too_low(diff: &Diff, version: &Version, stated: Option<(String, String, Span)>) -> Failure {
    let least = diff.least_version();
    let message = match diff.bump() {
        Some(bump) => {
            let old = &diff.old_version;
            format!("`{version}` is too low after `{old}`: a {bump} change needs at least `{least}`")
        }
        None => format!("`{version}` is before `{least}`, although nothing changed"),
    };
    let help = match stated {
        None if version.to_string() == UNRELEASED => {
            format!("write `data_version = \"{least}\"` in {MANIFEST}, at the top")
        }
        _ => format!("use `{least}` or later"),
    };
    let found = Failure::new(message).help(help);
    match stated {
        Some((path, text, span)) => found.place(&path, &text, "this version is too low", None, span),
        None => found,
    }
}

/// One export; where no path is given, the knowledge base that is nearest.
fn side(path: Option<&Path>) -> Result<Side, Failure> {
    let Some(path) = path else { return standing(None) };
    if path == Path::new("-") {
        let bytes = read_all(std::io::stdin(), "standard input")?;
        return read(&bytes, "standard input");
    }
    if path.is_dir() {
        return standing(Some(path));
    }
    let shown = format!("`{}`", path.display());
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::new(format!("there is no file {shown}"))
            .help("`kb export --out kb.json` writes one; commit or keep that of each release"),
        _ => Failure::new(format!("cannot read {shown}: {error}")),
    };
    // A device or a pipe may never end; opening one may wait for ever.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(Failure::new(format!("{shown} is not a plain file"))
            .help("give a kb.json; to compare what another program writes, write `-` and pipe it in"));
    }
    let bytes = read_all(std::fs::File::open(path).map_err(failed)?, &shown)?;
    read(&bytes, &shown)
}

/// The most bytes of an export that are read.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

fn read_all(source: impl Read, shown: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte more than the limit shows that there are more.
    source
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot read {shown}: {error}")))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new(format!("{shown} is larger than {} MiB", MAX_BYTES / 1024 / 1024))
            .help("give what `kb export --format json` wrote"));
    }
    Ok(bytes)
}

fn read(bytes: &[u8], shown: &str) -> Result<Side, Failure> {
    let snapshot = Snapshot::read(bytes).map_err(|error| {
        let help = match &error {
            Unreadable::OtherMajor { .. } => "use a `kb` of that version",
            _ => "give what `kb export --format json` wrote",
        };
        Failure::new(format!("{shown} cannot be compared: {error}")).help(help)
    })?;
    Ok(Side { snapshot, stated: None })
}

/// A knowledge base as its files stand, whatever the rules say of them. What cannot be read must not look as if it were removed.
fn standing(path: Option<&Path>) -> Result<Side, Failure> {
    let Opened { corpus, config, lock, prefix, .. } = open(path)?;
    let lint = format!("kb lint {}", prefix.trim_end_matches('/'));
    let lint = format!("`{}` shows why", lint.trim_end());
    let lost = corpus.lost();
    if let Some(first) = lost.first() {
        let message = match lost.len() - 1 {
            0 => format!("`{prefix}{first}` cannot be read as a record, so it would look removed"),
            more => format!(
                "`{prefix}{first}` and {} cannot be read as records, so they would look removed",
                count(more, "other file")
            ),
        };
        return Err(Failure::new(message).help(lint));
    }
    if lock.as_ref().is_some_and(|file| !file.problems.is_empty()) {
        let message = format!("`{prefix}{}` is damaged, so sources would look unchecked", crate::lock::NAME);
        return Err(Failure::new(message).help(lint));
    }
    let about = about(&config, None, None);
    let lock = lock.map(|file| file.lock).unwrap_or_default();
    let snapshot = Snapshot::of(&Contract::new(&corpus.base, &lock, &about))
        .map_err(|error| Failure::new(format!("the knowledge base cannot be compared: {error}")))?;
    let stated = config.data_version.map(|(_, span)| (format!("{prefix}{MANIFEST}"), config.text, span));
    Ok(Side { snapshot, stated })
}
