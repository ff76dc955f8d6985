//! `gongshi privacy`: each field that a public kind of document shows, and the rule that lets it.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::privacy::{FieldId, Ground, OfKind, Openness, privacy};
use crate::papers::catalogue::Audience;
use crate::records::values::Date;
use crate::report::message::{Lang, ui};

/// Measures the workspace. Exit code 1 where a private field moves a public document, or no rule lets a field be shown.
pub(super) fn run(global: &Global, as_of: Date, as_json: bool) -> Result<ExitCode, Failure> {
    let open = privacy(global.open()?, as_of, &Bar::new(global.lang, global.quiet))
        .map_err(|error| global.failure("cannot", &[("what", "privacy".to_owned()), ("reason", error.to_string())]))?;
    let Some(open) = open else { return Err(global.failure("status.no-rules", &[])) };
    if as_json {
        println!("{}", serde_json::to_string_pretty(&object(&open, as_of, global.lang)).expect("names and texts are plain JSON"));
    } else {
        print(&open, global.lang);
    }
    Ok(ExitCode::from(u8::from(!open.leaks.is_empty() || !open.groundless.is_empty())))
}

fn print(open: &Openness, lang: Lang) {
    let say = |key: &str, args: &[(&'static str, String)]| println!("{}", ui(key, lang, args));
    for of_kind in &open.kinds {
        let args = [("label", of_kind.label.clone()), ("kind", of_kind.kind.id.to_owned()), ("where", place(of_kind, lang)), ("count", of_kind.papers.to_string())];
        let key = match (of_kind.papers, of_kind.shown.is_empty()) {
            (0, true) => "privacy.unmeasured",
            (0, false) => "privacy.may-list",
            _ => "privacy.kind",
        };
        say(key, &args);
        let mut by_ground: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
        for (id, grounds) in &of_kind.shown {
            by_ground.entry(grounds.iter().map(|ground| words(ground, lang)).collect()).or_default().push(name(open, id, lang));
        }
        for (grounds, fields) in by_ground {
            println!("  {}", fields.join("、"));
            grounds.iter().for_each(|ground| println!("      {ground}"));
        }
        if !of_kind.decide.is_empty() {
            say("privacy.decide", &[("fields", of_kind.decide.iter().map(|id| name(open, id, lang)).collect::<Vec<_>>().join("、"))]);
        }
    }
    for (key, faults) in [("privacy.leak", &open.leaks), ("privacy.groundless", &open.groundless)] {
        faults.iter().for_each(|(id, kind)| say(key, &[("field", name(open, id, lang)), ("kind", (*kind).to_owned())]));
    }
    let private = open.fields.values().filter(|known| known.private).count();
    let args = [("private", private.to_string()), ("fields", open.fields.len().to_string()), ("leaks", open.leaks.len().to_string()), ("groundless", open.groundless.len().to_string())];
    say("privacy.done", &args);
}

/// Where papers of the kind go.
fn place(of_kind: &OfKind, lang: Lang) -> String {
    ui(if of_kind.kind.audience == Audience::Board { "privacy.board" } else { "privacy.web" }, lang, &[])
}

/// `户·户主`, `户·家庭成员（个数）`; in English with the aliases behind it.
fn name(open: &Openness, id: &FieldId, lang: Lang) -> String {
    let mut name = format!("{}·{}", id.of.name(), id.path);
    if id.count {
        name += &ui("privacy.count", lang, &[]);
    }
    match open.fields.get(id) {
        Some(known) if lang == Lang::En => format!("{name} ({})", known.alias),
        _ => name,
    }
}

fn words(ground: &Ground, lang: Lang) -> String {
    let says = ui(&format!("privacy.ground.{}", ground.key), lang, &[("says", ground.says.clone())]);
    let Some(entry) = &ground.entry else { return says };
    let law = entry.law.as_ref().map(|(document, paragraph)| ui("privacy.law", lang, &[("document", document.clone()), ("paragraph", paragraph.clone())])).unwrap_or_default();
    let args = [("rule_set", entry.rule_set.clone()), ("procedure", entry.procedure.clone()), ("step", entry.step.clone()), ("says", says), ("law", law)];
    ui(if entry.step.is_empty() { "privacy.by-procedure" } else { "privacy.by-step" }, lang, &args)
}

fn object(open: &Openness, as_of: Date, lang: Lang) -> Value {
    let field = |id: &FieldId| {
        let known = open.fields.get(id);
        json!({ "of": id.of.name(), "field": id.path, "alias": known.map(|known| known.alias.as_str()), "count": id.count, "private": known.map(|known| known.private) })
    };
    let ground = |ground: &Ground| {
        json!({
            "ground": ground.key,
            "text": words(ground, lang),
            "rule_set": ground.entry.as_ref().map(|entry| entry.rule_set.as_str()),
            "procedure": ground.entry.as_ref().map(|entry| entry.procedure.as_str()),
            "step": ground.entry.as_ref().map(|entry| entry.step.as_str()),
            "document": ground.entry.as_ref().and_then(|entry| entry.law.as_ref()).map(|(document, _)| document.as_str()),
            "paragraph": ground.entry.as_ref().and_then(|entry| entry.law.as_ref()).map(|(_, paragraph)| paragraph.as_str()),
        })
    };
    let kinds = open.kinds.iter().map(|of_kind| {
        let shown = of_kind.shown.iter().map(|(id, grounds)| {
            let mut shown = field(id);
            shown["grounds"] = grounds.iter().map(ground).collect();
            shown
        });
        json!({
            "kind": of_kind.kind.id,
            "label": of_kind.label,
            "where": if of_kind.kind.audience == Audience::Board { "board" } else { "web" },
            "documents": of_kind.papers,
            "shown": shown.collect::<Vec<_>>(),
            "decide": of_kind.decide.iter().map(field).collect::<Vec<_>>(),
        })
    });
    let faults = |faults: &std::collections::BTreeSet<(FieldId, &'static str)>| -> Vec<Value> {
        faults.iter().map(|(id, kind)| json!({ "kind": kind, "field": field(id) })).collect()
    };
    json!({
        "as_of": as_of.to_string(),
        "kinds": kinds.collect::<Vec<_>>(),
        "measured": open.fields.keys().map(field).collect::<Vec<_>>(),
        "leaks": faults(&open.leaks),
        "groundless": faults(&open.groundless),
    })
}
