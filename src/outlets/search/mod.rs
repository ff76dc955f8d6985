//! Search over a site without a server. Entry points: [`Index`], which takes a [`Record`] for each thing that can be found and becomes
//! files, and the script [`SCRIPT`], which reads them.
//!
//! Chinese has no blanks between words, so search is for any substring: every two neighbouring characters of a field are a key to the
//! records that hold them. A query's keys are looked up, what holds all of them is a candidate, and a candidate is a hit only when its
//! text really holds the query. Keys and texts stand in many small classic scripts, for those alone can be loaded from a folder.

mod fold;
mod pairs;
mod shard;

use std::cmp::Reverse;

use pairs::Pairs;
use shard::{Blocks, call};

/// The script that looks things up, `assets/search.js` of a site.
pub const SCRIPT: &str = include_str!("../../../templates/site/search.js");

/// Folder of the index below a site's root.
pub const FOLDER: &str = "search";

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

/// Records that become an index.
#[derive(Debug, Default)]
pub struct Index {
    records: Vec<Record>,
}

impl Index {
    /// An index of these records; their order does not matter.
    pub fn new(records: Vec<Record>) -> Self {
        Self { records }
    }

    /// Hands over the files of the index, the same for the same records. Work and size grow with the text, not with its square.
    ///
    /// # Errors
    /// Whatever `put` says.
    pub fn write<E>(mut self, mut put: impl FnMut(Shard) -> Result<(), E>) -> Result<(), E> {
        self.records.sort_by(|a, b| (Reverse(&a.date), a).cmp(&(Reverse(&b.date), b)));
        let mut pairs = Pairs::default();
        let mut blocks = Blocks::default();
        for (id, record) in (0..).zip(&self.records) {
            pairs.title(id, &record.title);
            record.fields.iter().for_each(|(_, text)| pairs.field(id, text));
            if let Some(shard) = blocks.add(id, record) {
                put(shard)?;
            }
        }
        if let Some(shard) = blocks.end() {
            put(shard)?;
        }
        let (count, starts) = (self.records.len(), blocks.starts());
        drop(self.records);
        let shards = pairs.shards();
        let meta = serde_json::json!({ "records": count, "starts": starts, "pairs": shards.len() });
        for (number, shard) in shards.into_iter().enumerate() {
            put(call("pairs", number, &shard))?;
        }
        put(call("meta", 0, &meta))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(records: Vec<Record>) -> Vec<Shard> {
        let mut files = Vec::new();
        Index::new(records).write(|shard| { files.push(shard); Ok::<_, ()>(()) }).expect("nothing fails");
        files
    }

    fn records(count: usize) -> Vec<Record> {
        let record = |at: usize| Record {
            page: format!("villages/{:04}.html", at / 100),
            anchor: format!("{at:06}"),
            title: format!("户主{at}"),
            kind: "户".to_owned(),
            date: "2017".to_owned(),
            fields: vec![("村".to_owned(), format!("第{}村", at / 100))],
        };
        (0..count).map(record).collect()
    }

    #[test]
    fn the_order_of_adding_changes_no_byte() {
        let mut backwards = records(3_000);
        backwards.reverse();
        assert_eq!(files(records(3_000)), files(backwards));
    }

    #[test]
    fn no_file_is_much_larger_than_one_cluster() {
        let files = files(records(20_000));
        assert!(files.len() > 20 && files.iter().all(|file| file.text.len() < 3 * shard::CLUSTER), "{}", files.len());
    }
}
