//! The register: the little of each case that outlives its village. Entry points: [`Register`], [`Households`];
//! [`CountyBelow`] is a county of a prefecture.
//!
//! Everything across cases reads it, never a case. Persons stand in it as keyed digests only.

mod county;
mod exit;
mod moves;

use sha2::{Digest, Sha256};

use crate::records::case::{Case, Clearance, Household, Village};
use crate::records::values::{Date, Decimal, IdNumber};
use crate::report::finding::Key;

pub use county::{CountyBelow, Named};
pub use exit::{ExitSummary, StepSummary};
pub use moves::{ByYear, Moves, add_moves};

/// Digest of an identifying value; cut to 10 bytes, enough to tell millions of persons apart.
pub type PersonDigest = [u8; 10];

/// A member without an ID number.
const NOBODY: PersonDigest = [0; 10];

/// What remains of a village's households, in the order of their files: 50 bytes for each, in few pieces.
#[derive(Debug, Default)]
pub struct Households {
    /// Names of the files without ending, one behind the other.
    stems: String,
    /// Where each name ends.
    stem_ends: Vec<u32>,
    /// Codes that are not the file's name, by place.
    codes: Vec<(usize, String)>,
    /// Digests of the members' ID numbers, household by household.
    persons: Vec<PersonDigest>,
    /// Where each household's members end.
    person_ends: Vec<u32>,
}

/// A household of the register.
#[derive(Debug, Clone, Copy)]
pub struct Summary<'a> {
    village: &'a VillageSummary,
    place: usize,
}

/// What remains of a village.
#[derive(Debug, Default)]
pub struct VillageSummary {
    /// Code.
    pub code: String,
    /// File.
    pub file: String,
    /// Place of its township in the inventory.
    pub township: usize,
    /// Short name.
    pub name: String,
    /// Name as a body (`长灌村`), the short one where there is none.
    pub full_name: String,
    /// Code of the list that puts its own exit up together with others; empty without one.
    pub exit_batch: String,
    /// Kinds.
    pub kinds: Vec<String>,
    /// How far its own exit has come.
    pub exit: ExitSummary,
    /// Codes and files of its batches.
    pub batches: Vec<(String, String)>,
    /// Its households.
    pub households: Households,
    /// What they come to.
    pub totals: Totals,
    /// What the year's adjustment moves.
    pub moves: ByYear,
}

/// What households come to together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Measures of help plans.
    pub measures: u64,
    /// Those that were done.
    pub measures_done: u64,
    /// Income of the year of all members, in yuan, of households that tell both years.
    pub income: Decimal,
    /// The same of the year before.
    pub income_before: Decimal,
}

impl Totals {
    /// Of a village's households; what lies after `as_of` has not happened.
    pub fn of(cases: &[Case<Household>], as_of: Date, clearance: &Clearance) -> Self {
        let mut totals = Self::default();
        for household in cases.iter().map(|case| &case.record) {
            for measure in &household.help_plan.measures {
                totals.measures += 1;
                totals.measures_done += u64::from(measure.done.reveal(clearance).value().is_some_and(|day| *day <= as_of));
            }
            let yuan = |field: &crate::records::case::Private<crate::records::values::Yuan>| field.reveal(clearance).value().map(|yuan| yuan.0);
            if let (Some(now), Some(before)) = (yuan(&household.income.per_head), yuan(&household.income.previous)) {
                let persons = Decimal::from(household.members.len());
                totals.income += now * persons;
                totals.income_before += before * persons;
            }
        }
        totals
    }

    /// These and those together.
    pub fn add(&mut self, other: &Self) {
        self.measures += other.measures;
        self.measures_done += other.measures_done;
        self.income += other.income;
        self.income_before += other.income_before;
    }
}

/// The county.
#[derive(Debug, Default)]
pub struct Register {
    /// Villages in the order of the inventory.
    pub villages: Vec<VillageSummary>,
    /// Names of the townships, short and full, by place in the inventory.
    pub townships: Vec<(String, String)>,
    /// How far the county's own exit has come.
    pub exit: ExitSummary,
}

impl Households {
    /// Keeps of a village's households what is compared across households. `key` separates this workspace's digests from any other's.
    pub fn of(cases: &[Case<Household>], key: &str, clearance: &Clearance) -> Self {
        let mut kept = Self::default();
        for (place, case) in cases.iter().enumerate() {
            let name = case.file.rsplit('/').next().unwrap_or_default();
            let stem = name.strip_suffix(".yaml").unwrap_or(name);
            kept.stems.push_str(stem);
            kept.stem_ends.push(kept.stems.len() as u32);
            let code = case.record.code.text();
            if code != stem {
                kept.codes.push((place, code));
            }
            let members = case.record.members.iter();
            kept.persons.extend(members.map(|member| member.id_number.reveal(clearance).value().map_or(NOBODY, |number| digest(number, key))));
            kept.person_ends.push(kept.persons.len() as u32);
        }
        kept.stems.shrink_to_fit();
        kept.stem_ends.shrink_to_fit();
        kept.persons.shrink_to_fit();
        kept.person_ends.shrink_to_fit();
        kept
    }

    /// The codes, in the order of the files.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        (0..self.stem_ends.len()).map(|place| self.code(place))
    }

    fn stem(&self, place: usize) -> &str {
        &self.stems[span(&self.stem_ends, place)]
    }

    fn code(&self, place: usize) -> &str {
        match self.codes.binary_search_by_key(&place, |(place, _)| *place) {
            Ok(odd) => &self.codes[odd].1,
            Err(_) => self.stem(place),
        }
    }
}

/// From the end before to the own end.
fn span(ends: &[u32], place: usize) -> std::ops::Range<usize> {
    let begin = place.checked_sub(1).map_or(0, |before| ends[before]);
    begin as usize..ends[place] as usize
}

fn digest(number: &IdNumber, key: &str) -> PersonDigest {
    // A disability certificate is the ID number with two to four more digits: both name the same person.
    let person = number.as_str().get(..18).unwrap_or(number.as_str());
    let hash = Sha256::new().chain_update(key).chain_update([0]).chain_update(person).finalize();
    std::array::from_fn(|i| hash[i])
}

impl<'a> Summary<'a> {
    /// Its village.
    pub fn village(&self) -> &'a VillageSummary {
        self.village
    }

    /// Code.
    pub fn code(&self) -> &'a str {
        self.village.households.code(self.place)
    }

    /// File.
    pub fn file(&self) -> String {
        let folder = self.village.file.strip_suffix("village.yaml").unwrap_or_default();
        format!("{folder}households/{}.yaml", self.village.households.stem(self.place))
    }
}

impl VillageSummary {
    /// Keeps of a village what plans and notices look up.
    pub fn of(case: &Case<Village>, township: usize) -> Self {
        Self {
            code: case.record.code.text(),
            file: case.file.clone(),
            township,
            name: case.record.name.text(),
            full_name: Some(case.record.full_name.text()).filter(|name| !name.is_empty()).unwrap_or_else(|| case.record.name.text()),
            exit_batch: case.record.exit.batch.text(),
            kinds: case.record.kinds.iter().map(super::case::Field::text).collect(),
            ..Self::default()
        }
    }

    /// The household that a person of the village's list belongs to, and the member's place in it.
    fn household_of(&self, person: usize) -> (Summary<'_>, usize) {
        let ends = &self.households.person_ends;
        let place = ends.partition_point(|end| *end as usize <= person);
        (Summary { village: self, place }, person - span(ends, place).start)
    }
}

/// A person in a second household.
#[derive(Debug)]
pub struct Double<'a> {
    /// The second household.
    pub household: Summary<'a>,
    /// The member's place in it.
    pub member: usize,
    /// The first household.
    pub first: Summary<'a>,
}

impl Register {
    /// Full name of a township by its place, the short one where there is none.
    pub fn township_name(&self, place: usize) -> &str {
        let (short, full) = &self.townships[place];
        if full.is_empty() { short } else { full }
    }

    /// What the county's households come to together.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.villages.iter().for_each(|village| totals.add(&village.totals));
        totals
    }

    /// The household with a code.
    pub fn household(&self, code: &str) -> Option<Summary<'_>> {
        let find = |village| (0..village_len(village)).map(move |place| Summary { village, place }).find(|summary| summary.code() == code);
        self.villages.iter().find_map(find)
    }

    /// Persons that stand in more than one household or twice in one, in the order of the households.
    pub fn doubles(&self) -> Vec<Double<'_>> {
        let mut doubles = Vec::new();
        // A part of the digests after the other, so that the list that is sorted stays short.
        for part in 0..16 {
            let mut persons: Vec<(&PersonDigest, u32, u32)> = Vec::new();
            for (village, summary) in self.villages.iter().enumerate() {
                let own = summary.households.persons.iter().enumerate().filter(|(_, digest)| digest[0] >> 4 == part && **digest != NOBODY);
                persons.extend(own.map(|(person, digest)| (digest, village as u32, person as u32)));
            }
            persons.sort_unstable();
            let mut first = 0;
            for (place, (digest, village, person)) in persons.iter().enumerate() {
                if persons[first].0 != *digest {
                    first = place;
                } else if first < place {
                    doubles.push(((persons[first].1, persons[first].2), (*village, *person)));
                }
            }
        }
        doubles.sort_unstable_by_key(|(_, second)| *second);
        let find = |(village, person): (u32, u32)| self.villages[village as usize].household_of(person as usize);
        doubles.into_iter().map(|(first, second)| {
            let (household, member) = find(second);
            Double { household, member, first: find(first).0 }
        }).collect()
    }

    /// Codes that two subjects of one type bear: the code, the second file, the first file.
    pub fn doubled_codes(&self) -> Vec<(&str, String, String)> {
        let mut out = Vec::new();
        let places = |count: &dyn Fn(&VillageSummary) -> usize| -> Vec<(u32, u32)> {
            let places = self.villages.iter().enumerate().flat_map(|(village, summary)| (0..count(summary)).map(move |place| (village as u32, place as u32)));
            places.collect()
        };
        let batch = |(village, place): (u32, u32)| &self.villages[village as usize].batches[place as usize];
        let household = |(village, place): (u32, u32)| Summary { village: &self.villages[village as usize], place: place as usize };
        second(places(&|_| 1), |place| &self.villages[place.0 as usize].code, |place| self.villages[place.0 as usize].file.clone(), &mut out);
        second(places(&|village| village.batches.len()), |place| &batch(place).0, |place| batch(place).1.clone(), &mut out);
        second(places(&|village| village.households.stem_ends.len()), |place| household(place).code(), |place| household(place).file(), &mut out);
        out
    }

    /// The village of this short name in a township.
    pub fn village(&self, township: &str, name: &str) -> Option<&VillageSummary> {
        let place = self.township(township)?;
        let begin = self.villages.partition_point(|village| village.township < place);
        self.villages[begin..].iter().take_while(|village| village.township == place).find(|village| village.name == name)
    }

    /// The villages whose own exit a list puts up, in the order of the inventory.
    pub fn villages_in<'a>(&'a self, batch: &'a str) -> impl Iterator<Item = &'a VillageSummary> {
        self.villages.iter().filter(move |village| !batch.is_empty() && village.exit_batch == batch)
    }

    /// The place of a township by short or full name.
    pub fn township(&self, name: &str) -> Option<usize> {
        self.townships.iter().position(|(short, full)| short == name || (!full.is_empty() && full == name))
    }
}

fn village_len(village: &VillageSummary) -> usize {
    village.households.stem_ends.len()
}

/// Adds every second bearer of a code; a bearer is named by its village and its place there.
fn second<'a>(
    mut bearers: Vec<(u32, u32)>,
    code: impl Fn((u32, u32)) -> &'a str,
    file: impl Fn((u32, u32)) -> String,
    out: &mut Vec<(&'a str, String, String)>,
) {
    bearers.retain(|place| !code(*place).is_empty());
    bearers.sort_unstable_by_key(|place| (code(*place), *place));
    for same in bearers.chunk_by(|a, b| code(*a) == code(*b)) {
        out.extend(same[1..].iter().map(|place| (code(*place), file(*place), file(same[0]))));
    }
}

/// The way to a member's ID number.
pub fn id_number_of(member: usize) -> [Key; 3] {
    ["家庭成员".into(), member.into(), "身份证号".into()]
}
