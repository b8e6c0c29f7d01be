//! The table of Retraction Watch: a CSV file that the user downloads, joined without network.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};
use jiff::Timestamp;

use super::entry::{Identity, Learned, entry};
use super::opinion::{Opinion, RETRACTION_WATCH, Record};
use crate::doi;
use crate::lock::{
    Confirmation, Lock, Notice, Standing, Statement, WorkEntry, WorkId, gather, standing, standing_of,
};

/// What the table must have, in any order and among others.
const COLUMNS: [&str; 5] =
    ["RetractionDate", "RetractionDOI", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"];

/// The notices of the table, by the works that they are about.
#[derive(Clone, Debug, Default)]
pub struct RetractionWatch {
    /// By `doi:…` and `pmid:…`.
    notices: HashMap<String, Vec<Notice>>,
    /// What the notices are about, by their own DOIs.
    notices_of: HashMap<String, Notice>,
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
    #[error("the table of Retraction Watch is not valid CSV: {0}")]
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
            let number = is_number.then(|| WorkId::of_pmid(&number).into());
            let doi = doi::bare(&cell(doi_at)).map(|doi| WorkId::of_doi(&doi).into());
            for work in doi.iter().cloned().chain(number) {
                table.notices.entry(work).or_default().push(notice.clone());
            }
            if let Some(own) = notice.doi.as_ref().map(|doi| String::from(WorkId::of_doi(doi)))
                && standing_of(&notice.kind) > Standing::Current
            {
                let doi = doi.and_then(|doi| doi.strip_prefix("doi:").map(str::to_owned));
                table.notices_of.entry(own).or_insert(Notice { doi, ..notice });
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

    /// What the table says of a work as the lock names it.
    pub(super) fn opinion(&self, work: &str) -> Option<Opinion> {
        let of_notice = || {
            // Who cites a notice of retraction for the work cites what was retracted.
            let notice =
                self.notice_of(work).filter(|notice| standing_of(&notice.kind) == Standing::Retracted)?;
            Some(vec![Notice { doi: work.strip_prefix("doi:").map(str::to_owned), ..notice }])
        };
        let notices = self.notices.get(work).cloned().or_else(of_notice)?;
        Some(Opinion { service: RETRACTION_WATCH, notices })
    }

    /// What a work is a notice of.
    pub(super) fn notice_of(&self, work: &str) -> Option<Notice> {
        self.notices_of.get(work).filter(|_| !self.notices.contains_key(work)).cloned()
    }

    /// Puts what the table says of `works` over what `lock` holds, as it is at `now`; returns the works whose entries changed.
    pub fn join(&self, works: &BTreeSet<String>, lock: &mut Lock, now: Timestamp) -> BTreeSet<String> {
        let mut changed = BTreeSet::new();
        for work in works {
            let known = lock.works.get(work);
            let Some(joined) = self.joined(work, known, now).filter(|joined| Some(joined) != known) else {
                continue;
            };
            lock.works.insert(work.clone(), joined);
            changed.insert(work.clone());
        }
        changed
    }

    /// The entry of a work with what the table says, if it says anything. Nobody was asked, so that nothing else changes.
    pub(super) fn joined(&self, work: &str, known: Option<&WorkEntry>, now: Timestamp) -> Option<WorkEntry> {
        let notice_of = self.notice_of(work);
        let opinion = self.opinion(work)?;
        let record = Record { notice_of, opinions: vec![opinion.clone()], ..Record::default() };
        let Some(known) = known else {
            let mut entry =
                entry(work, Learned::new(Identity::Unasked, record), None, Confirmation::default(), now);
            (entry.next, entry.standing_next) = (now, None);
            return Some(entry);
        };
        let mut joined = known.clone();
        let before = known.statements();
        let is_news = |notice: &Notice| {
            !before.iter().any(|said| said.service == RETRACTION_WATCH && said.notices.contains(notice))
        };
        if !opinion.notices.iter().any(is_news) {
            return Some(joined);
        }
        let statement =
            Statement { service: RETRACTION_WATCH.to_owned(), at: now, notices: opinion.notices.clone() };
        joined.said = gather(before.into_iter().chain([statement]));
        joined.notice_of = joined.notice_of.or(record.notice_of);
        let (worst, notice) = standing(&joined.said).unzip();
        joined.set_standing(worst, notice.flatten());
        let told = opinion.evidence();
        joined.evidence =
            if known.evidence.is_empty() { told } else { format!("{}; {told}", known.evidence) };
        Some(joined)
    }
}

/// The text of a cell; the mark that some files start with is none of it.
fn word(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .to_owned()
}

/// `2/25/2016 0:00` (month first, where both can be) or `2016-02-25` as `2016-02-25`.
fn date(text: &str) -> Option<String> {
    let text = text.split([' ', 'T']).next()?;
    let day = match text.split('/').collect::<Vec<_>>().as_slice() {
        [month, day, year] => {
            let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
            let (month, day) = if month > 12 { (day, month) } else { (month, day) };
            let year: i16 = year.parse().ok()?;
            jiff::civil::Date::new(if year < 100 { 2000 + year } else { year }, month, day).ok()?
        }
        _ => text.parse().ok()?,
    };
    Some(day.to_string())
}
