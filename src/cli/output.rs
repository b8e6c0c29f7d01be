//! Printing: data on standard output, everything else on standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::count::count;
use crate::span::Span;
use crate::visible::visible;

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

impl Colour {
    pub(super) fn on(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                // https://no-color.org: set and not empty.
                std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && stream.is_terminal()
            }
        }
    }
}

/// The number of columns of the terminal, where standard output is one.
pub(super) fn width() -> Option<usize> {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    io::stdout().is_terminal().then_some(columns).flatten()
}

/// Prints data. A reader that closes its end early, such as `head`, is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write the output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a file whole or not at all: beside it first, and then in its place.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new(format!("cannot write `{}`: {error}", path.display())).help("nothing was changed there")
    };
    if path.is_dir() {
        return Err(Failure::new(format!("`{}` is a folder", path.display()))
            .help("give the name of a file in that folder"));
    }
    put(path, text).map_err(failed)
}

/// Writes a record's new text in the place of the one that was read: whole or not at all, never through a link, and not where
/// somebody else has changed the file meanwhile.
pub(super) fn replace_record(path: &Path, before: &str, after: &str) -> Result<(), Failure> {
    let failed = |reason: &dyn std::fmt::Display| {
        Failure::new(format!("cannot write `{}`: {reason}", path.display())).help("nothing was changed there")
    };
    let metadata = std::fs::symlink_metadata(path).map_err(|error| failed(&error))?;
    if !metadata.is_file() {
        return Err(failed(&"it is not a plain file"));
    }
    if metadata.permissions().readonly() {
        return Err(failed(&"it is read-only"));
    }
    if std::fs::read(path).map_err(|error| failed(&error))? != before.as_bytes() {
        return Err(failed(&"it has changed since it was read"));
    }
    replace(path, &metadata, after).map_err(|error| failed(&error))?;
    tell_other_names(path, &metadata);
    Ok(())
}

/// Whoever runs this, the file stays with its owner and group. To give it away takes a right that few have.
fn replace(path: &Path, before: &std::fs::Metadata, text: &str) -> io::Result<()> {
    let mut file = beside(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let new = file.as_file().metadata()?;
        let kept = |old: u32, new: u32| (old != new).then_some(old);
        let (owner, group) = (kept(before.uid(), new.uid()), kept(before.gid(), new.gid()));
        if owner.is_some() || group.is_some() {
            fchown(file.as_file(), owner, group).map_err(|error| {
                io::Error::new(error.kind(), format!("its owner and group cannot be kept: {error}"))
            })?;
        }
    }
    #[cfg(not(unix))]
    let _ = before;
    file.write_all(text.as_bytes())?;
    settle(file, path)
}

/// Tells of other names that the file had (hard links). They keep the old text: one of them may be a backup, and a file that is written
/// in its place can be torn.
fn tell_other_names(path: &Path, before: &std::fs::Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if let others @ 1.. = before.nlink().saturating_sub(1) {
            let others = count(usize::try_from(others).unwrap_or(usize::MAX), "other name");
            note(&format!(
                "note: `{}` has {others} (a hard link each) that kept the old text",
                visible(path.display().to_string())
            ));
        }
    }
    #[cfg(not(unix))]
    let _ = (path, before);
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    let mut file = beside(path)?;
    file.write_all(text.as_bytes())?;
    settle(file, path)
}

/// A new file in the folder of `path`, which is gone again unless it is settled.
pub(super) fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    // A device or a pipe would be replaced by a file of its name.
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Err(io::Error::other("it is not a plain file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(".kb-").tempfile_in(folder)
}

/// Puts a finished file in the place of `path`.
pub(super) fn settle(file: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    // A temporary file is for its owner alone; a report is for whoever may read the folder.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let permissions = std::fs::metadata(path)
            .map_or_else(|_| std::fs::Permissions::from_mode(0o644), |existing| existing.permissions());
        file.as_file().set_permissions(permissions)?;
    }
    // A name that points to an empty file after a crash would be worse than the old text.
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Tells people something that is no data.
pub(super) fn note(text: &str) {
    // Where even standard error is closed, nothing is left to tell anyone.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Why a command could not do its job.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    help: Option<String>,
    places: Vec<(String, String, String, Option<String>, Span)>,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: visible(message), help: None, places: Vec::new() }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help));
        self
    }

    /// Adds a fault in a file: the path and text of the file, what is wrong there, what to do and where.
    pub(super) fn place(
        mut self,
        path: &str,
        text: &str,
        message: &str,
        help: Option<String>,
        span: Span,
    ) -> Self {
        let help = help.map(visible);
        self.places.push((visible(path), text.to_owned(), visible(message), help, span));
        self
    }
}

/// Prints why a command could not do its job.
pub(super) fn failure(failure: &Failure, colour: Colour) {
    let renderer = if colour.on(&io::stderr()) { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for (path, source, message, help, span) in &failure.places {
        // A byte order mark takes a place in the file and none on the screen.
        let shown = source.trim_start_matches('\u{feff}');
        let mark = source.len() - shown.len();
        let std::ops::Range { start, end } = span.range();
        let annotation = AnnotationKind::Primary.span(start.saturating_sub(mark)..end.saturating_sub(mark));
        let mut group = Group::with_title(Level::ERROR.primary_title(message.as_str()))
            .element(Snippet::source(shown).path(path.as_str()).annotation(annotation));
        if let Some(help) = help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    let mut group = Group::with_title(Level::ERROR.primary_title(failure.message.as_str()));
    if let Some(help) = &failure.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    text.push_str(&renderer.render(&[group]));
    text.push('\n');
    // Where even standard error is closed, nothing is left to tell anyone.
    let _ = io::stderr().write_all(text.as_bytes());
}
