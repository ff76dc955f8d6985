//! `gongshi bench parse-floor`: what any check of the workspace must take at the least. Hidden: for measuring only.

use std::process::ExitCode;

use super::{Failure, Global};
use crate::build::floor;

/// Measures the floor and prints files, seconds and peak memory.
pub(super) fn parse_floor(global: &Global) -> Result<ExitCode, Failure> {
    global.open()?;
    let floor = floor::measure(&global.workspace);
    println!("files {}", floor.files);
    println!("seconds {:.3}", floor.seconds);
    match floor.peak_kb {
        Some(peak) => println!("peak-memory-kb {peak}"),
        None => println!("peak-memory-kb -"),
    }
    Ok(ExitCode::SUCCESS)
}
