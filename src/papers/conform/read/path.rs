//! Straight lines among the paths of a page: stroked, or filled as narrow boxes. The entry point is [`Path`].

use super::matrix::Matrix;
use super::{Colour, Stroke};

/// Most points of a path that is looked at; what has more is a drawing, not rules.
const MOST_POINTS: usize = 10_000;
/// How far from level or upright a rule may be, in points.
const SLANT: f64 = 0.3;
/// Shortest rule and widest narrow box, in points.
const SHORTEST: f64 = 3.0;
const NARROW: f64 = 2.5;

/// The path under construction, in page coordinates.
#[derive(Default)]
pub(super) struct Path {
    parts: Vec<Vec<(f64, f64)>>,
    points: usize,
    curved: bool,
}

impl Path {
    pub fn move_to(&mut self, point: (f64, f64)) {
        if self.count(1) {
            self.parts.push(vec![point]);
        }
    }

    pub fn line_to(&mut self, point: (f64, f64)) {
        if self.count(1)
            && let Some(part) = self.parts.last_mut()
        {
            part.push(point);
        }
    }

    /// A curve: the path holds no rules from here on but goes on at its end.
    pub fn curve_to(&mut self, end: (f64, f64)) {
        self.curved = true;
        self.line_to(end);
    }

    pub fn close(&mut self) {
        if let Some(first) = self.parts.last().and_then(|part| part.first().copied()) {
            self.line_to(first);
        }
    }

    pub fn rectangle(&mut self, matrix: Matrix, [x, y, width, height]: [f64; 4]) {
        self.move_to(matrix.point(x, y));
        for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height), (x, y)] {
            self.line_to(matrix.point(x, y));
        }
    }

    fn count(&mut self, points: usize) -> bool {
        self.points += points;
        self.points <= MOST_POINTS
    }

    /// The rules that stroking the path draws.
    pub fn stroked(&self, thickness: f64, colour: Colour) -> Vec<Stroke> {
        if self.curved || self.points > MOST_POINTS {
            return Vec::new();
        }
        let segments = self.parts.iter().flat_map(|part| part.windows(2));
        segments.filter_map(|pair| rule(pair[0], pair[1], thickness, colour)).collect()
    }

    /// The rules that filling the path draws.
    pub fn filled(&self, colour: Colour) -> Vec<Stroke> {
        if self.curved || self.points > MOST_POINTS {
            return Vec::new();
        }
        self.parts.iter().filter_map(|part| narrow_box(part, colour)).collect()
    }
}

fn rule(a: (f64, f64), b: (f64, f64), thickness: f64, colour: Colour) -> Option<Stroke> {
    let (from, to) = if (a.0, a.1) <= (b.0, b.1) { (a, b) } else { (b, a) };
    let (across, up) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
    (across.max(up) >= SHORTEST && across.min(up) <= SLANT).then(|| {
        let (low, high) = (from.1.min(to.1), from.1.max(to.1));
        let level = across >= up;
        let ends = if level { ((from.0, (low + high) / 2.0), (to.0, (low + high) / 2.0)) } else { ((from.0, low), (from.0, high)) };
        Stroke { from: ends.0, to: ends.1, thickness, colour }
    })
}

/// A box with four corners, all edges along the page, that is narrow enough to be a rule.
fn narrow_box(part: &[(f64, f64)], colour: Colour) -> Option<Stroke> {
    if !(4..=5).contains(&part.len()) || part.windows(2).any(|pair| (pair[0].0 - pair[1].0).abs().min((pair[0].1 - pair[1].1).abs()) > SLANT) {
        return None;
    }
    let bound = |pick: fn(&(f64, f64)) -> f64| {
        let values = part.iter().map(pick);
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (low, high)) = (bound(|point| point.0), bound(|point| point.1));
    let (width, height) = (right - left, high - low);
    if width.max(height) < SHORTEST || width.min(height) > NARROW {
        return None;
    }
    let stroke = |from, to| Stroke { from, to, thickness: width.min(height), colour };
    Some(if width >= height {
        stroke((left, (low + high) / 2.0), (right, (low + high) / 2.0))
    } else {
        stroke(((left + right) / 2.0, low), ((left + right) / 2.0, high))
    })
}
