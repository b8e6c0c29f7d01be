//! A knowledge base as it stands in its files: every file read, validated and resolved, with what went wrong on the way.
//!
//! Rules, export and `kb show` stand on it. A file that cannot be read hides nothing in the others.

mod problem;
mod remark;

use std::sync::mpsc::sync_channel;
use std::thread;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

pub use problem::{Misname, Problem, Sort};
pub use remark::Remark;
use remark::remarks;

use crate::clean_text::{CleanText, OddCharacter, PlaceMap, clean};
use crate::knowledge_base::{AnyRecord, KnowledgeBase};
use crate::model::{Kind, is_id};
use crate::nearest::nearest;
use crate::resolve::{Address, Followed, Following, Graph, Resolver};
use crate::schema::{Fault, Place, RepeatedItem, SchemaProblem, Schemas, UnsortedList, is_prose};
use crate::source::{Entry, Sources};
use crate::span::Span;
use crate::stray::{Stray, WhyStray};
use crate::yaml::{Comment, Document, parse};

/// The files that are read at a time, by all threads. A record that is not in its table yet takes the room of the largest kind, so that
/// not all of them should wait there at once.
const BATCH: usize = 512;

/// Every file of a knowledge base, and what is in them.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The files, sorted by path. A file's number is its place here.
    pub files: Vec<File>,
    /// The records that have the shape of their kind.
    pub base: KnowledgeBase,
    /// Who refers to whom.
    pub graph: Graph,
    /// What went wrong, with the number of the file, sorted by it.
    pub problems: Vec<(usize, Problem)>,
    /// The files in the folders of the kinds that were not read, and what a stopped program left behind.
    pub strays: Vec<Stray>,
}

/// One file.
#[derive(Debug)]
pub struct File {
    /// Its path in the knowledge base, with `/`.
    pub path: Box<str>,
    /// The kind of its folder, if it is one.
    pub kind: Option<Kind>,
    /// The stem of its name.
    pub id: Box<str>,
    /// Its text without odd characters, as all but the rules about these read it; bytes that are no UTF-8 are shown as `�`. Empty where
    /// a lean corpus let go of it.
    pub text: Box<str>,
    /// Its text as it is written, where that is another.
    pub written: Option<Written>,
    /// The characters in it that only look right.
    pub odd: Vec<OddCharacter>,
    /// The comments in it that speak to `kb`: `# kb: …`, without the `#`.
    pub directives: Vec<(Span, Box<str>)>,
    /// The comments behind texts for people.
    pub remarks: Vec<Remark>,
    /// The lists in it whose items could stand in another order without saying anything else, and do not stand in that of the
    /// alphabet.
    pub unsorted: Vec<UnsortedList>,
    /// The items in it that stand more than once in their list.
    pub repeated: Vec<RepeatedItem>,
    /// Whether it was read as YAML. What another file says of it or it of another is unknown where it was not.
    pub is_read: bool,
}

/// The text of a file with its odd characters.
#[derive(Debug)]
pub struct Written {
    /// The text.
    pub text: Box<str>,
    /// The way to places in it from those in the clean text.
    pub places: PlaceMap,
}

impl File {
    /// Its text as it is written.
    pub fn as_written(&self) -> &str {
        self.written.as_ref().map_or(&self.text, |written| &written.text)
    }

    /// Says whether `text`, written in its place, would be read as the same.
    pub fn reads_the_same(&self, text: &str) -> bool {
        clean_for(self.kind, text).as_ref().map_or(text, |clean| &clean.text) == &*self.text
    }
}

/// A text without its odd characters, as that of a record of `kind`; nothing where it has none.
fn clean_for(kind: Option<Kind>, text: &str) -> Option<CleanText> {
    clean(text, &|pointer| kind.is_none_or(|kind| is_prose(kind, pointer)))
}

struct Read {
    file: File,
    record: Option<AnyRecord>,
    followed: Followed,
    problems: Vec<Problem>,
}

impl Corpus {
    /// Reads every file of `sources`.
    pub fn read(sources: &Sources, schemas: &Schemas) -> Self {
        Self::read_and_keep(sources, schemas, |_, _| true)
    }

    /// Reads every file of `sources`, and lets go of the text of each in which nothing went wrong and no comment speaks to `kb`: for
    /// those who want the records, and will not be shown a finding in its line.
    pub fn read_lean(sources: &Sources, schemas: &Schemas) -> Self {
        Self::read_and_keep(sources, schemas, |file, problems| {
            !file.directives.is_empty()
                || !file.odd.is_empty()
                || !file.remarks.is_empty()
                || !problems.is_empty()
        })
    }

    fn read_and_keep(
        sources: &Sources,
        schemas: &Schemas,
        keeps_text: fn(&File, &[Problem]) -> bool,
    ) -> Self {
        let number = sources.entries().len();
        let (addresses, duplicates) = addresses(sources.entries());
        let resolver = Resolver::new(&addresses, schemas.targets());
        let mut following = Following::new(&resolver);
        let (mut files, mut problems) = (Vec::with_capacity(number), Vec::new());
        // One batch is put away while the next is read.
        let (sender, receiver) = sync_channel::<Vec<Read>>(1);
        let base = thread::scope(|scope| {
            let resolver = &resolver;
            scope.spawn(move || {
                for start in (0..number).step_by(BATCH) {
                    let batch = start..(start + BATCH).min(number);
                    let read = batch
                        .into_par_iter()
                        .map(|index| read_file(sources, index, schemas, resolver, keeps_text));
                    if sender.send(read.collect()).is_err() {
                        return;
                    }
                }
            });
            let read = receiver.into_iter().flatten().enumerate();
            KnowledgeBase::from_records(read.filter_map(|(index, read)| {
                files.push(read.file);
                following.add(read.followed);
                problems.extend(read.problems.into_iter().map(|problem| (index, problem)));
                read.record.map(|record| (index, record))
            }))
        });
        problems.extend(duplicates);
        let (graph, bad) = following.finish();
        problems.extend(bad.into_iter().map(|bad| (bad.file, Problem::Reference(bad))));
        problems.sort_by_key(|(file, _)| *file);
        let is_ours = |stray: &&Stray| stray.why == WhyStray::Leftover || kind_of(&stray.path).is_some();
        let strays = sources.strays().iter().filter(is_ours).cloned().collect();
        Self { base, files, graph, problems, strays }
    }

    /// The paths of the files in the folders of the kinds that hold no record of the base, strays among them.
    pub fn lost(&self) -> Vec<&str> {
        let is_lost = |file: &&File| file.kind.is_none_or(|kind| self.base.label(kind, &file.id).is_none());
        let files = self.files.iter().filter(is_lost).map(|file| &*file.path);
        let strays = self.strays.iter().filter(|stray| stray.why != WhyStray::Leftover);
        files.chain(strays.map(|stray| &*stray.path)).collect()
    }

    /// The records alone. The texts of the files and the rest are let go.
    pub fn into_base(self) -> KnowledgeBase {
        self.base
    }

    /// What is wrong with one file.
    pub fn problems_of(&self, file: usize) -> impl Iterator<Item = &Problem> {
        let start = self.problems.partition_point(|(at, _)| *at < file);
        self.problems.iter().skip(start).take_while(move |(at, _)| *at == file).map(|(_, problem)| problem)
    }

    /// The number of the file that holds the record `id` of `kind`.
    pub fn file_of(&self, kind: Kind, id: &str) -> Option<usize> {
        self.files.iter().position(|file| file.kind == Some(kind) && *file.id == *id)
    }
}

/// The files that can be referred to, and those whose address another has taken.
fn addresses(entries: &[Entry]) -> (Vec<Address<'_>>, Vec<(usize, Problem)>) {
    let mut seen = HashMap::with_capacity(entries.len());
    let mut addresses = Vec::with_capacity(entries.len());
    let mut duplicates = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Name { kind: Some(kind), stem, .. } = Name::of(&entry.path) else { continue };
        match seen.entry((kind, stem)) {
            std::collections::hash_map::Entry::Occupied(first) => {
                duplicates.push((index, Problem::Duplicate { first: *first.get() }));
            }
            std::collections::hash_map::Entry::Vacant(vacant) => {
                vacant.insert(index);
                addresses.push(Address { file: index, folder: kind.folder(), id: stem });
            }
        }
    }
    (addresses, duplicates)
}

/// The kind that a file would be of by its folder.
pub fn kind_of(path: &str) -> Option<Kind> {
    Kind::from_folder(path.split('/').next().unwrap_or_default())
}

/// What the path of a file says of it.
struct Name<'a> {
    /// Every folder that it stands in.
    folder: &'a str,
    /// The outermost of them.
    top: &'a str,
    /// The kind that this is the folder of.
    kind: Option<Kind>,
    stem: &'a str,
    extension: &'a str,
}

impl<'a> Name<'a> {
    fn of(path: &'a str) -> Self {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let top = folder.split('/').next().unwrap_or_default();
        Self { folder, top, kind: Kind::from_folder(top), stem, extension }
    }
}

fn read_file(
    sources: &Sources,
    index: usize,
    schemas: &Schemas,
    resolver: &Resolver<'_>,
    keeps_text: fn(&File, &[Problem]) -> bool,
) -> Read {
    let path = sources.entries()[index].path.clone();
    let mut problems = Vec::new();
    let Name { folder, top, kind, stem, extension } = Name::of(&path);
    if kind.is_none() {
        let folders = Kind::ALL.iter().map(|kind| kind.folder());
        problems.push(Problem::UnknownKind {
            folder: top.into(),
            nearest: nearest(top, folders).map(Into::into),
        });
    } else if folder != top {
        problems.push(Problem::Misnamed(Misname::Nested { folder: folder.into() }));
    } else if extension != "yaml" {
        problems.push(Problem::Misnamed(Misname::Extension { extension: extension.into() }));
    } else if !is_id(stem) {
        problems.push(Problem::Misnamed(Misname::Stem { stem: stem.into() }));
    }
    let id: Box<str> = stem.into();
    let mut file = File {
        path,
        kind,
        id,
        text: "".into(),
        written: None,
        odd: Vec::new(),
        directives: Vec::new(),
        remarks: Vec::new(),
        unsorted: Vec::new(),
        repeated: Vec::new(),
        is_read: false,
    };
    let bytes = match sources.read(index) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            problems.push(Problem::Refused(refusal));
            return Read { file, record: None, followed: Followed::default(), problems };
        }
    };
    let cleaned = std::str::from_utf8(&bytes).ok().and_then(|text| clean_for(kind, text));
    let (bytes, written) = match cleaned {
        None => (bytes, None),
        Some(CleanText { text, places, odd }) => {
            file.odd = odd;
            let clean = String::from(text).into_bytes();
            let written = (clean != bytes).then_some((bytes, places));
            (clean, written)
        }
    };
    let parsed = parse(&bytes);
    problems.extend(parsed.problems.into_iter().map(Problem::Yaml));
    let (mut record, mut followed) = (None, Followed::default());
    if let Some(document) = &parsed.document {
        file.is_read = true;
        file.directives = directives(document);
        if let Some(kind) = kind {
            let text = std::str::from_utf8(&bytes).unwrap_or_default();
            file.remarks = remarks(document, text, |pointer| is_prose(kind, pointer));
            // Of a key that stands twice nobody knows what it says.
            let is_whole = problems.iter().all(|problem| !matches!(problem, Problem::Yaml(_)));
            record = read_record(kind, document, text, schemas, &mut problems).filter(|_| is_whole);
            if let Some(root) = &document.root {
                schemas.references(kind, root, |reference| resolver.follow(index, reference, &mut followed));
                file.unsorted = schemas.unsorted(kind, root);
                file.repeated = schemas.repeated(kind, root);
            }
        }
        if let Some(record) = &record
            && record.id() != &*file.id
        {
            problems.push(Problem::Misnamed(Misname::Id { id: record.id().into(), stem: file.id.clone() }));
        }
    }
    if parsed.document.is_none()
        && let Ok(text) = std::str::from_utf8(&bytes)
    {
        file.directives = directives_in_lines(text);
    }
    let more = [(Sort::Dangling, followed.more_dangling), (Sort::WrongKind, followed.more_of_wrong_kind)];
    problems.extend(
        more.into_iter().filter(|(_, number)| *number > 0).map(|(sort, number)| Problem::More(sort, number)),
    );
    if keeps_text(&file, &problems) {
        file.written = written.and_then(|(bytes, places)| {
            Some(Written { text: String::from_utf8(bytes).ok()?.into(), places })
        });
        file.text = match String::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into(),
        };
    }
    Read { file, record, followed, problems }
}

fn read_record(
    kind: Kind,
    document: &Document<'_>,
    text: &str,
    schemas: &Schemas,
    problems: &mut Vec<Problem>,
) -> Option<AnyRecord> {
    let faults = schemas.validate(kind, document, text);
    if !faults.listed.is_empty() {
        problems.extend(faults.listed.into_iter().map(Problem::Schema));
        if faults.more > 0 {
            problems.push(Problem::More(Sort::Schema, faults.more));
        }
        return None;
    }
    AnyRecord::read(kind, document)
        .map_err(|error| {
            // A schema that accepts more than its type would come to this; the finding is better than a record that is lost.
            let fault = Fault::Other { message: error.to_string() };
            let pointer = error.span.and_then(|span| document.pointer_to(span)).unwrap_or_default();
            problems.push(Problem::Schema(SchemaProblem { pointer, place: Place::Value, fault }));
        })
        .ok()
}

/// The comments that speak to `kb`, also those behind another comment on their line: `# TODO # kb: ignore[todo-left] why`.
pub(crate) fn directives(document: &Document<'_>) -> Vec<(Span, Box<str>)> {
    let read = |comment: &Comment<'_>| {
        let start = comment.span.start as usize;
        if comment.text.trim_start().starts_with("kb:") {
            return Some((comment.span, comment.text.trim().into()));
        }
        let hash = directive_in(&comment.text)?;
        let span = Span::new(start + 1 + hash, comment.span.end as usize);
        Some((span, comment.text.get(hash + 1..)?.trim().into()))
    };
    document.comments.iter().filter_map(read).collect()
}

/// Where the `#` stands that starts a comment to `kb` in a line.
fn directive_in(line: &str) -> Option<usize> {
    let is_comment =
        |at: usize| line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']));
    let speaks = |at: usize| line.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with("kb:"));
    line.match_indices('#').map(|(at, _)| at).find(|&at| is_comment(at) && speaks(at))
}

/// The comments that speak to `kb` in a text that is not YAML, as far as can be told: an editor who tries to silence that very fault
/// must be told that it cannot be done.
fn directives_in_lines(text: &str) -> Vec<(Span, Box<str>)> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(at) = directive_in(line) {
            let end = line.trim_end().len();
            let said = line.get(at + 1..end).unwrap_or_default();
            found.push((Span::new(start + at, start + end), said.trim().into()));
        }
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_keep_their_numbers_over_the_batches() {
        let number = 2 * BATCH + 1;
        let file = |place: usize| {
            let text = format!(
                "id: b-{place:05}\nname: Ease {place}\nsummary: To be at ease.\nreplaced_by: b-{:05}\n",
                place + 1
            );
            (format!("benefits/b-{place:05}.yaml"), text.into_bytes())
        };
        let corpus = Corpus::read(&Sources::from_memory((0..number).map(file)), &Schemas::new().unwrap());
        assert_eq!((corpus.files.len(), corpus.base.all_len()), (number, number));
        let last = number - 1;
        assert_eq!(corpus.base.benefits.row(&format!("b-{last:05}")).map(|(file, _)| file), Some(last));
        assert_eq!(
            corpus.graph.incoming(BATCH).iter().map(|edge| edge.from).collect::<Vec<_>>(),
            [BATCH - 1]
        );
        assert!(matches!(corpus.problems.as_slice(), [(file, Problem::Reference(_))] if *file == last));
    }
}
