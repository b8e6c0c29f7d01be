//! Writes the list of the records of `kb/` that `src/embedded.rs` includes.

#![allow(clippy::print_stdout, reason = "cargo reads a build script's standard output")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn yaml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(yaml_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(files)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_EMBEDDED").is_none() {
        return Ok(());
    }
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("kb");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut records: Vec<(String, PathBuf)> = yaml_files(&folder)?
        .into_iter()
        .filter_map(|file| {
            let path = file.strip_prefix(&folder).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
            Some((path, file))
        })
        .collect();
    records.sort();
    let mut list = String::from("[\n");
    for (path, file) in records {
        writeln!(list, "    ({path:?}, include_str!({:?})),", file.display().to_string())?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("records.rs"), list)?;
    Ok(())
}
