//! `gongshi explain RULE`: the rule, its article, why it matters, a failing and a passing example.

use std::process::ExitCode;

use serde_json::json;

use super::{Failure, Global};
use crate::records::case::nearest;
use crate::report::finding::Level;
use crate::report::message::{self, Lang, Rule, ui};
use crate::rules::regulation::RuleSet;
use crate::workspace::Workspace;

/// A rule by name: of the program's table, of a rule set, or both.
struct Known {
    id: String,
    /// Key of its message: its id, or that of its kind.
    message: String,
    table: Option<&'static Rule>,
    /// Set, title of the document, paragraph, standing, what it asks.
    cited: Vec<(String, String, String, String, String)>,
}

/// Explains one rule, or lists all.
pub(super) fn run(global: &Global, rule: Option<&str>, list: bool, as_json: bool) -> Result<ExitCode, Failure> {
    // A rule can be explained without a workspace; its articles then stay unknown.
    let workspace = Workspace::open(&global.workspace).ok();
    let known = known(workspace.as_ref());
    if list {
        if as_json {
            let rules: Vec<_> = known.iter().map(|rule| as_object(rule, global.lang)).collect();
            println!("{}", serde_json::to_string_pretty(&json!({ "rules": rules })).expect("rules are plain JSON"));
        } else {
            for rule in &known {
                println!("{}\t{}", rule.id, message::message(&rule.message, global.lang, &[]));
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let wanted = rule.unwrap_or_default();
    let Some(found) = known.iter().find(|rule| rule.id == wanted) else {
        let near = nearest(wanted, known.iter().map(|rule| rule.id.as_str())).unwrap_or("--list");
        return Err(global.failure("no-rule", &[("rule", wanted.to_owned()), ("near", near.to_owned())]));
    };
    if as_json {
        println!("{}", serde_json::to_string_pretty(&as_object(found, global.lang)).expect("rules are plain JSON"));
    } else {
        print(found, global.lang);
    }
    Ok(ExitCode::SUCCESS)
}

fn known(workspace: Option<&Workspace>) -> Vec<Known> {
    let mut known: Vec<Known> =
        message::rules().iter().map(|(id, rule)| Known { id: id.clone(), message: id.clone(), table: Some(rule), cited: Vec::new() }).collect();
    for set in workspace.iter().flat_map(|workspace| &workspace.rule_sets) {
        for standard in set.record.standards.iter().chain(&set.record.checks) {
            let id = standard.rule.text();
            let place = known.iter().position(|rule| rule.id == id).unwrap_or_else(|| {
                let message = crate::rules::check::kind_message(&standard.kind.text()).unwrap_or_default().to_owned();
                known.push(Known { id: id.clone(), table: message::rules().get(&message), message, cited: Vec::new() });
                known.len() - 1
            });
            known[place].cited.push(cited(&set.record, &standard.law, standard.asks.text()));
        }
        // Rules of procedure rest on the articles of the procedures and their publicity.
        for rule in known.iter_mut().filter(|rule| rule.table.is_some_and(|table| table.group == "procedure")) {
            for procedure in &set.record.procedures {
                let step = if rule.id.contains("publicity") { procedure.of_nature("公示") } else { None };
                let (law, asks) = step.map_or_else(|| (&procedure.law, procedure.name.text()), |step| (&step.law, step.asks.text()));
                rule.cited.push(cited(&set.record, law, asks));
            }
        }
    }
    known.sort_by(|a, b| a.id.cmp(&b.id));
    known
}

fn cited(set: &RuleSet, law: &crate::rules::regulation::Law, asks: String) -> (String, String, String, String, String) {
    let (document, paragraph) = set.cite(law).unwrap_or_default();
    let standing = set.sources.get(&law.document.text()).map(|source| source.standing.text()).unwrap_or_default();
    (set.id.text(), document, paragraph, standing, asks)
}

fn as_object(rule: &Known, lang: Lang) -> serde_json::Value {
    let laws: Vec<_> = rule
        .cited
        .iter()
        .map(|(set, document, paragraph, standing, asks)| {
            json!({ "set": set, "document": document, "paragraph": paragraph, "standing": standing, "asks": asks })
        })
        .collect();
    let law = laws.first().cloned().unwrap_or(serde_json::Value::Null);
    json!({
        "rule": rule.id,
        "level": rule.table.map(Rule::level),
        "group": rule.table.map_or("standard", |table| &table.group),
        "says": message::message(&rule.message, lang, &[]),
        "why": rule.table.map(|table| table.why(lang)),
        "law": law,
        "laws": laws,
    })
}

fn print(rule: &Known, lang: Lang) {
    let label = |key: &str| ui(key, lang, &[]);
    println!("{}", rule.id);
    if let Some(table) = rule.table {
        println!("{}{}", label("explain.group"), table.group);
        let level = match table.level() {
            Level::Error => "level.error",
            Level::Warning => "level.warning",
            Level::Note => "level.note",
        };
        println!("{}{}", label("explain.level"), label(level));
        println!("{}{}", label("explain.says"), message::message(&rule.message, lang, &[]));
    }
    if rule.cited.is_empty() {
        println!("{}", label("explain.no-law"));
    }
    for (set, document, paragraph, standing, asks) in &rule.cited {
        println!("{}{document} {paragraph}（{standing}；{set}）", label("explain.law"));
        println!("    {}{asks}", label("explain.asks"));
    }
    if let Some(table) = rule.table {
        println!("{}{}", label("explain.why"), table.why(lang));
        let (fail, pass) = table.examples();
        for (key, example) in [("explain.fail", fail), ("explain.pass", pass)] {
            println!("{}", label(key));
            example.lines().for_each(|line| println!("    {line}"));
        }
    }
}
