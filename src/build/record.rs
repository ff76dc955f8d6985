//! The build record, `restricted/build.json`: every expected document, made or not, and why. Entry points: [`Entry`], one document, and
//! [`Record`], which writes their lines as they come, so that none of them has to be held.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::outlets::ledger::Entry as Published;
use crate::papers::catalogue::{Audience, Expected, State};
use crate::papers::fonts::Fonts;
use crate::records::values::Date;
use crate::report::message::{Lang, ui};

/// One expected document.
pub struct Entry {
    /// Id of its kind.
    pub kind: &'static str,
    /// Code of its subject.
    pub subject: String,
    /// Path below the output without ending, made or not, of a public document; blank for any other.
    pub(super) place: String,
    /// The event that publishes it.
    pub(super) fresh: Option<Published>,
    state: State,
    inputs: Vec<String>,
    /// Path below the output, once it is made.
    pub(super) path: Option<String>,
    /// Pages of a PDF.
    pub(super) pages: Option<usize>,
    /// `sha256:` and the digest of what was written.
    pub(super) digest: Option<String>,
    /// Its own date, ISO.
    pub(super) date: Option<String>,
    /// Who issues it.
    pub(super) issuer: Option<String>,
    /// Other formats of it: path, digest.
    beside: Vec<(String, String)>,
    faces: Vec<String>,
}

/// How many documents are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Made, or there as a scan.
    pub ready: usize,
    /// Held up by findings.
    pub blocked: usize,
    /// Their time has not come.
    pub not_yet: usize,
    /// Could not be made.
    pub missing: usize,
}

impl Entry {
    /// Of what is expected, not made yet.
    pub(super) fn of(expected: &Expected<'_>) -> Self {
        Self {
            kind: expected.kind.id,
            subject: expected.subject.clone(),
            place: if expected.kind.audience == Audience::Restricted { String::new() } else { expected.path.clone() },
            fresh: None,
            state: expected.state.clone(),
            inputs: expected.inputs.clone(),
            path: None,
            pages: None,
            digest: None,
            beside: Vec::new(),
            date: None,
            issuer: None,
            faces: Vec::new(),
        }
    }

    /// It was written.
    pub(super) fn made(&mut self, path: String, pages: Option<usize>, bytes: &[u8], faces: Vec<String>) {
        (self.path, self.pages, self.digest, self.faces) = (Some(path), pages, Some(digest(bytes)), faces);
    }

    /// It was written in another format, too.
    pub(super) fn beside(&mut self, path: String, bytes: &[u8]) {
        self.beside.push((path, digest(bytes)));
    }

    /// Its own date and who issues it.
    pub(super) fn dated(&mut self, date: &str, issuer: &str) {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (self.date, self.issuer) = (text(date), text(issuer));
    }

    /// It could not be made.
    pub(super) fn missing(&mut self, reason: &str) {
        self.state = State::Missing(reason.to_owned());
    }

    /// A finding of this rule came up while it was made.
    pub(super) fn blocked(&mut self, rule: &str) {
        self.state = State::Blocked(vec![rule.to_owned()]);
    }

    /// Whether its time has not come.
    pub(super) fn is_not_yet(&self) -> bool {
        matches!(self.state, State::NotYet(..))
    }

    /// Whether the case lacks what it needs.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self.state, State::Missing(_))
    }

    /// The state's name, and why the document is not there.
    pub(super) fn standing(&self) -> (&'static str, Option<String>) {
        match &self.state {
            State::Ready => ("Ready", None),
            State::Blocked(rules) => ("Blocked", Some(rules.join(", "))),
            State::NotYet(key, args) => ("NotYet", Some(ui(key, Lang::Zh, args))),
            State::Missing(reason) => ("Missing", Some(ui(reason, Lang::Zh, &[]))),
            State::NoScan(paper) => ("Missing", Some(ui("reason.no-scan", Lang::Zh, &[("paper", paper.clone())]))),
            State::Held(_) => ("Held", None),
        }
    }

    /// The scan that it is, where it comes from somebody's own hand: file of the workspace.
    pub(super) fn scan(&self) -> Option<&str> {
        if let State::Held(scan) = &self.state { Some(scan) } else { None }
    }

    /// Paths of what was written, other formats after the first.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.path.iter().map(String::as_str).chain(self.beside.iter().map(|(path, _)| path.as_str()))
    }

    fn line(&self) -> Line<'_> {
        let (state, reason) = self.standing();
        Line {
            kind: self.kind,
            subject: &self.subject,
            state,
            reason,
            path: self.path.as_deref(),
            pages: self.pages,
            digest: self.digest.as_deref(),
            beside: self.beside.iter().map(|(path, digest)| Beside { path, digest }).collect(),
            inputs: &self.inputs,
            faces: &self.faces,
        }
    }
}

/// A document in the record.
#[derive(Serialize)]
struct Line<'a> {
    kind: &'a str,
    subject: &'a str,
    state: &'static str,
    reason: Option<String>,
    path: Option<&'a str>,
    pages: Option<usize>,
    digest: Option<&'a str>,
    beside: Vec<Beside<'a>>,
    inputs: &'a [String],
    faces: &'a [String],
}

/// Another format of it.
#[derive(Serialize)]
struct Beside<'a> {
    path: &'a str,
    digest: &'a str,
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.ready += other.ready;
        self.blocked += other.blocked;
        self.not_yet += other.not_yet;
        self.missing += other.missing;
    }
}

/// Counts the states.
pub fn tally(entries: &[Entry]) -> Tally {
    let mut tally = Tally::default();
    for entry in entries {
        match entry.state {
            State::Ready | State::Held(_) => tally.ready += 1,
            State::Blocked(_) => tally.blocked += 1,
            State::NotYet(..) => tally.not_yet += 1,
            State::Missing(_) | State::NoScan(_) => tally.missing += 1,
        }
    }
    tally
}

/// The lines of these documents.
pub(super) fn lines(entries: &[Entry]) -> Vec<u8> {
    let mut lines = Vec::new();
    for entry in entries {
        lines.extend_from_slice(if lines.is_empty() { b"" } else { b",\n" });
        serde_json::to_writer(&mut lines, &entry.line()).expect("memory takes plain JSON");
    }
    lines
}

/// The record while it is written: JSON, a document a line.
pub(super) struct Record {
    file: BufWriter<File>,
    is_empty: bool,
}

impl Record {
    /// Begins it with what holds for all documents.
    pub fn begin(file: File, fonts: &Fonts, as_of: Date) -> io::Result<Self> {
        let roles: Vec<Value> = fonts
            .filled()
            .iter()
            .map(|filled| {
                json!({
                    "role": filled.role.name(),
                    "means": filled.means,
                    "file": filled.file,
                    "face": filled.postscript_name,
                    "substitute": filled.substitute,
                })
            })
            .collect();
        let mut file = BufWriter::new(file);
        writeln!(file, "{{\"as_of\": {}, \"program\": {},", json!(as_of.to_string()), json!(concat!("gongshi ", env!("CARGO_PKG_VERSION"))))?;
        writeln!(file, "\"fonts\": {},\n\"documents\": [", json!(roles))?;
        Ok(Self { file, is_empty: true })
    }

    /// Adds [`lines`].
    pub fn add(&mut self, lines: &[u8]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        if !std::mem::replace(&mut self.is_empty, false) {
            self.file.write_all(b",\n")?;
        }
        self.file.write_all(lines)
    }

    /// Ends it.
    pub fn end(mut self) -> io::Result<()> {
        self.file.write_all(b"\n]}\n")?;
        self.file.flush()
    }
}
