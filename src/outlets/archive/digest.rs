//! Digests of files. Its entry point is [`Digests`]: all algorithms over one reading.

use std::io;

use rayon::prelude::*;
use sha2::digest::DynDigest;

/// An algorithm of a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// MD5: only in packages of others.
    Md5,
    /// SHA-1: only in packages of others.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
    /// SM3 (GB/T 32905), named by DA/T 97-2023.
    Sm3,
}

impl Algorithm {
    /// Those of our own packages, in the order of their manifests' names.
    pub const OWN: [Self; 3] = [Self::Sha256, Self::Sha512, Self::Sm3];

    /// The algorithm that a manifest's name tells (`sha256` of `manifest-sha256.txt`), hyphens and case aside.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.replace(['-', '_'], "").to_lowercase().as_str() {
            "md5" => Self::Md5,
            "sha1" => Self::Sha1,
            "sha256" => Self::Sha256,
            "sha512" => Self::Sha512,
            "sm3" => Self::Sm3,
            _ => return None,
        })
    }

    /// Its name in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            Self::Sm3 => "sm3",
        }
    }

    /// How many hexadecimal digits a digest has.
    pub fn digits(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Sha256 | Self::Sm3 => 64,
            Self::Sha512 => 128,
        }
    }

    fn begin(self) -> Box<dyn DynDigest + Send> {
        match self {
            Self::Md5 => Box::<md5::Md5>::default(),
            Self::Sha1 => Box::<sha1::Sha1>::default(),
            Self::Sha256 => Box::<sha2::Sha256>::default(),
            Self::Sha512 => Box::<sha2::Sha512>::default(),
            Self::Sm3 => Box::<sm3::Sm3>::default(),
        }
    }
}

/// From how many bytes on the algorithms work on a piece side by side.
const SIDE_BY_SIDE: usize = 1 << 19;

/// Digests of one file in the making.
pub struct Digests {
    running: Vec<(Algorithm, Box<dyn DynDigest + Send>)>,
    /// Bytes so far.
    pub bytes: u64,
}

impl Digests {
    /// Of nothing yet.
    pub fn new(algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        Self { running: algorithms.into_iter().map(|algorithm| (algorithm, algorithm.begin())).collect(), bytes: 0 }
    }

    /// Goes on with these bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        if bytes.len() >= SIDE_BY_SIDE && self.running.len() > 1 {
            self.running.par_iter_mut().for_each(|(_, digest)| digest.update(bytes));
        } else {
            self.running.iter_mut().for_each(|(_, digest)| digest.update(bytes));
        }
    }

    /// The digests in lower-case hexadecimal digits.
    pub fn finish(self) -> Vec<(Algorithm, String)> {
        let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
        let hex = |bytes: &[u8]| bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        self.running.into_iter().map(|(algorithm, digest)| (algorithm, hex(&digest.finalize()))).collect()
    }
}

/// The SHA-256 of bytes at hand, in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let mut digests = Digests::new([Algorithm::Sha256]);
    digests.update(bytes);
    digests.finish().pop().map(|(_, digest)| digest).unwrap_or_default()
}

/// What an item of these files holds, names and SHA-256 each: the digest itself where there is one file.
pub fn content(files: &[(&str, String)]) -> String {
    match files {
        [(_, digest)] => digest.clone(),
        _ => sha256(files.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect::<String>().as_bytes()),
    }
}

/// The SHA-256 of what a reader gives, piece by piece.
///
/// # Errors
/// Any error of reading.
pub fn sha256_of(reader: impl io::Read) -> io::Result<String> {
    copied(reader, io::sink())
}

/// Copies what a reader gives, piece by piece, and gives its SHA-256.
///
/// # Errors
/// Any error of reading or writing.
pub fn copied(mut reader: impl io::Read, mut writer: impl io::Write) -> io::Result<String> {
    let mut digests = Digests::new([Algorithm::Sha256]);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(digests.finish().pop().map(|(_, digest)| digest).unwrap_or_default()),
            Ok(count) => {
                digests.update(&buffer[..count]);
                writer.write_all(&buffer[..count])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the standards: RFC 1321, FIPS 180-4, GB/T 32905 appendix A.
    #[test]
    fn the_digests_of_abc_are_those_of_the_standards() {
        let all = [Algorithm::Md5, Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512, Algorithm::Sm3];
        let mut digests = Digests::new(all);
        digests.update(b"a");
        digests.update(b"bc");
        let found: Vec<String> = digests.finish().into_iter().map(|(_, digest)| digest).collect();
        assert_eq!(found[0], "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(found[1], "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(found[2], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(found[3].starts_with("ddaf35a193617abacc417349ae204131"));
        assert_eq!(found[4], "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert!(all.iter().zip(&found).all(|(algorithm, digest)| digest.len() == algorithm.digits()));
    }

    #[test]
    fn a_piece_that_is_hashed_side_by_side_has_the_same_digest() {
        let bytes = vec![7_u8; SIDE_BY_SIDE + 3];
        let (mut whole, mut parts) = (Digests::new(Algorithm::OWN), Digests::new(Algorithm::OWN));
        whole.update(&bytes);
        bytes.chunks(1000).for_each(|part| parts.update(part));
        assert_eq!(whole.finish(), parts.finish());
    }
}
