//! A font program for a set of characters, as a PDF embeds it. The entry point is [`Program::new`].
//!
//! One CID for each character, in the order of the characters: even where two characters share a
//! glyph, each extracts as itself. Only CFF outlines, whose CIDs are their glyphs, cannot have that.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use flate2::{Compress, Compression, FlushCompress, Status};
use sha2::{Digest, Sha256};

use super::face::Face;
use super::FontError;

/// A subset of a face, deflated, with everything that its PDF objects say about characters.
#[derive(Debug, Clone)]
pub struct Program {
    /// Font file, deflated.
    pub file: Vec<u8>,
    /// Length of the font file before deflation, bytes.
    pub length: usize,
    /// `ABCDEF+Name`.
    pub name: String,
    /// Advance widths of the CIDs from 1, thousandths of the type size.
    pub widths: Vec<u16>,
    /// ToUnicode CMap, deflated.
    pub to_unicode: Vec<u8>,
    /// CIDToGIDMap, deflated; nothing where CIDs are glyph numbers.
    pub cid_to_gid: Option<Vec<u8>>,
    /// Characters in their order, with their CIDs.
    codes: Vec<(char, u16)>,
}

impl Program {
    pub(super) fn new(face: &Face, characters: &[(char, u16)], level: u32) -> Result<Self, FontError> {
        let data = face.open()?;
        let mut remapper = subsetter::GlyphRemapper::new();
        let places: Vec<u16> = characters.iter().map(|&(_, glyph)| remapper.remap(glyph)).collect();
        let identity = places.iter().zip(1..).all(|(&place, cid)| place == cid);
        let file = subsetter::subset(&data.bytes, face.index(), &remapper).map_err(|error| face.unusable(error))?;
        let file = if data.metrics.cff { bare_cff(file) } else { file };
        let shared = !identity && data.metrics.cff;
        let codes: Vec<(char, u16)> = characters
            .iter()
            .zip(places.iter().zip(1..))
            .map(|(&(character, _), (&place, cid))| (character, if shared { place } else { cid }))
            .collect();
        // The first character of each CID: places are numbered as they first come.
        let mut next = 1;
        let named: Vec<(char, u16)> = codes
            .iter()
            .zip(characters)
            .filter(|((_, cid), _)| {
                let first = *cid == next;
                next += u16::from(first);
                first
            })
            .map(|((character, _), (_, glyph))| (*character, *glyph))
            .collect();

        let mut tag = Sha256::new();
        for (character, glyph) in characters {
            tag.update(u32::from(*character).to_be_bytes());
            tag.update(glyph.to_be_bytes());
        }
        let tag: String = tag.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();

        Ok(Self {
            length: file.len(),
            file: deflate(&file, level),
            name: format!("{tag}+{}", data.metrics.name),
            widths: face.advances(named.iter().map(|&(_, glyph)| glyph)),
            to_unicode: deflate(to_unicode(&named).as_bytes(), level),
            cid_to_gid: (!identity && !shared).then(|| {
                let all = std::iter::once(0).chain(places).flat_map(u16::to_be_bytes);
                deflate(&all.collect::<Vec<u8>>(), level)
            }),
            codes,
        })
    }

    /// The CID of a character.
    pub fn cid(&self, character: char) -> Option<u16> {
        let index = self.codes.binary_search_by_key(&character, |&(known, _)| known).ok()?;
        Some(self.codes[index].1)
    }
}

/// The CFF table of a font file: a PDF takes it without the rest.
fn bare_cff(file: Vec<u8>) -> Vec<u8> {
    let table = ttf_parser::RawFace::parse(&file, 0)
        .ok()
        .and_then(|face| face.table(ttf_parser::Tag::from_bytes(b"CFF ")).map(<[u8]>::to_vec));
    table.unwrap_or(file)
}

/// Deflates with a zlib header. A compressor's tables cost more than a page's content, so each
/// thread keeps one for each level; the bytes are those of a new one.
pub fn deflate(bytes: &[u8], level: u32) -> Vec<u8> {
    thread_local! {
        static KEPT: RefCell<BTreeMap<u32, Compress>> = const { RefCell::new(BTreeMap::new()) };
    }
    KEPT.with_borrow_mut(|kept| {
        let compress = kept.entry(level).or_insert_with(|| Compress::new(Compression::new(level), true));
        compress.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        let mut from = 0;
        loop {
            let before = compress.total_in();
            let status = compress.compress_vec(&bytes[from..], &mut out, FlushCompress::Finish);
            from += (compress.total_in() - before) as usize;
            // Only a stream that was finished could fail, and this one was reset.
            if !matches!(status, Ok(Status::Ok | Status::BufError)) {
                return out;
            }
            out.reserve(out.len() / 2 + 64);
        }
    })
}

fn to_unicode(characters: &[(char, u16)]) -> String {
    let mut out = String::with_capacity(400 + characters.len() * 16);
    out.push_str(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe) \
         /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let mut cid = 1;
    for hundred in characters.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar", hundred.len());
        for (character, _) in hundred {
            let _ = write!(out, "<{cid:04X}> <");
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
            cid += 1;
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
    out
}
