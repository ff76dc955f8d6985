//! Scans as images of a PDF. The entry point is [`read`]: data that a PDF can hold as they are (JPEG, plain PNG, G4 TIFF) are only located, to be
//! copied byte for byte; other images are decoded and deflated without loss. A scan that is damaged is told, never mended.

mod jpeg;
mod png;
mod tiff;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use lopdf::Dictionary;

use crate::papers::fonts::deflate;

/// Most pixels of an image that has to be decoded.
const MOST_PIXELS: u64 = 150_000_000;
/// Most pages of one file.
const MOST_PAGES: usize = 2_000;
/// Points of a pixel where the file tells no density: 150 to the inch.
const POINT: f32 = 72.0 / 150.0;

/// Why a scan cannot be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read.
    Unreadable,
    /// The file ends too early.
    Truncated,
    /// Its structure or its data are broken.
    Broken,
    /// A kind of image that no PDF holds and that is not decoded.
    Unsupported,
    /// Too many pixels or pages.
    TooLarge,
}

impl Fault {
    /// Key of the message table.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "value.scan-unreadable",
            Self::Truncated => "value.scan-truncated",
            Self::Broken => "value.scan-broken",
            Self::Unsupported => "value.scan-unsupported",
            Self::TooLarge => "value.scan-too-large",
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Self::Truncated,
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::InvalidInput => Self::Broken,
            _ => Self::Unreadable,
        }
    }
}

/// What the numbers of a pixel mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Colours {
    /// Shades of grey.
    Grey,
    /// Red, green, blue; sRGB.
    Rgb,
    /// Four inks of which nothing more is known.
    Cmyk,
    /// Numbers of a palette of red, green and blue.
    Indexed(Vec<u8>),
    /// By the file's own colour profile, with so many parts.
    Profile(Vec<u8>, u8),
}

/// Where the data of an image are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// In the file: offset and length of each piece.
    Pieces(Vec<(u64, u64)>),
    /// At hand.
    Bytes(Vec<u8>),
}

/// Rows of an image that have their data together; most images are one strip.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// First row.
    pub top: u32,
    /// Rows.
    pub height: u32,
    /// Filter, its parameters, and how values are read.
    pub filter: Dictionary,
    /// The data.
    pub data: Data,
    /// How opaque each pixel is, deflated.
    pub alpha: Option<Vec<u8>>,
}

/// One page of a scan.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Bits of a part of a pixel.
    pub bits: u8,
    /// What the parts mean.
    pub colours: Colours,
    /// The data, from the top down.
    pub strips: Vec<Strip>,
    /// Points of a pixel across and down, where the file tells.
    pub density: Option<(f32, f32)>,
    /// How the picture was held, as Exif and TIFF number it, from 1.
    pub orientation: u16,
    /// The data stand in the PDF as they stand in the file.
    pub as_it_came: bool,
}

impl Picture {
    /// Whether it was scanned on its side.
    fn turned(&self) -> bool {
        matches!(self.orientation, 5..=8)
    }

    /// Width and height in points, upright.
    pub fn size(&self) -> (f32, f32) {
        let (across, down) = self.density.unwrap_or((POINT, POINT));
        let (width, height) = (self.width as f32 * across, self.height as f32 * down);
        if self.turned() { (height, width) } else { (width, height) }
    }

    /// The matrix that puts the upright picture there (left, bottom, right, top).
    pub fn matrix(&self, [x, y, right, top]: [f32; 4]) -> [f32; 6] {
        let (w, h) = (right - x, top - y);
        let matrix = match self.orientation {
            2 => [-w, 0.0, 0.0, h, x + w, y],
            3 => [-w, 0.0, 0.0, -h, x + w, y + h],
            4 => [w, 0.0, 0.0, -h, x, y + h],
            5 => [0.0, -h, -w, 0.0, x + w, y + h],
            6 => [0.0, -h, w, 0.0, x, y + h],
            7 => [0.0, h, w, 0.0, x, y],
            8 => [0.0, h, -w, 0.0, x + w, y],
            _ => [w, 0.0, 0.0, h, x, y],
        };
        matrix.map(|number| (number * 1000.0).round() / 1000.0)
    }

    /// Where each strip lies within the picture, as a matrix.
    pub fn strip_matrices(&self) -> impl Iterator<Item = [f32; 6]> {
        let rows = self.height.max(1) as f32;
        self.strips.iter().map(move |strip| {
            let (top, high) = (strip.top as f32 / rows, strip.height as f32 / rows);
            [1.0, 0.0, 0.0, high, 0.0, 1.0 - top - high]
        })
    }

    /// Colours of the palette.
    pub fn palette_length(&self) -> usize {
        match &self.colours {
            Colours::Indexed(palette) => palette.len() / 3,
            _ => 0,
        }
    }

    /// Whether its colours stand for themselves on any machine.
    pub fn colours_are_certain(&self) -> bool {
        self.colours != Colours::Cmyk
    }
}

/// Pieces of a file, one after the other.
pub struct Pieces<'a, R> {
    from: &'a mut R,
    pieces: &'a [(u64, u64)],
    at: usize,
    begun: bool,
    left: u64,
}

impl<'a, R: Read + Seek> Pieces<'a, R> {
    /// Offset and length of each piece.
    pub fn new(from: &'a mut R, pieces: &'a [(u64, u64)]) -> Self {
        Self { from, pieces, at: 0, begun: false, left: 0 }
    }
}

impl<R: Read + Seek> Read for Pieces<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while let Some(&(offset, length)) = self.pieces.get(self.at) {
            if !self.begun {
                self.from.seek(SeekFrom::Start(offset))?;
                (self.begun, self.left) = (true, length);
            }
            if self.left == 0 {
                (self.begun, self.at) = (false, self.at + 1);
                continue;
            }
            let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
            let read = self.from.read(&mut buffer[..most])?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            self.left -= read as u64;
            return Ok(read);
        }
        Ok(0)
    }
}

/// Whether a file is an image by its name.
pub fn is_image(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    ["jpg", "jpeg", "jpe", "png", "tif", "tiff", "bmp", "gif", "webp", "heic", "heif", "jp2", "avif"].contains(&ending.as_str())
}

/// The pages of a scan.
///
/// # Errors
/// What is wrong with the file.
pub fn read(path: &Path) -> Result<Vec<Picture>, Fault> {
    let file = File::open(path).map_err(|_| Fault::Unreadable)?;
    let length = file.metadata().map_err(|_| Fault::Unreadable)?.len();
    let mut from = BufReader::new(file);
    let mut head = Vec::new();
    from.by_ref().take(8).read_to_end(&mut head)?;
    from.seek(SeekFrom::Start(0))?;
    let pages = match head.as_slice() {
        [0xFF, 0xD8, ..] => vec![jpeg::read(&mut from, length)?],
        [0x89, b'P', b'N', b'G', ..] => vec![png::read(&mut from, path)?],
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => tiff::read(&mut from, length, path)?,
        [] => return Err(Fault::Truncated),
        _ if is_known(&head) => return Err(Fault::Unsupported),
        _ => return Err(Fault::Broken),
    };
    if pages.is_empty() || pages.iter().any(|page| page.width == 0 || page.height == 0) {
        return Err(Fault::Broken);
    }
    Ok(pages)
}

/// Kinds of image that are told apart from broken ones: BMP, GIF, RIFF, ISO media (HEIC, AVIF, JPEG 2000), BigTIFF.
fn is_known(head: &[u8]) -> bool {
    [&b"BM"[..], b"GIF8", b"RIFF", b"II\x2B\0", b"MM\0\x2B"].iter().any(|magic| head.starts_with(magic)) || head.get(4..8) == Some(b"ftyp") || head.get(4..8) == Some(b"jP  ")
}

fn bytes<const N: usize>(from: &mut impl Read) -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The deflated data of a decoded image.
fn deflated(bytes: &[u8]) -> Data {
    Data::Bytes(deflate(bytes, 6))
}

fn fits(width: u32, height: u32) -> Result<(), Fault> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS { Err(Fault::TooLarge) } else { Ok(()) }
}

/// A number by which a density of pixels is divided to give points, within reason.
fn points(per_inch: f32) -> Option<f32> {
    (10.0..=10_000.0).contains(&per_inch).then(|| 72.0 / per_inch)
}
