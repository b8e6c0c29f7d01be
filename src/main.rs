//! The program `kb`.
fn main() {}
