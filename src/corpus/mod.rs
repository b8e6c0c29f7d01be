//! A knowledge base as it stands in its files: every file read, validated and resolved, with what went wrong on the way.
//!
//! Rules, export and `kb show` stand on it. A file that cannot be read hides nothing in the others.

mod problem;

use rayon::prelude::*;

pub use problem::{Misname, Problem};

use crate::knowledge_base::{AnyRecord, KnowledgeBase};
use crate::model::{Kind, is_id};
use crate::nearest::nearest;
use crate::resolve::{Address, Graph, resolve};
use crate::schema::{Fault, Place, RawReference, SchemaProblem, Schemas, UnsortedList};
use crate::source::Sources;
use crate::span::Span;
use crate::yaml::{Document, parse};

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
    /// Its text; bytes that are no UTF-8 are shown as `�`.
    pub text: Box<str>,
    /// The comments in it that speak to `kb`: `# kb: …`, without the `#`.
    pub directives: Vec<(Span, Box<str>)>,
    /// The lists in it whose items could stand in another order without saying anything else, and do not stand in that of the
    /// alphabet.
    pub unsorted: Vec<UnsortedList>,
    /// Whether it was read as YAML. What another file says of it or it of another is unknown where it was not.
    pub is_read: bool,
}

struct Read {
    file: File,
    record: Option<AnyRecord>,
    references: Vec<RawReference>,
    problems: Vec<Problem>,
}

impl Corpus {
    /// Reads every file of `sources`.
    pub fn read(sources: &Sources, schemas: &Schemas) -> Self {
        let read: Vec<Read> = (0..sources.entries().len())
            .into_par_iter()
            .map(|index| read_file(sources, index, schemas))
            .collect();
        let mut files = Vec::with_capacity(read.len());
        let mut records = Vec::with_capacity(read.len());
        let mut references = Vec::with_capacity(read.len());
        let mut problems = Vec::new();
        for (index, read) in read.into_iter().enumerate() {
            files.push(read.file);
            records.extend(read.record.map(|record| (index, record)));
            references.push((index, read.references));
            problems.extend(read.problems.into_iter().map(|problem| (index, problem)));
        }
        let (addresses, duplicates) = addresses(&files);
        problems.extend(duplicates);
        let (graph, bad) = resolve(&addresses, references, schemas.targets());
        problems.extend(bad.into_iter().map(|bad| (bad.file, Problem::Reference(bad))));
        problems.sort_by_key(|(file, _)| *file);
        Self { base: KnowledgeBase::from_records(records), files, graph, problems }
    }

    /// The number of files that were not read as YAML.
    pub fn unread(&self) -> usize {
        self.files.iter().filter(|file| !file.is_read).count()
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
fn addresses(files: &[File]) -> (Vec<Address<'_>>, Vec<(usize, Problem)>) {
    let mut seen = std::collections::HashMap::with_capacity(files.len());
    let mut addresses = Vec::with_capacity(files.len());
    let mut duplicates = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let Some(kind) = file.kind else { continue };
        match seen.entry((kind, &*file.id)) {
            std::collections::hash_map::Entry::Occupied(first) => {
                duplicates.push((index, Problem::Duplicate { first: *first.get() }));
            }
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(index);
                addresses.push(Address { file: index, folder: kind.folder(), id: &file.id });
            }
        }
    }
    (addresses, duplicates)
}

fn read_file(sources: &Sources, index: usize, schemas: &Schemas) -> Read {
    let path = sources.entries()[index].path.clone();
    let mut problems = Vec::new();
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let top = folder.split('/').next().unwrap_or_default();
    let kind = Kind::from_folder(top);
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
        directives: Vec::new(),
        unsorted: Vec::new(),
        is_read: false,
    };
    let bytes = match sources.read(index) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            problems.push(Problem::Refused(refusal));
            return Read { file, record: None, references: Vec::new(), problems };
        }
    };
    let parsed = parse(&bytes);
    problems.extend(parsed.problems.into_iter().map(Problem::Yaml));
    let (mut record, mut references) = (None, Vec::new());
    if let Some(document) = &parsed.document {
        file.is_read = true;
        file.directives = directives(document);
        if let Some(kind) = kind {
            let text = std::str::from_utf8(&bytes).unwrap_or_default();
            record = read_record(kind, document, text, schemas, &mut problems);
            if let Some(root) = &document.root {
                references = schemas.references(kind, root);
                file.unsorted = schemas.unsorted(kind, root);
            }
        }
        if let Some(record) = &record
            && record.id() != &*file.id
        {
            problems.push(Problem::Misnamed(Misname::Id { id: record.id().into(), stem: file.id.clone() }));
        }
    }
    file.text = match String::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into(),
    };
    Read { file, record, references, problems }
}

fn read_record(
    kind: Kind,
    document: &Document<'_>,
    text: &str,
    schemas: &Schemas,
    problems: &mut Vec<Problem>,
) -> Option<AnyRecord> {
    let faults = schemas.validate(kind, document, text);
    if !faults.is_empty() {
        problems.extend(faults.into_iter().map(Problem::Schema));
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

fn directives(document: &Document<'_>) -> Vec<(Span, Box<str>)> {
    let directed = document.comments.iter().filter(|comment| comment.text.trim_start().starts_with("kb:"));
    directed.map(|comment| (comment.span, comment.text.trim().into())).collect()
}
