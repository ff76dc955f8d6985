//! TIFF, of one or many pages. The entry point is [`read`]: pages in G4 are left where they are, strip by strip; others are decoded.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use lopdf::{Dictionary, dictionary};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::{Colours, Data, Fault, MOST_PAGES, Picture, Strip, bytes, deflated, fits, points};

/// Most values of one tag.
const MOST_VALUES: u64 = 1 << 20;

/// A page's directory: tag, type, count, and where the values stand.
struct Directory<'a, R> {
    from: &'a mut R,
    big: bool,
    entries: Vec<(u16, u16, u64, u64)>,
}

/// The pages of the file.
pub(super) fn read<R: Read + Seek>(from: &mut R, length: u64, path: &Path) -> Result<Vec<Picture>, Fault> {
    let big = bytes::<4>(from)?[0] == b'M';
    let (mut pages, mut seen) = (Vec::new(), Vec::new());
    let mut next = u64::from(four(from, big)?);
    while next != 0 {
        if seen.contains(&next) || next >= length {
            return Err(if next >= length { Fault::Truncated } else { Fault::Broken });
        }
        if seen.len() == MOST_PAGES {
            return Err(Fault::TooLarge);
        }
        seen.push(next);
        from.seek(SeekFrom::Start(next))?;
        let count = two(from, big)?;
        let mut entries = Vec::with_capacity(usize::from(count));
        for place in 0..u64::from(count) {
            entries.push((two(from, big)?, two(from, big)?, u64::from(four(from, big)?), next + 2 + 12 * place + 8));
            four(from, big)?;
        }
        next = u64::from(four(from, big)?);
        let mut directory = Directory { from: &mut *from, big, entries };
        let place = pages.len();
        pages.push(match directory.group4(length)? {
            Some(picture) => picture,
            None => decoded(path, place, &mut directory)?,
        });
    }
    Ok(pages)
}

impl<R: Read + Seek> Directory<'_, R> {
    /// The whole numbers of a tag; nothing where it is not there.
    fn values(&mut self, tag: u16) -> Result<Option<Vec<u64>>, Fault> {
        let Some(&(_, kind, count, at)) = self.entries.iter().find(|entry| entry.0 == tag) else { return Ok(None) };
        let size = match kind {
            1 | 7 => 1,
            3 => 2,
            4 => 4,
            5 => 8,
            _ => return Ok(None),
        };
        if count > MOST_VALUES {
            return Err(Fault::TooLarge);
        }
        self.from.seek(SeekFrom::Start(at))?;
        if count * size > 4 {
            let offset = four(self.from, self.big)?;
            self.from.seek(SeekFrom::Start(offset.into()))?;
        }
        let mut values = Vec::new();
        for _ in 0..count {
            values.push(match kind {
                3 => two(self.from, self.big)?.into(),
                4 => four(self.from, self.big)?.into(),
                5 => u64::from(four(self.from, self.big)?) << 32 | u64::from(four(self.from, self.big)?),
                _ => bytes::<1>(self.from)?[0].into(),
            });
        }
        Ok(Some(values))
    }

    fn value(&mut self, tag: u16, otherwise: u64) -> Result<u64, Fault> {
        Ok(self.values(tag)?.and_then(|values| values.first().copied()).unwrap_or(otherwise))
    }

    /// Points of a pixel, and how the page was held.
    fn pose(&mut self) -> Result<(Option<(f32, f32)>, u16), Fault> {
        let unit = match self.value(296, 2)? {
            2 => 1.0,
            3 => 2.54,
            _ => 0.0,
        };
        let mut ratio = |tag| -> Result<f32, Fault> {
            let value = self.value(tag, 0)?;
            let (above, below) = (value >> 32, value & 0xFFFF_FFFF);
            Ok(if below == 0 { 0.0 } else { above as f32 / below as f32 * unit })
        };
        let density = points(ratio(282)?).zip(points(ratio(283)?));
        Ok((density, u16::try_from(self.value(274, 1)?).unwrap_or(1)))
    }

    /// The page where it is in G4, which a PDF holds as it is; nothing for any other.
    fn group4(&mut self, length: u64) -> Result<Option<Picture>, Fault> {
        let plain = self.value(259, 1)? == 4 && self.value(277, 1)? == 1 && self.value(258, 1)? == 1 && self.value(293, 0)? & 2 == 0;
        let (Some(offsets), Some(counts)) = (self.values(273)?, self.values(279)?) else { return Ok(None) };
        if !plain || offsets.len() != counts.len() || offsets.is_empty() {
            return Ok(None);
        }
        let size = |value: u64| u32::try_from(value).map_err(|_| Fault::TooLarge);
        let (width, height) = (size(self.value(256, 0)?)?, size(self.value(257, 0)?)?);
        let rows = size(self.value(278, height.into())?.min(height.into()))?.max(1);
        if u64::from(rows) * (offsets.len() as u64) < u64::from(height) {
            return Err(Fault::Broken);
        }
        let black_is_one = self.value(262, 0)? == 1;
        let reversed = self.value(266, 1)? == 2;
        let mut strips = Vec::new();
        for (top, (offset, count)) in (0..height).step_by(rows as usize).zip(offsets.into_iter().zip(counts)) {
            if count == 0 || offset.checked_add(count).is_none_or(|end| end > length) {
                return Err(Fault::Truncated);
            }
            let data = if reversed {
                self.from.seek(SeekFrom::Start(offset))?;
                let mut data = vec![0; usize::try_from(count).map_err(|_| Fault::TooLarge)?];
                self.from.read_exact(&mut data)?;
                data.iter_mut().for_each(|byte| *byte = byte.reverse_bits());
                Data::Bytes(data)
            } else {
                Data::Pieces(vec![(offset, count)])
            };
            let high = rows.min(height - top);
            let parameters = dictionary! { "K" => -1, "Columns" => i64::from(width), "Rows" => i64::from(high), "BlackIs1" => black_is_one };
            strips.push(Strip { top, height: high, filter: dictionary! { "Filter" => "CCITTFaxDecode", "DecodeParms" => parameters }, data, alpha: None });
        }
        let (density, orientation) = self.pose()?;
        Ok(Some(Picture { width, height, bits: 1, colours: Colours::Grey, strips, density, orientation, as_it_came: !reversed }))
    }
}

/// The page from its decoded pixels.
fn decoded<R: Read + Seek>(path: &Path, place: usize, directory: &mut Directory<'_, R>) -> Result<Picture, Fault> {
    let fault = |error: TiffError| match error {
        TiffError::IoError(error) => error.into(),
        TiffError::UnsupportedError(_) => Fault::Unsupported,
        TiffError::LimitsExceeded => Fault::TooLarge,
        _ => Fault::Broken,
    };
    let mut decoder = Decoder::new(BufReader::new(File::open(path)?)).map_err(fault)?;
    let mut limits = Limits::default();
    limits.decoding_buffer_size = 1 << 30;
    decoder = decoder.with_limits(limits);
    decoder.seek_to_image(place).map_err(fault)?;
    let (width, height) = decoder.dimensions().map_err(fault)?;
    fits(width, height)?;
    let (colours, parts, bits, opaque) = match decoder.colortype().map_err(fault)? {
        ColorType::Gray(bits) => (Colours::Grey, 1, bits, false),
        ColorType::GrayA(bits) => (Colours::Grey, 1, bits, true),
        ColorType::RGB(bits) => (Colours::Rgb, 3, bits, false),
        ColorType::RGBA(bits) => (Colours::Rgb, 3, bits, true),
        ColorType::CMYK(bits) => (Colours::Cmyk, 4, bits, false),
        ColorType::Palette(bits) => {
            let map = decoder.get_tag_u16_vec(Tag::ColorMap).map_err(fault)?;
            let colours = map.len() / 3;
            let palette = (0..colours).flat_map(|at| [map[at], map[at + colours], map[at + 2 * colours]].map(|value| (value >> 8) as u8)).collect();
            (Colours::Indexed(palette), 1, bits, false)
        }
        _ => return Err(Fault::Unsupported),
    };
    let pixels: Vec<u8> = match (decoder.read_image().map_err(fault)?, bits) {
        (DecodingResult::U8(pixels), 1 | 2 | 4 | 8) => pixels,
        (DecodingResult::U16(pixels), 16) => pixels.into_iter().flat_map(u16::to_be_bytes).collect(),
        _ => return Err(Fault::Unsupported),
    };
    let all = parts + usize::from(opaque);
    let row = (width as usize * all * usize::from(bits)).div_ceil(8);
    if pixels.len() != row * height as usize || opaque && bits < 8 {
        return Err(Fault::Unsupported);
    }
    let (data, alpha) = if opaque {
        let size = usize::from(bits / 8);
        let colour: Vec<u8> = pixels.chunks_exact(all * size).flat_map(|pixel| &pixel[..parts * size]).copied().collect();
        let alpha: Vec<u8> = pixels.chunks_exact(all * size).flat_map(|pixel| &pixel[parts * size..]).copied().collect();
        (deflated(&colour), Some(crate::papers::fonts::deflate(&alpha, 6)))
    } else {
        (deflated(&pixels), None)
    };
    let (density, orientation) = directory.pose()?;
    let mut filter = Dictionary::new();
    filter.set("Filter", "FlateDecode");
    let strip = Strip { top: 0, height, filter, data, alpha };
    Ok(Picture { width, height, bits, colours, strips: vec![strip], density, orientation, as_it_came: false })
}

fn two(from: &mut impl Read, big: bool) -> Result<u16, Fault> {
    let bytes = bytes(from)?;
    Ok(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
}

fn four(from: &mut impl Read, big: bool) -> Result<u32, Fault> {
    let bytes = bytes(from)?;
    Ok(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
}
