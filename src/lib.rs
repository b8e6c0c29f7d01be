//! A knowledge base about massage, first the hip flexors: typed records, each claim tied to a reference.

pub mod model;
