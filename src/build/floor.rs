//! The floor that checking is measured against: the same files walked, read and parsed to plain YAML values on the same
//! threads, and nothing else. Its entry point is [`measure`].

use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;

/// What the floor took.
#[derive(Debug, Clone, Copy)]
pub struct Floor {
    /// YAML files that were parsed.
    pub files: usize,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Peak memory of the process in kB, where the system tells it.
    pub peak_kb: Option<u64>,
}

/// Walks, reads and parses the YAML files of the workspace in `root`.
pub fn measure(root: &Path) -> Floor {
    let begun = Instant::now();
    let files: Vec<PathBuf> = walkdir::WalkDir::new(root.join("content"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "yaml"))
        .map(walkdir::DirEntry::into_path)
        .collect();
    let parsed = |file: &&PathBuf| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        serde_yaml::from_str::<serde_yaml::Value>(&text).is_ok_and(|value| std::hint::black_box(value).is_mapping())
    };
    let files = files.par_iter().filter(parsed).count();
    Floor { files, seconds: begun.elapsed().as_secs_f64(), peak_kb: peak_kb() }
}

/// Peak memory of this process in kB; known on Linux.
pub fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
