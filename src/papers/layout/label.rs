//! Labels for spines, at true size, to be cut out. The entry point is [`labels`].

use super::board::{Board, Hand};
use super::geometry::{Paper, mm};
use super::page::{Colour, Owner, Pages};
use super::text::MissingGlyph;
use super::tree::{Kind, Tree};
use crate::papers::fonts::{Fonts, Role, is_latin};

/// Height of boards and boxes in millimetres (GB/T 9705, DA/T 22).
const HEIGHT: f32 = 310.0;
/// Clear of a label's edge, and between labels, in millimetres.
const CLEAR: f32 = 1.5;
const BETWEEN: f32 = 16.0;

/// One sheet of A3 with the same label in each of these widths (millimetres); fields are names and values from the top down, a blank value leaves room
/// to write.
///
/// # Errors
/// Characters that no font shows.
pub fn labels(title: &str, widths: &[f32], fields: &[(String, String)], marks: &[String], fonts: &Fonts) -> Result<Pages, Vec<MissingGlyph>> {
    let mut board = Board::new(fonts);
    let (width, height) = Paper::A3.size();
    board.page(width, height);
    let hand = Hand { role: Role::Hei, size: 14.0, colour: Colour::Black, downwards: false };
    let heading = board.tree.add(Tree::ROOT, Kind::Heading(1));
    let length = board.length(hand, title);
    board.text(Owner::Element(heading), hand, title, ((width - length) / 2.0, height - mm(28.0)));
    let mark = Hand { role: Role::Hei, size: 12.0, colour: Colour::Grey, downwards: false };
    let marks = marks.join("\u{3000}");
    let length = board.length(mark, &marks);
    board.text(Owner::Pagination, mark, &marks, ((width - length) / 2.0, height - mm(14.0)));
    let all: f32 = widths.iter().sum::<f32>() + BETWEEN * (widths.len() as f32 - 1.0);
    let mut left = (width - mm(all)) / 2.0;
    let top = height - mm(60.0);
    for &wide in widths {
        cut_marks(&mut board, (left, top - mm(HEIGHT), left + mm(wide), top));
        let caption = Hand { role: Role::Song, size: 9.0, colour: Colour::Grey, downwards: false };
        let text = format!("{wide} mm");
        let length = board.length(caption, &text);
        board.text(Owner::Pagination, caption, &text, (left + (mm(wide) - length) / 2.0, top + mm(9.0)));
        label(&mut board, left, top, wide, fields);
        left += mm(wide + BETWEEN);
    }
    board.finish()
}

/// Two short lines outside each corner; the edge itself is not drawn, so that a cut a hair off shows none.
fn cut_marks(board: &mut Board<'_>, (left, bottom, right, top): (f32, f32, f32, f32)) {
    let (gap, long) = (mm(1.0), mm(6.0));
    for (x, out) in [(left, -1.0), (right, 1.0)] {
        for (y, up) in [(bottom, -1.0), (top, 1.0)] {
            board.line((x + out * gap, y), (x + out * long, y), 0.4, Colour::Black);
            board.line((x, y + up * gap), (x, y + up * long), 0.4, Colour::Black);
        }
    }
}

/// The fields of one label from the top down; what does not fit makes all of it smaller.
fn label(board: &mut Board<'_>, left: f32, top: f32, wide: f32, fields: &[(String, String)]) {
    let room = mm(wide - 2.0 * CLEAR);
    let mut size = (room * 0.8).min(20.0);
    let whole = |board: &mut Board<'_>, size: f32| -> f32 { fields.iter().map(|(name, value)| stacked(board, None, 0.0, 0.0, room, size * 0.6, name) + stacked(board, None, 0.0, 0.0, room, size, value)).sum() };
    let available = mm(HEIGHT - 16.0) - mm(6.0) * fields.len() as f32;
    let needed = whole(board, size);
    if needed > available {
        size *= available / needed;
    }
    let spare = (mm(HEIGHT - 16.0) - whole(board, size)) / fields.len().max(1) as f32;
    let mut y = top - mm(8.0);
    let centre = left + mm(wide) / 2.0;
    for (name, value) in fields {
        let owner = Owner::Element(board.tree.add(Tree::ROOT, Kind::Paragraph));
        y -= stacked(board, Some(owner), centre, y, room, size * 0.6, name) + mm(1.5);
        y -= stacked(board, Some(owner), centre, y, room, size, value) + spare - mm(1.5);
    }
}

/// Puts a text from the top down: Han upright one below the other, other text level where it is short enough, else turned. Gives the depth that it takes;
/// without an owner nothing is put.
fn stacked(board: &mut Board<'_>, owner: Option<Owner>, centre: f32, top: f32, room: f32, size: f32, text: &str) -> f32 {
    let upright = Hand { role: Role::Song, size, colour: Colour::Black, downwards: false };
    let turned = Hand { downwards: true, ..upright };
    let characters: Vec<char> = text.chars().collect();
    let mut depth = 0.0;
    for same in characters.chunk_by(|a, b| is_latin(*a) && is_latin(*b)) {
        let piece: String = same.iter().collect();
        let length = board.length(upright, &piece);
        if length <= room {
            if let Some(owner) = owner {
                board.text(owner, upright, &piece, (centre - length / 2.0, top - depth - 0.9 * size));
            }
            depth += size * 1.1;
        } else {
            if let Some(owner) = owner {
                board.text(owner, turned, &piece, (centre - 0.34 * size, top - depth - 0.1 * size));
            }
            depth += length + size * 0.2;
        }
    }
    depth
}
