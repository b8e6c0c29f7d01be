//! `json`: kb.json, the whole contract in one object.

use std::io::{self, Write};

use super::Contract;

/// Writes the export as one JSON object, indented, with a line break at its end.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(contract: &Contract<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, contract)?;
    out.write_all(b"\n")
}
