//! Fonts by role. The entry point is [`Fonts::open`]; layout asks [`Fonts::glyph`] for every
//! character and the PDF renderer asks [`Fonts::core`] and [`Fonts::rest`] for what it embeds.
//!
//! Faces are read once, never changed and shared between threads. Which face shows a character
//! depends on the role and the character alone, so a document's bytes never depend on another
//! document. A character that no face can show is `None` here and an error above, never glyph 0.

mod embedded;
mod face;
mod program;
mod roles;
pub mod web;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

pub use face::Metrics;
pub use program::{Program, deflate};
pub use roles::{FontError, Filled};

use face::Face;

/// What a face is for. The first five are the standard's; Latin shows letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Role {
    /// 小标宋: titles and the issuing body's mark.
    BiaoSong,
    /// 仿宋: the text.
    FangSong,
    /// 黑体: first headings, table heads.
    Hei,
    /// 楷体: second headings, names of signers.
    Kai,
    /// 宋体: page numbers, and what every Chinese face falls back to.
    Song,
    /// Letters, digits and other half-width characters.
    Latin,
    /// The same within titles.
    LatinBold,
}

impl Role {
    /// All roles, in the order of their numbers.
    pub const ALL: [Self; 7] =
        [Self::BiaoSong, Self::FangSong, Self::Hei, Self::Kai, Self::Song, Self::Latin, Self::LatinBold];

    /// The role's name in `fonts/roles.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::BiaoSong => "小标宋",
            Self::FangSong => "仿宋",
            Self::Hei => "黑体",
            Self::Kai => "楷体",
            Self::Song => "宋体",
            Self::Latin => "西文",
            Self::LatinBold => "西文粗体",
        }
    }

    /// The role that shows half-width characters within text of this role.
    pub fn latin(self) -> Self {
        match self {
            Self::BiaoSong | Self::LatinBold => Self::LatinBold,
            _ => Self::Latin,
        }
    }
}

/// Number of a face among the faces that were opened; stable for the same fonts folder.
pub type FaceId = u8;

/// A glyph that shows one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The face it stands in.
    pub face: FaceId,
    /// Its number in that face.
    pub id: u16,
    /// Advance width in thousandths of the type size.
    pub advance: u16,
}

/// The fonts of a workspace, or the ones that the program carries.
pub struct Fonts {
    faces: Vec<Face>,
    chains: [Vec<FaceId>; Role::ALL.len()],
    filled: Vec<Filled>,
    resolved: Vec<Box<[AtomicU64]>>,
    cores: Mutex<BTreeMap<(u64, FaceId), Arc<Program>>>,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("filled", &self.filled).finish_non_exhaustive()
    }
}

const KNOWN: u64 = 1 << 63;
const ABSENT: u64 = 1 << 62;

impl Fonts {
    /// Opens the fonts of a folder by its `roles.yaml`. Where there is none the program's own list holds, and
    /// what the folder lacks is what the program carries. Font files that no list names come last.
    pub fn open(folder: Option<&Path>) -> Result<Self, FontError> {
        let opened = roles::open(folder)?;
        let resolved = Role::ALL.iter().map(|_| (0..0x1_0000).map(|_| AtomicU64::new(0)).collect()).collect();
        Ok(Self {
            faces: opened.faces,
            chains: opened.chains,
            filled: opened.filled,
            resolved,
            cores: Mutex::new(BTreeMap::new()),
        })
    }

    /// Which file filled which role, and whether it is a substitute for what the standard means.
    pub fn filled(&self) -> &[Filled] {
        &self.filled
    }

    /// The glyph that shows a character in a role: in the role's own face if it can, else in 宋体,
    /// symbols and rare Hanzi in turn. `None` when no face shows it, and for every control
    /// character and default ignorable, which would vanish in silence.
    #[inline]
    pub fn glyph(&self, role: Role, character: char) -> Option<Glyph> {
        let Some(place) = self.resolved[role as usize].get(character as usize) else {
            return self.look_up(role, character);
        };
        let mut word = place.load(Ordering::Relaxed);
        if word == 0 {
            word = self.look_up(role, character).map_or(KNOWN | ABSENT, |glyph| {
                KNOWN | u64::from(glyph.face) << 32 | u64::from(glyph.advance) << 16 | u64::from(glyph.id)
            });
            place.store(word, Ordering::Relaxed);
        }
        (word & ABSENT == 0).then_some(Glyph {
            face: (word >> 32) as u8,
            advance: (word >> 16) as u16,
            id: word as u16,
        })
    }

    fn look_up(&self, role: Role, character: char) -> Option<Glyph> {
        if vanishes(character) {
            return None;
        }
        let chinese = !matches!(role, Role::Latin | Role::LatinBold);
        self.chains[role as usize].iter().find_map(|&face| {
            let (id, advance) = self.faces[face as usize].glyph(character, chinese)?;
            Some(Glyph { face, id, advance })
        })
    }

    /// PDF metrics of a face.
    pub fn metrics(&self, face: FaceId) -> &Metrics {
        self.faces[face as usize].metrics()
    }

    /// The font program of a face with a fixed set of characters. Made once per process for each
    /// set and kept: `key` must be the same for equal `characters` only.
    pub fn core(&self, face: FaceId, key: u64, characters: &[(char, u16)]) -> Result<Arc<Program>, FontError> {
        if let Some(program) = self.lock_cores().get(&(key, face)) {
            return Ok(Arc::clone(program));
        }
        let program = Arc::new(Program::new(&self.faces[face as usize], characters, 9)?);
        Ok(Arc::clone(self.lock_cores().entry((key, face)).or_insert(program)))
    }

    /// A font program of a face with just these characters (sorted, each once, with its glyph).
    pub fn rest(&self, face: FaceId, characters: &[(char, u16)]) -> Result<Program, FontError> {
        Program::new(&self.faces[face as usize], characters, 2)
    }

    fn lock_cores(&self) -> std::sync::MutexGuard<'_, BTreeMap<(u64, FaceId), Arc<Program>>> {
        // A panic elsewhere cannot leave the map half changed: only whole entries are added.
        self.cores.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Characters that a reader would never see: they may not reach paper, where nobody could tell.
fn vanishes(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{2028}' | '\u{2029}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// A half-width character: shown in the Latin face, as wide as its glyph.
pub fn is_latin(character: char) -> bool {
    match character {
        '\u{20}'..='\u{7E}' => true,
        '\u{A7}' | '\u{A8}' | '\u{B0}' | '\u{B1}' | '\u{B7}' | '\u{D7}' | '\u{F7}' => false,
        '\u{A0}'..='\u{24F}' => true,
        _ => false,
    }
}
