//! 版记, GB/T 9704-2012 7.4. The entry point is [`Flow::printing_records`].

use super::flow::Flow;
use super::geometry::{ABOVE, mm};
use super::line::{Measure, fill};
use super::page::Colour;
use super::tree::{Kind, Tree};
use crate::papers::document::{Content, Document, PrintingRecord};
use crate::papers::fonts::Role;

const THICK: f32 = 0.35;
const THIN: f32 = 0.25;

impl Flow<'_> {
    /// The printing record of the document, at the foot of its last page.
    pub fn printing_records(&mut self, document: &Document) {
        for block in &document.blocks {
            if let Content::PrintingRecord(record) = &block.content {
                self.printing_record(record);
            }
        }
    }

    fn printing_record(&mut self, record: &PrintingRecord) {
        self.geometry = self.upright.clone();
        if self.pages.last().is_some_and(|page| page.turned) {
            self.new_page();
        }
        let size = self.geometry.fourth;
        let measure = Measure::new(size, size);
        let width = self.geometry.width;
        let inner = width - 2.0 * size;
        let row = 1.6 * size;

        let label = "抄送：";
        let hanging = 3.0 * size;
        let copies = if record.copies_to.is_empty() {
            Vec::new()
        } else {
            self.setter.words(Role::FangSong, &format!("{label}{}。", record.copies_to.join("，")))
        };
        let lines = fill(&copies, &measure, |line| if line == 0 { inner } else { inner - hanging });
        let pad = 0.35 * size;
        let upper = if lines.is_empty() { 0.0 } else { 2.0 * pad + row * (lines.len() as f32 - 1.0) + size };
        let lower = if record.ruled { 2.0 * pad + size } else { 0.0 };
        if self.depth + 0.5 * size + upper + lower > self.geometry.height {
            self.new_page();
        }
        let (left, bottom) = (self.geometry.left, self.geometry.height);
        let across = |flow: &mut Self, depth: f32, thickness: f32| {
            let y = flow.geometry.up(depth);
            flow.rule((left, y), (left + width, y), mm(thickness), Colour::Black);
        };
        if record.ruled {
            across(self, bottom, THICK);
        }
        if lines.is_empty() && record.ruled {
            across(self, bottom - lower, THICK);
        } else {
            if record.ruled {
                across(self, bottom - lower, THIN);
                across(self, bottom - lower - upper, THICK);
            }
            let node = self.tree.add(Tree::ROOT, Kind::Paragraph);
            // Of a letter the last line ends with the type area.
            let mut top = bottom - lower - upper + if record.ruled { pad } else { 2.0 * pad };
            for (at, line) in lines.iter().enumerate() {
                let x = size + if at == 0 { 0.0 } else { hanging };
                let target = if line.last { None } else { Some(width - size - x) };
                let baseline = self.geometry.up(top + ABOVE * size);
                self.draw(node, &copies[line.start..line.end], measure, x, baseline, target, Colour::Black);
                top += row;
            }
        }
        self.depth = bottom;
        self.fresh = false;
        if !record.ruled {
            return;
        }
        let baseline = self.geometry.up(bottom - lower + pad + ABOVE * size);
        let node = self.tree.add(Tree::ROOT, Kind::Paragraph);
        let issuer = self.setter.words(Role::FangSong, &record.issuer);
        self.draw(node, &issuer, measure, size, baseline, None, Colour::Black);
        let node = self.tree.add(Tree::ROOT, Kind::Paragraph);
        let date = self.setter.words(Role::FangSong, &format!("{}印发", record.date));
        let x = width - size - measure.width(&date);
        self.draw(node, &date, measure, x, baseline, None, Colour::Black);
    }
}
