//! The one table of messages, Chinese and English. Entry points: [`message`], [`hint`], [`ui`], [`rules`], [`defect`].
//!
//! The table is `table.yaml` beside this file; a rule's level, group, reason and examples stand there too. The defects of
//! packages have a part of their own, `defects.yaml`, and so have the lines of the report on them, `properties.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::finding::Level;

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A text in both languages.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Both {
    zh: String,
    en: String,
}

impl Both {
    fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A rule as the table has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    level: String,
    /// Group: `input`, `structure`, `procedure`, `standard`, `notice`, `plan`, `data`.
    pub group: String,
    says: Both,
    hint: Both,
    why: Both,
    fail: String,
    pass: String,
}

impl Rule {
    /// Why the rule matters.
    pub fn why(&self, lang: Lang) -> &str {
        self.why.get(lang)
    }

    /// A failing and a passing example, YAML.
    pub fn examples(&self) -> (&str, &str) {
        (&self.fail, &self.pass)
    }

    /// Its level.
    pub fn level(&self) -> Level {
        match self.level.as_str() {
            "error" => Level::Error,
            "warning" => Level::Warning,
            _ => Level::Note,
        }
    }
}

/// A defect of a package as the table has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefectWords {
    level: String,
    says: Both,
    hint: Both,
}

impl DefectWords {
    /// Its level: error, or warning where the package passes all the same.
    pub fn level(&self) -> Level {
        if self.level == "warning" { Level::Warning } else { Level::Error }
    }

    /// What it says, filled in.
    pub fn says(&self, lang: Lang, args: &[(&'static str, String)]) -> String {
        fill(self.says.get(lang), lang, args)
    }

    /// What to do, filled in.
    pub fn hint(&self, lang: Lang, args: &[(&'static str, String)]) -> String {
        fill(self.hint.get(lang), lang, args)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    rules: BTreeMap<String, Rule>,
    ui: BTreeMap<String, Both>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("table.yaml")).expect("the message table is part of the program and parses"));

static DEFECTS: LazyLock<BTreeMap<String, DefectWords>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("defects.yaml")).expect("the table of defects is part of the program and parses"));

/// A line of the report on the four properties as the table has it.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct LineWords {
    name: Both,
    how: Both,
    evidence: Both,
}

impl LineWords {
    /// What is tested.
    pub fn name(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }

    /// How it is tested, or what people have to do.
    pub fn how(&self, lang: Lang) -> &str {
        self.how.get(lang)
    }

    /// What it rests on, filled in.
    pub fn evidence(&self, lang: Lang, args: &[(&'static str, String)]) -> String {
        fill(self.evidence.get(lang), lang, args)
    }
}

static LINES: LazyLock<BTreeMap<String, LineWords>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("properties.yaml")).expect("the table of lines is part of the program and parses"));

/// The words of a line of the report on the four properties.
pub fn line(id: &str) -> &'static LineWords {
    static UNKNOWN: LazyLock<LineWords> = LazyLock::new(LineWords::default);
    LINES.get(id).unwrap_or(&UNKNOWN)
}

/// Every defect of a package, by code.
pub fn defects() -> &'static BTreeMap<String, DefectWords> {
    &DEFECTS
}

/// The words of a defect; a code that the table does not know speaks for itself.
pub fn defect(code: &str) -> &'static DefectWords {
    static UNKNOWN: LazyLock<DefectWords> = LazyLock::new(|| DefectWords { level: String::new(), says: Both::default(), hint: Both::default() });
    DEFECTS.get(code).unwrap_or(&UNKNOWN)
}

/// Every rule of the table, by id.
pub fn rules() -> &'static BTreeMap<String, Rule> {
    &TABLE.rules
}

/// Level of a rule; a rule that the table does not know is an error.
pub fn level(rule: &str) -> Level {
    TABLE.rules.get(rule).map_or(Level::Error, Rule::level)
}

/// Group of a rule.
pub fn group(rule: &str) -> &'static str {
    TABLE.rules.get(rule).map_or("standard", |rule| &rule.group)
}

/// What a rule says, filled in.
pub fn message(rule: &str, lang: Lang, args: &[(&'static str, String)]) -> String {
    TABLE.rules.get(rule).map_or_else(|| rule.to_owned(), |rule| fill(rule.says.get(lang), lang, args))
}

/// What to do, filled in.
pub fn hint(rule: &str, lang: Lang, args: &[(&'static str, String)]) -> String {
    TABLE.rules.get(rule).map_or_else(String::new, |rule| fill(rule.hint.get(lang), lang, args))
}

/// A text of the command line, filled in.
pub fn ui(key: &str, lang: Lang, args: &[(&'static str, String)]) -> String {
    TABLE.ui.get(key).map_or_else(|| key.to_owned(), |text| fill(text.get(lang), lang, args))
}

/// Puts arguments for `{name}`; an argument that is itself a key of `ui` of a type (`value.date`) is said in the language.
pub fn fill(text: &str, lang: Lang, args: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        match args.iter().find(|(key, _)| *key == name) {
            // Only our own names of types are translated, never what a clerk wrote.
            Some((_, value)) if value.starts_with("value.") || value.starts_with("day.") => {
                out.push_str(TABLE.ui.get(value.as_str()).map_or(value, |known| known.get(lang)));
            }
            Some((_, value)) => out.push_str(value),
            None => out.push('…'),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}
