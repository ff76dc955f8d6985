//! What is wrong with a package. Its entry point is [`Defect`]: one value, printed as text or JSON.

use serde_json::{Map, Value, json};

use crate::report::finding::Level;
use crate::report::message::{Lang, defect, ui};

/// One defect of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// The package, as it lies below the path that was verified; empty where it is the path itself.
    pub package: String,
    /// The file within the package, `/` between folders; empty where the package as a whole is meant.
    pub file: String,
    /// Code of the defect: the problem, a key of the message table's `defects`.
    pub code: &'static str,
    /// Code of the village, where it is known.
    pub village: Option<String>,
    /// Code of the household, where it is known.
    pub household: Option<String>,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

impl Defect {
    /// A defect of a file of the package; an empty name means the package.
    pub fn new(code: &'static str, file: impl Into<String>) -> Self {
        Self { package: String::new(), file: file.into(), code, village: None, household: None, args: Vec::new() }
    }

    /// With an argument of the message.
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Of a household.
    pub fn of_household(mut self, code: impl Into<String>) -> Self {
        self.household = Some(code.into());
        self
    }

    /// How grave it is.
    pub fn level(&self) -> Level {
        defect(self.code).level()
    }

    /// Whether the package cannot pass with it.
    pub fn counts(&self) -> bool {
        self.level() == Level::Error
    }

    /// The message in a language.
    pub fn message(&self, lang: Lang) -> String {
        defect(self.code).says(lang, &self.args)
    }

    /// What to do, in a language.
    pub fn hint(&self, lang: Lang) -> String {
        defect(self.code).hint(lang, &self.args)
    }

    /// For a terminal: place and message, then village, household and what to do, each on a line of its own.
    /// Names from a package are shown with their control characters escaped.
    pub fn text(&self, lang: Lang) -> String {
        let level = ui(if self.counts() { "level.error" } else { "level.warning" }, lang, &[]);
        let place = match (self.package.is_empty(), self.file.is_empty()) {
            (true, true) => ".".to_owned(),
            (true, false) => self.file.clone(),
            (false, true) => self.package.clone(),
            (false, false) => format!("{}/{}", self.package, self.file),
        };
        let mut out = visible(&format!("{place}: {level}[{}]: {}", self.code, self.message(lang)));
        out.push('\n');
        let mut line = |key: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(&format!("    {}{}\n", ui(key, lang, &[]), visible(value)));
            }
        };
        line("label.village", self.village.as_deref().unwrap_or_default());
        line("label.household", self.household.as_deref().unwrap_or_default());
        line("label.hint", &self.hint(lang));
        out
    }

    /// As an object: `code, level, message, hint, package, file, village, household, args`.
    pub fn json(&self, lang: Lang) -> Value {
        let args: Map<String, Value> = self.args.iter().map(|(name, text)| ((*name).to_owned(), Value::String(text.clone()))).collect();
        json!({
            "code": self.code,
            "level": self.level(),
            "message": self.message(lang),
            "hint": self.hint(lang),
            "package": self.package,
            "file": self.file,
            "village": self.village,
            "household": self.household,
            "args": args,
        })
    }
}

/// A text with control and direction characters written out, so that a name in a package cannot steer the terminal.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if super::name::is_control(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
