//! A knowledge base about massage, first the hip flexors: typed records, each claim tied to a reference.

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "lint")]
pub mod corpus;
#[cfg(feature = "lint")]
pub mod diagnostic;
#[cfg(feature = "embedded")]
mod embedded;
pub mod knowledge_base;
#[cfg(feature = "lint")]
pub mod lint;
pub mod model;
#[cfg(feature = "lint")]
pub mod nearest;
#[cfg(feature = "lint")]
pub mod report;
#[cfg(feature = "lint")]
pub mod resolve;
#[cfg(feature = "lint")]
pub mod schema;
pub mod source;
pub mod span;
pub mod yaml;

#[cfg(feature = "embedded")]
pub use embedded::embedded;
pub use knowledge_base::KnowledgeBase;
