//! Finds and opens a knowledge base.

use std::path::{Path, PathBuf};

use super::output::Failure;
use crate::corpus::Corpus;
use crate::lint::{Config, errors_need_texts};
use crate::lock::{self, LockFile};
use crate::schema::Schemas;
use crate::source::{MANIFEST, Sources, read_lock, read_manifest};

/// A knowledge base that was found and read.
pub(super) struct Opened {
    pub(super) sources: Sources,
    pub(super) schemas: Schemas,
    pub(super) corpus: Corpus,
    /// Whether the corpus holds the texts of all files.
    pub(super) has_texts: bool,
    pub(super) config: Config,
    /// links.lock; nothing where there is none.
    pub(super) lock: Option<LockFile>,
    /// What stands before the paths of files when they are shown: the folder relative to the working directory, and `/`.
    pub(super) prefix: String,
}

/// Opens the knowledge base in `path`, or, where it is left out, in the current folder, ./kb or the nearest folder upward.
pub(super) fn open(path: Option<&Path>) -> Result<Opened, Failure> {
    open_with(path, |_| true)
}

/// As [`open`], without the texts of most files where they do not decide whether there is a finding at error level.
pub(super) fn open_lean(path: Option<&Path>) -> Result<Opened, Failure> {
    open_with(path, |config| errors_need_texts(&config.levels))
}

fn open_with(path: Option<&Path>, wants_texts: impl FnOnce(&Config) -> bool) -> Result<Opened, Failure> {
    let (root, prefix) = find(path)?;
    let config = read_config(&root, &prefix)?;
    let (sources, schemas) = rayon::join(|| discover(&root), Schemas::new);
    let (sources, schemas) = (sources?, schemas.map_err(|error| Failure::new(error.to_string()))?);
    let has_texts = wants_texts(&config);
    let read = if has_texts { Corpus::read } else { Corpus::read_lean };
    let corpus = read(&sources, &schemas);
    let lock = match read_lock(&root, lock::NAME, lock::MAX_BYTES) {
        Ok(bytes) => bytes.map(|bytes| LockFile::read(&bytes)),
        Err(refusal) => Some(LockFile::unreadable(refusal.to_string())),
    };
    Ok(Opened { sources, schemas, corpus, has_texts, config, lock, prefix })
}

/// kb.toml of the knowledge base in `root`; `prefix` stands before its path where it is shown.
pub(super) fn read_config(root: &Path, prefix: &str) -> Result<Config, Failure> {
    let manifest_shown = format!("{prefix}{MANIFEST}");
    let text = read_manifest(root)
        .map_err(|refusal| {
            Failure::new(format!("cannot read `{manifest_shown}`: {refusal}"))
                .help("it must be a plain file of at most 1 MiB in the folder itself")
        })
        .and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| {
                Failure::new(format!("`{manifest_shown}` is not UTF-8 text")).help("save it as UTF-8")
            })
        })?;
    let read = Config::parse(&text).and_then(|config| match config.missing() {
        missing if missing.is_empty() => Ok(config),
        missing => Err(missing),
    });
    read.map_err(|problems| {
        problems.into_iter().fold(
            Failure::new(format!("`{manifest_shown}` cannot be used")).help("fix it and run again"),
            |failure, problem| {
                failure.place(&manifest_shown, &text, &problem.message, problem.help, problem.span)
            },
        )
    })
}

/// The folder of the knowledge base in `path`, or, where it is left out, the one that is nearest; and what stands before the paths
/// of its files when they are shown.
pub(super) fn find(path: Option<&Path>) -> Result<(PathBuf, String), Failure> {
    let root = match path {
        Some(path) => given(path)?,
        None => search()?,
    };
    let prefix = shown(&root);
    Ok((root, prefix))
}

/// The records in a folder; there must be one.
pub(super) fn discover(root: &Path) -> Result<Sources, Failure> {
    let sources = Sources::discover(root).map_err(|error| {
        Failure::new(error.to_string()).help("check the folder's permissions and run again")
    })?;
    if sources.entries().is_empty() {
        return Err(Failure::new(format!("no records found in `{}`", root.display()))
            .help("a record is a file `<kind>/<id>.yaml`, for example `muscles/psoas-major.yaml`"));
    }
    Ok(sources)
}

fn given(path: &Path) -> Result<PathBuf, Failure> {
    let fail = |message: String, help: &str| Err(Failure::new(message).help(help));
    let shown = path.display();
    if path.join(MANIFEST).is_file() {
        Ok(path.to_owned())
    } else if path.is_dir() {
        let help = if path.join("kb").join(MANIFEST).is_file() {
            format!("did you mean `{}`?", path.join("kb").display())
        } else {
            format!(
                "give the folder that contains {MANIFEST}, or create one with a `title`, a `language` and a `licence`"
            )
        };
        fail(format!("`{shown}` is not a knowledge base: it has no {MANIFEST}"), &help)
    } else if path.exists() {
        fail(format!("`{shown}` is a file"), &format!("give the folder that contains {MANIFEST}"))
    } else {
        fail(format!("there is no folder `{shown}`"), &format!("give the folder that contains {MANIFEST}"))
    }
}

fn search() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::new(format!("cannot find the current folder: {error}")))?;
    let is_base = |folder: &Path| folder.join(MANIFEST).is_file();
    let found = here.ancestors().enumerate().find_map(|(steps, folder)| {
        // From here upward, so that the paths of findings lead from here to the file.
        let upward: PathBuf = std::iter::repeat_n("..", steps).collect();
        if is_base(folder) {
            Some(Path::new(".").join(upward))
        } else if is_base(&folder.join("kb")) {
            Some(upward.join("kb"))
        } else {
            None
        }
    });
    found.ok_or_else(|| {
        Failure::new(format!(
            "no knowledge base here: no {MANIFEST} in this folder, in ./kb or in any folder above"
        ))
        .help("give its folder: `kb lint PATH`")
    })
}

/// The folder as the start of shown paths.
fn shown(root: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.as_deref().and_then(|here| root.strip_prefix(here).ok()).unwrap_or(root);
    let parts = relative.components().filter(|part| !matches!(part, std::path::Component::CurDir));
    let path: PathBuf = parts.collect();
    if path.as_os_str().is_empty() {
        String::new()
    } else {
        format!(
            "{}/",
            path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/").trim_end_matches('/')
        )
    }
}
