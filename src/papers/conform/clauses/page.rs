//! 5.1 and 5.2.1: paper, margins, type area.

use super::super::area::{HEIGHT, WIDTH, top};
use super::super::said::Said;
use super::super::view::{View, mm};
use super::{Outcome, Tally, one, pages};

/// A trimmed sheet may differ by 2 mm, a margin and the type area by 1 mm; a tenth for what rounding leaves.
const SHEET: f64 = 2.1;
const MARGIN: f64 = 1.05;

/// 5.1: A4, upright or on its side.
pub(super) fn paper(view: &View) -> Outcome {
    let mut tally = Tally::new();
    for page in &view.pages {
        let (width, height) = (mm(page.size.0), mm(page.size.1));
        let (short, long) = (width.min(height), width.max(height));
        let met = (short - 210.0).abs() <= SHEET && (long - 297.0).abs() <= SHEET;
        tally.add(met, Said::new("size").arg("width", one(width)).arg("height", one(height)));
    }
    tally.outcome("no-text")
}

/// Tells a length that pages have: the common one, or those that differ.
fn lengths(measured: &[(usize, f64)], met: impl Fn(usize, f64) -> bool) -> Outcome {
    let bad: Vec<usize> = measured.iter().filter(|(page, length)| !met(*page, *length)).map(|(page, _)| *page).collect();
    let shown = measured.iter().filter(|(page, _)| bad.is_empty() || bad.contains(page)).map(|(_, length)| *length);
    let (least, most) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), length| (least.min(length), most.max(length)));
    if measured.is_empty() {
        return Outcome::none("no-flush-page");
    }
    let said = if one(least) == one(most) { Said::new("length") } else { Said::new("length-range").arg("most", one(most)) };
    let mut found = vec![said.arg("length", one(least))];
    if !bad.is_empty() && bad.len() < measured.len() {
        found.push(Said::new("on-pages").arg("pages", pages(&bad)));
    }
    Outcome::new(bad.is_empty(), found)
}

/// 5.2.1: 天头, from pages that begin with a line of running text.
pub(super) fn head_margin(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let measured: Vec<(usize, f64)> =
        view.pages.iter().filter_map(|page| Some((page.number, mm(top(page, area.size)? - area.lead)))).collect();
    // Pages that begin lower than the others leave lines blank: the margin is where most begin.
    let common = area.top.map_or(0.0, mm);
    let highest: Vec<(usize, f64)> = measured.into_iter().filter(|(_, length)| *length <= common + 3.0).collect();
    lengths(&highest, |_, length| (length - 37.0).abs() <= MARGIN)
}

/// 5.2.1: 订口, at the left; on even pages of a sheet printed on both sides it may be at the right.
pub(super) fn binding_margin(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let upright = view.pages.iter().filter(|page| page.upright());
    let measured: Vec<(usize, f64)> = upright.filter_map(|page| Some((page.number, mm(area.left_of(page)?)))).collect();
    lengths(&measured, |page, length| (length - 28.0).abs() <= MARGIN || page % 2 == 0 && (length - 26.0).abs() <= MARGIN)
}

/// 5.2.1: the text keeps within 156 mm by 225 mm from where it begins.
pub(super) fn type_area(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let (mut widest, mut highest) = (0.0_f64, 0.0_f64);
    let mut over = Vec::new();
    for page in view.pages.iter().filter(|page| page.upright()) {
        let (left, top) = area.corner(page);
        let width = page.body(area.size).map(|line| mm(line.right() - left)).fold(0.0, f64::max);
        let height = page.body(area.size).map(|line| mm(page.size.1 - top - line.bottom())).fold(0.0, f64::max);
        if width > WIDTH + MARGIN || height > HEIGHT + MARGIN {
            over.push(page.number);
        }
        (widest, highest) = (widest.max(width), highest.max(height));
    }
    let mut found = vec![Said::new("text-extent").arg("width", one(widest)).arg("height", one(highest))];
    if !over.is_empty() {
        found.push(Said::new("on-pages").arg("pages", pages(&over)));
    }
    Outcome::new(over.is_empty(), found)
}
