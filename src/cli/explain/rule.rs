//! `gongshi explain RULE` and `explain --list`: a rule as each rule set has it, its article, why it matters, a failing and a passing example.

use serde_json::{Value, json};

use super::super::{Failure, Global};
use super::print_json;
use crate::build::explain::{Cited, cited};
use crate::records::case::{Case, nearest};
use crate::records::source;
use crate::report::finding::Level;
use crate::report::message::{self, Lang, Rule, ui};
use crate::rules::check::{example, kind_message, kinds};
use crate::rules::regulation::{RuleSet, Standard, effective};
use crate::workspace::Workspace;

/// A rule as one rule set has it, or the program itself.
struct Entry {
    id: String,
    /// Key of its message: its id, or that of its kind.
    message: String,
    /// Group: `standard` or `data` of a rule set's own rules, `procedure` of those that rest on its procedures, `structure` of all that rest on no document.
    group: &'static str,
    level: Level,
    set: Option<String>,
    /// What it rests on and asks; several where it rests on several procedures.
    laws: Vec<(Cited, String)>,
    /// As it stands in its file.
    own: Option<Own>,
}

/// A rule that a rule set writes.
struct Own {
    kind: String,
    subject: String,
    says: Option<String>,
    file: String,
    line: usize,
    text: String,
    example: Option<(String, String)>,
}

impl Entry {
    fn table(&self) -> Option<&'static Rule> {
        message::rules().get(&self.message)
    }

    fn says(&self, lang: Lang) -> String {
        match self.own.as_ref().and_then(|own| own.says.as_ref()) {
            Some(says) => says.clone(),
            None => message::message(&self.message, lang, &[]),
        }
    }

    fn examples(&self) -> Option<(String, String)> {
        let of_table = || self.table().map(|table| (table.examples().0.to_owned(), table.examples().1.to_owned()));
        self.own.as_ref().and_then(|own| own.example.clone()).or_else(of_table)
    }
}

/// Lists every rule, one entry for each rule set that has it.
pub(super) fn list(global: &Global, workspace: Option<&Workspace>, as_json: bool) {
    let entries = entries(workspace);
    if as_json {
        let rules: Vec<Value> = entries.iter().map(|entry| object(entry, global.lang)).collect();
        let kinds: Vec<Value> = kinds()
            .map(|kind| json!({ "kind": kind.name, "message": kind.message, "needs": kind.needs, "may": kind.may }))
            .collect();
        print_json(&json!({ "rules": rules, "kinds": kinds }));
    } else {
        for entry in &entries {
            println!("{}\t{}\t{}", entry.id, entry.set.as_deref().unwrap_or("-"), entry.says(global.lang));
        }
    }
}

/// Explains one rule.
pub(super) fn one(global: &Global, workspace: Option<&Workspace>, id: &str, as_json: bool) -> Result<(), Failure> {
    let entries = entries(workspace);
    let found: Vec<&Entry> = entries.iter().filter(|entry| entry.id == id).collect();
    let Some(first) = found.first() else {
        let near = nearest(id, entries.iter().map(|entry| entry.id.as_str())).unwrap_or("--list");
        return Err(global.failure("no-rule", &[("rule", id.to_owned()), ("near", near.to_owned())]));
    };
    if as_json {
        let mut object = object(first, global.lang);
        object["entries"] = found.iter().map(|entry| self::object(entry, global.lang)).collect();
        print_json(&object);
    } else {
        print(&found, first, global.lang);
    }
    Ok(())
}

fn entries(workspace: Option<&Workspace>) -> Vec<Entry> {
    let sets = workspace.map_or(&[][..], |workspace| &workspace.rule_sets);
    let mut entries: Vec<Entry> = Vec::new();
    for (id, rule) in message::rules() {
        let entry = |set: Option<&RuleSet>, laws: Vec<(Cited, String)>| Entry {
            id: id.clone(),
            message: id.clone(),
            group: if laws.is_empty() { "structure" } else { "procedure" },
            level: rule.level(),
            set: set.map(|set| set.id.text()),
            laws,
            own: None,
        };
        // Rules of procedure rest on the articles of the procedures and their publicity.
        let of_sets: Vec<Entry> = match rule.group == "procedure" {
            true => sets.iter().map(|set| (set, articles(id, &set.record))).filter(|(_, laws)| !laws.is_empty()).map(|(set, laws)| entry(Some(&set.record), laws)).collect(),
            false => Vec::new(),
        };
        if of_sets.is_empty() {
            entries.push(entry(None, Vec::new()));
        }
        entries.extend(of_sets);
    }
    for case in sets {
        let whole = effective(sets, &case.record.id.text()).unwrap_or_else(|_| case.record.clone());
        let file = workspace.and_then(|workspace| source::read(&workspace.root, &case.file).ok()).map(|source| source.text).unwrap_or_default();
        for (group, list, rules) in [("standard", "标准", &case.record.standards), ("data", "核查", &case.record.checks)] {
            for (place, rule) in rules.iter().enumerate() {
                entries.push(of_set(case, &whole, rule, (group, list, place), &file));
            }
        }
    }
    entries.sort_by(|a, b| (&a.id, &a.set).cmp(&(&b.id, &b.set)));
    entries
}

fn articles(id: &str, set: &RuleSet) -> Vec<(Cited, String)> {
    let of = |procedure: &crate::rules::regulation::Procedure| {
        let step = if id.contains("publicity") { procedure.of_nature("公示") } else { None };
        let (law, asks) = step.map_or_else(|| (&procedure.law, procedure.name.text()), |step| (&step.law, step.asks.text()));
        Some((cited(set, law)?, asks))
    };
    set.procedures.iter().filter_map(of).collect()
}

fn of_set(case: &Case<RuleSet>, whole: &RuleSet, rule: &Standard, (group, list, place): (&'static str, &str, usize), file: &str) -> Entry {
    let message = kind_message(&rule.kind.text()).unwrap_or_default().to_owned();
    let tree = source::parse_marked(file).ok().flatten();
    let line = tree.map_or(1, |tree| source::place(&tree, &[list.into(), place.into()], |_, _| false).0);
    Entry {
        id: rule.rule.text(),
        group,
        level: match rule.level.text().as_str() {
            "提醒" => Level::Warning,
            "说明" => Level::Note,
            _ => Level::Error,
        },
        set: Some(case.record.id.text()),
        laws: cited(whole, &rule.law).map(|law| (law, rule.asks.text())).into_iter().collect(),
        own: Some(Own {
            kind: rule.kind.text(),
            subject: rule.subject.text(),
            says: rule.says.value().map(|says| says.as_str().to_owned()),
            file: case.file.clone(),
            line,
            text: excerpt(file, line),
            example: example::of(rule, whole),
        }),
        message,
    }
}

/// The entry of a list that begins on a line, without the remarks and blank lines after it.
fn excerpt(text: &str, line: usize) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().skip(line.saturating_sub(1));
    let Some(first) = lines.next() else { return String::new() };
    let depth = indent(first);
    let rest = lines.take_while(|line| line.trim().is_empty() || indent(line) > depth);
    let mut own: Vec<&str> = std::iter::once(first).chain(rest).collect();
    while own.last().is_some_and(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        own.pop();
    }
    own.iter().map(|line| format!("{}\n", line.get(depth..).unwrap_or_default())).collect()
}

/// `rule, set, group, kind, subject, level, topic, says, why, law {document, paragraph, standing}, laws, file, line, text, fail, pass`.
fn object(entry: &Entry, lang: Lang) -> Value {
    let law = |cited: &Cited| json!({ "document": cited.document, "paragraph": cited.paragraph, "standing": cited.standing });
    let laws: Vec<Value> = entry
        .laws
        .iter()
        .map(|(cited, asks)| {
            let mut object = law(cited);
            object["asks"] = asks.as_str().into();
            object
        })
        .collect();
    let own = entry.own.as_ref();
    let (fail, pass) = entry.examples().unzip();
    json!({
        "rule": entry.id,
        "set": entry.set,
        "group": entry.group,
        "kind": own.map(|own| &own.kind),
        "subject": own.map(|own| &own.subject),
        "level": entry.level,
        "topic": entry.table().map(|table| &table.group),
        "says": entry.says(lang),
        "why": entry.table().map(|table| table.why(lang)),
        "law": entry.laws.first().map(|(cited, _)| law(cited)),
        "laws": laws,
        "file": own.map(|own| &own.file),
        "line": own.map(|own| own.line),
        "text": own.map(|own| &own.text),
        "fail": fail,
        "pass": pass,
    })
}

fn print(entries: &[&Entry], first: &Entry, lang: Lang) {
    let label = |key: &str| ui(key, lang, &[]);
    println!("{}", first.id);
    for entry in entries {
        println!("{}{}", label("explain.group"), entry.group);
        let level = match entry.level {
            Level::Error => "level.error",
            Level::Warning => "level.warning",
            Level::Note => "level.note",
        };
        println!("{}{}", label("explain.level"), label(level));
        println!("{}{}", label("explain.says"), entry.says(lang));
        if entry.laws.is_empty() {
            println!("{}", label("explain.no-law"));
        }
        for (law, asks) in &entry.laws {
            println!("{}{} {}（{}；{}）", label("explain.law"), law.document, law.paragraph, law.standing, entry.set.as_deref().unwrap_or("-"));
            println!("    {}{asks}", label("explain.asks"));
        }
        if let Some(own) = &entry.own {
            println!("{}{}:{}", label("explain.stands"), own.file, own.line);
            own.text.lines().for_each(|line| println!("    {line}"));
            print_examples(entry, lang);
        }
    }
    if let Some(table) = first.table() {
        println!("{}{}", label("explain.why"), table.why(lang));
    }
    if entries.iter().all(|entry| entry.own.is_none()) {
        print_examples(first, lang);
    }
}

fn print_examples(entry: &Entry, lang: Lang) {
    let Some((fail, pass)) = entry.examples() else { return };
    for (key, example) in [("explain.fail", fail), ("explain.pass", pass)] {
        println!("{}", ui(key, lang, &[]));
        example.lines().for_each(|line| println!("    {line}"));
    }
}
