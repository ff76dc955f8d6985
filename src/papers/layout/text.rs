//! Characters with their glyphs, ready for lines. The entry point is [`Setter::add`].

use std::collections::BTreeMap;
use std::fmt;

use super::breaking;
use crate::papers::document::Inline;
use crate::papers::fonts::{FaceId, Fonts, Glyph, Role, is_latin};

/// A character that no font shows. A document with one is not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The text around its first appearance.
    pub context: String,
}

impl fmt::Display for MissingGlyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "没有字体能显示 U+{:04X}", u32::from(self.character))?;
        if !self.character.is_control() && !self.context.is_empty() {
            write!(f, "“{}”", self.character)?;
        }
        write!(f, "，见于“{}”", self.context)
    }
}

impl std::error::Error for MissingGlyph {}

/// How a character takes part in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As wide as its square.
    Full,
    /// Full-width mark whose right half is empty, as ， and 」.
    Close,
    /// Full-width mark whose left half is empty, as 「.
    Open,
    /// As wide as its glyph.
    Latin,
    /// A space, half or full width.
    Space,
}

/// A character with its glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Atom {
    pub character: char,
    pub glyph: u16,
    /// Thousandths of the type size.
    pub advance: u16,
    pub face: FaceId,
    pub kind: Kind,
    /// A line may end before it.
    pub may_break: bool,
    /// A line must end before it: the author's break.
    pub must_break: bool,
    /// Part of a number that hangs before its text: the place after it is never stretched.
    pub firm: bool,
}

/// Turns text into atoms and remembers what no font shows.
pub(super) struct Setter<'a> {
    fonts: &'a Fonts,
    missing: BTreeMap<char, String>,
}

impl<'a> Setter<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, missing: BTreeMap::new() }
    }

    /// What no font shows, each character once.
    pub fn missing(self) -> Vec<MissingGlyph> {
        self.missing.into_iter().map(|(character, context)| MissingGlyph { character, context }).collect()
    }

    /// Appends text of one role.
    pub fn add(&mut self, atoms: &mut Vec<Atom>, role: Role, text: &str) {
        atoms.reserve(text.len() / 3 + 1);
        let mut before = '\u{3000}';
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            // An apostrophe between letters belongs to the word.
            let latin = is_latin(character)
                || character == '’'
                    && before.is_ascii_alphanumeric()
                    && characters.peek().is_some_and(char::is_ascii_alphanumeric);
            let face_role = if latin { role.latin() } else { role };
            let glyph = self.fonts.glyph(face_role, character).unwrap_or_else(|| {
                self.missing.entry(character).or_insert_with(|| excerpt(text, character));
                Glyph { face: 0, id: 0, advance: 1000 }
            });
            let kind = match character {
                ' ' | '\u{A0}' | '\u{3000}' => Kind::Space,
                _ if latin => Kind::Latin,
                _ if breaking::opens(character) => Kind::Open,
                _ if breaking::closes(character) => Kind::Close,
                _ => Kind::Full,
            };
            atoms.push(Atom {
                character,
                glyph: glyph.id,
                advance: glyph.advance,
                face: glyph.face,
                kind,
                may_break: false,
                must_break: false,
                firm: false,
            });
            before = character;
        }
    }

    /// Atoms of one text of one role, with the places where its lines may break.
    pub fn words(&mut self, role: Role, text: &str) -> Vec<Atom> {
        let mut atoms = Vec::new();
        self.add(&mut atoms, role, text);
        breaking::mark(&mut atoms);
        atoms
    }

    /// Atoms of one text whose letters and digits stand in the role's own face too, not in the Latin one.
    pub fn own_face(&mut self, role: Role, text: &str) -> Vec<Atom> {
        let mut atoms = self.words(role, text);
        for atom in &mut atoms {
            if let Some(glyph) = self.fonts.glyph(role, atom.character) {
                (atom.face, atom.glyph, atom.advance) = (glyph.face, glyph.id, glyph.advance);
            }
        }
        atoms
    }

    /// Atoms of a paragraph whose plain text has the given role.
    pub fn paragraph(&mut self, role: Role, text: &[Inline]) -> Vec<Atom> {
        let mut atoms = Vec::new();
        let mut breaks = Vec::new();
        for inline in text {
            match inline {
                Inline::Text(text) => self.add(&mut atoms, role, text),
                Inline::Strong(text) => self.add(&mut atoms, Role::Hei, text),
                Inline::Emphasis(text) => self.add(&mut atoms, Role::Kai, text),
                Inline::Break => breaks.push(atoms.len()),
            }
        }
        breaking::mark(&mut atoms);
        for place in breaks {
            if let Some(atom) = atoms.get_mut(place) {
                atom.must_break = true;
            }
        }
        atoms
    }
}

fn excerpt(text: &str, character: char) -> String {
    let at = text.chars().position(|c| c == character).unwrap_or(0);
    text.chars().skip(at.saturating_sub(8)).take(17).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
