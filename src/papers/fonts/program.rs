//! A font program for a set of characters, as a PDF embeds it. The entry point is [`Program::new`].
//!
//! One CID for each character, in the order of the characters: even where two characters share a
//! glyph, each extracts as itself.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
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
    /// Content of the `W` array.
    pub widths: String,
    /// ToUnicode CMap, deflated.
    pub to_unicode: Vec<u8>,
    /// CIDToGIDMap, deflated; nothing where CIDs are glyph numbers.
    pub cid_to_gid: Option<Vec<u8>>,
    characters: Vec<char>,
}

impl Program {
    pub(super) fn new(face: &Face, characters: &[(char, u16)], level: u32) -> Result<Self, FontError> {
        let data = face.open()?;
        let mut remapper = subsetter::GlyphRemapper::new();
        let places: Vec<u16> = characters.iter().map(|&(_, glyph)| remapper.remap(glyph)).collect();
        let identity = places.iter().zip(1..).all(|(&place, cid)| place == cid);
        let file = subsetter::subset(&data.bytes, face.index(), &remapper).map_err(|error| face.unusable(error))?;

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
            widths: widths(&face.advances(characters.iter().map(|&(_, glyph)| glyph))),
            to_unicode: deflate(to_unicode(characters).as_bytes(), level),
            cid_to_gid: (!identity).then(|| {
                let all = std::iter::once(0).chain(places).flat_map(u16::to_be_bytes);
                deflate(&all.collect::<Vec<u8>>(), level)
            }),
            characters: characters.iter().map(|&(character, _)| character).collect(),
        })
    }

    /// The CID of a character.
    pub fn cid(&self, character: char) -> Option<u16> {
        self.characters.binary_search(&character).ok().and_then(|index| u16::try_from(index + 1).ok())
    }
}

/// Deflates with a zlib header.
pub fn deflate(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2 + 64), Compression::new(level));
    // Writing into a vector does not fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// `1[1000 1000 500]` or, where all are alike, `1 3 1000`.
fn widths(advances: &[u16]) -> String {
    let mut out = String::with_capacity(advances.len() * 5);
    let mut at = 0;
    while at < advances.len() {
        let same = advances[at..].iter().take_while(|&&advance| advance == advances[at]).count();
        if same > 3 {
            let _ = write!(out, "{} {} {} ", at + 1, at + same, advances[at]);
            at += same;
            continue;
        }
        let _ = write!(out, "{}[", at + 1);
        while at < advances.len() {
            let same = advances[at..].iter().take(4).take_while(|&&advance| advance == advances[at]).count();
            if same > 3 {
                break;
            }
            let _ = write!(out, "{} ", advances[at]);
            at += 1;
        }
        out.push(']');
    }
    out
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
