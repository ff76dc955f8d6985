//! 版头, GB/T 9704-2012 7.2; those of letters and orders stand in `formats`. The entry point is [`Flow::red_head`].

use super::flow::Flow;
use super::geometry::{ABOVE, mm};
use super::line::Measure;
use super::page::Colour;
use super::text::Atom;
use super::tree::{Kind, NodeId};
use crate::papers::document::{Format, RedHead};
use crate::papers::fonts::Role;

/// Top edge of the mark below the top of the type area.
const MARK: f32 = 35.0;
/// Greatest height of all lines of the mark together.
const MARK_LINES: f32 = 52.0;
/// Ink of a Hanzi ends below the top of its square.
const HEADROOM: f32 = 0.03;

/// What stands in the corner, with its face.
pub(super) fn corner(head: &RedHead) -> impl Iterator<Item = (&str, Role)> {
    let entries = [(&head.copy_number, Role::Latin), (&head.secrecy, Role::Hei), (&head.urgency, Role::Hei)];
    entries.into_iter().filter_map(|(words, role)| Some((words.as_deref()?, role)))
}

/// Room for the mark: its top edge below that of the type area, greatest height of its characters, greatest width.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub top: f32,
    pub height: f32,
    pub width: f32,
}

impl Flow<'_> {
    /// The head of a document's format.
    pub fn red_head(&mut self, head: &RedHead, parent: NodeId) {
        match head.format {
            Format::Document | Format::Minutes => self.document_head(head, parent),
            Format::Letter => self.letter_head(head, parent),
            Format::Order => self.order_head(head, parent),
        }
    }

    /// Copy number, secrecy and urgency; the issuing bodies' mark; number and signers; the red rule.
    fn document_head(&mut self, head: &RedHead, parent: NodeId) {
        let text = self.text_measure();
        for (words, role) in corner(head) {
            let atoms = self.setter.words(role, words);
            let node = self.tree.add(parent, Kind::Paragraph);
            let baseline = self.next_line();
            self.draw(node, &atoms, text, 0.0, baseline, None, Colour::Black);
        }
        // The next line is the one nearest to the mark's lower edge.
        let node = self.tree.add(parent, Kind::Paragraph);
        self.depth = self.mark(head, node, Room { top: mm(MARK), height: mm(20.0), width: self.geometry.width }) - 0.5 * self.geometry.pitch;
        self.fresh = false;

        self.skip(2);
        let number = self.setter.words(Role::FangSong, &head.number);
        let width = self.geometry.width;
        if head.signers.is_empty() {
            let node = self.tree.add(parent, Kind::Paragraph);
            let x = (width - text.width(&number)) / 2.0;
            let baseline = self.next_line();
            self.draw(node, &number, text, x, baseline, None, Colour::Black);
        } else {
            self.signers(head, &number, text, parent);
        }

        let rule = self.depth + mm(4.0);
        let (left, y) = (self.geometry.left, self.geometry.up(rule));
        self.rule((left, y), (left + width, y), mm(0.5), Colour::Red);
        // The rule may stand close above the first of the two blank lines; the title leaves the second.
        self.depth = rule - 0.25 * self.geometry.square;
        self.skip(1);
    }

    /// Draws the mark; returns the depth of its lower edge.
    pub(super) fn mark(&mut self, head: &RedHead, node: NodeId, room: Room) -> f32 {
        let names: Vec<Vec<Atom>> = head.mark.iter().map(|name| self.setter.words(Role::BiaoSong, name)).collect();
        let suffix = self.setter.words(Role::BiaoSong, head.suffix.as_deref().unwrap_or_default());
        let em = Measure { size: 1.0, cell: 1.0, gap: 0.0 };
        let longest = names.iter().map(|name| em.width(name)).fold(0.0, f32::max);
        let Room { top, height, width } = room;
        if longest == 0.0 {
            return top;
        }
        let beside = em.width(&suffix);
        let between = if names.len() > 1 && beside > 0.0 { 0.5 } else { 0.0 };
        let lines = names.len() as f32;
        let pitch = 1.25;
        let size = (width / (longest + between + beside))
            .min(height)
            .min(mm(MARK_LINES) / (1.0 + pitch * (lines - 1.0)));
        let measure = Measure { size, cell: size, gap: 0.0 };
        // Short names are spread a little, as on printed heads.
        let whole = longest + between + beside;
        let spread = ((width * 0.94 / size - whole) / whole).clamp(0.0, 0.35);
        let first = self.geometry.up(top - HEADROOM * size + ABOVE * size);
        let span = longest * size * (1.0 + spread) - spread * size;
        let suffix_span = (beside * size * (1.0 + spread) - spread * size).max(0.0);
        let gap = if suffix.is_empty() { 0.0 } else { between.max(spread) * size };
        let left = (self.geometry.width - span - gap - suffix_span) / 2.0;
        for (line, name) in names.iter().enumerate() {
            let baseline = first - line as f32 * pitch * size;
            self.draw(node, name, measure, left, baseline, Some(span), Colour::Red);
        }
        let middle = first - (lines - 1.0) * pitch * size / 2.0;
        let target = Some(suffix_span).filter(|_| spread > 0.0);
        self.draw(node, &suffix, measure, left + span + gap, middle, target, Colour::Red);
        top + size * (1.0 + pitch * (lines - 1.0) - HEADROOM)
    }

    /// Number at the left, 签发人 at the right of the same line, two names a line.
    fn signers(&mut self, head: &RedHead, number: &[Atom], text: Measure, parent: NodeId) {
        let number_node = self.tree.add(parent, Kind::Paragraph);
        let node = self.tree.add(parent, Kind::Paragraph);
        let label = self.setter.words(Role::FangSong, "签发人：");
        let pairs: Vec<Vec<Atom>> =
            head.signers.chunks(2).map(|pair| self.setter.words(Role::Kai, &pair.join("\u{3000}"))).collect();
        let widest = pairs.iter().map(|pair| text.width(pair)).fold(0.0, f32::max);
        let names_x = self.geometry.width - text.cell - widest;
        let label_x = names_x - text.width(&label);
        let last = pairs.len() - 1;
        let mut baseline = 0.0;
        let mut drawn = Vec::new();
        for (at, pair) in pairs.iter().enumerate() {
            baseline = self.next_line();
            drawn.push((baseline, pair));
            if at == last {
                self.draw(number_node, number, text, text.cell, baseline, None, Colour::Black);
            }
        }
        for (at, (baseline, pair)) in drawn.into_iter().enumerate() {
            if at == 0 {
                self.draw(node, &label, text, label_x, baseline, None, Colour::Black);
            }
            self.draw(node, pair, text, names_x, baseline, None, Colour::Black);
        }
        debug_assert!(baseline > 0.0);
    }
}
