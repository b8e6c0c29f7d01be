//! `kb show ID`: what must be shown before a record, the record, and all that refers to it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::Done;
use super::open::{Opened, open};
use super::output::{Failure, note, print};
use super::shown::shown;
use crate::corpus::{Corpus, File};
use crate::count::count;
use crate::model::{Kind, Mark, Source};
use crate::nearest::nearest;
use crate::source::{MANIFEST, Sources};

/// Shows a record: the warnings that belong to it, its file as it stands, and who refers to it.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The record: `kind/id`, the path of its file, or just the id if only one kind has it.
    record: String,
    /// The folder that contains kb.toml. Default: the current folder, ./kb, or the nearest folder above.
    path: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let written = Path::new(&arguments.record).canonicalize().ok().filter(|path| path.is_file());
    let root = arguments.path.clone().or_else(|| root_of(written.as_deref()?));
    let Opened { corpus, prefix, sources, config, .. } = open(root.as_deref())?;
    let number = match written.and_then(|path| number_of(&sources, &path)) {
        Some(number) => number,
        None => find(&corpus, arguments.record.strip_prefix(&prefix).unwrap_or(&arguments.record))?,
    };
    let number = follow(&corpus, number);
    let Some(file) = corpus.files.get(number) else { return Ok(Done::Clean) };
    let mut text = format!("{prefix}{}\n\n", file.path);
    let warnings = file.kind.map(|kind| shown(&corpus.base, kind, &file.id, &config.language));
    if let Some(warnings) = warnings.filter(|warnings| !warnings.is_empty()) {
        text.push_str(&warnings);
        text.push('\n');
    }
    match file
        .kind
        .and_then(|kind| (kind == Kind::Sources).then(|| corpus.base.sources.any(&file.id)).flatten())
    {
        Some(source) => text.push_str(&coverage(source)),
        None => text.push_str(file.as_written().trim_end()),
    }
    text.push_str("\n\n");
    text.push_str(&back_references(&corpus, number));
    print(&text)?;
    if file.kind.is_some_and(|kind| corpus.base.label(kind, &file.id).is_some()) {
        return Ok(Done::Clean);
    }
    note(&format!(
        "`{}` cannot be read as a record, and is shown as it stands: `kb lint` says what is wrong with it",
        address(file)
    ));
    Ok(Done::Findings)
}

/// The folder of the knowledge base that a file is in, where the current folder is in none or may be in another.
fn root_of(file: &Path) -> Option<PathBuf> {
    file.ancestors().skip(1).find(|folder| folder.join(MANIFEST).is_file()).map(Path::to_owned)
}

/// The number of the record whose file stands at `path`.
fn number_of(sources: &Sources, path: &Path) -> Option<usize> {
    (0..sources.entries().len()).find(|&number| {
        sources
            .disk_path(number)
            .is_some_and(|own| own == path || own.canonicalize().is_ok_and(|own| own == path))
    })
}

/// The record that is in force in the place of the one found, with a word about each step; the one found where none is.
fn follow(corpus: &Corpus, found: usize) -> usize {
    let mut way = vec![found];
    let mut here = found;
    while let Some((file, kind)) = corpus.files.get(here).and_then(|file| Some((file, file.kind?))) {
        let withdrawal = corpus.base.withdrawal(kind, &file.id);
        let why = withdrawal.map(|taken| format!(", withdrawn on {}: {}", taken.date, taken.reason));
        let why = why.unwrap_or_default();
        let next = corpus.base.replaced_by(kind, &file.id);
        // A way that leads in a circle or nowhere is an error of its own in `kb lint`; the record at its end is shown.
        match next.and_then(|id| corpus.file_of(kind, id)).filter(|next| !way.contains(next)) {
            Some(next) => {
                let to = corpus.files.get(next).map(address).unwrap_or_default();
                note(&format!("`{}` was replaced by `{to}`{why}", address(file)));
                way.push(next);
                here = next;
            }
            None => {
                if let Some(why) = why.strip_prefix(", ") {
                    note(&format!("`{}` was {why}", address(file)));
                }
                break;
            }
        }
    }
    here
}

fn address(file: &File) -> String {
    file.path.trim_end_matches(".yaml").to_owned()
}

fn find(corpus: &Corpus, wanted: &str) -> Result<usize, Failure> {
    let wanted = wanted.trim_start_matches("./").trim_end_matches(".yaml");
    let fits = |file: &File| if wanted.contains('/') { address(file) == wanted } else { *file.id == *wanted };
    let found: Vec<usize> =
        corpus.files.iter().enumerate().filter(|(_, file)| fits(file)).map(|(number, _)| number).collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => {
            let paths: Vec<String> = corpus.files.iter().map(address).collect();
            let ids = corpus.files.iter().map(|file| &*file.id);
            let near = nearest(wanted, paths.iter().map(String::as_str)).or_else(|| nearest(wanted, ids));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write a record as `kind/id`, for example `muscles/psoas-major`".to_owned(),
            };
            Err(Failure::new(format!("there is no record `{wanted}`")).help(help))
        }
        several => {
            let names: Vec<_> = several
                .iter()
                .filter_map(|&number| corpus.files.get(number))
                .map(|file| format!("`{}`", address(file)))
                .collect();
            Err(Failure::new(format!("`{wanted}` is the id of several records"))
                .help(format!("say which: {}", names.join(" or "))))
        }
    }
}

/// Who refers to the record, a line for each place, with what the referring record is called.
fn back_references(corpus: &Corpus, number: usize) -> String {
    let edges = corpus.graph.incoming(number);
    if edges.is_empty() {
        return "no record refers to it\n".to_owned();
    }
    let mut text = format!("referred to in {}:\n", count(edges.len(), "place"));
    for edge in edges {
        let Some(file) = corpus.files.get(edge.from) else { continue };
        let label = file.kind.and_then(|kind| corpus.base.label(kind, &file.id)).unwrap_or_default();
        let _ = writeln!(text, "  {} {}  {label}", address(file), edge.pointer);
    }
    text
}

/// What became of each unit of a source document.
fn coverage(source: &Source) -> String {
    let mut text = format!(
        "{}\n{}\n\n{:>5} {:>3}  unit      claims or mark\n",
        source.title, source.summary, "line", "pos"
    );
    let (mut claimed, mut marked) = (0, 0);
    for unit in &source.coverage {
        let _ = write!(text, "{:>5} {:>3}  {}  ", unit.line, unit.position, unit.hash);
        match unit.mark {
            Some(mark) => {
                marked += 1;
                let _ = writeln!(text, "({})", mark_name(mark));
            }
            None => {
                claimed += usize::from(!unit.claims.is_empty());
                let ids: Vec<_> = unit.claims.iter().map(ToString::to_string).collect();
                let _ = writeln!(text, "{}", ids.join(", "));
            }
        }
    }
    let open = source.coverage.len() - claimed - marked;
    let _ = write!(
        text,
        "\n{}: {claimed} with claims, {marked} marked, {open} open",
        count(source.coverage.len(), "unit")
    );
    text
}

fn mark_name(mark: Mark) -> &'static str {
    match mark {
        Mark::Heading => "heading",
        Mark::Figure => "figure",
        Mark::Promotion => "promotion",
        Mark::Rhetorical => "rhetorical",
        Mark::Reference => "reference",
    }
}
