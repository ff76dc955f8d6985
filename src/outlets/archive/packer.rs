//! Writing a bag. Its entry point is [`Packer`]: each file is written to the folder and into the zip beside it in one go,
//! and digested on the way. The same files give the same bytes: there is no clock in it, and entries of the zip bear no
//! time but 1980-01-01. No file is ever held whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::digest::{Algorithm, Digests};
use super::medium::filled;
use super::{name, tags};

/// Makes a file below the folder of all packages.
pub type Create<'a> = dyn Fn(&str) -> io::Result<File> + Sync + 'a;

/// Most bytes that are held of a file at a time.
const PIECE: usize = 1 << 20;

/// Endings of files that are packed tightly already: deflating them would take long and gain nothing.
const TIGHT: [&str; 24] = [
    "jpg", "jpeg", "png", "gif", "webp", "heic", "jp2", "mp3", "m4a", "aac", "mp4", "m4v", "mov", "avi", "mkv", "wmv", "zip", "rar", "7z", "gz", "xlsx", "docx", "pptx", "ofd",
];

/// Bytes to be packed: how many there are, and where they are read from.
pub struct Source<'a> {
    /// How many.
    pub size: u64,
    /// From where.
    pub reader: Box<dyn Read + 'a>,
}

impl<'a> Source<'a> {
    /// Bytes at hand.
    pub fn held(bytes: &'a [u8]) -> Self {
        Self { size: bytes.len() as u64, reader: Box::new(bytes) }
    }

    /// A file.
    ///
    /// # Errors
    /// Its size is not told.
    pub fn file(file: File) -> io::Result<Self> {
        Ok(Self { size: file.metadata()?.len(), reader: Box::new(file) })
    }
}

type Known = BTreeMap<String, Vec<(Algorithm, String)>>;

/// A bag in the making.
pub struct Packer<'a> {
    create: &'a Create<'a>,
    folder: String,
    zip: ZipWriter<BufWriter<File>>,
    payload: Known,
    tags: Known,
    /// Names as a system sees them that does not tell case apart.
    taken: BTreeSet<String>,
    bytes: u64,
    buffer: Vec<u8>,
}

impl<'a> Packer<'a> {
    /// Begins the bag `folder` and its zip `folder.zip`.
    ///
    /// # Errors
    /// When the zip cannot be made.
    pub fn begin(create: &'a Create<'a>, folder: &str) -> io::Result<Self> {
        let zip = ZipWriter::new(BufWriter::new(create(&format!("{folder}.zip"))?));
        let folder = folder.to_owned();
        Ok(Self { create, folder, zip, payload: Known::new(), tags: Known::new(), taken: BTreeSet::new(), bytes: 0, buffer: vec![0; PIECE] })
    }

    /// Adds a payload file below `data/` and gives its SHA-256.
    ///
    /// # Errors
    /// A name that may not stand in a package, or that stands there already; any error of writing.
    pub fn payload(&mut self, file: &str, source: Source<'_>) -> io::Result<String> {
        let file = format!("data/{}", name::nfc(file));
        let size = source.size;
        let digests = self.write(&file, source, &Algorithm::OWN)?;
        self.bytes += size;
        let sha256 = digests.iter().find(|(algorithm, _)| *algorithm == Algorithm::Sha256).map(|(_, digest)| digest.clone());
        self.payload.insert(file, digests);
        Ok(sha256.unwrap_or_default())
    }

    /// Adds a file beside the payload.
    ///
    /// # Errors
    /// As [`Packer::payload`].
    pub fn tag(&mut self, file: &str, bytes: &[u8]) -> io::Result<()> {
        let file = name::nfc(file);
        let digests = self.write(&file, Source::held(bytes), &Algorithm::OWN)?;
        self.tags.insert(file, digests);
        Ok(())
    }

    /// Ends the bag with `bag-info.txt` and the manifests; gives how many payload files and bytes it has.
    ///
    /// # Errors
    /// Any error of writing.
    pub fn finish(mut self, info: &[(&str, String)]) -> io::Result<(usize, u64)> {
        self.tag("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        let oxum = format!("{}.{}", self.bytes, self.payload.len());
        let lines = info.iter().map(|(key, value)| (*key, value.as_str())).chain([("Payload-Oxum", oxum.as_str())]);
        let text: String = lines.map(|(key, value)| format!("{key}: {}\n", value.split_whitespace().collect::<Vec<_>>().join(" "))).collect();
        self.tag("bag-info.txt", text.as_bytes())?;
        for algorithm in Algorithm::OWN {
            let text = manifest(&self.payload, algorithm);
            self.tag(&format!("manifest-{}.txt", algorithm.name()), text.as_bytes())?;
        }
        for algorithm in Algorithm::OWN {
            let text = manifest(&self.tags, algorithm);
            self.write(&format!("tagmanifest-{}.txt", algorithm.name()), Source::held(text.as_bytes()), &[])?;
        }
        self.zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((self.payload.len(), self.bytes))
    }

    fn write(&mut self, file: &str, mut source: Source<'_>, algorithms: &[Algorithm]) -> io::Result<Vec<(Algorithm, String)>> {
        if let Some(fault) = name::faults(file).first() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{file}: {fault}")));
        }
        if !self.taken.insert(name::folded(file)) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, file));
        }
        let mut target = (self.create)(&format!("{}/{file}", self.folder))?;
        let inside = self.folder.rsplit('/').next().unwrap_or_default();
        let tight = file.rsplit_once('.').is_some_and(|(_, ending)| TIGHT.contains(&ending.to_lowercase().as_str()));
        let options = SimpleFileOptions::default()
            .compression_method(if tight { CompressionMethod::Stored } else { CompressionMethod::Deflated })
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644)
            .large_file(source.size >= u32::MAX.into());
        self.zip.start_file(format!("{inside}/{file}"), options)?;
        let mut digests = Digests::new(algorithms.iter().copied());
        loop {
            let count = filled(&mut source.reader, &mut self.buffer)?;
            let piece = &self.buffer[..count];
            digests.update(piece);
            target.write_all(piece)?;
            self.zip.write_all(piece)?;
            if count < PIECE {
                break;
            }
        }
        if digests.bytes != source.size {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{file}: it was changed while it was packed")));
        }
        Ok(digests.finish())
    }
}

fn manifest(known: &Known, algorithm: Algorithm) -> String {
    let mut text = String::new();
    for (file, digests) in known {
        for (_, digest) in digests.iter().filter(|(known, _)| *known == algorithm) {
            text.push_str(&format!("{digest}  {}\n", tags::encoded(file)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Gives so many bytes, and looks each time how much has been written of what it gave before.
    struct Watched<'a> {
        left: u64,
        given: u64,
        written: &'a dyn Fn() -> u64,
        most: &'a Mutex<u64>,
    }

    impl Read for Watched<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let mut most = self.most.lock().expect("one thread");
            *most = (*most).max(self.given - (self.written)());
            let count = into.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
            into[..count].fill(7);
            self.left -= count as u64;
            self.given += count as u64;
            Ok(count)
        }
    }

    #[test]
    fn a_large_file_is_never_held_whole() {
        let folder = std::env::temp_dir().join(format!("gongshi-packer-{}", std::process::id()));
        let place = |path: &str| folder.join(path);
        let create = |path: &str| {
            std::fs::create_dir_all(place(path).parent().expect("a folder"))?;
            File::create(place(path))
        };
        let most = Mutex::new(0);
        let size = 40 * PIECE as u64 + 5;
        let written = || std::fs::metadata(place("bag/data/scan.tif")).map_or(0, |file| file.len());
        let source = || Source { size, reader: Box::new(Watched { left: size, given: 0, written: &written, most: &most }) };
        let mut packer = Packer::begin(&create, "bag").expect("begins");
        let digest = packer.payload("scan.tif", source()).expect("packs");
        assert!(*most.lock().expect("one thread") <= PIECE as u64);
        assert_eq!(digest, super::super::digest::sha256(&vec![7; usize::try_from(size).expect("it fits")]));
        // What is not as long as it was said to be is refused.
        let short = Source { size: size + 1, ..source() };
        assert_eq!(packer.payload("other.tif", short).map_err(|error| error.kind()), Err(io::ErrorKind::InvalidData));
        assert_eq!(packer.finish(&[]).expect("ends"), (1, size));
        std::fs::remove_dir_all(folder).expect("removable");
    }
}
