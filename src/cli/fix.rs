//! `kb lint --fix`, `--unsafe-fixes` and `--diff`.

use similar::TextDiff;

use super::Done;
use super::output::{Failure, note, print, replace_record};
use crate::count::count;
use crate::edit::Safety;
use crate::fix::Mended;
use crate::lint::{Fixed, Outcome};
use crate::source::Sources;

/// The options that repair what was found.
#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("repair").args(["fix", "diff"]).multiple(true)))]
pub(super) struct FixArguments {
    /// Fix what can be fixed with certainty, and report the rest.
    #[arg(long)]
    fix: bool,
    /// Also make likely fixes, such as the nearest name; check the result.
    #[arg(long, requires = "repair")]
    unsafe_fixes: bool,
    /// Print what --fix would change as a unified diff, and change nothing; exit with 1 if there is anything to
    /// change.
    #[arg(long, conflicts_with_all = ["format", "output", "show_config"])]
    pub(super) diff: bool,
}

impl FixArguments {
    /// How safe repairs must be; nothing where none is asked for.
    pub(super) fn least(&self) -> Option<Safety> {
        let least = if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
        (self.fix || self.diff).then_some(least)
    }
}

/// Prints what would change.
pub(super) fn show(sources: &Sources, mended: &Mended, prefix: &str) -> Result<Done, Failure> {
    let mut text = String::new();
    for (&number, file) in &mended.files {
        let path = sources.entries().get(number).map_or("", |entry| &entry.path);
        text.push_str(&diff(&format!("{prefix}{path}"), &file.before, &file.after));
    }
    print(&text)?;
    let (findings, files) = (count(mended.repairs, "finding"), count(mended.files.len(), "file"));
    note(&format!("would fix {findings} in {files}"));
    Ok(if mended.files.is_empty() { Done::Clean } else { Done::Findings })
}

/// The changes of one file, as `patch` reads them.
pub(super) fn diff(path: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().header(path, path).to_string()
}

/// Writes the files that changed; what is left is in the outcome.
pub(super) fn write(sources: &Sources, mended: Mended) -> Result<Outcome, Failure> {
    let Mended { files, repairs, mut outcome } = mended;
    for (written, (&number, file)) in files.iter().enumerate() {
        let path = sources.disk_path(number).ok_or_else(|| Failure::new("the records are not on disk"))?;
        replace_record(&path, &file.before, &file.after).map_err(|failure| {
            let before = match written {
                0 => "no file was changed".to_owned(),
                _ => format!("{} before it were changed", count(written, "file")),
            };
            failure.help(before)
        })?;
    }
    outcome.fixed = Some(Fixed { findings: repairs, files: files.len() });
    Ok(outcome)
}
