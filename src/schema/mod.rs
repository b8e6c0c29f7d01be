//! Validates a tree against the JSON Schema of its kind, every error at its own key or value.
//!
//! It knows no kind by name: what it knows, it reads from the schemas.

mod describe;
mod instance;
mod look_up;
mod order;
mod references;
mod repeated;

use jsonschema::Validator;
use rayon::prelude::*;
use serde_json::Value as Json;

pub use describe::{Fault, Place, SchemaProblem};
pub use look_up::{is_prose, keys_at, required_keys, words_at};
pub use order::UnsortedList;
pub use references::{Form, RawReference, Target};
pub use repeated::RepeatedItem;

use crate::model::Kind;
use crate::yaml::{Document, Node};
use instance::to_json;
use order::FreeLists;
use references::Plan;
use repeated::Lists;

macro_rules! schema_texts {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        /// The text of the JSON Schema of `kind`, as it stands in `schemas/`.
        pub fn schema_text(kind: Kind) -> &'static str {
            match kind {
                $(Kind::$variant => include_str!(concat!("../../schemas/", $folder, ".schema.json")),)*
            }
        }
    };
}
crate::model::for_each_kind!(schema_texts);

/// The schemas of all kinds, ready for use.
pub struct Schemas {
    kinds: Vec<KindSchema>,
    targets: Vec<Target>,
}

struct KindSchema {
    kind: Kind,
    schema: Json,
    validator: Validator,
    plan: Plan,
    free_lists: FreeLists,
    lists: Lists,
}

/// What is wrong with a record by its schema.
#[derive(Debug, Default)]
pub struct Problems {
    /// The first of the problems.
    pub listed: Vec<SchemaProblem>,
    /// The number of the others.
    pub more: usize,
}

/// The most problems of one record that are listed. A broken file can have half a million of them, and nobody reads on after the first few.
const MOST_PROBLEMS: usize = 1000;

/// A schema that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the schema of `{kind}` cannot be used: {reason}")]
pub struct SchemaError {
    kind: Kind,
    reason: String,
}

impl Schemas {
    /// Prepares the schemas of all kinds.
    ///
    /// # Errors
    ///
    /// Where a schema is no JSON Schema, or refers to anything outside itself.
    pub fn new() -> Result<Self, SchemaError> {
        // Making the validators ready takes as long as reading hundreds of records.
        let ready = Kind::ALL.par_iter().map(|&kind| Ok((kind, make_ready(kind)?)));
        let ready: Vec<(Kind, (Json, Validator))> = ready.collect::<Result<_, SchemaError>>()?;
        let mut targets = Vec::new();
        let kinds = ready
            .into_iter()
            .map(|(kind, (schema, validator))| {
                let plan = Plan::new(&schema, &mut targets);
                let free_lists = FreeLists::new(&schema);
                let lists = Lists::new(&schema);
                KindSchema { kind, schema, validator, plan, free_lists, lists }
            })
            .collect();
        Ok(Self { kinds, targets })
    }

    /// What the references in records can lead to; [`RawReference::target`] is an index into it.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// What is wrong with `document` as a record of `kind`; `text` is the text that it was read from.
    pub fn validate(&self, kind: Kind, document: &Document<'_>, text: &str) -> Problems {
        let mut problems = Problems::default();
        let Some(entry) = self.kinds.iter().find(|entry| entry.kind == kind) else { return problems };
        let Some(root) = &document.root else {
            problems.listed.push(SchemaProblem::empty_record(&entry.schema));
            return problems;
        };
        let instance = to_json(root);
        if entry.validator.is_valid(&instance) {
            return problems;
        }
        for error in entry.validator.iter_errors(&instance) {
            let room = MOST_PROBLEMS.saturating_sub(problems.listed.len());
            let described = describe::describe(&error, root, &entry.schema, text, room);
            problems.more += describe::number(&error).saturating_sub(described.len());
            problems.listed.extend(described);
        }
        problems.listed.dedup();
        problems
    }

    /// Shows the references in a record of `kind` to `visit`, in the order of its schema.
    pub fn references(&self, kind: Kind, root: &Node<'_>, mut visit: impl FnMut(&RawReference<'_>)) {
        if let Some(entry) = self.kinds.iter().find(|entry| entry.kind == kind) {
            entry.plan.visit(root, &mut visit);
        }
    }

    /// The lists in a record of `kind` whose order has no meaning, and is not that of the alphabet.
    pub fn unsorted(&self, kind: Kind, root: &Node<'_>) -> Vec<UnsortedList> {
        let mut found = Vec::new();
        if let Some(entry) = self.kinds.iter().find(|entry| entry.kind == kind) {
            entry.free_lists.collect(root, &mut found);
        }
        found
    }

    /// The items that stand more than once in a list of a record of `kind`.
    pub fn repeated(&self, kind: Kind, root: &Node<'_>) -> Vec<RepeatedItem> {
        let mut found = Vec::new();
        if let Some(entry) = self.kinds.iter().find(|entry| entry.kind == kind) {
            entry.lists.collect(root, &mut found);
        }
        found
    }
}

fn make_ready(kind: Kind) -> Result<(Json, Validator), SchemaError> {
    let unusable = |reason: String| SchemaError { kind, reason };
    let mut schema: Json =
        serde_json::from_str(schema_text(kind)).map_err(|error| unusable(error.to_string()))?;
    annotate(&mut schema, kind).ok_or_else(|| unusable("an annotation does not fit it".to_owned()))?;
    let validator = jsonschema::options().build(&schema).map_err(|error| unusable(error.to_string()))?;
    Ok((schema, validator))
}

/// What only `kb` reads in a schema: which texts refer to records, and which lists have no order. A line: the kind, the place in its schema,
/// `id`, `path` or `unordered`, and the kinds that it may lead to. Apart, so that a schema holds no keyword that others do not know.
const ANNOTATIONS: &str = include_str!("annotations.tsv");

/// Puts the annotations into the schema of `kind`; nothing where one has no place in it.
fn annotate(schema: &mut Json, kind: Kind) -> Option<()> {
    for line in ANNOTATIONS.lines() {
        let mut cells = line.split('\t');
        if cells.next()? != kind.folder() {
            continue;
        }
        let part = schema.pointer_mut(cells.next()?)?.as_object_mut()?;
        let (form, kinds) = (cells.next()?, cells.next().unwrap_or_default());
        if form == "unordered" {
            part.insert("x-kb-order".to_owned(), "none".into());
        } else {
            let kinds: Vec<&str> = kinds.split(' ').collect();
            part.insert("x-kb-ref".to_owned(), serde_json::json!({"kinds": kinds, "form": form}));
        }
    }
    Some(())
}
