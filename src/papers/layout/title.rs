//! Titles. The entry point is [`Flow::title`].

use super::breaking;
use super::flow::Flow;
use super::geometry::ABOVE;
use super::line::{Line, Measure, fill};
use super::page::Colour;
use super::text::{Atom, Kind};
use super::tree::NodeId;
use crate::papers::document::{Block, Content, Inline, Layout, Shape};
use crate::papers::fonts::Role;

impl Flow<'_> {
    /// A title: 小标宋, centred, in lines of about the same length, one blank line after it.
    ///
    /// On the grid each line of the title takes a line of the text, so its baseline stands on it.
    pub fn title(&mut self, text: &[Inline], rest: &[Block], parent: NodeId) {
        let node = self.heading_node(1, parent);
        let mut atoms = self.setter.paragraph(Role::BiaoSong, text);
        breaking::keep_words(&mut atoms);
        let measure = Measure::new(self.geometry.title, self.geometry.title);
        let lines = balanced(&atoms, &measure, self.geometry.width);
        if self.geometry.grid {
            // Two at the top of a page, where nothing stands above the title; a notice begins higher.
            let begins_notice = self.layout == Layout::Notice && self.pages.len() == 1;
            let blank = if self.fresh && !begins_notice { 2 } else { 1 };
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
        // A number belongs to the title: it stands under it.
        let number = matches!(rest.first().map(|block| &block.content), Some(Content::Paragraph { shape: Shape::Centred, .. }));
        if self.geometry.grid {
            self.skip(usize::from(!number));
        } else {
            self.depth += 0.25 * self.geometry.pitch;
        }
    }
}

/// Weight of lines of the same length against breaks that leave the sense whole.
const EVENNESS: f32 = 0.2;

/// Breaks a title into as few lines as it needs, as even as its words allow; the author's own
/// breaks stay.
pub(super) fn balanced(atoms: &[Atom], measure: &Measure, room: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in 1..=atoms.len() {
        if end < atoms.len() && !atoms[end].must_break {
            continue;
        }
        let part = &atoms[start..end];
        let greedy = fill(part, measure, |_| room);
        let broken = if greedy.len() > 1 { even(part, measure, room, greedy.len()).unwrap_or(greedy) } else { greedy };
        lines.extend(broken.into_iter().map(|line| Line { start: line.start + start, end: line.end + start, last: true }));
        start = end;
    }
    lines
}

/// The cheapest way into `count` lines, of equals the one whose first lines are longer: each costs the square of what it lacks of the mean, in
/// characters, and each break what it does to the sense.
fn even(atoms: &[Atom], measure: &Measure, room: f32, count: usize) -> Option<Vec<Line>> {
    let mut places = vec![0];
    places.extend((1..atoms.len()).filter(|&at| atoms[at].may_break));
    places.push(atoms.len());
    let widths: Vec<f32> = places.iter().map(|&place| measure.width(&atoms[..place])).collect();
    let mean = widths.last()? / count as f32;
    let cost = |from: usize, to: usize| {
        let ends_blank = atoms[places[to] - 1].kind == Kind::Space;
        let width = widths[to] - widths[from] - if ends_blank { measure.size } else { 0.0 };
        let lacks = (width - mean) / measure.size;
        (width <= room + 0.02).then(|| EVENNESS * lacks * lacks + if to + 1 < places.len() { harm(atoms, places[to]) } else { 0.0 })
    };
    // best[line][place]: cost of the first lines up to a place, and where the last of them begins.
    let mut best: Vec<Vec<Option<(f32, usize)>>> = vec![vec![None; places.len()]; count + 1];
    best[0][0] = Some((0.0, 0));
    for line in 1..=count {
        for to in 1..places.len() {
            for from in 0..to {
                if let (Some((before, _)), Some(own)) = (best[line - 1][from], cost(from, to)) {
                    let all = before + own;
                    if best[line][to].is_none_or(|(known, _)| all <= known) {
                        best[line][to] = Some((all, from));
                    }
                }
            }
        }
    }
    let mut lines = Vec::with_capacity(count);
    let mut to = places.len() - 1;
    for line in (1..=count).rev() {
        let (_, from) = best[line][to]?;
        lines.push(Line { start: places[from], end: places[to], last: true });
        to = from;
    }
    lines.reverse();
    Some(lines)
}

/// What a break before an atom does to the sense of a title.
fn harm(atoms: &[Atom], at: usize) -> f32 {
    let (before, after) = (atoms[at - 1].character, atoms[at].character);
    let next = atoms.get(at + 1).map_or(' ', |atom| atom.character);
    if matches!(before, '\u{3000}' | ' ' | '》' | '、' | '，' | '的' | '：')
        || matches!(after, '《' | '（')
        || matches!((after, next), ('关', '于') | ('印', '发') | ('转', '发') | ('批', '转'))
    {
        0.0
    } else if !matches!(after, '人' | '政' | '办' | '委' | '党') && matches!(before, '省' | '市' | '县' | '区' | '乡' | '镇' | '村' | '室' | '府' | '会' | '局' | '年') {
        2.0
    } else {
        16.0
    }
}
