//! What is stamped on pages that exist. The entry point is [`stamps`]: page numbers (编页) and the filing stamp 归档章 of DA/T 22-2015.

use super::board::{Board, Hand};
use super::geometry::mm;
use super::page::{Colour, Owner, Pages};
use super::text::MissingGlyph;
use crate::papers::fonts::{Fonts, Role};

/// Width and height of the filing stamp in points: 45 by 16 mm.
pub const FILING: (f32, f32) = (45.0 * 72.0 / 25.4, 16.0 * 72.0 / 25.4);

/// A stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StampText {
    /// Number of a page; at the right edge of its stamp, or at the left.
    Number(u32, bool),
    /// 全宗号 年度 件号 / 机构或问题 保管期限 页数, blank where it is not known: six equal cells.
    Filing([String; 6]),
}

/// Each stamp on a page of its own size.
///
/// # Errors
/// Characters that no font shows.
pub fn stamps(texts: &[StampText], fonts: &Fonts) -> Result<Pages, Vec<MissingGlyph>> {
    let mut board = Board::new(fonts);
    for text in texts {
        match text {
            StampText::Number(number, right) => {
                let (width, height) = (mm(20.0), mm(6.0));
                board.page(width, height);
                let hand = Hand { role: Role::Song, size: 10.5, colour: Colour::Black, downwards: false };
                let text = number.to_string();
                let x = if *right { width - board.length(hand, &text) } else { 0.0 };
                board.text(Owner::Pagination, hand, &text, (x, mm(1.5)));
            }
            StampText::Filing(cells) => filing(&mut board, cells),
        }
    }
    board.finish()
}

fn filing(board: &mut Board<'_>, cells: &[String; 6]) {
    let (width, height) = FILING;
    let line = 0.6;
    board.page(width, height);
    for part in 0..=2 {
        let y = (height * part as f32 / 2.0).clamp(line / 2.0, height - line / 2.0);
        board.line((0.0, y), (width, y), line, Colour::Red);
    }
    for part in 0..=3 {
        let x = (width * part as f32 / 3.0).clamp(line / 2.0, width - line / 2.0);
        board.line((x, 0.0), (x, height), line, Colour::Red);
    }
    for (at, text) in cells.iter().enumerate() {
        let (column, row) = (at % 3, at / 3);
        let mut hand = Hand { role: Role::Song, size: 9.0, colour: Colour::Red, downwards: false };
        let room = width / 3.0 - 4.0;
        let length = board.length(hand, text);
        if length > room {
            hand.size *= room / length;
        }
        let length = board.length(hand, text);
        let centre = (width * (column as f32 + 0.5) / 3.0, height * if row == 0 { 0.75 } else { 0.25 });
        board.text(Owner::Pagination, hand, text, (centre.0 - length / 2.0, centre.1 - 0.36 * hand.size));
    }
}
