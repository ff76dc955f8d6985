//! What was published, line by line (design promise 2). Entry points: [`Ledger::read`] reads the lines and names every damage,
//! [`Ledger::add`] makes the next one. It touches no file.
//!
//! A line is one event as JSON with Chinese keys. It carries the digest of the line before, so a line that was changed, moved or
//! cut from the middle is noticed at the line after it. Lines cut from the end leave a sound chain: only what lies beside it tells.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What happened to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// It was published.
    #[serde(rename = "发布")]
    Published,
    /// A new version stands beside the old one.
    #[serde(rename = "更正")]
    Corrected,
    /// Its text was taken down.
    #[serde(rename = "撤回")]
    Withdrawn,
    /// The names in it were taken down when its period was over.
    #[serde(rename = "撤下姓名")]
    NamesRemoved,
}

impl Event {
    /// The word, as the line has it and the log prints it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "发布",
            Self::Corrected => "更正",
            Self::Withdrawn => "撤回",
            Self::NamesRemoved => "撤下姓名",
        }
    }

    /// Its word in keys of the message table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
            Self::NamesRemoved => "names-removed",
        }
    }
}

/// A file whose bytes are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    /// Path below the output folder.
    #[serde(rename = "路径")]
    pub path: String,
    /// SHA-256 of the bytes, hexadecimal.
    #[serde(rename = "摘要")]
    pub digest: String,
    /// Pages of a PDF.
    #[serde(rename = "页数", default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Faces that a PDF shows.
    #[serde(rename = "字体", default, skip_serializing_if = "Vec::is_empty")]
    pub faces: Vec<String>,
}

impl Entry {
    /// The document's id, as its foot prints it, but for a plan's table: the last part of the path.
    pub fn name(&self) -> &str {
        self.document.rsplit('/').next().unwrap_or(&self.document)
    }
}

/// One event, without its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Day, `2017-11-20`.
    #[serde(rename = "日期")]
    pub day: String,
    /// What happened.
    #[serde(rename = "事项")]
    pub event: Event,
    /// The document: its path below the output folder, without ending, made of codes.
    #[serde(rename = "文件")]
    pub document: String,
    /// Its title.
    #[serde(rename = "标题")]
    pub title: String,
    /// Digest of the content, which is kept under it; blank where nothing was published.
    #[serde(rename = "内容")]
    pub content: String,
    /// Digest of what its page on the web was made of, which is kept under it; blank for what has no page.
    #[serde(rename = "网页")]
    pub page: String,
    /// Files kept.
    #[serde(rename = "成品")]
    pub files: Vec<Stored>,
    /// Reason; blank for a first publication.
    #[serde(rename = "原因")]
    pub reason: String,
}

/// A line as it stands.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(rename = "序号")]
    number: usize,
    #[serde(flatten)]
    entry: Entry,
    #[serde(rename = "前行")]
    before: String,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not a line as this program writes it.
    Unreadable,
    /// Its number is not the next one.
    Number,
    /// It does not carry the digest of the line before.
    Chain,
    /// It was begun and not ended: the writing was broken off.
    Half,
    /// The event cannot follow those before it: a second publication, or a correction of what does not stand.
    Order,
}

/// A damage and the line where it was noticed, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// The ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: Vec<Entry>,
    /// The last event of each document.
    standing: BTreeMap<String, Event>,
    last: String,
}

impl Ledger {
    /// Reads the lines.
    ///
    /// # Errors
    /// Every damage, in the order of lines.
    pub fn read(text: &str) -> Result<Self, Vec<Damage>> {
        let (mut ledger, mut damages) = (Self::default(), Vec::new());
        for (at, raw) in text.split_inclusive('\n').enumerate() {
            let mut fault = |fault| damages.push(Damage { line: at + 1, fault });
            let Some(line) = raw.strip_suffix('\n') else {
                fault(Fault::Half);
                break;
            };
            // A line that is written again must be the same bytes: nothing can hide in white space, order of keys or unknown keys.
            match serde_json::from_str::<Line>(line).ok().filter(|read| written(read) == line) {
                None => fault(Fault::Unreadable),
                Some(read) => {
                    if read.number != at + 1 {
                        fault(Fault::Number);
                    }
                    if read.before != ledger.last {
                        fault(Fault::Chain);
                    }
                    if !ledger.may_follow(&read.entry) {
                        fault(Fault::Order);
                    }
                    ledger.take(read.entry, line);
                    continue;
                }
            }
            ledger.last = digest(line.as_bytes());
        }
        if damages.is_empty() { Ok(ledger) } else { Err(damages) }
    }

    /// Adds an event and gives its line, with its end; `None` where the event cannot follow those before it.
    pub fn add(&mut self, entry: Entry) -> Option<String> {
        if !self.may_follow(&entry) {
            return None;
        }
        let line = written(&Line { number: self.entries.len() + 1, entry: entry.clone(), before: self.last.clone() });
        self.take(entry, &line);
        Some(line + "\n")
    }

    fn take(&mut self, entry: Entry, line: &str) {
        self.standing.insert(entry.document.clone(), entry.event);
        self.entries.push(entry);
        self.last = digest(line.as_bytes());
    }

    /// All events in their order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The events of each document, by its id.
    pub fn by_document(&self) -> BTreeMap<&str, Vec<&Entry>> {
        let mut documents: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in &self.entries {
            documents.entry(&entry.document).or_default().push(entry);
        }
        documents
    }

    /// A document is published once; what stands may be corrected, withdrawn or have its names removed; what is withdrawn stays so.
    fn may_follow(&self, entry: &Entry) -> bool {
        let last = self.standing.get(&entry.document);
        match entry.event {
            Event::Published => last.is_none(),
            _ => last.is_some_and(|event| *event != Event::Withdrawn),
        }
    }
}

fn written(line: &Line) -> String {
    serde_json::to_string(line).expect("a line is plain data")
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(event: Event, document: &str) -> Entry {
        let file = Stored { path: format!("board/{document}.pdf"), digest: digest(document.as_bytes()), pages: Some(1), faces: Vec::new() };
        let content = digest(b"content");
        Entry { day: "2017-11-20".into(), event, document: document.into(), title: "某公示".into(), content, page: String::new(), files: vec![file], reason: String::new() }
    }

    fn text(entries: &[Entry]) -> String {
        entries.iter().fold(String::new(), |text, entry| {
            let line = Ledger::read(&text).expect("sound").add(entry.clone()).expect("may follow");
            text + &line
        })
    }

    fn sound() -> String {
        text(&[entry(Event::Published, "a"), entry(Event::Published, "b"), entry(Event::Corrected, "a"), entry(Event::Withdrawn, "b")])
    }

    #[test]
    fn a_sound_ledger_is_read_as_it_was_written() {
        let ledger = Ledger::read(&sound()).expect("sound");
        assert_eq!(ledger.entries().len(), 4);
        assert_eq!(ledger.by_document()["a"].iter().map(|entry| entry.event).collect::<Vec<_>>(), [Event::Published, Event::Corrected]);
    }

    #[test]
    fn a_changed_line_is_noticed_at_it_or_at_the_line_after() {
        let changed = sound().replacen("2017-11-20", "2017-11-21", 1);
        assert_eq!(Ledger::read(&changed), Err(vec![Damage { line: 2, fault: Fault::Chain }]));
        let spaced = sound().replacen("\":", "\": ", 1);
        assert_eq!(Ledger::read(&spaced).expect_err("damaged")[0], Damage { line: 1, fault: Fault::Unreadable });
    }

    #[test]
    fn a_line_cut_from_the_front_or_the_middle_is_noticed() {
        for cut in 0..3 {
            let lines: String = sound().split_inclusive('\n').enumerate().filter(|(at, _)| *at != cut).map(|(_, line)| line).collect();
            let damages = Ledger::read(&lines).expect_err("damaged");
            assert!(damages.contains(&Damage { line: cut + 1, fault: Fault::Chain }), "{damages:?}");
            assert!(damages.contains(&Damage { line: cut + 1, fault: Fault::Number }), "{damages:?}");
        }
    }

    #[test]
    fn a_half_line_is_named_wherever_it_was_broken_off() {
        let sound = sound();
        let begin = sound.trim_end().rfind('\n').expect("lines") + 1;
        for (end, _) in sound.char_indices().skip_while(|(at, _)| *at <= begin) {
            assert_eq!(Ledger::read(&sound[..end]), Err(vec![Damage { line: 4, fault: Fault::Half }]));
        }
    }

    #[test]
    fn an_event_that_cannot_follow_makes_no_line() {
        let mut ledger = Ledger::read(&sound()).expect("sound");
        assert_eq!(ledger.add(entry(Event::Published, "a")), None);
        assert_eq!(ledger.add(entry(Event::Corrected, "b")), None);
        assert_eq!(ledger.add(entry(Event::NamesRemoved, "c")), None);
        assert!(ledger.add(entry(Event::NamesRemoved, "a")).is_some());
    }
}
