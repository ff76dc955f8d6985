//! One package made whole. Its entry point is [`pack`]: volumes with their files, roster, metadata, readable pages.

use std::collections::BTreeMap;
use std::io;

use super::metadata::{self, Office};
use super::numbering::{Level, Numbered};
use super::packer::{Create, Packer, Source};
use super::digest::content;
use super::pages::Pages;
use super::roster::{self, Item, Number, Roster, State, VillageLine};
use super::{OWN_KEY, VILLAGE_KEY};

/// Where the bytes of a file come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file of the output in the making.
    Output(String),
    /// A file of the workspace, as it is.
    Content(String),
    /// A case file of the workspace, as JSON.
    Json(String),
}

/// Something that is expected in a volume.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Id, unique within the volume.
    pub item: String,
    /// What it is called.
    pub title: String,
    /// How it stands, but for being closed.
    pub state: State,
    /// Why it is not there.
    pub reason: String,
    /// Pages of a PDF.
    pub pages: Option<usize>,
    /// Its own date, ISO, where it has one.
    pub date: Option<String>,
    /// Who issues it, where that is known.
    pub issuer: Option<String>,
    /// 文号, where it bears one.
    pub number: Option<String>,
    /// 密级和保密期限, where it bears one.
    pub secrecy: Option<String>,
    /// File names within the volume and where the bytes come from; for a page of the site its path and digest.
    pub files: Vec<(String, Origin)>,
    /// Path in the output and digest of what is not packed.
    pub online: Option<(String, String)>,
}

/// A volume to be packed.
#[derive(Debug, Clone)]
pub struct Contents {
    /// Level.
    pub level: Level,
    /// Code of its subject.
    pub code: String,
    /// Head of the household, or name of the body.
    pub name: String,
    /// Year.
    pub year: u32,
    /// Folder below `data/`.
    pub folder: String,
    /// What is expected in it.
    pub pieces: Vec<Piece>,
}

impl Contents {
    /// Its subject, as the register of numbers writes it.
    pub fn subject(&self) -> String {
        format!("{} {}", self.level.name(), self.code)
    }
}

/// A package to be made.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Village, township or county.
    pub level: Level,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of the township that a village belongs to.
    pub township: String,
    /// Volumes: its own first.
    pub volumes: Vec<Contents>,
}

impl Unit {
    /// Name of the package's folder.
    pub fn folder(&self) -> String {
        format!("{}-{}", self.level_id(), self.code)
    }

    /// `village`, `township` or `county`.
    pub fn level_id(&self) -> &'static str {
        match self.level {
            Level::Household | Level::Village => "village",
            Level::Township => "township",
            Level::County => "county",
        }
    }
}

/// A package that was made.
#[derive(Debug, Clone)]
pub struct Packed {
    /// Name of its folder.
    pub folder: String,
    /// Its line in the rosters above.
    pub line: VillageLine,
    /// Its roster as it stands in the package.
    pub roster: Vec<u8>,
    /// Payload files and bytes.
    pub size: (usize, u64),
    /// What the items that were packed hold.
    pub holdings: Vec<Holding>,
}

/// Opens what is packed.
pub type Open<'a> = dyn Fn(&Origin) -> io::Result<Option<Source<'a>>> + Sync + 'a;

/// What an item holds: subject of its volume, number of the supplement, item, digest.
pub type Holding = (String, u32, String, String);

/// What all packages share.
pub struct Bench<'a> {
    /// The archive's configuration and the office.
    pub office: &'a Office,
    /// The readable pages.
    pub pages: &'a Pages,
    /// Makes files below the folder of packages.
    pub create: &'a Create<'a>,
    /// Opens what is packed; nothing where there is nothing to be packed.
    pub open: &'a Open<'a>,
}

/// Makes a package. `numbers` are those of each volume; `villages` are told in the roster of a township or county, and
/// `extra` files are packed as they are.
///
/// # Errors
/// A file that cannot be read or written.
pub fn pack(bench: &Bench<'_>, unit: &Unit, numbers: &[Vec<Numbered>], villages: Vec<VillageLine>, extra: &[(String, Vec<u8>)]) -> io::Result<Packed> {
    let office = bench.office;
    let mut packer = Packer::begin(bench.create, &unit.folder())?;
    let mut records = Vec::new();
    let mut volumes = Vec::new();
    let mut holdings = Vec::new();
    for (contents, numbered) in unit.volumes.iter().zip(numbers) {
        volumes.push(volume(bench, &mut packer, contents, numbered, &mut records, &mut holdings)?);
    }
    let roster = Roster {
        level: unit.level_id().to_owned(),
        code: unit.code.clone(),
        name: unit.name.clone(),
        township: unit.township.clone(),
        as_of: office.as_of.clone(),
        rule_set: office.rule_set.clone(),
        sample: office.sample,
        volumes,
        villages,
    };
    for (file, bytes) in extra {
        packer.payload(file, Source::held(bytes))?;
    }
    let bytes = roster.json();
    let roster_sha256 = packer.payload("roster.json", Source::held(&bytes))?;
    packer.payload("roster.csv", Source::held(&roster.csv()))?;
    packer.payload("metadata.json", Source::held(&metadata::json(&records)))?;
    packer.payload("metadata.csv", Source::held(&metadata::csv(&records)))?;
    packer.payload("index.html", Source::held(bench.pages.index(office, &roster).as_bytes()))?;
    for (name, text) in bench.pages.beside(office, &roster) {
        packer.tag(name, text.as_bytes())?;
    }
    let mut info = vec![
        (OWN_KEY, format!("{} {}", unit.level_id(), unit.code)),
        ("Source-Organization", office.creator.clone()),
        ("External-Description", format!("{}{}", office.county, if unit.level == Level::County { "" } else { &unit.name })),
        ("External-Identifier", numbers.first().and_then(|numbers| numbers.first()).map(|first| first.number.clone()).unwrap_or_default()),
        ("Bagging-Date", office.as_of.clone()),
        ("Bag-Software-Agent", concat!("gongshi ", env!("CARGO_PKG_VERSION")).to_owned()),
    ];
    if unit.level == Level::Village {
        info.push((VILLAGE_KEY, unit.code.clone()));
    }
    let size = packer.finish(&info)?;
    let households = roster.households().count();
    let line = VillageLine { township: unit.township.clone(), code: unit.code.clone(), name: unit.name.clone(), households, roster_sha256 };
    Ok(Packed { folder: unit.folder(), line, roster: bytes, size, holdings })
}

/// Packs a volume's files and tells how each item stands.
fn volume(
    bench: &Bench<'_>,
    packer: &mut Packer<'_>,
    contents: &Contents,
    numbered: &[Numbered],
    records: &mut Vec<metadata::Record>,
    holdings: &mut Vec<Holding>,
) -> io::Result<roster::Volume> {
    let mut items = Vec::new();
    for piece in &contents.pieces {
        let home = numbered.iter().find_map(|volume| Some((volume, volume.items.iter().find(|(_, name)| *name == piece.item)?.0)));
        let mut item = Item {
            item: piece.item.clone(),
            title: piece.title.clone(),
            state: piece.state,
            reason: piece.reason.clone(),
            number: home.map(|(volume, _)| volume.number.clone()),
            place: home.map(|(_, place)| place),
            pages: piece.pages,
            files: piece.online.iter().cloned().collect(),
        };
        if let (State::Packed, Some((volume, place))) = (piece.state, home) {
            if volume.closed.is_some() {
                item.state = State::Closed;
            } else {
                let folder = match volume.supplement {
                    0 => contents.folder.clone(),
                    supplement => format!("{}/supplement-{supplement}", contents.folder),
                };
                let mut sizes = BTreeMap::new();
                let mut held = Vec::new();
                for (name, origin) in &piece.files {
                    let Some(source) = (bench.open)(origin)? else { continue };
                    let file = format!("{folder}/{name}");
                    sizes.insert(file.clone(), source.size);
                    let digest = packer.payload(&file, source)?;
                    if !matches!(origin, Origin::Json(_)) {
                        held.push((name.as_str(), digest.clone()));
                    }
                    item.files.insert(file, digest);
                }
                holdings.push((contents.subject(), volume.supplement, piece.item.clone(), content(&held)));
                if item.files.is_empty() {
                    (item.state, item.reason) = (State::Missing, "材料读不出来".to_owned());
                }
                records.push(metadata::record(bench.office, contents, piece, volume, place, &item, &sizes));
            }
        }
        items.push(item);
    }
    let numbers = numbered.iter().map(|volume| Number { number: volume.number.clone(), supplement: volume.supplement, closed: volume.closed.clone() });
    Ok(roster::Volume { level: contents.level.name().to_owned(), code: contents.code.clone(), name: contents.name.clone(), numbers: numbers.collect(), items })
}
