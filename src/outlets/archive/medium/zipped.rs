//! A package in a zip. Its entry point is [`Zipped::open`]. Nothing is unpacked to disk; every entry is held against what
//! the zip says of it, and no more is read than that.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use zip::ZipArchive;
use zip::read::ZipReadOptions;

use super::{Defect, Entry, Fault, Medium, pieces};

/// Most entries that are read.
const MOST_ENTRIES: usize = 1_000_000;
/// Deflate packs at most 1,032 to 1; papers and case files stay far below this.
const MOST_RATIO: u64 = 300;
/// Entries below this size may be packed as tightly as they are.
const SMALL: u64 = 1 << 20;

/// A zip with all that lies in it.
pub struct Zipped {
    archive: Option<ZipArchive<Shared>>,
    entries: Vec<Entry>,
    defects: Vec<Defect>,
}

impl Zipped {
    /// Lists a zip file.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self::list(Shared { bytes: Arc::new(Bytes::File(file)), length, at: 0 }))
    }

    /// Lists a zip that is held in memory.
    pub fn of_bytes(bytes: Vec<u8>) -> Self {
        let length = bytes.len() as u64;
        Self::list(Shared { bytes: Arc::new(Bytes::Held(bytes)), length, at: 0 })
    }

    fn list(shared: Shared) -> Self {
        let mut zipped = Self { archive: None, entries: Vec::new(), defects: Vec::new() };
        let mut add = |code: &'static str, name: &str, args: &[(&'static str, String)]| {
            zipped.defects.push(Defect { args: args.to_vec(), ..Defect::new(code, name) });
        };
        let mut archive = match ZipArchive::new(shared) {
            Ok(archive) => archive,
            Err(error) => {
                add("zip-unreadable", "", &[("reason", error.to_string())]);
                return zipped;
            }
        };
        if archive.len() > MOST_ENTRIES {
            add("zip-too-many-entries", "", &[("count", archive.len().to_string()), ("limit", MOST_ENTRIES.to_string())]);
            return zipped;
        }
        if archive.has_duplicate_names() {
            add("zip-entry-twice", "", &[]);
        }
        match archive.has_overlapping_entries() {
            Ok(false) => {}
            Ok(true) => {
                add("zip-entries-overlap", "", &[]);
                return zipped;
            }
            Err(error) => add("zip-unreadable", "", &[("reason", error.to_string())]),
        }
        for place in 0..archive.len() {
            let Ok(data) = archive.by_index_data(place) else {
                add("zip-entry-damaged", "", &[("reason", format!("#{place}"))]);
                continue;
            };
            let name = match data.name() {
                Ok(name) if std::str::from_utf8(data.name_raw()).is_ok() || name.is_ascii() => name.into_owned(),
                _ => {
                    let name = String::from_utf8_lossy(data.name_raw()).into_owned();
                    add("name-not-utf8", &name, &[]);
                    name
                }
            };
            if data.is_dir() {
                continue;
            }
            let (size, packed) = (data.size(), data.compressed_size());
            let mut readable = true;
            let mut refuse = |wrong: bool, code: &'static str, args: &[(&'static str, String)]| {
                if wrong && readable {
                    add(code, &name, args);
                    readable = false;
                }
            };
            refuse(data.is_symlink(), "link-in-package", &[]);
            refuse(data.encrypted(), "zip-encrypted", &[]);
            let known = matches!(data.compression(), zip::CompressionMethod::Stored | zip::CompressionMethod::Deflated);
            refuse(!known, "zip-method-unsupported", &[("method", data.compression().to_string())]);
            let ratio = size / packed.max(1);
            refuse(size > SMALL && ratio > MOST_RATIO, "zip-ratio-excessive", &[("ratio", ratio.to_string()), ("limit", MOST_RATIO.to_string())]);
            zipped.entries.push(Entry { name, size, readable, place });
        }
        zipped.entries.sort_by(|a, b| a.name.cmp(&b.name));
        zipped.archive = Some(archive);
        zipped
    }
}

impl Medium for Zipped {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn defects(&self) -> &[Defect] {
        &self.defects
    }

    fn feed(&self, entry: &Entry, sink: &mut dyn FnMut(&[u8])) -> Result<(), Fault> {
        let damaged = |error: String| ("zip-entry-damaged", error);
        // A copy shares the directory; each reader has its own place in the file.
        let mut archive = self.archive.clone().ok_or_else(|| damaged(String::new()))?;
        let options = ZipReadOptions::new().enforce_header_consistency(true);
        let file = archive.by_index_with_options(entry.place, options).map_err(|error| damaged(error.to_string()))?;
        match pieces(file, entry.size, sink).map_err(|error| damaged(error.to_string()))? {
            true => Ok(()),
            false => Err(("zip-size-false", String::new())),
        }
    }
}

/// A reader with a place of its own in bytes that many read at once.
#[derive(Clone)]
struct Shared {
    bytes: Arc<Bytes>,
    length: u64,
    at: u64,
}

enum Bytes {
    File(File),
    Held(Vec<u8>),
}

impl Bytes {
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Held(bytes) => {
                let rest = usize::try_from(at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
                let count = rest.len().min(into.len());
                into[..count].copy_from_slice(&rest[..count]);
                Ok(count)
            }
            #[cfg(unix)]
            Self::File(file) => std::os::unix::fs::FileExt::read_at(file, into, at),
            #[cfg(windows)]
            Self::File(file) => std::os::windows::fs::FileExt::seek_read(file, into, at),
        }
    }
}

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read_at(self.at, into)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
