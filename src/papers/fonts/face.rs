//! One font file. The entry point is [`Face::glyph`].
//!
//! A face is read when it is first needed: the 30 MB of rare Hanzi cost nothing until a name
//! needs them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use read_fonts::collections::IntSet;
use read_fonts::FontRef;
use read_fonts::types::Tag;
use skera::{Plan, SubsetFlags, subset_font};

use super::FontError;

/// Where the bytes of a face come from.
pub(super) enum Source {
    File(PathBuf),
    Embedded(&'static [u8]),
}

/// What a PDF font descriptor says; lengths in thousandths of the type size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metrics {
    /// PostScript name.
    pub name: String,
    /// Height above the baseline.
    pub ascent: i32,
    /// Depth below the baseline, negative.
    pub descent: i32,
    /// Height of capital letters.
    pub cap_height: i32,
    /// Left, bottom, right and top of all glyphs.
    pub bounds: [i32; 4],
    /// Slant in degrees.
    pub italic_angle: i32,
    /// Thickness of stems.
    pub stem: i32,
    /// The outlines are CFF, not TrueType.
    pub cff: bool,
}

pub(super) struct Face {
    file: String,
    source: Source,
    index: u32,
    opened: OnceLock<Result<Data, FontError>>,
}

pub(super) struct Data {
    pub bytes: Cow<'static, [u8]>,
    pub metrics: Metrics,
    units_per_em: u16,
}

impl Data {
    /// Design units to thousandths of the type size.
    fn thousandths(&self, units: i32) -> i32 {
        let (em, scaled) = (i32::from(self.units_per_em), units * 1000);
        (scaled + if scaled < 0 { -em / 2 } else { em / 2 }) / em
    }
}

impl Face {
    pub fn new(file: String, source: Source, index: u32) -> Self {
        Self { file, source, index, opened: OnceLock::new() }
    }

    pub fn index(&self) -> u32 {
        self.index
    }

    pub fn unusable(&self, reason: impl ToString) -> FontError {
        FontError::Unusable { file: self.file.clone(), reason: reason.to_string() }
    }

    /// The face's bytes, read on the first call.
    pub fn open(&self) -> Result<&Data, FontError> {
        match self.opened.get_or_init(|| self.read()) {
            Ok(data) => Ok(data),
            Err(error) => Err(self.unusable(error)),
        }
    }

    /// Metrics of a face that has shown a glyph.
    pub fn metrics(&self) -> &Metrics {
        static NONE: Metrics = Metrics {
            name: String::new(),
            ascent: 880,
            descent: -120,
            cap_height: 700,
            bounds: [0, -120, 1000, 880],
            italic_angle: 0,
            stem: 80,
            cff: false,
        };
        self.open().map_or(&NONE, |data| &data.metrics)
    }

    fn unpack(&self, packed: &[u8]) -> Result<Vec<u8>, FontError> {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(packed), &mut bytes).map_err(|reason| self.unusable(reason))?;
        Ok(bytes)
    }

    fn read(&self) -> Result<Data, FontError> {
        let bytes = match &self.source {
            Source::Embedded(bytes) => Cow::Borrowed(*bytes),
            Source::File(path) => Cow::Owned(
                std::fs::read(path).map_err(|reason| FontError::Unreadable { file: path.clone(), reason })?,
            ),
        };
        let bytes = if self.file.ends_with(".gz") { Cow::Owned(self.unpack(&bytes)?) } else { bytes };
        let face = ttf_parser::Face::parse(&bytes, self.index).map_err(|error| self.unusable(error))?;
        if face.permissions() == Some(ttf_parser::Permissions::Restricted) {
            return Err(self.unusable("字体的许可不允许嵌入"));
        }
        let name = face
            .names()
            .into_iter()
            .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME && name.is_unicode())
            .find_map(|name| name.to_string())
            .unwrap_or_else(|| self.file.clone());
        let name = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>();
        let units_per_em = face.units_per_em();
        let bounds = face.global_bounding_box();
        let mut data = Data {
            metrics: Metrics {
                name: if name.is_empty() { "Font".to_owned() } else { name },
                ascent: 0,
                descent: 0,
                cap_height: 0,
                bounds: [0; 4],
                italic_angle: face.italic_angle() as i32,
                stem: i32::from(face.weight().to_number()) / 5,
                cff: face.tables().glyf.is_none(),
            },
            units_per_em,
            bytes: Cow::Borrowed(&[]),
        };
        data.metrics.ascent = data.thousandths(i32::from(face.ascender()));
        data.metrics.descent = data.thousandths(i32::from(face.descender()));
        data.metrics.cap_height = data.thousandths(i32::from(face.capital_height().unwrap_or(face.ascender())));
        data.metrics.bounds =
            [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|edge| data.thousandths(i32::from(edge)));
        data.bytes = bytes;
        Ok(data)
    }

    /// Glyph and advance (thousandths of the type size) of a character, if the face shows it.
    ///
    /// A glyph without outline does not show a character that has one elsewhere. In Chinese text
    /// the dash is drawn with the glyph of the box-drawing line where the face's own dash does not
    /// reach both edges of its square: two in a row must join.
    pub fn glyph(&self, character: char, chinese: bool) -> Option<(u16, u16)> {
        let data = self.open().ok()?;
        let face = ttf_parser::Face::parse(&data.bytes, self.index).ok()?;
        let mut glyph = face.glyph_index(character)?;
        if chinese && character == '\u{2014}' && !joins(&face, glyph) {
            glyph = face.glyph_index('\u{2500}').filter(|&line| joins(&face, line)).unwrap_or(glyph);
        }
        if glyph.0 == 0 || (!character.is_whitespace() && face.glyph_bounding_box(glyph).is_none()) {
            return None;
        }
        let advance = data.thousandths(i32::from(face.glyph_hor_advance(glyph)?));
        Some((glyph.0, u16::try_from(advance).ok()?))
    }

    /// A font file for the web (WOFF2) with just these characters, without hints and layout tables.
    pub fn web(&self, characters: &BTreeSet<char>) -> Result<Vec<u8>, FontError> {
        let font = FontRef::from_index(&self.open()?.bytes, self.index).map_err(|reason| self.unusable(reason))?;
        let (mut wanted, all) = (IntSet::empty(), IntSet::all());
        wanted.extend(characters.iter().map(|c| u32::from(*c)));
        let flags = SubsetFlags::SUBSET_FLAGS_NO_HINTING;
        let layout = IntSet::from([Tag::new(b"GSUB"), Tag::new(b"GPOS"), Tag::new(b"GDEF")]);
        let plan = Plan::new(&IntSet::empty(), &wanted, &font, flags, &layout, &IntSet::empty(), &IntSet::empty(), &all, &IntSet::all());
        let subset = subset_font(&font, &plan).map_err(|reason| self.unusable(reason))?;
        ttf2woff2::encode(&subset, ttf2woff2::BrotliQuality::from(9)).map_err(|reason| self.unusable(reason))
    }

    /// Advance of a glyph in thousandths of the type size.
    pub fn advances(&self, glyphs: impl Iterator<Item = u16>) -> Vec<u16> {
        let parsed = self.open().ok().and_then(|data| Some((data, ttf_parser::Face::parse(&data.bytes, self.index).ok()?)));
        glyphs
            .map(|glyph| {
                let Some((data, face)) = &parsed else { return 0 };
                let units = face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
                u16::try_from(data.thousandths(i32::from(units))).unwrap_or(0)
            })
            .collect()
    }
}

/// The glyph is one em wide and its ink reaches from edge to edge.
fn joins(face: &ttf_parser::Face<'_>, glyph: ttf_parser::GlyphId) -> bool {
    let em = i32::from(face.units_per_em());
    face.glyph_hor_advance(glyph).is_some_and(|advance| i32::from(advance) == em)
        && face.glyph_bounding_box(glyph).is_some_and(|ink| ink.x_min <= 0 && i32::from(ink.x_max) >= em)
}
