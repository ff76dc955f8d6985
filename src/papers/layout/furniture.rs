//! What stands outside the type area: page numbers, marks, the foot with its QR code, all artifacts. The entry point is [`add`].

use super::flow::Flow;
use super::geometry::{Geometry, mm};
use super::imprint::Imprint;
use super::line::Measure;
use super::page::{Colour, Item, Owner, Page, Rule, Run, Shown};
use super::text::Atom;
use crate::papers::document::{Document, Format};
use crate::papers::fonts::Role;

/// Distance of the page number's dashes below the type area.
const BELOW: f32 = 7.0;

/// Edge of the code below the rules at the foot of a letter's first page, and the room that there is for it.
const LETTER_CODE: f32 = 13.0;
const LETTER_ROOM: f32 = 20.0;

/// Where a document's pages stand in their file.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Number of its first page, from 1.
    pub first: usize,
    /// Pages of the whole file.
    pub count: usize,
    /// Whether the pages show their numbers.
    pub numbered: bool,
}

/// Adds page numbers, the file's foot and the document's marks to every page.
pub(super) fn add(flow: &mut Flow<'_>, document: &Document, place: Place, imprint: Option<&Imprint>) {
    let upright = flow.upright.clone();
    let marks = document.marks.join("\u{3000}");
    let marks = flow.setter.words(Role::Hei, &marks);
    let mut pages = std::mem::take(&mut flow.pages);
    for (number, page) in (place.first..).zip(&mut pages) {
        let odd = number % 2 == 1;
        // The first page of a letter shows no number, and has a pair of rules 20 mm above the edge of the paper.
        let begins_letter = number == place.first && document.format() == Format::Letter;
        if place.numbered && !begins_letter {
            let digits = flow.setter.own_face(Role::Song, &number.to_string());
            page_number(page, &mut flow.glyphs, &upright, &digits, odd);
        }
        if let Some(imprint) = imprint {
            let line = flow.setter.words(Role::Song, &imprint.line(number, place.count));
            let code = if begins_letter { mm(LETTER_CODE) } else { upright.code };
            foot(page, &mut flow.glyphs, &upright, imprint, &line, (number, place.count), code);
        }
        if !marks.is_empty() {
            let measure = Measure::tight(upright.mark);
            let x = (page.width - measure.width(&marks)) / 2.0;
            let y = page.height - upright.left.min(upright.top) / 2.0 - upright.mark * 0.4;
            flow.pages.push(std::mem::replace(page, Page { width: 0.0, height: 0.0, items: Vec::new(), turned: false }));
            flow.draw_at(Owner::Pagination.into(), &marks, measure, x, y, None, Colour::Grey);
            if let Some(done) = flow.pages.pop() {
                *page = done;
            }
        }
    }
    flow.pages = pages;
}

/// A dash, the number in 宋体, a dash (7.5): at the right of odd pages, at the left of even ones, one character
/// from the edge of the type area. A page on its side has it at the same place of the paper.
fn page_number(page: &mut Page, glyphs: &mut Vec<Shown>, upright: &Geometry, digits: &[Atom], odd: bool) {
    let size = upright.fourth;
    let number = digits.iter().map(|digit| f32::from(digit.advance) * size / 1000.0).sum::<f32>();
    let (dash, gap) = (size * 0.9, size * 0.35);
    let whole = number + 2.0 * (dash + gap);
    let x = if odd { upright.left + upright.width - size - whole } else { upright.left + size };
    let line = upright.bottom() - mm(BELOW);
    let baseline = line - 0.34 * size;

    let rules = [x, x + whole - dash].map(|x| Rule {
        from: place(page, upright, x, line),
        to: place(page, upright, x + dash, line),
        thickness: size * 0.05,
        colour: Colour::Black,
    });
    page.items.extend(rules.map(Item::Rule));
    words(page, glyphs, upright, digits, size, (x + dash + gap, baseline), Colour::Black);
}

/// The code in the corner opposite the page number, the line beside it.
fn foot(page: &mut Page, glyphs: &mut Vec<Shown>, upright: &Geometry, imprint: &Imprint, line: &[Atom], (number, count): (usize, usize), size: f32) {
    let room = if size < upright.code { mm(LETTER_ROOM) } else { upright.bottom() };
    // Between the type area and the edge of the paper, clear of what printers cannot reach.
    let y = (room - size).min(mm(7.0)).max(mm(5.0));
    let odd = number % 2 == 1;
    let x = if odd { upright.left } else { upright.left + upright.width - size };
    let width = line.iter().map(|atom| f32::from(atom.advance) * upright.imprint / 1000.0).sum::<f32>();
    let beside = if odd { x + size + mm(2.0) } else { x - mm(2.0) - width };
    words(page, glyphs, upright, line, upright.imprint, (beside, y + mm(0.8)), Colour::Grey);
    let (left, bottom) = if page.turned { (y, upright.page_width - x - size) } else { (x, y) };
    page.items.extend(imprint.code(number, count, (left, bottom), size).map(Item::Code));
}

/// From the upright sheet to the page: on its side, the binding edge is above.
fn place(page: &Page, upright: &Geometry, x: f32, y: f32) -> (f32, f32) {
    if page.turned { (y, upright.page_width - x) } else { (x, y) }
}

/// Text outside the type area, upright as the paper is.
fn words(page: &mut Page, glyphs: &mut Vec<Shown>, upright: &Geometry, atoms: &[Atom], size: f32, (x, y): (f32, f32), colour: Colour) {
    let mut pen = x;
    for same in atoms.chunk_by(|a, b| a.face == b.face) {
        let start = glyphs.len() as u32;
        glyphs.extend(same.iter().map(|atom| Shown { character: atom.character, glyph: atom.glyph, after: 0 }));
        let (x, y) = place(page, upright, pen, y);
        page.items.push(Item::Run(Run {
            owner: Owner::Pagination,
            face: same[0].face,
            size,
            x,
            y,
            tracking: 0.0,
            colour,
            downwards: page.turned,
            glyphs: start..glyphs.len() as u32,
        }));
        pen += same.iter().map(|atom| f32::from(atom.advance) * size / 1000.0).sum::<f32>();
    }
}
