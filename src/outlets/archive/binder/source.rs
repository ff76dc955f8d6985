//! What is bound. The entry point is [`items`]: the items of a volume in the order of their places, each with its parts as they lie on disk.

use lopdf::Document as Source;

use super::Bench;
use crate::outlets::archive::numbering::Numbered;
use crate::outlets::archive::pack::{Contents, Origin, Piece};
use crate::outlets::archive::roster::State;
use crate::papers::conform::first_page;
use crate::papers::render::pdf::assembly::{Claim, Frame, only_pictures};
use crate::papers::scan::{self, Fault, Picture};

/// Largest foreign PDF that is read, in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// Why something is not bound though it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A scan.
    Scan(Fault),
    /// A PDF that cannot be read.
    Pdf,
    /// A PDF that opens only with a password.
    Encrypted,
    /// The file is not there.
    Gone,
}

impl Trouble {
    /// Key of the message table.
    pub fn key(self) -> &'static str {
        match self {
            Self::Scan(fault) => fault.key(),
            Self::Pdf => "value.scan-pdf",
            Self::Encrypted => "value.scan-encrypted",
            Self::Gone => "value.scan-gone",
        }
    }
}

/// An item of a volume.
pub(super) struct Item {
    pub place: u32,
    pub title: String,
    pub issuer: String,
    /// 文号; blank where it bears none.
    pub number: String,
    /// 密级; blank where it bears none.
    pub secrecy: String,
    /// ISO.
    pub date: String,
    pub parts: Vec<Part>,
}

/// A file of an item.
pub struct Part {
    /// What it is called.
    pub title: String,
    /// File of the workspace or of the output.
    pub file: String,
    /// Where it comes from.
    pub origin: Origin,
    /// It is on disk.
    pub there: bool,
    /// It was typeset here, and is tagged.
    pub ours: bool,
    /// Pages that are bound.
    pub pages: u32,
    /// Number of the first of them.
    pub first: u32,
    /// The pages of a scan.
    pub pictures: Option<Vec<Picture>>,
    /// Width and height of its first page in points.
    pub first_size: (f32, f32),
    /// What stands on its first page; nothing where that cannot be told.
    pub first_boxes: Option<Vec<[f64; 4]>>,
    /// What it should have been.
    pub trouble: Option<Trouble>,
    /// What the binder may claim with it.
    pub allows: Claim,
}

impl Item {
    /// Pages that are bound.
    pub fn pages(&self) -> u32 {
        self.parts.iter().map(|part| part.pages).sum()
    }

    /// The cells of its filing stamp.
    pub fn filing(&self, bench: &Bench<'_>, contents: &Contents, numbered: &Numbered, body: &str) -> [String; 6] {
        let archive = &bench.office.archive;
        let retention = archive.retention.get(contents.level.name()).map(|field| field.text()).unwrap_or_default();
        let pages = if self.pages() > 0 { self.pages().to_string() } else { String::new() };
        [archive.fonds_number.text(), numbered.year.to_string(), self.place.to_string(), body.to_owned(), retention, pages]
    }
}

/// The items that have a place in this volume.
pub(super) fn items(bench: &Bench<'_>, contents: &Contents, numbered: &Numbered) -> Vec<Item> {
    let found = numbered.items.iter().filter_map(|(place, name)| Some((*place, contents.pieces.iter().find(|piece| piece.item == *name && piece.state == State::Packed)?)));
    found.map(|(place, piece)| item(bench, place, piece)).collect()
}

fn item(bench: &Bench<'_>, place: u32, piece: &Piece) -> Item {
    let parts = piece.files.iter().filter(|(_, origin)| !matches!(origin, Origin::Json(_))).map(|(_, origin)| part(bench, &piece.title, origin)).collect();
    let of = |value: &Option<String>| value.clone().unwrap_or_default();
    Item { place, title: piece.title.clone(), issuer: of(&piece.issuer), number: of(&piece.number), secrecy: of(&piece.secrecy), date: of(&piece.date), parts }
}

fn part(bench: &Bench<'_>, title: &str, origin: &Origin) -> Part {
    let (Origin::Output(file) | Origin::Content(file) | Origin::Json(file)) = origin;
    let ours = matches!(origin, Origin::Output(_));
    let mut part = Part {
        title: title.to_owned(),
        file: file.clone(),
        origin: origin.clone(),
        there: false,
        ours,
        pages: 0,
        first: 0,
        pictures: None,
        first_size: super::PAPER,
        first_boxes: None,
        trouble: None,
        allows: Claim::A,
    };
    let Some(path) = (bench.locate)(origin).filter(|path| path.is_file()) else {
        part.trouble = Some(Trouble::Gone);
        return part;
    };
    part.there = true;
    if scan::is_image(file) {
        match scan::read(&path) {
            Ok(pictures) => {
                part.pages = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
                part.allows = if pictures.iter().all(Picture::colours_are_certain) { Claim::A } else { Claim::None };
                if pictures.first().is_some_and(|first| first.size().0 > first.size().1) {
                    part.first_size = (super::PAPER.1, super::PAPER.0);
                }
                part.pictures = Some(pictures);
            }
            Err(fault) => part.trouble = Some(Trouble::Scan(fault)),
        }
    } else if file.to_lowercase().ends_with(".pdf") {
        match pdf(&path) {
            Ok(opened) => {
                (part.pages, part.first_size, part.first_boxes) = (opened.pages, opened.first_size, opened.first_boxes);
                part.allows = match (ours, opened.only_pictures) {
                    (true, _) => Claim::A,
                    (false, true) => Claim::B,
                    (false, false) => Claim::None,
                };
            }
            Err(trouble) => part.trouble = Some(trouble),
        }
    }
    part
}

/// A PDF that was opened.
struct Opened {
    pages: u32,
    first_size: (f32, f32),
    /// What stands on the first page, where that can be told.
    first_boxes: Option<Vec<[f64; 4]>>,
    /// Its pages hold nothing but plain pictures.
    only_pictures: bool,
}

/// Opens a PDF.
fn pdf(path: &std::path::Path) -> Result<Opened, Trouble> {
    if path.metadata().map_err(|_| Trouble::Gone)?.len() > MOST_BYTES {
        return Err(Trouble::Scan(Fault::TooLarge));
    }
    let bytes = std::fs::read(path).map_err(|_| Trouble::Gone)?;
    let source = Source::load_mem(&bytes).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => Trouble::Encrypted,
        _ => Trouble::Pdf,
    })?;
    if source.is_encrypted() || source.was_encrypted() {
        return Err(Trouble::Encrypted);
    }
    let pages: Vec<_> = source.page_iter().collect();
    let first = pages.first().copied().ok_or(Trouble::Pdf)?;
    // A page with a picture may be a scan: where it has text nobody can tell.
    let boxes = if source.get_page_images(first).is_ok_and(|images| images.is_empty()) { first_page(&bytes).ok() } else { None };
    Ok(Opened {
        pages: u32::try_from(pages.len()).map_err(|_| Trouble::Pdf)?,
        first_size: Frame::of(&source, first).size(),
        first_boxes: boxes,
        only_pictures: only_pictures(&source),
    })
}
