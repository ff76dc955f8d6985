//! One PDF of many parts: PDFs that were made before, scans as they came, and what is stamped on top of them. The entry point is [`Assembly::begin`].
//!
//! The structure of tagged parts is kept below one tree, bookmarks are nested, pages bear labels. The file says of itself what its parts allow
//! ([`Claim`]) and no more.

mod file;
mod import;
mod scanned;

use std::io::{self, Read, Seek, Write};

use lopdf::{Dictionary, Document as Source, Object, ObjectId, dictionary, text_string};

use super::metadata::{Level, Metadata};
use super::profile;
use super::image;
use crate::papers::scan::{Data, Picture, Pieces, Strip};
use crate::papers::document::Document;
pub use scanned::only_pictures;

use file::PdfFile;
use import::Import;

/// What the file may say that it is.
pub type Claim = Level;

/// A place that is jumped to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Title.
    pub title: String,
    /// Page from 0.
    pub page: usize,
    /// Places within it.
    pub parts: Vec<Bookmark>,
}

/// How a page lies: its corners as the file has them, and by how much it is turned when it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left, bottom, right, top.
    pub corners: [f32; 4],
    /// 0, 90, 180 or 270 degrees.
    pub turn: i64,
}

impl Frame {
    /// The frame of a page of a PDF.
    pub fn of(source: &Source, page: ObjectId) -> Self {
        import::frame(source, page)
    }

    /// Width and height as the page is seen.
    pub fn size(&self) -> (f32, f32) {
        let [left, bottom, right, top] = self.corners;
        if self.turn % 180 == 0 { (right - left, top - bottom) } else { (top - bottom, right - left) }
    }
}

/// Something small that goes on top of a page: its lower left corner, as the page is seen, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlay {
    form: ObjectId,
    x: f32,
    y: f32,
}

impl Overlay {
    fn operators(&self, frame: &Frame, name: &str) -> String {
        let [left, bottom, right, top] = frame.corners;
        let (x, y) = (self.x, self.y);
        let [a, b, c, d, e, f] = match frame.turn {
            90 => [0.0, 1.0, -1.0, 0.0, right - y, bottom + x],
            180 => [-1.0, 0.0, 0.0, -1.0, right - x, top - y],
            270 => [0.0, -1.0, 1.0, 0.0, left + y, top - x],
            _ => [1.0, 0.0, 0.0, 1.0, left + x, bottom + y],
        };
        format!("q {a} {b} {c} {d} {e:.3} {f:.3} cm /{name} Do Q\n")
    }
}

/// A stamp that can be put on pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stamp {
    form: ObjectId,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

impl Stamp {
    /// The stamp with its lower left corner here, as the page is seen.
    pub fn at(&self, x: f32, y: f32) -> Overlay {
        Overlay { form: self.form, x, y }
    }
}

/// A file in the making.
pub struct Assembly<'a> {
    file: PdfFile<'a>,
    tree: ObjectId,
    structure: ObjectId,
    root: ObjectId,
    pages: Vec<ObjectId>,
    elements: Vec<Object>,
    owners: Vec<Object>,
    labels: Vec<Object>,
}

impl<'a> Assembly<'a> {
    /// Begins a file.
    ///
    /// # Errors
    /// Any error of writing; so do all below.
    pub fn begin(out: &'a mut dyn Write) -> io::Result<Self> {
        let mut file = PdfFile::begin(out)?;
        let (tree, structure, root) = (file.reserve(), file.reserve(), file.reserve());
        Ok(Self { file, tree, structure, root, pages: Vec::new(), elements: Vec::new(), owners: Vec::new(), labels: Vec::new() })
    }

    /// Pages so far.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// The pages from here on are numbered from `first` in this style (`D`, `r`), or bear the text alone.
    pub fn label(&mut self, style: Option<&str>, text: &str, first: i64) {
        let mut label = Dictionary::new();
        if let Some(style) = style {
            label.set("S", style);
            label.set("St", first);
        }
        if !text.is_empty() {
            label.set("P", text_string(text));
        }
        self.labels.extend([(self.pages.len() as i64).into(), label.into()]);
    }

    /// Each page of a PDF of ours as a stamp.
    ///
    /// # Errors
    /// Any error of writing.
    pub fn stamps(&mut self, source: &Source) -> io::Result<Vec<Stamp>> {
        let mut stamps = Vec::new();
        let frames: Vec<Frame> = source.page_iter().map(|page| import::frame(source, page)).collect();
        let forms = Import::new(source, &mut self.file).forms()?;
        for (form, frame) in forms.into_iter().zip(frames) {
            let (width, height) = frame.size();
            stamps.push(Stamp { form, width, height });
        }
        Ok(stamps)
    }

    /// Adds all pages of a PDF; tagged ones keep their structure. Gives the first page, from 0, and the PDF's own bookmarks.
    ///
    /// # Errors
    /// Any error of writing.
    pub fn pdf(&mut self, source: &Source, tagged: bool, overlays: &dyn Fn(usize, &Frame) -> Vec<Overlay>) -> io::Result<(usize, Vec<Bookmark>)> {
        let first = self.pages.len();
        let parent = tagged.then_some((self.root, first as i64));
        let mut imported = Import::new(source, &mut self.file).pages(self.tree, parent, overlays)?;
        self.elements.extend(imported.element.map(Object::Reference));
        imported.owners.resize(imported.pages.len(), Object::Array(Vec::new()));
        self.owners.append(&mut imported.owners);
        self.pages.append(&mut imported.pages);
        let mut outline = imported.outline;
        outline.iter_mut().for_each(|bookmark| bookmark.shift(first));
        Ok((first, outline))
    }

    /// Adds a page of a scan on a sheet of paper: the picture stands within `area` (left, bottom, right, top), smaller if it must, never larger than it was
    /// scanned. Its data come from `from`.
    ///
    /// # Errors
    /// Any error of reading and writing.
    pub fn scan<R: Read + Seek>(&mut self, picture: &Picture, from: &mut R, text: &str, paper: (f32, f32), area: [f32; 4], overlays: &[Overlay]) -> io::Result<()> {
        let page = self.file.reserve();
        let (width, height) = picture.size();
        let scale = ((area[2] - area[0]) / width).min((area[3] - area[1]) / height).min(1.0);
        let (width, height) = (width * scale, height * scale);
        let (x, y) = ((area[0] + area[2] - width) / 2.0, area[3] - height);
        let mut images = Dictionary::new();
        let operands = |numbers: [f32; 6]| numbers.map(|number| format!("{number:.6}")).join(" ");
        let mut content = format!("/Figure <</MCID 0>> BDC\nq {} cm\n", operands(picture.matrix([x, y, x + width, y + height])));
        for (at, (strip, lie)) in picture.strips.iter().zip(picture.strip_matrices()).enumerate() {
            let name = format!("Scan{at}");
            content.push_str(&format!("q {} cm /{name} Do Q\n", operands(lie)));
            images.set(name, self.image(picture, strip, from)?);
        }
        content.push_str("Q\nEMC\n");
        let frame = Frame { corners: [0.0, 0.0, paper.0, paper.1], turn: 0 };
        for (at, overlay) in overlays.iter().enumerate() {
            let name = format!("GongshiStamp{at}");
            content.push_str(&overlay.operators(&frame, &name));
            images.set(name, overlay.form);
        }
        let content = self.file.add_stream(Dictionary::new(), content.as_bytes())?;
        let corners = [x, y, x + width, y + height].map(|length| Object::Real(round(length)));
        let figure = self.file.add(dictionary! {
            "Type" => "StructElem", "S" => "Figure", "P" => self.root, "Pg" => page, "K" => 0,
            "Alt" => text_string(text),
            "A" => dictionary! { "O" => "Layout", "BBox" => corners.to_vec(), "Placement" => "Block" },
        })?;
        let sheet = dictionary! {
            "Type" => "Page",
            "Parent" => self.tree,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(round(paper.0)), Object::Real(round(paper.1))],
            "Resources" => dictionary! { "XObject" => images },
            "Contents" => content,
            "StructParents" => self.pages.len() as i64,
        };
        self.file.put(page, &sheet.into())?;
        self.elements.push(figure.into());
        self.owners.push(Object::Array(vec![figure.into()]));
        self.pages.push(page);
        Ok(())
    }

    fn image<R: Read + Seek>(&mut self, picture: &Picture, strip: &Strip, from: &mut R) -> io::Result<ObjectId> {
        let entries = image::entries(picture, strip, &mut |entries, bytes| self.file.add_stream(entries, bytes))?;
        let id = self.file.reserve();
        match &strip.data {
            Data::Bytes(bytes) => self.file.stream(id, entries, bytes.len() as u64, &mut bytes.as_slice())?,
            Data::Pieces(pieces) => {
                let length = pieces.iter().map(|(_, length)| length).sum();
                self.file.stream(id, entries, length, &mut Pieces::new(from, pieces))?;
            }
        }
        Ok(id)
    }

    /// Ends the file: bookmarks, metadata, and what it claims to be.
    ///
    /// # Errors
    /// Any error of writing.
    pub fn finish(mut self, document: &Document, outline: &[Bookmark], claim: Claim) -> io::Result<()> {
        let kids: Vec<Object> = self.pages.iter().map(|&page| page.into()).collect();
        self.file.put(self.tree, &dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids }.into())?;
        let root = dictionary! { "Type" => "StructElem", "S" => "Document", "P" => self.structure, "K" => std::mem::take(&mut self.elements) };
        self.file.put(self.root, &root.into())?;
        let nums: Vec<Object> = (0i64..).zip(std::mem::take(&mut self.owners)).flat_map(|(page, owners)| [page.into(), owners]).collect();
        let next = self.pages.len() as i64;
        let parents = self.file.add(dictionary! { "Nums" => nums })?;
        let structure = dictionary! { "Type" => "StructTreeRoot", "K" => self.root, "ParentTree" => parents, "ParentTreeNextKey" => next };
        self.file.put(self.structure, &structure.into())?;
        let metadata = Metadata::new(document);
        let xmp = self.file.add_stream(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, metadata.xmp(claim).as_bytes())?;
        let info = self.file.add(metadata.info())?;
        let profile = self.file.add_stream(dictionary! { "N" => 3, "Filter" => "FlateDecode" }, profile::srgb())?;
        let intent = super::intent(profile);
        let outlines = self.file.reserve();
        let (first, last, count) = self.outline(outlines, outline)?;
        let mut entries = dictionary! { "Type" => "Outlines", "Count" => count };
        if let (Some(first), Some(last)) = (first, last) {
            entries.set("First", first);
            entries.set("Last", last);
        }
        self.file.put(outlines, &entries.into())?;
        let catalog = dictionary! {
            "Type" => "Catalog",
            "Pages" => self.tree,
            "Lang" => Object::string_literal("zh-CN"),
            "MarkInfo" => dictionary! { "Marked" => claim == Claim::A },
            "StructTreeRoot" => self.structure,
            "Metadata" => xmp,
            "PageMode" => "UseOutlines",
            "Outlines" => outlines,
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "PageLabels" => dictionary! { "Nums" => std::mem::take(&mut self.labels) },
            "OutputIntents" => vec![intent.into()],
        };
        let catalog = self.file.add(catalog)?;
        self.file.finish(catalog, info)
    }

    /// Writes bookmarks below an item; gives the first, the last, and how many are seen when all are open.
    fn outline(&mut self, parent: ObjectId, bookmarks: &[Bookmark]) -> io::Result<(Option<ObjectId>, Option<ObjectId>, i64)> {
        let ids: Vec<ObjectId> = bookmarks.iter().map(|_| self.file.reserve()).collect();
        let mut seen = ids.len() as i64;
        for (at, bookmark) in bookmarks.iter().enumerate() {
            let (first, last, count) = self.outline(ids[at], &bookmark.parts)?;
            let Some(&page) = self.pages.get(bookmark.page) else { continue };
            let mut item = dictionary! { "Title" => text_string(&bookmark.title), "Parent" => parent, "Dest" => vec![page.into(), "Fit".into()] };
            if let (Some(first), Some(last)) = (first, last) {
                item.set("First", first);
                item.set("Last", last);
                item.set("Count", count);
            }
            if at > 0 {
                item.set("Prev", ids[at - 1]);
            }
            if let Some(next) = ids.get(at + 1) {
                item.set("Next", *next);
            }
            seen += count;
            self.file.put(ids[at], &item.into())?;
        }
        Ok((ids.first().copied(), ids.last().copied(), seen))
    }
}

impl Bookmark {
    fn shift(&mut self, by: usize) {
        self.page += by;
        self.parts.iter_mut().for_each(|part| part.shift(by));
    }
}

fn round(length: f32) -> f32 {
    (length * 1000.0).round() / 1000.0
}
