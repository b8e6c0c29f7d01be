//! `kb export --check`: is the file what would be written?

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use super::parts::Part;
use crate::cli::output::Failure;
use crate::export::Contract;

/// Says where the files differ from what each of the alternatives would write; nothing where one of them fits.
pub(super) fn differs(
    alternatives: &[Contract<'_>],
    parts: &[Part],
    out: &Path,
) -> Result<Option<String>, Failure> {
    for (name, write) in parts {
        let path = name.as_ref().map_or_else(|| out.to_owned(), |name| out.join(name));
        let shown = path.display();
        let failed = |error: io::Error| Failure::new(format!("cannot read `{shown}`: {error}"));
        if path.is_dir() {
            return Err(
                Failure::new(format!("`{shown}` is a folder")).help("give the name of a file in that folder")
            );
        }
        // The difference from the alternative that goes along with the file the farthest says the most.
        let mut farthest: Option<(usize, String)> = None;
        let mut is_same = false;
        for contract in alternatives {
            let file = match File::open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Ok(Some(format!("there is no file `{shown}`")));
                }
                Err(error) => return Err(failed(error)),
            };
            let mut comparison = Comparison::new(file);
            match write(contract, &mut comparison) {
                Err(error) if !comparison.differs => return Err(failed(error)),
                _ => {}
            }
            if !comparison.differs && !comparison.is_at_end().map_err(failed)? {
                comparison.differs = true;
            }
            if !comparison.differs {
                is_same = true;
                break;
            }
            farthest = farthest.max(Some((comparison.byte, comparison.place())));
        }
        if let Some((_, place)) = farthest.filter(|_| !is_same) {
            return Ok(Some(format!(
                "`{shown}` is not what these records give; the first difference is at {place}"
            )));
        }
    }
    Ok(None)
}

/// Takes what would be written, and holds it against a file.
struct Comparison {
    file: BufReader<File>,
    /// Where the comparison stands, each counted from 1.
    byte: usize,
    line: usize,
    column: usize,
    /// Whether it is no text, of whose lines nothing can be said.
    is_binary: bool,
    differs: bool,
}

impl Comparison {
    fn new(file: File) -> Self {
        Self { file: BufReader::new(file), byte: 1, line: 1, column: 1, is_binary: false, differs: false }
    }

    fn place(&self) -> String {
        if self.is_binary {
            format!("byte {}", self.byte)
        } else {
            format!("line {}, column {}", self.line, self.column)
        }
    }

    fn is_at_end(&mut self) -> io::Result<bool> {
        Ok(self.file.read(&mut [0])? == 0)
    }
}

impl Write for Comparison {
    fn write(&mut self, expected: &[u8]) -> io::Result<usize> {
        // What is dropped after a failure may try once more to write what it still holds.
        if self.differs {
            return Err(io::Error::other("the file differs"));
        }
        let mut found = Vec::with_capacity(expected.len());
        self.file.by_ref().take(expected.len() as u64).read_to_end(&mut found)?;
        let same = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
        self.byte += same;
        // No text that is exported holds a zero; databases and archives begin with some.
        self.is_binary |= expected.contains(&0);
        for byte in expected.iter().take(same) {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                // The later bytes of a letter make no column.
                byte => self.column += usize::from(byte & 0xC0 != 0x80),
            }
        }
        if same < expected.len() {
            self.differs = true;
            return Err(io::Error::other("the file differs"));
        }
        Ok(expected.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
