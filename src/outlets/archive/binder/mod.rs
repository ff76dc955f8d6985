//! Volumes on paper: cover, catalogue, all items behind in order with their pages stamped, note sheet, in one PDF with nested bookmarks; labels for the
//! spine beside it. The entry point is [`bind`]. Numbers of volumes and items are those of the packages.
//!
//! A scan goes in as it came. What cannot be bound lies beside with its digest and is listed; what is damaged is told, and the rest goes on.

mod sheets;
mod source;

use std::fs::File;
use std::io::{self, BufReader, Write};

use lopdf::Document as Source;

pub use sheets::{Sheets, Standard, View};
pub use source::{Part, Trouble};

use super::digest;
use super::metadata::Office;
use super::numbering::Numbered;
use super::pack::{Contents, Origin};
use crate::papers::layout::{FILING, StampText};
use crate::papers::render::pdf::assembly::{Assembly, Bookmark, Claim, Frame, Overlay, Stamp};
use source::Item;

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;
/// A4 in points.
const PAPER: (f32, f32) = (210.0 * MM, 297.0 * MM);

/// What all binders share.
pub struct Bench<'a> {
    /// The archive's configuration and the office.
    pub office: &'a Office,
    /// By which standard volumes are formed.
    pub standard: Standard,
    /// Page numbers stand at the upper right corner; else at the upper left.
    pub right: bool,
    /// Makes the binder's own sheets.
    pub sheets: &'a dyn Sheets,
    /// Makes a file below the folder of binders.
    pub create: &'a (dyn Fn(&str) -> io::Result<File> + Sync),
    /// Where what is bound lies on disk; nothing where it leads out of the workspace.
    pub locate: &'a (dyn Fn(&Origin) -> Option<std::path::PathBuf> + Sync),
}

/// A binder that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Its file, below the folder of binders.
    pub file: String,
    /// Numbered pages.
    pub pages: u32,
    /// What it says that it is.
    pub claim: Claim,
    /// What could not be bound though it should have been: file of the workspace and why.
    pub troubles: Vec<(String, Trouble)>,
}

/// Makes the binder of a volume: `stem.pdf`, `stem-spine.pdf`, and `stem-originals/`.
///
/// # Errors
/// A file that cannot be read or written.
pub fn bind(bench: &Bench<'_>, contents: &Contents, numbered: &Numbered, body: &str, stem: &str) -> io::Result<Bound> {
    let mut items = source::items(bench, contents, numbered);
    let mut next = 1;
    for item in &mut items {
        for part in &mut item.parts {
            part.first = next;
            next += part.pages;
        }
    }
    let total = next - 1;
    let originals = originals(bench, &items, stem)?;
    let troubles: Vec<(String, Trouble)> = items.iter().flat_map(|item| &item.parts).filter_map(|part| Some((part.file.clone(), part.trouble?))).collect();
    let claim = items.iter().flat_map(|item| &item.parts).map(|part| part.allows).min().unwrap_or(Claim::A);
    let places = places(bench, &items);
    let view = View::new(bench, contents, numbered, body, &items, total, claim, originals, &places);
    let front = [bench.sheets.cover(bench.standard, &view)?, bench.sheets.contents(bench.standard, &view)?];
    let note = bench.sheets.note(bench.standard, &view)?;

    let mut out = io::BufWriter::with_capacity(1 << 18, (bench.create)(&format!("{stem}.pdf"))?);
    let mut assembly = Assembly::begin(&mut out)?;
    let mut texts: Vec<StampText> = (1..=total).map(|number| StampText::Number(number, bench.right)).collect();
    texts.extend(items.iter().map(|item| StampText::Filing(item.filing(bench, contents, numbered, body))));
    let stamps = match texts.is_empty() {
        true => Vec::new(),
        false => assembly.stamps(&load(&bench.sheets.stamps(&texts)?)?)?,
    };
    let number = |page: u32, (width, height): (f32, f32)| {
        let stamp: Stamp = stamps[page as usize - 1];
        let x = if bench.right { width - 12.0 * MM - stamp.width } else { 12.0 * MM };
        stamp.at(x, height - 13.0 * MM)
    };
    let mut outline: Vec<Bookmark> = Vec::new();
    assembly.label(Some("r"), "", 1);
    for (sheet, title) in front.iter().zip(["封面", "目录"]) {
        let (page, _) = assembly.pdf(&load(sheet)?, true, &|_, _| Vec::new())?;
        outline.push(Bookmark { title: title.to_owned(), page, parts: Vec::new() });
    }
    if total > 0 {
        assembly.label(Some("D"), "", 1);
    }
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.pages() > 0) {
        let mut of_item = Bookmark { title: format!("{} {}", item.place, item.title), page: assembly.count(), parts: Vec::new() };
        let filing = |size: (f32, f32)| places[at].map(|(x, y)| stamps[total as usize + at].at(x * size.0, size.1 - y));
        for (index, part) in item.parts.iter().enumerate().filter(|(_, part)| part.pages > 0) {
            let stamped = |page: u32, frame: &Frame| {
                let size = frame.size();
                let mut overlays: Vec<Overlay> = vec![number(part.first + page, size)];
                overlays.extend(filing(size).filter(|_| index == 0 && page == 0));
                overlays
            };
            let begin = assembly.count();
            let parts = add(bench, &mut assembly, part, &stamped)?;
            if item.parts.iter().filter(|part| part.pages > 0).count() > 1 {
                of_item.parts.push(Bookmark { title: part.title.clone(), page: begin, parts });
            } else {
                of_item.parts.extend(parts);
            }
        }
        outline.push(of_item);
    }
    assembly.label(None, "备考表", 1);
    let (page, _) = assembly.pdf(&load(&note)?, true, &|_, _| Vec::new())?;
    outline.push(Bookmark { title: "备考表".to_owned(), page, parts: Vec::new() });
    let volume = Bookmark { title: format!("{} {}", numbered.number, view.title), page: 0, parts: outline };
    assembly.finish(&bench.sheets.head(&view), &[volume], claim)?;
    out.flush()?;
    drop(out);
    (bench.create)(&format!("{stem}-spine.pdf"))?.write_all(&bench.sheets.spine(bench.standard, &view)?)?;
    Ok(Bound { file: format!("{stem}.pdf"), pages: total, claim, troubles })
}

/// Adds the pages of a part; gives its own bookmarks.
fn add(bench: &Bench<'_>, assembly: &mut Assembly<'_>, part: &Part, stamped: &dyn Fn(u32, &Frame) -> Vec<Overlay>) -> io::Result<Vec<Bookmark>> {
    let path = (bench.locate)(&part.origin).ok_or(io::ErrorKind::NotFound)?;
    let Some(pictures) = &part.pictures else {
        let source = load(&std::fs::read(path)?)?;
        let overlays = |page: usize, frame: &Frame| stamped(u32::try_from(page).unwrap_or(u32::MAX), frame);
        return assembly.pdf(&source, part.ours, &overlays).map(|(_, bookmarks)| bookmarks);
    };
    let mut from = BufReader::with_capacity(1 << 18, File::open(&path)?);
    for (page, picture) in (0..).zip(pictures) {
        let (width, height) = picture.size();
        let paper = if width > height { (PAPER.1, PAPER.0) } else { PAPER };
        // Free of the picture: the margins, and above it room for what is stamped.
        let top = if page == 0 && bench.standard == Standard::File { 26.0 } else { 16.0 };
        let area = [10.0 * MM, 8.0 * MM, paper.0 - 10.0 * MM, paper.1 - top * MM];
        let frame = Frame { corners: [0.0, 0.0, paper.0, paper.1], turn: 0 };
        let text = match pictures.len() {
            1 => part.title.clone(),
            pages => format!("{}（第{}页，共{pages}页）", part.title, page + 1),
        };
        assembly.scan(picture, &mut from, &text, paper, area, &stamped(page, &frame))?;
    }
    Ok(Vec::new())
}

fn load(bytes: &[u8]) -> io::Result<Source> {
    Source::load_mem(bytes).map_err(io::Error::other)
}

/// Where the filing stamp of each item has its lower left corner: part of the page's width, and points below its upper edge. Nothing where it is not used, or
/// where the upper edge of the first page has no room for it.
fn places(bench: &Bench<'_>, items: &[Item]) -> Vec<Option<(f32, f32)>> {
    let place = |item: &Item| {
        let part = item.parts.iter().find(|part| part.pages > 0)?;
        let (width, height) = part.first_size;
        let centre = (width - FILING.0) / 2.0;
        if part.pictures.is_some() {
            return Some((centre / width, 24.0 * MM));
        }
        let boxes = part.first_boxes.as_ref()?;
        // The centre as high up as it goes, then the corners.
        let tries = [4.0, 8.0, 12.0, 16.0, 20.0].into_iter().map(|down| (centre, down)).chain([(8.0 * MM, 4.0), (width - 8.0 * MM - FILING.0, 4.0)]);
        tries.map(|(x, down)| (x, down * MM + FILING.1)).find(|(x, depth)| {
            let own = [x - MM, height - depth - MM, x + FILING.0 + MM, height - depth + FILING.1 + MM].map(f64::from);
            // The page's number has its place in the corner.
            let corner = if bench.right { [width - 20.0 * MM, width] } else { [0.0, 20.0 * MM] };
            let clear_of_number = own[2] < f64::from(corner[0]) || own[0] > f64::from(corner[1]);
            clear_of_number && !boxes.iter().any(|there| there[0] < own[2] && there[2] > own[0] && there[1] < own[3] && there[3] > own[1])
        }).map(|(x, depth)| (x / width, depth))
    };
    items.iter().map(|item| if bench.standard == Standard::File { place(item) } else { None }).collect()
}

/// Lays the files that people handed in beside the binder; gives how many there are.
fn originals(bench: &Bench<'_>, items: &[Item], stem: &str) -> io::Result<usize> {
    let mut manifest = String::new();
    let mut count = 0;
    for item in items {
        for part in item.parts.iter().filter(|part| matches!(part.origin, Origin::Content(_)) && part.there) {
            let Some(path) = (bench.locate)(&part.origin) else { continue };
            let name = format!("{:03}-{}", item.place, part.file.rsplit('/').next().unwrap_or(&part.file));
            let digest = digest::copied(File::open(path)?, (bench.create)(&format!("{stem}-originals/{name}"))?)?;
            manifest.push_str(&format!("{digest}  {name}\n"));
            count += 1;
        }
    }
    if count > 0 {
        (bench.create)(&format!("{stem}-originals/manifest-sha256.txt"))?.write_all(manifest.as_bytes())?;
    }
    Ok(count)
}
