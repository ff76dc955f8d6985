//! Fonts for pages of the web: rare Hanzi that a reader's device may lack. Entry points: [`blocks_of`] tells which blocks a
//! text needs, [`Fonts::web`] makes the files of a block.
//!
//! A file holds every character of its block of 256 that a face shows, whatever a page uses of them: a new name adds
//! a file at most, and changes none.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{FaceId, FontError, Fonts, Role};

/// Name of the family in style sheets.
pub const FAMILY: &str = "Gongshi Rare";

/// The files of one block of 256 characters.
pub struct WebBlock {
    /// Style sheet that declares its fonts; they lie beside it.
    pub css: String,
    /// WOFF2 files: name, bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Whether devices may lack a character: Han beyond the first 20,902, which every Chinese font has.
pub fn is_rare(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{9FA6}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The blocks whose files a page with this text needs: the character's number without its last eight bits.
pub fn blocks_of(text: &str) -> BTreeSet<u32> {
    text.chars().filter(|c| is_rare(*c)).map(|c| u32::from(c) >> 8).collect()
}

/// Name of a block's style sheet, `rare-20b.css`.
pub fn style_sheet(block: u32) -> String {
    format!("rare-{block:x}.css")
}

impl Fonts {
    /// The files of a block.
    ///
    /// # Errors
    /// A face that cannot be subset.
    pub fn web(&self, block: u32) -> Result<WebBlock, FontError> {
        let mut shown: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
        for character in (block << 8..=block << 8 | 0xFF).filter_map(char::from_u32).filter(|c| is_rare(*c)) {
            if let Some(glyph) = self.glyph(Role::Song, character) {
                shown.entry(glyph.face).or_default().insert(character);
            }
        }
        let mut made = WebBlock { css: String::new(), files: Vec::new() };
        for (face, characters) in shown {
            let name = format!("rare-{block:x}-{}.woff2", self.metrics(face).name);
            let ranges = characters.iter().map(|c| format!("U+{:X}", u32::from(*c))).collect::<Vec<_>>().join(", ");
            writeln!(made.css, "@font-face {{ font-family: \"{FAMILY}\"; src: url(\"{name}\") format(\"woff2\"); unicode-range: {ranges}; }}")
                .expect("a text takes all");
            made.files.push((name, self.faces[face as usize].web(&characters)?));
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_of_names_get_files_that_no_other_name_changes() {
        let fonts = Fonts::open(None).expect("the program's own fonts");
        for character in ['𠅤', '㛃', '䶮', '𬭊', '𠮷'] {
            let block = fonts.web(u32::from(character) >> 8).expect("a block");
            let code = format!("U+{:X}", u32::from(character));
            assert!(block.css.split(|c: char| !c.is_ascii_alphanumeric() && c != '+').any(|range| range == code), "{character}: {}", block.css);
            assert_eq!(block.css.matches("@font-face").count(), block.files.len());
            for (name, bytes) in &block.files {
                assert!(bytes.starts_with(b"wOF2") && bytes.len() < 200_000, "{name}: {} bytes", bytes.len());
            }
        }
    }

    #[test]
    fn only_rare_characters_ask_for_files() {
        assert!(blocks_of("例甲一，脱贫2户。〇龥").is_empty());
        assert_eq!(blocks_of("例𠮷、例𠅤、例䶮").into_iter().collect::<Vec<_>>(), [0x4d, 0x201, 0x20b]);
        assert_eq!(style_sheet(0x20b), "rare-20b.css");
    }
}
