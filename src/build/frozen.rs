//! What was published stands as it was: its bytes are put in place as they are kept, and what the cases say today is held against it
//! (design promise 2). Entry points: [`Frozen`], the ledger while a build goes by it; [`Desk::stand`]; [`Freeze`], what is to be published.

use std::collections::BTreeMap;

use super::BuildError;
use super::compose::{Desk, Outcome};
use super::draw::Paper as Sheet;
use super::press::Printed;
use super::record;
use super::site::Draft;
use crate::outlets::ledger::{Entry, Event, Ledger, Stored};
use crate::outlets::site::{Article, Note, card};
use crate::papers::catalogue::{Audience, Expected};
use crate::records::values::{Date, Value as _};
use crate::report::finding::Finding;
use crate::workspace::ledger;

/// Folder of the pages of notices below the output.
const NOTICES: &str = "web/site/notices/";

/// The ledger while a build goes by it.
#[derive(Default)]
pub(super) struct Frozen {
    ledger: Ledger,
    /// Places of each document's events.
    documents: BTreeMap<String, Vec<usize>>,
    /// The same of the notices of one name, on the board and on the web together.
    notices: BTreeMap<String, Vec<usize>>,
}

/// What stands of a document on a day.
pub(super) struct Standing<'l> {
    /// The event that holds.
    pub entry: &'l Entry,
    /// Line of the ledger of what its page shows.
    line: usize,
    /// What its page shows: the last that was published, where it was withdrawn.
    shown: &'l Entry,
    /// All events that have happened, in order.
    happened: Vec<&'l Entry>,
}

/// What is to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// What is done with it.
    pub event: Event,
    /// Paths of the documents, or their ids; all where none is named.
    pub documents: Vec<String>,
    /// The day.
    pub day: Date,
    /// Reason.
    pub reason: String,
}

impl Freeze {
    /// Whether a document is meant, by its path or the last part of it: for most papers that is the id at their foot.
    pub fn means(&self, path: &str) -> bool {
        self.documents.is_empty() || self.documents.iter().any(|wanted| wanted == path || path.rsplit('/').next() == Some(wanted))
    }
}

impl Frozen {
    /// Of a ledger.
    pub fn of(ledger: Ledger) -> Self {
        let (mut documents, mut notices): (BTreeMap<String, Vec<usize>>, BTreeMap<String, Vec<usize>>) = Default::default();
        for (at, entry) in ledger.entries().iter().enumerate() {
            documents.entry(entry.document.clone()).or_default().push(at);
            if entry.document.starts_with("board/") || entry.document.starts_with(NOTICES) {
                notices.entry(entry.name().to_owned()).or_default().push(at);
            }
        }
        Self { ledger, documents, notices }
    }

    /// Paths of the documents that were ever published.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    /// All events that have happened by a day with their numbers in the ledger, in order.
    pub fn happened(&self, as_of: Date) -> Vec<(usize, &Entry)> {
        self.ledger.entries().iter().enumerate().filter(|(_, entry)| happened(entry, as_of)).map(|(at, entry)| (at + 1, entry)).collect()
    }

    /// What stands of a document on a day; `None` where it was never published.
    pub fn standing(&self, document: &str, as_of: Date) -> Option<Standing<'_>> {
        let events = self.documents.get(document)?.iter().map(|at| (*at, &self.ledger.entries()[*at]));
        let happened: Vec<(usize, &Entry)> = events.filter(|(_, entry)| happened(entry, as_of)).collect();
        let (_, entry) = *happened.last()?;
        let (at, shown) = happened.iter().rev().copied().find(|(_, entry)| entry.event != Event::Withdrawn)?;
        Some(Standing { entry, line: at + 1, shown, happened: happened.into_iter().map(|(_, entry)| entry).collect() })
    }

    /// What happened to a document, and to the notice on the board that its page stands for, after they were published.
    pub fn notes(&self, document: &str, as_of: Date) -> Vec<Note> {
        let places = match document.strip_prefix(NOTICES) {
            Some(name) => self.notices.get(name),
            None => self.documents.get(document),
        };
        let entries = places.into_iter().flatten().map(|at| &self.ledger.entries()[*at]);
        let later = entries.filter(|entry| entry.event != Event::Published && happened(entry, as_of));
        let mut notes: Vec<Note> = later
            .map(|entry| Note { day: Date::parse(&entry.day).map(Date::chinese).unwrap_or_default(), what: entry.event.word(), reason: entry.reason.clone() })
            .collect();
        // What befell both at once is told once.
        notes.dedup();
        notes
    }

    /// The removal of names that lies ahead of a day; after a correction it is entered once more, of what stands then.
    pub fn removal_ahead(&self, document: &str, as_of: Date) -> Option<&Entry> {
        let events = self.documents.get(document)?.iter().map(|at| &self.ledger.entries()[*at]);
        events.rev().find(|entry| !happened(entry, as_of))
    }

    /// Whether the names on a document were taken off by a day.
    pub fn is_without_names(&self, document: &str, as_of: Date) -> bool {
        self.standing(document, as_of).is_some_and(|standing| standing.happened.iter().any(|entry| entry.event == Event::NamesRemoved))
    }
}

/// What is published stays so on any day; names are taken off on theirs.
fn happened(entry: &Entry, as_of: Date) -> bool {
    entry.event != Event::NamesRemoved || Date::parse(&entry.day).is_none_or(|day| day <= as_of)
}

impl Standing<'_> {
    /// Whether its print was published under another path: on another size of paper it is printed anew.
    pub fn is_on_other_paper(&self, path: &str) -> bool {
        !self.is_withdrawn() && self.entry.files.first().is_some_and(|file| file.path != path)
    }

    /// Whether it was withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        self.entry.event == Event::Withdrawn
    }

    /// The day on which it was first published.
    fn since(&self) -> Option<Date> {
        Date::parse(&self.happened.first()?.day)
    }

}

impl Desk<'_> {
    /// What stands of a public document that was published; `None` for any other.
    pub(super) fn standing(&self, expected: &Expected<'_>) -> Option<Standing<'_>> {
        let standing = self.frozen.standing(&expected.path, self.as_of)?;
        (expected.kind.audience != Audience::Restricted).then_some(standing)
    }

    /// Whether a document is drawn without the names on it: they were taken off, or are about to be.
    pub(super) fn without_names(&self, expected: &Expected<'_>) -> bool {
        let about = |freeze: &Freeze| freeze.event == Event::NamesRemoved && freeze.means(&expected.path);
        expected.kind.audience == Audience::Web && (self.frozen.is_without_names(&expected.path, self.as_of) || self.freeze.is_some_and(about))
    }

    /// Whether a document is to be published now, as its next event.
    pub(super) fn freezes(&self, expected: &Expected<'_>, standing: Option<&Standing<'_>>) -> bool {
        let next = |freeze: &&Freeze| match standing {
            None => freeze.event == Event::Published,
            Some(standing) => freeze.event != Event::Published && !standing.is_withdrawn(),
        };
        let public = expected.kind.audience != Audience::Restricted;
        self.freeze.filter(next).is_some_and(|freeze| public && freeze.means(&expected.path))
    }

    /// The event that publishes a document as it was drawn and printed; its bytes are kept before.
    pub(super) fn freeze(&self, expected: &Expected<'_>, sheet: &Sheet, files: Vec<Stored>) -> Result<Option<Entry>, BuildError> {
        let Some(freeze) = self.freeze else { return Ok(None) };
        let page = match &sheet.article {
            Some(article) => {
                let article = Article { card: card(article, &self.workspace.holdings.site.record), ..article.clone() };
                self.keep(&serde_json::to_vec(&article).expect("an article is plain data"))?
            }
            None => String::new(),
        };
        Ok(Some(Entry {
            day: freeze.day.to_string(),
            event: freeze.event,
            document: expected.path.clone(),
            title: sheet.document.title.clone(),
            content: self.keep(&sheet.document.content())?,
            page,
            files,
            reason: freeze.reason.clone(),
        }))
    }

    /// Keeps bytes of what is being published.
    pub(super) fn keep(&self, bytes: &[u8]) -> Result<String, BuildError> {
        ledger::keep(&self.workspace.root, bytes).map_err(|error| BuildError::Write(ledger::BYTES.to_owned(), error))
    }

    /// A paper without a date of its own bears the day on which it was published, not that of the build.
    pub(super) fn dated_as_published(&self, sheet: &mut Sheet, standing: &Standing<'_>) {
        if !sheet.undated {
            return;
        }
        let date = self.kept(&standing.shown.content).and_then(|content| Some(content.get("date")?.as_str()?.to_owned()));
        if let Some(date) = date {
            if let Some(article) = &mut sheet.article {
                article.date.clone_from(&date);
                article.published_at.clone_from(&date);
            }
            sheet.document.date = date;
        }
    }

    /// What differs from what was published, where something does.
    pub(super) fn changed(&self, expected: &Expected<'_>, sheet: &Sheet, standing: &Standing<'_>) -> Option<Finding> {
        if standing.is_withdrawn() || sheet.document.digest() == standing.entry.content {
            return None;
        }
        let lines = |content: Option<serde_json::Value>| content.map(|content| spoken(&content)).unwrap_or_default();
        let (before, now) = (lines(self.kept(&standing.entry.content)), lines(serde_json::from_slice(&sheet.document.content()).ok()));
        let file = expected.inputs.get(1).or(expected.inputs.first()).cloned().unwrap_or_default();
        let finding = Finding::new("published-content-changed", format!("文书 {}", expected.id()), file).placed(1, 1);
        Some(finding.arg("document", &expected.path).arg("id", expected.id()).arg("day", &standing.entry.day).arg("difference", difference(&before, &now)))
    }

    /// Content that is kept, as JSON.
    fn kept(&self, digest: &str) -> Option<serde_json::Value> {
        serde_json::from_slice(&ledger::bytes(&self.workspace.root, digest)?).ok()
    }

    /// Puts in place what stands of a document.
    pub(super) fn stand(&self, document: &str, standing: &Standing<'_>, entry: Option<&mut record::Entry>, outcome: &mut Outcome) -> Result<(), BuildError> {
        let root = &self.workspace.root;
        let withdrawn = standing.is_withdrawn();
        let mut made: Vec<(&Stored, Vec<u8>)> = Vec::new();
        if !withdrawn {
            for file in &standing.entry.files {
                match ledger::bytes(root, &file.digest) {
                    Some(bytes) => made.push((file, bytes)),
                    None => outcome.findings.push(ledger::altered(document, &file.digest, standing.line)),
                }
            }
        }
        for (file, bytes) in &made {
            self.put(&file.path, bytes)?;
        }
        if let Some(entry) = entry {
            if withdrawn {
                entry.missing("reason.withdrawn");
            }
            for (at, (file, bytes)) in made.iter().enumerate() {
                match at {
                    0 => entry.made(file.path.clone(), file.pages, bytes, file.faces.clone()),
                    _ => entry.beside(file.path.clone(), bytes),
                }
            }
        }
        if let Some(year) = document.strip_prefix("web/site/plans/").and_then(|rest| rest.split('/').next()?.parse().ok()) {
            let named = made.into_iter().map(|(file, bytes)| (file.path.rsplit('/').next().unwrap_or_default().to_owned(), bytes));
            outcome.plans.entry(year).or_default().extend(named);
        }
        if standing.shown.page.is_empty() {
            return Ok(());
        }
        match ledger::bytes(root, &standing.shown.page).and_then(|bytes| serde_json::from_slice::<Article>(&bytes).ok()) {
            Some(article) => {
                let article = if withdrawn { article.withdrawn() } else { article };
                outcome.drafts.push(Draft { article });
            }
            None => outcome.findings.push(ledger::altered(document, &standing.shown.page, standing.line)),
        }
        Ok(())
    }

    /// Documents that were published and that no case yields any more: they stand all the same, and are told.
    pub(super) fn left_over(&self, outcome: &mut Outcome) -> Result<(), BuildError> {
        let gone: Vec<&str> = self.frozen.documents().filter(|document| !outcome.places.contains(*document)).collect();
        for document in gone {
            let Some(standing) = self.frozen.standing(document, self.as_of) else { continue };
            if standing.since().is_some_and(|since| self.as_of < since) {
                continue;
            }
            self.stand(document, &standing, None, outcome)?;
            if !standing.is_withdrawn() {
                outcome.findings.push(gone_finding(document, &standing));
            }
        }
        self.publish(outcome, &self.watch_above())
    }

    /// A public document that is expected and was not made today, though it was published: it stands.
    pub(super) fn stand_unmade(&self, expected: &Expected<'_>, standing: &Standing<'_>, entry: &mut record::Entry, outcome: &mut Outcome) -> Result<(), BuildError> {
        if entry.is_not_yet() {
            return Ok(());
        }
        if entry.is_missing() && !standing.is_withdrawn() {
            outcome.findings.push(gone_finding(&expected.path, standing));
        }
        self.stand(&expected.path, standing, Some(entry), outcome)
    }
}

impl Printed {
    /// The files of a paper as they go into the ledger; `path` is that of the PDF, `beside` that of the workbook.
    pub(super) fn stored(&self, (path, beside): (&str, &str), keep: &dyn Fn(&[u8]) -> Result<String, BuildError>) -> Result<Vec<Stored>, BuildError> {
        let Self::Pdf { bytes, pages, faces, workbook, .. } = self else { return Ok(Vec::new()) };
        let mut files = vec![Stored { path: path.to_owned(), digest: keep(bytes)?, pages: Some(*pages), faces: faces.clone() }];
        if let Some(workbook) = workbook {
            files.push(Stored { path: beside.to_owned(), digest: keep(workbook)?, pages: None, faces: Vec::new() });
        }
        Ok(files)
    }
}

fn gone_finding(document: &str, standing: &Standing<'_>) -> Finding {
    let id = standing.entry.name();
    Finding::new("published-document-gone", format!("文书 {id}"), ledger::FILE).placed(1, 1).arg("document", document).arg("id", id).arg("day", &standing.entry.day)
}

/// The lines of a document's content: a paragraph, a heading or a row of a table each.
fn spoken(content: &serde_json::Value) -> Vec<String> {
    use serde_json::Value;
    /// Keys whose texts say how something stands, not what.
    const SHAPE: [&str; 9] = ["kind", "layout", "lang", "direction", "align", "shape", "seal", "format", "columns"];
    fn piece(value: &Value) -> Option<&str> {
        match value {
            Value::String(text) if text == "Break" => Some(""),
            Value::Object(inline) if inline.len() == 1 => ["Text", "Strong", "Emphasis"].iter().find_map(|key| inline.get(*key)?.as_str()),
            _ => None,
        }
    }
    fn walk(value: &Value, lines: &mut Vec<String>) {
        match value {
            Value::String(text) if !text.is_empty() => lines.push(text.clone()),
            Value::Array(items) => match items.iter().map(piece).collect::<Option<String>>() {
                Some(line) if !line.is_empty() => lines.push(line),
                Some(_) => {}
                None => items.iter().for_each(|item| walk(item, lines)),
            },
            Value::Object(entries) => match entries.get("cells").and_then(Value::as_array) {
                Some(cells) => lines.push(cells.iter().filter_map(|cell| cell.get("text")?.as_str()).collect::<Vec<_>>().join(" ")),
                None => entries.iter().filter(|(key, _)| !SHAPE.contains(&key.as_str())).for_each(|(_, entry)| walk(entry, lines)),
            },
            _ => {}
        }
    }
    let mut lines = Vec::new();
    walk(content, &mut lines);
    lines
}

/// Lines that one has and the other has not, in a line.
fn difference(before: &[String], now: &[String]) -> String {
    const MOST: usize = 5;
    let only = |own: &[String], other: &[String]| {
        let mut left: Vec<&String> = other.iter().collect();
        let only: Vec<String> = own.iter().filter(|line| match left.iter().position(|known| known == line) {
            Some(at) => { left.swap_remove(at); false }
            None => true,
        }).cloned().collect();
        only
    };
    let told = |mark: char, lines: Vec<String>| {
        let more = lines.len().saturating_sub(MOST);
        let mut told: Vec<String> = lines.into_iter().take(MOST).map(|line| format!("{mark}{line}")).collect();
        if more > 0 {
            told.push(format!("{mark}…（{more}）"));
        }
        told
    };
    told('－', only(before, now)).into_iter().chain(told('＋', only(now, before))).collect::<Vec<_>>().join(" ‖ ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::document::{Cell, Content, Document, Identity, Inline, Layout, Row, Shape, Table};

    fn document(name: &str) -> Document {
        let row = |cells: [&str; 2]| Row { cells: cells.map(Cell::new).to_vec() };
        let paragraph = Content::Paragraph { text: vec![Inline::Text("现将".into()), Inline::Strong("名单".into()), Inline::Text("公示如下。".into())], shape: Shape::Indented };
        let table = Table { head: vec![row(["序号", "户主"])], body: vec![row(["1", name]), row(["2", "例乙"])], ..Table::default() };
        Document { kind: "k".into(), title: "公示".into(), layout: Layout::Notice, blocks: vec![paragraph.into(), Content::Table(table).into()], marks: Vec::new(), date: "2017-11-15".into(), issuer: "某村".into(), identity: Identity::default() }
    }

    #[test]
    fn the_difference_is_told_by_paragraph_and_row() {
        let lines = |document: &Document| spoken(&serde_json::from_slice(&document.content()).expect("JSON"));
        let (before, now) = (lines(&document("例甲")), lines(&document("例丙")));
        assert!(before.contains(&"现将名单公示如下。".to_owned()) && before.contains(&"1 例甲".to_owned()), "{before:?}");
        assert!(!before.iter().any(|line| ["Notice", "zh-CN", "Indented"].contains(&line.as_str())), "{before:?}");
        assert_eq!(difference(&before, &now), "－1 例甲 ‖ ＋1 例丙");
    }
}
