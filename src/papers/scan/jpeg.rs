//! JPEG. The entry point is [`read`]: the file's marks are read, its data are left alone.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

use lopdf::{Dictionary, Object};

use super::{Colours, Data, Fault, Picture, Strip, bytes, points};

/// How far from its end a file may have bytes behind the picture.
const TAIL: u64 = 1 << 16;

/// The one picture of the file, whole as it is.
pub(super) fn read<R: Read + Seek>(from: &mut R, length: u64) -> Result<Picture, Fault> {
    bytes::<2>(from)?;
    let (mut density, mut orientation, mut adobe) = (None, 1, false);
    let mut profile: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
    let (width, height, parts) = loop {
        let mut mark = bytes::<1>(from)?[0];
        if mark != 0xFF {
            return Err(Fault::Broken);
        }
        while mark == 0xFF {
            mark = bytes::<1>(from)?[0];
        }
        if matches!(mark, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        let size = usize::from(u16::from_be_bytes(bytes(from)?)).checked_sub(2).ok_or(Fault::Broken)?;
        let mut segment = vec![0; size];
        from.read_exact(&mut segment)?;
        match mark {
            // Baseline, extended and progressive; other processes no PDF can hold.
            0xC0..=0xC2 => {
                let [bits, h1, h0, w1, w0, parts, ..] = segment[..] else { return Err(Fault::Broken) };
                if bits != 8 {
                    return Err(Fault::Unsupported);
                }
                break (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]), parts);
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Err(Fault::Unsupported),
            0xDA | 0xD9 => return Err(Fault::Broken),
            0xE0 if segment.starts_with(b"JFIF\0") => {
                let parts = segment.get(5..12).and_then(|part| <[u8; 7]>::try_from(part).ok()).unwrap_or_default();
                let [_, _, unit, x1, x0, y1, y0] = parts;
                let per_inch = |high: u8, low: u8| f32::from(u16::from_be_bytes([high, low])) * if unit == 2 { 2.54 } else { 1.0 };
                density = points(per_inch(x1, x0)).zip(points(per_inch(y1, y0))).filter(|_| unit > 0);
            }
            0xE1 if segment.starts_with(b"Exif\0\0") => orientation = exif(&segment[6..]).unwrap_or(1),
            0xE2 if segment.starts_with(b"ICC_PROFILE\0") && segment.len() > 14 => {
                profile.insert(segment[12], segment[14..].to_vec());
            }
            0xEE if segment.starts_with(b"Adobe") => adobe = true,
            _ => {}
        }
    };
    // The picture ends with its mark; a file that was cut off does not.
    let tail = length.min(TAIL);
    from.seek(SeekFrom::Start(length - tail))?;
    let mut end = Vec::new();
    from.take(tail).read_to_end(&mut end)?;
    if !end.windows(2).any(|pair| pair == [0xFF, 0xD9]) {
        return Err(Fault::Truncated);
    }
    let profile: Vec<u8> = profile.into_values().flatten().collect();
    let colours = match (parts, profile.get(16..20)) {
        (1, Some(b"GRAY")) | (3, Some(b"RGB ")) | (4, Some(b"CMYK")) => Colours::Profile(profile, parts),
        (1, _) => Colours::Grey,
        (3, _) => Colours::Rgb,
        (4, _) => Colours::Cmyk,
        _ => return Err(Fault::Unsupported),
    };
    let mut filter = Dictionary::new();
    filter.set("Filter", "DCTDecode");
    if parts == 4 && adobe {
        // Adobe's programs write inks the other way round.
        filter.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::from).to_vec());
    }
    let strip = Strip { top: 0, height: height.into(), filter, data: Data::Pieces(vec![(0, length)]), alpha: None };
    Ok(Picture { width: width.into(), height: height.into(), bits: 8, colours, strips: vec![strip], density, orientation, as_it_came: true })
}

/// How the camera was held.
fn exif(data: &[u8]) -> Option<u16> {
    let big = data.starts_with(b"MM");
    let short = |at: usize| {
        let pair = <[u8; 2]>::try_from(data.get(at..at + 2)?).ok()?;
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let four = <[u8; 4]>::try_from(data.get(4..8)?).ok()?;
    let first = usize::try_from(if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }).ok()?;
    let entries = usize::from(short(first)?);
    let entry = (0..entries).map(|entry| first.saturating_add(2 + 12 * entry)).find(|at| short(*at) == Some(0x0112))?;
    short(entry + 8).filter(|value| (1..=8).contains(value))
}
