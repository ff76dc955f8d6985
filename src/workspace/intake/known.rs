//! What the workspace has already. Its entry point is [`Known::read`].
//!
//! Households are read with places, as they stand: a file that cannot be read is remembered, because a household
//! that it may hold must not be made a second time.

use std::collections::HashMap;

use rayon::prelude::*;

use super::cell::Reason;
use super::column::{COLUMNS, HOUSEHOLD};
use super::tree::value;
use crate::records::source::{self, Marked, Scalars, parse_marked};
use crate::workspace::Workspace;

/// Villages, households and persons of a workspace.
pub struct Known {
    county: [String; 2],
    /// Villages in the order of the inventory.
    pub villages: Vec<KnownVillage>,
    /// File and village of each household by its number in the system.
    pub households: HashMap<String, KnownHousehold>,
    /// Files by the ID numbers (18 characters) of persons in them.
    pub persons: HashMap<String, String>,
    by_name: HashMap<(String, String), Vec<usize>>,
    mapped: HashMap<(String, String), usize>,
}

/// A village.
pub struct KnownVillage {
    /// Code: the folder's name.
    pub code: String,
    /// Folder below the workspace.
    pub folder: String,
    /// Name for messages, with the township's.
    pub name: String,
    /// Highest running number of its households.
    pub highest: u32,
    /// A household file that cannot be read.
    pub unreadable: Option<String>,
    /// Names of heads with their files.
    pub heads: Vec<(String, String)>,
}

/// Where a household stands.
pub struct KnownHousehold {
    /// Its file.
    pub file: String,
    /// Its village.
    pub village: usize,
    /// Another file with the same number.
    pub second: Option<String>,
}

/// A mapping that cannot be used: what was written.
#[derive(Debug)]
pub struct BadMapping(pub String);

struct Seen {
    highest: u32,
    unreadable: Option<String>,
    heads: Vec<(String, String)>,
    households: Vec<(String, Option<String>, Vec<String>)>,
}

impl Known {
    /// Reads villages and households; `mappings` are `乡/村=村编码` or `村=村编码`.
    ///
    /// # Errors
    /// A mapping to no village of the workspace.
    pub fn read(workspace: &Workspace, mappings: &[String]) -> Result<Self, BadMapping> {
        let holdings = &workspace.holdings;
        let files: Vec<_> = holdings.inventory.villages().collect();
        let seen: Vec<(Seen, [String; 2])> = files
            .par_iter()
            .map(|(_, files)| {
                let names = source::read(&workspace.root, &files.file).ok().and_then(|source| parse_marked(&source.text).ok().flatten());
                let name = |key| names.as_ref().and_then(|tree| value(tree, key)).unwrap_or_default();
                (look(workspace, &files.code, &files.list(&workspace.root).households), [name("名称"), name("全称")])
            })
            .collect();
        let county = &holdings.county.record;
        let mut known = Self {
            county: [plain(&county.name.text()), plain(&county.full_name.text())],
            villages: Vec::new(),
            households: HashMap::new(),
            persons: HashMap::new(),
            by_name: HashMap::new(),
            mapped: HashMap::new(),
        };
        for ((township, files), (seen, names)) in files.into_iter().zip(seen) {
            let place = known.villages.len();
            let record = &holdings.townships[township].record;
            let of_township = spellings(&record.name.text(), &record.full_name.text(), &["乡", "镇", "街道"]);
            let of_village = spellings(&names[0], &names[1], &["村", "社区"]);
            for township in &of_township {
                for village in &of_village {
                    known.by_name.entry((plain(township), plain(village))).or_default().push(place);
                }
            }
            known.villages.push(KnownVillage {
                code: files.code.clone(),
                folder: files.file.trim_end_matches("village.yaml").to_owned(),
                name: [of_township.first(), of_village.first()].into_iter().flatten().cloned().collect(),
                highest: seen.highest,
                unreadable: seen.unreadable,
                heads: seen.heads,
            });
            for (file, number, persons) in seen.households {
                for person in persons {
                    known.persons.entry(person).or_insert_with(|| file.clone());
                }
                let Some(number) = number else { continue };
                match known.households.get_mut(&number) {
                    Some(first) => first.second = Some(file),
                    None => {
                        known.households.insert(number, KnownHousehold { file, village: place, second: None });
                    }
                }
            }
        }
        for mapping in mappings {
            let bad = || BadMapping(mapping.clone());
            let (name, code) = mapping.split_once('=').ok_or_else(bad)?;
            let village = known.villages.iter().position(|village| village.code == code.trim()).ok_or_else(bad)?;
            let (township, name) = name.split_once('/').unwrap_or(("", name));
            known.mapped.insert((plain(township), plain(name)), village);
        }
        Ok(known)
    }

    /// Whether a name is the county's.
    pub fn is_county(&self, name: &str) -> bool {
        let name = plain(name);
        self.county.iter().all(String::is_empty) || self.county.contains(&name) || name.strip_suffix('县') == Some(&self.county[0])
    }

    /// The village of these names.
    ///
    /// # Errors
    /// Where there is none, or more than one.
    pub fn village(&self, township: &str, village: &str) -> Result<usize, Reason> {
        let (township, name) = (plain(township), plain(village));
        let mapped = self.mapped.get(&(township.clone(), name.clone())).or_else(|| self.mapped.get(&(String::new(), name.clone())));
        if let Some(village) = mapped {
            return Ok(*village);
        }
        // 石下村民委员会, 石下村村民委员会 and 石下村委会 are the body of 石下村.
        const BODIES: [&str; 7] = ["", "村民委员会", "居民委员会", "民委员会", "村委会", "居委会", "委会"];
        let names = BODIES.iter().filter_map(|body| name.strip_suffix(body));
        let found = names.filter_map(|name| self.by_name.get(&(township.clone(), name.to_owned()))).next();
        match found.map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            Some(_) => Err("refused.village-ambiguous"),
            None => Err("refused.village-unknown"),
        }
    }
}

/// Full and short name; where no full name is given, the short one with each ending.
fn spellings(short: &str, full: &str, endings: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = [full, short].into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if full.is_empty() && !short.is_empty() {
        all.extend(endings.iter().map(|ending| format!("{short}{ending}")));
    }
    all.dedup();
    all
}

/// A name for comparing.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The 18 characters by which a person is known.
pub fn person_key(id_number: &str) -> String {
    id_number.get(..18).unwrap_or(id_number).to_ascii_uppercase()
}

fn look(workspace: &Workspace, code: &str, files: &[String]) -> Seen {
    let mut seen = Seen { highest: 0, unreadable: None, heads: Vec::new(), households: Vec::new() };
    type Looked = (String, Option<String>, Option<String>, Vec<String>);
    let looked: Vec<Option<Looked>> = files
        .par_iter()
        .map(|file| {
            let tree = parse_marked(&source::read(&workspace.root, file).ok()?.text).ok()??;
            let persons = members(&tree).iter().filter_map(|member| value(member, "身份证号")).map(|number| person_key(&number)).collect();
            Some((value(&tree, "户编码").unwrap_or_default(), value(&tree, "户主"), value(&tree, COLUMNS[HOUSEHOLD].key), persons))
        })
        .collect();
    for (file, looked) in files.iter().zip(looked) {
        let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".yaml");
        seen.highest = seen.highest.max(running(code, stem));
        let Some((inside, head, number, persons)) = looked else {
            seen.unreadable = Some(file.clone());
            continue;
        };
        seen.highest = seen.highest.max(running(code, &inside));
        seen.heads.extend(head.map(|head| (head, file.clone())));
        seen.households.push((file.clone(), number, persons));
    }
    seen
}

/// The running number of a household's code; 0 where it has none.
fn running(village: &str, code: &str) -> u32 {
    code.strip_prefix(village).and_then(|rest| rest.strip_prefix('-')).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The members of a household's tree.
pub fn members(tree: &Marked) -> &[Marked] {
    match super::tree::entry(tree, "家庭成员").map(|(_, value)| &value.node) {
        Some(Scalars::List(items)) => items,
        _ => &[],
    }
}
