//! Where a package lies. Entry point: [`open`]; a [`Medium`] lists its files and reads them, and nothing else.

mod folder;
mod held;
mod zipped;

use std::io;
use std::path::Path;

use super::Defect;
pub use folder::Folder;
pub use held::Held;
pub use zipped::Zipped;

/// A file of a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name within the medium, `/` between folders.
    pub name: String,
    /// Bytes that it says it has.
    pub size: u64,
    /// Whether it can be read at all: a link, a device or an encrypted file cannot; a defect tells why.
    pub readable: bool,
    place: usize,
}

/// Why a file could not be read: the code of the defect and the reason.
pub type Fault = (&'static str, String);

/// A folder or a zip.
pub trait Medium: Sync {
    /// Its files, sorted by name.
    fn entries(&self) -> &[Entry];

    /// What is wrong with it as such.
    fn defects(&self) -> &[Defect];

    /// Feeds the bytes of a file, piece by piece; never more than the file says it has.
    ///
    /// # Errors
    /// The file cannot be read, or is not what it says.
    fn feed(&self, entry: &Entry, sink: &mut dyn FnMut(&[u8])) -> Result<(), Fault>;

    /// A whole small file.
    ///
    /// # Errors
    /// As [`Medium::feed`], or it is larger than `limit` bytes.
    fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, Fault> {
        if entry.size > limit {
            return Err(("tag-file-too-large", entry.size.to_string()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size).unwrap_or_default());
        self.feed(entry, &mut |piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }
}

/// Opens what lies at a path: a folder, or a file that is read as a zip.
///
/// # Errors
/// Nothing lies there, or it may not be read. A file that is no sound zip is a defect, not an error.
pub fn open(path: &Path) -> io::Result<Box<dyn Medium>> {
    Ok(match std::fs::metadata(path)?.is_dir() {
        true => Box::new(Folder::open(path)?),
        false => Box::new(Zipped::open(path)?),
    })
}

/// Reads up to `size` bytes in pieces; more than that is told by `false`.
fn pieces(mut reader: impl io::Read, size: u64, sink: &mut dyn FnMut(&[u8])) -> io::Result<bool> {
    // A piece is as large as the file where that is small: one buffer, one reading.
    let mut buffer = vec![0; usize::try_from(size).unwrap_or(usize::MAX).clamp(1, 1 << 20) + 1];
    let mut left = size;
    loop {
        // The buffer is filled before it is handed on, so that large files come in large pieces.
        let filled = filled(&mut reader, &mut buffer)?;
        if filled as u64 > left {
            return Ok(false);
        }
        if filled == 0 {
            return Ok(left == 0);
        }
        left -= filled as u64;
        sink(&buffer[..filled]);
        // A buffer that is not full was filled up to the end.
        if filled < buffer.len() {
            return Ok(left == 0);
        }
    }
}

/// Fills a buffer as far as the reader goes, and tells how far that is.
pub(super) fn filled(reader: &mut dyn io::Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while count < buffer.len() {
        match reader.read(&mut buffer[count..]) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}
