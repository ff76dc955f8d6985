//! Binders from a build. The entry point is [`bind`]: everything is built anew, volumes and items get the numbers that packages give them, and each volume
//! is bound within the same output.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::compose::Desk;
use super::pack::{PackError, Plan, Planned, Registers};
use super::press::Press;
use super::record::Entry;
use super::{Built, Options, Progress, run};
use crate::outlets::archive::binder::{self, Bench, Bound, Sheets, Standard, View};
use crate::outlets::archive::held::Changed;
use crate::outlets::archive::numbering::{Level, Numbered, Numbering};
use crate::outlets::archive::pack::{Contents, Origin, Unit};
use crate::papers::document::{Document, Identity, Layout, Parts};
use crate::papers::layout::{Pages, StampText, labels, stamps};
use crate::papers::render::pdf::{Core, pdf};
use crate::records::source;
use crate::report::finding::Finding;
use crate::report::message::{Lang, ui};
use crate::workspace::staging::BINDERS;
use crate::workspace::{Workspace, numbers};

/// What was bound.
#[derive(Default)]
pub struct Binders {
    /// Binders and pages.
    pub bound: (usize, u64),
    /// What could not be bound, among the build's findings.
    pub findings: Vec<Finding>,
    /// How many numbers were given anew, of volumes and of items.
    pub given: (usize, usize),
    /// Volumes that are closed and were left alone.
    pub closed: usize,
    /// Closed volumes whose items have changed since: their new versions stand in supplements.
    pub changed: Vec<Changed>,
}

/// Builds, and binds every volume, or those of this code alone: a household, a village with its households, a township, the county.
///
/// # Errors
/// When the work cannot be done; the last output then stays as it was.
pub fn bind(workspace: &Workspace, options: &Options, subject: Option<&str>, progress: &dyn Progress) -> Result<(Built, Binders), PackError> {
    if workspace.regime.is_none() {
        return Err(PackError::NoRules);
    }
    let archive = &workspace.holdings.county.record.archive;
    let (registers, given) = Registers::read(workspace)?;
    let numbering = Numbering::new(archive, &given).map_err(PackError::Numbering)?;
    let standard = match archive.arrangement.text().as_str() {
        // A household is a volume: 一户一卷.
        "" => Standard::Volume,
        name => Standard::named(name).ok_or_else(|| PackError::Page(ui("bind.arrangement", Lang::Zh, &[("name", name.to_owned())])))?,
    };
    let (mut built, mut binders) = run(workspace, options, progress, |desk, entries| binders(desk, entries, numbering, standard, (&registers, subject), progress))?;
    built.findings.append(&mut binders.findings);
    built.findings.sort();
    Ok((built, binders))
}

fn binders(desk: &Desk<'_>, entries: &[Entry], numbering: Numbering<'_>, standard: Standard, (registers, subject): (&Registers, Option<&str>), progress: &dyn Progress) -> Result<Binders, PackError> {
    let workspace = desk.workspace;
    let plan = Plan::new(desk, entries);
    let Planned { units, given, added, since, .. } = plan.numbered(numbering, &registers.held)?;
    let office = plan.office();
    let create = |path: &str| desk.staging.create(&format!("{BINDERS}/{path}"));
    let locate = |origin: &Origin| located(desk, origin);
    let sheets = Printer { press: desk.press, office: &office.creator };
    let bench = || Bench { office: &office, standard, right: office.archive.page_corner.text() != "左上", sheets: &sheets, create: &create, locate: &locate };
    let wanted = |unit: &Unit, code: &str| subject.is_none_or(|subject| subject == code || subject == unit.code);
    progress.begin("progress.bind", units.len() as u64);
    let outcomes: Result<Vec<(Vec<Bound>, usize)>, PackError> = units
        .par_iter()
        .zip(&given)
        .map(|(unit, numbers)| {
            let (mut bound, mut closed) = (Vec::new(), 0);
            for (volume, one) in unit.volumes.iter().zip(numbers).flat_map(|(volume, numbered)| numbered.iter().map(move |one| (volume, one))) {
                let stem = stem(unit, volume, one);
                let wanted = wanted(unit, &volume.code);
                closed += usize::from(wanted && one.closed.is_some());
                if wanted && one.closed.is_none() {
                    bound.push(binder::bind(&bench(), volume, one, &unit.code, &stem).map_err(|error| PackError::File(format!("{BINDERS}/{stem}.pdf"), error))?);
                } else {
                    carry(desk, &stem)?;
                }
            }
            progress.step();
            Ok((bound, closed))
        })
        .collect();
    progress.end();
    let mut binders = Binders { changed: since.changed, ..Binders::default() };
    for (bound, closed) in outcomes? {
        binders.closed += closed;
        for one in bound {
            binders.bound.0 += 1;
            binders.bound.1 += u64::from(one.pages);
            binders.findings.extend(one.troubles.iter().map(|(file, trouble)| {
                Finding::new("scan-not-bound", one.file.as_str(), file.as_str()).arg("reason", trouble.key())
            }));
        }
    }
    let items = added.iter().filter(|line| line.contains("文书: ")).count();
    binders.given = (added.len() - items, items);
    numbers::append(&workspace.root, &registers.numbers, &added).map_err(|error| PackError::File(numbers::FILE.to_owned(), error))?;
    Ok(binders)
}

/// Name of a binder below the folder of binders, without its ending.
fn stem(unit: &Unit, volume: &Contents, numbered: &Numbered) -> String {
    let kind = match volume.level {
        Level::Household => "household",
        _ => unit.level_id(),
    };
    let supplement = if numbered.supplement == 0 { String::new() } else { format!("-supplement-{}", numbered.supplement) };
    format!("{}/{kind}-{}{supplement}", unit.folder(), volume.code)
}

/// A binder that is not made now stays as it was made before.
fn carry(desk: &Desk<'_>, stem: &str) -> Result<(), PackError> {
    let parts = [".pdf", "-spine.pdf", "-originals"].map(|ending| format!("{BINDERS}/{stem}{ending}"));
    parts.iter().try_for_each(|part| desk.staging.carry(part).map_err(|error| PackError::File(part.clone(), error)))
}

/// Where something lies on disk; nothing for a link out of the workspace.
fn located(desk: &Desk<'_>, origin: &Origin) -> Option<PathBuf> {
    let root: &Path = &desk.workspace.root;
    match origin {
        Origin::Output(path) => Some(desk.staging.place(path)),
        Origin::Content(file) | Origin::Json(file) => (!source::leads_outside(root, file)).then(|| root.join(file)),
    }
}

/// Makes the sheets of binders with the press.
struct Printer<'a> {
    press: &'a Press,
    office: &'a str,
}

impl Printer<'_> {
    fn template(&self, template: &str, view: &View, parts: Parts) -> io::Result<Vec<u8>> {
        let made = self.press.sheet(template, view, parts, self.office).map_err(|error| io::Error::other(error.to_string()))?;
        made.ok_or_else(|| no_glyph(&view.title))
    }

    fn drawn(&self, pages: &Pages, title: String) -> io::Result<Vec<u8>> {
        let document = self.document(title);
        pdf(pages, &document, self.press.fonts(), &Core::default()).map_err(|error| io::Error::other(error.to_string()))
    }

    fn document(&self, title: String) -> Document {
        Document {
            kind: "binder".to_owned(),
            title,
            layout: Layout::Form,
            blocks: Vec::new(),
            marks: self.press.marks(),
            date: String::new(),
            issuer: self.office.to_owned(),
            identity: Identity::default(),
        }
    }
}

fn no_glyph(what: &str) -> io::Error {
    io::Error::other(ui("bind.no-glyph", Lang::Zh, &[("what", what.to_owned())]))
}

impl Sheets for Printer<'_> {
    fn cover(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>> {
        self.template(standard.templates()[0], view, Parts::new())
    }

    fn contents(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>> {
        self.template(standard.templates()[1], view, view.table(standard))
    }

    fn note(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>> {
        self.template(standard.templates()[2], view, Parts::new())
    }

    fn spine(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>> {
        let title = ui("binder.spine", Lang::Zh, &[("number", view.number.clone())]);
        let pages = labels(&title, standard.spines(), &view.spine(standard), &self.press.marks(), self.press.fonts()).map_err(|_| no_glyph(&view.title))?;
        self.drawn(&pages, title)
    }

    fn stamps(&self, texts: &[StampText]) -> io::Result<Vec<u8>> {
        let pages = stamps(texts, self.press.fonts()).map_err(|_| no_glyph(self.office))?;
        self.drawn(&pages, String::new())
    }

    fn head(&self, view: &View) -> Document {
        self.document(view.title.clone())
    }
}
