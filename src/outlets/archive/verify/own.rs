//! A package of ours held against its roster. Entry points: [`check`], and [`Register::compare`], which holds a village's
//! roster against the county's.
//!
//! A manifest tells what lies in a package; only the roster tells what should. Whoever drops a household and makes
//! everything anew has a package that is sound in itself, and a roster that is not the county's.

use std::collections::{BTreeMap, BTreeSet};

use super::bag::Bag;
use crate::outlets::archive::Defect;
use crate::outlets::archive::digest::sha256;
use crate::outlets::archive::numbering::Level;
use crate::outlets::archive::roster::{self, Item, Roster, State, VillageLine, Volume};
use crate::records::case::Numbers;

/// What a package of ours says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its roster.
    pub roster: Roster,
    /// SHA-256 of the roster as it lies there.
    pub digest: String,
    /// The villages' rosters, where it is a county.
    pub register: Option<Register>,
}

/// The county's knowledge of its villages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    lines: Vec<VillageLine>,
    rosters: BTreeMap<String, Roster>,
}

/// Holds the files of a bag against its roster; `digests` are the SHA-256 of those that were read.
pub(super) fn check(bag: &mut Bag<'_>, digests: &BTreeMap<String, String>) -> Option<Own> {
    if !bag.files.contains_key(roster::FILE) {
        // A manifest that lists it has told so.
        bag.defects.retain(|defect| defect.file != roster::FILE);
        bag.add(Defect::new("roster-missing", roster::FILE));
        return None;
    }
    let bytes = bag.tag_file(roster::FILE)?;
    let Some(roster) = Roster::read(&bytes) else {
        bag.add(Defect::new("roster-malformed", roster::FILE));
        return None;
    };
    let told: BTreeSet<String> = bag.defects.iter().map(|defect| defect.file.clone()).collect();
    let mut defects = Vec::new();
    for volume in &roster.volumes {
        volume_files(bag, volume, digests, &told, &mut defects);
    }
    surplus(bag, &roster, &told, &mut defects);
    numbers(&roster, &mut defects);
    companions(bag, &told, &mut defects);
    if !told.contains(METADATA) {
        metadata(bag, &roster, &mut defects);
    }
    let register = (roster.level == "county").then(|| register(bag, &roster, digests, &mut defects));
    bag.defects.extend(defects);
    Some(Own { roster, digest: sha256(&bytes), register })
}

/// The defect with the household that a volume is of.
fn of(volume: &Volume, defect: Defect) -> Defect {
    let defect = defect.arg("name", format!("{} {}", volume.code, volume.name));
    if volume.level == Level::Household.name() { defect.of_household(&volume.code) } else { defect }
}

fn packed(volume: &Volume) -> impl Iterator<Item = (&Item, String, &str)> {
    let items = volume.items.iter().filter(|item| item.state == State::Packed);
    items.flat_map(|item| item.files.iter().map(move |(file, digest)| (item, format!("data/{file}"), digest.as_str())))
}

fn volume_files(bag: &Bag<'_>, volume: &Volume, digests: &BTreeMap<String, String>, told: &BTreeSet<String>, defects: &mut Vec<Defect>) {
    let listed: Vec<_> = packed(volume).collect();
    let missing = listed.iter().filter(|(_, file, _)| !bag.files.contains_key(file.as_str())).count();
    if missing == listed.len() && missing > 0 {
        defects.push(of(volume, Defect::new("volume-missing", "")));
        return;
    }
    for (item, file, digest) in listed {
        // What the manifests tell of a file already is not told again.
        if told.contains(&file) {
            continue;
        }
        if !bag.files.contains_key(file.as_str()) {
            defects.push(of(volume, Defect::new("roster-file-missing", file).arg("title", &item.title)));
        } else if digests.get(&file).is_some_and(|found| found != digest) {
            defects.push(of(volume, Defect::new("roster-digest-differs", file).arg("title", &item.title)));
        }
    }
}

/// Files of volumes that the roster does not know.
fn surplus(bag: &Bag<'_>, roster: &Roster, told: &BTreeSet<String>, defects: &mut Vec<Defect>) {
    let known: BTreeSet<String> = roster.volumes.iter().flat_map(packed).map(|(_, file, _)| file).collect();
    let households: BTreeSet<&str> = roster.households().map(|volume| volume.code.as_str()).collect();
    let mut strangers = BTreeSet::new();
    for file in bag.files.keys() {
        let Some((folder, rest)) = file.strip_prefix("data/").and_then(|below| below.split_once('/')) else { continue };
        let household = (folder == "households").then(|| rest.split('/').next().unwrap_or(rest));
        if let Some(code) = household.filter(|code| !households.contains(code)) {
            if strangers.insert(code) {
                defects.push(Defect::new("household-not-in-roster", "").arg("name", code).of_household(code));
            }
        } else if matches!(folder, "households" | "village" | "township" | "county") && !known.contains(*file) && !told.contains(*file) {
            defects.push(Defect::new("roster-surplus", *file));
        }
    }
}

/// The metadata of a package.
const METADATA: &str = "data/metadata.json";

/// What goes with every package of ours.
const COMPANIONS: [&str; 8] =
    [METADATA, "data/metadata.csv", "data/roster.csv", "data/index.html", "verify.html", "verify.css", "verify.js", "如何核验.txt"];

fn companions(bag: &Bag<'_>, told: &BTreeSet<String>, defects: &mut Vec<Defect>) {
    let gone = COMPANIONS.into_iter().filter(|file| !bag.files.contains_key(file) && !told.contains(*file));
    defects.extend(gone.map(|file| Defect::new("companion-missing", file).arg("file", file)));
}

/// One record for each item that is packed, as the roster has it, and no other.
fn metadata(bag: &mut Bag<'_>, roster: &Roster, defects: &mut Vec<Defect>) {
    let Some(bytes) = bag.tag_file(METADATA) else { return };
    let records: Vec<BTreeMap<String, String>> = serde_json::from_slice(&bytes).unwrap_or_default();
    let text = |record: &BTreeMap<String, String>, name: &str| record.get(name).cloned().unwrap_or_default();
    let mut by_number: BTreeMap<String, &BTreeMap<String, String>> = records.iter().map(|record| (text(record, "档号"), record)).collect();
    for volume in &roster.volumes {
        for item in volume.items.iter().filter(|item| item.state == State::Packed) {
            let number = format!("{}-{:03}", item.number.as_deref().unwrap_or_default(), item.place.unwrap_or_default());
            let files = item.files.keys().cloned().collect::<Vec<_>>().join("；");
            let digests = item.files.values().map(|digest| format!("SHA-256:{digest}")).collect::<Vec<_>>().join("；");
            let same = by_number.remove(&number).is_some_and(|record| {
                [("题名", &item.title), ("计算机文件名", &files), ("数字摘要", &digests)].into_iter().all(|(name, value)| text(record, name) == *value)
            });
            if !same {
                defects.push(of(volume, Defect::new("metadata-differs", METADATA).arg("number", number).arg("title", &item.title)));
            }
        }
    }
    // An item whose files could not be read has a record that tells so; any other is of nothing that the roster knows.
    let numbered: BTreeSet<String> = roster.volumes.iter().flat_map(|volume| &volume.items).filter_map(|item| Some(format!("{}-{:03}", item.number.as_ref()?, item.place?))).collect();
    for (number, record) in by_number.into_iter().filter(|(number, _)| !numbered.contains(number)) {
        defects.push(Defect::new("metadata-differs", METADATA).arg("number", number).arg("title", text(record, "题名")));
    }
}

/// Numbers are there once, and places within a volume have no gap.
fn numbers(roster: &Roster, defects: &mut Vec<Defect>) {
    let mut seen = BTreeSet::new();
    for volume in &roster.volumes {
        let mut items = BTreeSet::new();
        for item in &volume.items {
            if !items.insert(&item.item) {
                defects.push(of(volume, Defect::new("roster-entry-twice", roster::FILE).arg("item", &item.item)));
            }
        }
        for number in &volume.numbers {
            if !seen.insert(&number.number) {
                defects.push(of(volume, Defect::new("number-twice", roster::FILE).arg("number", &number.number)));
            }
            let places = volume.items.iter().filter(|item| item.number.as_ref() == Some(&number.number)).filter_map(|item| item.place);
            gaps(places.collect(), |place, code| {
                defects.push(of(volume, Defect::new(code, roster::FILE).arg("number", format!("{}-{place:03}", number.number))));
            });
        }
    }
}

/// Tells every number from 1 to the last that is not there, and every one that is there twice.
fn gaps(mut places: Vec<u32>, mut tell: impl FnMut(u32, &'static str)) {
    places.sort_unstable();
    let mut next = 1;
    for place in places {
        if place < next {
            tell(place, "number-twice");
            continue;
        }
        // A forged number may be as large as it likes; a hundred gaps are enough to say so.
        (next..place).take(100).for_each(|gap| tell(gap, "number-gap"));
        next = place.saturating_add(1);
    }
}

/// The villages' rosters of a county's package, each held against its digest, and the register of numbers against them.
fn register(bag: &mut Bag<'_>, roster: &Roster, digests: &BTreeMap<String, String>, defects: &mut Vec<Defect>) -> Register {
    let mut rosters = BTreeMap::new();
    for line in &roster.villages {
        let file = format!("data/rosters/{}.json", line.code);
        let found = digests.get(&file);
        if found.is_none() {
            defects.push(Defect::new("village-roster-missing", file).arg("name", format!("{} {}", line.code, line.name)));
            continue;
        }
        if found != Some(&line.roster_sha256) {
            defects.push(Defect::new("village-roster-differs", file).arg("name", format!("{} {}", line.code, line.name)));
            continue;
        }
        if let Some(read) = bag.tag_file(&file).and_then(|bytes| Roster::read(&bytes)) {
            rosters.insert(line.code.clone(), read);
        }
    }
    if let Some(given) = bag.tag_file("data/numbers.yaml").and_then(|bytes| serde_yaml::from_slice::<Numbers>(&bytes).ok()) {
        let subjects: BTreeSet<String> = rosters.values().chain([roster]).flat_map(|roster| &roster.volumes).map(|volume| format!("{} {}", volume.level, volume.code)).collect();
        let mut series: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for entry in given.given.iter().filter(|entry| entry.item.is_absent()) {
            let (subject, number, serial) = (entry.subject.text(), entry.number.text(), entry.serial.value().map_or(0, |serial| serial.0));
            // Townships have rosters of their own, which the county does not hold.
            if !subject.starts_with(Level::Township.name()) && !subjects.contains(&subject) {
                defects.push(Defect::new("numbered-volume-missing", "data/numbers.yaml").arg("name", &subject).arg("number", &number));
            }
            let of = number.strip_suffix(&format!("{serial:04}")).map(str::to_owned);
            if let Some(of) = of {
                series.entry(of).or_default().push(serial);
            }
        }
        for (of, serials) in series {
            gaps(serials, |serial, code| defects.push(Defect::new(code, "data/numbers.yaml").arg("name", "").arg("number", format!("{of}{serial:04}"))));
        }
    }
    Register { lines: roster.villages.clone(), rosters }
}

impl Register {
    /// What differs between a package's roster and the county's.
    pub fn compare(&self, own: &Own) -> Vec<Defect> {
        match own.roster.level.as_str() {
            "village" => self.village(own),
            "township" => self.township(&own.roster),
            _ => Vec::new(),
        }
    }

    /// Villages of the county, by code and name, that are not among these.
    pub fn missing(&self, there: &BTreeSet<&str>) -> Vec<Defect> {
        let gone = self.lines.iter().filter(|line| !there.contains(line.code.as_str()));
        gone.map(|line| Defect { village: Some(line.code.clone()), ..Defect::new("village-missing", "").arg("name", format!("{} {}", line.code, line.name)) }).collect()
    }

    fn township(&self, roster: &Roster) -> Vec<Defect> {
        let there: BTreeSet<&str> = roster.villages.iter().map(|line| line.code.as_str()).collect();
        let mut defects: Vec<Defect> = Vec::new();
        for line in self.lines.iter().filter(|line| line.township == roster.code) {
            let name = format!("{} {}", line.code, line.name);
            let told = |code| Defect { village: Some(line.code.clone()), ..Defect::new(code, roster::FILE).arg("name", &name) };
            if !there.contains(line.code.as_str()) {
                defects.push(told("village-missing"));
            } else if roster.villages.iter().any(|own| own.code == line.code && own != line) {
                defects.push(told("village-roster-differs"));
            }
        }
        let known: BTreeSet<&str> = self.lines.iter().map(|line| line.code.as_str()).collect();
        let strange = there.difference(&known).map(|code| Defect::new("village-not-registered", roster::FILE).arg("name", code));
        defects.extend(strange);
        defects
    }

    fn village(&self, own: &Own) -> Vec<Defect> {
        let code = &own.roster.code;
        let Some(line) = self.lines.iter().find(|line| line.code == *code) else {
            return vec![Defect::new("village-not-registered", roster::FILE).arg("name", format!("{code} {}", own.roster.name))];
        };
        if line.roster_sha256 == own.digest {
            return Vec::new();
        }
        let mut defects = Vec::new();
        if let Some(known) = self.rosters.get(code) {
            differences(known, &own.roster, &mut defects);
        }
        if defects.is_empty() {
            defects.push(Defect::new("roster-differs", roster::FILE).arg("registered", &line.roster_sha256).arg("found", &own.digest));
        }
        defects
    }
}

/// Volume by volume and item by item: what the county has registered, and what the package says.
fn differences(known: &Roster, own: &Roster, defects: &mut Vec<Defect>) {
    let find = |roster: &'_ Roster, volume: &Volume| roster.volumes.iter().position(|other| (&other.level, &other.code) == (&volume.level, &volume.code));
    for volume in &own.volumes {
        if find(known, volume).is_none() {
            defects.push(of(volume, Defect::new("volume-added", roster::FILE)));
        }
    }
    for volume in &known.volumes {
        let Some(place) = find(own, volume) else {
            let numbers = volume.numbers.iter().map(|number| number.number.as_str()).collect::<Vec<_>>().join("、");
            defects.push(of(volume, Defect::new("volume-dropped", roster::FILE).arg("number", numbers)));
            continue;
        };
        let other = &own.volumes[place];
        if volume.name != other.name {
            defects.push(of(volume, Defect::new("name-changed", roster::FILE).arg("found", &other.name)));
        }
        if volume.numbers.iter().map(|number| &number.number).ne(other.numbers.iter().map(|number| &number.number)) {
            let list = |volume: &Volume| volume.numbers.iter().map(|number| number.number.as_str()).collect::<Vec<_>>().join("、");
            defects.push(of(volume, Defect::new("number-changed", roster::FILE).arg("registered", list(volume)).arg("found", list(other))));
        }
        for item in &other.items {
            if !volume.items.iter().any(|known| known.item == item.item) {
                defects.push(of(volume, Defect::new("item-added", roster::FILE).arg("title", &item.title).arg("item", &item.item)));
            }
        }
        for item in &volume.items {
            let told = |code| of(volume, Defect::new(code, roster::FILE).arg("title", &item.title).arg("item", &item.item));
            match other.items.iter().find(|other| other.item == item.item) {
                None => defects.push(told("item-dropped")),
                Some(other) if item.state == State::Packed && !matches!(other.state, State::Packed | State::Closed) => defects.push(told("item-dropped")),
                Some(other) if item.place != other.place => defects.push(told("item-renumbered")),
                Some(other) if item.state == other.state && item.files != other.files => defects.push(told("item-altered")),
                Some(_) => {}
            }
        }
    }
}
