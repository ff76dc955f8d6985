//! Fonts of a PDF: names, codes, widths. The entry point is [`Shelf::font`].

use std::collections::{BTreeMap, HashMap};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Unreadable;
use super::budget::Budget;
use super::cmap::CMap;
use super::page::{dictionary, number, numbers};

/// Most fonts of a file.
const MOST_FONTS: usize = 2_000;
/// Most widths that a font may tell.
const MOST_WIDTHS: usize = 70_000;

/// A font as far as text is placed and read with it.
pub(super) struct Font {
    /// Number of its face's name.
    pub face: usize,
    codes: Codes,
    to_unicode: Option<CMap>,
    widths: Widths,
    /// Writes downwards.
    pub vertical: bool,
}

/// A code of a text: what it shows and how far it moves.
pub(super) struct Glyph {
    /// The character, where the font tells.
    pub character: Option<char>,
    /// Width in parts of the type size.
    pub width: f64,
    /// The one-byte code 32, which word spacing widens.
    pub space: bool,
}

/// How bytes make codes.
enum Codes {
    /// One byte each, with what it means where no ToUnicode says it.
    One(Vec<Option<char>>),
    /// Two bytes each.
    Two,
    /// UTF-16, as the predefined tables named UniGB-… have it.
    Utf16,
    /// GBK, as GBK-EUC-H, GB-EUC-H and the like have it; the glyph number of the blank.
    Gbk(u32),
}

/// Glyph numbers of the blank in the Adobe-GB1 collection, proportional and half-width; letters and digits follow as in ASCII.
const PROPORTIONAL: u32 = 1;
const HALF_WIDTH: u32 = 814;

/// Widths of codes, in parts of the type size.
struct Widths {
    single: BTreeMap<u32, f64>,
    /// First code -> last code, width.
    ranges: BTreeMap<u32, (u32, f64)>,
    rest: f64,
}

impl Widths {
    fn new(rest: f64) -> Self {
        Self { single: BTreeMap::new(), ranges: BTreeMap::new(), rest }
    }

    fn get(&self, code: u32) -> f64 {
        if let Some(width) = self.single.get(&code) {
            return *width;
        }
        let range = self.ranges.range(..=code).next_back();
        range.filter(|(_, (last, _))| code <= *last).map_or(self.rest, |(_, (_, width))| *width)
    }
}

/// The fonts that were met so far.
pub(super) struct Shelf<'a> {
    file: &'a Document,
    fonts: Vec<Font>,
    known: HashMap<ObjectId, Option<usize>>,
    faces: Vec<String>,
}

impl<'a> Shelf<'a> {
    pub fn new(file: &'a Document) -> Self {
        Self { file, fonts: Vec::new(), known: HashMap::new(), faces: Vec::new() }
    }

    /// Names of the faces by their numbers.
    pub fn names(self) -> Vec<String> {
        self.faces
    }

    /// The font of a resource; `None` where it is none.
    pub fn font(&mut self, resource: &'a Object, budget: &mut Budget) -> Result<Option<usize>, Unreadable> {
        let id = resource.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.known.get(&id)) {
            return Ok(*known);
        }
        if self.fonts.len() >= MOST_FONTS {
            return Err(Unreadable::TooMuch);
        }
        let read = match dictionary(self.file, resource) {
            Some(entries) => Some(self.read(entries, budget)?),
            None => None,
        };
        let place = read.map(|font| {
            self.fonts.push(font);
            self.fonts.len() - 1
        });
        if let Some(id) = id {
            self.known.insert(id, place);
        }
        Ok(place)
    }

    pub fn get(&self, font: usize) -> Option<&Font> {
        self.fonts.get(font)
    }

    fn read(&mut self, entries: &'a Dictionary, budget: &mut Budget) -> Result<Font, Unreadable> {
        let file = self.file;
        let entry = |entries: &'a Dictionary, key: &[u8]| entries.get_deref(key, file).ok();
        let name = |entries: &Dictionary, key: &[u8]| entries.get(key).and_then(Object::as_name).map(<[u8]>::to_vec).unwrap_or_default();
        let to_unicode = match entry(entries, b"ToUnicode").and_then(|table| table.as_stream().ok()) {
            Some(stream) => budget.inflate(stream, 1)?.map(|data| CMap::parse(&data)),
            None => None,
        };
        let subtype = name(entries, b"Subtype");
        // Fonts drawn by procedures have their name, if any, in the descriptor.
        let descriptor = entries.get(b"FontDescriptor").ok().and_then(|descriptor| dictionary(file, descriptor));
        let names = [name(entries, b"BaseFont"), descriptor.map(|descriptor| name(descriptor, b"FontName")).unwrap_or_default()];
        let face = self.face(names.iter().find(|name| !name.is_empty()).map_or(b"", Vec::as_slice));
        if subtype == b"Type0" {
            let encoding = name(entries, b"Encoding");
            let descendants = entry(entries, b"DescendantFonts").and_then(|list| list.as_array().ok());
            let descendant = descendants.and_then(|list| list.first()).and_then(|first| dictionary(file, first));
            let codes = if encoding.starts_with(b"UniGB") {
                Codes::Utf16
            } else if encoding.starts_with(b"GB") {
                Codes::Gbk(if encoding.starts_with(b"GBKp") || encoding.starts_with(b"GBpc") { PROPORTIONAL } else { HALF_WIDTH })
            } else {
                Codes::Two
            };
            let widths = descendant.map_or_else(|| Widths::new(1.0), |font| cid_widths(file, font));
            return Ok(Font { face, codes, to_unicode, widths, vertical: encoding.ends_with(b"V") });
        }
        let scale = match entry(entries, b"FontMatrix").and_then(|matrix| numbers(file, matrix)) {
            Some(matrix) if subtype == b"Type3" => matrix.first().copied().unwrap_or(0.001).abs(),
            _ => 0.001,
        };
        let first = entry(entries, b"FirstChar").and_then(|first| number(file, first)).unwrap_or(0.0).clamp(0.0, 255.0) as u32;
        let mut widths = Widths::new(0.5);
        if let Some(list) = entry(entries, b"Widths").and_then(|list| list.as_array().ok()) {
            let list = list.iter().take(256).map(|width| number(file, width).unwrap_or(0.0) * scale);
            widths.single.extend((first..).zip(list));
        }
        Ok(Font { face, codes: Codes::One(meanings(file, entries)), to_unicode, widths, vertical: false })
    }

    /// Number of a face by its PostScript name.
    fn face(&mut self, name: &[u8]) -> usize {
        let name = plain_name(name);
        self.faces.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.faces.push(name);
            self.faces.len() - 1
        })
    }
}

/// The name without the prefix of a subset; some programs write Chinese names in GBK.
fn plain_name(name: &[u8]) -> String {
    let name = match name {
        [prefix @ .., _] if prefix.len() >= 6 && name[6] == b'+' && name[..6].iter().all(u8::is_ascii_uppercase) => &name[7..],
        name => name,
    };
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GBK.decode(name).0.into_owned(),
    }
}

/// Widths by CID: `W` and `DW`.
fn cid_widths(file: &Document, font: &Dictionary) -> Widths {
    let rest = font.get(b"DW").ok().and_then(|width| number(file, width)).unwrap_or(1000.0) / 1000.0;
    let mut widths = Widths::new(rest);
    let Some(list) = font.get_deref(b"W", file).ok().and_then(|list| list.as_array().ok()) else { return widths };
    let code = |object: &Object| number(file, object).filter(|code| (0.0..=65535.0).contains(code)).map(|code| code as u32);
    let mut items = list.iter().take(MOST_WIDTHS);
    while let (Some(first), Some(second)) = (items.next(), items.next()) {
        let Some(first) = code(first) else { return widths };
        if let Some(list) = file.dereference(second).ok().and_then(|(_, list)| list.as_array().ok()) {
            let room = MOST_WIDTHS.saturating_sub(widths.single.len());
            let list = list.iter().take(room).map(|width| number(file, width).unwrap_or(0.0) / 1000.0);
            widths.single.extend((first..).zip(list));
        } else if let (Some(last), Some(width)) = (code(second), items.next().and_then(|width| number(file, width))) {
            widths.ranges.insert(first, (last, width / 1000.0));
        } else {
            return widths;
        }
    }
    widths
}

/// What the bytes of a simple font mean by its encoding.
fn meanings(file: &Document, font: &Dictionary) -> Vec<Option<char>> {
    // The library also reads ToUnicode here, without bounds, where the encoding is missing or Identity: that was read above.
    let mut named = Dictionary::new();
    named.set("Type", "Font");
    let own = font.get_deref(b"Encoding", file).ok().filter(|encoding| !matches!(encoding, Object::Name(name) if name.starts_with(b"Identity")));
    named.set("Encoding", own.cloned().unwrap_or_else(|| "WinAnsiEncoding".into()));
    let Ok(encoding) = named.get_font_encoding(file) else { return vec![None; 256] };
    (0..=255u8).map(|byte| encoding.bytes_to_string(&[byte]).ok().and_then(|text| text.chars().next())).collect()
}

impl Font {
    /// The glyphs of a text.
    pub fn glyphs(&self, bytes: &[u8]) -> Vec<Glyph> {
        let glyph = |code: u32, own: Option<char>, space: bool| {
            let character = self.to_unicode.as_ref().and_then(|map| map.get(code)).or(own);
            Glyph { character, width: self.widths.get(code), space }
        };
        // Widths go by glyph numbers: known for letters and digits; all others are alike.
        let collected = |own: char, blank: u32| {
            let width = if (' '..='~').contains(&own) { self.widths.get(u32::from(own) - 0x20 + blank) } else { self.widths.rest };
            Glyph { character: Some(own), width, space: false }
        };
        match &self.codes {
            Codes::One(meanings) => {
                bytes.iter().map(|byte| glyph(u32::from(*byte), meanings.get(usize::from(*byte)).copied().flatten(), *byte == 32)).collect()
            }
            Codes::Two => bytes.chunks(2).map(|pair| glyph(pair.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), None, false)).collect(),
            Codes::Utf16 => {
                let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                char::decode_utf16(units).map(|unit| collected(unit.unwrap_or('\u{FFFD}'), PROPORTIONAL)).collect()
            }
            Codes::Gbk(blank) => encoding_rs::GB18030.decode(bytes).0.chars().map(|own| collected(own, *blank)).collect(),
        }
    }
}
