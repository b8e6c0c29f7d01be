//! The export: the records in force as other people's programs read them. One format, one file, over one contract ([`v1`]).
//!
//! Records are made one by one as a format asks for them, so that an export takes no memory beside the knowledge base itself.
//!
//! The feature `contract` brings the types of the contract alone, for those who read an export; writing one takes `lint`.

#[cfg(feature = "lint")]
mod canonical;
#[cfg(feature = "lint")]
mod contract;
#[cfg(feature = "lint")]
pub mod csl;
#[cfg(feature = "lint")]
pub mod csv;
#[cfg(feature = "lint")]
pub mod dts;
#[cfg(feature = "lint")]
pub mod json;
#[cfg(feature = "lint")]
pub mod jsonld;
#[cfg(feature = "lint")]
mod list;
#[cfg(feature = "lint")]
pub mod ndjson;
#[cfg(feature = "parquet")]
pub mod parquet;
#[cfg(feature = "lint")]
mod relations;
#[cfg(feature = "lint")]
pub(crate) mod shape;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(feature = "lint")]
mod unexported;
pub mod v1;
#[cfg(feature = "lint")]
mod validate;
#[cfg(feature = "zip")]
pub mod zip;

#[cfg(feature = "lint")]
pub use contract::{About, Contract, UNRELEASED};
#[cfg(feature = "lint")]
pub use list::List;
#[cfg(feature = "lint")]
pub use unexported::{Absence, Unexported, absence_of, drafts, unexported};
#[cfg(feature = "lint")]
pub use validate::{Invalid, validate};
