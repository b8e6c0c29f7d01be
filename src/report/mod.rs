//! Ways to write down what a run found: one format, one file. They make text; printing it is the program's business.

pub mod concise;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod rules_page;
pub mod sarif;
pub mod statistics;
