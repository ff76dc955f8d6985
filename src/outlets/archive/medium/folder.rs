//! A package in a folder. Its entry point is [`Folder::open`]. No link is followed, whatever it points to.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Defect, Entry, Fault, Medium, pieces};

/// A folder with all that lies in it.
pub struct Folder {
    entries: Vec<Entry>,
    paths: Vec<PathBuf>,
    defects: Vec<Defect>,
}

impl Folder {
    /// Lists a folder.
    ///
    /// # Errors
    /// The folder itself cannot be read.
    pub fn open(root: &Path) -> io::Result<Self> {
        std::fs::read_dir(root)?;
        let mut folder = Self { entries: Vec::new(), paths: Vec::new(), defects: Vec::new() };
        for item in WalkDir::new(root).min_depth(1).follow_links(false) {
            match item {
                Ok(item) if item.file_type().is_dir() => {}
                Ok(item) => {
                    let metadata = item.metadata().ok();
                    folder.add(name_below(root, item.path()), item.into_path(), metadata.as_ref());
                }
                Err(error) => {
                    let name = error.path().map(|path| name_below(root, path).0).unwrap_or_default();
                    folder.defects.push(Defect::new("file-unreadable", name).arg("reason", error));
                }
            }
        }
        folder.entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(folder)
    }

    fn add(&mut self, (name, is_text): (String, bool), path: PathBuf, metadata: Option<&Metadata>) {
        if !is_text {
            self.defects.push(Defect::new("name-not-utf8", name.as_str()));
        }
        let readable = match metadata {
            Some(metadata) if metadata.is_symlink() => {
                self.defects.push(Defect::new("link-in-package", name.as_str()));
                false
            }
            Some(metadata) if !metadata.is_file() => {
                self.defects.push(Defect::new("special-file", name.as_str()));
                false
            }
            _ => true,
        };
        let size = metadata.map_or(0, Metadata::len);
        self.entries.push(Entry { name, size, readable, place: self.paths.len() });
        self.paths.push(path);
    }
}

/// The name below the root, `/` between folders, and whether it is text.
fn name_below(root: &Path, path: &Path) -> (String, bool) {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>();
    (parts.join("/"), below.to_str().is_some())
}

impl Medium for Folder {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn defects(&self) -> &[Defect] {
        &self.defects
    }

    fn feed(&self, entry: &Entry, sink: &mut dyn FnMut(&[u8])) -> Result<(), Fault> {
        let unreadable = |error: io::Error| ("file-unreadable", error.to_string());
        let path = &self.paths[entry.place];
        // Looked at once more: what was a file when it was listed may have been replaced by a link.
        if !std::fs::symlink_metadata(path).map_err(unreadable)?.is_file() {
            return Err(("file-changed-while-read", String::new()));
        }
        match pieces(File::open(path).map_err(unreadable)?, entry.size, sink).map_err(unreadable)? {
            true => Ok(()),
            false => Err(("file-changed-while-read", String::new())),
        }
    }
}
