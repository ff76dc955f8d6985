//! `gongshi explain --subject CODE`: its figures with their terms, how every rule stands, its steps and findings. Private: for the
//! office's own terminal.

use serde_json::{Value, json};

use super::super::progress::Bar;
use super::super::{Failure, Global};
use super::print_json;
use crate::build::explain::{Cited, Explanation, Refusal, Told, explain};
use crate::records::values::Date;
use crate::report::finding::{json as finding_json, text as finding_text};
use crate::report::message::{Lang, ui};
use crate::rules::check::verdict::Outcome;

/// Explains the subject with a code.
pub(super) fn run(global: &Global, code: &str, as_of: Date, as_json: bool) -> Result<(), Failure> {
    let workspace = global.open()?;
    let explanation = explain(&workspace, code, as_of, &Bar::new(global.lang, global.quiet)).map_err(|refusal| match refusal {
        Refusal::Unknown(near) => global.failure("no-subject", &[("code", code.to_owned()), ("near", near.unwrap_or_else(|| "-".to_owned()))]),
        Refusal::NoRules => global.failure("status.no-rules", &[]),
    })?;
    if as_json {
        print_json(&object(&explanation, as_of, global.lang));
    } else {
        print(&explanation, global.lang);
    }
    Ok(())
}

/// Name of an outcome in JSON and key of its word.
fn verdict(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Unmet => "not-met",
        Outcome::Unknown => "not-known",
        Outcome::NotApplicable => "does-not-apply",
    }
}

fn law(cited: Option<&Cited>) -> Value {
    cited.map_or(Value::Null, |cited| json!({ "document": cited.document, "paragraph": cited.paragraph, "standing": cited.standing }))
}

/// `warning, as_of, subject {kind, code, file, rule_set}, figures, rules, steps, findings`.
fn object(explanation: &Explanation, as_of: Date, lang: Lang) -> Value {
    let figure = |figure: &Told| {
        let terms: Vec<Value> = figure
            .terms
            .iter()
            .map(|term| {
                json!({
                    "field": term.field,
                    "amount": term.amount.normalize().to_string(),
                    "share": term.share.map(|share| share.normalize().to_string()),
                    "file": term.place.as_ref().map(|(file, _)| file),
                    "line": term.place.as_ref().map(|(_, line)| line),
                })
            })
            .collect();
        json!({
            "figure": figure.name, "member": figure.member.map(|place| place + 1), "value": figure.value, "shown": figure.shown,
            "rounded": figure.is_rounded(), "formula": ui(figure.formula, lang, &[]), "terms": terms,
        })
    };
    let rules: Vec<Value> = explanation
        .rules
        .iter()
        .map(|ruling| {
            json!({
                "rule": ruling.rule, "set": ruling.set, "member": ruling.member.map(|place| place + 1),
                "verdict": verdict(ruling.outcome), "asks": ruling.asks, "law": law(ruling.law.as_ref()),
            })
        })
        .collect();
    let steps: Vec<Value> = explanation
        .steps
        .iter()
        .map(|step| {
            let date = step.date.map(|date| date.to_string());
            json!({ "step": step.name, "level": step.level, "done": step.done, "date": date, "law": law(step.law.as_ref()) })
        })
        .collect();
    json!({
        "warning": ui("explain.private", lang, &[]),
        "as_of": as_of.to_string(),
        "subject": { "kind": explanation.kind, "code": explanation.code, "file": explanation.file, "rule_set": explanation.rule_set },
        "figures": explanation.figures.iter().map(figure).collect::<Vec<_>>(),
        "rules": rules,
        "steps": steps,
        "findings": explanation.findings.iter().map(|finding| finding_json(finding, lang)).collect::<Vec<_>>(),
    })
}

fn print(explanation: &Explanation, lang: Lang) {
    let say = |key: &str, args: &[(&'static str, String)]| ui(key, lang, args);
    println!("{}", say("explain.private", &[]));
    println!("{} {}  {}  {}{}", explanation.kind, explanation.code, explanation.file, say("explain.set", &[]), explanation.rule_set);
    let of = |member: Option<usize>| member.map(|place| say("explain.member", &[("place", (place + 1).to_string())])).unwrap_or_default();
    let article = |cited: Option<&Cited>| cited.map(|law| format!("（{} {}）", law.document, law.paragraph)).unwrap_or_default();
    if !explanation.figures.is_empty() {
        println!("{}", say("explain.figures", &[]));
    }
    for figure in &explanation.figures {
        let rounded = if figure.is_rounded() { say("explain.rounded", &[]) } else { String::new() };
        println!("  {}{} = {}{rounded}", of(figure.member), figure.name, figure.shown);
        println!("    {}", say(figure.formula, &[]));
        for term in &figure.terms {
            let share = term.share.map(|share| format!(" × {}%", share.normalize())).unwrap_or_default();
            let place = term.place.as_ref().map(|(file, line)| format!("  {file}:{line}")).unwrap_or_default();
            println!("    {}：{}{share}{place}", term.field, term.amount.normalize());
        }
    }
    if !explanation.rules.is_empty() {
        println!("{}", say("explain.rules", &[]));
    }
    for ruling in &explanation.rules {
        let word = say(&format!("verdict.{}", verdict(ruling.outcome)), &[]);
        println!("  {word}  {}{}  {}{}", of(ruling.member), ruling.rule, ruling.asks, article(ruling.law.as_ref()));
    }
    if !explanation.steps.is_empty() {
        println!("{}", say("explain.steps", &[]));
    }
    for step in &explanation.steps {
        let state = match (step.done, step.date) {
            (true, Some(date)) => date.to_string(),
            (true, None) => say("explain.undated", &[]),
            (false, _) => say("explain.waits", &[]),
        };
        println!("  {state}  {}{}", step.name, article(step.law.as_ref()));
    }
    if !explanation.findings.is_empty() {
        println!("{}", say("explain.findings", &[]));
        explanation.findings.iter().for_each(|finding| print!("{}", finding_text(finding, lang)));
    }
}
