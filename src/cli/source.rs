//! `kb source ID --text FILE`: a source record beside the document that it was made from.

use std::fmt::Write;
use std::path::PathBuf;

use super::Done;
use super::open::{Opened, open};
use super::output::{Failure, print};
use crate::count::count;
use crate::document::{compare, word_runs};
use crate::nearest::nearest;

/// Checks a source record against the document's text: whether each unit stands in its line, and what is in no unit.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The source's id.
    id: String,
    /// The document's text. It is read and not kept.
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// Print the field `word_runs` of the record instead, by which copied words are found.
    #[arg(long)]
    word_runs: bool,
    /// The folder that contains kb.toml. Default: the current folder, ./kb, or the nearest folder above.
    path: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let shown = arguments.text.display();
    let document = std::fs::read_to_string(&arguments.text).map_err(|error| {
        Failure::new(format!("cannot read `{shown}`: {error}")).help("give a file of UTF-8 text")
    })?;
    if arguments.word_runs {
        print(&format!("word_runs: \"{}\"\n", word_runs(&document)))?;
        return Ok(Done::Clean);
    }
    let Opened { corpus, .. } = open(arguments.path.as_deref())?;
    let id = arguments.id.trim_start_matches("sources/");
    let Some(source) = corpus.base.sources.any(id) else {
        let help = match nearest(id, corpus.base.sources.all().map(|source| source.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a source is a record of the folder `sources/`".to_owned(),
        };
        return Err(Failure::new(format!("there is no source `{id}`")).help(help));
    };
    let comparison = compare(&source.coverage, &document);
    let mut text = String::new();
    let mut missing = 0;
    for (unit, found) in source.coverage.iter().zip(&comparison.found) {
        if found.is_none() {
            missing += 1;
            let _ = writeln!(
                text,
                "line {}, position {}: no text with the hash {}",
                unit.line, unit.position, unit.hash
            );
        }
    }
    for (line, words) in &comparison.left_over {
        let _ = writeln!(text, "line {line}: in no unit: {words}");
    }
    let total = source.coverage.len();
    let _ = writeln!(
        text,
        "{} of {} found, {} in no unit",
        total - missing,
        count(total, "unit"),
        count(comparison.left_over.len(), "stretch").replace("stretchs", "stretches")
    );
    let same = source.word_runs.as_deref().unwrap_or_default() == word_runs(&document);
    let _ = writeln!(text, "word runs: {}", if same { "those of the text" } else { "not those of the text" });
    print(&text)?;
    Ok(if missing == 0 && comparison.left_over.is_empty() && same { Done::Clean } else { Done::Findings })
}
