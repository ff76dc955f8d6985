//! Page content. The entry point is [`write`].
//!
//! Text is placed by moves relative to the line before, in whole thousandths of a point, so that
//! no rounding adds up. Each change of owner closes one marked-content sequence and opens another.

use std::collections::BTreeMap;

use printpdf::{
    Color, DictItem, FontId, Greyscale, Line, LinePoint, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions,
    Point, Pt, Rgb, TextMatrix,
};

use rayon::prelude::*;

use super::embed::Embedded;
use super::image;
use crate::papers::fonts::deflate;
use crate::papers::layout::{Code, Colour, Item, NodeId, Owner, Page, Pages, Rule, Run};

/// For each page, the elements that its marked-content sequences belong to, by their number.
pub(super) type Marks = Vec<Vec<NodeId>>;

/// Content streams of all pages, deflated, and whose the marked content is.
pub(super) fn write(pages: &Pages, embedded: &Embedded, level: u32) -> (Vec<Vec<u8>>, Marks) {
    let fonts: Vec<FontId> = (0..embedded.count()).map(|index| FontId(format!("F{index}"))).collect();
    let one = |page: &Page| write_one(page, pages, embedded, &fonts, level);
    // In parallel where it pays, but collected in their order: the bytes do not depend on it.
    match pages.pages.len() {
        0..4 => pages.pages.iter().map(one).unzip(),
        _ => pages.pages.par_iter().map(one).unzip(),
    }
}

/// Hands printpdf one page at a time: many at once only leave the cache.
fn write_one(page: &Page, pages: &Pages, embedded: &Embedded, fonts: &[FontId], level: u32) -> (Vec<u8>, Vec<NodeId>) {
    let mut writer = Writer::new(pages, embedded, fonts, page);
    writer.page(page);
    let mut document = PdfDocument::new("");
    // The boxes are written with the rest of the page, in points.
    document.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), writer.ops));
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let written = document.to_lopdf_document(&options, &mut Vec::new());
    let stream = written.page_iter().find_map(|page| {
        let content = written.get_dictionary(page).and_then(|page| page.get(b"Contents")?.as_reference());
        match content.and_then(|id| written.get_object(id)) {
            Ok(lopdf::Object::Stream(stream)) => Some(deflate(&stream.content, level)),
            _ => None,
        }
    });
    (stream.unwrap_or_default(), writer.marks)
}

/// A length rounded to what is written: thousandths of a point.
pub(super) fn rounded(length: f32) -> f32 {
    thousandths(length) as f32 / 1000.0
}

fn thousandths(length: f32) -> i32 {
    (length * 1000.0).round() as i32
}

struct Writer<'a> {
    pages: &'a Pages,
    embedded: &'a Embedded,
    fonts: &'a [FontId],
    ops: Vec<Op>,
    marks: Vec<NodeId>,
    owner: Option<Owner>,
    font: (u16, i32),
    tracking: i32,
    fill: Colour,
    /// Start of the current line, thousandths of a point.
    line: (i32, i32),
    /// The text matrix is turned: moves are not along the page.
    turned: bool,
}

impl<'a> Writer<'a> {
    fn new(pages: &'a Pages, embedded: &'a Embedded, fonts: &'a [FontId], page: &Page) -> Self {
        Self {
            pages,
            embedded,
            fonts,
            ops: Vec::with_capacity(page.items.len() * 5 + 16),
            marks: Vec::new(),
            owner: None,
            font: (u16::MAX, 0),
            tracking: 0,
            fill: Colour::Black,
            line: (0, 0),
            turned: false,
        }
    }

    /// Rules first, then text: one artifact and one text object.
    fn page(&mut self, page: &Page) {
        let mut stroke = None;
        let mut rules = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Rule(rule) => Some(rule),
                Item::Run(_) | Item::Code(_) | Item::Figure(_) => None,
            })
            .peekable();
        if rules.peek().is_some() {
            self.ops.push(artifact("Layout"));
            for rule in rules {
                self.rule(rule, &mut stroke);
            }
            self.ops.push(Op::EndMarkedContent);
        }
        for item in &page.items {
            match item {
                Item::Code(code) => self.code(code),
                Item::Figure(number) => self.figure(*number),
                Item::Run(_) | Item::Rule(_) => {}
            }
        }
        self.ops.push(Op::StartTextSection);
        for item in &page.items {
            if let Item::Run(run) = item {
                self.run(run);
            }
        }
        if self.owner.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
        self.ops.push(Op::EndTextSection);
    }

    fn rule(&mut self, rule: &Rule, stroke: &mut Option<(Colour, i32)>) {
        let thickness = thousandths(rule.thickness);
        if stroke.is_none_or(|(colour, _)| colour != rule.colour) {
            self.ops.push(Op::SetOutlineColor { col: colour(rule.colour) });
        }
        if stroke.is_none_or(|(_, last)| last != thickness) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(rounded(rule.thickness)) });
        }
        *stroke = Some((rule.colour, thickness));
        let end = |(x, y): (f32, f32)| LinePoint { p: Point { x: Pt(rounded(x)), y: Pt(rounded(y)) }, bezier: false };
        self.ops.push(Op::DrawLine { line: Line { points: vec![end(rule.from), end(rule.to)], is_closed: false } });
    }

    /// Dark modules side by side are one rectangle; all are filled at once.
    fn code(&mut self, code: &Code) {
        self.ops.push(artifact("Pagination"));
        let edge = code.modules.edge;
        let module = code.size / edge as f32;
        let place = |count: usize| module * count as f32;
        for (row, line) in code.modules.dark.chunks(edge).enumerate() {
            let y = code.y + code.size - place(row + 1);
            let mut column = 0;
            for same in line.chunk_by(|a, b| a == b) {
                if same[0] {
                    let sides = [code.x + place(column), y, place(same.len()), module];
                    self.ops.push(Op::Unknown { key: "re".to_owned(), value: sides.map(|side| DictItem::Real(rounded(side))).to_vec() });
                }
                column += same.len();
            }
        }
        self.ops.push(Op::Unknown { key: "f".to_owned(), value: Vec::new() });
        self.ops.push(Op::EndMarkedContent);
    }

    /// A picture is a marked content of its own, whole before the text.
    fn figure(&mut self, number: usize) {
        let placed = &self.pages.figures[number];
        self.begin(placed.node);
        let unknown = |key: &str, value: Vec<DictItem>| Op::Unknown { key: key.to_owned(), value };
        let matrix = |numbers: [f32; 6]| unknown("cm", numbers.map(DictItem::Real).to_vec());
        self.ops.extend([unknown("q", Vec::new()), matrix(placed.figure.picture.matrix(placed.corners))]);
        for (at, lie) in placed.figure.picture.strip_matrices().enumerate() {
            let name = DictItem::Name(image::name(number, at).into_bytes());
            self.ops.extend([unknown("q", Vec::new()), matrix(lie), unknown("Do", vec![name]), unknown("Q", Vec::new())]);
        }
        self.ops.extend([unknown("Q", Vec::new()), Op::EndMarkedContent]);
    }

    fn run(&mut self, run: &Run) {
        let glyphs = &self.pages.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
        if glyphs.is_empty() {
            return;
        }
        if self.owner != Some(run.owner) {
            self.change_owner(run.owner);
        }
        if self.fill != run.colour {
            self.fill = run.colour;
            self.ops.push(Op::SetFillColor { col: colour(run.colour) });
        }
        let tracking = thousandths(run.tracking);
        if self.tracking != tracking {
            self.tracking = tracking;
            self.ops.push(Op::SetCharacterSpacing { multiplier: tracking as f32 / 1000.0 });
        }
        let (x, y) = (thousandths(run.x), thousandths(run.y));
        if run.downwards {
            let matrix = [0.0, -1.0, 1.0, 0.0, x as f32 / 1000.0, y as f32 / 1000.0];
            self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(matrix) });
            self.turned = true;
        } else if std::mem::take(&mut self.turned) {
            let matrix = TextMatrix::Translate(Pt(x as f32 / 1000.0), Pt(y as f32 / 1000.0));
            self.ops.push(Op::SetTextMatrix { matrix });
            self.line = (x, y);
        } else {
            let (dx, dy) = (x - self.line.0, y - self.line.1);
            self.ops.push(Op::SetTextCursor { pos: Point { x: Pt(dx as f32 / 1000.0), y: Pt(dy as f32 / 1000.0) } });
            self.line = (x, y);
        }
        let size = thousandths(run.size);
        let mut text = Vec::with_capacity(glyphs.len() * 2);
        let mut moved = Vec::new();
        for (at, shown) in glyphs.iter().enumerate() {
            let code = self.embedded.code(run.face, shown.character);
            if self.font != (code.font, size) {
                self.show(&mut text, &mut moved);
                self.font = (code.font, size);
                if let Some(font) = self.fonts.get(code.font as usize).cloned() {
                    self.ops.push(Op::SetFont { font: PdfFontHandle::External(font), size: Pt(rounded(run.size)) });
                }
            }
            text.extend_from_slice(&code.cid.to_be_bytes());
            if shown.after != 0 && at + 1 < glyphs.len() {
                moved.push(DictItem::String { data: std::mem::take(&mut text), literal: true });
                moved.push(DictItem::Int(-i64::from(shown.after)));
            }
        }
        self.show(&mut text, &mut moved);
    }

    /// Shows the text so far: `Tj`, or `TJ` where glyphs are moved.
    fn show(&mut self, text: &mut Vec<u8>, moved: &mut Vec<DictItem>) {
        let text = DictItem::String { data: std::mem::take(text), literal: true };
        let empty = matches!(&text, DictItem::String { data, .. } if data.is_empty());
        if moved.is_empty() {
            if !empty {
                self.ops.push(Op::Unknown { key: "Tj".to_owned(), value: vec![text] });
            }
            return;
        }
        let mut all = std::mem::take(moved);
        if !empty {
            all.push(text);
        }
        self.ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(all)] });
    }

    /// Begins the marked content of an element.
    fn begin(&mut self, node: NodeId) {
        let mcid = self.marks.len() as i64;
        self.marks.push(node);
        let tag = super::structure::name(self.pages.tree.nodes[node as usize].kind);
        let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(mcid))]);
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: DictItem::Dict { map } });
    }

    fn change_owner(&mut self, owner: Owner) {
        if self.owner.replace(owner).is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
        let op = match owner {
            Owner::Element(node) => return self.begin(node),
            Owner::Pagination => artifact("Pagination"),
            Owner::Layout => artifact("Layout"),
        };
        self.ops.push(op);
    }
}

fn artifact(kind: &str) -> Op {
    let map = BTreeMap::from([("Type".to_owned(), DictItem::Name(kind.as_bytes().to_vec()))]);
    Op::BeginMarkedContentWithProperties { tag: "Artifact".to_owned(), properties: DictItem::Dict { map } }
}

fn colour(colour: Colour) -> Color {
    match colour {
        Colour::Black => Color::Greyscale(Greyscale { percent: 0.0, icc_profile: None }),
        Colour::Grey => Color::Greyscale(Greyscale { percent: 0.6, icc_profile: None }),
        Colour::Red => Color::Rgb(Rgb { r: 0.9, g: 0.0, b: 0.07, icc_profile: None }),
    }
}
