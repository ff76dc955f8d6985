//! 7.3.5: the date below the text.

use regex_lite::Regex;

use super::super::area::Area;
use super::super::line::Line;
use super::super::said::Said;
use super::super::view::{Page, View};
use super::head::right_edge;
use super::{Outcome, Tally, one};

/// Most dates that are looked at.
const MOST_DATES: usize = 100;

/// Dates that stand alone on a line in the right half, with what stands above each.
fn dates<'a>(view: &'a View, area: &'a Area) -> Vec<(&'a Page, &'a Line, Option<&'a Line>)> {
    let form = Regex::new(r"^[\d〇○零一二三四五六七八九十]+年[\d〇○零一二三四五六七八九十]+月[\d〇○零一二三四五六七八九十]+日$").expect("the pattern is fixed");
    let mut found = Vec::new();
    for page in view.pages.iter().filter(|page| page.upright()) {
        let body: Vec<&Line> = page.body(area.size).collect();
        let middle = (area.corner(page).0 + right_edge(area, page)) / 2.0;
        for (at, line) in body.iter().enumerate() {
            if found.len() < MOST_DATES && (line.left() + line.right()) / 2.0 > middle && form.is_match(&line.text()) {
                found.push((page, *line, at.checked_sub(1).map(|above| body[above])));
            }
        }
    }
    found
}

/// 7.3.5.4: Arabic digits, the year in full, no leading zero.
pub(super) fn date(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let form = Regex::new(r"^[12]\d{3}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$").expect("the pattern is fixed");
    let mut tally = Tally::new();
    for (_, line, _) in dates(view, area) {
        let text = line.text();
        tally.add(form.is_match(&text), Said::new("text").arg("text", text));
    }
    tally.outcome("no-date")
}

/// 7.3.5: four characters from the right under a seal; without one, two characters further in than the issuer, or two from the right where the
/// date is the longer.
pub(super) fn date_place(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mut tally = Tally::new();
    for (page, line, above) in dates(view, area) {
        let gap = (right_edge(area, page) - line.right()) / area.cell;
        let near = |wanted: f64, found: f64| (found - wanted).abs() <= 0.5;
        let in_from_issuer = above.map(|issuer| (line.left() - issuer.left()) / area.cell);
        let met = near(4.0, gap) || near(2.0, gap) || in_from_issuer.is_some_and(|indent| near(2.0, indent));
        tally.add(met, Said::new("right-gap").arg("gap", one(gap)));
    }
    tally.outcome("no-date")
}
