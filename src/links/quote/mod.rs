//! x
mod fold;
mod token;
pub use fold::Prepared;
