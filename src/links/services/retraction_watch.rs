//! The table of Retraction Watch: a CSV file that the user downloads, joined without network.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use super::opinion::{Opinion, standing_of, worst};
use crate::doi;
use crate::lock::{Notice, Standing};

/// What the table must have, in any order and among others.
const COLUMNS: [&str; 5] =
    ["RetractionDate", "RetractionDOI", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"];

/// The notices of the table, by the works that they are about.
#[derive(Clone, Debug, Default)]
pub struct RetractionWatch {
    /// By `doi:…` and `pmid:…`.
    notices: HashMap<String, Vec<Notice>>,
    rows: usize,
}

/// Why a file is not the table.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RetractionWatchError {
    /// It cannot be read.
    #[error("the table of Retraction Watch cannot be read: {0}")]
    Read(#[from] io::Error),
    /// It is no CSV.
    #[error("the table of Retraction Watch is no CSV: {0}")]
    Csv(#[source] csv::Error),
    /// Columns are missing.
    #[error("the table of Retraction Watch has no column {}; download it again, as CSV with its first line", .missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))]
    Columns {
        /// The missing columns.
        missing: Vec<&'static str>,
    },
}

impl RetractionWatch {
    /// Reads the file at `path`.
    ///
    /// # Errors
    ///
    /// As [`RetractionWatch::read`].
    pub fn open(path: &Path) -> Result<Self, RetractionWatchError> {
        Self::read(File::open(path)?)
    }

    /// Reads the table: columns by their names, in any order; bytes that are no UTF-8 cost nothing but themselves; a row that is too
    /// short counts as far as it goes.
    ///
    /// # Errors
    ///
    /// [`RetractionWatchError`] where it cannot be read, or has other columns.
    pub fn read(source: impl Read) -> Result<Self, RetractionWatchError> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(source);
        let failure = |error: csv::Error| match error.into_kind() {
            csv::ErrorKind::Io(error) => RetractionWatchError::Read(error),
            kind => RetractionWatchError::Csv(io::Error::other(format!("{kind:?}")).into()),
        };
        let header = reader.byte_headers().map_err(failure)?.clone();
        let names: Vec<String> = header.iter().map(|name| word(name).to_lowercase()).collect();
        let place = |column: &str| names.iter().position(|name| *name == column.to_lowercase());
        let (Some(date_at), Some(notice_at), Some(doi_at), Some(number_at), Some(nature_at)) = (
            place("RetractionDate"),
            place("RetractionDOI"),
            place("OriginalPaperDOI"),
            place("OriginalPaperPubMedID"),
            place("RetractionNature"),
        ) else {
            let missing = COLUMNS.into_iter().filter(|column| place(column).is_none()).collect();
            return Err(RetractionWatchError::Columns { missing });
        };
        let mut table = Self::default();
        let mut row = ByteRecord::new();
        while reader.read_byte_record(&mut row).map_err(failure)? {
            let cell = |at: usize| row.get(at).map(word).unwrap_or_default();
            table.rows += 1;
            let kind = cell(nature_at);
            if kind.is_empty() {
                continue;
            }
            let notice = Notice {
                kind: kind.to_lowercase().replace(' ', "_"),
                doi: doi::bare(&cell(notice_at)),
                date: date(&cell(date_at)),
                source: "retraction-watch".to_owned(),
            };
            let number = cell(number_at);
            let is_number = number.bytes().all(|byte| byte.is_ascii_digit())
                && !number.trim_start_matches('0').is_empty();
            let number = is_number.then(|| format!("pmid:{}", number.trim_start_matches('0')));
            let doi = doi::bare(&cell(doi_at)).map(|doi| format!("doi:{doi}"));
            for work in doi.into_iter().chain(number) {
                table.notices.entry(work).or_default().push(notice.clone());
            }
        }
        Ok(table)
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// What the table says of a work as the lock names it. A work that was reinstated after its retraction stands.
    pub(super) fn opinion(&self, work: &str) -> Option<Opinion> {
        let mut notices = self.notices.get(work)?.clone();
        let reinstated = notices.iter().filter(|notice| notice.kind.contains("reinstate"));
        if let Some(day) = reinstated.filter_map(|notice| notice.date.clone()).max() {
            let before = |notice: &Notice| notice.date.as_ref().is_some_and(|date| *date <= day);
            notices.retain(|notice| standing_of(&notice.kind) != Standing::Retracted || !before(notice));
        }
        Some(worst("Retraction Watch", notices))
    }
}

/// The text of a cell; the mark that some files start with is none of it.
fn word(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .to_owned()
}

/// `2/25/2016 0:00` (month first) or `2016-02-25` as `2016-02-25`.
fn date(text: &str) -> Option<String> {
    let text = text.split([' ', 'T']).next()?;
    let day = match text.split('/').collect::<Vec<_>>().as_slice() {
        [month, day, year] => {
            jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?
        }
        _ => text.parse().ok()?,
    };
    Some(day.to_string())
}
