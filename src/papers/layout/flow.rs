//! Pages as they fill. The entry point is [`Flow::blocks`].
//!
//! Depth is measured in points from the top of the type area downwards; only drawing turns it
//! into heights above the bottom of the page.

use std::collections::VecDeque;

use super::geometry::{ABOVE, Geometry, Paper};
use super::line::Measure;
use super::page::{Colour, Item, Owner, Page, Pages, Placed, Rule, Run, Shown, WideTable};
use super::table::Prepared;
use super::text::{Atom, Kind as AtomKind, MissingGlyph, Setter};
use super::tree::{Kind, NodeId, Tree};
use crate::papers::document::{Attachment, Block, Content, Document, Layout, Shape};
use crate::papers::fonts::{Fonts, Role};

/// The pages so far, and where the next thing goes.
pub(super) struct Flow<'a> {
    pub setter: Setter<'a>,
    pub layout: Layout,
    /// Sizes of an upright page.
    pub upright: Geometry,
    /// Sizes of the current page.
    pub geometry: Geometry,
    pub pages: Vec<Page>,
    pub glyphs: Vec<Shown>,
    pub tree: Tree,
    /// Pictures so far.
    pub figures: Vec<Placed>,
    /// Bottom of what stands on the page.
    pub depth: f32,
    /// Nothing stands on the page yet.
    pub fresh: bool,
    /// Level of the last heading.
    heading: u8,
    /// Tables that have been measured to choose the page's direction, in their order.
    pub prepared: VecDeque<Prepared>,
    /// Tables that no page is wide enough for.
    pub wide: Vec<WideTable>,
}

/// Where a line's text belongs: the first atoms to a label, the rest to its body.
#[derive(Clone, Copy)]
pub(super) struct Owners {
    pub label: Option<(usize, Owner)>,
    pub text: Owner,
}

impl From<Owner> for Owners {
    fn from(text: Owner) -> Self {
        Self { label: None, text }
    }
}

impl From<NodeId> for Owners {
    fn from(node: NodeId) -> Self {
        Owner::Element(node).into()
    }
}

impl<'a> Flow<'a> {
    pub fn new(document: &Document, paper: Paper, fonts: &'a Fonts) -> Self {
        let upright = Geometry::new(document.layout, paper);
        let mut flow = Self {
            setter: Setter::new(fonts),
            layout: document.layout,
            geometry: upright.clone(),
            upright,
            pages: Vec::new(),
            glyphs: Vec::new(),
            tree: Tree::new(),
            figures: Vec::new(),
            depth: 0.0,
            fresh: true,
            heading: 0,
            prepared: VecDeque::new(),
            wide: Vec::new(),
        };
        if document.layout == Layout::Sheet {
            flow.turn_for(&document.blocks);
        }
        flow.new_page();
        flow
    }

    pub fn finish(self) -> Result<Pages, Vec<MissingGlyph>> {
        let missing = self.setter.missing();
        if missing.is_empty() {
            Ok(Pages { pages: self.pages, tree: self.tree, glyphs: self.glyphs, outline: Vec::new(), figures: self.figures, wide: self.wide })
        } else {
            Err(missing)
        }
    }

    /// Lays out blocks one after another as children of a structure element.
    pub fn blocks(&mut self, blocks: &[Block], parent: NodeId) {
        for (at, block) in blocks.iter().enumerate() {
            let rest = &blocks[at + 1..];
            let after_attachment = at > 0 && matches!(blocks[at - 1].content, Content::Attachment(_));
            if after_attachment && !matches!(block.content, Content::Attachment(_) | Content::PrintingRecord(_)) {
                self.new_page();
            }
            let first_node = self.tree.nodes.len();
            match &block.content {
                Content::RedHead(head) => self.red_head(head, parent),
                Content::Title(text) => self.title(text, rest, parent),
                Content::Heading { level, text } => self.heading(*level, text, rest, parent),
                Content::Paragraph { text, shape } => {
                    self.paragraph(text, *shape, rest, parent);
                    let titled = at > 0 && matches!(blocks[at - 1].content, Content::Title(_));
                    if titled && *shape == Shape::Centred && self.geometry.grid {
                        self.skip(1);
                    }
                }
                Content::List { ordered, items } => self.list(*ordered, items, parent),
                Content::Table(table) => {
                    let before = at.checked_sub(1).map(|before| &blocks[before].content);
                    let after_text = matches!(before, Some(Content::Paragraph { .. } | Content::List { .. }));
                    self.table(table, after_text, rest, parent);
                }
                Content::Figure(figure) => self.figure(figure, parent),
                Content::AttachmentNote(names) => self.attachment_note(names, parent),
                Content::Signature(signature) => self.signature(signature, rest, parent),
                Content::Attendance(groups) => self.attendance(groups, parent),
                Content::Attachment(attachment) => self.attachment(attachment, parent),
                Content::PrintingRecord(_) => {}
            }
            if block.lang != "zh-CN"
                && let Some(node) = self.tree.nodes.get_mut(first_node)
            {
                node.lang = Some(block.lang);
            }
        }
    }

    fn attachment(&mut self, attachment: &Attachment, parent: NodeId) {
        let outer = (self.geometry.clone(), std::mem::take(&mut self.prepared));
        self.geometry = self.upright.clone();
        if self.layout != Layout::Notice {
            self.turn_for(&attachment.blocks);
        }
        if self.fresh {
            self.pages.pop();
        }
        self.new_page();
        let section = self.tree.add(parent, Kind::Section);
        if let Some(label) = &attachment.label {
            let node = self.tree.add(section, Kind::Paragraph);
            let atoms = self.setter.words(Role::Hei, label);
            let baseline = self.next_line();
            self.draw(node, &atoms, self.text_measure(), 0.0, baseline, None, Colour::Black);
        }
        self.blocks(&attachment.blocks, section);
        (self.geometry, self.prepared) = outer;
    }

    /// Turns the pages that follow on their side when a table does not fit an upright one.
    fn turn_for(&mut self, blocks: &[Block]) {
        self.geometry = self.upright.clone();
        let mut turn = false;
        for block in blocks {
            if let Content::Table(table) = &block.content {
                let prepared = Prepared::new(table, &mut self.setter);
                turn |= !prepared.fits(&self.upright);
                self.prepared.push_back(prepared);
            }
        }
        if turn {
            self.geometry = self.upright.turned();
        }
    }

    /// Begins a new page.
    pub fn new_page(&mut self) {
        let geometry = &self.geometry;
        self.pages.push(Page {
            width: geometry.page_width,
            height: geometry.page_height,
            items: Vec::new(),
            turned: geometry.turned,
        });
        self.depth = 0.0;
        self.fresh = true;
    }

    /// A structure element for a heading: no level is skipped.
    pub fn heading_node(&mut self, level: u8, parent: NodeId) -> NodeId {
        let level = level.clamp(1, self.heading + 1).min(6);
        self.heading = level;
        self.tree.add(parent, Kind::Heading(level))
    }

    /// Measure of the text.
    pub fn text_measure(&self) -> Measure {
        Measure::new(self.geometry.text, self.geometry.cell)
    }

    /// Top of the next line of text.
    fn next_top(&self) -> f32 {
        if self.fresh { 0.0 } else { self.geometry.next_top(self.depth) }
    }

    /// So many lines of text fit on the page, or the page is still empty.
    pub fn has_room(&self, lines: usize) -> bool {
        if self.fresh || lines == 0 {
            return true;
        }
        let bottom = self.next_top() + (lines as f32 - 1.0) * self.geometry.pitch + self.geometry.square;
        bottom <= self.geometry.height + 0.1
    }

    /// Takes the next line of text, on a new page if need be; its baseline.
    pub fn next_line(&mut self) -> f32 {
        if !self.has_room(1) {
            self.new_page();
        }
        let top = self.next_top();
        self.depth = top + self.geometry.square;
        self.fresh = false;
        self.geometry.up(top + ABOVE * self.geometry.square)
    }

    /// Leaves lines blank; at the foot of a page as many as there are.
    pub fn skip(&mut self, lines: usize) {
        for _ in 0..lines {
            self.depth = self.next_top() + self.geometry.square;
            self.fresh = false;
        }
    }

    /// Draws atoms on a baseline from `x` (from the left of the type area), as wide as `target`
    /// where given; returns the width.
    #[expect(clippy::too_many_arguments, reason = "each says one plain thing about the line")]
    pub fn draw(
        &mut self,
        owners: impl Into<Owners>,
        atoms: &[Atom],
        measure: Measure,
        x: f32,
        baseline: f32,
        target: Option<f32>,
        colour: Colour,
    ) -> f32 {
        let left = self.geometry.left + x;
        self.draw_at(owners.into(), atoms, measure, left, baseline, target, colour)
    }

    #[expect(clippy::too_many_arguments, reason = "each says one plain thing about the line")]
    pub fn draw_at(
        &mut self,
        owners: Owners,
        atoms: &[Atom],
        measure: Measure,
        left: f32,
        baseline: f32,
        target: Option<f32>,
        colour: Colour,
    ) -> f32 {
        let (places, width, spread) = measure.places(atoms, target);
        let size = measure.size;
        let Some(page) = self.pages.last_mut() else { return width };
        let mut run: Option<Run> = None;
        let mut pen = 0.0;
        for (at, atom) in atoms.iter().enumerate() {
            let latin = matches!(atom.kind, AtomKind::Latin | AtomKind::Space);
            let tracking = if latin { 0.0 } else { measure.cell - size + spread };
            let place = places.get(at).map_or(pen, |place| left + place + measure.inset(atom));
            let owner = match owners.label {
                Some((end, label)) if at < end => label,
                _ => owners.text,
            };
            let continues = run.as_ref().is_some_and(|run| {
                run.face == atom.face && run.tracking == tracking && run.owner == owner
            });
            if continues {
                let shift = ((place - pen) * 1000.0 / size).round();
                if shift != 0.0 {
                    if let Some(last) = self.glyphs.last_mut() {
                        last.after = shift as i32;
                    }
                    pen += shift * size / 1000.0;
                }
            } else {
                page.items.extend(run.take().map(Item::Run));
                let start = self.glyphs.len() as u32;
                run = Some(Run {
                    owner,
                    face: atom.face,
                    size,
                    x: place,
                    y: baseline,
                    tracking,
                    colour,
                    downwards: false,
                    glyphs: start..start,
                });
                pen = place;
            }
            self.glyphs.push(Shown { character: atom.character, glyph: atom.glyph, after: 0 });
            if let Some(run) = &mut run {
                run.glyphs.end += 1;
            }
            pen += f32::from(atom.advance) * size / 1000.0 + tracking;
        }
        page.items.extend(run.map(Item::Run));
        width
    }

    /// Draws a straight line on the page.
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, colour: Colour) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(Item::Rule(Rule { from, to, thickness, colour }));
        }
    }
}
