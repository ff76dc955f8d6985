//! 5.2.2 to 5.2.4 and 7.3.3: running text.

use super::super::area::{Area, HEIGHT, pitches};
use super::super::face::Kind;
use super::super::line::Line;
use super::super::read::Colour;
use super::super::said::Said;
use super::super::view::{Page, View, pt};
use super::{Outcome, Tally, THIRD, judge_face, main_face, one, pages, two};

/// 22 lines as equal boxes (28.99 pt, by word processors 28.95) or with 7/8 of a character between (29.62 pt); a little for rounding.
const PITCH: std::ops::RangeInclusive<f64> = 28.9..=29.7;
const LINES: usize = 22;
const CHARACTERS: usize = 28;

/// 5.2.2: 3号.
pub(super) fn size(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    Outcome::new(THIRD.contains(&area.size), vec![Said::new("points").arg("points", one(area.size))])
}

/// 5.2.2: 仿宋, the face that most of the running text has.
pub(super) fn face(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mut tally = Tally::new();
    if let Some(face) = main_face(upright(view).flat_map(|page| page.body(area.size)).flat_map(|line| &line.marks)) {
        judge_face(view, Kind::FangSong, face, &mut tally);
    }
    tally.outcome("no-text")
}

/// 5.2.3: 22 lines on a page that is full of text.
pub(super) fn lines(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let Some(pitch) = area.pitch else { return Outcome::none("no-full-page") };
    let most = upright(view).map(|page| count(page, area, pitch)).max().unwrap_or(0);
    let room = 1 + ((pt(HEIGHT) - area.size + 1.0) / pitch) as usize;
    // A page may end early to keep lines together; that says nothing as long as 22 lines of this pitch fit.
    if most < LINES && (PITCH.contains(&pitch) || room > LINES || !continues(view, area)) {
        return Outcome::none("no-full-page");
    }
    Outcome::new(most == LINES, vec![Said::new("lines").arg("lines", most)])
}

/// How many lines a page takes from its first to its last, blank ones too.
fn count(page: &Page, area: &Area, pitch: f64) -> usize {
    let (_, top) = area.corner(page);
    let last = page.body(area.size).last().map(|line| page.size.1 - top - line.top());
    last.map_or(0, |depth| 1 + (depth / pitch).round().max(0.0) as usize)
}

/// Some page of text goes on overleaf.
fn continues(view: &View, area: &Area) -> bool {
    view.pages.windows(2).any(|pair| pair.iter().all(|page| page.body(area.size).count() > 10))
}

/// 5.2.3: 28 characters on a full line, by the distance of Hanzi and the width of full lines.
pub(super) fn characters(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let Some(right) = area.right else { return Outcome::none("no-full-line") };
    // The last character takes its own width, not the distance to a next one.
    let count = ((right - area.left - area.size) / area.cell + 1.3) as usize;
    Outcome::new(count == CHARACTERS, vec![Said::new("characters").arg("characters", count).arg("step", two(area.cell))])
}

/// 5.2.3: lines that fill the type area, page by page.
pub(super) fn pitch(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mut measured: Vec<(usize, f64)> = Vec::new();
    for page in upright(view) {
        let steps = pitches(page, area.size);
        if steps.len() >= 4 {
            measured.extend(super::super::line::most(steps.into_iter(), 0.05).map(|pitch| (page.number, pitch)));
        }
    }
    let bad: Vec<&(usize, f64)> = measured.iter().filter(|(_, pitch)| !PITCH.contains(pitch)).collect();
    let shown = bad.first().map_or(measured.first(), |bad| Some(*bad));
    let Some((_, shown)) = shown else { return Outcome::none("no-full-page") };
    let mut found = vec![Said::new("pitch").arg("pitch", two(*shown)).arg("height", one((21.0 * shown + area.size) * 25.4 / 72.0))];
    if !bad.is_empty() && bad.len() < measured.len() {
        let numbers: Vec<usize> = bad.iter().map(|(page, _)| *page).collect();
        found.push(Said::new("on-pages").arg("pages", pages(&numbers)));
    }
    Outcome::new(bad.is_empty(), found)
}

/// 5.2.4: black, but for the head from the mark to the red rule; what stands outside the type area is no text of the document.
pub(super) fn black(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mark = super::format::Mark::find(view);
    let mut coloured = Vec::new();
    let mut seen = 0;
    for page in &view.pages {
        let (_, top) = area.corner(page);
        let floor = if page.upright() { area.bottom(page) } else { 0.0 };
        let lowest_red = mark.as_ref().filter(|_| page.number == 1).map_or(f64::INFINITY, |mark| mark.foot());
        for line in page.lines.iter().filter(|line| line.y > floor && line.y < page.size.1 - top && line.y < lowest_red) {
            let known = line.marks.iter().filter(|mark| mark.colour != Colour::Unknown);
            seen += known.clone().count();
            let text: String = known.filter(|mark| mark.colour != Colour::Black).map(|mark| mark.character).take(12).collect();
            if !text.is_empty() {
                coloured.push((page.number, text));
            }
        }
    }
    match coloured.first() {
        _ if seen == 0 => Outcome::none("no-text"),
        None => Outcome::new(true, vec![Said::new("black")]),
        Some((page, text)) => Outcome::new(false, vec![Said::new("coloured").arg("lines", coloured.len()).arg("page", page).arg("text", text)]),
    }
}

/// 7.3.3: 一、 in 黑体.
pub(super) fn level_1(view: &View) -> Outcome {
    level(view, Kind::Hei, |text| numeral(text).is_some_and(|rest| rest.starts_with('、')))
}

/// 7.3.3: （一） in 楷体.
pub(super) fn level_2(view: &View) -> Outcome {
    level(view, Kind::Kai, |text| text.strip_prefix(['（', '(']).and_then(numeral).is_some_and(|rest| rest.starts_with(['）', ')'])))
}

/// 7.3.3: 1. and （1） in 仿宋.
pub(super) fn level_3(view: &View) -> Outcome {
    let digits = |text: &str| -> Option<String> {
        let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
        (rest.len() < text.len() && text.len() - rest.len() <= 2).then(|| rest.to_owned())
    };
    level(view, Kind::FangSong, |text| {
        digits(text).is_some_and(|rest| rest.starts_with(['.', '．']))
            || text.strip_prefix(['（', '(']).and_then(digits).is_some_and(|rest| rest.starts_with(['）', ')']))
    })
}

/// What follows a Chinese numeral at the beginning.
fn numeral(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|character| "一二三四五六七八九十百".contains(character));
    (rest.len() < text.len() && text.len() - rest.len() <= 12).then_some(rest)
}

/// The faces of lines that begin two characters in with a number of a level: of the first few Hanzi after it.
fn level(view: &View, wanted: Kind, begins: impl Fn(&str) -> bool) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mut tally = Tally::new();
    for page in upright(view) {
        let (left, _) = area.corner(page);
        let indented = |line: &&Line| ((line.left() - left) / area.cell - 2.0).abs() <= 0.6;
        for line in page.body(area.size).filter(indented).filter(|line| begins(&line.text())) {
            if let Some(face) = main_face(line.marks.iter().take(7)) {
                judge_face(view, wanted, face, &mut tally);
            }
        }
    }
    tally.outcome("no-level")
}

fn upright(view: &View) -> impl Iterator<Item = &Page> {
    view.pages.iter().filter(|page| page.upright())
}
