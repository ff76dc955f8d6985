//! 7.4: the printing record (版记).

use super::super::area::WIDTH;
use super::super::face::Kind;
use super::super::line::Line;
use super::super::read::Stroke;
use super::super::said::Said;
use super::super::view::{Page, View, mm};
use super::{FOURTH, Outcome, Tally, judge_face, one, two};

/// Rules are 0.35 mm and 0.25 mm thick; half of what lies between them tells one from the other.
const THICK: f64 = 0.35;
const THIN: f64 = 0.25;
const THICKNESS: f64 = 0.05;
const PLACE: f64 = 1.1;

/// The page of the record and its rules from the top down.
fn rules_of(view: &View) -> Option<(&Page, Vec<Stroke>)> {
    let (page, line) = view.record()?;
    let wide = |stroke: &&Stroke| stroke.level() && mm(stroke.length()) > 120.0 && !page.in_table(stroke.from.1);
    // The record is short: a fifth of the page holds it.
    let near = |stroke: &&Stroke| stroke.from.1 < line.y + page.size.1 / 5.0 && stroke.from.1 > line.y - 60.0;
    let mut rules: Vec<Stroke> = page.strokes.iter().filter(wide).filter(near).copied().collect();
    rules.sort_by(|a, b| b.from.1.total_cmp(&a.from.1));
    Some((page, rules))
}

/// 7.4.1: rules as wide as the type area, the first and the last 0.35 mm, those between 0.25 mm.
pub(super) fn rules(view: &View) -> Outcome {
    let Some((_, rules)) = rules_of(view) else { return Outcome::none("no-record") };
    if rules.len() < 2 {
        return Outcome::new(false, vec![Said::new("no-record-rules")]);
    }
    let mut tally = Tally::new();
    for (at, rule) in rules.iter().enumerate() {
        let outer = at == 0 || at == rules.len() - 1;
        let wanted = if outer { THICK } else { THIN };
        let (width, thickness) = (mm(rule.length()), mm(rule.thickness));
        let met = (width - WIDTH).abs() <= PLACE && (thickness - wanted).abs() < THICKNESS;
        let key = if outer { "outer-rule" } else { "inner-rule" };
        tally.add(met, Said::new(key).arg("width", one(width)).arg("thickness", two(thickness)));
    }
    tally.outcome("no-record")
}

/// 7.4.1: the last rule lies on the lower edge of the type area.
pub(super) fn bottom(view: &View) -> Outcome {
    let (Some(area), Some((page, rules))) = (&view.area, rules_of(view)) else { return Outcome::none("no-record") };
    let Some(last) = rules.last() else { return Outcome::none("no-record") };
    let above = mm(last.from.1 - area.bottom(page));
    let key = if above < 0.0 { "below-edge" } else { "above-edge" };
    Outcome::new(above.abs() <= PLACE, vec![Said::new(key).arg("length", one(above.abs()))])
}

/// 7.4.2, 7.4.3: 4号仿宋, one character from either edge.
pub(super) fn text(view: &View) -> Outcome {
    let (Some(area), Some((page, rules))) = (&view.area, rules_of(view)) else { return Outcome::none("no-record") };
    let (Some(first), Some(last)) = (rules.first(), rules.last()) else { return Outcome::none("no-record") };
    let lines: Vec<&Line> = page.lines.iter().filter(|line| (last.from.1..first.from.1).contains(&line.y)).collect();
    let left = area.corner(page).0;
    let right = super::head::right_edge(area, page);
    let mut tally = Tally::new();
    for line in &lines {
        tally.add(FOURTH.contains(&line.size), Said::new("points").arg("points", one(line.size)));
        if let Some(face) = line.face() {
            judge_face(view, Kind::FangSong, face, &mut tally);
        }
        let inset = (line.left() - left) / line.size;
        if inset < 0.6 {
            tally.add(false, Said::new("left-gap").arg("gap", one(inset)));
        }
        if line.text().ends_with("印发") {
            let gap = (right - line.right()) / line.size;
            if (gap - 1.0).abs() > 0.4 {
                tally.add(false, Said::new("right-gap").arg("gap", one(gap)));
            }
        }
    }
    tally.outcome("no-record")
}
