//! Numbers of volumes and of the items in them. Its entry point is [`Numbering::assign`].
//!
//! A number that was given stays; what has none yet gets the next one of its series, in the order in which it is asked
//! for. A closed volume takes nothing more: what comes late stands in a supplement, a volume with a number of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::records::case::{Archive, Numbers};

/// Level of a volume: 户, 村, 乡镇 or 县.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A household.
    Household,
    /// A village.
    Village,
    /// A township.
    Township,
    /// The county.
    County,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Household, Self::Village, Self::Township, Self::County];

    /// Its name in the configuration and in subjects.
    pub fn name(self) -> &'static str {
        match self {
            Self::Household => "户",
            Self::Village => "村",
            Self::Township => "乡镇",
            Self::County => "县",
        }
    }
}

/// A volume that asks for numbers.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Level.
    pub level: Level,
    /// Code of its subject.
    pub code: &'a str,
    /// Year that it belongs to.
    pub year: u32,
    /// Code of the body that forms it: the village's for its households.
    pub body: &'a str,
    /// Its items, in their order.
    pub items: Vec<String>,
}

/// A volume with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// 0 for the volume itself, from 1 for its supplements.
    pub supplement: u32,
    /// Number.
    pub number: String,
    /// Year.
    pub year: u32,
    /// `已归档` or `已移交`: the volume is never made again.
    pub closed: Option<String>,
    /// Items with their places, in the order of the places.
    pub items: Vec<(u32, String)>,
}

/// What keeps volumes from being numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Keys of the county's file, below 档案, that are not filled in.
    Missing(Vec<String>),
    /// A name in the number's template that is none.
    UnknownName(String),
    /// The template does not tell volumes apart: it lacks 件号.
    NoSerial,
    /// A number or an item that the register gives twice.
    Twice(String),
    /// An entry of the register that lacks what it needs, from 1.
    Malformed(usize),
}

/// The names that a template may hold.
const NAMES: [&str; 6] = ["全宗号", "类目", "年度", "保管期限", "机构", "件号"];

/// The numbers of a county, given and to be given.
pub struct Numbering<'a> {
    archive: &'a Archive,
    volumes: HashMap<String, Vec<Numbered>>,
    /// The last serial number by series: the number's template filled in but for the serial number.
    serials: BTreeMap<String, u32>,
    numbers: BTreeSet<String>,
    /// Lines of the register that were added.
    added: Vec<String>,
}

impl<'a> Numbering<'a> {
    /// Takes up the configuration and the numbers that were given.
    ///
    /// # Errors
    /// The configuration is not whole, or the register contradicts itself.
    pub fn new(archive: &'a Archive, given: &Numbers) -> Result<Self, Obstacle> {
        let missing = missing(archive);
        if !missing.is_empty() {
            return Err(Obstacle::Missing(missing));
        }
        let template = archive.number_template.text();
        for name in names(&template) {
            if !NAMES.contains(&name.as_str()) {
                return Err(Obstacle::UnknownName(name));
            }
        }
        if !template.contains("{件号}") {
            return Err(Obstacle::NoSerial);
        }
        let mut numbering = Self { archive, volumes: HashMap::new(), serials: BTreeMap::new(), numbers: BTreeSet::new(), added: Vec::new() };
        for (index, entry) in given.given.iter().enumerate() {
            numbering.take_up(entry).map_err(|twice| twice.map_or(Obstacle::Malformed(index + 1), Obstacle::Twice))?;
        }
        Ok(numbering)
    }

    /// One entry of the register; `Err(None)` where it lacks something, `Err(Some)` where it repeats one.
    fn take_up(&mut self, entry: &crate::records::case::Given) -> Result<(), Option<String>> {
        let supplement = entry.supplement.value().map_or(0, |count| count.0);
        let subject = entry.subject.value().ok_or(None)?.as_str();
        let volumes = self.volumes.entry(subject.to_owned()).or_default();
        let volume = volumes.iter_mut().find(|volume| volume.supplement == supplement);
        if let Some(item) = entry.item.value() {
            let (volume, place) = (volume.ok_or(None)?, entry.place.value().ok_or(None)?.0);
            if volume.items.iter().any(|(known, name)| *known == place || name == item.as_str()) {
                return Err(Some(format!("{} {}", volume.number, item.as_str())));
            }
            volume.items.push((place, item.as_str().to_owned()));
            return Ok(());
        }
        let number = entry.number.value().ok_or(None)?.as_str().to_owned();
        let (year, serial) = (entry.year.value().ok_or(None)?.0, entry.serial.value().ok_or(None)?.0);
        if volume.is_some() || !self.numbers.insert(number.clone()) {
            return Err(Some(number));
        }
        let closed = entry.standing.value().map(|standing| standing.as_str().to_owned());
        volumes.push(Numbered { supplement, number: number.clone(), year, closed, items: Vec::new() });
        // A series is what is left of a number without its serial number.
        let series = number.strip_suffix(&padded(serial)).map_or(number.clone(), str::to_owned);
        let last = self.serials.entry(series).or_default();
        *last = (*last).max(serial);
        Ok(())
    }

    /// The volume and supplements that were numbered so far.
    pub fn given(&self, subject: &str) -> &[Numbered] {
        self.volumes.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The volume's numbers, and those of its supplements; what has none gets one.
    pub fn assign(&mut self, wanted: &Wanted<'_>) -> Vec<Numbered> {
        let subject = format!("{} {}", wanted.level.name(), wanted.code);
        let mut volumes = self.volumes.remove(&subject).unwrap_or_default();
        let known: BTreeSet<String> = volumes.iter().flat_map(|volume| volume.items.iter().map(|(_, name)| name.clone())).collect();
        let fresh: Vec<&String> = wanted.items.iter().filter(|item| !known.contains(*item)).collect();
        let takes_more = volumes.last().is_some_and(|last| last.closed.is_none());
        if !fresh.is_empty() && !takes_more {
            let supplement = volumes.last().map_or(0, |last| last.supplement + 1);
            volumes.push(self.volume(&subject, supplement, wanted));
        }
        if let Some(volume) = volumes.last_mut() {
            for item in fresh {
                let place = volume.items.iter().map(|(place, _)| *place).max().unwrap_or_default() + 1;
                let of = if volume.supplement == 0 { String::new() } else { format!(", 补充: {}", volume.supplement) };
                self.added.push(format!("- {{对象: {subject}{of}, 文书: {}, 顺序号: {place}}}", quoted(item)));
                volume.items.push((place, item.clone()));
            }
        }
        for volume in &mut volumes {
            volume.items.sort();
        }
        self.volumes.insert(subject, volumes.clone());
        volumes
    }

    fn volume(&mut self, subject: &str, supplement: u32, wanted: &Wanted<'_>) -> Numbered {
        let template = self.archive.number_template.text();
        let of_level = |map: &BTreeMap<String, crate::records::case::Field<crate::records::values::Text>>| {
            map.get(wanted.level.name()).map(|field| field.text()).unwrap_or_default()
        };
        let filled = template
            .replace("{全宗号}", &self.archive.fonds_number.text())
            .replace("{类目}", &of_level(&self.archive.classes))
            .replace("{年度}", &format!("{:04}", wanted.year))
            .replace("{保管期限}", &of_level(&self.archive.retention))
            .replace("{机构}", wanted.body);
        let series = filled.strip_suffix("{件号}").map_or(filled.clone(), str::to_owned);
        let serial = self.serials.entry(series).or_default();
        let number = loop {
            *serial += 1;
            let number = filled.replace("{件号}", &padded(*serial));
            if self.numbers.insert(number.clone()) {
                break number;
            }
        };
        let of = if supplement == 0 { String::new() } else { format!(", 补充: {supplement}") };
        self.added.push(format!("- {{对象: {subject}{of}, 年度: {}, 件号: {serial}, 档号: {}}}", wanted.year, quoted(&number)));
        Numbered { supplement, number, year: wanted.year, closed: None, items: Vec::new() }
    }

    /// The lines to be added to the register, in the order of numbering.
    pub fn into_added(self) -> Vec<String> {
        self.added
    }
}

/// What is not filled in, as keys of the county's file.
fn missing(archive: &Archive) -> Vec<String> {
    let fields = [("全宗号", &archive.fonds_number), ("全宗名称", &archive.fonds_name), ("立档单位", &archive.creator), ("档号格式", &archive.number_template)];
    let mut missing: Vec<String> = fields.iter().filter(|(_, field)| field.value().is_none()).map(|(name, _)| (*name).to_owned()).collect();
    for (name, map) in [("类目", &archive.classes), ("保管期限", &archive.retention)] {
        let of = Level::ALL.iter().filter(|level| map.get(level.name()).and_then(|field| field.value()).is_none());
        missing.extend(of.map(|level| format!("{name}.{}", level.name())));
    }
    missing
}

/// The names between braces.
fn names(template: &str) -> Vec<String> {
    template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest).to_owned()).collect()
}

fn padded(serial: u32) -> String {
    format!("{serial:04}")
}

/// A text in quotes, as YAML and JSON both read it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive() -> Archive {
        serde_yaml::from_str("{全宗号: 样001, 全宗名称: 样例, 立档单位: 样例办, 档号格式: '{全宗号}-{类目}·{年度}-{保管期限}-{机构}-{件号}', 类目: {户: JF02, 村: JF01, 乡镇: JF01, 县: JF01}, 保管期限: {户: 永久, 村: 30年, 乡镇: 30年, 县: 30年}}")
            .expect("it fits")
    }

    fn numbers(lines: &str) -> Numbers {
        serde_yaml::from_str(&format!("登记:\n{lines}")).expect("it fits")
    }

    fn household<'a>(code: &'a str, items: &[&str]) -> Wanted<'a> {
        Wanted { level: Level::Household, code, year: 2017, body: "0301", items: items.iter().map(|item| (*item).to_owned()).collect() }
    }

    #[test]
    fn numbers_stay_and_new_ones_follow_the_last() {
        let archive = archive();
        let mut first = Numbering::new(&archive, &Numbers::default()).expect("whole");
        let one = first.assign(&household("0301-001", &["case.yaml", "survey"]));
        assert_eq!((one[0].number.as_str(), one[0].items.len()), ("样001-JF02·2017-永久-0301-0001", 2));
        assert_eq!(first.assign(&household("0301-003", &["case.yaml"]))[0].number, "样001-JF02·2017-永久-0301-0002");
        let register = numbers(&first.into_added().join("\n"));
        // A household that comes in between takes no other's number.
        let mut second = Numbering::new(&archive, &register).expect("whole");
        assert_eq!(second.assign(&household("0301-001", &["survey", "case.yaml", "notice"]))[0].items, [(1, "case.yaml".to_owned()), (2, "survey".to_owned()), (3, "notice".to_owned())]);
        assert_eq!(second.assign(&household("0301-002", &["case.yaml"]))[0].number, "样001-JF02·2017-永久-0301-0003");
        assert_eq!(second.assign(&household("0301-003", &["case.yaml"]))[0].number, "样001-JF02·2017-永久-0301-0002");
        assert_eq!(second.into_added().len(), 3);
    }

    #[test]
    fn a_closed_volume_takes_nothing_more() {
        let archive = archive();
        let lines = "- {对象: 户 0301-001, 年度: 2017, 件号: 1, 档号: \"样001-JF02·2017-永久-0301-0001\", 状态: 已移交}\n- {对象: 户 0301-001, 文书: case.yaml, 顺序号: 1}";
        let mut numbering = Numbering::new(&archive, &numbers(lines)).expect("whole");
        assert_eq!(numbering.assign(&household("0301-001", &["case.yaml"])).len(), 1);
        let volumes = numbering.assign(&household("0301-001", &["case.yaml", "late"]));
        assert_eq!(volumes[0].items, [(1, "case.yaml".to_owned())]);
        assert_eq!((volumes[1].supplement, volumes[1].number.as_str()), (1, "样001-JF02·2017-永久-0301-0002"));
        assert_eq!(volumes[1].items, [(1, "late".to_owned())]);
    }

    #[test]
    fn nothing_is_assumed() {
        let whole = archive();
        let mut partly = whole.clone();
        partly.retention.remove("户");
        partly.fonds_number = crate::records::case::Field::Absent;
        assert_eq!(Numbering::new(&partly, &Numbers::default()).err(), Some(Obstacle::Missing(vec!["全宗号".to_owned(), "保管期限.户".to_owned()])));
        let mut other = whole.clone();
        other.number_template = crate::records::case::Field::read("{全宗}-{件号}");
        assert_eq!(Numbering::new(&other, &Numbers::default()).err(), Some(Obstacle::UnknownName("全宗".to_owned())));
        other.number_template = crate::records::case::Field::read("{全宗号}");
        assert_eq!(Numbering::new(&other, &Numbers::default()).err(), Some(Obstacle::NoSerial));
        let twice = numbers("- {对象: 户 1, 年度: 2017, 件号: 1, 档号: A}\n- {对象: 户 2, 年度: 2017, 件号: 1, 档号: A}");
        assert_eq!(Numbering::new(&whole, &twice).err(), Some(Obstacle::Twice("A".to_owned())));
        assert_eq!(Numbering::new(&whole, &numbers("- {对象: 户 1, 档号: A}")).err(), Some(Obstacle::Malformed(1)));
    }
}
