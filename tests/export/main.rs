//! The export: what other people's programs read, and what they see when it cannot be written.

#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot be set up must fail, and one that is left out must say so"
)]

mod contract;
mod formats;
mod program;
mod safety;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use massage_kb::corpus::Corpus;
use massage_kb::export::{About, Contract};
use massage_kb::lock::Lock;
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;
use tempfile::TempDir;

/// Made once: that takes longer than to read a small base.
static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");

/// Path and text of every file of the small sound knowledge base.
fn base_files() -> Vec<(String, Vec<u8>)> {
    let sources = Sources::discover(BASE.as_ref()).unwrap();
    let entries = sources.entries().iter().enumerate();
    entries.map(|(file, entry)| (entry.path.to_string(), sources.read(file).unwrap())).collect()
}

fn corpus(files: Vec<(String, Vec<u8>)>) -> Corpus {
    let corpus = Corpus::read(&Sources::from_memory(files), &SCHEMAS);
    assert_eq!(corpus.problems, []);
    corpus
}

/// The base, with files in the place of its own and beside them.
fn base_with(files: &[(&str, &str)]) -> Corpus {
    let mut all: std::collections::BTreeMap<_, _> = base_files().into_iter().collect();
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    corpus(all.into_iter().collect())
}

fn about() -> About {
    About {
        title: "A small knowledge base".to_owned(),
        language: "en".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        data_version: "1.2.3".to_owned(),
        source: None,
    }
}

fn kb_json(corpus: &Corpus, lock: &Lock) -> String {
    let about = about();
    let contract = Contract::new(&corpus.base, lock, &about);
    massage_kb::export::validate(&contract).unwrap();
    let mut bytes = Vec::new();
    massage_kb::export::json::write(&contract, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A folder with the small sound knowledge base in `kb`.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: TempDir::new().unwrap() };
        for (path, bytes) in base_files() {
            place.put(&format!("kb/{path}"), bytes);
        }
        place.put("kb/kb.toml", fs::read(format!("{BASE}/kb.toml")).unwrap());
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Exit code, standard output and standard error of `kb export` with these arguments.
    fn export(&self, arguments: &[&str]) -> (i32, String, String) {
        self.kb("export", &[arguments, &["--as-of", "2026-11-22"]].concat())
    }

    fn kb(&self, command: &str, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_kb"))
            .current_dir(self.path())
            .env_remove("GITHUB_ACTIONS")
            .arg(command)
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}
