//! Ids ► records: which reference leads where, which lead nowhere, and the graph with its back-references.
//!
//! It knows no kind by name: folders, ids and the schema's targets are all it takes.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::nearest::nearest;
use crate::schema::{Form, RawReference, Target};

/// A file that can be referred to.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    /// The number of the file.
    pub file: usize,
    /// Its folder.
    pub folder: &'a str,
    /// The stem of its name.
    pub id: &'a str,
}

/// A reference that leads to no record of a kind that it may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadReference {
    /// The file that it stands in.
    pub file: usize,
    /// Where it stands (JSON pointer).
    pub pointer: Box<str>,
    /// What is written.
    pub text: Box<str>,
    /// Why it is bad.
    pub fault: ReferenceFault,
}

/// Why a reference is bad.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReferenceFault {
    /// There is no such record.
    Dangling {
        /// The folders in which it was looked for.
        folders: Vec<Box<str>>,
        /// The nearest record, written as the reference would have to be.
        nearest: Option<String>,
    },
    /// There is such a record, in a folder that the reference may not lead into.
    WrongKind {
        /// The folder of the record.
        found: Box<str>,
        /// The folders that it may lead into.
        allowed: Vec<Box<str>>,
        /// Where the record is, to be shown.
        other: usize,
    },
    /// It is no `kind/id` path where one is wanted, or a path where an id alone is wanted.
    WrongForm {
        /// The form that is wanted.
        form: Form,
        /// What was most likely meant, written as it would have to be.
        nearest: Option<String>,
        /// The folders that it may lead into.
        allowed: Vec<Box<str>>,
    },
}

/// One reference of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The file that it stands in.
    pub from: usize,
    /// Where it stands (JSON pointer).
    pub pointer: Box<str>,
    /// The file that it leads to.
    pub to: usize,
}

/// Who refers to whom, by the numbers of files.
#[derive(Debug, Default)]
pub struct Graph {
    /// Sorted by the file that they lead to, then by where they stand.
    edges: Vec<Edge>,
}

impl Graph {
    /// The references that lead to `file`, sorted by where they stand.
    pub fn incoming(&self, file: usize) -> &[Edge] {
        let start = self.edges.partition_point(|edge| edge.to < file);
        let end = self.edges.partition_point(|edge| edge.to <= file);
        self.edges.get(start..end).unwrap_or_default()
    }

    /// The number of references.
    pub fn len(&self) -> usize {
        self.edges.len()
    }

    /// Says whether there is no reference.
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }
}

/// Knows all addresses, and so where a reference leads. Where two files have one address, the first is led to.
#[derive(Debug)]
pub struct Resolver<'a> {
    folders: Folders<'a>,
    targets: &'a [Target],
}

/// Where the references of one file lead.
#[derive(Debug, Default)]
pub struct Followed {
    edges: Vec<Edge>,
    /// The first of those that lead nowhere, each with its target.
    bad: Vec<(BadReference, usize)>,
    /// The number of references to no record beside those.
    pub more_dangling: usize,
    /// The number of references to a record of another kind beside those.
    pub more_of_wrong_kind: usize,
}

/// The most bad references of one file that are kept. A broken file can have half a million of them, and nobody reads on after the first few.
const MOST_BAD: usize = 1000;

impl<'a> Resolver<'a> {
    /// Follows references to files with these `addresses`; `targets` says where each may lead.
    pub fn new(addresses: &[Address<'a>], targets: &'a [Target]) -> Self {
        let mut folders: Folders<'a> = BTreeMap::new();
        for address in addresses {
            folders.entry(address.folder).or_default().entry(address.id).or_insert(address.file);
        }
        Self { folders, targets }
    }

    /// Follows a reference in the file with the number `from`.
    pub fn follow(&self, from: usize, reference: &RawReference<'_>, followed: &mut Followed) {
        let RawReference { pointer, text, target } = *reference;
        let Some(leads) = self.targets.get(target) else { return };
        match follow(text, leads, &self.folders) {
            Ok(to) => followed.edges.push(Edge { from, pointer: pointer.into(), to }),
            Err(fault) if followed.bad.len() < MOST_BAD => {
                let bad = BadReference { file: from, pointer: pointer.into(), text: text.into(), fault };
                followed.bad.push((bad, target));
            }
            Err(ReferenceFault::WrongKind { .. }) => followed.more_of_wrong_kind += 1,
            Err(_) => followed.more_dangling += 1,
        }
    }
}

/// Puts together what was followed, file by file, so that the references of a large knowledge base need not be held all at once.
#[derive(Debug)]
pub struct Following<'r, 'a> {
    resolver: &'r Resolver<'a>,
    edges: Vec<Edge>,
    bad: Vec<BadReference>,
    /// Why the texts that lead nowhere do not, by what they are and where they may lead: the search for a near name reads all names.
    faults: HashMap<(Box<str>, usize), ReferenceFault>,
}

/// The most different texts for which a near name is looked for. Where so many lead nowhere, they have one cause, which is not a slip of
/// the hand.
const MOST_SEARCHES: usize = 1000;

impl<'r, 'a> Following<'r, 'a> {
    /// Nothing followed yet.
    pub fn new(resolver: &'r Resolver<'a>) -> Self {
        Self { resolver, edges: Vec::new(), bad: Vec::new(), faults: HashMap::default() }
    }

    /// Adds the references of one file.
    pub fn add(&mut self, followed: Followed) {
        self.edges.extend(followed.edges);
        for (mut bad, target) in followed.bad {
            if let Some(leads) = self.resolver.targets.get(target) {
                bad.fault = self.explain(bad.fault, &bad.text, target, leads);
            }
            self.bad.push(bad);
        }
    }

    /// The fault, with the near name where one was missed.
    fn explain(
        &mut self,
        fault: ReferenceFault,
        text: &str,
        target: usize,
        leads: &Target,
    ) -> ReferenceFault {
        let ReferenceFault::Dangling { folders, .. } = fault else { return fault };
        let key = (text.into(), target);
        if let Some(known) = self.faults.get(&key) {
            return known.clone();
        }
        if self.faults.len() >= MOST_SEARCHES {
            return ReferenceFault::Dangling { folders, nearest: None };
        }
        let nearest = nearest_name(text, leads, &self.resolver.folders);
        let fault = ReferenceFault::Dangling { folders, nearest };
        self.faults.insert(key, fault.clone());
        fault
    }

    /// The graph of the references that lead somewhere, and those that do not.
    pub fn finish(mut self) -> (Graph, Vec<BadReference>) {
        // No two references stand in one place, so that their order is the same however they are sorted.
        self.edges.sort_unstable_by(|one, other| {
            (one.to, one.from, &one.pointer).cmp(&(other.to, other.from, &other.pointer))
        });
        (Graph { edges: self.edges }, self.bad)
    }
}

type Folders<'a> = BTreeMap<&'a str, HashMap<&'a str, usize>>;

fn follow(text: &str, target: &Target, folders: &Folders<'_>) -> Result<usize, ReferenceFault> {
    let found_elsewhere = |id: &str, except: &dyn Fn(&str) -> bool| {
        folders.iter().find_map(|(folder, ids)| {
            let file = ids.get(id)?;
            (!except(folder)).then(|| ((*folder).into(), *file))
        })
    };
    let allowed = |folder: &str| target.kinds.iter().any(|kind| &**kind == folder);
    match (target.form, text.split_once('/')) {
        (Form::Id, None) => {
            let found = target.kinds.iter().find_map(|kind| folders.get(&**kind)?.get(text));
            found.copied().ok_or_else(|| match found_elsewhere(text, &allowed) {
                Some((found, other)) => {
                    ReferenceFault::WrongKind { found, allowed: target.kinds.clone(), other }
                }
                None => dangling(text, &target.kinds),
            })
        }
        (Form::Path, Some((folder, id))) => {
            if !allowed(folder) {
                return Err(match folders.get(folder).and_then(|ids| ids.get(id)) {
                    Some(&other) => ReferenceFault::WrongKind {
                        found: folder.into(),
                        allowed: target.kinds.clone(),
                        other,
                    },
                    None => dangling(text, &target.kinds),
                });
            }
            let found = folders.get(folder).and_then(|ids| ids.get(id)).copied();
            found.ok_or_else(|| dangling(text, &target.kinds))
        }
        (Form::Id, Some((_, id))) => {
            let known =
                target.kinds.iter().any(|kind| folders.get(&**kind).is_some_and(|ids| ids.contains_key(id)));
            let nearest = known.then(|| id.to_owned());
            Err(ReferenceFault::WrongForm { form: Form::Id, nearest, allowed: target.kinds.clone() })
        }
        (Form::Path, None) => {
            let mut known = target
                .kinds
                .iter()
                .filter(|kind| folders.get(&***kind).is_some_and(|ids| ids.contains_key(text)));
            // Of two records with this id nobody can say which is meant.
            let only = known.next().filter(|_| known.next().is_none());
            Err(ReferenceFault::WrongForm {
                form: Form::Path,
                nearest: only.map(|kind| format!("{kind}/{text}")),
                allowed: target.kinds.clone(),
            })
        }
    }
}

/// A reference to a record that does not exist; the near name is looked for later.
fn dangling(text: &str, kinds: &[Box<str>]) -> ReferenceFault {
    let folders = match text.split_once('/') {
        Some((folder, _)) if kinds.iter().any(|kind| &**kind == folder) => vec![folder.into()],
        _ => kinds.to_vec(),
    };
    ReferenceFault::Dangling { folders, nearest: None }
}

/// The nearest record, written as the reference would have to be.
fn nearest_name(text: &str, Target { kinds, form }: &Target, folders: &Folders<'_>) -> Option<String> {
    let ids = |kind: &str| folders.get(kind).into_iter().flat_map(|ids| ids.keys().copied());
    match form {
        Form::Id => nearest(text, kinds.iter().flat_map(|kind| ids(kind))).map(str::to_owned),
        Form::Path => {
            let written = text.split_once('/').map_or("", |(folder, _)| folder);
            let in_folder: Vec<String> = kinds
                .iter()
                .filter(|kind| &***kind == written)
                .flat_map(|kind| ids(kind).map(move |id| format!("{kind}/{id}")))
                .collect();
            let all: Vec<String> =
                kinds.iter().flat_map(|kind| ids(kind).map(move |id| format!("{kind}/{id}"))).collect();
            nearest(text, in_folder.iter().map(String::as_str))
                .or_else(|| nearest(text, all.iter().map(String::as_str)))
                .map(str::to_owned)
        }
    }
}
