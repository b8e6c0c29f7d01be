//! Whether the sources still stand, and still say what is quoted from them.

pub mod page;
pub mod quote;
