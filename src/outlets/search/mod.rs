//! Search over a site without a server. Entry points: [`Portion`], which takes [`Record`]s side by side, one for each thing that can be
//! found, and writes their texts; [`write`], which makes one index of all portions, or of so many records [`write_all`]; and the script
//! [`SCRIPT`], which reads the files.
//!
//! Chinese has no blanks between words, so search is for any substring: every two neighbouring characters of a text are a key to the
//! records that hold them (where two of three are ASCII, as in codes and dates, the three besides). A query's keys are looked up, what
//! holds all of them is a candidate, and a candidate is a hit only when its text really holds the query. Keys and texts stand in many
//! small classic scripts, for those alone can be loaded from a folder.

mod blocks;
mod fold;
mod grams;
mod shard;
mod shown;

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::{Map, Value, json};

use blocks::Blocks;
use grams::{Ids, PLACES, Postings};
use shard::{CLUSTER, call};
pub use shown::of_html;

/// The script that looks things up, `assets/search.js` of a site.
pub const SCRIPT: &str = include_str!("../../../templates/site/search.js");

/// Folder of the index below a site's root.
pub const FOLDER: &str = "search";

/// So many records become one portion where nothing else parts them.
const RECORDS: usize = 512;

/// Something that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Page from the site's root, `notices/0101-2017-1-publicity.html`.
    pub page: String,
    /// Place within the page, without `#`; empty for the page itself.
    pub anchor: String,
    /// What it is called: hits here stand first.
    pub title: String,
    /// What it is, `公示`.
    pub kind: String,
    /// Its day, `2017-11-15`, or its year; the later stand first. Empty stands last.
    pub date: String,
    /// Label and text of each further field. A line break ends a piece: nothing is found across it.
    pub fields: Vec<(String, String)>,
}

impl Record {
    /// All that it says, one text after the other.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [self.title.as_str(), &self.kind, &self.date].into_iter().chain(self.fields.iter().map(|(_, text)| text.as_str()))
    }
}

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// Path from the site's root.
    pub path: String,
    /// Content.
    pub text: String,
}

/// What an index keeps of records whose texts are written.
#[derive(Debug)]
pub struct Portion {
    name: String,
    records: u32,
    /// First record of each of its blocks.
    starts: Vec<u32>,
    postings: Postings,
}

impl Portion {
    /// Of records, whose order does not matter, with a name of its own of letters, digits and hyphens: names in their order are the order of
    /// hits where nothing else tells. Hands over the files with their texts.
    ///
    /// # Errors
    /// Whatever `put` says.
    pub fn of<E>(name: String, mut records: Vec<Record>, mut put: impl FnMut(Shard) -> Result<(), E>) -> Result<Self, E> {
        records.sort_by(|a, b| (Reverse(&a.date), a).cmp(&(Reverse(&b.date), b)));
        let mut blocks = Blocks::default();
        let mut block = |blocks: &Blocks, count: usize, value: Option<Value>| value.map_or(Ok(()), |value| put(call(&format!("records-{name}-{}", blocks.starts().len() - count), &value)));
        let mut texts: HashMap<(usize, &str), Ids> = HashMap::new();
        for (id, record) in records.iter().enumerate() {
            let done = blocks.add(id as u32, record);
            // The block that this record begins is counted already.
            block(&blocks, 2, done)?;
            let titled = std::iter::once((0, record.title.as_str()));
            for text in titled.chain(record.fields.iter().map(|(_, text)| (1, text.as_str()))) {
                texts.entry(text).or_default().enter(id);
            }
        }
        let done = blocks.end();
        block(&blocks, 1, done)?;
        let postings = Postings::of(texts.iter().map(|((place, text), ids)| (*place, *text, ids)));
        Ok(Self { name, records: records.len() as u32, starts: blocks.starts().to_vec(), postings })
    }
}

/// Hands over what leads to the texts of all portions, the same for the same portions in whatever order.
///
/// # Errors
/// Whatever `put` says.
pub fn write<E>(mut portions: Vec<Portion>, mut put: impl FnMut(Shard) -> Result<(), E>) -> Result<(), E> {
    portions.sort_by(|one, other| one.name.cmp(&other.name));
    let mut records = 0;
    let mut parts = Vec::new();
    // Name, first record of each block.
    let mut blocks: Vec<(&str, Vec<u32>)> = Vec::new();
    for portion in &portions {
        parts.push((records, &portion.postings));
        blocks.push((&portion.name, portion.starts.iter().map(|start| records + start).collect()));
        records += portion.records;
    }
    let (mut firsts, mut shard, mut bytes) = (Vec::new(), Map::new(), 0);
    grams::join(&parts, |gram, lists: [String; PLACES]| {
        let gram = gram.text();
        if bytes >= CLUSTER * 7 / 8 {
            put(call(&format!("grams-{}", firsts.len() - 1), &Value::Object(std::mem::take(&mut shard))))?;
            bytes = 0;
        }
        if bytes == 0 {
            firsts.push(gram.clone());
        }
        bytes += gram.len() + 10 + lists.iter().map(String::len).sum::<usize>();
        let [title, field] = lists;
        shard.insert(gram, if title.is_empty() { json!(field) } else { json!([title, field]) });
        Ok(())
    })?;
    if !shard.is_empty() {
        put(call(&format!("grams-{}", firsts.len() - 1), &Value::Object(shard)))?;
    }
    put(call("meta", &json!({ "records": records, "blocks": blocks, "grams": firsts })))
}

/// An index of these records, whose order does not matter.
///
/// # Errors
/// Whatever `put` says.
pub fn write_all<E>(mut records: Vec<Record>, mut put: impl FnMut(Shard) -> Result<(), E>) -> Result<(), E> {
    records.sort_by(|a, b| (Reverse(&a.date), a).cmp(&(Reverse(&b.date), b)));
    let mut portions = Vec::new();
    for (number, records) in records.chunks(RECORDS).enumerate() {
        portions.push(Portion::of(format!("{number:04}"), records.to_vec(), &mut put)?);
    }
    write(portions, put)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(records: Vec<Record>) -> Vec<Shard> {
        let mut files = Vec::new();
        write_all(records, |shard| { files.push(shard); Ok::<_, ()>(()) }).expect("nothing fails");
        files
    }

    fn records(count: usize) -> Vec<Record> {
        let record = |at: usize| Record {
            page: format!("villages/{:04}.html", at / 100),
            anchor: format!("{at:06}"),
            title: format!("户主{at}"),
            kind: "户".to_owned(),
            date: "2017".to_owned(),
            fields: vec![("村".to_owned(), format!("第{}村", at / 100)), ("备注".to_owned(), format!("{}", at * 7919))],
        };
        (0..count).map(record).collect()
    }

    #[test]
    fn the_order_of_adding_changes_no_byte() {
        let mut backwards = records(3_000);
        backwards.reverse();
        assert_eq!(files(records(3_000)), files(backwards));
        let portions = |numbers: [usize; 2]| {
            let mut files = Vec::new();
            let portions = numbers.map(|number| Portion::of(number.to_string(), records(300 + number), |_| Ok::<_, ()>(())).expect("nothing fails"));
            write(portions.into(), |shard| { files.push(shard); Ok::<_, ()>(()) }).expect("nothing fails");
            files
        };
        assert_eq!(portions([0, 1]), portions([1, 0]));
    }

    #[test]
    fn no_file_is_much_larger_than_one_cluster_and_no_two_have_one_name() {
        let files = files(records(20_000));
        assert!(files.len() > 20 && files.iter().all(|file| file.text.len() < 2 * CLUSTER), "{}", files.len());
        let paths: std::collections::BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths.len(), files.len());
    }
}
