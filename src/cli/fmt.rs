//! `kb fmt`: one way to write records down.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::prelude::*;

use super::Done;
use super::fix::diff;
use super::open::{discover, find};
use super::output::{Failure, note, print, replace_record};
use crate::count::count;
use crate::format::{KeyOrder, format};
use crate::lint::silenced_places;
use crate::model::Kind;
use crate::schema::schema_text;
use crate::source::Sources;

/// Writes every record in its canonical form: the order of keys, the indentation, the empty lines. What a record says stays the
/// same, and so do quotes and comments. A record that cannot be read is named and left alone.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder that contains kb.toml. Default: the current folder, ./kb, or the nearest folder above.
    path: Option<PathBuf>,
    /// Change nothing: list the files that would change, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Change nothing: print what would change as a unified diff, and exit with 1 if there is anything.
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

/// What comes of one file.
enum Formatted {
    Same,
    Changed { before: String, after: String },
    LeftAlone(String),
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    let (root, prefix) = find(arguments.path.as_deref())?;
    let sources = discover(&root)?;
    let orders = orders()?;
    let numbers = 0..sources.entries().len();
    let formatted: Vec<Formatted> =
        numbers.into_par_iter().map(|number| one(&sources, number, &orders)).collect();
    let writes = !arguments.check && !arguments.diff;
    let (mut text, mut changed, mut left_alone) = (String::new(), 0, 0);
    for (number, (formatted, entry)) in formatted.iter().zip(sources.entries()).enumerate() {
        let path = format!("{prefix}{}", entry.path);
        match formatted {
            Formatted::Same => {}
            Formatted::Changed { before, after } => {
                if writes {
                    let disk = sources.disk_path(number).unwrap_or_default();
                    replace_record(&disk, before, after).map_err(|failure| {
                        failure.help(format!("{} before it were written", count(changed, "file")))
                    })?;
                }
                changed += 1;
                text.push_str(&if arguments.diff { diff(&path, before, after) } else { format!("{path}\n") });
            }
            Formatted::LeftAlone(reason) => {
                left_alone += 1;
                note(&format!("left alone: {path}: {reason}"));
            }
        }
    }
    print(&text)?;
    let verb = if writes { "changed" } else { "would change" };
    let rest = sources.entries().len() - changed - left_alone;
    note(&format!(
        "{} {verb}, {rest} already in standard form, {left_alone} left alone",
        count(changed, "file")
    ));
    Ok(if left_alone > 0 || changed > 0 && !writes { Done::Findings } else { Done::Clean })
}

fn orders() -> Result<BTreeMap<Kind, KeyOrder>, Failure> {
    let order = |&kind: &Kind| {
        let schema = serde_json::from_str(schema_text(kind))
            .map_err(|error| Failure::new(format!("the schema of `{kind}` cannot be used: {error}")))?;
        Ok((kind, KeyOrder::of(&schema)))
    };
    Kind::ALL.iter().map(order).collect()
}

fn one(sources: &Sources, number: usize, orders: &BTreeMap<Kind, KeyOrder>) -> Formatted {
    let left = |reason: &str| Formatted::LeftAlone(reason.to_owned());
    let Some(entry) = sources.entries().get(number) else { return Formatted::Same };
    if entry.is_link {
        return left("it is a link");
    }
    let folder = entry.path.split('/').next().unwrap_or_default();
    let Some(order) = Kind::from_folder(folder).and_then(|kind| orders.get(&kind)) else {
        return left("its folder does not belong to any kind");
    };
    let Ok(bytes) = sources.read(number) else { return left("it cannot be read; `kb lint` says why") };
    let Ok(before) = String::from_utf8(bytes) else { return left("it is not UTF-8 text") };
    match format(&before, order) {
        Ok(after) if after == before => Formatted::Same,
        Ok(after) if silenced_places(&before) != silenced_places(&after) => left(
            "a comment `# kb: ignore` would then silence something else: put it directly above the line it is for",
        ),
        Ok(after) => Formatted::Changed { before, after },
        Err(error) => Formatted::LeftAlone(format!("{error}; `kb lint` may say more")),
    }
}
