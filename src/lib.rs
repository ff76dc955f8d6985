//! gongshi: poverty-exit notices, official documents and plan tables from YAML case files.

pub mod papers;
pub mod records;
pub mod report;
pub mod rules;
pub mod workspace;
