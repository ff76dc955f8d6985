//! Packages from a build. Its entry point is [`pack`]: everything is built anew, then packed within the same output, so
//! that no package ever answers to another output than the one that it lies in.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::compose::Desk;
use super::record::Entry;
use super::{BuildError, Built, Options, Progress, run};
use crate::outlets::archive::case_json;
use crate::outlets::archive::metadata::Office;
use crate::outlets::archive::numbering::{Level, Numbered, Numbering, Obstacle, Wanted};
use crate::outlets::archive::pack::{Bench, Contents, Origin, Packed, Piece, Unit, pack as make};
use crate::outlets::archive::pages::Pages;
use crate::outlets::archive::roster::{State, VillageLine};
use crate::papers::catalogue::{self, Expected, Make, Source};
use crate::records::holdings::VillageCases;
use crate::records::source;
use crate::report::finding::Finding;
use crate::report::message::{Lang, ui};
use crate::workspace::{Workspace, numbers};

/// Folder of the packages below the output.
const FOLDER: &str = "restricted/packages";

/// Item of a household's forms that are bound in one file.
const BOUND: &str = "household-forms";

/// What keeps packages from being made.
#[derive(Debug)]
pub enum PackError {
    /// The build could not be done.
    Build(BuildError),
    /// No rule set is in force: nothing can be expected.
    NoRules,
    /// Numbers cannot be given.
    Numbering(Obstacle),
    /// The register of numbers is wrong.
    Register(Vec<Finding>),
    /// A page's template is wrong.
    Page(String),
    /// A file cannot be read or written.
    File(String, io::Error),
}

impl From<BuildError> for PackError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

/// What was packed.
pub struct Packages {
    /// The packages, village by village, then townships, then the county.
    pub packed: Vec<Packed>,
    /// How many numbers were given anew, of volumes and of items.
    pub given: (usize, usize),
}

/// Builds and packs.
///
/// # Errors
/// When the work cannot be done; the last output then stays as it was.
pub fn pack(workspace: &Workspace, options: &Options, progress: &dyn Progress) -> Result<(Built, Packages), PackError> {
    if workspace.regime.is_none() {
        return Err(PackError::NoRules);
    }
    let archive = &workspace.holdings.county.record.archive;
    let (text, given) = numbers::read(&workspace.root).map_err(PackError::Register)?;
    let numbering = Numbering::new(archive, &given).map_err(PackError::Numbering)?;
    let pages = Pages::open(&workspace.root).map_err(PackError::Page)?;
    let (built, packages) = run(workspace, options, progress, |desk, entries| {
        packages(desk, entries, numbering, &pages, &text, progress).map(Some)
    })?;
    // A rule set is in force, so that the packing was gone through.
    packages.map(|packages| (built, packages)).ok_or(PackError::NoRules)
}

/// Plans every package, gives the numbers one after the other, then writes village by village.
fn packages(desk: &Desk<'_>, entries: &[Entry], mut numbering: Numbering<'_>, pages: &Pages, register: &str, progress: &dyn Progress) -> Result<Packages, PackError> {
    let workspace = desk.workspace;
    let holdings = &workspace.holdings;
    let made: HashMap<(&str, &str), &Entry> = entries.iter().map(|entry| ((entry.kind, entry.subject.as_str()), entry)).collect();
    let plan = Plan { desk, made };
    let villages: Vec<_> = holdings.inventory.villages().collect();
    let mut units: Vec<Unit> = villages.par_iter().map(|(township, files)| plan.village(&VillageCases::load(&workspace.root, files), *township)).collect();
    units.extend((0..holdings.townships.len()).map(|place| plan.township(place)));
    units.push(plan.county());
    let numbers: Vec<Vec<Vec<Numbered>>> = units.iter().map(|unit| unit.volumes.iter().map(|volume| assign(&mut numbering, unit, volume)).collect()).collect();
    let added = numbering.into_added();
    let office = plan.office();
    let create = |path: &str| desk.staging.create(&format!("{FOLDER}/{path}"));
    let read = |origin: &Origin| match origin {
        Origin::Output(path) => desk.staging.read(path).map(Some),
        Origin::Content(file) => content(&workspace.root, file),
        Origin::Json(file) => Ok(source::read(&workspace.root, file).ok().and_then(|source| case_json(&source.text))),
    };
    let bench = Bench { office: &office, pages, create: &create, read: &read };
    let write = |unit: &Unit, numbers: &[Vec<Numbered>], lines: Vec<VillageLine>, extra: &[(String, Vec<u8>)]| {
        make(&bench, unit, numbers, lines, extra).map_err(|error| PackError::File(unit.folder(), error))
    };
    progress.begin("progress.pack", villages.len() as u64);
    let packed: Result<Vec<Packed>, PackError> = units[..villages.len()]
        .par_iter()
        .zip(&numbers)
        .map(|(unit, numbers)| {
            let packed = write(unit, numbers, Vec::new(), &[]);
            progress.step();
            packed
        })
        .collect();
    progress.end();
    let mut packed = packed?;
    let lines: Vec<VillageLine> = packed.iter().map(|village| village.line.clone()).collect();
    let mut extra: Vec<(String, Vec<u8>)> = Vec::new();
    for village in &mut packed {
        extra.push((format!("rosters/{}.json", village.line.code), std::mem::take(&mut village.roster)));
    }
    extra.push(("numbers.yaml".to_owned(), numbers::with(register, &added).into_bytes()));
    for (unit, numbers) in units.iter().zip(&numbers).skip(villages.len()) {
        let (lines, extra) = match unit.level {
            Level::County => (lines.clone(), extra.as_slice()),
            _ => (lines.iter().filter(|line| line.township == unit.code).cloned().collect(), &[][..]),
        };
        packed.push(write(unit, numbers, lines, extra)?);
    }
    let items = added.iter().filter(|line| line.contains("文书: ")).count();
    numbers::append(&workspace.root, register, &added).map_err(|error| PackError::File(numbers::FILE.to_owned(), error))?;
    Ok(Packages { packed, given: (added.len() - items, items) })
}

/// A file of the workspace as it is; nothing where it is gone or a link out of the workspace.
fn content(root: &Path, file: &str) -> io::Result<Option<Vec<u8>>> {
    match std::fs::symlink_metadata(root.join(file)) {
        Ok(metadata) if metadata.is_symlink() && source::leads_outside(root, file) => Ok(None),
        Ok(_) => std::fs::read(root.join(file)).map(Some),
        Err(_) => Ok(None),
    }
}

/// Only what is packed or was packed takes a number.
fn assign(numbering: &mut Numbering<'_>, unit: &Unit, volume: &Contents) -> Vec<Numbered> {
    let items = volume.pieces.iter().filter(|piece| piece.state == State::Packed).map(|piece| piece.item.clone()).collect();
    numbering.assign(&Wanted { level: volume.level, code: &volume.code, year: volume.year, body: &unit.code, items })
}

struct Plan<'a> {
    desk: &'a Desk<'a>,
    made: HashMap<(&'a str, &'a str), &'a Entry>,
}

impl Plan<'_> {
    fn office(&self) -> Office {
        let holdings = &self.desk.workspace.holdings;
        let county = &holdings.county.record;
        Office {
            archive: county.archive.clone(),
            creator: county.archive.creator.text(),
            county: county.full_name.text(),
            as_of: self.desk.as_of.to_string(),
            rule_set: county.rule_set.text(),
            sample: holdings.is_sample(),
        }
    }

    fn year(&self) -> u32 {
        u32::try_from(self.desk.as_of.year()).unwrap_or_default()
    }

    fn village(&self, cases: &VillageCases, township: usize) -> Unit {
        let holdings = &self.desk.workspace.holdings;
        let home = &holdings.inventory.townships[township].code;
        // Folders and files are named by the codes; what the catalogue names so is found again so.
        let code = cases.village.file.rsplit('/').nth(1).unwrap_or_default();
        let record = &cases.village.record;
        let name = [record.full_name.text(), record.name.text(), code.to_owned()].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let year = record.exit.year.value().map_or_else(|| self.year(), |year| year.0);
        let mut own = Contents { level: Level::Village, code: code.to_owned(), name: name.clone(), year, folder: "village".to_owned(), pieces: Vec::new() };
        own.pieces.push(file("village.yaml", "村案卷", &cases.village.file, "village"));
        own.pieces.extend(cases.batches.iter().map(|batch| file(&format!("batch {}", stem(&batch.file)), "批次案卷", &batch.file, &format!("batch-{}", stem(&batch.file)))));
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut volumes = vec![own];
        for household in &cases.households {
            let code = stem(&household.file);
            let year = household.record.exit.year.value().map_or_else(|| self.year(), |year| year.0);
            places.insert(code, volumes.len());
            volumes.push(Contents {
                level: Level::Household,
                code: code.to_owned(),
                name: household.record.head.text(),
                year,
                folder: format!("households/{code}"),
                pieces: vec![file("case", "户案卷", &household.file, "case")],
            });
        }
        for expected in self.desk.expect(|frame| catalogue::of_village(cases, home, frame)) {
            let subject = match expected.source {
                Source::Household(household) => stem(&household.file),
                _ => expected.subject.as_str(),
            };
            let pieces = &mut volumes[places.get(subject).copied().unwrap_or_default()].pieces;
            let piece = self.piece(&expected);
            // Forms that are bound in one file are one item, called by all of them.
            match pieces.iter_mut().find(|known| known.item == piece.item) {
                Some(bound) => bound.title = format!("{}、{}", bound.title, piece.title),
                None => pieces.push(piece),
            }
        }
        Unit { level: Level::Village, code: code.to_owned(), name, township: home.clone(), volumes }
    }

    fn township(&self, place: usize) -> Unit {
        let holdings = &self.desk.workspace.holdings;
        let (files, case) = (&holdings.inventory.townships[place], &holdings.townships[place]);
        let name = [case.record.full_name.text(), case.record.name.text(), files.code.clone()].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let pieces = vec![file("township.yaml", "乡镇案卷", &files.file, "township")];
        let own = Contents { level: Level::Township, code: files.code.clone(), name: name.clone(), year: self.year(), folder: "township".to_owned(), pieces };
        Unit { level: Level::Township, code: files.code.clone(), name, township: files.code.clone(), volumes: vec![own] }
    }

    fn county(&self) -> Unit {
        let workspace = self.desk.workspace;
        let holdings = &workspace.holdings;
        let code = holdings.county.record.code.text();
        let name = holdings.county.record.full_name.text();
        let mut pieces = vec![file("county.yaml", "县案卷", &holdings.county.file, "county")];
        let inventory = &holdings.inventory;
        for (title, files) in [("计划", &inventory.plans), ("公文底稿", &inventory.documents), ("规则集", &inventory.regulations), ("工作日历", &inventory.calendars)] {
            for path in files {
                let below = path.trim_start_matches("content/");
                pieces.push(Piece { files: vec![(below.to_owned(), Origin::Content(path.clone()))], ..file(below, title, path, below) });
            }
        }
        pieces.extend(self.desk.expect(|frame| catalogue::of_county(holdings, frame)).iter().map(|expected| self.piece(expected)));
        let own = Contents { level: Level::County, code: code.clone(), name: name.clone(), year: self.year(), folder: "county".to_owned(), pieces };
        Unit { level: Level::County, code, name, township: String::new(), volumes: vec![own] }
    }

    /// A document that is expected, as the build left it.
    fn piece(&self, expected: &Expected<'_>) -> Piece {
        let id = expected.kind.id;
        let name = match expected.kind.make {
            Make::Form(form) if !form.stands_alone() => BOUND,
            _ => id,
        };
        let mut piece = Piece {
            item: format!("{name} {}", expected.subject),
            title: self.desk.press.label(expected.kind),
            state: State::Missing,
            reason: ui("reason.no-view", Lang::Zh, &[]),
            pages: None,
            date: None,
            issuer: None,
            files: Vec::new(),
            online: None,
        };
        let Some(entry) = self.made.get(&(id, expected.subject.as_str())) else { return piece };
        let (state, reason) = entry.standing();
        piece.state = match state {
            "Ready" | "Held" => State::Packed,
            "Blocked" => State::Blocked,
            "NotYet" => State::NotYet,
            _ => State::Missing,
        };
        piece.reason = reason.unwrap_or_default();
        piece.pages = entry.pages;
        (piece.date, piece.issuer) = (entry.date.clone(), entry.issuer.clone());
        if let catalogue::State::Held(scan) = &expected.state {
            let ending = scan.rsplit_once('.').map_or("", |(_, ending)| ending);
            piece.files = vec![(format!("{}-{id}.{ending}", expected.subject.replace('/', "-")), Origin::Content(scan.clone()))];
        }
        match &entry.path {
            Some(path) if path.ends_with(".pdf") => {
                piece.files = vec![(format!("{}-{name}.pdf", expected.subject), Origin::Output(path.clone()))];
            }
            Some(path) if piece.state == State::Packed => {
                piece.state = State::Online;
                let digest = entry.digest.as_deref().unwrap_or_default().trim_start_matches("sha256:");
                piece.online = Some((path.clone(), digest.to_owned()));
            }
            _ => {}
        }
        piece
    }
}

/// A case file, as it is and as JSON.
fn file(item: &str, title: &str, path: &str, name: &str) -> Piece {
    Piece {
        item: item.to_owned(),
        title: title.to_owned(),
        state: State::Packed,
        reason: String::new(),
        pages: None,
        date: None,
        issuer: None,
        files: vec![(format!("{name}.yaml"), Origin::Content(path.to_owned())), (format!("{name}.json"), Origin::Json(path.to_owned()))],
        online: None,
    }
}

/// File name without folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
