//! `csv` in one file: the tables of [`csv`], compressed, in a zip file that is written in one pass.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, Error, ErrorKind, ZipArchiveWriter};

use super::{Contract, List, csv};
use crate::model::Kind;

/// The first day that a zip file can name, 1980-01-01T00:00:00Z in seconds of Unix time. Every table bears it: the same records give the
/// same bytes at any time.
const TIME: i64 = 315_532_800;

/// Writes the table of each kind and of each list, named as they are in a folder.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(contract: &Contract<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut archive = ZipArchiveWriter::new(out);
    for &kind in Kind::ALL {
        table(&mut archive, kind.folder(), |out| csv::write(contract, kind, out))?;
    }
    for &list in List::ALL {
        table(&mut archive, list.name(), |out| csv::write_list(contract, list, out))?;
    }
    archive.finish().map_err(failed)?;
    Ok(())
}

fn table(
    archive: &mut ZipArchiveWriter<&mut dyn Write>,
    name: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let name = format!("{name}.csv");
    let file = archive.new_file(name.as_str()).compression_method(CompressionMethod::DEFLATE);
    let (mut entry, config) = file.last_modified(UtcDateTime::from_unix(TIME)).start().map_err(failed)?;
    let mut content = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
    write(&mut content)?;
    let (encoder, sum) = content.finish().map_err(failed)?;
    encoder.finish()?;
    entry.finish(sum).map_err(failed)?;
    Ok(())
}

fn failed(error: Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::IO(error) => error,
        kind => io::Error::other(format!("the zip file cannot be made: {kind}")),
    }
}
