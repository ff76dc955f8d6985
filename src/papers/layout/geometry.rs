//! Sizes and places on paper. The entry point is [`Geometry::new`]. All lengths are points.

use crate::papers::document::Layout;

/// Paper that a document is laid out on; always upright, tables may turn a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Paper {
    /// 210 x 297 mm.
    A4,
    /// 297 x 420 mm, for the board.
    A3,
}

impl Paper {
    /// Width and height in points.
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (mm(210.0), mm(297.0)),
            Self::A3 => (mm(297.0), mm(420.0)),
        }
    }
}

/// Points of a length in millimetres.
pub(super) fn mm(length: f32) -> f32 {
    length * 72.0 / 25.4
}

/// Part of the height of a character's square that stands above the baseline.
pub(super) const ABOVE: f32 = 0.88;

/// The type area of a page and the sizes of what stands in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Geometry {
    /// Page width.
    pub page_width: f32,
    /// Page height.
    pub page_height: f32,
    /// Left edge of the type area (版心).
    pub left: f32,
    /// Top edge of the type area, from the top of the page.
    pub top: f32,
    /// Width of the type area.
    pub width: f32,
    /// Height of the type area.
    pub height: f32,
    /// Text size.
    pub text: f32,
    /// Advance of a full-width character of the text.
    pub cell: f32,
    /// Height of a character's square on its line.
    pub square: f32,
    /// From line to line.
    pub pitch: f32,
    /// Lines of text stand on a grid that begins at the top of the type area.
    pub grid: bool,
    /// Title size.
    pub title: f32,
    /// Table text: the size wanted, then what a wide table may shrink to.
    pub table: &'static [f32],
    /// Notes and units at a table.
    pub small: f32,
    /// Page numbers and printing record (4号).
    pub fourth: f32,
    /// Marks outside the type area.
    pub mark: f32,
    /// Edge of the QR code at the foot.
    pub code: f32,
    /// The line beside it.
    pub imprint: f32,
    /// The page lies on its side.
    pub turned: bool,
}

impl Geometry {
    /// Sizes for a layout on a paper.
    pub fn new(layout: Layout, paper: Paper) -> Self {
        let (page_width, page_height) = paper.size();
        let scale = match paper {
            Paper::A4 => 1.0,
            Paper::A3 => std::f32::consts::SQRT_2,
        };
        let base = Self {
            page_width,
            page_height,
            left: 0.0,
            top: 0.0,
            width: 0.0,
            height: 0.0,
            text: 16.0,
            cell: 16.0,
            square: 16.0,
            pitch: 28.0,
            grid: false,
            title: 22.0,
            table: &[14.0, 12.0, 10.5],
            small: 10.5,
            fourth: 14.0,
            mark: 12.0,
            code: mm(16.0) * scale,
            imprint: 7.5 * scale,
            turned: false,
        };
        let standard = Self {
            left: mm(28.0),
            top: mm(37.0),
            width: mm(156.0),
            height: mm(225.0),
            cell: mm(156.0) / 28.0,
            code: mm(20.0),
            ..base.clone()
        };
        match (layout, paper) {
            (Layout::Notice | Layout::Official, Paper::A4) => standard.on_grid(22),
            (Layout::Notice | Layout::Official, Paper::A3) => Self {
                left: mm(33.0),
                top: mm(45.0),
                width: mm(231.0),
                height: mm(335.0),
                text: 26.0,
                cell: mm(231.0) / 25.0,
                title: 44.0,
                table: &[22.0, 20.0, 18.0],
                small: 18.0,
                fourth: 18.0,
                mark: 16.0,
                code: mm(24.0),
                ..base
            }
            .on_grid(19),
            (Layout::Form, _) => Self {
                left: mm(25.0),
                top: mm(20.0),
                width: page_width - mm(45.0),
                height: page_height - mm(40.0),
                text: 12.0 * scale,
                cell: 12.0 * scale,
                square: 12.0 * scale,
                pitch: 22.0 * scale,
                title: 18.0 * scale,
                table: if paper == Paper::A4 { &[12.0, 10.5] } else { &[16.0, 14.0, 12.0] },
                small: 10.5 * scale,
                fourth: 10.5 * scale,
                code: mm(14.0) * scale,
                ..base
            },
            (Layout::Cover, _) => Self {
                left: mm(30.0),
                top: mm(35.0),
                width: page_width - mm(55.0),
                height: page_height - mm(65.0),
                text: 16.0 * scale,
                cell: 16.0 * scale,
                square: 16.0 * scale,
                title: 26.0 * scale,
                fourth: 14.0 * scale,
                ..base
            },
            (Layout::Sheet, _) => Self {
                left: mm(25.0),
                top: mm(25.0),
                width: page_width - mm(45.0),
                height: page_height - mm(50.0),
                text: 12.0 * scale,
                cell: 12.0 * scale,
                square: 12.0 * scale,
                pitch: 22.0 * scale,
                title: 22.0 * scale,
                table: if paper == Paper::A4 { &[12.0, 11.0, 10.5] } else { &[16.0, 14.0, 12.0] },
                small: 10.5 * scale,
                ..base
            },
        }
    }

    /// So many lines: the first flush with the top of the type area, the last with its bottom, 7/8 of a character between.
    fn on_grid(mut self, lines: u16) -> Self {
        let lines = f32::from(lines);
        self.square = self.height / (lines + (lines - 1.0) * 7.0 / 8.0);
        self.pitch = self.square * 15.0 / 8.0;
        self.grid = true;
        self
    }

    /// The same sheet of paper on its side, read from the fore edge: the binding edge is above.
    pub fn turned(&self) -> Self {
        Self {
            page_width: self.page_height,
            page_height: self.page_width,
            left: self.page_height - self.top - self.height,
            top: self.left,
            width: self.height,
            height: self.width,
            turned: !self.turned,
            ..self.clone()
        }
    }

    /// Top of the next line of text below something that ends at a depth.
    pub fn next_top(&self, depth: f32) -> f32 {
        if self.grid {
            ((depth + 0.25 * self.square) / self.pitch - 0.001).ceil() * self.pitch
        } else {
            depth + self.pitch - self.square
        }
    }

    /// Bottom edge of the type area, from the bottom of the page.
    pub fn bottom(&self) -> f32 {
        self.page_height - self.top - self.height
    }

    /// Height above the bottom of the page of a depth below the top of the type area.
    pub fn up(&self, depth: f32) -> f32 {
        self.page_height - self.top - depth
    }
}
