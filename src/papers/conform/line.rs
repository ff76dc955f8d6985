//! Lines of text, from characters that stand on one baseline. The entry point is [`lines`].

use std::collections::BTreeMap;

use super::read::{Direction, Mark, Sheet};

/// How far baselines of one line may differ, in points.
const SAME: f64 = 1.5;

/// Characters on one baseline, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Height of the baseline above the bottom of the page, points.
    pub y: f64,
    /// The size of most of its characters.
    pub size: f64,
    /// Its characters.
    pub marks: Vec<Mark>,
}

/// The lines of a sheet that run as usual, from the top down.
pub(super) fn lines(sheet: &Sheet) -> Vec<Line> {
    let mut marks: Vec<Mark> = sheet.marks.iter().filter(|mark| mark.direction == Direction::Right).copied().collect();
    marks.sort_by(|a, b| b.from.1.total_cmp(&a.from.1));
    let mut lines: Vec<Line> = Vec::new();
    for mark in marks {
        match lines.last_mut().filter(|line| line.y - mark.from.1 <= SAME) {
            Some(line) => line.marks.push(mark),
            None => lines.push(Line { y: mark.from.1, size: 0.0, marks: vec![mark] }),
        }
    }
    for line in &mut lines {
        line.marks.sort_by(|a, b| a.from.0.total_cmp(&b.from.0));
        line.size = most(line.marks.iter().map(|mark| mark.size), 0.05).unwrap_or(0.0);
        line.y = most(line.marks.iter().map(|mark| mark.from.1), 0.05).unwrap_or(line.y);
    }
    lines
}

impl Line {
    /// Its text, without spaces.
    pub fn text(&self) -> String {
        self.marks.iter().map(|mark| mark.character).collect()
    }

    /// Left edge in points.
    pub fn left(&self) -> f64 {
        self.marks.first().map_or(0.0, |mark| mark.from.0)
    }

    /// Right edge in points; a closing mark at the end counts by its half with ink.
    pub fn right(&self) -> f64 {
        self.marks.last().map_or(0.0, |mark| if closes(mark.character) { mark.to.0.min(mark.from.0 + mark.size / 2.0) } else { mark.to.0 })
    }

    /// Top of the square of its characters, points above the bottom of the page.
    pub fn top(&self) -> f64 {
        self.y + ABOVE * self.size
    }

    /// Bottom of the square of its characters.
    pub fn bottom(&self) -> f64 {
        self.y - (1.0 - ABOVE) * self.size
    }

    /// The face of most of its Hanzi.
    pub fn face(&self) -> Option<usize> {
        most_faces(self.marks.iter()).first().copied()
    }
}

/// Part of the square of a Hanzi that stands above the baseline, as CJK faces have it.
pub(super) const ABOVE: f64 = 0.88;

/// A Hanzi, as wide as its square.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn closes(character: char) -> bool {
    matches!(character, '，' | '。' | '、' | '；' | '：' | '）' | '》' | '〉' | '”' | '’' | '」' | '』' | '】' | '〕' | '！' | '？' | '．')
}

/// The faces of the Hanzi among some characters, the commonest first.
pub(super) fn most_faces<'a>(marks: impl Iterator<Item = &'a Mark>) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for mark in marks.filter(|mark| is_han(mark.character)) {
        *counts.entry(mark.face).or_default() += 1;
    }
    let mut counts: Vec<(usize, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(face, _)| face).collect()
}

/// The value that occurs most, values within a grain counted together; of equals the smallest.
pub(super) fn most(values: impl Iterator<Item = f64>, grain: f64) -> Option<f64> {
    let mut counts: BTreeMap<i64, (usize, f64)> = BTreeMap::new();
    for value in values.filter(|value| value.is_finite() && value.abs() < 1e9) {
        let entry = counts.entry((value / grain).round() as i64).or_insert((0, 0.0));
        entry.0 += 1;
        entry.1 += value;
    }
    // A value on the edge of two grains counts in both.
    let with_next = |(grain, (count, sum)): (&i64, &(usize, f64))| {
        let (more, add) = counts.get(&(grain + 1)).copied().unwrap_or((0, 0.0));
        (count + more, (sum + add) / (count + more) as f64)
    };
    let all = counts.iter().map(with_next);
    all.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, value)| value)
}
