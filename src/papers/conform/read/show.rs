//! The state of text, and characters put onto the page. The entry point is [`Text::show`].

use super::colour::Colour;
use super::font::Font;
use super::matrix::Matrix;
use super::page::{Direction, Mark};

/// What text operators set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    pub font: Option<usize>,
    pub size: f64,
    pub character_space: f64,
    pub word_space: f64,
    /// Horizontal scale, 1 as usual.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    /// Where the next character goes.
    pub matrix: Matrix,
    /// Where the line began.
    pub line: Matrix,
}

impl Default for Text {
    fn default() -> Self {
        let matrix = Matrix::IDENTITY;
        Self {
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            matrix,
            line: matrix,
        }
    }
}

impl Text {
    /// Begins the next line at an offset from the last.
    pub fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.matrix = self.line;
    }

    /// A move between characters, in thousandths of the type size, against the line's way.
    pub fn kern(&mut self, thousandths: f64, vertical: bool) {
        let move_by = -thousandths / 1000.0 * self.size;
        self.advance(if vertical { (0.0, move_by) } else { (move_by * self.stretch, 0.0) });
    }

    fn advance(&mut self, (x, y): (f64, f64)) {
        self.matrix = Matrix::shift(x, y).then(self.matrix);
    }

    /// Shows a text; invisible text and spaces move on but leave no mark.
    pub fn show(&mut self, bytes: &[u8], font: &Font, page: Matrix, colour: Colour, marks: &mut Vec<Mark>) {
        for glyph in font.glyphs(bytes) {
            let character = glyph.character.unwrap_or('\u{FFFD}');
            if self.mode % 4 != 3 && !character.is_whitespace() && !character.is_control() {
                let placed = Matrix([self.size * self.stretch, 0.0, 0.0, self.size, 0.0, self.rise]).then(self.matrix).then(page);
                let [a, b, c, d, x, y] = placed.0;
                let size = c.hypot(d);
                let direction = match (a, b) {
                    _ if font.vertical => Direction::Other,
                    (a, b) if a > 0.0 && b.abs() < 0.01 * a && d > 0.0 => Direction::Right,
                    (a, b) if b < 0.0 && a.abs() < -0.01 * b && c > 0.0 => Direction::Down,
                    _ => Direction::Other,
                };
                if [a, b, size, x, y].iter().all(|number| number.is_finite()) && size > 0.0 {
                    let to = (x + a * glyph.width, y + b * glyph.width);
                    marks.push(Mark { character, from: (x, y), to, size, face: font.face, colour, direction });
                }
            }
            let space = self.character_space + if glyph.space { self.word_space } else { 0.0 };
            self.advance(if font.vertical { (0.0, space - self.size) } else { ((glyph.width * self.size + space) * self.stretch, 0.0) });
        }
    }
}
