//! A page as it is seen: upright, its lower left corner at zero, lengths in points. The entry point is [`Sheet`].

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Colour;
use super::matrix::Matrix;

/// How deep a page tree may be.
const DEEPEST: usize = 64;

/// What stands on a page.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Sheet {
    /// Number from 1.
    pub number: usize,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// Characters in the order in which they are drawn, without spaces.
    pub marks: Vec<Mark>,
    /// Straight lines along the page's edges.
    pub strokes: Vec<Stroke>,
}

/// Which way a character's line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Direction {
    /// As usual.
    Right,
    /// Downwards, turned by a quarter.
    Down,
    /// Any other way.
    Other,
}

/// A character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Mark {
    /// The character; U+FFFD where the file does not tell.
    pub character: char,
    /// Where its baseline begins.
    pub from: (f64, f64),
    /// Where its own width ends.
    pub to: (f64, f64),
    /// Type size in points, as seen.
    pub size: f64,
    /// Number of its face.
    pub face: usize,
    /// Colour.
    pub colour: Colour,
    /// Which way its line runs.
    pub direction: Direction,
}

/// A straight line, level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Stroke {
    /// Left or lower end.
    pub from: (f64, f64),
    /// Right or upper end.
    pub to: (f64, f64),
    /// Thickness in points.
    pub thickness: f64,
    /// Colour.
    pub colour: Colour,
}

impl Stroke {
    /// Whether it lies level.
    pub fn level(&self) -> bool {
        (self.to.0 - self.from.0) >= (self.to.1 - self.from.1)
    }

    /// Length in points.
    pub fn length(&self) -> f64 {
        (self.to.0 - self.from.0).max(self.to.1 - self.from.1)
    }
}

/// An entry of a page or of what it inherits from.
pub(super) fn inherited<'a>(file: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = file.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(value) = node.get(key) {
            return file.dereference(value).ok().map(|(_, value)| value);
        }
        node = file.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

/// A number that may stand behind a reference.
pub(super) fn number(file: &Document, object: &Object) -> Option<f64> {
    let (_, object) = file.dereference(object).ok()?;
    let number = match object {
        Object::Integer(number) => *number as f64,
        Object::Real(number) => f64::from(*number),
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// A list of numbers.
pub(super) fn numbers(file: &Document, object: &Object) -> Option<Vec<f64>> {
    let (_, object) = file.dereference(object).ok()?;
    object.as_array().ok()?.iter().map(|item| number(file, item)).collect()
}

/// An empty sheet, and how content gets onto it: by its box, its rotation and its unit.
pub(super) fn blank(file: &Document, page: ObjectId, order: usize) -> Option<(Sheet, Matrix)> {
    let area = |key: &[u8]| {
        let list = inherited(file, page, key).and_then(|list| numbers(file, list))?;
        let [a, b, c, d] = list[..] else { return None };
        let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
        (area[2] - area[0] > 1.0 && area[3] - area[1] > 1.0).then_some(area)
    };
    let media = area(b"MediaBox")?;
    let [left, bottom, right, top] = match area(b"CropBox") {
        Some(crop) => [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])],
        None => media,
    };
    let unit = inherited(file, page, b"UserUnit").and_then(|unit| number(file, unit)).filter(|unit| *unit > 0.0).unwrap_or(1.0);
    let (width, height) = ((right - left) * unit, (top - bottom) * unit);
    let placed = Matrix::shift(-left, -bottom).then(Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]));
    let turns = inherited(file, page, b"Rotate").and_then(|turn| number(file, turn)).unwrap_or(0.0);
    let (turn, width, height) = match (turns / 90.0).round().rem_euclid(4.0) as u8 {
        1 => (Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]), height, width),
        2 => (Matrix([-1.0, 0.0, 0.0, -1.0, width, height]), width, height),
        3 => (Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]), height, width),
        _ => (Matrix::IDENTITY, width, height),
    };
    let sheet = Sheet { number: order, width, height, ..Sheet::default() };
    (width.is_finite() && height.is_finite()).then_some((sheet, placed.then(turn)))
}

/// A dictionary that may stand behind a reference.
pub(super) fn dictionary<'a>(file: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match file.dereference(object).ok()?.1 {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}
