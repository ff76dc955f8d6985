//! The private values of every household of the workspace, as digests. Entry points: [`Secrets::add`] keeps those of a household,
//! [`Secrets::seal`] ends the keeping, [`Sealed::hits`] looks for all of them in a public text at once.
//!
//! A value is known by the hash of its first characters, of the whole, and by its length: a text is gone through once, whatever
//! the number of values, and only where it begins like one is it looked at further.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{LOOK, squeezed};
use crate::records::case::{Case, Channel, Household, Node, Record};

/// Characters that a value is found by, and its least length: shorter ones (a group's name, a date) tell nobody from another.
const START: usize = 7;

/// Least length of a text that is no number: short phrases are everybody's.
const PHRASE: usize = 10;

/// The field whose value tells a household however short it is.
const ADDRESS: &str = "住址";

/// Bits of the first sieve.
const SIEVE: usize = 1 << 22;

/// A value that is looked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    start: u64,
    length: u16,
    whole: u64,
    number: bool,
    field: u16,
    owner: u32,
}

/// Values while they are gathered.
#[derive(Default)]
pub struct Secrets {
    kept: Vec<Kept>,
    /// Files of the households.
    owners: Vec<String>,
    fields: Vec<&'static str>,
    /// Hashes of the numbers that offices publish.
    official: HashSet<u64>,
}

/// Values that can be looked for.
pub struct Sealed {
    kept: Vec<Kept>,
    owners: Vec<String>,
    fields: Vec<&'static str>,
    sieve: Vec<u64>,
}

/// A private value in a public text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// File of the household.
    pub owner: String,
    /// Key of the field.
    pub field: &'static str,
    /// The value without blanks, to find its line in the file; it is never told.
    pub value: String,
}

impl Secrets {
    /// Keeps the private values of a household.
    pub fn add(&mut self, case: &Case<Household>) {
        let owner = self.owners.len() as u32;
        self.owners.push(case.file.clone());
        self.record(&case.record, owner);
    }

    /// The numbers that an office publishes are no secret, also where one is somebody's own telephone.
    pub fn official(&mut self, channel: &Channel) {
        [channel.telephone.text(), channel.supervision.text()].iter().for_each(|number| self.official_number(number));
    }

    /// One such number.
    pub fn official_number(&mut self, number: &str) {
        self.official.insert(hash(&squeezed(number).chars().collect::<Vec<_>>()));
    }

    /// Those of a workspace that lies in this folder.
    pub fn below(mut self, folder: &str) -> Self {
        self.owners.iter_mut().for_each(|owner| *owner = format!("{folder}/{owner}"));
        self
    }

    /// Those of another gathering, too.
    pub fn extend(&mut self, other: Self) {
        let first = self.owners.len() as u32;
        let fields: Vec<u16> = other.fields.iter().map(|key| self.number_of(key)).collect();
        self.owners.extend(other.owners);
        self.official.extend(other.official);
        self.kept.extend(other.kept.into_iter().map(|kept| Kept { owner: kept.owner + first, field: fields[usize::from(kept.field)], ..kept }));
    }

    /// Ends the gathering. A phrase that several households have tells nobody from another.
    pub fn seal(self) -> Sealed {
        let Self { mut kept, owners, fields, official } = self;
        kept.sort_unstable();
        let mut own: Vec<Kept> = Vec::with_capacity(kept.len());
        for same in kept.chunk_by(|one, other| (one.start, one.whole, one.length) == (other.start, other.whole, other.length)) {
            let shared = same.iter().any(|kept| kept.owner != same[0].owner);
            if !official.contains(&same[0].whole) && (same[0].number || !shared) {
                own.push(same[0]);
            }
        }
        let mut sieve = vec![0; SIEVE / 64];
        for kept in &own {
            let bit = kept.start as usize % SIEVE;
            sieve[bit / 64] |= 1_u64 << (bit % 64);
        }
        Sealed { kept: own, owners, fields, sieve }
    }

    fn number_of(&mut self, key: &'static str) -> u16 {
        let place = self.fields.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.fields.push(key);
            self.fields.len() - 1
        });
        place as u16
    }

    fn record(&mut self, record: &dyn Record, owner: u32) {
        for field in record.fields() {
            if let Some(node) = record.get(field.key) {
                self.node(field.key, &node, owner);
            }
        }
    }

    fn node(&mut self, key: &'static str, node: &Node<'_>, owner: u32) {
        match node {
            Node::Scalar(scalar) if scalar.is_private() && scalar.day(&LOOK).is_none() && scalar.decimal(&LOOK).is_none() => {
                // A number that is written wrong is as private as a right one.
                if let Some(text) = scalar.text(&LOOK).or_else(|| scalar.invalid_text().map(str::to_owned)) {
                    self.value(key, &text, owner);
                }
            }
            Node::Scalar(_) => {}
            Node::Scalars(scalars) => scalars.iter().for_each(|scalar| self.node(key, &Node::Scalar(*scalar), owner)),
            Node::Record(record) => self.record(*record, owner),
            Node::List(records) => records.iter().for_each(|record| self.record(*record, owner)),
            Node::Lists(nodes) => nodes.iter().for_each(|node| self.node(key, node, owner)),
            Node::Map(entries) => entries.iter().for_each(|(_, node)| self.node(key, node, owner)),
        }
    }

    fn value(&mut self, key: &'static str, text: &str, owner: u32) {
        let value: Vec<char> = squeezed(text).chars().collect();
        let number = value.iter().all(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x'));
        let Ok(length) = u16::try_from(value.len()) else { return };
        if value.len() >= if number || key == ADDRESS { START } else { PHRASE } {
            let field = self.number_of(key);
            self.kept.push(Kept { start: rolled(&value[..START]), whole: hash(&value), length, number, field, owner });
        }
    }
}

impl Sealed {
    /// Values that are looked for.
    pub fn count(&self) -> usize {
        self.kept.len()
    }

    /// The private values that stand in a text, each once.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let text: Vec<char> = squeezed(text).chars().collect();
        let mut hits = Vec::new();
        let mut start = match text.get(..START) {
            Some(first) if !self.kept.is_empty() => rolled(first),
            _ => return hits,
        };
        for at in 0..=text.len() - START {
            if at > 0 {
                start = roll(start, text[at - 1], text[at + START - 1]);
            }
            let bit = start as usize % SIEVE;
            if self.sieve[bit / 64] >> (bit % 64) & 1 == 0 {
                continue;
            }
            // Many values begin alike (addresses of a village): each length is hashed once, and looked up.
            let mut from = self.kept.partition_point(|kept| kept.start < start);
            while let Some(length) = self.kept.get(from).filter(|kept| kept.start == start).map(|kept| kept.length) {
                let alike = &self.kept[from..];
                let alike = &alike[..alike.partition_point(|kept| (kept.start, kept.length) <= (start, length))];
                from += alike.len();
                let Some(found) = text.get(at..at + usize::from(length)) else { continue };
                let whole = hash(found);
                let Ok(place) = alike.binary_search_by_key(&whole, |kept| kept.whole) else { continue };
                let kept = &alike[place];
                // A number within a longer one is another number.
                let digit = |place: Option<&char>| place.is_some_and(char::is_ascii_digit);
                if kept.number && (digit(at.checked_sub(1).and_then(|before| text.get(before))) || digit(text.get(at + found.len()))) {
                    continue;
                }
                hits.push(Hit { owner: self.owners[kept.owner as usize].clone(), field: self.fields[usize::from(kept.field)], value: found.iter().collect() });
            }
        }
        hits.sort();
        hits.dedup();
        hits
    }
}

/// The whole of a value.
fn hash(value: &[char]) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Factor of the rolling hash of the first characters, and its power for the character that leaves.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
const LEAVING: u64 = FACTOR.wrapping_pow(START as u32 - 1);

fn rolled(first: &[char]) -> u64 {
    first.iter().fold(0, |hash: u64, c| hash.wrapping_mul(FACTOR).wrapping_add(u64::from(*c)))
}

fn roll(hash: u64, leaves: char, comes: char) -> u64 {
    hash.wrapping_sub(u64::from(leaves).wrapping_mul(LEAVING)).wrapping_mul(FACTOR).wrapping_add(u64::from(comes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::case::{County, parse};
    use crate::records::source::SourceFile;

    fn household(code: &str, text: &str) -> Case<Household> {
        let path = format!("content/{code}.yaml");
        parse(&SourceFile { path: path.clone(), text: format!("户编码: {code}\n{text}") }, &path)
    }

    #[test]
    fn a_value_is_found_wherever_it_stands_and_nothing_else_is() {
        let mut secrets = Secrets::default();
        secrets.add(&household("0101-001", "联系电话: 0000-1234567\n住址: 某乡某村上坪自然村三十二号\n家庭成员:\n  - { 姓名: 样甲, 身份证号: 999999198001010019 }\n  - { 姓名: 样乙, 身份证号: 99999919900101 }\n"));
        let mut other = Secrets::default();
        other.add(&household("0101-002", "联系电话: 0000-7654321\n住址: 某乡某村下坪自然村大路边上\n"));
        other.add(&household("0101-003", "住址: 某乡某村下坪自然村大路边上\n"));
        secrets.extend(other);
        let office: Case<County> = parse(&SourceFile { path: "content/county.yaml".into(), text: "监督渠道: { 电话: 0000-7654321 }".into() }, "content/county.yaml");
        secrets.official(&office.record.channel);
        let sealed = secrets.seal();
        assert_eq!(sealed.count(), 4, "the office's number is no secret, a phrase of two households neither");
        let found = |text: &str| sealed.hits(text).into_iter().map(|hit| (hit.owner, hit.field)).collect::<Vec<_>>();
        let first = |field| vec![("content/0101-001.yaml".to_owned(), field)];
        assert_eq!(found("电话：0000 123 4567，"), first("联系电话"));
        assert_eq!(found("前文。９９９９９９１９８００１０１００１９"), first("身份证号"));
        assert_eq!(found("他住在某乡某村上坪自然村\n三十二号"), first("住址"));
        assert_eq!(found("某乡某村上坪自然村三十三号，0000-7654321，某乡某村下坪自然村大路边上"), []);
        assert_eq!(found("号码99999919900101。"), first("身份证号"), "a number that is written wrong");
        assert_eq!(found("编号 9000012345678"), [], "within a longer number");
        assert_eq!(found(""), []);
    }
}
