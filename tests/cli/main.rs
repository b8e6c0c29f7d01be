//! The program `kb`, run as its user runs it.

#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot be set up must fail, and one that is left out must say so"
)]

mod commands;
mod failures;
mod lint;
mod lock;
mod streams;
mod unread;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What came of a run.
#[derive(Debug, PartialEq)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// The program in `folder`, in an environment that holds nothing which would change its words.
fn kb(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    command.current_dir(folder);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_ACTIONS", "TERM"] {
        command.env_remove(variable);
    }
    command
}

fn outcome(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    outcome(kb(folder).args(arguments))
}

/// A folder with the small sound knowledge base in `kb`.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: TempDir::new().unwrap() };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/base"), &place.kb());
        place
    }

    /// With a claim that names no source: an error.
    fn broken() -> Self {
        let place = Self::new();
        place.put("kb/claims/uncited.yaml", UNCITED);
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn kb(&self) -> PathBuf {
        self.path().join("kb")
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// The least that a kb.toml says.
const MANIFEST: &str = "title = \"x\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n";

const UNCITED: &str = "\
id: uncited
statement: Some say that a warm-up before a long run is wise.
type: prevention
about: [practices/warm-up]
origin: added
verdict: not_searched
certainty: good_practice
certainty_basis: none was looked for
last_reviewed: 2026-11-01
";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file under `folder` with its content and the time of its last change.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let changed = fs::metadata(&path).unwrap().modified().unwrap();
        if path.is_dir() {
            found.extend(tree(&path));
            found.insert(path, (Vec::new(), changed));
        } else {
            found.insert(path.clone(), (fs::read(&path).unwrap(), changed));
        }
    }
    found
}
