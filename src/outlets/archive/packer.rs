//! Writing a bag. Its entry point is [`Packer`]: each file is written to the folder and into the zip beside it in one go,
//! and digested on the way. The same files give the same bytes: there is no clock in it, and entries of the zip bear no
//! time but 1980-01-01.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::digest::{Algorithm, Digests};
use super::{name, tags};

/// Makes a file below the folder of all packages.
pub type Create<'a> = dyn Fn(&str) -> io::Result<File> + Sync + 'a;

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
}

impl<'a> Packer<'a> {
    /// Begins the bag `folder` and its zip `folder.zip`.
    ///
    /// # Errors
    /// When the zip cannot be made.
    pub fn begin(create: &'a Create<'a>, folder: &str) -> io::Result<Self> {
        let zip = ZipWriter::new(BufWriter::new(create(&format!("{folder}.zip"))?));
        let folder = folder.to_owned();
        Ok(Self { create, folder, zip, payload: Known::new(), tags: Known::new(), taken: BTreeSet::new(), bytes: 0 })
    }

    /// Adds a payload file below `data/` and gives its SHA-256.
    ///
    /// # Errors
    /// A name that may not stand in a package, or that stands there already; any error of writing.
    pub fn payload(&mut self, file: &str, bytes: &[u8]) -> io::Result<String> {
        let file = format!("data/{}", name::nfc(file));
        let digests = self.write(&file, bytes, &Algorithm::OWN)?;
        self.bytes += bytes.len() as u64;
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
        let digests = self.write(&file, bytes, &Algorithm::OWN)?;
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
            self.write(&format!("tagmanifest-{}.txt", algorithm.name()), text.as_bytes(), &[])?;
        }
        self.zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((self.payload.len(), self.bytes))
    }

    fn write(&mut self, file: &str, bytes: &[u8], algorithms: &[Algorithm]) -> io::Result<Vec<(Algorithm, String)>> {
        if let Some(fault) = name::faults(file).first() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{file}: {fault}")));
        }
        if !self.taken.insert(name::folded(file)) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, file));
        }
        let mut target = (self.create)(&format!("{}/{file}", self.folder))?;
        let inside = self.folder.rsplit('/').next().unwrap_or_default();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644)
            .large_file(bytes.len() >= u32::MAX as usize);
        self.zip.start_file(format!("{inside}/{file}"), options)?;
        let mut digests = Digests::new(algorithms.iter().copied());
        for piece in bytes.chunks(1 << 20) {
            digests.update(piece);
            target.write_all(piece)?;
            self.zip.write_all(piece)?;
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
