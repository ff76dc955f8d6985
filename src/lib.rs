//! gongshi (公示): poverty-exit notices, official documents and plan tables from YAML case files.

pub mod build;
pub mod cli;
pub mod outlets;
pub mod papers;
pub mod records;
pub mod report;
pub mod rules;
pub mod workspace;
