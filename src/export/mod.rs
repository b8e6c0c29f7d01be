//! The export: the records in force as other people's programs read them. One format, one file, over one contract ([`v1`]).
//!
//! Records are made one by one as a format asks for them, so that an export takes no memory beside the knowledge base itself.

mod canonical;
mod contract;
pub mod csl;
pub mod csv;
pub mod dts;
pub mod json;
pub mod jsonld;
mod list;
pub mod ndjson;
#[cfg(feature = "parquet")]
pub mod parquet;
mod relations;
pub(crate) mod shape;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod unexported;
pub mod v1;
mod validate;
#[cfg(feature = "zip")]
pub mod zip;

pub use contract::{About, Contract, UNRELEASED};
pub use list::List;
pub use unexported::{Absence, Unexported, absence_of, drafts, unexported};
pub use validate::{Invalid, validate};
