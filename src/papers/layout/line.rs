//! Filling and justifying lines. The entry points are [`fill`] and [`Measure::places`].

use super::text::{Atom, Kind};

/// How wide characters of a text are. Lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    /// Type size.
    pub size: f32,
    /// Advance of a full-width character.
    pub cell: f32,
    /// Space between Hanzi and letters or digits.
    pub gap: f32,
}

/// Atoms `start..end` on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
    /// The paragraph or the author ends the line: it is not justified.
    pub last: bool,
}

/// Rounding error that never pushes a character to the next line.
const SLACK: f32 = 0.02;

impl Measure {
    /// Body text: a quarter of a character between Hanzi and Latin.
    pub fn new(size: f32, cell: f32) -> Self {
        Self { size, cell, gap: size * 0.25 }
    }

    /// Table text: a little tighter.
    pub fn tight(size: f32) -> Self {
        Self { size, cell: size, gap: size * 0.12 }
    }

    fn advance(&self, atom: &Atom) -> f32 {
        match atom.kind {
            Kind::Latin => f32::from(atom.advance) * self.size / 1000.0,
            Kind::Space if atom.character != '\u{3000}' => f32::from(atom.advance) * self.size / 1000.0,
            _ => self.cell,
        }
    }

    fn gap_between(&self, before: &Atom, after: &Atom) -> f32 {
        match (before.kind, after.kind) {
            (Kind::Full, Kind::Latin) | (Kind::Latin, Kind::Full) => self.gap,
            _ => 0.0,
        }
    }

    /// Width of atoms on one line, nothing squeezed; spaces at its end do not count.
    pub fn width(&self, atoms: &[Atom]) -> f32 {
        let atoms = trim(atoms);
        let mut width = 0.0;
        let mut before: Option<&Atom> = None;
        for atom in atoms {
            if let Some(before) = before {
                width += self.gap_between(before, atom);
            }
            width += self.advance(atom);
            before = Some(atom);
        }
        width
    }

    /// Width of the widest part that no line may break.
    pub fn widest_whole(&self, atoms: &[Atom]) -> f32 {
        let (mut widest, mut start) = (0.0_f32, 0);
        for at in 1..=atoms.len() {
            if at == atoms.len() || atoms[at].may_break || atoms[at].must_break {
                widest = widest.max(self.width(&atoms[start..at]));
                start = at;
            }
        }
        widest
    }

    /// Left edges of the atoms of a line that begins at 0, the line's width, and what was added
    /// between all characters. With `target`, the line is made exactly that wide.
    ///
    /// What is left over goes between Hanzi and Latin first, up to half a character each, then
    /// evenly between all. What is too much comes from the closing mark at the line's end, then
    /// from marks that stand side by side, then from the spaces between Hanzi and Latin.
    pub fn places(&self, atoms: &[Atom], target: Option<f32>) -> (Vec<f32>, f32, f32) {
        let atoms = trim(atoms);
        let natural = self.width(atoms);
        let room = target.map_or(0.0, |target| target - natural);
        let mut adjust = Adjust::default();
        if room > SLACK {
            let soft = self.count(atoms, is_soft) as f32;
            let all = self.count(atoms, is_joint) as f32;
            if soft > 0.0 {
                adjust.soft = (room / soft).min(self.size * 0.25);
            }
            if all > 0.0 {
                adjust.all = (room - adjust.soft * soft) / all;
            }
        } else if room < -SLACK {
            let mut need = -room;
            if atoms.last().is_some_and(|atom| atom.kind == Kind::Close) {
                need -= need.min(self.cell / 2.0);
            }
            let pairs = self.count(atoms, squeezes) as f32;
            if pairs > 0.0 {
                adjust.pair = (need / pairs).min(self.cell / 2.0);
                need -= adjust.pair * pairs;
            }
            let soft = self.count(atoms, is_soft) as f32;
            if soft > 0.0 {
                adjust.soft = -(need / soft).min(self.gap / 2.0);
            }
        }
        let mut places = Vec::with_capacity(atoms.len());
        let mut x = 0.0;
        for (at, atom) in atoms.iter().enumerate() {
            if at > 0 {
                let before = &atoms[at - 1];
                x += self.gap_between(before, atom);
                if is_soft(before, atom) {
                    x += adjust.soft;
                }
                if is_joint(before, atom) {
                    x += adjust.all;
                }
                if squeezes(before, atom) {
                    x -= adjust.pair;
                }
            }
            places.push(x);
            x += self.advance(atom);
        }
        (places, x, adjust.all)
    }

    fn count(&self, atoms: &[Atom], matches: impl Fn(&Atom, &Atom) -> bool) -> usize {
        atoms.windows(2).filter(|pair| matches(&pair[0], &pair[1])).count()
    }

    /// Where in its place a glyph stands: full-width characters whose glyph is narrower than the
    /// square stand at the side where their ink belongs.
    pub fn inset(&self, atom: &Atom) -> f32 {
        let spare = match atom.kind {
            Kind::Latin | Kind::Space => return 0.0,
            _ => self.size - f32::from(atom.advance) * self.size / 1000.0,
        };
        if spare.abs() < 0.005 * self.size {
            return 0.0;
        }
        match atom.kind {
            Kind::Open => spare - self.size * 0.06,
            Kind::Close => self.size * 0.06,
            _ => spare / 2.0,
        }
    }
}

#[derive(Default)]
struct Adjust {
    soft: f32,
    all: f32,
    pair: f32,
}

/// Between Hanzi and Latin, or after a space.
fn is_soft(before: &Atom, after: &Atom) -> bool {
    !before.firm && is_loose(before, after)
}

fn is_loose(before: &Atom, after: &Atom) -> bool {
    matches!((before.kind, after.kind), (Kind::Full, Kind::Latin) | (Kind::Latin, Kind::Full))
        || before.kind == Kind::Space && after.kind != Kind::Space
}

/// A place that may be stretched at all.
fn is_joint(before: &Atom, after: &Atom) -> bool {
    if before.firm {
        return false;
    }
    let latin = |atom: &Atom| matches!(atom.kind, Kind::Latin | Kind::Space);
    if latin(before) && latin(after) {
        return before.kind == Kind::Space && after.kind != Kind::Space;
    }
    !matches!((before.character, after.character), ('—', '—') | ('…', '…') | ('─', '─'))
}

/// Marks side by side with an empty half between them.
fn squeezes(before: &Atom, after: &Atom) -> bool {
    matches!(
        (before.kind, after.kind),
        (Kind::Close, Kind::Close | Kind::Open) | (Kind::Open, Kind::Open)
    )
}

/// Without the spaces at the end.
fn trim(atoms: &[Atom]) -> &[Atom] {
    let kept = atoms.iter().rposition(|atom| atom.kind != Kind::Space).map_or(0, |at| at + 1);
    &atoms[..kept]
}

/// Breaks atoms into lines; `width` is given the line's number from 0.
pub(super) fn fill(atoms: &[Atom], measure: &Measure, width: impl Fn(usize) -> f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let line = fill_one(atoms, start, measure, width(lines.len()));
        start = line.end;
        lines.push(line);
    }
    lines
}

fn fill_one(atoms: &[Atom], start: usize, measure: &Measure, room: f32) -> Line {
    let room = room + SLACK;
    let mut natural = 0.0; // width so far
    let mut inked = 0.0; // the same without spaces at the end
    let mut gives = 0.0; // what pairs of marks and spaces may give
    let mut fits: Option<(usize, f32)> = None; // end of the longest line that fits as it is, its width
    let mut squeezed: Option<(usize, f32, bool)> = None; // the same when squeezed; by how much; the last mark is enough
    let mut emergency = start + 1;
    let mut at = start;
    while at < atoms.len() {
        let atom = &atoms[at];
        if at > start {
            if atom.must_break && inked <= room {
                return Line { start, end: at, last: true };
            }
            let before = &atoms[at - 1];
            natural += measure.gap_between(before, atom);
            if squeezes(before, atom) {
                gives += measure.cell / 2.0;
            }
            if measure.gap_between(before, atom) > 0.0 {
                gives += measure.gap / 2.0;
            }
        }
        natural += measure.advance(atom);
        if atom.kind != Kind::Space {
            inked = natural;
        }
        at += 1;
        let end = at == atoms.len();
        if inked <= room {
            emergency = at;
            if end {
                return Line { start, end: at, last: true };
            }
        }
        let last_mark = if atom.kind == Kind::Close { measure.cell / 2.0 } else { 0.0 };
        if end || atoms[at].may_break || atoms[at].must_break {
            if inked <= room {
                fits = Some((at, inked));
            } else if inked - gives - last_mark <= room {
                squeezed = Some((at, inked - room, inked - last_mark <= room));
            }
        }
        if inked - gives - measure.cell > room {
            break;
        }
    }
    let (end, last) = match (fits, squeezed) {
        (None, None) => (emergency, emergency == atoms.len()),
        (Some((end, _)), None) => (end, end == atoms.len()),
        (None, Some((end, ..))) => (end, end == atoms.len()),
        // Squeeze when the closing mark alone does it, or when it disturbs less than stretching.
        (Some((loose, width)), Some((tight, over, by_mark))) => {
            let end = if by_mark || over <= room - width { tight } else { loose };
            (end, end == atoms.len())
        }
    };
    // A last line that only fits squeezed is justified like any other.
    let tight_last = last && squeezed.is_some_and(|(tight, ..)| tight == end);
    Line { start, end, last: last && !tight_last }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::fonts::{Fonts, Role};
    use crate::papers::layout::text::Setter;

    const TEXT: &str = "根据《清流县建立贫困退出机制实施方案》（清委办〔2017〕25号），2017年全县脱贫1,780人，其中国定715人，占40.2%；\
        要坚持“六个精准”，做到扶真贫、真扶贫、真脱贫——决不让一个贫困群众掉队……网址http://www.example.gov.cn，下同。";

    fn atoms(text: &str) -> Vec<Atom> {
        let fonts = Fonts::open(None).expect("the program carries its fonts");
        let mut setter = Setter::new(&fonts);
        let atoms = setter.words(Role::FangSong, text);
        assert!(setter.missing().is_empty());
        atoms
    }

    #[test]
    fn justified_lines_are_exactly_as_wide_as_the_area() {
        let measure = Measure::new(16.0, 442.2 / 28.0);
        for start in 0..40 {
            let atoms = atoms(&TEXT.chars().skip(start).collect::<String>());
            for line in fill(&atoms, &measure, |_| 442.2) {
                let part = &atoms[line.start..line.end];
                let (places, width, _) = measure.places(part, (!line.last).then_some(442.2));
                assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
                // A closing mark at the end may give up its empty half.
                let mark = if part.last().is_some_and(|atom| atom.kind == Kind::Close) { measure.cell / 2.0 } else { 0.0 };
                assert!(width <= 442.2 + mark + 0.03, "{width}");
                assert!(line.last || width >= 442.2 - 0.03, "{width}");
                assert!(line.start == 0 || atoms[line.start].may_break);
            }
        }
    }

    #[test]
    fn a_mark_is_pushed_in_and_not_pulled_down() {
        let measure = Measure::new(16.0, 16.0);
        let atoms = atoms("一二三四五六七八九，甲乙");
        // Nine characters and a half: the comma takes half its square at the end of the line.
        assert_eq!(fill(&atoms, &measure, |_| 16.0 * 9.5)[0].end, 10);
        // Without that half the ninth character goes down with its comma.
        assert_eq!(fill(&atoms, &measure, |_| 16.0 * 9.4)[0].end, 8);
    }
}
