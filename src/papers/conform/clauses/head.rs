//! 7.2: the head (版头) of an official document, from the red mark to the red rule.

use regex_lite::Regex;

use super::super::area::{Area, WIDTH};
use super::super::face::Kind;
use super::super::line::Line;
use super::super::read::Stroke;
use super::super::said::Said;
use super::super::view::{Page, View, mm, pt};
use super::format::{Format, Mark};
use super::{Outcome, THIRD, Tally, judge_face, main_face, one};

/// Top of a Hanzi's ink above the baseline, in parts of its size.
pub(super) const INK: f64 = 0.85;
/// The type area's tolerance, for places that have none of their own; a tenth for what rounding leaves.
pub(super) const PLACE: f64 = 1.1;

/// The head on the first page.
pub(super) struct Head<'a> {
    page: &'a Page,
    area: &'a Area,
    mark: Vec<&'a Line>,
    rule: Option<Stroke>,
}

impl<'a> Head<'a> {
    /// The head, where the first page has a red mark and is no letter and no order: theirs are others (section 10).
    pub fn find(view: &'a View) -> Option<Self> {
        let Mark { page, area, lines, rules, format } = Mark::find(view)?;
        let rule = rules.iter().max_by(|a, b| a.length().total_cmp(&b.length())).copied();
        matches!(format, Format::Document | Format::Minutes).then_some(Self { page, area, mark: lines, rule })
    }

    /// Lines between the mark and the rule.
    fn below_mark(&self) -> impl Iterator<Item = &'a Line> {
        let (high, low) = (self.mark.last().map_or(0.0, |line| line.y), self.rule.map(|rule| rule.from.1));
        let (page, size) = (self.page, self.area.size);
        page.body(size).filter(move |line| line.y < high && low.is_some_and(|low| line.y > low))
    }

    /// Lines above the mark.
    fn above_mark(&self) -> impl Iterator<Item = &'a Line> {
        let high = self.mark.first().map_or(f64::INFINITY, |line| line.y);
        let top = self.page.size.1 - self.area.corner(self.page).1 + 1.0;
        self.page.lines.iter().filter(move |line| line.y > high && line.y < top)
    }

    fn left(&self) -> f64 {
        self.area.corner(self.page).0
    }

    /// The line with the document's number: the last above the rule.
    fn number(&self) -> Option<&'a Line> {
        self.below_mark().last()
    }
}

/// Judges each line of the corner that matches.
fn corner(view: &View, matches: impl Fn(&str) -> bool, judge: impl Fn(&Line, &mut Tally)) -> Outcome {
    let Some(head) = Head::find(view) else { return Outcome::none("no-head") };
    let mut tally = Tally::new();
    for line in head.above_mark().filter(|line| matches(&line.text())) {
        judge(line, &mut tally);
        let off = mm(line.left() - head.left());
        if off.abs() > PLACE {
            tally.add(false, Said::new("not-flush").arg("text", line.text()).arg("length", one(off)));
        }
        if !THIRD.contains(&line.size) {
            tally.add(false, Said::new("points").arg("points", one(line.size)));
        }
    }
    tally.outcome("no-entry")
}

/// 7.2.1: 份号, six digits.
pub(super) fn copy_number(view: &View) -> Outcome {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|character| character.is_ascii_digit());
    corner(view, digits, |line, tally| tally.add(line.marks.len() == 6, Said::new("text").arg("text", line.text())))
}

/// 7.2.2: 密级 in 黑体.
pub(super) fn secrecy(view: &View) -> Outcome {
    in_hei(view, &["绝密", "机密", "秘密"])
}

/// 7.2.3: 紧急程度 in 黑体.
pub(super) fn urgency(view: &View) -> Outcome {
    in_hei(view, &["特急", "加急", "特提", "平急"])
}

fn in_hei(view: &View, words: &[&str]) -> Outcome {
    let begins = |text: &str| words.iter().any(|word| text.starts_with(word));
    corner(view, begins, |line, tally| {
        if let Some(face) = line.face() {
            judge_face(view, Kind::Hei, face, tally);
        }
    })
}

/// 7.2.4: the mark's upper edge 35 mm below the type area's, centred.
pub(super) fn mark_place(view: &View) -> Outcome {
    let Some(head) = Head::find(view) else { return Outcome::none("no-head") };
    let (left, top) = head.area.corner(head.page);
    let Some(first) = head.mark.first() else { return Outcome::none("no-head") };
    let depth = mm(head.page.size.1 - top - (first.y + INK * first.size));
    let edges = head.mark.iter().map(|line| (line.left(), line.right()));
    let (from, to) = edges.fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), (left, right)| (from.min(left), to.max(right)));
    let off = mm((from + to) / 2.0 - left) - WIDTH / 2.0;
    let met = (depth - 35.0).abs() <= PLACE && off.abs() <= 2.0;
    Outcome::new(met, vec![Said::new("mark-place").arg("depth", one(depth)).arg("off", one(off.abs()))])
}

/// 7.2.4: the mark in 小标宋.
pub(super) fn mark_face(view: &View) -> Outcome {
    let Some(mark) = Mark::find(view) else { return Outcome::none("no-head") };
    let mut tally = Tally::new();
    if let Some(face) = main_face(mark.lines.iter().flat_map(|line| &line.marks)) {
        judge_face(view, Kind::BiaoSong, face, &mut tally);
    }
    tally.outcome("no-head")
}

/// 7.2.5: the year in full in 〔〕, the number without 第 and leading zero, 号.
pub(super) fn document_number(view: &View) -> Outcome {
    let Some(head) = Head::find(view) else { return Outcome::none("no-head") };
    let Some(line) = head.number() else { return Outcome::none("no-number") };
    let text = line.text();
    let number = text.split("签发人").next().unwrap_or_default();
    let form = Regex::new(r"^[^\d〔〕\[\]【】（）()]+〔[12]\d{3}〕[1-9]\d*号$").expect("the pattern is fixed");
    Outcome::new(form.is_match(number), vec![Said::new("text").arg("text", number)])
}

/// 7.2.5: two blank lines below the mark. The mark stands where its 35 mm put it, so the number may be half a line nearer or farther.
pub(super) fn document_number_place(view: &View) -> Outcome {
    let Some(head) = Head::find(view) else { return Outcome::none("no-head") };
    let (Some(number), Some(mark)) = (head.below_mark().next(), head.mark.last()) else { return Outcome::none("no-number") };
    let lines = (mark.bottom() - number.top()) / head.area.pitch_or_standard();
    Outcome::new((1.4..=2.95).contains(&lines), vec![Said::new("blank-lines").arg("lines", one(lines))])
}

/// 7.2.6: the signer's name in 楷体.
pub(super) fn signer(view: &View) -> Outcome {
    let Some(head) = Head::find(view) else { return Outcome::none("no-head") };
    let mut tally = Tally::new();
    for line in head.below_mark() {
        let text = line.text();
        let Some((before, _)) = text.split_once("签发人：") else { continue };
        let names = line.marks.iter().skip(before.chars().count() + 4);
        if let Some(face) = main_face(names) {
            judge_face(view, Kind::Kai, face, &mut tally);
        }
    }
    tally.outcome("no-signer")
}

/// 7.2.7: the red rule 4 mm below the number, as wide as the type area and centred in it.
pub(super) fn red_rule(view: &View) -> Outcome {
    let Some(head) = Head::find(view) else { return Outcome::none("no-head") };
    let Some(rule) = head.rule else { return Outcome::new(false, vec![Said::new("no-red-rule")]) };
    let width = mm(rule.length());
    let off = mm(rule.from.0 - head.left());
    let below = head.number().map(|number| mm(number.bottom() - rule.from.1));
    let met = (width - WIDTH).abs() <= PLACE && off.abs() <= PLACE && below.is_none_or(|below| (below - 4.0).abs() <= PLACE);
    let mut found = vec![Said::new("rule-width").arg("width", one(width))];
    if off.abs() > PLACE {
        found.push(Said::new("rule-off").arg("off", one(off)));
    }
    if let Some(below) = below {
        found.push(Said::new("rule-below").arg("below", one(below)));
    }
    Outcome::new(met, found)
}

/// Height of the red rule above the bottom of the first page.
pub(super) fn rule_height(view: &View) -> Option<f64> {
    Head::find(view)?.rule.map(|rule| rule.from.1)
}

/// Right edge of the type area on a page.
pub(super) fn right_edge(area: &Area, page: &Page) -> f64 {
    area.corner(page).0 + pt(WIDTH)
}
