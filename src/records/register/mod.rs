//! The register: the little of each case that outlives its village. Entry points: [`Register`], [`Summary`].
//!
//! Everything across cases reads it, never a case. Persons stand in it as keyed digests only.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::records::case::{Case, Clearance, Household, Village};
use crate::records::values::IdNumber;
use crate::report::finding::Key;

/// Digest of an identifying value; cut to 16 bytes.
pub type PersonDigest = [u8; 16];

/// What remains of a household.
#[derive(Debug)]
pub struct Summary {
    /// Code.
    pub code: String,
    /// File.
    pub file: String,
    /// Digests of the members' ID numbers, with the member's place.
    pub persons: Vec<(PersonDigest, usize)>,
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
    /// Kinds.
    pub kinds: Vec<String>,
    /// Codes and files of its batches.
    pub batches: Vec<(String, String)>,
    /// Its households.
    pub households: Vec<Summary>,
}

/// The county.
#[derive(Debug, Default)]
pub struct Register {
    /// Villages in the order of the inventory.
    pub villages: Vec<VillageSummary>,
    /// Names of the townships, short and full, by place in the inventory.
    pub townships: Vec<(String, String)>,
}

impl Summary {
    /// Keeps of a household what is compared across households. `key` separates this workspace's digests from any other's.
    pub fn of(case: &Case<Household>, key: &str, clearance: &Clearance) -> Self {
        let persons = case
            .record
            .members
            .iter()
            .enumerate()
            .filter_map(|(place, member)| Some((digest(member.id_number.reveal(clearance).value()?, key), place)))
            .collect();
        Self { code: case.record.code.text(), file: case.file.clone(), persons }
    }
}

fn digest(number: &IdNumber, key: &str) -> PersonDigest {
    // A disability certificate is the ID number with two to four more digits: both name the same person.
    let person = number.as_str().get(..18).unwrap_or(number.as_str());
    let hash = Sha256::new().chain_update(key).chain_update([0]).chain_update(person).finalize();
    std::array::from_fn(|i| hash[i])
}

impl VillageSummary {
    /// Keeps of a village what plans and notices look up.
    pub fn of(case: &Case<Village>, township: usize) -> Self {
        Self {
            code: case.record.code.text(),
            file: case.file.clone(),
            township,
            name: case.record.name.text(),
            kinds: case.record.kinds.iter().map(super::case::Field::text).collect(),
            ..Self::default()
        }
    }
}

/// A person in a second household.
#[derive(Debug)]
pub struct Double<'a> {
    /// The second household.
    pub household: &'a Summary,
    /// The member's place in it.
    pub member: usize,
    /// The first household.
    pub first: &'a Summary,
}

impl Register {
    /// Persons that stand in more than one household or twice in one.
    pub fn doubles(&self) -> Vec<Double<'_>> {
        let mut seen: BTreeMap<PersonDigest, &Summary> = BTreeMap::new();
        let mut doubles = Vec::new();
        for household in self.villages.iter().flat_map(|village| &village.households) {
            for (digest, member) in &household.persons {
                match seen.get(digest) {
                    Some(first) => doubles.push(Double { household, member: *member, first }),
                    None => {
                        seen.insert(*digest, household);
                    }
                }
            }
        }
        doubles
    }

    /// Codes that two subjects of one type bear: the code, the second file, the first file.
    pub fn doubled_codes(&self) -> Vec<(&str, &str, &str)> {
        let mut out = Vec::new();
        second(self.villages.iter().map(|village| (village.code.as_str(), village.file.as_str())), &mut out);
        second(self.villages.iter().flat_map(|v| &v.batches).map(|(code, file)| (code.as_str(), file.as_str())), &mut out);
        second(self.villages.iter().flat_map(|v| &v.households).map(|h| (h.code.as_str(), h.file.as_str())), &mut out);
        out
    }

    /// The village of this short name in a township.
    pub fn village(&self, township: &str, name: &str) -> Option<&VillageSummary> {
        let place = self.township(township)?;
        self.villages.iter().find(|village| village.township == place && village.name == name)
    }

    /// The place of a township by short or full name.
    pub fn township(&self, name: &str) -> Option<usize> {
        self.townships.iter().position(|(short, full)| short == name || (!full.is_empty() && full == name))
    }
}

/// Adds every second bearer of a code.
fn second<'a>(codes: impl Iterator<Item = (&'a str, &'a str)>, out: &mut Vec<(&'a str, &'a str, &'a str)>) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (code, file) in codes.filter(|(code, _)| !code.is_empty()) {
        match seen.get(code) {
            Some(first) => out.push((code, file, first)),
            None => {
                seen.insert(code, file);
            }
        }
    }
}

/// The way to a member's ID number.
pub fn id_number_of(member: usize) -> [Key; 3] {
    ["家庭成员".into(), member.into(), "身份证号".into()]
}
