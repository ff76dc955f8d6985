//! Fonts of a document. The entry point is [`Embedded::new`].
//!
//! For each face a core program, the same in all documents of the kind, and a rest with the
//! characters that only this document has.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::core::Core;
use crate::papers::fonts::{FaceId, FontError, Fonts, Metrics, Program};
use crate::papers::layout::{Item, Pages};

/// A character's code and the resource name of the font that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub font: u16,
    pub cid: u16,
}

/// The font programs of a document.
pub(super) struct Embedded {
    programs: Vec<(FaceId, Arc<Program>)>,
    codes: Vec<Codes>,
}

/// Codes of a face: the basic plane's in one table of pages of 256, others in a map.
#[derive(Default)]
struct Codes {
    pages: Vec<Option<Box<[Code; 256]>>>,
    beyond: BTreeMap<char, Code>,
}

const NONE: Code = Code { font: u16::MAX, cid: 0 };

impl Codes {
    fn slot(&mut self, character: char) -> &mut Code {
        let code = u32::from(character) as usize;
        if code > 0xFFFF {
            return self.beyond.entry(character).or_insert(NONE);
        }
        if self.pages.is_empty() {
            self.pages.resize_with(256, || None);
        }
        &mut self.pages[code >> 8].get_or_insert_with(|| Box::new([NONE; 256]))[code & 0xFF]
    }

    fn get(&self, character: char) -> Code {
        let code = u32::from(character) as usize;
        if code > 0xFFFF {
            return self.beyond.get(&character).copied().unwrap_or(NONE);
        }
        match self.pages.get(code >> 8) {
            Some(Some(page)) => page[code & 0xFF],
            _ => NONE,
        }
    }
}

impl Embedded {
    pub fn new(pages: &Pages, fonts: &Fonts, core: &Core) -> Result<Self, FontError> {
        // Which characters each face shows, each once.
        let mut codes: Vec<Codes> = Vec::new();
        let mut used: Vec<Vec<(char, u16)>> = Vec::new();
        for run in pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
            Item::Run(run) => Some(run),
            Item::Rule(_) | Item::Code(_) | Item::Figure(_) => None,
        }) {
            let face = run.face as usize;
            if face >= codes.len() {
                codes.resize_with(face + 1, Codes::default);
                used.resize_with(face + 1, Vec::new);
            }
            for shown in &pages.glyphs[run.glyphs.start as usize..run.glyphs.end as usize] {
                let slot = codes[face].slot(shown.character);
                if *slot == NONE {
                    slot.font = 0;
                    used[face].push((shown.character, shown.glyph));
                }
            }
        }
        let mut programs = Vec::new();
        for (face, used) in used.iter_mut().enumerate() {
            let id = face as FaceId;
            used.sort_unstable();
            let mut rest = Vec::new();
            let set = core.of(id);
            let mut common = None;
            for &(character, glyph) in used.iter() {
                match &set {
                    Some((key, characters)) if characters.get(&character) == Some(&glyph) => {
                        if common.is_none() {
                            let all: Vec<(char, u16)> = characters.iter().map(|(c, g)| (*c, *g)).collect();
                            let program = fonts.core(id, *key, &all)?;
                            common = Some((programs.len() as u16, Arc::clone(&program)));
                            programs.push((id, program));
                        }
                        if let Some((font, program)) = &common {
                            let cid = program.cid(character).unwrap_or(0);
                            *codes[face].slot(character) = Code { font: *font, cid };
                        }
                    }
                    _ => rest.push((character, glyph)),
                }
            }
            if !rest.is_empty() {
                let font = programs.len() as u16;
                let program = fonts.rest(id, &rest)?;
                for (character, _) in &rest {
                    let cid = program.cid(*character).unwrap_or(0);
                    *codes[face].slot(*character) = Code { font, cid };
                }
                programs.push((id, Arc::new(program)));
            }
        }
        Ok(Self { programs, codes })
    }

    /// How many font programs there are.
    pub fn count(&self) -> usize {
        self.programs.len()
    }

    /// The code of a character that a run in a face shows.
    pub fn code(&self, face: FaceId, character: char) -> Code {
        self.codes.get(face as usize).map_or(NONE, |codes| codes.get(character))
    }

    /// Adds the fonts; returns the resources that name them `F0`, `F1`, … and the images beside them.
    pub fn write(&self, file: &mut lopdf::Document, fonts: &Fonts, images: Dictionary) -> ObjectId {
        let mut names = Dictionary::new();
        for (index, (face, program)) in self.programs.iter().enumerate() {
            names.set(format!("F{index}"), font(file, fonts.metrics(*face), program));
        }
        let mut resources = dictionary! { "Font" => names };
        if !images.is_empty() {
            resources.set("XObject", images);
        }
        file.add_object(resources)
    }
}

fn font(file: &mut lopdf::Document, metrics: &Metrics, program: &Program) -> ObjectId {
    let (kind, key, mut entries) = if metrics.cff {
        ("CIDFontType0", "FontFile3", dictionary! { "Subtype" => "CIDFontType0C" })
    } else {
        ("CIDFontType2", "FontFile2", dictionary! { "Length1" => program.length as i64 })
    };
    entries.set("Filter", "FlateDecode");
    let data = file.add_object(Stream::new(entries, program.file.clone()));
    let name = program.name.as_str();
    let descriptor = file.add_object(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name,
        "Flags" => 4,
        "FontBBox" => metrics.bounds.map(Object::from).to_vec(),
        "ItalicAngle" => metrics.italic_angle,
        "Ascent" => metrics.ascent,
        "Descent" => metrics.descent,
        "CapHeight" => metrics.cap_height,
        "StemV" => metrics.stem,
        key => data,
    });
    let mut descendant = dictionary! {
        "Type" => "Font",
        "Subtype" => kind,
        "BaseFont" => name,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "DW" => 1000,
        "W" => widths(&program.widths),
    };
    match &program.cid_to_gid {
        None if metrics.cff => {}
        None => descendant.set("CIDToGIDMap", "Identity"),
        Some(map) => descendant.set("CIDToGIDMap", super::deflated(file, map.clone())),
    }
    let descendant = file.add_object(descendant);
    let to_unicode = super::deflated(file, program.to_unicode.clone());
    file.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => name,
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()],
        "ToUnicode" => to_unicode,
    })
}

/// The `W` array of the widths of CIDs from 1: `1 [1000 1000 500]` or, where all are alike, `1 3 1000`.
fn widths(advances: &[u16]) -> Vec<Object> {
    let alike = |at: usize| advances[at..].iter().take_while(|&&advance| advance == advances[at]).count();
    let mut out = Vec::new();
    let mut at = 0;
    while at < advances.len() {
        out.push(Object::from(at as i64 + 1));
        let same = alike(at);
        if same > 3 {
            out.push(Object::from((at + same) as i64));
            out.push(Object::from(advances[at]));
            at += same;
            continue;
        }
        let first = at;
        while at < advances.len() && alike(at) <= 3 {
            at += 1;
        }
        out.push(Object::Array(advances[first..at].iter().map(|&advance| Object::from(advance)).collect()));
    }
    out
}
