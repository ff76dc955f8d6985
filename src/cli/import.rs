//! `gongshi import FILE`: what an export would change, and with `--write`, changing it.

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Failure, Global};
use crate::report::message::ui;
use crate::workspace::intake::{Broken, Compared, Impossible, Outcome, Plan, Refusal, Tally, carry_out};

/// Plans an import, and carries it out where told to.
pub(super) fn run(global: &Global, file: &Path, mappings: &[String], write: bool, as_json: bool) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let plan = Plan::make(&workspace, file, mappings).map_err(|impossible| failure(global, file, impossible))?;
    if write {
        carry_out(&workspace, &plan).map_err(|unwritten| match unwritten.error.kind() {
            std::io::ErrorKind::WouldBlock => global.failure("import.locked", &[]),
            _ => global.failure("import.unwritten", &[("file", unwritten.file), ("reason", unwritten.error.to_string())]),
        })?;
    }
    if as_json {
        println!("{}", serde_json::to_string_pretty(&object(global, file, &plan, write)).expect("a plan is plain JSON"));
    } else {
        print(global, &plan, write);
    }
    Ok(ExitCode::from(u8::from(!plan.refused.is_empty())))
}

fn failure(global: &Global, file: &Path, impossible: Impossible) -> Failure {
    let file = ("file", file.display().to_string());
    match impossible {
        Impossible::Mapping(mapping) => global.failure("import.bad-mapping", &[("mapping", mapping)]),
        Impossible::NoHeader => global.failure("import.no-header", &[file]),
        Impossible::Header { sheet, row, missing, twice, found } => {
            let args = [file, ("sheet", sheet), ("row", row.to_string()), ("missing", missing.join("、")), ("twice", twice.join("、")), ("found", found.join("、"))];
            global.failure(if missing.is_empty() { "import.column-twice" } else { "import.column-missing" }, &args)
        }
        Impossible::Broken(Broken::Io(error)) => global.failure("import.unreadable", &[file, ("reason", error.to_string())]),
        Impossible::Broken(Broken::Format(reason)) => global.failure("import.unreadable", &[file, ("reason", reason)]),
        Impossible::Broken(Broken::OldFormat) => global.failure("import.old-format", &[file]),
        Impossible::Broken(Broken::Encoding) => global.failure("import.encoding", &[file]),
        Impossible::Broken(Broken::TooLarge) => global.failure("import.too-large", &[file]),
    }
}

/// A text for people: what was refused, what changes, the figures.
fn print(global: &Global, plan: &Plan, written: bool) {
    let say = |key: &str, args: &[(&'static str, String)]| println!("{}", ui(key, global.lang, args));
    for sheet in &plan.sheets {
        let args = [("sheet", sheet.name.clone()), ("rows", sheet.rows.to_string())];
        match &sheet.header {
            Some(header) => {
                say("import.sheet", &[&args[..], &[("row", header.row.to_string())]].concat());
                if !header.unused.is_empty() {
                    say("import.unused", &[("columns", header.unused.join("、"))]);
                }
            }
            None => say("import.sheet-skipped", &args),
        }
    }
    for refusal in &plan.refused {
        say("import.refused", &[("place", place(global, plan, refusal)), ("value", value(refusal)), ("reason", ui(refusal.reason, global.lang, &refusal.args))]);
    }
    for unlisted in &plan.unlisted {
        let (sheet, row) = (&plan.sheets[unlisted.first.0].name, unlisted.first.1);
        let args = [("column", unlisted.column.to_owned()), ("label", unlisted.label.clone()), ("times", unlisted.times.to_string())];
        say("import.unlisted", &[&args[..], &[("sheet", sheet.clone()), ("row", row.to_string())]].concat());
    }
    for (_, outcome) in &plan.households {
        match outcome {
            Outcome::Changed { file, compared } => {
                say("import.changed", &[("file", file.clone())]);
                for (member, key, old, new) in changes(compared) {
                    let member = if member.is_empty() { member } else { ui("import.member", global.lang, &[("member", member)]) };
                    say("import.change", &[("member", member), ("key", key), ("old", old), ("new", new)]);
                }
                if !compared.added.is_empty() {
                    say("import.added", &[("persons", compared.added.len().to_string())]);
                }
                file_only(global, file, &compared.file_only);
            }
            Outcome::Unchanged { file, file_only: left } => file_only(global, file, left),
            Outcome::New { .. } | Outcome::Refused => {}
        }
    }
    for (code, name, tally) in &plan.villages {
        say("import.village", &[&[("code", code.clone()), ("name", name.clone())][..], &figures(tally)].concat());
    }
    let total = Tally { new: plan.total(|tally| tally.new), changed: plan.total(|tally| tally.changed), unchanged: plan.total(|tally| tally.unchanged) };
    say("import.total", &figures(&total));
    let (refused, waiting) = plan.rows_refused;
    say("import.rows", &[("rows", plan.rows().to_string()), ("refused", refused.to_string()), ("waiting", waiting.to_string())]);
    let work = total.new.0 + total.changed.0 > 0;
    say(if !work { "import.nothing" } else if written { "import.written" } else { "import.dry" }, &[]);
}

fn file_only(global: &Global, file: &str, places: &[usize]) {
    for place in places {
        println!("{}", ui("import.file-only", global.lang, &[("file", file.to_owned()), ("member", place.to_string())]));
    }
}

fn place(global: &Global, plan: &Plan, refusal: &Refusal) -> String {
    let args = [("sheet", plan.sheets[refusal.sheet].name.clone()), ("row", refusal.row.to_string()), ("column", refusal.column.to_owned())];
    ui("import.place", global.lang, &args)
}

fn value(refusal: &Refusal) -> String {
    if refusal.value.is_empty() { String::new() } else { format!("“{}”", refusal.value) }
}

fn changes(compared: &Compared) -> impl Iterator<Item = (String, String, String, String)> {
    compared.changes.iter().map(|change| {
        (change.member.map(|member| member.to_string()).unwrap_or_default(), change.key.to_owned(), change.old.clone(), change.new.clone())
    })
}

fn figures(tally: &Tally) -> [(&'static str, String); 6] {
    let text = |(households, persons): (usize, usize)| (households.to_string(), persons.to_string());
    let ((new, new_persons), (changed, changed_persons), (same, same_persons)) = (text(tally.new), text(tally.changed), text(tally.unchanged));
    [
        ("new", new),
        ("new-persons", new_persons),
        ("changed", changed),
        ("changed-persons", changed_persons),
        ("unchanged", same),
        ("unchanged-persons", same_persons),
    ]
}

/// The same for programs.
fn object(global: &Global, file: &Path, plan: &Plan, written: bool) -> Value {
    let part = |(households, persons): (usize, usize)| json!({ "households": households, "persons": persons });
    let tally = |tally: &Tally| json!({ "new": part(tally.new), "changed": part(tally.changed), "unchanged": part(tally.unchanged) });
    let total = Tally { new: plan.total(|tally| tally.new), changed: plan.total(|tally| tally.changed), unchanged: plan.total(|tally| tally.unchanged) };
    let sheets: Vec<Value> = plan
        .sheets
        .iter()
        .map(|sheet| {
            let unused = sheet.header.as_ref().map(|header| header.unused.clone()).unwrap_or_default();
            json!({ "sheet": sheet.name, "header_row": sheet.header.as_ref().map(|header| header.row), "rows": sheet.rows, "unused_columns": unused })
        })
        .collect();
    let refused: Vec<Value> = plan
        .refused
        .iter()
        .map(|refusal| {
            json!({
                "sheet": plan.sheets[refusal.sheet].name,
                "row": refusal.row,
                "column": refusal.column,
                "value": refusal.value,
                "reason": refusal.reason.trim_start_matches("refused."),
                "message": ui(refusal.reason, global.lang, &refusal.args),
            })
        })
        .collect();
    let unlisted: Vec<Value> = plan
        .unlisted
        .iter()
        .map(|unlisted| {
            json!({ "column": unlisted.column, "label": unlisted.label, "rows": unlisted.times, "sheet": plan.sheets[unlisted.first.0].name, "first_row": unlisted.first.1 })
        })
        .collect();
    let mut new = Vec::new();
    let mut changed = Vec::new();
    let mut kept = Vec::new();
    for (incoming, outcome) in &plan.households {
        match outcome {
            Outcome::New { file, .. } => new.push(json!({ "file": file, "persons": incoming.persons.len() })),
            Outcome::Changed { file, compared } => {
                let list: Vec<Value> =
                    compared.changes.iter().map(|change| json!({ "member": change.member, "key": change.key, "file": change.old, "export": change.new })).collect();
                changed.push(json!({ "file": file, "changes": list, "new_members": compared.added.len() }));
                kept.extend(compared.file_only.iter().map(|member| json!({ "file": file, "member": member })));
            }
            Outcome::Unchanged { file, file_only } => kept.extend(file_only.iter().map(|member| json!({ "file": file, "member": member }))),
            Outcome::Refused => {}
        }
    }
    json!({
        "file": file.display().to_string(),
        "written": written,
        "sheets": sheets,
        "rows": { "read": plan.rows(), "refused": plan.rows_refused.0, "waiting": plan.rows_refused.1 },
        "total": tally(&total),
        "villages": plan.villages.iter().map(|(code, name, figures)| json!({ "code": code, "name": name, "figures": tally(figures) })).collect::<Vec<_>>(),
        "refused": refused,
        "unlisted": unlisted,
        "new": new,
        "changed": changed,
        "only_in_file": kept,
    })
}
