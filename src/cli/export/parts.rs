//! The files that a format is written as.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Format;
use crate::cli::output::Failure;
use crate::export::{self, Contract, List};
use crate::model::Kind;

/// Writes one file of an export.
type WritePart = Box<dyn Fn(&Contract<'_>, &mut dyn Write) -> io::Result<()>>;

/// One file of an export: its name in the folder that `--out` gives (nothing where that gives the file), and what writes it.
pub(super) type Part = (Option<String>, WritePart);

/// The files of an export in `format` to `out`, or to standard output. What must be made as a file before it can be written is made in
/// `scratch`.
#[cfg_attr(
    not(feature = "sqlite"),
    allow(unused_variables, reason = "only a database is made as a file first")
)]
pub(super) fn of(format: Format, out: Option<&Path>, scratch: PathBuf) -> Result<Vec<Part>, Failure> {
    let one = |write: WritePart| Ok(vec![(None, write)]);
    match format {
        Format::Json => one(Box::new(export::json::write)),
        Format::Ndjson => one(Box::new(export::ndjson::write)),
        Format::Jsonld => one(Box::new(export::jsonld::write)),
        Format::Csl => one(Box::new(export::csl::write)),
        Format::Dts => one(Box::new(|_, out| export::dts::write(out))),
        Format::Csv if out.is_some_and(is_zip) => one(zip()?),
        Format::Csv => tables(format, out, export::csv::write, export::csv::write_list),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => one(Box::new(move |contract, out| export::sqlite::write(contract, &scratch, out))),
        #[cfg(feature = "parquet")]
        Format::Parquet => tables(format, out, export::parquet::write, export::parquet::write_list),
    }
}

/// A file for each kind, and one for each list that is a table of its own.
fn tables(
    format: Format,
    out: Option<&Path>,
    write: fn(&Contract<'_>, Kind, &mut dyn Write) -> io::Result<()>,
    write_list: fn(&Contract<'_>, List, &mut dyn Write) -> io::Result<()>,
) -> Result<Vec<Part>, Failure> {
    let format = format.name();
    let takes_zip = cfg!(feature = "zip") && format == Format::Csv.name();
    match out {
        None => {
            let or_file = if takes_zip { ", or `--out FILE.zip` for one file" } else { "" };
            return Err(Failure::new(format!(
                "`{format}` is several files, so it cannot go to standard output"
            ))
            .help(format!("write `--out FOLDER`; the folder is created if needed{or_file}")));
        }
        // A folder of that name would surprise whoever looks for a zip file.
        Some(out) if is_zip(out) && !out.is_dir() => {
            return Err(Failure::new(format!("`{format}` cannot be written as a zip file"))
                .help("give the name of a folder; only `--format csv` can be a zip file"));
        }
        Some(_) => {}
    }
    let table = |kind: Kind| -> Part {
        let write = move |contract: &Contract<'_>, out: &mut dyn Write| write(contract, kind, out);
        (Some(format!("{kind}.{format}")), Box::new(write))
    };
    let mut parts: Vec<Part> = Kind::ALL.iter().map(|&kind| table(kind)).collect();
    parts.extend(List::ALL.iter().map(|&list| -> Part {
        let write = move |contract: &Contract<'_>, out: &mut dyn Write| write_list(contract, list, out);
        (Some(format!("{}.{format}", list.name())), Box::new(write))
    }));
    Ok(parts)
}

fn is_zip(out: &Path) -> bool {
    out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

#[cfg(feature = "zip")]
fn zip() -> Result<WritePart, Failure> {
    Ok(Box::new(export::zip::write))
}

#[cfg(not(feature = "zip"))]
fn zip() -> Result<WritePart, Failure> {
    Err(Failure::new("this program was built without support for zip files")
        .help("give the name of a folder, or build it with `--features full`"))
}
