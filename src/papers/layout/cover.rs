//! Covers of volumes. The entry point is [`Flow::cover`].
//!
//! As the figures of GB/T 9705 and DA/T 22 have it: the fonds above on a line of its own, the title of the volume large in the middle, fields at the
//! foot, each on a line to be read or written on.

use super::breaking;
use super::flow::Flow;
use super::geometry::{ABOVE, mm};
use super::line::{Line, Measure, fill};
use super::page::Colour;
use super::text::Atom;
use super::title::balanced;
use super::tree::{Kind, NodeId, Tree};
use crate::papers::document::{Block, Cell, Content, Inline};
use crate::papers::fonts::Role;

/// From line to line of large type, in type sizes.
const LEADING: f32 = 1.6;
/// From field to field, and between two that stand side by side.
const FIELD: f32 = 15.0;
const BETWEEN: f32 = 6.0;
/// Between a value's foot and its line.
const CLEAR: f32 = 1.5;
/// Thickness of lines in points.
const RULE: f32 = 0.75;

/// A field: its name, its value in lines, its left edge, where the value begins, its right edge.
struct Field {
    name: Vec<Atom>,
    value: Vec<Atom>,
    lines: Vec<Line>,
    edges: [f32; 3],
}

impl Flow<'_> {
    /// Lays out a cover: titles from the top down, rows of tables at the foot, headings in the middle of what is left.
    pub fn cover(&mut self, blocks: &[Block]) {
        let large = Measure::new(self.geometry.title, self.geometry.title);
        for block in blocks {
            if let Content::Title(text) = &block.content {
                let node = self.heading_node(1, Tree::ROOT);
                self.depth = self.large(node, text, large, self.depth) + mm(2.0);
                let (left, y) = (self.geometry.left, self.geometry.up(self.depth));
                self.rule((left, y), (left + self.geometry.width, y), RULE, Colour::Black);
            }
        }
        let above = self.depth;
        let rows: Vec<Vec<Field>> = blocks.iter().flat_map(|block| self.fields(&block.content)).collect();
        let high = |row: &Vec<Field>, size: f32| mm(FIELD) + row.iter().map(|field| field.lines.len().saturating_sub(1)).max().unwrap_or(0) as f32 * LEADING * size;
        let below = self.geometry.height - rows.iter().map(|row| high(row, self.geometry.text)).sum::<f32>();

        let headings: Vec<&Vec<Inline>> = blocks.iter().filter_map(|block| if let Content::Heading { text, .. } = &block.content { Some(text) } else { None }).collect();
        let depth: f32 = headings.iter().map(|text| self.lines_of(text, large).1.len() as f32 * LEADING * large.size).sum();
        let mut top = above + ((below - above - depth) / 2.0).max(0.0);
        for text in headings {
            let node = self.heading_node(2, Tree::ROOT);
            top = self.large(node, text, large, top);
        }

        let mut foot = below.max(top);
        for row in rows {
            foot += high(&row, self.geometry.text);
            row.iter().for_each(|field| self.field(field, foot));
        }
        self.depth = foot;
        self.fresh = false;
    }

    fn lines_of(&mut self, text: &[Inline], measure: Measure) -> (Vec<Atom>, Vec<Line>) {
        let mut atoms = self.setter.paragraph(Role::BiaoSong, text);
        breaking::keep_words(&mut atoms);
        let lines = balanced(&atoms, &measure, self.geometry.width);
        (atoms, lines)
    }

    /// Sets centred lines from a depth down; gives where they end.
    fn large(&mut self, node: NodeId, text: &[Inline], measure: Measure, mut depth: f32) -> f32 {
        let (atoms, lines) = self.lines_of(text, measure);
        for line in lines {
            let atoms = &atoms[line.start..line.end];
            let x = (self.geometry.width - measure.width(atoms)) / 2.0;
            let baseline = self.geometry.up(depth + ABOVE * measure.size);
            self.draw(node, atoms, measure, x, baseline, None, Colour::Black);
            depth += LEADING * measure.size;
        }
        depth
    }

    /// The rows of a table as fields, from pairs of cells; names of one width, so that lines begin below one another.
    fn fields(&mut self, content: &Content) -> Vec<Vec<Field>> {
        let Content::Table(table) = content else { return Vec::new() };
        let measure = Measure::new(self.geometry.text, self.geometry.text);
        let named = |cells: &[Cell]| cells.first().map(|cell| cell.text.clone()).unwrap_or_default();
        let longest = table.body.iter().flat_map(|row| row.cells.chunks(2)).map(|pair| named(pair).chars().count()).max().unwrap_or(0);
        let wide = longest as f32 * measure.size + mm(3.0);
        let mut rows = Vec::new();
        for row in &table.body {
            let pairs: Vec<&[Cell]> = row.cells.chunks(2).collect();
            let room = (self.geometry.width - mm(BETWEEN) * (pairs.len() as f32 - 1.0)) / pairs.len().max(1) as f32;
            let mut fields = Vec::new();
            for (at, pair) in pairs.into_iter().enumerate() {
                let left = at as f32 * (room + mm(BETWEEN));
                let edges = [left, left + wide, left + room];
                let name = self.setter.words(Role::Hei, &named(pair));
                let mut value = self.setter.words(Role::FangSong, pair.get(1).map_or("", |cell| cell.text.as_str()));
                breaking::mark(&mut value);
                let lines = fill(&value, &measure, |_| room - wide - mm(2.0));
                fields.push(Field { name, value, lines, edges });
            }
            rows.push(fields);
        }
        rows
    }

    /// Draws a field whose last line ends at a depth.
    fn field(&mut self, field: &Field, foot: f32) {
        let measure = Measure::new(self.geometry.text, self.geometry.text);
        let [left, begin, end] = field.edges;
        let node = self.tree.add(Tree::ROOT, Kind::Paragraph);
        let up = |line: usize| foot - mm(CLEAR) - (1.0 - ABOVE) * measure.size - (field.lines.len().max(1) - 1 - line) as f32 * LEADING * measure.size;
        let baseline = self.geometry.up(up(0));
        self.draw(node, &field.name, measure, left, baseline, None, Colour::Black);
        for (at, line) in field.lines.iter().enumerate() {
            let atoms = &field.value[line.start..line.end];
            let x = begin + (end - begin - measure.width(atoms)) / 2.0;
            let baseline = self.geometry.up(up(at));
            self.draw(node, atoms, measure, x, baseline, None, Colour::Black);
        }
        let (from, y) = (self.geometry.left + begin, self.geometry.up(foot));
        self.rule((from, y), (self.geometry.left + end, y), RULE, Colour::Black);
    }
}
