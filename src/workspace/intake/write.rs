//! Writing case files. Its entry point is [`Writer`]: each file is written beside and put in its place whole.
//!
//! A new file never takes the place of another; an edited one is put in place only if the file is still what was read.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use fs4::fs_std::FileExt;

/// Writes case files of one workspace; another writer waits outside.
pub struct Writer {
    root: PathBuf,
    stage: PathBuf,
    next: AtomicUsize,
    /// Each text is on the disk before its name is put in place.
    durable: bool,
    _lock: File,
}

impl Writer {
    /// Locks the workspace for writing; what an interrupted import left is dropped.
    ///
    /// # Errors
    /// `WouldBlock` when another import is writing; any other error of the file system.
    pub fn begin(root: &Path) -> io::Result<Self> {
        // Names with a point are no case files, so that nothing here is ever read as one.
        let stage = root.join("content/.intake");
        fs::create_dir_all(&stage)?;
        let lock = File::options().create(true).truncate(false).write(true).open(stage.join(".lock"))?;
        if !FileExt::try_lock_exclusive(&lock)? {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        for entry in fs::read_dir(&stage)?.filter_map(Result::ok).filter(|entry| entry.file_name() != ".lock") {
            fs::remove_file(entry.path())?;
        }
        Ok(Self { root: root.to_owned(), stage, next: AtomicUsize::new(0), durable: false, _lock: lock })
    }

    /// The same, and a name never stands for a text that a power cut could still lose.
    pub fn durable(mut self) -> Self {
        self.durable = true;
        self
    }

    /// Makes a file that does not exist yet.
    ///
    /// # Errors
    /// `AlreadyExists` where there is one; any other error of the file system.
    pub fn create(&self, relative: &str, text: &str) -> io::Result<()> {
        let target = self.root.join(relative);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let staged = self.stage(text.as_bytes())?;
        // A link never takes the place of a file; where the file system has none, looking first must do.
        let made = match fs::hard_link(&staged, &target) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                if target.symlink_metadata().is_ok() {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                return fs::rename(&staged, &target);
            }
            made => made,
        };
        fs::remove_file(&staged)?;
        made
    }

    /// Puts a new text in the place of `old`, in the encoding that the file has.
    ///
    /// # Errors
    /// `InvalidData` when the file is no longer what was read, is a link, or cannot hold the text in its encoding.
    pub fn replace(&self, relative: &str, old: &str, new: &str) -> io::Result<()> {
        let target = self.root.join(relative);
        let metadata = target.symlink_metadata()?;
        let bytes = fs::read(&target)?;
        let encoded = if metadata.is_symlink() { None } else { encode(&bytes, old, new) };
        let staged = self.stage(&encoded.ok_or(io::ErrorKind::InvalidData)?)?;
        fs::set_permissions(&staged, metadata.permissions())?;
        fs::rename(staged, target)
    }

    fn stage(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let path = self.stage.join(format!(".{}", self.next.fetch_add(1, Ordering::Relaxed)));
        let mut file = File::create(&path)?;
        file.write_all(bytes)?;
        if self.durable {
            file.sync_all()?;
        }
        Ok(path)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // What is left is dropped by the next import.
        let _ = fs::remove_dir_all(&self.stage);
    }
}

/// The new text in the encoding of the old bytes, if they are the old text.
fn encode(bytes: &[u8], old: &str, new: &str) -> Option<Vec<u8>> {
    const BOM: &[u8] = b"\xEF\xBB\xBF";
    if bytes == old.as_bytes() {
        return Some(new.as_bytes().to_vec());
    }
    if bytes.strip_prefix(BOM) == Some(old.as_bytes()) {
        return Some([BOM, new.as_bytes()].concat());
    }
    let (encoded, _, lossy) = encoding_rs::GB18030.encode(old);
    if lossy || *encoded != *bytes {
        return None;
    }
    let (encoded, _, lossy) = encoding_rs::GB18030.encode(new);
    (!lossy).then(|| encoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_encoding_and_is_not_overwritten_unseen() {
        let (old, new) = ("户主: 例甲一\n", "户主: 例乙\n");
        let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        assert_eq!(encode(old.as_bytes(), old, new).as_deref(), Some(new.as_bytes()));
        assert_eq!(encode(&gb(old), old, new), Some(gb(new)));
        assert_eq!(encode("\u{feff}户主: 例甲一\n".as_bytes(), old, new).as_deref(), Some("\u{feff}户主: 例乙\n".as_bytes()));
        assert_eq!(encode("户主: 例丙\n".as_bytes(), old, new), None);
    }
}
