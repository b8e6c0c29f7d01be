//! A knowledge base about massage, first of the hip flexors: typed records, each claim tied to its sources.
//!
//! ```
//! let base = massage_kb::embedded();
//! let claim = base.claims.get("foam-rolling-comfort-flexibility").expect("it is in the knowledge base");
//! println!("{} ({})", claim.statement, claim.verdict);
//! // The document that a statement was taken from is cited too, and is no evidence for it.
//! for citation in claim.citations.iter().filter(|citation| citation.stance.is_evidence()) {
//!     let reference = base.references.find(&citation.reference).expect("the linter holds that it is there");
//!     println!("{}: {}", citation.stance, reference.title);
//! }
//! ```
//!
//! Show a statement with its verdict, a source with its stance, and what [`KnowledgeBase::must_show`] gives before anything that people
//! will do. The tables give the records in force; what was withdrawn or replaced is given by name alone ([`knowledge_base::Table::any`]).
//!
//! With the default features the crate holds the [`model`], the records ([`embedded()`]) and a reader for a folder of your own
//! ([`KnowledgeBase::load`]). The feature `lint` adds what the program `kb` stands on: a file is read by [`source`] and [`yaml`],
//! validated by `schema`, tied to the others by `resolve`, and put together with them in a `corpus`, which the rules of `lint`
//! check; `report` writes down what they found, and `fix` mends it; `export` writes the records for other programs, and `diff` compares
//! two exports; `format` writes a record in its canonical form. Data flows that way and never back.

// Hidden modules are public for the program, its tests and benches alone. They can change in any release.
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod clean_text;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod corpus;
#[cfg(feature = "lint")]
mod count;
#[cfg(feature = "lint")]
pub mod diagnostic;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod diff;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod document;
#[cfg(feature = "lint")]
mod doi;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod edit;
#[cfg(feature = "embedded")]
mod embedded;
#[cfg(feature = "contract")]
pub mod export;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod fix;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod format;
#[cfg(feature = "lint")]
mod hexadecimal;
pub mod knowledge_base;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod link_settings;
#[cfg(feature = "links")]
#[doc(hidden)]
pub mod links;
#[cfg(feature = "lint")]
pub mod lint;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod lock;
pub mod model;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod nearest;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod report;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod resolve;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod same_work;
#[cfg(feature = "lint")]
#[doc(hidden)]
pub mod schema;
#[cfg(all(test, feature = "contract"))]
mod schema_file;
pub mod source;
pub mod span;
#[doc(hidden)]
pub mod stray;
#[cfg(feature = "lint")]
mod visible;
pub mod yaml;

#[cfg(feature = "embedded")]
pub use embedded::{embedded, try_embedded};
pub use knowledge_base::KnowledgeBase;

/// The examples of the readme are run with the others.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../README.md")]
struct Readme;
