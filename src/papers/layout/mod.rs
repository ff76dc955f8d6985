//! Layout: from blocks to pages. Entry points: [`paginate`] for one document, [`bind`] for several in one file.
//!
//! Lines of text in notices and official documents stand on the grid of GB/T 9704-2012 (22 lines
//! of 28 characters on A4). Everything drawn belongs to an element of the structure tree or is an
//! artifact, so that the PDF's tags are exact.

mod binding;
mod board;
mod breaking;
mod cover;
mod figure;
mod flow;
mod formats;
mod furniture;
mod geometry;
mod imprint;
mod label;
mod line;
mod page;
mod paragraph;
mod record;
mod redhead;
mod signature;
mod stamp;
mod table;
mod text;
mod title;
mod tree;

pub use binding::bind;
pub use geometry::Paper;
pub use label::labels;
pub use page::{Bookmark, Code, Colour, Item, Modules, Owner, Page, Pages, Placed, Rule, Run, Shown, WideTable};
pub use stamp::{FILING, StampText, stamps};
pub use text::MissingGlyph;
pub use tree::{Kind, Node, NodeId, Tree};

use crate::papers::document::{Document, Layout};
use crate::papers::fonts::Fonts;

/// Lays a document out. Fails with every character that no font shows.
pub fn paginate(document: &Document, paper: Paper, fonts: &Fonts) -> Result<Pages, Vec<MissingGlyph>> {
    let mut flow = flow::Flow::new(document, paper, fonts);
    match document.layout {
        Layout::Cover => flow.cover(&document.blocks),
        _ => flow.blocks(&document.blocks, Tree::ROOT),
    }
    flow.printing_records(document);
    let count = flow.pages.len();
    let place = furniture::Place { first: 1, count, numbered: count > 1 || document.layout == Layout::Official };
    furniture::add(&mut flow, document, place, imprint::Imprint::of(std::slice::from_ref(document)).as_ref());
    flow.finish()
}
