//! The type area as the text shows it. The entry point is [`Area::find`]; lengths are points.

use super::line::{Line, is_han, most};
use super::view::{Page, pt};

/// The type area of the standard, millimetres.
pub(super) const WIDTH: f64 = 156.0;
pub(super) const HEIGHT: f64 = 225.0;
/// Its top and left edge, where the file does not show them.
const TOP: f64 = 37.0;

/// Greatest distance of lines that are equal boxes; with 7/8 of a character between lines it is 29.62 points.
const EQUAL_BOXES: f64 = 29.3;

/// Where the running text stands and how its lines run.
#[derive(Debug, Clone)]
pub(super) struct Area {
    /// Size of the running text.
    pub size: f64,
    /// Left edge, by most pages.
    pub left: f64,
    /// Width of full lines that are not indented, as far as two lines show it.
    full: Option<f64>,
    /// Right edge, by most of the full lines; `None` where too few lines are full.
    pub right: Option<f64>,
    /// Top edge, from the top of the page, by most of the pages that begin with running text.
    pub top: Option<f64>,
    /// What the first line's box leaves blank above its characters: where lines are equal boxes, the edge of the area is the edge of a box.
    pub lead: f64,
    /// From one Hanzi to the next, by most.
    pub cell: f64,
    /// From line to line, by most.
    pub pitch: Option<f64>,
}

impl Area {
    /// Finds it by the running text; `None` where there is none.
    pub fn find(pages: &[Page]) -> Option<Self> {
        let outside = |page: &&Page| page.upright();
        let hanzi = pages.iter().filter(outside).flat_map(|page| {
            let free = page.lines.iter().filter(|line| !page.in_table(line.y));
            free.flat_map(|line| &line.marks).filter(|mark| is_han(mark.character)).map(|mark| mark.size)
        });
        let size = most(hanzi, 0.25)?;
        let body = || pages.iter().filter(outside).flat_map(|page| page.body(size));
        let steps = body().flat_map(|line| line.marks.windows(2)).filter(|pair| pair.iter().all(|mark| is_han(mark.character)));
        let cell = most(steps.map(|pair| pair[1].from.0 - pair[0].from.0).filter(|step| *step < 2.0 * size), 0.02).unwrap_or(size);
        let full = full(body(), size);
        let left = full.and_then(|full| most(pages.iter().filter(outside).filter_map(|page| left(page, size, full)), 0.5));
        let left = left.or_else(|| body().map(Line::left).reduce(f64::min))?;
        let long = || body().filter(|line| line.right() > left + 20.0 * cell && line.marks.last().is_some_and(|mark| is_han(mark.character)));
        let right = most(long().map(Line::right), 0.5).filter(|right| long().filter(|line| (line.right() - right).abs() <= 1.0).count() >= 3);
        let top = most(pages.iter().filter_map(|page| top(page, size)), 1.0);
        let pitch = most(pages.iter().filter(outside).flat_map(|page| pitches(page, size)), 0.05);
        // With lines as equal boxes the characters of the first stand lower than the edge, by half of what is between lines.
        let half = pitch.filter(|pitch| *pitch <= EQUAL_BOXES).map_or(0.0, |pitch| (pitch - size) / 2.0);
        let off = |top: f64| (top - pt(TOP)).abs();
        let lead = top.filter(|top| off(*top - half) < off(*top)).map_or(0.0, |_| half);
        Some(Self { size, left, full, right, top: top.map(|top| top - lead), lead, cell, pitch })
    }

    /// From line to line, or as the standard has it.
    pub fn pitch_or_standard(&self) -> f64 {
        self.pitch.unwrap_or(29.62)
    }

    /// Left and top edge on a page, the top from the top of the page; a page on its side has the sheet's left edge above.
    pub fn corner(&self, page: &Page) -> (f64, f64) {
        let top = self.top.unwrap_or(pt(TOP));
        if page.upright() { (self.left_of(page).unwrap_or(self.left), top) } else { (page.size.0 - top - pt(HEIGHT), self.left) }
    }

    /// Left edge of a page with full lines.
    pub fn left_of(&self, page: &Page) -> Option<f64> {
        left(page, self.size, self.full?)
    }

    /// Bottom edge on the upright sheet, from the bottom of the page.
    pub fn bottom(&self, page: &Page) -> f64 {
        page.size.0.max(page.size.1) - self.top.unwrap_or(pt(TOP)) - pt(HEIGHT)
    }
}

/// The greatest width that two lines of running text have. In a short text these may be first lines of paragraphs, which are indented: then that
/// of a line that ends where they end and begins two characters farther out.
fn full<'a>(lines: impl Iterator<Item = &'a Line>, size: f64) -> Option<f64> {
    let mut wide: Vec<(f64, f64)> = lines.map(|line| (line.right() - line.left(), line.right())).filter(|(width, _)| *width > 20.0 * size).collect();
    wide.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (width, right) = wide.windows(2).find(|pair| pair[0].0 - pair[1].0 <= 1.0).map(|pair| (pair[1].0, pair[0].1.max(pair[1].1)))?;
    let flush = |line: &&(f64, f64)| (line.1 - right).abs() <= 1.0 && (1.5 * size..2.5 * size).contains(&(line.0 - width));
    Some(wide.iter().find(flush).map_or(width, |(width, _)| *width))
}

/// Left edge of a page: where its full lines begin; those that are shorter by a character are indented.
fn left(page: &Page, size: f64, full: f64) -> Option<f64> {
    let lines = page.body(size).filter(|line| line.right() - line.left() > full - 0.8 * size);
    lines.map(Line::left).reduce(f64::min)
}

/// Top edge of a page that begins with a line of running text, from the top of the page.
pub(super) fn top(page: &Page, size: f64) -> Option<f64> {
    let first = page.body(size).next().filter(|_| page.upright())?;
    let above = |line: &&Line| line.y > first.y && line.size > size + 0.3;
    let covered = page.lines.iter().any(|line| above(&line)) || page.highest_table().is_some_and(|high| high > first.y);
    (!covered).then(|| page.size.1 - first.top())
}

/// Distances from line to line where no line is left blank.
pub(super) fn pitches(page: &Page, size: f64) -> Vec<f64> {
    let heights: Vec<f64> = page.body(size).map(|line| line.y).collect();
    heights.windows(2).map(|pair| pair[0] - pair[1]).filter(|step| (size..size * 2.5).contains(step)).collect()
}
