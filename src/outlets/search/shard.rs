//! The files of the index. Entry points: [`call`] for one of them, [`Blocks`] for those that hold the records' texts.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{FOLDER, Record, Shard};

/// What a small file takes up on a memory stick: files are filled up to it.
pub(super) const CLUSTER: usize = 32 << 10;

/// A classic script that hands its value to the site's own.
pub(super) fn call(kind: &str, number: usize, value: &Value) -> Shard {
    Shard { path: format!("{FOLDER}/{kind}-{number}.js"), text: format!("gongshiSearch(\"{kind}\",{number},{value});\n") }
}

/// Texts of neighbouring records, in blocks of about [`CLUSTER`] bytes. Within a block a text that comes several times is written once.
#[derive(Default)]
pub(super) struct Blocks {
    starts: Vec<u32>,
    known: HashMap<String, usize>,
    texts: Vec<String>,
    rows: Vec<Vec<usize>>,
    bytes: usize,
}

impl Blocks {
    /// Takes a record; the file of the block before it, where that is full.
    pub fn add(&mut self, id: u32, record: &Record) -> Option<Shard> {
        let done = if self.bytes >= CLUSTER * 7 / 8 { self.end() } else { None };
        if self.rows.is_empty() {
            self.starts.push(id);
        }
        let head = [&record.page, &record.anchor, &record.title, &record.kind, &record.date];
        let fields = record.fields.iter().flat_map(|(label, text)| [label, text]);
        let row = head.into_iter().chain(fields).map(|text| self.place(text)).collect();
        self.rows.push(row);
        done
    }

    /// The file of the last block.
    pub fn end(&mut self) -> Option<Shard> {
        if self.rows.is_empty() {
            return None;
        }
        let value = json!([std::mem::take(&mut self.texts), std::mem::take(&mut self.rows)]);
        self.known.clear();
        self.bytes = 0;
        Some(call("records", self.starts.len() - 1, &value))
    }

    /// The first id of each block.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    fn place(&mut self, text: &str) -> usize {
        self.bytes += 4;
        if let Some(place) = self.known.get(text) {
            return *place;
        }
        let place = self.texts.len();
        self.bytes += text.len() + 3;
        self.known.insert(text.to_owned(), place);
        self.texts.push(text.to_owned());
        place
    }
}
