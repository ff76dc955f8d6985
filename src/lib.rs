//! gongshi: poverty-exit notices, official documents and plan tables from YAML case files.

pub mod outlets;
pub mod papers;
