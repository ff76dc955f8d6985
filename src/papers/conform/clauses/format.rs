//! 10: what the formats of letters, orders and minutes have of their own. The entry point is [`Mark::find`], which tells them apart: a letter
//! by its pairs of red rules, an order and minutes by the last words of their marks.

use regex_lite::Regex;

use super::super::area::{Area, WIDTH};
use super::super::face::Kind;
use super::super::line::Line;
use super::super::read::{Colour, Stroke};
use super::super::said::Said;
use super::super::view::{Page, View, mm, pt};
use super::head::{INK, PLACE, right_edge};
use super::{FOURTH, Outcome, Tally, judge_face, main_face, one, title};

/// Rules of a letter.
const RULE: f64 = 170.0;
/// Rules so near to one another are a pair.
const PAIR: f64 = 3.0;
/// What lies between the first pair of rules and what stands below it: 7/8 of the height of a character of 3号.
const BELOW_PAIR: f64 = 7.0 / 8.0 * 5.57;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Section 7.
    Document,
    /// 10.1.
    Letter,
    /// 10.2.
    Order,
    /// 10.3.
    Minutes,
}

/// The red mark of the first page, the long red rules there, and the format that they make.
pub(super) struct Mark<'a> {
    pub page: &'a Page,
    pub area: &'a Area,
    pub lines: Vec<&'a Line>,
    /// From the top down.
    pub rules: Vec<Stroke>,
    pub format: Format,
}

impl<'a> Mark<'a> {
    /// The mark, where the first page has large red characters.
    pub fn find(view: &'a View) -> Option<Self> {
        let area = view.area.as_ref()?;
        let page = view.pages.first()?;
        let red = |line: &&Line| line.size >= 20.0 && line.marks.iter().filter(|mark| mark.colour == Colour::Red).count() * 2 > line.marks.len();
        let lines: Vec<&Line> = page.lines.iter().filter(red).collect();
        let long = |stroke: &&Stroke| stroke.colour == Colour::Red && stroke.level() && mm(stroke.length()) > 100.0;
        let mut rules: Vec<Stroke> = page.strokes.iter().filter(long).copied().collect();
        rules.sort_by(|a, b| b.from.1.total_cmp(&a.from.1));
        let words: String = lines.iter().map(|line| line.text()).collect();
        let format = match () {
            () if rules.windows(2).any(|pair| mm(pair[0].from.1 - pair[1].from.1) < PAIR) => Format::Letter,
            () if words.ends_with('令') => Format::Order,
            () if words.ends_with("纪要") => Format::Minutes,
            () => Format::Document,
        };
        (!lines.is_empty()).then_some(Self { page, area, lines, rules, format })
    }

    fn of(view: &'a View, format: Format) -> Option<Self> {
        Self::find(view).filter(|mark| mark.format == format)
    }

    /// Below the last red thing of the head, the text is black: height above the bottom of the page.
    pub fn foot(&self) -> f64 {
        let lowest = self.lines.last().map_or(f64::INFINITY, |line| line.bottom());
        match self.format {
            Format::Document | Format::Minutes => self.rules.last().map_or(lowest, |rule| rule.from.1),
            Format::Letter | Format::Order => lowest,
        }
    }

    /// Top of the mark below the top of the page, and how far it is off the middle of the type area.
    fn place(&self) -> Option<(f64, f64)> {
        let first = self.lines.first()?;
        let edges = self.lines.iter().map(|line| (line.left(), line.right()));
        let (from, to) = edges.fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), (left, right)| (from.min(left), to.max(right)));
        let off = mm((from + to) / 2.0 - self.area.corner(self.page).0) - WIDTH / 2.0;
        Some((mm(self.page.size.1 - (first.y + INK * first.size)), off.abs()))
    }

    /// The mark so far below a top, in the middle.
    fn judge_place(&self, top: f64, wanted: f64) -> Outcome {
        let Some((depth, off)) = self.place() else { return Outcome::none("no-head") };
        let depth = depth - top;
        let met = (depth - wanted).abs() <= PLACE && off <= 2.0;
        Outcome::new(met, vec![Said::new("mark-top").arg("depth", one(depth)).arg("off", one(off))])
    }

    fn type_area_top(&self) -> f64 {
        mm(self.area.corner(self.page).1)
    }

    /// Pairs of rules, from the top down.
    fn pairs(&self) -> Vec<(Stroke, Stroke)> {
        self.rules.windows(2).filter(|pair| mm(pair[0].from.1 - pair[1].from.1) < PAIR).map(|pair| (pair[0], pair[1])).collect()
    }

    /// Lines of the text's size between the mark and the title, of a letter below the first pair of rules.
    fn entries(&self) -> Vec<&'a Line> {
        let high = self.foot();
        let low = title::lines(self.area, self.page, high).first().map_or(f64::NEG_INFINITY, |line| line.y);
        self.page.body(self.area.size).filter(|line| line.y < high && line.y > low).collect()
    }
}

fn top_of(stroke: &Stroke) -> f64 {
    stroke.from.1 + stroke.thickness / 2.0
}

fn bottom_of(stroke: &Stroke) -> f64 {
    stroke.from.1 - stroke.thickness / 2.0
}

/// 10.1: the mark's upper edge 30 mm below that of the paper.
pub(super) fn letter_mark(view: &View) -> Outcome {
    Mark::of(view, Format::Letter).map_or_else(|| Outcome::none("no-letter"), |mark| mark.judge_place(0.0, 30.0))
}

/// 10.1: a pair of rules 4 mm below the mark, the thick one above; another 20 mm above the edge of the paper, the thick one below; 170 mm,
/// in the middle of the paper.
pub(super) fn letter_rules(view: &View) -> Outcome {
    let Some(mark) = Mark::of(view, Format::Letter) else { return Outcome::none("no-letter") };
    let pairs = mark.pairs();
    let ([first, .., last] | [first @ last]) = pairs.as_slice() else { return Outcome::none("no-letter") };
    let mut tally = Tally::new();
    if pairs.len() != 2 {
        tally.add(false, Said::new("pairs").arg("count", pairs.len()));
    }
    for rule in pairs.iter().flat_map(|pair| [&pair.0, &pair.1]) {
        let width = mm(rule.length());
        let off = mm((rule.from.0 + rule.to.0 - mark.page.size.0) / 2.0).abs();
        tally.add((width - RULE).abs() <= PLACE && off <= PLACE, Said::new("pair-width").arg("width", one(width)).arg("off", one(off)));
    }
    let below = mark.lines.last().map_or(0.0, |line| mm(line.bottom() - top_of(&first.0)));
    tally.add((below - 4.0).abs() <= PLACE, Said::new("pair-below").arg("length", one(below)));
    if pairs.len() == 2 {
        let above = mm(bottom_of(&last.1));
        tally.add((above - 20.0).abs() <= PLACE, Said::new("pair-above").arg("length", one(above)));
    }
    let order = first.0.thickness >= first.1.thickness && (pairs.len() < 2 || last.0.thickness <= last.1.thickness);
    if !order {
        tally.add(false, Said::new("pair-order"));
    }
    tally.outcome("no-letter")
}

/// 10.1: below the first pair by 7/8 of a character the number at the right edge, in the corner at the left what else there is.
pub(super) fn letter_number(view: &View) -> Outcome {
    let Some(mark) = Mark::of(view, Format::Letter) else { return Outcome::none("no-letter") };
    let entries = mark.entries();
    let (Some(first), Some((_, rule))) = (entries.first(), mark.pairs().first().copied()) else { return Outcome::none("no-number") };
    let right = right_edge(mark.area, mark.page);
    let mut tally = Tally::new();
    let below = mm(bottom_of(&rule) - first.top());
    tally.add((below - BELOW_PAIR).abs() <= PLACE, Said::new("entries-below").arg("length", one(below)));
    match entries.iter().find(|line| line.text().ends_with('号')) {
        Some(line) => {
            let off = mm(right - line.right());
            tally.add(off.abs() <= PLACE, Said::new("number-right").arg("length", one(off)));
        }
        None => tally.add(false, Said::new("no-number")),
    }
    tally.outcome("no-number")
}

/// 10.1: the title two lines below the last of what stands above it.
pub(super) fn letter_title(view: &View) -> Outcome {
    let Some(mark) = Mark::of(view, Format::Letter) else { return Outcome::none("no-letter") };
    let entries = mark.entries();
    let title = title::lines(mark.area, mark.page, mark.foot());
    let (Some(last), Some(first)) = (entries.last(), title.first()) else { return Outcome::none("no-title") };
    let blank = (last.bottom() - first.top()) / mark.area.pitch_or_standard();
    Outcome::new((1.4..=2.95).contains(&blank), vec![Said::new("blank-lines").arg("lines", one(blank))])
}

/// 10.1: no number on the first page.
pub(super) fn letter_first_page(view: &View) -> Outcome {
    if Mark::of(view, Format::Letter).is_none() {
        return Outcome::none("no-letter");
    }
    let numbered = super::number::is_numbered(view, 1);
    Outcome::new(!numbered, vec![Said::new(if numbered { "first-page-numbered" } else { "first-page-unnumbered" })])
}

/// 10.1: the printing record has no rules and says nothing of the printing; it ends with the type area.
pub(super) fn letter_record(view: &View) -> Outcome {
    let Some(mark) = Mark::of(view, Format::Letter) else { return Outcome::none("no-letter") };
    let Some(page) = view.pages.last() else { return Outcome::none("no-letter") };
    let mut tally = Tally::new();
    if let Some((page, line)) = view.record() {
        tally.add(false, Said::new("printed-in-letter").arg("page", page.number).arg("text", line.text()));
    }
    let bottom = mark.area.bottom(page);
    let copies = page.lines.iter().rev().find(|line| FOURTH.contains(&line.size) && line.y > bottom && line.text().ends_with('。') && !page.in_table(line.y));
    if let Some(line) = copies {
        let above = mm(line.bottom() - bottom);
        tally.add(above.abs() <= 3.0, Said::new("above-edge").arg("length", one(above)));
        let ruled = page.strokes.iter().any(|stroke| stroke.level() && mm(stroke.length()) > 120.0 && (stroke.from.1 - line.y).abs() < pt(20.0));
        if ruled {
            tally.add(false, Said::new("record-ruled"));
        }
    }
    tally.outcome("no-record")
}

/// 10.2: the mark's upper edge 20 mm below that of the type area.
pub(super) fn order_mark(view: &View) -> Outcome {
    Mark::of(view, Format::Order).map_or_else(|| Outcome::none("no-order"), |mark| mark.judge_place(mark.type_area_top(), 20.0))
}

/// 10.2: two blank lines, the number without a year, two blank lines, the text.
pub(super) fn order_number(view: &View) -> Outcome {
    let Some(mark) = Mark::of(view, Format::Order) else { return Outcome::none("no-order") };
    let below: Vec<&Line> = mark.page.body(mark.area.size).filter(|line| line.y < mark.foot()).collect();
    let ([number, text, ..], Some(last)) = (below.as_slice(), mark.lines.last()) else { return Outcome::none("no-number") };
    let form = Regex::new(r"^第[1-9]\d*号$").expect("the pattern is fixed");
    let pitch = mark.area.pitch_or_standard();
    let (above, under) = ((last.bottom() - number.top()) / pitch, (number.y - text.y) / pitch - 1.0);
    let met = form.is_match(&number.text()) && (1.4..=2.95).contains(&above) && (1.6..=2.4).contains(&under);
    Outcome::new(met, vec![Said::new("order-number").arg("text", number.text()).arg("above", one(above)).arg("under", one(under))])
}

/// 10.3: the mark's upper edge 35 mm below that of the type area.
pub(super) fn minutes_mark(view: &View) -> Outcome {
    Mark::of(view, Format::Minutes).map_or_else(|| Outcome::none("no-minutes"), |mark| mark.judge_place(mark.type_area_top(), 35.0))
}

/// 10.3: a blank line below the text, two characters in, 出席： in 黑体; 请假 and 列席 likewise.
pub(super) fn attendance(view: &View) -> Outcome {
    let Some(mark) = Mark::of(view, Format::Minutes) else { return Outcome::none("no-minutes") };
    let area = mark.area;
    let mut tally = Tally::new();
    for page in view.pages.iter().filter(|page| page.upright()) {
        let body: Vec<&Line> = page.body(area.size).collect();
        let labelled = |line: &Line| ["出席：", "请假：", "列席："].iter().any(|label| line.text().starts_with(label));
        for (at, line) in body.iter().enumerate().filter(|(_, line)| labelled(line)) {
            let indent = (line.left() - area.corner(page).0) / area.cell;
            tally.add((indent - 2.0).abs() <= 0.5, Said::new("note-indent").arg("indent", one(indent)));
            if let Some(face) = main_face(line.marks.iter().take(2)) {
                judge_face(view, Kind::Hei, face, &mut tally);
            }
            if let Some(before) = at.checked_sub(1).map(|before| body[before]).filter(|_| line.text().starts_with("出席")) {
                let blank = (before.y - line.y) / area.pitch_or_standard() - 1.0;
                tally.add((0.5..=1.6).contains(&blank), Said::new("blank-lines").arg("lines", one(blank)));
            }
        }
    }
    tally.outcome("no-attendance")
}
