//! A whole county that does not exist, for trying the program out, for tests and for measuring. Its entry point is [`write`].
//!
//! Everything follows from the number of households and the seed: a village from its number ([`outline`]), a
//! household from its own ([`household`]), so that villages are written in any order, on any number of threads,
//! and nothing is held but what the plan counts of each village. The county is sound as of [`as_of`]; on request
//! known defects are planted, and listed in `DEFECTS.json` ([`defects`]).

mod batch;
mod county;
mod defects;
mod dice;
mod household;
mod id_number;
mod income;
mod layout;
mod names;
mod outline;
mod people;
mod plan;
mod timeline;
mod village;
mod yaml;

use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::records::values::Date;
use defects::{Planted, Planting};
use id_number::Numbers;
use layout::{Layout, Place};
use outline::Outline;
use plan::{Plan, Tally};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Demo {
    /// How many households: 1 to [`MOST_HOUSEHOLDS`].
    pub households: usize,
    /// Another seed gives another county.
    pub seed: u64,
    /// Plant known defects and list them.
    pub defects: bool,
}

/// More households could not all be told apart by ID numbers that nobody bears.
pub const MOST_HOUSEHOLDS: usize = Numbers::MOST;

/// What was written.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// How many townships.
    pub townships: usize,
    /// How many villages.
    pub villages: usize,
    /// How many findings the planted defects must give.
    pub findings: usize,
}

/// The rule set, its calendar: the repository's own.
const RULES: &[(&str, &str)] = &[
    ("content/regulations/qingliu-2017.yaml", include_str!("../../../content/regulations/qingliu-2017.yaml")),
    ("content/calendars/2017.yaml", include_str!("../../../content/calendars/2017.yaml")),
];

/// The day by which the county goes: nothing in it is later.
pub fn as_of() -> Date {
    Date::new(2017, 11, 20).expect("a day of the calendar")
}

/// What every file of the county is made from.
struct County {
    seed: u64,
    as_of: Date,
    defects: bool,
    layout: Layout,
    numbers: Numbers,
}

/// How a village is called.
struct VillageName {
    name: String,
    full_name: String,
    /// Stand-in for the surname of the village's officials.
    surname: char,
    /// The same of the township's.
    leader: char,
}

impl County {
    fn outline(&self, place: &Place) -> Outline {
        Outline::new(place, self.seed, self.as_of)
    }

    fn village(&self, place: &Place) -> VillageName {
        let name = names::village(place.township, place.position);
        let surname = names::surname(&mut dice::Dice::of(self.seed, 6, place.number as u64));
        let leader = names::surname(&mut dice::Dice::of(self.seed, 7, place.township as u64));
        VillageName { full_name: format!("{name}村"), name, surname, leader }
    }

    fn township_full_name(&self, number: usize) -> String {
        format!("{}{}", names::township(number), if number.is_multiple_of(3) { "乡" } else { "镇" })
    }

    /// Whether a township is a key township (重点乡) of the plan.
    fn is_key_township(&self, number: usize) -> bool {
        number.is_multiple_of(6)
    }

    fn household_code(&self, place: &Place, number: usize) -> String {
        format!("{}-{:03}", self.layout.village_code(place), number + 1)
    }

    fn batch_code(&self, place: &Place, number: usize) -> String {
        format!("{}-{}-{}", self.layout.village_code(place), outline::YEARS[0], number + 1)
    }
}

/// Writes the county into a folder that is empty or does not exist yet.
///
/// # Errors
/// `AlreadyExists` when the folder holds anything; any other error of the file system.
pub fn write(folder: &Path, demo: Demo) -> io::Result<Written> {
    super::claim(folder)?;
    let layout = Layout::new(demo.households, demo.seed);
    let as_of = as_of();
    let county = County { seed: demo.seed, as_of, defects: demo.defects, numbers: Numbers::new(demo.households, as_of), layout };
    let put = |path: &str, text: &[u8]| put(folder, path, text);
    for (path, text) in RULES {
        put(path, text.as_bytes())?;
    }
    put("content/county.yaml", county::text(&county).as_bytes())?;
    put("content/site.yaml", county::site().as_bytes())?;
    for number in 0..county.layout.townships {
        put(&format!("content/townships/{}/township.yaml", county.layout.township_code(number)), county::township(&county, number).as_bytes())?;
    }
    let planting = if demo.defects { Planting::new(&county) } else { Planting::default() };
    let villages: Vec<(Tally, Vec<Planted>)> =
        county.layout.villages.par_iter().map(|place| village(&county, place, &planting, &put)).collect::<io::Result<_>>()?;
    let mut planted = Vec::new();
    let mut tallies = Vec::with_capacity(villages.len());
    for (tally, own) in villages {
        tallies.push(tally);
        planted.extend(own);
    }
    let mut plan = Plan::new(&county, &tallies);
    let plan_file = format!("content/plans/{}.yaml", plan::CODE);
    if demo.defects {
        planted.extend(defects::in_plan(&mut plan, &plan_file));
        for (path, text, rules) in defects::FILES {
            put(path, text.as_bytes())?;
            planted.extend(rules.iter().map(|rule| Planted::new(rule, path, None)));
        }
    }
    put(&plan_file, plan.text().as_bytes())?;
    if demo.defects {
        planted.sort();
        put("DEFECTS.json", defects::list(&planted, as_of).as_bytes())?;
    }
    Ok(Written { townships: county.layout.townships, villages: county.layout.villages.len(), findings: planted.len() })
}

/// Writes a village and its defects, and counts it for the plan.
fn village(
    county: &County,
    place: &Place,
    planting: &Planting,
    put: &(impl Fn(&str, &[u8]) -> io::Result<()> + Sync),
) -> io::Result<(Tally, Vec<Planted>)> {
    let outline = county.outline(place);
    let folder = county.layout.folder(place);
    let mut planted = Vec::new();
    let mut file = |path: &str, text: String, subject| {
        let (bytes, own) = planting.spoil(county, (place, &outline), subject, path, text);
        planted.extend(own);
        bytes.map_or(Ok(()), |bytes| put(path, &bytes))
    };
    use defects::Subject;
    file(&format!("{folder}/village.yaml"), village::text(county, place, &outline), Subject::Village)?;
    for number in 0..outline.batches.len() {
        let path = format!("{folder}/batches/{}.yaml", county.batch_code(place, number));
        file(&path, batch::text(county, place, &outline, number), Subject::Batch(number))?;
    }
    for number in 0..outline.households.len() {
        let path = format!("{folder}/households/{}.yaml", county.household_code(place, number));
        file(&path, household::text(county, place, &outline, number), Subject::Household(number))?;
    }
    if let Some((path, text)) = planting.stray(county, place) {
        put(&path, text.as_bytes())?;
        planted.push(Planted::new("duplicate-code", &path, None));
    }
    Ok((Tally::of(county, place, &outline), planted))
}

fn put(folder: &Path, path: &str, text: &[u8]) -> io::Result<()> {
    let target = folder.join(path);
    match std::fs::write(&target, text) {
        // The first file of a folder makes it.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::fs::create_dir_all(target.parent().unwrap_or(folder))?;
            std::fs::write(&target, text)
        }
        written => written,
    }
}
