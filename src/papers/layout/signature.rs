//! 落款, GB/T 9704-2012 7.3.5. The entry point is [`Flow::signature`].

use super::flow::Flow;
use super::geometry::mm;
use super::line::Measure;
use super::page::{Colour, Item, Owner};
use super::paragraph::notes;
use super::text::Atom;
use super::tree::{Kind, NodeId};
use crate::papers::document::{Block, Seal, Signature};
use crate::papers::fonts::Role;

/// Blank lines above the issuers: a seal of 42 mm centred on issuer and date begins within one line of the text.
const ABOVE_SEAL: usize = 2;
/// As few as leave the text clear of the seal, by 2 mm.
const LEAST_ABOVE_SEAL: usize = 1;

/// Width of the room for a name stamp, millimetres; two lines high, 16 mm.
const STAMP: f32 = 40.0;

impl Flow<'_> {
    /// Issuers and date, at the right; a short note below stays with them.
    pub fn signature(&mut self, signature: &Signature, rest: &[Block], parent: NodeId) {
        let least = self.signature_lines(signature) + notes(rest);
        if !self.has_room(least) {
            self.next_page_with_lines();
        }
        let above = if self.has_room(least + ABOVE_SEAL - LEAST_ABOVE_SEAL) { ABOVE_SEAL } else { LEAST_ABOVE_SEAL };
        let measure = self.text_measure();
        let date = self.setter.words(Role::FangSong, &signature.date);
        let issuers: Vec<Vec<Atom>> =
            signature.issuers.iter().map(|issuer| self.setter.words(Role::FangSong, issuer)).collect();
        match signature.seal {
            Seal::Sealed => self.sealed(&issuers, &date, above, measure, parent),
            Seal::Unsealed => self.unsealed(&issuers, &date, measure, parent),
            Seal::NameStamp => self.name_stamped(&issuers, &date, measure, parent),
        }
    }

    /// Lines that a signature takes, with as few blank ones above it as can be.
    pub fn signature_lines(&self, signature: &Signature) -> usize {
        let issuers = &signature.issuers;
        match signature.seal {
            Seal::Sealed => {}
            Seal::Unsealed => return 1 + issuers.len() + 1,
            // Two lines for each stamp, blank ones above and below.
            Seal::NameStamp => return 2 + 2 * issuers.len() + 1 + 1,
        }
        // Two issuers stand side by side when both are short: see `sealed`.
        let short = self.geometry.width / self.geometry.cell / 2.0 - 3.0;
        let paired = issuers.iter().all(|issuer| issuer.chars().count() as f32 <= short);
        let rows = if paired { issuers.len().div_ceil(2) } else { issuers.len() };
        LEAST_ABOVE_SEAL + 1 + 4 * rows.saturating_sub(1) + 1
    }

    /// Begins a new page and takes the last two lines of text along: a signature never stands alone.
    fn next_page_with_lines(&mut self) {
        let mut baselines: Vec<f32> = Vec::new();
        let items = self.pages.last().map_or(&[][..], |page| &page.items);
        let is_text = |node: NodeId| {
            matches!(self.tree.nodes[node as usize].kind, Kind::Paragraph | Kind::Label | Kind::Body)
        };
        let mut kept = items.len();
        for item in items.iter().rev() {
            let Item::Run(run) = item else { break };
            let (Owner::Element(_) | Owner::Layout) = run.owner else { break };
            if matches!(run.owner, Owner::Element(node) if !is_text(node)) {
                break;
            }
            if !baselines.contains(&run.y) {
                if baselines.len() == 2 {
                    break;
                }
                baselines.push(run.y);
            }
            kept -= 1;
        }
        let carried = match self.pages.last_mut() {
            Some(page) if kept > 0 => page.items.split_off(kept),
            _ => Vec::new(),
        };
        self.new_page();
        if carried.is_empty() {
            return;
        }
        baselines.reverse();
        let moved: Vec<(f32, f32)> = baselines.into_iter().map(|old| (old, self.next_line())).collect();
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(carried.into_iter().map(|mut item| {
                if let Item::Run(run) = &mut item {
                    run.y = moved.iter().find(|(old, _)| *old == run.y).map_or(run.y, |(_, new)| *new);
                }
                item
            }));
        }
    }

    /// 7.3.5.1: the date four characters from the right, the last issuer centred over it, room for a seal on each.
    fn sealed(&mut self, issuers: &[Vec<Atom>], date: &[Atom], above: usize, measure: Measure, parent: NodeId) {
        if !self.fresh {
            self.skip(above);
        }
        let width = self.geometry.width;
        let date_width = measure.width(date);
        let date_x = width - 4.0 * measure.cell - date_width;
        let over_date = |issuer: &[Atom]| {
            let own = measure.width(issuer);
            (date_x + (date_width - own) / 2.0).min(width - own).max(0.0)
        };
        // Seals do not touch: each issuer has at least 45 mm.
        let place = |issuer: &[Atom]| measure.width(issuer).max(mm(45.0));
        let mut at = 0;
        while at < issuers.len() {
            let pair = issuers.get(at + 1).filter(|second| {
                let left = over_date(second) + (measure.width(second) - place(second)) / 2.0;
                left - place(&issuers[at]) >= -0.1
            });
            let baseline = self.next_line();
            if let Some(second) = pair {
                let left = over_date(second) + (measure.width(second) - place(second)) / 2.0;
                let first = &issuers[at];
                let x = (left - place(first)) / 2.0 + (place(first) - measure.width(first)) / 2.0;
                self.words(first, x, baseline, measure, parent);
                self.words(second, over_date(second), baseline, measure, parent);
                at += 2;
            } else {
                self.words(&issuers[at], over_date(&issuers[at]), baseline, measure, parent);
                at += 1;
            }
            if at < issuers.len() {
                self.skip(3);
            }
        }
        let baseline = self.next_line();
        self.words(date, date_x, baseline, measure, parent);
    }

    /// 7.3.5.2: the issuer two characters from the right, the date below it two characters further
    /// in; a date that is longer stands two characters from the right and moves the issuer left.
    fn unsealed(&mut self, issuers: &[Vec<Atom>], date: &[Atom], measure: Measure, parent: NodeId) {
        if !self.fresh {
            self.skip(1);
        }
        let right = self.geometry.width - 2.0 * measure.cell;
        let widest = issuers.iter().map(|issuer| measure.width(issuer)).fold(0.0, f32::max);
        let mut issuer_x = (right - widest).max(0.0);
        let mut date_x = issuer_x + 2.0 * measure.cell;
        if issuers.is_empty() || date_x + measure.width(date) > right {
            date_x = right - measure.width(date);
            issuer_x = (date_x - 2.0 * measure.cell).min(issuer_x).max(0.0);
        }
        for issuer in issuers {
            let baseline = self.next_line();
            self.words(issuer, issuer_x, baseline, measure, parent);
        }
        let baseline = self.next_line();
        self.words(date, date_x, baseline, measure, parent);
    }

    /// 7.3.5.3: two blank lines below the text, four characters from the right, room for each name stamp; two characters left of it the office
    /// of whoever stamps, in the middle of its height; a blank line, then the date four characters from the right.
    fn name_stamped(&mut self, offices: &[Vec<Atom>], date: &[Atom], measure: Measure, parent: NodeId) {
        if !self.fresh {
            self.skip(2);
        }
        let right = self.geometry.width - 4.0 * measure.cell;
        for office in offices {
            let x = (right - mm(STAMP) - 2.0 * measure.cell - measure.width(office)).max(0.0);
            let upper = self.next_line();
            let lower = self.next_line();
            self.words(office, x, (upper + lower) / 2.0, measure, parent);
        }
        self.skip(1);
        let baseline = self.next_line();
        self.words(date, right - measure.width(date), baseline, measure, parent);
    }

    fn words(&mut self, atoms: &[Atom], x: f32, baseline: f32, measure: Measure, parent: NodeId) {
        let node = self.tree.add(parent, Kind::Paragraph);
        self.draw(node, atoms, measure, x, baseline, None, Colour::Black);
    }
}
