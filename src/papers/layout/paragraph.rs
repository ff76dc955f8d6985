//! Paragraphs, headings, lists and the note of attachments. The entry point is [`Flow::paragraph`].

use super::flow::{Flow, Owners};
use super::line::fill;
use super::page::{Colour, Owner};
use super::text::Atom;
use super::tree::{Kind, NodeId};
use crate::papers::document::{Block, Content, Inline, Shape};
use crate::papers::fonts::Role;

impl Flow<'_> {
    /// A paragraph. Its last two lines stay with a signature that follows.
    pub fn paragraph(&mut self, text: &[Inline], shape: Shape, rest: &[Block], parent: NodeId) {
        let node = self.tree.add(parent, Kind::Paragraph);
        let atoms = self.setter.paragraph(Role::FangSong, text);
        let tail = self.tail(rest);
        match shape {
            Shape::Indented => self.set(node.into(), &atoms, 2.0, 0.0, tail),
            Shape::Flush => self.set(node.into(), &atoms, 0.0, 0.0, tail),
            Shape::Centred | Shape::Right => {
                let (measure, width) = (self.text_measure(), self.geometry.width);
                let right = if shape == Shape::Right { 2.0 * measure.cell } else { 0.0 };
                for line in fill(&atoms, &measure, |_| width - right) {
                    let atoms = &atoms[line.start..line.end];
                    let free = width - right - measure.width(atoms);
                    let x = if shape == Shape::Right { free } else { free / 2.0 };
                    let baseline = self.next_line();
                    self.draw(node, atoms, measure, x, baseline, None, Colour::Black);
                }
            }
            Shape::Fill => {
                let (measure, width) = (self.text_measure(), self.geometry.width);
                for line in fill(&atoms, &measure, |_| width) {
                    if !self.fresh {
                        self.depth += self.geometry.pitch / 2.0;
                    }
                    let baseline = self.next_line();
                    self.draw(node, &atoms[line.start..line.end], measure, 0.0, baseline, None, Colour::Black);
                }
            }
        }
    }

    /// A heading within the text; it never stands at the foot of a page.
    pub fn heading(&mut self, level: u8, text: &[Inline], rest: &[Block], parent: NodeId) {
        let node = self.heading_node(level + 1, parent);
        let role = match level {
            1 => Role::Hei,
            2 => Role::Kai,
            _ => Role::FangSong,
        };
        let atoms = self.setter.paragraph(role, text);
        let measure = self.text_measure();
        let lines = fill(&atoms, &measure, |line| self.geometry.width - indent(line, 2.0, 0.0) * measure.cell).len();
        // Headings that follow one another stay together with the text below them.
        let more = rest.iter().take_while(|block| matches!(block.content, Content::Heading { .. })).count();
        let below = match rest.get(more).map(|block| &block.content) {
            // The last rows of a table keep what is signed below it.
            Some(Content::Table(table)) => self.table_begins(table) + if table.body.len() <= 2 { 1 + self.tail(&rest[more + 1..]) } else { 0 },
            // A form says in a sentence what its table is for: the three stay together.
            Some(Content::Paragraph { text, .. }) if !self.geometry.grid => match rest.get(more + 1).map(|block| &block.content) {
                Some(Content::Table(table)) => {
                    let atoms = self.setter.paragraph(Role::FangSong, text);
                    fill(&atoms, &measure, |_| self.geometry.width).len() + self.table_begins(table)
                }
                _ => 1,
            },
            _ => 1,
        };
        if !self.has_room(lines + more.min(3) + below) {
            self.new_page();
        }
        self.set(node.into(), &atoms, 2.0, 0.0, 0);
    }

    /// A list; its items are set like paragraphs.
    pub fn list(&mut self, ordered: bool, items: &[Vec<Inline>], parent: NodeId) {
        let list = self.tree.add(parent, Kind::List { ordered });
        for (number, item) in (1..).zip(items) {
            let node = self.tree.add(list, Kind::Item);
            let (label, owner) = if ordered {
                let label = self.setter.words(Role::FangSong, &format!("{number}. "));
                (label, Owner::Element(self.tree.add(node, Kind::Label)))
            } else {
                (self.setter.words(Role::FangSong, "·"), Owner::Layout)
            };
            let body = self.tree.add(node, Kind::Body);
            let owners = Owners { label: Some((label.len(), owner)), text: Owner::Element(body) };
            let mut atoms = label;
            atoms.iter_mut().for_each(|atom| atom.firm = true);
            atoms.extend(self.setter.paragraph(Role::FangSong, item));
            self.set(owners, &atoms, 2.0, 0.0, 0);
        }
    }

    /// 附件说明, one blank line below the text: names aligned, a single one without a number.
    pub fn attachment_note(&mut self, names: &[String], parent: NodeId) {
        let head = "附件：";
        if !self.has_room(names.len() + 1) && names.len() < 10 {
            self.new_page();
        }
        if !self.fresh {
            self.skip(1);
        }
        for (number, name) in (1..).zip(names) {
            let node = self.tree.add(parent, Kind::Paragraph);
            let first = if number == 1 { 2.0 } else { 5.0 };
            let label = if names.len() == 1 { String::new() } else { format!("{number}. ") };
            let measure = self.text_measure();
            let width_of_label = measure.width(&self.setter.words(Role::FangSong, &format!("{label}.")))
                - measure.width(&self.setter.words(Role::FangSong, "."));
            let rest = 5.0 + width_of_label / measure.cell;
            let text = if number == 1 { format!("{head}{label}{name}") } else { format!("{label}{name}") };
            let mut atoms = self.setter.words(Role::FangSong, &text);
            let hanging = text.chars().count() - name.chars().count();
            atoms[..hanging].iter_mut().for_each(|atom| atom.firm = true);
            self.set(node.into(), &atoms, first, rest, 0);
        }
    }

    /// Sets justified lines: the first begins `first` characters from the left, the others `rest`.
    /// When `tail` lines have to follow on the same page, the last two lines go along with them.
    pub fn set(&mut self, owners: Owners, atoms: &[Atom], first: f32, rest: f32, tail: usize) {
        let measure = self.text_measure();
        let width = self.geometry.width;
        let lines = fill(atoms, &measure, |line| width - indent(line, first, rest) * measure.cell);
        let mut done = 0;
        for (at, line) in lines.iter().enumerate() {
            if tail > 0 && at == lines.len().saturating_sub(2) && !self.has_room(lines.len() - at + tail) {
                self.new_page();
            }
            let x = indent(at, first, rest) * measure.cell;
            let owners = Owners {
                label: owners.label.and_then(|(end, owner)| Some((end.checked_sub(done)?, owner))),
                text: owners.text,
            };
            let atoms = &atoms[line.start..line.end];
            let target = if line.last { None } else { Some(width - x) };
            let baseline = self.next_line();
            self.draw(owners, atoms, measure, x, baseline, target, Colour::Black);
            done = line.end;
        }
    }

    /// Lines that must stand on the same page as the end of the block before `rest`: a signature
    /// and what stands before it, as long as that is short.
    pub fn tail(&mut self, rest: &[Block]) -> usize {
        match rest.first().map(|block| &block.content) {
            Some(Content::Signature(signature)) => self.signature_lines(signature) + notes(&rest[1..]),
            Some(Content::AttachmentNote(names)) => match self.tail(&rest[1..]) {
                0 => 0,
                tail if names.len() < 6 => tail + 1 + names.len(),
                _ => 0,
            },
            Some(Content::Paragraph { text, .. }) if short(text) => match self.tail(&rest[1..]) {
                0 => 0,
                tail => tail + 1,
            },
            _ => 0,
        }
    }
}

/// Lines of a short paragraph at the end, such as a note below a signature: it never stands alone on a page.
pub(super) fn notes(rest: &[Block]) -> usize {
    match rest.first().map(|block| &block.content) {
        Some(Content::Paragraph { text, .. }) if short(text) => 1,
        _ => 0,
    }
}

/// A paragraph that certainly takes one line.
fn short(text: &[Inline]) -> bool {
    text.iter().map(|inline| inline.text().chars().count()).sum::<usize>() <= 22
}

fn indent(line: usize, first: f32, rest: f32) -> f32 {
    if line == 0 { first } else { rest }
}
