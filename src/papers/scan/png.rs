//! PNG. The entry point is [`read`]: every chunk's checksum is proved; a plain image's data are left where they are, others (interlaced, with
//! transparency) are decoded.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::Crc;
use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, dictionary};

use super::{Colours, Data, Fault, Picture, Strip, bytes, deflated, fits, points};

/// Longest chunk, besides image data, that is looked at.
const MOST_ASIDE: u64 = 8 << 20;

/// The one picture of the file.
pub(super) fn read<R: Read + Seek>(from: &mut R, path: &Path) -> Result<Picture, Fault> {
    let mut at = 8;
    from.seek(SeekFrom::Start(at))?;
    let (mut head, mut palette, mut profile, mut density) = (None, Vec::new(), None, None);
    let (mut pieces, mut transparent) = (Vec::new(), false);
    loop {
        let length = u64::from(u32::from_be_bytes(bytes(from)?));
        let name = bytes::<4>(from)?;
        let data = if &name == b"IDAT" || length > MOST_ASIDE { proved(from, &name, length, None)? } else { proved(from, &name, length, Some(Vec::new()))? };
        match &name {
            b"IHDR" => head = Some(<[u8; 13]>::try_from(data.as_slice()).map_err(|_| Fault::Broken)?),
            b"PLTE" => palette = data,
            b"tRNS" => transparent = true,
            b"iCCP" => profile = unpacked(&data),
            b"pHYs" if data.len() == 9 && data[8] == 1 => {
                let per_inch = |at: usize| u32::from_be_bytes([data[at], data[at + 1], data[at + 2], data[at + 3]]) as f32 * 0.0254;
                density = points(per_inch(0)).zip(points(per_inch(4)));
            }
            b"IDAT" => pieces.push((at + 8, length)),
            b"IEND" => break,
            _ => {}
        }
        at += length + 12;
    }
    let Some([w3, w2, w1, w0, h3, h2, h1, h0, bits, kind, _, _, interlaced]) = head else { return Err(Fault::Broken) };
    let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    if interlaced != 0 || transparent || !matches!(kind, 0 | 2 | 3) {
        return decoded(path, density, profile);
    }
    let parts: u8 = if kind == 2 { 3 } else { 1 };
    let row = (u64::from(width) * u64::from(bits) * u64::from(parts)).div_ceil(8) + 1;
    inflates(from, &pieces, row * u64::from(height))?;
    let colours = match kind {
        3 if !palette.is_empty() && palette.len() % 3 == 0 => Colours::Indexed(palette),
        3 => return Err(Fault::Broken),
        _ => with_profile(if kind == 2 { Colours::Rgb } else { Colours::Grey }, profile),
    };
    let filter = dictionary! {
        "Filter" => "FlateDecode",
        "DecodeParms" => dictionary! { "Predictor" => 15, "Colors" => i64::from(parts), "BitsPerComponent" => i64::from(bits), "Columns" => i64::from(width) },
    };
    let strip = Strip { top: 0, height, filter, data: Data::Pieces(pieces), alpha: None };
    Ok(Picture { width, height, bits, colours, strips: vec![strip], density, orientation: 1, as_it_came: true })
}

/// Reads a chunk's data and proves its checksum; keeps the data where there is room to keep them in.
fn proved(from: &mut impl Read, name: &[u8], length: u64, kept: Option<Vec<u8>>) -> Result<Vec<u8>, Fault> {
    let mut sum = Crc::new();
    sum.update(name);
    let (mut left, mut kept) = (length, kept);
    let mut piece = vec![0; 1 << 14];
    while left > 0 {
        let most = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        from.read_exact(&mut piece[..most])?;
        sum.update(&piece[..most]);
        if let Some(kept) = &mut kept {
            kept.extend_from_slice(&piece[..most]);
        }
        left -= most as u64;
    }
    if u32::from_be_bytes(bytes(from)?) != sum.sum() { Err(Fault::Broken) } else { Ok(kept.unwrap_or_default()) }
}

/// The data inflate to as many bytes as the image has.
fn inflates<R: Read + Seek>(from: &mut R, pieces: &[(u64, u64)], expected: u64) -> Result<(), Fault> {
    let mut source = Chunks { from, pieces, left: 0 };
    let found = io::copy(&mut ZlibDecoder::new(&mut source).take(expected + 1), &mut io::sink()).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Fault::Truncated,
        _ => Fault::Broken,
    })?;
    if found < expected { Err(Fault::Truncated) } else { Ok(()) }
}

struct Chunks<'a, R> {
    from: &'a mut R,
    pieces: &'a [(u64, u64)],
    left: u64,
}

impl<R: Read + Seek> Read for Chunks<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left == 0 {
            let Some(((offset, length), rest)) = self.pieces.split_first() else { return Ok(0) };
            self.from.seek(SeekFrom::Start(*offset))?;
            (self.left, self.pieces) = (*length, rest);
        }
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.from.read(&mut buffer[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// The profile of an `iCCP` chunk: a name, a method, deflated data.
fn unpacked(data: &[u8]) -> Option<Vec<u8>> {
    let end = data.iter().position(|byte| *byte == 0)?;
    let mut profile = Vec::new();
    ZlibDecoder::new(data.get(end + 2..)?).take(MOST_ASIDE).read_to_end(&mut profile).ok()?;
    Some(profile)
}

fn with_profile(colours: Colours, profile: Option<Vec<u8>>) -> Colours {
    match (&colours, profile) {
        (Colours::Grey, Some(profile)) if profile.get(16..20) == Some(b"GRAY") => Colours::Profile(profile, 1),
        (Colours::Rgb, Some(profile)) if profile.get(16..20) == Some(b"RGB ") => Colours::Profile(profile, 3),
        _ => colours,
    }
}

/// The picture from its decoded pixels: colour and opacity apart.
fn decoded(path: &Path, density: Option<(f32, f32)>, profile: Option<Vec<u8>>) -> Result<Picture, Fault> {
    let fault = |error: png::DecodingError| match error {
        png::DecodingError::IoError(error) => error.into(),
        png::DecodingError::LimitsExceeded => Fault::TooLarge,
        _ => Fault::Broken,
    };
    let mut decoder = png::Decoder::new(BufReader::new(File::open(path)?));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(fault)?;
    let (width, height) = (reader.info().width, reader.info().height);
    fits(width, height)?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(Fault::TooLarge)?];
    let frame = reader.next_frame(&mut pixels).map_err(fault)?;
    pixels.truncate(frame.buffer_size());
    let bits = frame.bit_depth as u8;
    let (colours, parts, opaque) = match frame.color_type {
        png::ColorType::Grayscale => (Colours::Grey, 1, false),
        png::ColorType::GrayscaleAlpha => (Colours::Grey, 1, true),
        png::ColorType::Rgb => (Colours::Rgb, 3, false),
        png::ColorType::Rgba => (Colours::Rgb, 3, true),
        png::ColorType::Indexed => return Err(Fault::Unsupported),
    };
    let (data, alpha) = if opaque {
        let size = usize::from(bits / 8);
        let (mut colour, mut alpha) = (Vec::with_capacity(pixels.len()), Vec::with_capacity(pixels.len() / (parts + 1)));
        for pixel in pixels.chunks_exact((parts + 1) * size) {
            colour.extend_from_slice(&pixel[..parts * size]);
            alpha.extend_from_slice(&pixel[parts * size..]);
        }
        (deflated(&colour), Some(crate::papers::fonts::deflate(&alpha, 6)))
    } else {
        (deflated(&pixels), None)
    };
    let mut filter = Dictionary::new();
    filter.set("Filter", "FlateDecode");
    let strip = Strip { top: 0, height, filter, data, alpha };
    Ok(Picture { width, height, bits, colours: with_profile(colours, profile), strips: vec![strip], density, orientation: 1, as_it_came: false })
}
