//! A case that breaks a rule. Its entry point is [`Finding`]: one value, several printers.

mod json;
mod text;

use serde::Serialize;

pub use json::json;
pub use text::text;

use super::message::{self, Lang};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Blocks notices, announcements and official documents of its subject; exit code 1.
    Error,
    /// To be looked at; blocks nothing.
    Warning,
    /// For information.
    Note,
}

/// A step on the way into a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A key of a mapping, in its canonical form.
    Name(String),
    /// A place in a list, from 0.
    Index(usize),
}

impl From<&str> for Key {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for Key {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Document and paragraph that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Law {
    /// Title of the document with its number.
    pub document: String,
    /// Paragraph.
    pub paragraph: String,
}

/// Who stands by a finding, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Acknowledged {
    /// Reason.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// When, ISO date.
    pub date: String,
}

/// One finding with everything that its message needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// File within the workspace, `/` between folders.
    pub file: String,
    /// Line from 1; 0 until the place is resolved or where the whole file is meant.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// Id of the rule: the problem.
    pub rule: String,
    /// Level.
    pub level: Level,
    /// The subject, `户 0901-0001`.
    pub subject: String,
    /// Way to the value within the file.
    pub path: Vec<Key>,
    /// Key of the message; the rule's id but for rules that only a rule set knows.
    pub message: &'static str,
    /// The rule set's own words instead of the message, arguments unfilled.
    pub said: Option<String>,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
    /// What the rule rests on; structural rules rest on nothing.
    pub law: Option<Law>,
    /// The office stands by it.
    pub acknowledged: Option<Acknowledged>,
}

impl Finding {
    /// A finding of a rule of the message table, at its table level.
    pub fn new(rule: &'static str, subject: impl Into<String>, file: impl Into<String>) -> Self {
        Self {
            rule: rule.to_owned(),
            level: message::level(rule),
            subject: subject.into(),
            file: file.into(),
            path: Vec::new(),
            line: 0,
            column: 0,
            law: None,
            message: rule,
            said: None,
            args: Vec::new(),
            acknowledged: None,
        }
    }

    /// With a way into the file.
    pub fn at(mut self, path: impl IntoIterator<Item = Key>) -> Self {
        self.path = path.into_iter().collect();
        self
    }

    /// With a known place.
    pub fn placed(mut self, line: usize, column: usize) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// With an argument of the message.
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// With what it rests on.
    pub fn law(mut self, law: Option<Law>) -> Self {
        self.law = law;
        self
    }

    /// Whether it counts: an error that nobody stands by.
    pub fn counts(&self) -> bool {
        self.level == Level::Error && self.acknowledged.is_none()
    }

    /// The message in a language.
    pub fn message(&self, lang: Lang) -> String {
        match &self.said {
            Some(said) => message::fill(said, lang, &self.args),
            None => message::message(self.message, lang, &self.args),
        }
    }

    /// What to do, in a language.
    pub fn hint(&self, lang: Lang) -> String {
        message::hint(self.message, lang, &self.args)
    }

    /// The way into the file as text, `步骤[3].张贴`.
    pub fn path_text(&self) -> String {
        let mut text = String::new();
        for key in &self.path {
            match key {
                Key::Name(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
                Key::Index(index) => text.push_str(&format!("[{}]", index + 1)),
            }
        }
        text
    }
}
