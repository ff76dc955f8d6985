//! 7.3.1 and 7.3.2: title and recipients.

use super::super::area::Area;
use super::super::face::Kind;
use super::super::line::Line;
use super::super::read::Colour;
use super::super::said::Said;
use super::super::view::{Page, View, mm};
use super::{Outcome, SECOND, Tally, head, judge_face, main_face, one};

/// Smallest difference in size that makes a title, points.
const LARGER: f64 = 2.5;

/// The lines of a page's title: the first that are larger than the text, as long as they follow one another.
pub(super) fn lines<'a>(area: &Area, page: &'a Page, below: f64) -> Vec<&'a Line> {
    let large = |line: &&Line| line.size >= area.size + LARGER && line.marks.iter().all(|mark| mark.colour != Colour::Red);
    let top = page.size.1 - area.corner(page).1 + 2.0;
    let mut found: Vec<&Line> = Vec::new();
    for line in page.lines.iter().filter(|line| line.y < below && line.y < top) {
        if large(&line) && !page.in_table(line.y) {
            found.push(line);
        } else if !found.is_empty() {
            break;
        }
    }
    found
}

/// Where the search for the document's title begins: at the red rule, or above the page.
fn begin(view: &View) -> f64 {
    head::rule_height(view).unwrap_or(f64::INFINITY)
}

/// Titles of the document and of its attachments.
fn titles(view: &View) -> Vec<Vec<&Line>> {
    let Some(area) = &view.area else { return Vec::new() };
    let own = view.pages.first().map(|page| lines(area, page, begin(view)));
    let attached = view.pages.iter().skip(1).filter(|page| super::attachment::label_of(area, page).is_some());
    own.into_iter().chain(attached.map(|page| lines(area, page, f64::INFINITY))).filter(|lines| !lines.is_empty()).collect()
}

/// 7.3.1: 2号.
pub(super) fn size(view: &View) -> Outcome {
    let mut tally = Tally::new();
    for line in titles(view).into_iter().flatten() {
        tally.add(SECOND.contains(&line.size), Said::new("points").arg("points", one(line.size)));
    }
    tally.outcome("no-title")
}

/// 7.3.1: 小标宋.
pub(super) fn face(view: &View) -> Outcome {
    let mut tally = Tally::new();
    for title in titles(view) {
        if let Some(face) = main_face(title.iter().flat_map(|line| &line.marks)) {
            judge_face(view, Kind::BiaoSong, face, &mut tally);
        }
    }
    tally.outcome("no-title")
}

/// 7.3.1: two blank lines below the red rule. The rule's 4 mm put it between lines, so the title may be half a line nearer or farther.
pub(super) fn place(view: &View) -> Outcome {
    let (Some(area), Some(rule)) = (&view.area, head::rule_height(view)) else { return Outcome::none("no-head") };
    let title = view.pages.first().map(|page| lines(area, page, rule)).unwrap_or_default();
    let Some(first) = title.first() else { return Outcome::none("no-title") };
    let blank = (rule - first.top()) / area.pitch_or_standard();
    Outcome::new((1.4..=2.6).contains(&blank), vec![Said::new("blank-lines").arg("lines", one(blank))])
}

/// 7.3.2: one blank line below the title, flush left, a colon at the end.
pub(super) fn recipients(view: &View) -> Outcome {
    let (Some(area), Some(page)) = (&view.area, view.pages.first()) else { return Outcome::none("no-text") };
    let title = lines(area, page, begin(view));
    let Some(last) = title.last() else { return Outcome::none("no-title") };
    let left = area.corner(page).0;
    let body: Vec<&Line> = page.body(area.size).filter(|line| line.y < last.y).collect();
    let Some(first) = body.first().filter(|line| mm(line.left() - left).abs() <= 2.0) else { return Outcome::none("no-recipients") };
    let flush = body.iter().take_while(|line| mm(line.left() - left).abs() <= 2.0).take(6);
    let closed = flush.clone().any(|line| line.text().ends_with(['：', ':']));
    let blank = (last.y - first.y) / area.pitch_or_standard() - 1.0;
    let mut found = vec![Said::new("blank-lines").arg("lines", one(blank.max(0.0)))];
    if !closed {
        found.push(Said::new("no-colon").arg("text", first.text()));
    }
    Outcome::new(closed && (0.5..=1.6).contains(&blank), found)
}
