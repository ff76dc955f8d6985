//! What the formats of GB/T 9704-2012 section 10 have of their own. Entry points: [`Flow::letter_head`] (10.1), [`Flow::order_head`] (10.2),
//! [`Flow::attendance`] (10.3).

use super::flow::Flow;
use super::geometry::{ABOVE, mm};
use super::page::Colour;
use super::redhead::{Room, corner};
use super::tree::{Kind, NodeId};
use crate::papers::document::{Attendees, RedHead};
use crate::papers::fonts::Role;

/// Top of a letter's mark below the edge of the paper, and the greatest height of its characters.
const LETTER_MARK: f32 = 30.0;
const LETTER_HEIGHT: f32 = 16.0;
/// Length of a letter's rules; the second pair lies so far above the lower edge of the paper.
const LETTER_RULE: f32 = 170.0;
const LETTER_FOOT: f32 = 20.0;
/// A pair of rules: the thick one, what is between them, the thin one; the standard gives no thickness.
const PAIR: [f32; 3] = [0.8, 0.5, 0.3];
/// Top of an order's mark below that of the type area, and the greatest height of its characters.
const ORDER_MARK: f32 = 20.0;
const ORDER_HEIGHT: f32 = 22.0;

impl Flow<'_> {
    /// Mark, a pair of rules, the corner at the left and the number at the right below it; another pair at the foot of the paper.
    pub fn letter_head(&mut self, head: &RedHead, parent: NodeId) {
        let node = self.tree.add(parent, Kind::Paragraph);
        let room = Room { top: mm(LETTER_MARK) - self.geometry.top, height: mm(LETTER_HEIGHT), width: self.geometry.width };
        let upper = self.mark(head, node, room) + mm(4.0);
        let whole = mm(PAIR.iter().sum());
        self.pair(upper, PAIR);
        let [thick, between, thin] = PAIR;
        self.pair(self.geometry.page_height - self.geometry.top - mm(LETTER_FOOT) - whole, [thin, between, thick]);

        let text = self.text_measure();
        let first = upper + whole + 7.0 / 8.0 * self.geometry.square;
        let mut depth = first;
        for (words, role) in corner(head) {
            let atoms = self.setter.words(role, words);
            let node = self.tree.add(parent, Kind::Paragraph);
            let baseline = self.geometry.up(depth + ABOVE * self.geometry.square);
            self.draw(node, &atoms, text, 0.0, baseline, None, Colour::Black);
            depth += self.geometry.pitch;
        }
        let number = self.setter.words(Role::FangSong, &head.number);
        let node = self.tree.add(parent, Kind::Paragraph);
        let baseline = self.geometry.up(first + ABOVE * self.geometry.square);
        self.draw(node, &number, text, self.geometry.width - text.width(&number), baseline, None, Colour::Black);
        // The title stands two lines below the last of them; it leaves the second itself.
        self.depth = (depth - self.geometry.pitch).max(first) + self.geometry.square - 0.5 * self.geometry.pitch;
        self.fresh = false;
        self.skip(1);
    }

    /// Two red rules below a depth, in the middle of the paper.
    fn pair(&mut self, depth: f32, [first, between, second]: [f32; 3]) {
        let left = (self.geometry.page_width - mm(LETTER_RULE)) / 2.0;
        for (top, thickness) in [(0.0, first), (first + between, second)] {
            let y = self.geometry.up(depth + mm(top + thickness / 2.0));
            self.rule((left, y), (left + mm(LETTER_RULE), y), mm(thickness), Colour::Red);
        }
    }

    /// Mark, two blank lines, number, two blank lines. The mark is the order's title.
    pub fn order_head(&mut self, head: &RedHead, parent: NodeId) {
        let node = self.heading_node(1, parent);
        let room = Room { top: mm(ORDER_MARK), height: mm(ORDER_HEIGHT), width: self.geometry.width };
        self.depth = self.mark(head, node, room) - 0.5 * self.geometry.pitch;
        self.fresh = false;
        self.skip(2);
        let text = self.text_measure();
        let number = self.setter.words(Role::FangSong, &head.number);
        let node = self.tree.add(parent, Kind::Paragraph);
        let x = (self.geometry.width - text.width(&number)) / 2.0;
        let baseline = self.next_line();
        self.draw(node, &number, text, x, baseline, None, Colour::Black);
        self.skip(2);
    }

    /// Who was at the meeting and who was not: a blank line, the label in 黑体, names that begin below one another.
    pub fn attendance(&mut self, groups: &[Attendees], parent: NodeId) {
        if !self.fresh {
            self.skip(1);
        }
        for group in groups {
            let node = self.tree.add(parent, Kind::Paragraph);
            let mut atoms = self.setter.words(Role::Hei, &format!("{}：", group.label));
            atoms.iter_mut().for_each(|atom| atom.firm = true);
            let hanging = 2.0 + atoms.len() as f32;
            atoms.extend(self.setter.words(Role::FangSong, &group.names.join("、")));
            self.set(node.into(), &atoms, 2.0, hanging, 0);
        }
    }
}
