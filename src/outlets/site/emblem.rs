//! The picture of the site, as the public gets it. Its entry point is [`Emblem::read`]: a PNG or a JPEG without anything but the picture;
//! what a camera or a program wrote beside it (place, time, owner) is left out.

use std::path::Path;

use crate::papers::scan::{self, Fault};

/// Most bytes: it stands on every page.
const MOST_BYTES: usize = 200 << 10;

/// The picture, and its name on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emblem {
    /// Path from the site's root.
    pub path: &'static str,
    /// Bytes.
    pub bytes: Vec<u8>,
}

impl Emblem {
    /// Reads a picture that lies in a folder.
    ///
    /// # Errors
    /// What is wrong with the file: also one that only shows upright by a note beside the picture counts as unsupported.
    pub fn read(folder: &Path, name: &str) -> Result<Self, Fault> {
        if name.contains(['/', '\\']) || name == ".." {
            return Err(Fault::Unreadable);
        }
        let path = folder.join(name);
        let pictures = scan::read(&path)?;
        if pictures.iter().any(|picture| picture.orientation != 1) {
            return Err(Fault::Unsupported);
        }
        let bytes = std::fs::read(path)?;
        let (path, bytes) = match bytes.as_slice() {
            [0xFF, 0xD8, rest @ ..] => ("assets/emblem.jpg", jpeg(rest)),
            [0x89, b'P', b'N', b'G', ..] => ("assets/emblem.png", png(&bytes)),
            _ => return Err(Fault::Unsupported),
        };
        let bytes = bytes.ok_or(Fault::Broken)?;
        if bytes.len() > MOST_BYTES { Err(Fault::TooLarge) } else { Ok(Self { path, bytes }) }
    }
}

/// The chunks that the picture is made of and that its colours need.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8]; 8] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"iCCP", b"IDAT", b"IEND"];
    let (head, mut rest) = bytes.split_at_checked(8)?;
    let mut plain = head.to_vec();
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let kind = &chunk[4..8];
        if KEPT.contains(&kind) {
            plain.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(plain);
        }
        rest = after;
    }
}

/// The segments that the picture is made of and that its colours need; nothing behind its end.
fn jpeg(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut plain = vec![0xFF, 0xD8];
    loop {
        let [0xFF, mark, after @ ..] = rest else { return None };
        match mark {
            0xFF => rest = &rest[1..],
            0xD9 => {
                plain.extend([0xFF, 0xD9]);
                return Some(plain);
            }
            _ => {
                let length = usize::from(u16::from_be_bytes(after.get(..2)?.try_into().ok()?));
                let (segment, after) = rest.split_at_checked(length + 2).filter(|_| length >= 2)?;
                let begins = |name: &[u8]| segment[4..].starts_with(name);
                let kept = match mark {
                    0xE0 => begins(b"JFIF\0"),
                    0xE2 => begins(b"ICC_PROFILE\0"),
                    0xEE => begins(b"Adobe"),
                    // Other notes of applications, and comments.
                    0xE1..=0xEF | 0xFE => false,
                    _ => true,
                };
                if kept {
                    plain.extend_from_slice(segment);
                }
                // Behind the head of a scan stand its data, up to the next mark.
                let data = if *mark == 0xDA { after.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF | 0xD0..=0xD7))? } else { 0 };
                let (data, after) = after.split_at(data);
                plain.extend_from_slice(data);
                rest = after;
            }
        }
    }
}
