//! A page on which things are put by hand. The entry point is [`Board::new`]; stamps and labels are drawn on it.

use super::page::{Colour, Item, Owner, Page, Pages, Rule, Run, Shown};
use super::text::{MissingGlyph, Setter};
use super::tree::Tree;
use crate::papers::fonts::{Fonts, Role};

/// Pages in the making.
pub(super) struct Board<'a> {
    setter: Setter<'a>,
    glyphs: Vec<Shown>,
    pages: Vec<Page>,
    pub tree: Tree,
}

/// How text is put: role, size in points, colour, turned by a quarter so that it runs downwards.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    pub role: Role,
    pub size: f32,
    pub colour: Colour,
    pub downwards: bool,
}

impl<'a> Board<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { setter: Setter::new(fonts), glyphs: Vec::new(), pages: Vec::new(), tree: Tree::new() }
    }

    /// Begins a page.
    pub fn page(&mut self, width: f32, height: f32) {
        self.pages.push(Page { width, height, items: Vec::new(), turned: false });
    }

    /// How long a text is.
    pub fn length(&mut self, hand: Hand, text: &str) -> f32 {
        self.setter.words(hand.role, text).iter().map(|atom| f32::from(atom.advance) * hand.size / 1000.0).sum()
    }

    /// Puts a text with the beginning of its baseline here.
    pub fn text(&mut self, owner: Owner, hand: Hand, text: &str, (x, y): (f32, f32)) {
        let atoms = self.setter.words(hand.role, text);
        let Some(page) = self.pages.last_mut() else { return };
        let mut pen = 0.0;
        for same in atoms.chunk_by(|a, b| a.face == b.face) {
            let start = self.glyphs.len() as u32;
            self.glyphs.extend(same.iter().map(|atom| Shown { character: atom.character, glyph: atom.glyph, after: 0 }));
            let (x, y) = if hand.downwards { (x, y - pen) } else { (x + pen, y) };
            page.items.push(Item::Run(Run {
                owner,
                face: same[0].face,
                size: hand.size,
                x,
                y,
                tracking: 0.0,
                colour: hand.colour,
                downwards: hand.downwards,
                glyphs: start..self.glyphs.len() as u32,
            }));
            pen += same.iter().map(|atom| f32::from(atom.advance) * hand.size / 1000.0).sum::<f32>();
        }
    }

    /// Draws a line.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, colour: Colour) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(Item::Rule(Rule { from, to, thickness, colour }));
        }
    }

    /// The pages, or every character that no font shows.
    pub fn finish(self) -> Result<Pages, Vec<MissingGlyph>> {
        let missing = self.setter.missing();
        if missing.is_empty() { Ok(Pages { pages: self.pages, tree: self.tree, glyphs: self.glyphs, outline: Vec::new(), figures: Vec::new(), wide: Vec::new() }) } else { Err(missing) }
    }
}
