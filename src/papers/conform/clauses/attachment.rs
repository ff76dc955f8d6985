//! 7.3.4 and 7.3.7: the note of attachments, and attachments.

use super::super::area::Area;
use super::super::face::Kind;
use super::super::line::Line;
use super::super::said::Said;
use super::super::view::{Page, View, mm};
use super::{Outcome, THIRD, Tally, judge_face, one, title};

/// Most lines of a note that are looked at.
const MOST_NOTED: usize = 60;

/// 附件 with or without a number, as the label of an attachment.
fn is_label(text: &str) -> bool {
    let number = text.strip_prefix("附件").map(|rest| rest.trim_end_matches(['：', ':']));
    number.is_some_and(|number| number.chars().count() <= 3 && number.chars().all(|character| character.is_ascii_digit() || "一二三四五六七八九十".contains(character)))
}

/// The label of an attachment that begins on a page: its first line of the text's size.
pub(super) fn label_of<'a>(area: &Area, page: &'a Page) -> Option<&'a Line> {
    page.body(area.size).next().filter(|line| is_label(&line.text()))
}

/// 7.3.7: "附件" and its number in 3号黑体, flush in the first line of the type area, without a colon.
pub(super) fn label(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mut tally = Tally::new();
    for page in &view.pages {
        let Some(line) = label_of(area, page) else { continue };
        let (left, top) = area.corner(page);
        let (across, down) = (mm(line.left() - left), mm(page.size.1 - top - area.lead - line.top()));
        let text = line.text();
        if across.abs() > 2.0 || down.abs() > 2.0 {
            tally.add(false, Said::new("label-place").arg("text", &text).arg("across", one(across)).arg("down", one(down)));
        }
        if text.ends_with(['：', ':']) || !THIRD.contains(&line.size) {
            tally.add(false, Said::new("label").arg("text", &text).arg("points", one(line.size)));
        }
        if let Some(face) = line.face() {
            judge_face(view, Kind::Hei, face, &mut tally);
        }
    }
    tally.outcome("no-attachment")
}

/// 7.3.7: the title in the third line.
pub(super) fn title(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mut tally = Tally::new();
    for page in &view.pages {
        let Some(label) = label_of(area, page) else { continue };
        let Some(first) = title::lines(area, page, label.y).first().copied() else { continue };
        let line = 1.0 + (label.y - first.y) / area.pitch_or_standard();
        tally.add((2.6..=3.4).contains(&line), Said::new("title-line").arg("line", line.round()));
    }
    tally.outcome("no-attachment")
}

/// 7.3.4: one blank line below the text, two characters in, Arabic numbers, no mark after a name.
pub(super) fn note(view: &View) -> Outcome {
    let Some(area) = &view.area else { return Outcome::none("no-text") };
    let mut tally = Tally::new();
    for page in view.pages.iter().filter(|page| page.upright()) {
        let body: Vec<&Line> = page.body(area.size).collect();
        let left = area.corner(page).0;
        let indent = |line: &Line| (line.left() - left) / area.cell;
        for (at, line) in body.iter().enumerate().filter(|(_, line)| line.text().starts_with("附件：") && line.text().chars().count() > 3) {
            let begins = indent(line);
            if (begins - 2.0).abs() > 0.5 {
                tally.add(false, Said::new("note-indent").arg("indent", one(begins)));
            }
            if let Some(before) = at.checked_sub(1).and_then(|before| body.get(before)) {
                let blank = (before.y - line.y) / area.pitch_or_standard() - 1.0;
                tally.add((0.5..=1.6).contains(&blank), Said::new("blank-lines").arg("lines", one(blank)));
            }
            // The note goes on as long as lines begin farther in than paragraphs do.
            let rest = body[at + 1..].iter().take(MOST_NOTED).take_while(|line| (4.0..9.0).contains(&indent(line)));
            for line in std::iter::once(line).chain(rest) {
                let text = line.text();
                if text.ends_with(['。', '；', '，', '、', ';', ',']) {
                    tally.add(false, Said::new("note-mark").arg("text", text));
                } else {
                    tally.add(true, Said::new("note-clean"));
                }
            }
        }
    }
    tally.outcome("no-note")
}
