//! Packages from a build. Its entry point is [`pack`]: everything is built anew, then packed within the same output, so
//! that no package ever answers to another output than the one that it lies in.

mod evidence;
mod plan;

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::Path;

use rayon::prelude::*;

pub(super) use self::plan::Plan;
use super::compose::Desk;
use super::properties::Reporter;
use super::record::Entry;
use super::{BuildError, Built, Options, Progress, run};
use crate::outlets::archive::case_json;
use crate::outlets::archive::digest::{content, sha256_of};
use crate::outlets::archive::held::{Changed, Held, Since};
use crate::outlets::archive::numbering::{Level, Numbered, Numbering, Obstacle, Wanted};
use crate::outlets::archive::pack::{Bench, Contents, Open, Origin, Packed, Piece, Unit, pack as make};
use crate::outlets::archive::packer::Source;
use crate::outlets::archive::pages::Pages;
use crate::outlets::archive::roster::{State, VillageLine};
use crate::outlets::archive::verify::{VerifyError, verify_folders};
use crate::papers::catalogue::PACKAGE_REPORT;
use crate::records::case::Numbers;
use crate::records::holdings::VillageCases;
use crate::records::source;
use crate::report::finding::Finding;
use crate::report::message::Lang;
use crate::workspace::staging::PACKAGES;
use crate::workspace::{Workspace, contents, numbers};

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
    /// A line of the register of contents is none, from 1.
    Contents(usize),
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

/// What was packed; nothing where the last output stays.
#[derive(Default)]
pub struct Packages {
    /// The packages, village by village, then townships, then the county.
    pub packed: Vec<Packed>,
    /// How many numbers were given anew, of volumes and of items.
    pub given: (usize, usize),
    /// Closed volumes whose items have changed since: their new versions stand in supplements.
    pub changed: Vec<Changed>,
    /// Items of closed volumes of which no digest was kept until now.
    pub unknown: usize,
}

/// The registers of the archive as they stand.
pub(super) struct Registers {
    /// Text of the register of numbers.
    pub numbers: String,
    /// Text of the register of contents.
    contents: String,
    /// What volumes held.
    pub held: Held,
}

impl Registers {
    /// Reads both; gives the numbers that were given, too.
    pub(super) fn read(workspace: &Workspace) -> Result<(Self, Numbers), PackError> {
        let (text, given) = numbers::read(&workspace.root).map_err(PackError::Register)?;
        let known = contents::read(&workspace.root).map_err(|error| PackError::File(contents::FILE.to_owned(), error))?;
        let held = Held::read(&known).map_err(PackError::Contents)?;
        Ok((Self { numbers: text, contents: known, held }, given))
    }
}

/// Everything that is packed or bound, with its numbers.
pub(super) struct Planned {
    /// Villages, then townships, then the county.
    pub units: Vec<Unit>,
    /// How many of them are villages.
    pub villages: usize,
    /// Of each volume of each unit.
    pub given: Vec<Vec<Vec<Numbered>>>,
    /// Lines to be added to the register.
    pub added: Vec<String>,
    /// Closed volumes that have changed.
    pub since: Since,
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
    let (registers, given) = Registers::read(workspace)?;
    let numbering = Numbering::new(archive, &given).map_err(PackError::Numbering)?;
    let pages = Pages::open(&workspace.root).map_err(PackError::Page)?;
    run(workspace, options, progress, |desk, entries| packages(desk, entries, numbering, &pages, registers, progress))
}

/// Plans every package, gives the numbers one after the other, then writes village by village.
fn packages(desk: &Desk<'_>, entries: &[Entry], numbering: Numbering<'_>, pages: &Pages, registers: Registers, progress: &dyn Progress) -> Result<Packages, PackError> {
    let workspace = desk.workspace;
    let Registers { numbers: register, contents: known, mut held } = registers;
    let plan = Plan::new(desk, entries);
    let Planned { units, villages, given: numbers, added, since } = plan.numbered(numbering, &held)?;
    let open = |origin: &Origin| open(desk, origin);
    let office = plan.office();
    let create = |path: &str| desk.staging.create(&format!("{PACKAGES}/{path}"));
    let bench = Bench { office: &office, pages, create: &create, open: &open };
    let write = |unit: &Unit, numbers: &[Vec<Numbered>], lines: Vec<VillageLine>, extra: &[(String, Vec<u8>)]| {
        make(&bench, unit, numbers, lines, extra).map_err(|error| PackError::File(unit.folder(), error))
    };
    progress.begin("progress.pack", villages as u64);
    let packed: Result<Vec<Packed>, PackError> = units[..villages]
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
    extra.push(("numbers.yaml".to_owned(), numbers::with(&register, &added).into_bytes()));
    for (unit, numbers) in units.iter().zip(&numbers).skip(villages) {
        let (lines, extra) = match unit.level {
            Level::County => (lines.clone(), extra.as_slice()),
            _ => (lines.iter().filter(|line| line.township == unit.code).cloned().collect(), &[][..]),
        };
        packed.push(write(unit, numbers, lines, extra)?);
    }
    reports(desk)?;
    desk.staging.keep_unchanged(PACKAGES).map_err(|error| PackError::File(PACKAGES.to_owned(), error))?;
    let unknown = since.unknown.len();
    held.enter(packed.iter_mut().flat_map(|packed| std::mem::take(&mut packed.holdings)).collect());
    held.add(since.unknown);
    let items = added.iter().filter(|line| line.contains("文书: ")).count();
    numbers::append(&workspace.root, &register, &added).map_err(|error| PackError::File(numbers::FILE.to_owned(), error))?;
    contents::write(&workspace.root, &known, &held.text(contents::HEAD)).map_err(|error| PackError::File(contents::FILE.to_owned(), error))?;
    Ok(Packages { packed, given: (added.len() - items, items), changed: since.changed, unknown })
}

/// Reads the packages back and puts the report on the four properties beside each.
fn reports(desk: &Desk<'_>) -> Result<(), PackError> {
    let reporter = Reporter::open(Some(&desk.workspace.root))?;
    let place = desk.staging.place(PACKAGES);
    let unreadable = |error| match error {
        VerifyError::Unreadable(error) => PackError::File(PACKAGES.to_owned(), error),
        VerifyError::NoPackage | VerifyError::NoRegister => PackError::File(PACKAGES.to_owned(), io::ErrorKind::NotFound.into()),
    };
    verify_folders(&place).map_err(unreadable)?.par_iter().try_for_each(|package| {
        let report = reporter.report(package, Lang::Zh)?;
        for (ending, bytes) in report.files() {
            let path = format!("{PACKAGES}/{}-{PACKAGE_REPORT}.{ending}", package.path);
            desk.staging.write(&path, bytes).map_err(|error| PackError::File(path, error))?;
        }
        Ok(())
    })
}

impl Plan<'_> {
    /// Plans every unit and gives the numbers one after the other.
    pub(super) fn numbered(&self, mut numbering: Numbering<'_>, held: &Held) -> Result<Planned, PackError> {
        let workspace = self.desk.workspace;
        let holdings = &workspace.holdings;
        let villages: Vec<_> = holdings.inventory.villages().collect();
        let mut units: Vec<Unit> = villages.par_iter().map(|(township, files)| self.village(&VillageCases::load(&workspace.root, files), *township)).collect();
        units.extend((0..holdings.townships.len()).map(|place| self.township(place)));
        units.push(self.county());
        let open = |origin: &Origin| open(self.desk, origin);
        let mut since = Since::default();
        let mut given: Vec<Vec<Vec<Numbered>>> = Vec::new();
        for unit in &mut units {
            let body = unit.code.clone();
            let mut of_unit = Vec::new();
            for volume in &mut unit.volumes {
                let digest = |piece: &Piece| digest(piece, &open);
                let found = held.since_closed(volume, numbering.given(&volume.subject()), &digest).map_err(|error| PackError::File(volume.folder.clone(), error))?;
                since.changed.extend(found.changed);
                since.unknown.extend(found.unknown);
                of_unit.push(assign(&mut numbering, &body, volume));
            }
            given.push(of_unit);
        }
        Ok(Planned { units, villages: villages.len(), given, added: numbering.into_added(), since })
    }
}

/// Opens what is packed.
fn open<'a>(desk: &Desk<'a>, origin: &Origin) -> io::Result<Option<Source<'a>>> {
    let root = &desk.workspace.root;
    match origin {
        Origin::Output(path) => Source::file(desk.staging.open(path)?).map(Some),
        Origin::Content(file) => of_workspace(root, file)?.map(Source::file).transpose(),
        Origin::Json(file) => {
            let json = source::read(root, file).ok().and_then(|source| case_json(&source.text));
            Ok(json.map(|json| Source { size: json.len() as u64, reader: Box::new(io::Cursor::new(json)) }))
        }
    }
}

/// What an item holds now; nothing where none of its files is there.
fn digest(piece: &Piece, open: &Open<'_>) -> io::Result<Option<String>> {
    let mut held = Vec::new();
    for (name, origin) in piece.files.iter().filter(|(_, origin)| !matches!(origin, Origin::Json(_))) {
        if let Some(source) = open(origin)? {
            held.push((name.as_str(), sha256_of(source.reader)?));
        }
    }
    Ok((!held.is_empty()).then(|| content(&held)))
}

/// A file of the workspace as it is; nothing where it is gone or a link out of the workspace.
fn of_workspace(root: &Path, file: &str) -> io::Result<Option<File>> {
    let path = root.join(file);
    match std::fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_symlink() && source::leads_outside(root, file) => Ok(None),
        Ok(_) if path.is_file() => File::open(path).map(Some),
        _ => Ok(None),
    }
}

/// Only what is packed or was packed takes a number. What has one and is expected no longer is told as missing, so that no
/// number goes without a word.
fn assign(numbering: &mut Numbering<'_>, body: &str, volume: &mut Contents) -> Vec<Numbered> {
    let items = volume.pieces.iter().filter(|piece| piece.state == State::Packed).map(|piece| piece.item.clone()).collect();
    let numbered = numbering.assign(&Wanted { level: volume.level, code: &volume.code, year: volume.year, body, items });
    let known: BTreeSet<&str> = volume.pieces.iter().map(|piece| piece.item.as_str()).collect();
    let gone: Vec<Piece> = numbered
        .iter()
        .flat_map(|volume| volume.items.iter().map(|(_, item)| (item, volume.closed.is_some())))
        .filter(|(item, _)| !known.contains(item.as_str()))
        .map(|(item, closed)| Piece {
            item: item.clone(),
            title: item.clone(),
            state: if closed { State::Packed } else { State::Missing },
            reason: if closed { String::new() } else { "给过顺序号，现在没有这一件".to_owned() },
            pages: None,
            date: None,
            issuer: None,
            number: None,
            secrecy: None,
            files: Vec::new(),
            online: None,
        })
        .collect();
    volume.pieces.extend(gone);
    numbered
}
