//! Laid-out pages. The entry point is [`Pages`]; lengths are points, from the bottom left corner.

use std::ops::Range;

use super::tree::{NodeId, Tree};
use crate::papers::document::Figure;
use crate::papers::fonts::{FaceId, Fonts};

/// A table with more columns than any page has room for; lengths in millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct WideTable {
    /// Title of the column that needs the most.
    pub column: String,
    /// Columns.
    pub columns: usize,
    /// What they need at the least.
    pub needs: f32,
    /// What the page has.
    pub has: f32,
}

/// A document on pages: what is drawn where, and to which element of its structure it belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The pages in order; at least one.
    pub pages: Vec<Page>,
    /// The structure tree.
    pub tree: Tree,
    /// Glyphs of all runs; a run is a range of them.
    pub glyphs: Vec<Shown>,
    /// Where each document begins, where several are bound in one file.
    pub outline: Vec<Bookmark>,
    /// Pictures that [`Item::Figure`] numbers.
    pub figures: Vec<Placed>,
    /// Tables that are wider than any page: what stands here is not to be handed out.
    pub wide: Vec<WideTable>,
}

/// A document in a file of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its title.
    pub title: String,
    /// Its first page, from 0.
    pub page: usize,
}

impl Pages {
    /// PostScript names of the faces that are shown, sorted.
    pub fn faces(&self, fonts: &Fonts) -> Vec<String> {
        let runs = self.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
            Item::Run(run) => Some(run.face),
            _ => None,
        });
        let faces: std::collections::BTreeSet<_> = runs.collect();
        let mut names: Vec<String> = faces.into_iter().map(|face| fonts.metrics(face).name.clone()).collect();
        names.sort();
        names
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What is drawn, in reading order; rules and page furniture are artifacts.
    pub items: Vec<Item>,
    pub(super) turned: bool,
}

/// Something drawn on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Text of one face and size on one line.
    Run(Run),
    /// A straight line; always an artifact.
    Rule(Rule),
    /// A QR code; always an artifact.
    Code(Code),
    /// A picture, by its place in [`Pages::figures`].
    Figure(usize),
}

/// A picture on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its element of the structure tree.
    pub node: NodeId,
    /// Left, bottom, right and top edge in points.
    pub corners: [f32; 4],
    /// The picture.
    pub figure: Figure,
}

/// What a drawn thing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An element of the structure tree.
    Element(NodeId),
    /// Page numbers, marks, repeated table heads: on the page, not in the text.
    Pagination,
    /// Rules.
    Layout,
}

/// Text of one face and size on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What the text belongs to.
    pub owner: Owner,
    /// The face.
    pub face: FaceId,
    /// Type size in points.
    pub size: f32,
    /// Left end of the baseline in points.
    pub x: f32,
    /// Height of the baseline in points.
    pub y: f32,
    /// Added to each advance, in points.
    pub tracking: f32,
    /// Colour.
    pub colour: Colour,
    /// Runs downwards, as on the paper's own upright position: page numbers of pages on their side.
    pub downwards: bool,
    /// Glyphs, as a range of [`Pages::glyphs`].
    pub glyphs: Range<u32>,
}

/// A glyph in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The character that it shows.
    pub character: char,
    /// Its number in the face.
    pub glyph: u16,
    /// Extra move after it, thousandths of the type size.
    pub after: i32,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// One end in points.
    pub from: (f32, f32),
    /// The other end in points.
    pub to: (f32, f32),
    /// Thickness in points.
    pub thickness: f32,
    /// Colour.
    pub colour: Colour,
}

/// The colours that papers have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Text and rules.
    Black,
    /// Head of official documents.
    Red,
    /// Marks outside the type area.
    Grey,
}

/// A square of dark and light modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    /// Modules along one edge.
    pub edge: usize,
    /// From the top left, row by row; dark where true.
    pub dark: Vec<bool>,
}

/// A QR code on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// Left edge in points.
    pub x: f32,
    /// Bottom edge in points.
    pub y: f32,
    /// Length of an edge in points.
    pub size: f32,
    /// The modules.
    pub modules: Modules,
}
