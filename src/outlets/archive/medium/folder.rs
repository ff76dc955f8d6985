//! A package in a folder. Its entry point is [`Folder::open`]. No link is followed, whatever it points to.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Defect, Entry, Fault, Medium, pieces};

/// A folder with all that lies in it.
pub struct Folder {
    entries: Vec<Entry>,
    /// Where each stands, and which file that was when it was listed.
    paths: Vec<(PathBuf, Option<Identity>)>,
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
        let (items, errors): (Vec<_>, Vec<_>) = WalkDir::new(root).min_depth(1).follow_links(false).into_iter().partition(Result::is_ok);
        let items: Vec<_> = items.into_par_iter().flatten().filter(|item| !item.file_type().is_dir()).map(|item| (name_below(root, item.path()), item.metadata().ok(), item.into_path())).collect();
        for (name, metadata, path) in items {
            folder.add(name, path, metadata.as_ref());
        }
        for error in errors.into_iter().filter_map(Result::err) {
            let name = error.path().map(|path| name_below(root, path).0).unwrap_or_default();
            folder.defects.push(Defect::new("file-unreadable", name).arg("reason", error));
        }
        folder.entries.par_sort_by(|a, b| a.name.cmp(&b.name));
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
        self.paths.push((path, metadata.and_then(identity)));
    }
}

/// Which file it is, where the system tells: device and number.
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<Identity> {
    None
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
        let (path, listed) = &self.paths[entry.place];
        // Looked at once more: what was a file when it was listed may have been replaced by a link.
        let file = match listed {
            Some(_) => File::open(path).map_err(unreadable)?,
            None if std::fs::symlink_metadata(path).map_err(unreadable)?.is_file() => File::open(path).map_err(unreadable)?,
            None => return Err(("file-changed-while-read", String::new())),
        };
        if listed.is_some() && identity(&file.metadata().map_err(unreadable)?) != *listed {
            return Err(("file-changed-while-read", String::new()));
        }
        match pieces(file, entry.size, sink).map_err(unreadable)? {
            true => Ok(()),
            false => Err(("file-changed-while-read", String::new())),
        }
    }
}
