//! What the office stands by. Its entry point is [`acknowledge`].

use std::collections::BTreeMap;

use crate::records::case::Acknowledgement;
use crate::report::finding::{Acknowledged, Finding};

/// The acknowledgements of each file that has any.
#[derive(Debug, Default)]
pub struct Books(BTreeMap<String, Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    rule: String,
    place: String,
    known: Acknowledged,
}

impl Books {
    /// Keeps a file's acknowledgements; one without rule, reason, name or day is a finding and holds nothing.
    pub fn add(&mut self, file: &str, list: &[Acknowledgement], findings: &mut Vec<Finding>) {
        for (index, entry) in list.iter().enumerate() {
            let complete = entry.rule.value().and(entry.reason.value()).and(entry.by.value()).and(entry.date.value()).is_some();
            if !complete {
                findings.push(Finding::new("acknowledgement-incomplete", file, file).at(["已核".into(), index.into()]));
                continue;
            }
            let known = Acknowledged { reason: entry.reason.text(), by: entry.by.text(), date: entry.date.text() };
            self.0.entry(file.to_owned()).or_default().push(Entry { rule: entry.rule.text(), place: entry.place.text(), known });
        }
    }
}

/// Marks the findings that the office stands by; an acknowledgement that matches nothing is itself a warning.
pub fn acknowledge(findings: &mut Vec<Finding>, books: &Books) {
    let mut used: BTreeMap<(&str, usize), bool> = BTreeMap::new();
    for finding in findings.iter_mut() {
        let Some(entries) = books.0.get(&finding.file) else { continue };
        for (index, entry) in entries.iter().enumerate() {
            let matches = entry.rule == finding.rule && (entry.place.is_empty() || finding.path_text().contains(&entry.place));
            if matches {
                finding.acknowledged.get_or_insert_with(|| entry.known.clone());
                used.insert((books.0.get_key_value(&finding.file).map_or("", |(file, _)| file), index), true);
            }
        }
    }
    for (file, entries) in &books.0 {
        for (index, entry) in entries.iter().enumerate() {
            if !used.contains_key(&(file.as_str(), index)) {
                let finding = Finding::new("acknowledgement-matches-nothing", file, file).at(["已核".into(), index.into()]);
                findings.push(finding.arg("rule", &entry.rule));
            }
        }
    }
}
