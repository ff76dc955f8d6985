//! What was found, and how it is told. The entry point is [`Report`].

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::report::message::{Lang, ui};

/// Most columns of a terminal for what is required.
const REQUIRED: usize = 40;

/// A PDF measured against the clauses.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How many pages it has.
    pub pages: usize,
    /// One row per measured clause, in the order of the standard.
    pub rows: Vec<Row>,
}

/// A clause, what it requires and what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Number in GB/T 9704—2012.
    pub clause: &'static str,
    /// Id of the measurement.
    pub id: &'static str,
    /// What was found, in parts.
    pub found: Vec<Said>,
    /// How it stands.
    pub verdict: Verdict,
}

/// How a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As required.
    Met,
    /// Not as required.
    NotMet,
    /// The file has nothing that the clause speaks of.
    NotApplicable,
}

/// A text of the message table with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Key below `conform.`.
    pub key: &'static str,
    /// Arguments.
    pub args: Vec<(&'static str, String)>,
}

impl Said {
    /// A text without arguments.
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// With an argument.
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl Verdict {
    fn key(self) -> &'static str {
        match self {
            Self::Met => "conform.met",
            Self::NotMet => "conform.not-met",
            Self::NotApplicable => "conform.not-applicable",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl Row {
    /// What the clause requires.
    pub fn requires(&self, lang: Lang) -> String {
        ui(&format!("conform.requires.{}", self.id), lang, &[])
    }

    /// What was found.
    pub fn found(&self, lang: Lang) -> String {
        let listed = |(name, value): &(&'static str, String)| (*name, if lang == Lang::Zh && *name == "pages" { value.replace(", ", "、") } else { value.clone() });
        let told = |said: &Said| ui(&format!("conform.found.{}", said.key), lang, &said.args.iter().map(listed).collect::<Vec<_>>());
        let parts: Vec<String> = self.found.iter().map(told).collect();
        parts.join(if lang == Lang::Zh { "；" } else { "; " })
    }
}

impl Report {
    /// Nothing is other than required.
    pub fn met(&self) -> bool {
        self.rows.iter().all(|row| row.verdict != Verdict::NotMet)
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }

    /// Arguments of the closing line: how many are met, not met, not applicable.
    fn tally(&self) -> [(&'static str, String); 3] {
        let count = |verdict| self.count(verdict).to_string();
        [("met", count(Verdict::Met)), ("not-met", count(Verdict::NotMet)), ("not-applicable", count(Verdict::NotApplicable))]
    }

    /// A table for the terminal: clause, verdict, what is required, what was found. What is not met stands first, what does not apply last.
    pub fn text(&self, lang: Lang) -> String {
        let head = ["conform.clause", "conform.verdict", "conform.required", "conform.found"].map(|key| ui(key, lang, &[]));
        let mut lines = vec![head];
        for verdict in [Verdict::NotMet, Verdict::Met, Verdict::NotApplicable] {
            for row in self.rows.iter().filter(|row| row.verdict == verdict) {
                lines.push([row.clause.to_owned(), ui(verdict.key(), lang, &[]), row.requires(lang), row.found(lang)]);
            }
        }
        let widest = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
        let widths = [widest(0), widest(1), widest(2).min(REQUIRED)];
        let mut out = String::new();
        for line in &lines {
            for (cell, width) in line.iter().zip(widths) {
                out.push_str(cell);
                let blank = width.saturating_sub(cell.width()) + 2;
                out.extend(std::iter::repeat_n(' ', blank));
            }
            if line[2].width() > REQUIRED {
                // What was found stands below, in its own column.
                out.truncate(out.trim_end().len());
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', widths.iter().map(|width| width + 2).sum()));
            }
            out.push_str(&line[3]);
            out.push('\n');
        }
        out.push_str(&ui("conform.tally", lang, &self.tally()));
        out.push('\n');
        out
    }

    /// The same as an object: `pages`, `met`, and `clauses` with `clause, id, required, found, verdict`.
    pub fn json(&self, lang: Lang) -> Value {
        let row = |row: &Row| {
            json!({
                "clause": row.clause,
                "id": row.id,
                "required": row.requires(lang),
                "found": row.found(lang),
                "verdict": row.verdict.name(),
            })
        };
        json!({ "pages": self.pages, "met": self.met(), "clauses": self.rows.iter().map(row).collect::<Vec<_>>() })
    }
}
