//! 7.5 and 8: page numbers, upright and beside tables on their side.

use super::super::area::WIDTH;
use super::super::face::Kind;
use super::super::read::Mark;
use super::super::said::Said;
use super::super::view::{Page, View, is_dash, mm, pt};
use super::{FOURTH, Outcome, Tally, judge_face, one, pages};

/// Height of a dash above the baseline, in parts of its size.
const DASH: f64 = 0.36;
const PLACE: f64 = 1.1;
/// Most characters below the type area; where there are more, the page is set otherwise.
const MOST_BELOW: usize = 2_000;

/// A page number on the upright sheet.
struct Number {
    page: usize,
    number: usize,
    size: f64,
    face: usize,
    /// Left and right end with the dashes, from the edges of the type area, points.
    gaps: (f64, f64),
    /// How far the dashes are below the type area, points; `None` without dashes at both sides.
    dash: Option<f64>,
}

fn number_of(view: &View, page: &Page) -> Option<Number> {
    let area = view.area.as_ref()?;
    let (marks, strokes) = page.as_upright();
    let bottom = area.bottom(page);
    let low: Vec<&Mark> = marks.iter().filter(|mark| mark.from.1 < bottom - 6.0).collect();
    if low.len() > MOST_BELOW {
        return None;
    }
    // The lowest baselines with nothing but digits and dashes on them.
    let level = |mark: &&&Mark, y: f64| (mark.from.1 - y).abs() <= 1.0;
    let alone = |y: f64| low.iter().filter(|mark| level(mark, y)).all(|mark| mark.character.is_ascii_digit() || is_dash(mark.character));
    let first = low.iter().find(|mark| mark.character.is_ascii_digit() && alone(mark.from.1))?;
    let mut line: Vec<&Mark> = low.iter().filter(|mark| level(mark, first.from.1)).copied().collect();
    line.sort_by(|a, b| a.from.0.total_cmp(&b.from.0));
    let digits: Vec<&&Mark> = line.iter().filter(|mark| mark.character.is_ascii_digit()).collect();
    let number = digits.iter().map(|mark| mark.character).collect::<String>().parse().ok()?;
    let size = first.size;
    let (left, right) = (digits.first()?.from.0, digits.last()?.to.0);

    // Dashes as characters, or as short rules beside the digits.
    let beside = |from: f64, to: f64| to <= left + 1.0 && left - to < size || from >= right - 1.0 && from - right < size;
    let typed = line.iter().filter(|mark| is_dash(mark.character)).map(|mark| (mark.from.0, mark.to.0, mark.from.1 + DASH * mark.size));
    let short = |length: f64| (0.3 * size..1.6 * size).contains(&length);
    let near = strokes.iter().filter(|stroke| short(stroke.length()) && (stroke.from.1 - first.from.1 - DASH * size).abs() < 0.5 * size);
    let drawn = near.map(|stroke| (stroke.from.0, stroke.to.0, stroke.from.1)).filter(|(from, to, _)| beside(*from, *to));
    let dashes: Vec<(f64, f64, f64)> = typed.chain(drawn).collect();
    let both = dashes.iter().any(|dash| dash.1 <= left + 1.0) && dashes.iter().any(|dash| dash.0 >= right - 1.0);
    let from = dashes.iter().map(|dash| dash.0).fold(left, f64::min);
    let to = dashes.iter().map(|dash| dash.1).fold(right, f64::max);
    let height = dashes.iter().map(|dash| dash.2).fold(f64::NEG_INFINITY, f64::max);
    // On the upright sheet the type area begins at the same place for pages on their side.
    let edge = if page.upright() { area.corner(page).0 } else { area.left };
    Some(Number { page: page.number, number, size, face: first.face, gaps: (from - edge, edge + pt(WIDTH) - to), dash: both.then_some(bottom - height) })
}

fn numbers(view: &View) -> Vec<Number> {
    view.pages.iter().filter_map(|page| number_of(view, page)).collect()
}

/// Whether a page, by its number from 1, has a page number.
pub(super) fn is_numbered(view: &View, page: usize) -> bool {
    view.pages.iter().find(|candidate| candidate.number == page).is_some_and(|page| number_of(view, page).is_some())
}

/// 7.5: every page has its number, but for the page of the printing record behind a blank one, for blank pages, and for the first of a letter.
pub(super) fn present(view: &View) -> Outcome {
    if view.area.is_none() {
        return Outcome::none("no-text");
    }
    let blank = |page: &Page| page.marks.is_empty();
    let record = view.record().map(|(page, _)| page.number);
    let letter = super::format::Mark::find(view).is_some_and(|mark| mark.format == super::format::Format::Letter);
    let excused = |at: usize, page: &Page| blank(page) || letter && at == 0 || record == Some(page.number) && at > 0 && blank(&view.pages[at - 1]);
    let without: Vec<usize> = view
        .pages
        .iter()
        .enumerate()
        .filter(|(at, page)| !excused(*at, page) && number_of(view, page).is_none())
        .map(|(_, page)| page.number)
        .collect();
    match without.len() {
        0 => Outcome::new(true, vec![Said::new("numbered").arg("pages", view.pages.len())]),
        1 if view.pages.len() == 1 => Outcome::none("one-page"),
        _ => Outcome::new(false, vec![Said::new("unnumbered").arg("pages", pages(&without))]),
    }
}

/// 7.5: 4号.
pub(super) fn size(view: &View) -> Outcome {
    let mut tally = Tally::new();
    for number in numbers(view) {
        tally.add(FOURTH.contains(&number.size), Said::new("points").arg("points", one(number.size)));
    }
    tally.outcome("no-page-number")
}

/// 7.5: 宋体.
pub(super) fn face(view: &View) -> Outcome {
    let mut tally = Tally::new();
    for number in numbers(view) {
        judge_face(view, Kind::Song, number.face, &mut tally);
    }
    tally.outcome("no-page-number")
}

/// 7.5: a dash at each side, 7 mm below the type area.
pub(super) fn dash(view: &View) -> Outcome {
    let mut tally = Tally::new();
    for number in numbers(view) {
        match number.dash.map(mm) {
            Some(below) => tally.add((below - 7.0).abs() <= PLACE, Said::new("dash-below").arg("length", one(below))),
            None => tally.add(false, Said::new("no-dash")),
        }
    }
    tally.outcome("no-page-number")
}

/// 7.5: odd numbers one character from the right edge, even ones one from the left.
pub(super) fn side(view: &View) -> Outcome {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for number in numbers(view) {
        let gap = if number.number % 2 == 1 { number.gaps.1 } else { number.gaps.0 } / number.size;
        seen += 1;
        if (gap - 1.0).abs() > 0.5 {
            wrong.push(number.page);
        }
    }
    match (seen, wrong.is_empty()) {
        (0, _) => Outcome::none("no-page-number"),
        (_, true) => Outcome::new(true, vec![Said::new("sides")]),
        (_, false) => Outcome::new(false, vec![Said::new("wrong-side").arg("pages", pages(&wrong))]),
    }
}

/// 8: a page on its side has its number at the same place of the sheet as the others.
pub(super) fn landscape(view: &View) -> Outcome {
    let turned: Vec<&Page> = view.pages.iter().filter(|page| !page.upright()).collect();
    if turned.is_empty() || view.area.is_none() {
        return Outcome::none("no-landscape");
    }
    let without: Vec<usize> = turned.iter().filter(|page| number_of(view, page).is_none()).map(|page| page.number).collect();
    if without.is_empty() {
        let numbers: Vec<usize> = turned.iter().map(|page| page.number).collect();
        return Outcome::new(true, vec![Said::new("same-place").arg("pages", pages(&numbers))]);
    }
    Outcome::new(false, vec![Said::new("other-place").arg("pages", pages(&without))])
}
