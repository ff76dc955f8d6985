//! A package sealed for transport. Its entry point is [`seal`]: an AES-256 zip under a passphrase, with one entry, the package as
//! a zip. The names within a zip stand open even where its content is encrypted, and names of scans may be names of persons:
//! so they stand in the inner zip only.
//!
//! The salt is random: of all that the program makes, this alone has other bytes each time.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use walkdir::WalkDir;
use zip::write::{FullFileOptions, SimpleFileOptions};
use zip::{AesMode, CompressionMethod, DateTime, ZipWriter};

/// Fewest characters of a passphrase.
pub const LEAST: usize = 12;

/// Fewest different characters of a passphrase.
pub const LEAST_DIFFERENT: usize = 6;

/// A passphrase that may be used. It is shown nowhere.
pub struct Passphrase(String);

/// Why a passphrase is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// It has fewer than [`LEAST`] characters.
    Short,
    /// It has fewer than [`LEAST_DIFFERENT`] different ones.
    Plain,
    /// It holds something else than printable ASCII, which programs encode each in their own way.
    NotAscii,
}

impl Passphrase {
    /// Takes a passphrase up, or says why it is refused.
    ///
    /// # Errors
    /// It is too short, too plain, or not printable ASCII.
    pub fn new(text: &str) -> Result<Self, Weak> {
        if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(Weak::NotAscii);
        }
        if text.len() < LEAST {
            return Err(Weak::Short);
        }
        let mut different = text.as_bytes().to_vec();
        different.sort_unstable();
        different.dedup();
        if different.len() < LEAST_DIFFERENT { Err(Weak::Plain) } else { Ok(Self(text.to_owned())) }
    }
}

/// Writes the package at a path, a folder or a zip, sealed; `name` is that of the one entry, which everyone can read.
///
/// # Errors
/// Any error of reading or writing.
pub fn seal(package: &Path, name: &str, passphrase: &Passphrase, target: File) -> io::Result<()> {
    let mut outer = ZipWriter::new(io::BufWriter::new(target));
    let options = FullFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o600)
        .large_file(true)
        .with_aes_encryption(AesMode::Aes256, passphrase.0.as_str());
    outer.start_file(name, options)?;
    if package.is_dir() {
        folder(package, name.trim_end_matches(".zip"), &mut outer)?;
    } else {
        io::copy(&mut File::open(package)?, &mut outer)?;
    }
    outer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// The files of a folder as a zip, written without going back.
fn folder(root: &Path, top: &str, target: &mut impl Write) -> io::Result<()> {
    let mut inner = ZipWriter::new_stream(target);
    for entry in WalkDir::new(root).min_depth(1).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path()).components();
        let file = below.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644)
            .large_file(entry.metadata()?.len() >= u32::MAX.into());
        inner.start_file(format!("{top}/{file}"), options)?;
        let mut reader = File::open(entry.path())?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match reader.read(&mut buffer)? {
                0 => break,
                count => inner.write_all(&buffer[..count])?,
            }
        }
    }
    inner.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passphrases_are_refused() {
        for (text, why) in [("", Weak::Short), ("elevenchars", Weak::Short), ("aaaaaaaaaaaaaaaa", Weak::Plain), ("ababababcdcdcdcd", Weak::Plain), ("一二三四五六七八九十甲乙", Weak::NotAscii), ("with\ttabulator", Weak::NotAscii)] {
            assert_eq!(Passphrase::new(text).err(), Some(why), "{text:?}");
        }
        assert!(Passphrase::new("three words and 1 more").is_ok());
    }
}
