//! Tables. The entry point is [`Flow::table`].
//!
//! A table is measured once, in units of its type size ([`Prepared`]); then a size and column
//! widths are chosen, rows get the height of their content, and pages are filled row by row.
//! The head is repeated on every page, as an artifact after the first.

use std::ops::Range;

use super::breaking;
use super::flow::{Flow, Owners};
use super::geometry::{ABOVE, Geometry, mm};
use super::line::{Line, Measure, fill};
use super::page::{Colour, Owner, WideTable};
use super::text::{Atom, Setter};
use super::title::balanced;
use super::tree::{Kind, NodeId};
use crate::papers::document::{Align, Block, Layout, Row, Table};
use crate::papers::fonts::Role;

/// Space left and right of a cell's text, in type sizes.
const PAD_X: f32 = 0.3;
/// Space above and below.
const PAD_Y: f32 = 0.28;
/// From line to line within a cell.
const LEADING: f32 = 1.3;
/// Least height of a row that is filled in by hand, millimetres.
const FILL_ROW: f32 = 9.0;
/// Least width of a column that is signed in, in type sizes.
const SIGNED: f32 = 8.0;
/// Thickness of rules in points.
const RULE: f32 = 0.5;
/// A column whose text is longer may be wrapped before the type gets smaller.
const LONG: f32 = 14.0;

/// The same of a column with lists of names.
const NAMES: f32 = 6.0;

/// A word that is longer may be broken where the page is too narrow, but into pieces no shorter than this.
const BROKEN: f32 = 2.0;

/// A table with its text set in glyphs and measured; lengths in type sizes.
pub(super) struct Prepared {
    atoms: Vec<Atom>,
    /// Lines that the author set, as ranges of `atoms`, with their width.
    segments: Vec<(Range<usize>, f32)>,
    cells: Vec<Box_>,
    rows: Vec<RowBox>,
    head_rows: usize,
    foot_rows: usize,
    columns: Vec<Demand>,
    fill: bool,
}

/// A cell.
struct Box_ {
    column: usize,
    columns: usize,
    rows: usize,
    segments: Range<usize>,
    width: f32,
    align: Align,
    kind: Kind,
    /// Set once the column widths are known.
    lines: Vec<(usize, Line)>,
}

struct RowBox {
    cells: Range<usize>,
    /// Cells of this row or of one above reach below it.
    tied: bool,
    plain: bool,
}

/// What a column needs.
#[derive(Clone, Copy, Default)]
struct Demand {
    body: f32,
    head: f32,
    stretch: f32,
    /// Lists of names, broken between names only.
    names: bool,
}

/// The lowest head cell over a column.
fn title_of(table: &Table, column: usize) -> String {
    let mut covered = vec![0_usize; table.columns.len()];
    let mut title = String::new();
    for row in &table.head {
        let mut at = 0;
        for cell in &row.cells {
            while covered.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            let end = (at + usize::from(cell.columns.max(1))).min(covered.len());
            if (at..end).contains(&column) {
                title.clone_from(&cell.text);
            }
            covered[at.min(end)..end].iter_mut().for_each(|rows| *rows = usize::from(cell.rows.max(1)));
            at = end;
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    title.replace('\n', "")
}

/// Sizes chosen for a table, in points.
struct Fit {
    size: f32,
    /// Left edges of the columns and the right edge of the last.
    edges: Vec<f32>,
}

impl Prepared {
    pub fn new(table: &Table, setter: &mut Setter<'_>) -> Self {
        let mut prepared = Self {
            atoms: Vec::new(),
            segments: Vec::new(),
            cells: Vec::new(),
            rows: Vec::with_capacity(table.head.len() + table.body.len() + table.foot.len()),
            head_rows: table.head.len(),
            foot_rows: table.foot.len(),
            columns: table.columns.iter().map(|c| Demand { stretch: c.stretch.max(0.0), ..Demand::default() }).collect(),
            fill: table.fill,
        };
        for (section, rows) in [&table.head, &table.body, &table.foot].into_iter().enumerate() {
            prepared.section(table, rows, section == 0, setter);
        }
        if table.fill {
            // A column without any text is for signatures.
            for demand in prepared.columns.iter_mut().filter(|demand| demand.head.max(demand.body) == 0.0) {
                demand.body = SIGNED;
            }
        }
        prepared
    }

    fn section(&mut self, table: &Table, rows: &[Row], head: bool, setter: &mut Setter<'_>) {
        let count = self.columns.len();
        let em = Measure::tight(1.0);
        // How many more rows a cell from above covers each column.
        let mut covered = vec![0_usize; count];
        for (at, row) in rows.iter().enumerate() {
            let start = self.cells.len();
            let mut column = 0;
            let mut plain = true;
            for cell in &row.cells {
                while column < count && covered[column] > 0 {
                    column += 1;
                }
                if column >= count {
                    break;
                }
                let columns = usize::from(cell.columns.max(1)).min(count - column);
                let spans = usize::from(cell.rows.max(1)).min(rows.len() - at);
                plain &= columns == 1 && spans == 1;
                let role = if head { Role::Hei } else { Role::FangSong };
                let segments = self.segments.len();
                let mut width = 0.0_f32;
                if !cell.text.is_empty() {
                    for text in cell.text.split('\n') {
                        let start = self.atoms.len();
                        setter.add(&mut self.atoms, role, text);
                        let own = em.width(&self.atoms[start..]);
                        width = width.max(own);
                        self.segments.push((start..self.atoms.len(), own));
                    }
                }
                if columns == 1 {
                    let demand = &mut self.columns[column];
                    demand.names |= !head && breaking::lists_names(&cell.text);
                    let most = if head { &mut demand.head } else { &mut demand.body };
                    *most = most.max(width);
                }
                self.cells.push(Box_ {
                    column,
                    columns,
                    rows: spans,
                    segments: segments..self.segments.len(),
                    width,
                    align: if head { cell.align.unwrap_or(Align::Centre) } else { cell.align.unwrap_or(table.columns[column].align) },
                    kind: match (head, cell.heads_row) {
                        (true, _) => Kind::ColumnHeader,
                        (false, true) => Kind::RowHeader,
                        (false, false) => Kind::Cell,
                    },
                    lines: Vec::new(),
                });
                for place in &mut covered[column..column + columns] {
                    *place = spans;
                }
                column += columns;
            }
            plain &= self.cells.len() - start == count;
            for place in &mut covered {
                *place = place.saturating_sub(1);
            }
            let tied = covered.iter().any(|&rows| rows > 0);
            self.rows.push(RowBox { cells: start..self.cells.len(), tied, plain });
        }
    }

    /// The table fits the type area at its least size with no word broken.
    pub fn fits(&self, geometry: &Geometry) -> bool {
        let mut copy = Wholes::default();
        geometry.table.iter().any(|&size| self.widths(geometry.width / size, size <= least(geometry), &mut copy).is_some())
    }

    fn choose(&mut self, geometry: &Geometry) -> Fit {
        let mut wholes = Wholes::default();
        let least = least(geometry);
        for &size in geometry.table {
            if let Some(widths) = self.widths(geometry.width / size, size <= least, &mut wholes) {
                return Fit::new(size, &widths, geometry.width);
            }
        }
        // It does not fit: columns share the width by what they need, and words break.
        let room = (geometry.width / least - 2.0 * PAD_X * self.columns.len() as f32).max(1.0);
        let wholes = wholes.of(self);
        let total: f32 = wholes.iter().sum::<f32>().max(0.1);
        let widths: Vec<f32> = wholes.iter().map(|whole| whole * room / total + 2.0 * PAD_X).collect();
        Fit::new(least, &widths, geometry.width)
    }

    /// What no page has room for: even with words broken, a column needs some characters a line.
    fn too_wide(&self, table: &Table, geometry: &Geometry) -> Option<WideTable> {
        let mut wholes = Wholes::default();
        let least = least(geometry);
        let needs: Vec<f32> = wholes.of(self).iter().map(|whole| whole.min(BROKEN) + 2.0 * PAD_X).collect();
        let all: f32 = needs.iter().sum::<f32>() * least;
        if all <= geometry.width {
            return None;
        }
        let worst = (0..needs.len()).max_by(|one, other| needs[*one].total_cmp(&needs[*other])).unwrap_or_default();
        let millimetres = |points: f32| points / mm(1.0);
        Some(WideTable { column: title_of(table, worst), columns: needs.len(), needs: millimetres(all), has: millimetres(geometry.width) })
    }

    /// Column widths with their padding, all together `room`, or nothing when it is too narrow.
    /// Unless this is the `last` size, only long texts are wrapped.
    fn widths(&self, room: f32, last: bool, wholes: &mut Wholes) -> Option<Vec<f32>> {
        let room = room - 2.0 * PAD_X * self.columns.len() as f32;
        let wide: Vec<f32> = self.columns.iter().map(|d| d.body.max(d.head).max(1.0)).collect();
        // A head of more than four characters may take two lines or three.
        let head = |head: f32| if head <= 4.0 { head } else { (head / 2.0).ceil().clamp(4.0, 8.0) };
        let folded: Vec<f32> = self.columns.iter().map(|d| d.body.max(head(d.head)).max(1.0)).collect();
        // In forms with many columns also one of four.
        let tight = |head: f32| if head <= 3.0 { head } else { (head / 2.0).ceil().clamp(2.0, 8.0) };
        let tight: Vec<f32> = self.columns.iter().map(|d| d.body.max(tight(d.head)).max(1.0)).collect();
        let folded = if self.fill && self.with_spans(folded.clone()).iter().sum::<f32>() > room { tight } else { folded };
        for wanted in [wide, folded.clone()] {
            let wanted = self.with_spans(wanted);
            if wanted.iter().sum::<f32>() <= room {
                return Some(self.stretched(wanted, room));
            }
        }
        // Long texts wrap, lists of names sooner.
        let capped: Vec<f32> = folded
            .iter()
            .zip(&self.columns)
            .map(|(width, demand)| width.min(if demand.names { NAMES.max(head(demand.head)) } else { LONG }))
            .collect();
        if !last && capped.iter().sum::<f32>() > room {
            return None;
        }
        let wholes = wholes.of(self);
        let at_least = |kept: f32| -> Vec<f32> {
            wholes.iter().zip(&capped).map(|(whole, cap)| whole.max(cap.min(kept))).collect()
        };
        // Names and other short texts stay on one line as far as the rest does not suffer more.
        let kept: &[f32] = if last { &[LONG, 5.0, 4.0, 3.0, 0.0] } else { &[LONG] };
        let mut best: Option<(f32, Vec<f32>)> = None;
        for least in kept.iter().map(|&kept| at_least(kept)) {
            let spare = room - least.iter().sum::<f32>();
            if spare < 0.0 {
                continue;
            }
            let wishes: f32 = folded.iter().zip(&least).map(|(want, least)| (want - least).max(0.0)).sum();
            let share = if wishes > 0.0 { (spare / wishes).min(1.0) } else { 0.0 };
            let widths: Vec<f32> =
                folded.iter().zip(&least).map(|(want, least)| least + (want - least).max(0.0) * share).collect();
            let cost = if last { self.cost(&widths) } else { 0.0 };
            if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                best = Some((cost, widths));
            }
        }
        best.map(|(_, widths)| self.stretched(widths, room))
    }

    /// What column widths do to the rows: their lines, and short texts that are broken.
    fn cost(&self, widths: &[f32]) -> f32 {
        let body = &self.rows[self.head_rows..];
        let step = body.len() / 300 + 1;
        let rows = body.iter().step_by(step).map(|row| {
            let (mut lines, mut broken) = (1.0_f32, 0.0);
            for cell in self.cells[row.cells.clone()].iter().filter(|cell| cell.columns == 1 && cell.rows == 1) {
                if cell.width > widths[cell.column] + 0.01 {
                    lines = lines.max((cell.width / widths[cell.column]).ceil());
                    broken += if cell.width <= 4.0 { 0.3 } else { 0.0 };
                }
            }
            lines + broken
        });
        rows.sum()
    }

    /// Gives columns under a spanning cell what its text needs.
    fn with_spans(&self, mut widths: Vec<f32>) -> Vec<f32> {
        for cell in self.cells.iter().filter(|cell| cell.columns > 1) {
            let wanted = cell.width.min(if cell.kind == Kind::ColumnHeader { 8.0 } else { LONG });
            let span = &mut widths[cell.column..cell.column + cell.columns];
            let has = span.iter().sum::<f32>() + 2.0 * PAD_X * (cell.columns as f32 - 1.0);
            if wanted > has {
                let share = (wanted - has) / cell.columns as f32;
                span.iter_mut().for_each(|width| *width += share);
            }
        }
        widths
    }

    /// Hands out what is left, by stretch or else by need, and adds the padding.
    fn stretched(&self, mut widths: Vec<f32>, room: f32) -> Vec<f32> {
        let spare = (room - widths.iter().sum::<f32>()).max(0.0);
        let stretch: f32 = self.columns.iter().map(|demand| demand.stretch).sum();
        let need: f32 = widths.iter().map(|width| width + 1.0).sum();
        for (width, demand) in widths.iter_mut().zip(&self.columns) {
            let share = if stretch > 0.0 { demand.stretch / stretch } else { (*width + 1.0) / need };
            *width += spare * share + 2.0 * PAD_X;
        }
        widths
    }

    /// Breaks the text of every cell into lines.
    fn set(&mut self, fit: &Fit) {
        let measure = Measure::tight(fit.size);
        for cell in &mut self.cells {
            let room = fit.edges[cell.column + cell.columns] - fit.edges[cell.column] - 2.0 * PAD_X * fit.size;
            for segment in cell.segments.clone() {
                let (range, width) = &self.segments[segment];
                if width * fit.size <= room + 0.02 {
                    cell.lines.push((range.start, Line { start: 0, end: range.len(), last: true }));
                } else {
                    let atoms = &mut self.atoms[range.clone()];
                    breaking::mark(atoms);
                    if cell.kind != Kind::ColumnHeader && self.columns[cell.column].names {
                        breaking::keep_names(atoms);
                    }
                    let lines = if cell.kind == Kind::ColumnHeader {
                        breaking::keep_words(atoms);
                        balanced(atoms, &measure, room)
                    } else {
                        fill(atoms, &measure, |_| room)
                    };
                    cell.lines.extend(lines.into_iter().map(|line| (range.start, line)));
                }
            }
        }
    }

    /// Height of each row.
    fn heights(&self, fit: &Fit) -> Vec<f32> {
        let least = (1.0 + 2.0 * PAD_Y) * fit.size;
        let least = if self.fill { least.max(mm(FILL_ROW)) } else { least.max(1.75 * fit.size) };
        let mut heights = vec![least; self.rows.len()];
        for (at, row) in self.rows.iter().enumerate() {
            for cell in &self.cells[row.cells.clone()] {
                if cell.rows == 1 && cell.lines.len() > 1 {
                    heights[at] = heights[at].max(cell.height(fit.size));
                }
            }
        }
        for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.plain) {
            for cell in self.cells[row.cells.clone()].iter().filter(|cell| cell.rows > 1) {
                let has: f32 = heights[at..at + cell.rows].iter().sum();
                heights[at + cell.rows - 1] += (cell.height(fit.size) - has).max(0.0);
            }
        }
        heights
    }
}

/// The size below which a table turns its page rather than shrink.
fn least(geometry: &Geometry) -> f32 {
    geometry.table.last().copied().unwrap_or(geometry.text)
}

/// Widest unbreakable part of each column, found when first asked for.
#[derive(Default)]
struct Wholes(Option<Vec<f32>>);

impl Wholes {
    fn of(&mut self, table: &Prepared) -> Vec<f32> {
        self.0
            .get_or_insert_with(|| {
                let em = Measure::tight(1.0);
                let mut wholes = vec![1.0_f32; table.columns.len()];
                for cell in table.cells.iter().filter(|cell| cell.columns == 1) {
                    let most = &mut wholes[cell.column];
                    for (range, width) in &table.segments[cell.segments.clone()] {
                        if *width > *most {
                            let mut atoms = table.atoms[range.clone()].to_vec();
                            breaking::mark(&mut atoms);
                            if cell.kind != Kind::ColumnHeader && table.columns[cell.column].names {
                                breaking::keep_names(&mut atoms);
                            }
                            *most = most.max(em.widest_whole(&atoms)).max(width.min(2.0));
                        }
                    }
                }
                wholes
            })
            .clone()
    }
}

impl Fit {
    fn new(size: f32, widths: &[f32], width: f32) -> Self {
        let mut edges = vec![0.0];
        let mut x = 0.0;
        for width in widths {
            x += width * size;
            edges.push(x);
        }
        if let Some(last) = edges.last_mut() {
            *last = width;
        }
        Self { size, edges }
    }
}

impl Box_ {
    fn height(&self, size: f32) -> f32 {
        (2.0 * PAD_Y + 1.0 + LEADING * (self.lines.len().max(1) as f32 - 1.0)) * size
    }
}

/// Part of a table on one page.
struct Part {
    rows: Range<usize>,
    /// Depth of the top.
    top: f32,
    /// The head stands above these rows.
    head: bool,
}

/// Body and foot rows that stay together, each group with the height that it needs on its page:
/// the last two groups, the totals and what follows the table stay together when they can.
struct Plan {
    groups: Vec<(Range<usize>, f32, bool)>,
    tail: Tail,
}

/// What follows a table on the same page.
#[derive(Clone, Copy)]
struct Tail {
    notes: f32,
    /// Space below the table.
    below: f32,
    lines: usize,
}

impl Tail {
    /// Depth of its end when the table ends at a depth.
    fn end(self, depth: f32, geometry: &Geometry) -> f32 {
        match self.lines {
            0 => depth + self.notes,
            lines => geometry.next_top(depth + self.notes + self.below) + (lines as f32 - 1.0) * geometry.pitch + geometry.square,
        }
    }
}

impl Plan {
    fn new(table: &Prepared, heights: &[f32], head: f32, tail: Tail, geometry: &Geometry) -> Self {
        let whole_page = geometry.height - head;
        let foot = heights.len() - table.foot_rows;
        let foot_height: f32 = heights[foot..].iter().sum();
        let groups = groups(table, heights);
        let last = groups.iter().filter(|group| group.start < foot).count();
        let needs = groups.iter().enumerate().map(|(at, group)| {
            let height: f32 = heights[group.clone()].iter().sum();
            if at + 2 != last && at + 1 != last {
                return (height, false);
            }
            let together = height + heights[group.end..].iter().sum::<f32>();
            if tail.end(head + together, geometry) <= geometry.height {
                (together, true)
            } else if at + 1 == last {
                ((height + foot_height).min(whole_page), false)
            } else {
                (height, false)
            }
        });
        let needs: Vec<(f32, bool)> = needs.collect();
        Self { groups: groups.into_iter().zip(needs).map(|(group, (need, tail))| (group, need, tail)).collect(), tail }
    }

    /// Depth of the end of what a group needs when the group begins at a depth.
    fn end(&self, (_, need, tail): &(Range<usize>, f32, bool), depth: f32, geometry: &Geometry) -> f32 {
        if *tail { self.tail.end(depth + need, geometry) } else { depth + need }
    }
}

impl Flow<'_> {
    /// A table, with its unit above and its notes below. On the grid half a line more than between
    /// lines parts it from text above it, and from what follows.
    pub fn table(&mut self, table: &Table, after_text: bool, rest: &[Block], parent: NodeId) {
        let mut prepared = self.prepared.pop_front().unwrap_or_else(|| Prepared::new(table, &mut self.setter));
        if table.columns.is_empty() {
            return;
        }
        let fit = prepared.choose(&self.geometry);
        self.wide.extend(prepared.too_wide(table, &self.geometry));
        prepared.set(&fit);
        let heights = prepared.heights(&fit);
        let head: f32 = heights[..prepared.head_rows].iter().sum();
        let below = if self.geometry.grid && !rest.is_empty() { 0.7 * self.geometry.square } else { 0.0 };
        let small = self.geometry.small;

        let unit_height = if table.unit.is_some() { 1.6 * small } else { 0.0 };
        let gap = match (self.fresh, after_text && self.geometry.grid) {
            (true, _) => 0.0,
            (false, true) => 1.4 * self.geometry.square,
            (false, false) => 0.85 * self.geometry.square,
        };
        let notes_height = if table.notes.is_empty() { 0.0 } else { 1.8 * small };
        let tail = Tail { notes: notes_height, below, lines: self.tail(rest) };
        let plan = Plan::new(&prepared, &heights, head, tail, &self.geometry);
        let ends = |top: f32| {
            let begin = top + unit_height + head;
            plan.groups.first().map_or(begin, |first| plan.end(first, begin, &self.geometry))
        };
        let whole = if self.stays_whole(table) { heights.iter().sum() } else { 0.0_f32 };
        let end = |top: f32| ends(top).max(top + unit_height + whole);
        if !self.fresh && end(self.depth + gap) > self.geometry.height && end(0.0) <= self.geometry.height {
            self.new_page();
        } else {
            self.depth += gap;
        }
        if let Some(unit) = &table.unit {
            let atoms = self.setter.words(Role::FangSong, unit);
            let measure = Measure::tight(small);
            let node = self.tree.add(parent, Kind::Paragraph);
            let x = self.geometry.width - measure.width(&atoms);
            let baseline = self.geometry.up(self.depth + 0.2 * small + ABOVE * small);
            self.draw(node, &atoms, measure, x, baseline, None, Colour::Black);
            self.depth += unit_height;
            self.fresh = false;
        }

        let element = self.tree.add(parent, Kind::Table);
        self.rows(&prepared, &fit, &heights, head, &plan, element);

        for note in &table.notes {
            self.note(note, parent);
        }
        self.depth += below;
    }

    /// Fields and signatures of a form stand on one page: a table without a head and with few rows.
    fn stays_whole(&self, table: &Table) -> bool {
        const MOST: usize = 9;
        self.layout == Layout::Form && table.fill && table.head.is_empty() && table.body.len() <= MOST
    }

    /// Lines of text that the head of a table and its first rows take, about; all of it where it stays whole.
    pub fn table_begins(&mut self, table: &Table) -> usize {
        if self.stays_whole(table) {
            let mut prepared = Prepared::new(table, &mut self.setter);
            let fit = prepared.choose(&self.geometry);
            prepared.set(&fit);
            let height: f32 = prepared.heights(&fit).iter().sum();
            return ((height + 0.85 * self.geometry.square) / self.geometry.pitch).ceil() as usize;
        }
        let size = self.geometry.table.first().copied().unwrap_or(self.geometry.text);
        let row = if table.fill { mm(FILL_ROW).max(1.75 * size) } else { 1.75 * size };
        let unit = if table.unit.is_some() { 1.6 * self.geometry.small } else { 0.0 };
        let rows = table.head.len() + table.body.len().min(2);
        ((row * rows as f32 + unit + 0.85 * self.geometry.square) / self.geometry.pitch).ceil() as usize
    }

    /// Fills pages with rows.
    fn rows(&mut self, table: &Prepared, fit: &Fit, heights: &[f32], head: f32, plan: &Plan, element: NodeId) {
        let limit = self.geometry.height + 0.1;
        let whole_page = self.geometry.height - head;
        let mut sections = Sections::new(element);
        let mut part = Part { rows: table.head_rows..table.head_rows, top: self.depth, head: true };
        let mut depth = self.depth + head;
        for needs in &plan.groups {
            let group = &needs.0;
            let height: f32 = heights[group.clone()].iter().sum();
            let begun = !part.rows.is_empty() || part.top > 0.0;
            if begun && plan.end(needs, depth, &self.geometry) > limit {
                self.part(table, fit, heights, &part, &mut sections);
                self.new_page();
                part = Part { rows: group.start..group.start, top: 0.0, head: true };
                depth = head;
            }
            if height > whole_page && group.len() == 1 {
                self.part(table, fit, heights, &part, &mut sections);
                self.split_row(table, fit, heights, group.start, &mut sections);
                part = Part { rows: group.end..group.end, top: self.depth, head: false };
                depth = self.depth;
                continue;
            }
            for row in group.clone() {
                if depth + heights[row] > limit && !part.rows.is_empty() {
                    self.part(table, fit, heights, &part, &mut sections);
                    self.new_page();
                    part = Part { rows: row..row, top: 0.0, head: true };
                    depth = head;
                }
                part.rows.end = row + 1;
                depth += heights[row];
            }
        }
        if plan.groups.is_empty() {
            self.depth = self.grid(table, fit, heights, 0..table.head_rows, self.depth, false, &mut sections);
            self.fresh = false;
        }
        self.part(table, fit, heights, &part, &mut sections);
    }

    /// Draws the head and some rows on the current page; nothing when there are no rows.
    fn part(&mut self, table: &Prepared, fit: &Fit, heights: &[f32], part: &Part, sections: &mut Sections) {
        if part.rows.is_empty() {
            return;
        }
        let below = if part.head { self.head(table, fit, heights, part.top, sections) } else { part.top };
        self.depth = self.grid(table, fit, heights, part.rows.clone(), below, false, sections);
        self.fresh = false;
    }

    /// Draws the head, as an artifact after the first time; returns the depth below it.
    fn head(&mut self, table: &Prepared, fit: &Fit, heights: &[f32], top: f32, sections: &mut Sections) -> f32 {
        let again = sections.current.is_some();
        self.grid(table, fit, heights, 0..table.head_rows, top, again, sections)
    }

    /// Draws rows and their rules from a depth; returns the depth below them.
    #[expect(clippy::too_many_arguments, reason = "the table, where it goes and what it belongs to")]
    fn grid(
        &mut self,
        table: &Prepared,
        fit: &Fit,
        heights: &[f32],
        rows: Range<usize>,
        top: f32,
        artifact: bool,
        sections: &mut Sections,
    ) -> f32 {
        if rows.is_empty() {
            return top;
        }
        let columns = table.columns.len();
        let mut tops = Vec::with_capacity(rows.len() + 1);
        tops.push(top);
        for height in &heights[rows.clone()] {
            tops.push(tops[tops.len() - 1] + height);
        }
        // Which edges a spanning cell covers.
        let plain = table.rows[rows.clone()].iter().all(|row| row.plain);
        let mut across = vec![true; if plain { 0 } else { (rows.len() + 1) * columns }];
        let mut down = vec![true; if plain { 0 } else { rows.len() * (columns + 1) }];
        if !plain {
            // A cell from the page before may reach into these rows.
            let first = (0..rows.start).rev().find(|&row| !table.rows[row].tied).map_or(0, |row| row + 1);
            for row in first..rows.end {
                for cell in &table.cells[table.rows[row].cells.clone()] {
                    let (from, to) = (row.max(rows.start) - rows.start, (row + cell.rows).min(rows.end).max(rows.start) - rows.start);
                    for line in from..to {
                        for edge in cell.column + 1..cell.column + cell.columns {
                            down[line * (columns + 1) + edge] = false;
                        }
                        if line > from {
                            across[line * columns + cell.column..][..cell.columns].fill(false);
                        }
                    }
                }
            }
        }
        for row in rows.clone() {
            let row_node = if artifact { 0 } else { sections.row(&mut self.tree, table, row) };
            for cell in &table.cells[table.rows[row].cells.clone()] {
                let owner = if artifact {
                    Owner::Pagination
                } else {
                    let (columns, rows) = (cell.columns as u16, cell.rows as u16);
                    Owner::Element(self.tree.add_cell(row_node, cell.kind, columns, rows))
                };
                let end = (row + cell.rows).min(rows.end);
                let (top, bottom) = (tops[row - rows.start], tops[end - rows.start]);
                self.cell(table, cell, fit, owner, top, bottom, 0..cell.lines.len());
            }
        }
        self.rules(fit, &tops, columns, &across, &down);
        tops[tops.len() - 1]
    }

    /// Draws some of a cell's lines, centred between two depths.
    #[expect(clippy::too_many_arguments, reason = "the cell, its box and what it belongs to")]
    fn cell(&mut self, table: &Prepared, cell: &Box_, fit: &Fit, owner: Owner, top: f32, bottom: f32, lines: Range<usize>) {
        let size = fit.size;
        let measure = Measure::tight(size);
        let (left, right) = (fit.edges[cell.column] + PAD_X * size, fit.edges[cell.column + cell.columns] - PAD_X * size);
        let height = (1.0 + LEADING * (lines.len().max(1) as f32 - 1.0)) * size;
        let mut depth = (top + bottom - height) / 2.0;
        for (start, line) in &cell.lines[lines] {
            let atoms = &table.atoms[start + line.start..start + line.end];
            let baseline = self.geometry.up(depth + ABOVE * size);
            let width = measure.width(atoms);
            let squeezed = Some(right - left).filter(|room| width > *room + 0.02);
            let free = (right - left - width).max(0.0);
            let x = match cell.align {
                Align::Left => left,
                Align::Centre => left + free / 2.0,
                Align::Right => left + free,
            };
            self.draw(Owners::from(owner), atoms, measure, x, baseline, squeezed, Colour::Black);
            depth += LEADING * size;
        }
    }

    /// Draws rules as long as they go; empty `across` and `down` mean that no cell spans.
    fn rules(&mut self, fit: &Fit, tops: &[f32], columns: usize, across: &[bool], down: &[bool]) {
        let rows = tops.len() - 1;
        let left = self.geometry.left;
        for (line, &top) in tops.iter().enumerate() {
            let y = self.geometry.up(top);
            let drawn = |column: usize| across.get(line * columns + column).copied().unwrap_or(true);
            for run in runs(columns, drawn) {
                self.rule((left + fit.edges[run.start], y), (left + fit.edges[run.end], y), RULE, Colour::Black);
            }
        }
        for edge in 0..=columns {
            let x = left + fit.edges[edge];
            let drawn = |row: usize| down.get(row * (columns + 1) + edge).copied().unwrap_or(true);
            for run in runs(rows, drawn) {
                let (from, to) = (self.geometry.up(tops[run.start]), self.geometry.up(tops[run.end]));
                self.rule((x, from), (x, to), RULE, Colour::Black);
            }
        }
    }

    /// Draws a row that is higher than a page in pieces, from here to the page where it ends.
    fn split_row(&mut self, table: &Prepared, fit: &Fit, heights: &[f32], row: usize, sections: &mut Sections) {
        let columns = table.columns.len();
        let size = fit.size;
        let cells = &table.cells[table.rows[row].cells.clone()];
        let mut down = vec![true; columns + 1];
        for cell in cells {
            down[cell.column + 1..cell.column + cell.columns].fill(false);
        }
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        let mut nodes: Vec<NodeId> = Vec::new();
        let mut from = 0;
        while from < lines {
            let top = if nodes.is_empty() && !self.fresh && sections.current.is_some() {
                self.depth
            } else {
                self.head(table, fit, heights, self.depth, sections)
            };
            let room = (self.geometry.height - top) / size - 2.0 * PAD_Y - 1.0;
            if room < 0.0 && !self.fresh {
                self.new_page();
                continue;
            }
            let to = (from + (room / LEADING).max(0.0) as usize + 1).min(lines);
            if nodes.is_empty() {
                let row_node = sections.row(&mut self.tree, table, row);
                nodes = cells
                    .iter()
                    .map(|cell| self.tree.add_cell(row_node, cell.kind, cell.columns as u16, 1))
                    .collect();
            }
            let bottom = top + (2.0 * PAD_Y + 1.0 + LEADING * ((to - from) as f32 - 1.0)) * size;
            for (node, cell) in nodes.iter().zip(cells) {
                let lines = from.min(cell.lines.len())..to.min(cell.lines.len());
                self.cell(table, cell, fit, Owner::Element(*node), top, bottom, lines);
            }
            self.rules(fit, &[top, bottom], columns, &[], &down);
            self.depth = bottom;
            self.fresh = false;
            from = to;
            if from < lines {
                self.new_page();
            }
        }
    }

    fn note(&mut self, note: &str, parent: NodeId) {
        let size = self.geometry.small;
        let measure = Measure::new(size, size);
        let node = self.tree.add(parent, Kind::Paragraph);
        let atoms = self.setter.words(Role::FangSong, note);
        let width = self.geometry.width;
        self.depth += 0.3 * size;
        for line in fill(&atoms, &measure, |_| width) {
            if self.depth + 1.2 * size > self.geometry.height {
                self.new_page();
            }
            let baseline = self.geometry.up(self.depth + 0.1 * size + ABOVE * size);
            let target = if line.last { None } else { Some(width) };
            self.draw(node, &atoms[line.start..line.end], measure, 0.0, baseline, target, Colour::Black);
            self.depth += 1.35 * size;
            self.fresh = false;
        }
    }
}

/// Body and foot rows that stay on one page: those tied by a cell that spans them.
fn groups(table: &Prepared, heights: &[f32]) -> Vec<Range<usize>> {
    let mut groups = Vec::with_capacity(heights.len());
    let mut start = table.head_rows;
    for row in table.head_rows..heights.len() {
        if !table.rows[row].tied {
            groups.push(start..row + 1);
            start = row + 1;
        }
    }
    if start < heights.len() {
        groups.push(start..heights.len());
    }
    groups
}

/// Head, body and foot of a table's structure, each made when its first row comes.
struct Sections {
    table: NodeId,
    current: Option<(Kind, NodeId)>,
}

impl Sections {
    fn new(table: NodeId) -> Self {
        Self { table, current: None }
    }

    fn row(&mut self, tree: &mut super::tree::Tree, table: &Prepared, row: usize) -> NodeId {
        let kind = if row < table.head_rows {
            Kind::Head
        } else if row < table.rows.len() - table.foot_rows {
            Kind::Rows
        } else {
            Kind::Foot
        };
        let section = match self.current {
            Some((current, node)) if current == kind => node,
            _ => tree.add(self.table, kind),
        };
        self.current = Some((kind, section));
        tree.add(section, Kind::Row)
    }
}

/// Ranges of places that are drawn.
fn runs(count: usize, drawn: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs = Vec::with_capacity(1);
    let mut start = None;
    for at in 0..=count {
        match (start, at < count && drawn(at)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs
}
