//! The pages as a reader of the standard sees them. The entry point is [`View::new`].

use super::area::Area;
use super::face::Kind;
use super::line::{Line, lines};
use super::read::{Colour, Direction, Mark, Sheet, Stroke};

/// A length in points as millimetres.
pub(super) fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

/// A length in millimetres as points.
pub(super) fn pt(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

/// Shortest upright rule that makes a table, and the part of the page's height from which on it is a frame, not a table.
const TABLE: f64 = 10.0;
const FRAME: f64 = 0.85;

/// A file with its lines sorted out.
pub(super) struct View {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Names of faces by their numbers.
    pub faces: Vec<String>,
    /// The type area; `None` where there is no running text to see it by.
    pub area: Option<Area>,
}

/// A page.
pub(super) struct Page {
    /// Number from 1.
    pub number: usize,
    /// Width and height in points.
    pub size: (f64, f64),
    /// Lines of text from the top down.
    pub lines: Vec<Line>,
    /// Straight rules.
    pub strokes: Vec<Stroke>,
    /// All characters.
    pub marks: Vec<Mark>,
    /// Where tables stand, from height to height.
    tables: Vec<(f64, f64)>,
}

impl View {
    /// Sorts out what stands on the sheets.
    pub fn new(sheets: Vec<Sheet>, faces: Vec<String>) -> Self {
        let pages: Vec<Page> = sheets.into_iter().map(Page::new).collect();
        let area = Area::find(&pages);
        Self { pages, faces, area }
    }

    /// The kind of a face.
    pub fn kind(&self, face: usize) -> Option<Kind> {
        Kind::of(self.name(face))
    }

    /// The name of a face.
    pub fn name(&self, face: usize) -> &str {
        self.faces.get(face).map_or("", String::as_str)
    }

    /// The last page with the place of its printing record: the line with 印发.
    pub fn record(&self) -> Option<(&Page, &Line)> {
        let area = self.area.as_ref()?;
        self.pages.iter().rev().filter(|page| page.upright()).find_map(|page| {
            let line = page.lines.iter().rev().find(|line| line.size < area.size - 0.5 && line.text().ends_with("印发") && !page.in_table(line.y))?;
            Some((page, line))
        })
    }
}

impl Page {
    fn new(sheet: Sheet) -> Self {
        let lines = lines(&sheet);
        let upright = sheet.strokes.iter().filter(|stroke| !stroke.level() && (TABLE..sheet.height * FRAME).contains(&stroke.length()));
        let mut tables: Vec<(f64, f64)> = upright.map(|stroke| (stroke.from.1 - 1.0, stroke.to.1 + 1.0)).collect();
        tables.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (low, high) in tables {
            match merged.last_mut().filter(|last| low <= last.1) {
                Some(last) => last.1 = last.1.max(high),
                None => merged.push((low, high)),
            }
        }
        Self { number: sheet.number, size: (sheet.width, sheet.height), lines, strokes: sheet.strokes, marks: sheet.marks, tables: merged }
    }

    /// Higher than wide.
    pub fn upright(&self) -> bool {
        self.size.1 >= self.size.0
    }

    /// Whether a height lies within a table.
    pub fn in_table(&self, y: f64) -> bool {
        // They stand from the bottom up and do not overlap.
        self.tables.get(self.tables.partition_point(|(_, high)| *high < y)).is_some_and(|(low, _)| *low <= y)
    }

    /// Top of the highest table.
    pub fn highest_table(&self) -> Option<f64> {
        self.tables.last().map(|(_, high)| *high)
    }

    /// Lines of running text: of the body's size, in no table, not red, and no page numbers.
    pub fn body(&self, size: f64) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| {
            (line.size - size).abs() <= 0.3
                && !self.in_table(line.y)
                && line.marks.iter().all(|mark| mark.colour != Colour::Red)
                && !line.marks.iter().all(|mark| is_dash(mark.character) || mark.character.is_ascii_digit())
        })
    }

    /// The page as an upright sheet, the top of a page on its side being the sheet's left: its characters and level rules that run as usual there.
    pub fn as_upright(&self) -> (Vec<Mark>, Vec<Stroke>) {
        if self.upright() {
            let marks = self.marks.iter().filter(|mark| mark.direction == Direction::Right).copied().collect();
            return (marks, self.strokes.iter().filter(|stroke| stroke.level()).copied().collect());
        }
        let place = |(x, y): (f64, f64)| (self.size.1 - y, x);
        let marks = self.marks.iter().filter(|mark| mark.direction == Direction::Down);
        let strokes = self.strokes.iter().filter(|stroke| !stroke.level());
        (
            marks.map(|mark| Mark { from: place(mark.from), to: place(mark.to), direction: Direction::Right, ..*mark }).collect(),
            strokes.map(|stroke| Stroke { from: place(stroke.to), to: place(stroke.from), ..*stroke }).collect(),
        )
    }
}

/// A dash as page numbers have them.
pub(super) fn is_dash(character: char) -> bool {
    matches!(character, '—' | '－' | '-' | '–' | '―' | '─' | '‐' | '−')
}
