//! What stands outside the type area: page numbers and marks, all artifacts. The entry point is [`add`].

use super::flow::Flow;
use super::geometry::{Geometry, mm};
use super::line::Measure;
use super::page::{Colour, Item, Owner, Page, Rule, Run, Shown};
use super::text::Atom;
use crate::papers::document::Document;
use crate::papers::fonts::Role;

/// Distance of the page number's dashes below the type area.
const BELOW: f32 = 7.0;

/// Adds page numbers, from `first` where the pages are numbered, and the document's marks to every page.
pub(super) fn add(flow: &mut Flow<'_>, document: &Document, first: Option<usize>) {
    let upright = flow.upright.clone();
    let marks = document.marks.join("\u{3000}");
    let marks = flow.setter.words(Role::Hei, &marks);
    let mut pages = std::mem::take(&mut flow.pages);
    for (at, page) in pages.iter_mut().enumerate() {
        if let Some(number) = first.map(|first| first + at) {
            let digits = flow.setter.words(Role::Latin, &number.to_string());
            page_number(page, &mut flow.glyphs, &upright, &digits, number % 2 == 1);
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

/// A dash, the number, a dash: at the right of odd pages, at the left of even ones, one character
/// from the edge of the type area. A page on its side has it at the same place of the paper.
fn page_number(page: &mut Page, glyphs: &mut Vec<Shown>, upright: &Geometry, digits: &[Atom], odd: bool) {
    let size = upright.fourth;
    let number = digits.iter().map(|digit| f32::from(digit.advance) * size / 1000.0).sum::<f32>();
    let (dash, gap) = (size * 0.9, size * 0.35);
    let whole = number + 2.0 * (dash + gap);
    let x = if odd { upright.left + upright.width - size - whole } else { upright.left + size };
    let line = upright.bottom() - mm(BELOW);
    let baseline = line - 0.34 * size;

    // From the upright sheet to the page: on its side, the binding edge is above.
    let place = |x: f32, y: f32| if page.turned { (y, upright.page_width - x) } else { (x, y) };
    let start = glyphs.len() as u32;
    glyphs.extend(digits.iter().map(|digit| Shown { character: digit.character, glyph: digit.glyph, after: 0 }));
    let rules = [x, x + whole - dash].map(|x| Rule {
        from: place(x, line),
        to: place(x + dash, line),
        thickness: size * 0.05,
        colour: Colour::Black,
    });
    let (x, y) = place(x + dash + gap, baseline);
    page.items.extend(rules.map(Item::Rule));
    page.items.push(Item::Run(Run {
        owner: Owner::Pagination,
        face: digits.first().map_or(0, |digit| digit.face),
        size,
        x,
        y,
        tracking: 0.0,
        colour: Colour::Black,
        downwards: page.turned,
        glyphs: start..glyphs.len() as u32,
    }));
}
