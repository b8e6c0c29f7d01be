//! Where an export goes: standard output, a file, or the files of a folder.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::parts::Part;
use crate::cli::output::{Failure, beside, settle};
use crate::count::count;
use crate::export::Contract;

/// Writes the parts. Files come into their places only when all of them are written.
pub(super) fn write(contract: &Contract<'_>, parts: &[Part], out: Option<&Path>) -> Result<(), Failure> {
    let Some(out) = out else {
        let mut stdout = BufWriter::new(io::stdout().lock());
        for (_, write) in parts {
            match write(contract, &mut stdout).and_then(|()| stdout.flush()) {
                // A reader that closes its end early, such as `head`, is no failure.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
                written => written
                    .map_err(|error| Failure::new(format!("cannot write the output: {}", reason(&error))))?,
            }
        }
        return Ok(());
    };
    let missing = missing(out);
    let written = write_files(contract, parts, out);
    if written.is_err() {
        // What was made for files that never came is taken away again; a folder that holds anything stays.
        for folder in missing {
            let _ = std::fs::remove_dir(folder);
        }
    }
    written
}

fn write_files(contract: &Contract<'_>, parts: &[Part], out: &Path) -> Result<(), Failure> {
    let mut finished = Vec::new();
    for (name, write) in parts {
        let path = place(out, name.as_deref())?;
        let failed = |error: io::Error| failed(&path, &error);
        let mut file = BufWriter::new(beside(&path).map_err(failed)?);
        write(contract, &mut file).map_err(failed)?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        finished.push((file, path));
    }
    for (number, (file, path)) in finished.into_iter().enumerate() {
        settle(file, &path).map_err(|error| match number {
            0 => failed(&path, &error),
            _ => {
                Failure::new(format!("cannot write `{}`: {}", path.display(), reason(&error))).help(format!(
                    "{} before it were written; make room or choose another place, and run it again",
                    count(number, "file")
                ))
            }
        })?;
    }
    Ok(())
}

/// The folders of a path that are not there yet, the innermost first.
fn missing(out: &Path) -> Vec<PathBuf> {
    let folders = out.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    folders.map(Path::to_owned).collect()
}

/// The path of a part; its folder is made if need be.
fn place(out: &Path, name: Option<&str>) -> Result<PathBuf, Failure> {
    let path = match name {
        None => out.to_owned(),
        Some(name) if out.exists() && !out.is_dir() => {
            return Err(Failure::new(format!("`{}` is a file", out.display()))
                .help(format!("give a folder; `{name}` and the other files are written there")));
        }
        Some(name) => {
            std::fs::create_dir_all(out).map_err(|error| failed(out, &error))?;
            out.join(name)
        }
    };
    if path.is_dir() {
        return Err(Failure::new(format!("`{}` is a folder", path.display()))
            .help("give the name of a file in that folder"));
    }
    Ok(path)
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {}", path.display(), reason(error)))
        .help("nothing was changed there; make room or choose another place, and run it again")
}

/// The system's words, without the path of a file that nobody knows.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" at path ").map_or(text.as_str(), |(reason, _)| reason).to_owned()
}
