//! Titles. The entry point is [`Flow::title`].

use super::breaking;
use super::flow::Flow;
use super::geometry::ABOVE;
use super::line::{Line, Measure, fill};
use super::page::Colour;
use super::text::Atom;
use super::tree::NodeId;
use crate::papers::document::{Inline, Layout};
use crate::papers::fonts::Role;

impl Flow<'_> {
    /// A title: 小标宋, centred, in lines of about the same length, one blank line after it.
    ///
    /// On the grid each line of the title takes a line of the text, so its baseline stands on it.
    pub fn title(&mut self, text: &[Inline], parent: NodeId) {
        let node = self.heading_node(1, parent);
        let mut atoms = self.setter.paragraph(Role::BiaoSong, text);
        breaking::keep_words(&mut atoms);
        let measure = Measure::new(self.geometry.title, self.geometry.title);
        let lines = balanced(&atoms, &measure, self.geometry.width);
        if self.geometry.grid {
            let blank = if !self.fresh {
                1
            } else if self.layout == Layout::Notice && self.pages.len() == 1 {
                1
            } else {
                2
            };
            if !self.has_room(blank + lines.len() + 2) {
                self.new_page();
            }
            self.skip(blank);
        } else if !self.fresh {
            self.depth += 0.5 * self.geometry.pitch;
        }
        for line in lines {
            let baseline = if self.geometry.grid {
                self.next_line()
            } else {
                let top = self.depth;
                self.depth += 1.3 * measure.size;
                self.fresh = false;
                self.geometry.up(top + ABOVE * measure.size)
            };
            let atoms = &atoms[line.start..line.end];
            let x = (self.geometry.width - measure.width(atoms)) / 2.0;
            self.draw(node, atoms, measure, x, baseline, None, Colour::Black);
        }
        if self.geometry.grid {
            self.skip(1);
        } else {
            self.depth += 0.25 * self.geometry.pitch;
        }
    }
}

/// Breaks a title into as few lines as it needs, and those as even as its words allow; the
/// author's own breaks stay.
fn balanced(atoms: &[Atom], measure: &Measure, room: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in 1..=atoms.len() {
        if end < atoms.len() && !atoms[end].must_break {
            continue;
        }
        let part = &atoms[start..end];
        let wanted = fill(part, measure, |_| room).len();
        let (mut narrow, mut wide) = (measure.width(part) / wanted as f32, room);
        if wanted > 1 {
            for _ in 0..8 {
                let middle = (narrow + wide) / 2.0;
                if fill(part, measure, |_| middle).len() > wanted {
                    narrow = middle;
                } else {
                    wide = middle;
                }
            }
        }
        lines.extend(
            fill(part, measure, |_| wide)
                .into_iter()
                .map(|line| Line { start: line.start + start, end: line.end + start, last: true }),
        );
        start = end;
    }
    lines
}
