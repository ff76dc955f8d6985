//! The only reader of files that people wrote. Its entry point is [`read`].
//!
//! UTF-8 with or without BOM and GB18030 are read; a file outside the workspace, behind a symbolic
//! link that leaves it, larger than the limit or with unreadable bytes is refused with a finding.

mod marked;

use std::path::Path;

pub use marked::{Marked, Scalars, parse as parse_marked, place};

use crate::report::finding::Finding;

/// A file of the workspace, decoded.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path within the workspace, `/` between folders.
    pub path: String,
    /// The text, without BOM.
    pub text: String,
}

/// Largest case file, in bytes; a household has about 2,000.
pub const LARGEST_CASE: u64 = 1 << 20;

/// Reads `relative` below `root`.
///
/// # Errors
/// A finding of the rules `file-outside-workspace`, `file-too-large`, `file-unreadable` or `bytes-unreadable`.
pub fn read(root: &Path, relative: &str) -> Result<SourceFile, Box<Finding>> {
    read_up_to(root, relative, LARGEST_CASE)
}

/// Reads a file that may be larger than a case: up to `limit` bytes.
///
/// # Errors
/// As [`read`].
pub fn read_up_to(root: &Path, relative: &str, limit: u64) -> Result<SourceFile, Box<Finding>> {
    let refuse = |rule: &'static str| Box::new(Finding::new(rule, relative, relative));
    let path = root.join(relative);
    match std::fs::symlink_metadata(&path) {
        Err(error) => return Err(Box::new(Finding::new("file-unreadable", relative, relative).arg("reason", error))),
        // Folders are walked without following links, so only the last part can be one.
        Ok(metadata) if metadata.is_symlink() && leads_outside(root, relative) => return Err(refuse("file-outside-workspace")),
        Ok(_) => {}
    }
    let unreadable = |error: std::io::Error| Box::new(Finding::new("file-unreadable", relative, relative).arg("reason", error));
    let size = std::fs::metadata(&path).map_err(unreadable)?.len();
    if size > limit {
        return Err(Box::new(Finding::new("file-too-large", relative, relative).arg("size", size).arg("limit", limit)));
    }
    let text = decode(std::fs::read(&path).map_err(unreadable)?)
        .map_err(|line| Box::new(Finding::new("bytes-unreadable", relative, relative).placed(line, 1)))?;
    Ok(SourceFile { path: relative.to_owned(), text })
}

/// Whether a path of the workspace, links followed, ends outside of it or nowhere.
pub fn leads_outside(root: &Path, relative: &str) -> bool {
    let inside = || Some(root.join(relative).canonicalize().ok()?.starts_with(root.canonicalize().ok()?));
    inside() != Some(true)
}

/// UTF-8 (BOM removed), else GB18030; the line of the first unreadable byte otherwise.
fn decode(bytes: Vec<u8>) -> Result<String, usize> {
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    String::from_utf8(bytes).or_else(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes) {
            Some(text) if !text.contains('\0') => Ok(text.into_owned()),
            _ => Err(bytes[..good].iter().filter(|byte| **byte == b'\n').count() + 1),
        }
    })
}
