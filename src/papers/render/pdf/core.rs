//! Characters that all documents of a kind have in common. The entry point is [`Core`].

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::papers::fonts::{FaceId, Fonts, Role};
use crate::papers::layout::{Item, Pages};

/// The fixed characters of a document kind, by face. Each face's are subset and deflated once per
/// process; a document embeds those of the faces that it uses.
///
/// A core must follow from the kind alone (its template, a fixed sample), never from a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Core {
    faces: BTreeMap<FaceId, BTreeMap<char, u16>>,
    keys: BTreeMap<FaceId, u64>,
}

const MARKS: &str = "，。、；：“”（）《》〔〕年月日";
const DIGITS: &str = " 0123456789.,:-/()";

impl Core {
    /// Digits, and the marks of values such as dates and titles.
    pub fn new(fonts: &Fonts) -> Self {
        Self { faces: BTreeMap::new(), keys: BTreeMap::new() }
            .with_text(fonts, Role::FangSong, MARKS)
            .with_text(fonts, Role::Latin, DIGITS)
            .with_text(fonts, Role::LatinBold, DIGITS)
            .with_page_digits(fonts)
    }

    /// Adds the digits of page numbers, which stand in 宋体.
    fn with_page_digits(mut self, fonts: &Fonts) -> Self {
        for glyph in ('0'..='9').filter_map(|digit| Some((digit, fonts.glyph(Role::Song, digit)?))) {
            self.faces.entry(glyph.1.face).or_default().insert(glyph.0, glyph.1.id);
        }
        self.seal()
    }

    /// Adds the characters of a text in a role; half-width ones go to the Latin face.
    pub fn with_text(mut self, fonts: &Fonts, role: Role, text: &str) -> Self {
        for character in text.chars() {
            let role = if crate::papers::fonts::is_latin(character) { role.latin() } else { role };
            if let Some(glyph) = fonts.glyph(role, character) {
                self.faces.entry(glyph.face).or_default().insert(character, glyph.id);
            }
        }
        self.seal()
    }

    /// Adds every character of a sample: a document of the kind with nothing of a case in it.
    pub fn with_sample(mut self, sample: &Pages) -> Self {
        for item in sample.pages.iter().flat_map(|page| &page.items) {
            if let Item::Run(run) = item {
                let face = self.faces.entry(run.face).or_default();
                for shown in &sample.glyphs[run.glyphs.start as usize..run.glyphs.end as usize] {
                    face.insert(shown.character, shown.glyph);
                }
            }
        }
        self.seal()
    }

    /// The characters of several kinds together, for files that hold documents of all of them.
    pub fn joined<'a>(cores: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for (face, characters) in cores.into_iter().flat_map(|core| &core.faces) {
            all.faces.entry(*face).or_default().extend(characters);
        }
        all.seal()
    }

    fn seal(mut self) -> Self {
        for (face, characters) in &self.faces {
            let mut digest = Sha256::new();
            for (character, glyph) in characters {
                digest.update(u32::from(*character).to_be_bytes());
                digest.update(glyph.to_be_bytes());
            }
            let hash = digest.finalize();
            let key = hash.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte));
            self.keys.insert(*face, key);
        }
        self
    }

    /// The characters of a face with their glyphs, and the key of that set.
    pub(super) fn of(&self, face: FaceId) -> Option<(u64, &BTreeMap<char, u16>)> {
        Some((*self.keys.get(&face)?, self.faces.get(&face)?))
    }
}
