//! The texts of the records, in files. Its entry point is [`Blocks`].

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Record;
use super::shard::CLUSTER;

/// Texts of neighbouring records, in blocks of about [`CLUSTER`] bytes. Within a block a text that comes several times is written once, and
/// a record is the places of its texts; a negative number stands for so many more places that follow the one before it.
#[derive(Default)]
pub(super) struct Blocks {
    starts: Vec<u32>,
    known: HashMap<String, i64>,
    texts: Vec<String>,
    rows: Vec<Vec<i64>>,
    bytes: usize,
}

impl Blocks {
    /// Takes a record; the block before it, where that is full.
    pub fn add(&mut self, id: u32, record: &Record) -> Option<Value> {
        let done = if self.bytes >= CLUSTER * 7 / 8 { self.end() } else { None };
        if self.rows.is_empty() {
            self.starts.push(id);
        }
        let head = [&record.page, &record.anchor, &record.title, &record.kind, &record.date].map(|text| self.place(text.clone()));
        let mut row = head.to_vec();
        let mut last = None;
        for (label, text) in &record.fields {
            // A text has no tabulator: the fold takes it for white space.
            let place = self.place(format!("{label}\t{}", text.replace('\t', " ")));
            match (last == Some(place - 1), row.last_mut()) {
                (true, Some(more)) if *more < 0 => *more -= 1,
                (true, _) => row.push(-1),
                (false, _) => row.push(place),
            }
            last = Some(place);
        }
        self.bytes += row.len() * 3;
        self.rows.push(row);
        done
    }

    /// The last block.
    pub fn end(&mut self) -> Option<Value> {
        if self.rows.is_empty() {
            return None;
        }
        self.known.clear();
        self.bytes = 0;
        Some(json!([std::mem::take(&mut self.texts), std::mem::take(&mut self.rows)]))
    }

    /// The first id of each block.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    fn place(&mut self, text: String) -> i64 {
        let next = self.texts.len() as i64;
        *self.known.entry(text).or_insert_with_key(|text| {
            self.bytes += text.len() + 3;
            self.texts.push(text.clone());
            next
        })
    }
}
