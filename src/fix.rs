//! Mends a knowledge base in memory: makes the repairs that findings bring, looks again, and repeats until there is nothing left to
//! make. Writing the result is the program's business.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::corpus::{Corpus, File};
use crate::edit::{Repair, Safety, overlap, repaired, written_with};
use crate::lint::{Config, Context, Outcome, run};
use crate::lock::LockFile;
use crate::schema::Schemas;
use crate::source::Sources;
use crate::yaml::parse;

/// After this many rounds repairs that undo each other are left as they are.
pub const MAX_ROUNDS: usize = 10;

/// What was mended, and what is left.
#[derive(Debug, Default)]
pub struct Mended {
    /// The files that changed, by their number in the sources.
    pub files: BTreeMap<usize, MendedFile>,
    /// The number of repairs that were made.
    pub repairs: usize,
    /// What the rules say of the result.
    pub outcome: Outcome,
}

/// A file that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendedFile {
    /// Its text before.
    pub before: String,
    /// Its text now.
    pub after: String,
}

/// Makes the repairs that are as safe as `least` or safer. The sources hold the result afterwards, in memory alone. A file that is
/// a symbolic link is left alone.
pub fn mend(
    sources: &mut Sources,
    schemas: &Schemas,
    config: &Config,
    lock: Option<&LockFile>,
    as_of: Date,
    prefix: &str,
    least: Safety,
) -> Mended {
    let mut mended = Mended::default();
    for round in 0..=MAX_ROUNDS {
        let corpus = Corpus::read(sources, schemas);
        mended.outcome = run(&Context::new(&corpus, config, lock, as_of), prefix);
        if round == MAX_ROUNDS {
            break;
        }
        let mut by_file: BTreeMap<usize, Vec<&Repair>> = BTreeMap::new();
        let repairs = mended.outcome.diagnostics.iter().filter_map(|diagnostic| diagnostic.repair.as_ref());
        for repair in repairs.filter(|repair| repair.fix.safety <= least) {
            by_file.entry(repair.file).or_default().push(repair);
        }
        let mut any = false;
        for (number, repairs) in by_file {
            let is_link = sources.entries().get(number).is_none_or(|entry| entry.is_link);
            let Some(file) = corpus.files.get(number).filter(|_| !is_link) else { continue };
            let Some((after, made)) = mend_file(file, &repairs) else { continue };
            sources.replace(number, after.clone().into_bytes());
            let before = || MendedFile { before: file.as_written().to_owned(), after: String::new() };
            mended.files.entry(number).or_insert_with(before).after = after;
            mended.repairs += made;
            any = true;
        }
        if !any {
            break;
        }
    }
    mended.files.retain(|_, file| file.before != file.after);
    mended
}

/// The text with as many of the repairs as fit together, and how many those are.
fn mend_file(file: &File, repairs: &[&Repair]) -> Option<(String, usize)> {
    let text = file.as_written();
    let mut chosen: Vec<&Repair> = Vec::new();
    for repair in repairs {
        let is_free = |edit: &crate::edit::Edit| {
            chosen.iter().flat_map(|other| &other.edits).all(|other| !overlap(edit.span, other.span))
        };
        if repair.edits.iter().all(is_free) {
            chosen.push(repair);
        }
    }
    // Odd characters come first: the rest of the file is known by its text without them.
    if file.written.is_some() {
        let after = written_with(text, &chosen).filter(|after| file.reads_the_same(after))?;
        return Some((after, chosen.len()));
    }
    let document = parse(text.as_bytes()).document?;
    // Repairs that are sound one by one may not be together; then the others come in later rounds.
    let made = repaired(text, &document, &chosen).map(|after| (after, chosen.len()));
    made.or_else(|| Some((repaired(text, &document, chosen.get(..1)?)?, 1)))
}
