//! Pictures in the text. The entry point is [`Flow::figure`].

use super::flow::Flow;
use super::geometry::mm;
use super::page::{Item, Placed};
use super::tree::{Kind, NodeId};
use crate::papers::document::Figure;

/// The height that a picture takes at the most on A4: two of them stand on a page with their captions.
const HIGHEST: f32 = 95.0;
/// The least distance from the text above; the caption stands on the next line.
const APART: f32 = 2.0;

impl Flow<'_> {
    /// A picture in the middle of the line, never larger than it was taken; its caption stays with it.
    pub fn figure(&mut self, figure: &Figure, parent: NodeId) {
        let (width, height) = figure.picture.size();
        let scale = (self.geometry.width / width).min(mm(HIGHEST) / height).min(1.0);
        let (width, height) = (width * scale, height * scale);
        let room = mm(APART) + height + self.geometry.pitch + self.geometry.square;
        if !self.fresh && self.depth + room > self.geometry.height {
            self.new_page();
        }
        let top = if self.fresh { 0.0 } else { self.depth + mm(APART) };
        let node = self.tree.add(parent, Kind::Figure);
        let left = self.geometry.left + (self.geometry.width - width) / 2.0;
        let bottom = self.geometry.up(top + height);
        let number = self.figures.len();
        self.figures.push(Placed { node, corners: [left, bottom, left + width, bottom + height], figure: figure.clone() });
        if let Some(page) = self.pages.last_mut() {
            page.items.push(Item::Figure(number));
        }
        self.depth = top + height;
        self.fresh = false;
    }
}
