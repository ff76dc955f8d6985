//! `gongshi status`: what is late, what falls due, which publicity runs, by township and village.

use std::process::ExitCode;

use serde_json::json;

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::status::{Standing, status};
use crate::records::values::Date;
use crate::report::message::ui;

/// Tells the standing of every case as of a day.
pub(super) fn run(global: &Global, as_of: Date, as_json: bool) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let Some(standings) = status(&workspace, as_of, &Bar::new(global.lang, global.quiet)) else {
        return Err(global.failure("status.no-rules", &[]));
    };
    if as_json {
        let cases: Vec<_> = standings.iter().map(object).collect();
        let object = json!({ "as_of": as_of.to_string(), "cases": cases });
        println!("{}", serde_json::to_string_pretty(&object).expect("standings are plain JSON"));
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str, args: &[(&'static str, String)]| ui(key, global.lang, args);
    let mut place = None;
    for standing in &standings {
        let names = [standing.county.as_deref().unwrap_or_default(), &standing.township, &standing.village];
        let here = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
        if place.as_ref() != Some(&here) {
            println!("{}", if here.is_empty() { say("status.lists", &[]) } else { here.clone() });
            place = Some(here);
        }
        let mut line = format!("  {} {}", standing.subject, standing.procedure);
        if let Some((step, date)) = &standing.done {
            let date = date.map(|date| date.to_string()).unwrap_or_default();
            line += &say("status.done", &[("step", step.clone()), ("date", date)]);
        }
        if let Some(period) = &standing.running {
            line += &say("status.running", &[("last", period.last.to_string())]);
        }
        line += &match (&standing.next, standing.due) {
            (None, _) => say("status.complete", &[]),
            (Some(step), None) => say("status.next", &[("step", step.clone())]),
            (Some(step), Some(due)) => {
                let key = if standing.late { "status.late" } else { "status.due" };
                say(key, &[("step", step.clone()), ("due", due.to_string())])
            }
        };
        println!("{line}");
    }
    let count = |wanted: &dyn Fn(&&Standing) -> bool| standings.iter().filter(wanted).count().to_string();
    let args = [
        ("cases", standings.len().to_string()),
        ("running", count(&|standing| standing.running.is_some())),
        ("late", count(&|standing| standing.late)),
        ("complete", count(&|standing| standing.next.is_none())),
    ];
    println!("{}", say("status.tally", &args));
    Ok(ExitCode::SUCCESS)
}

fn object(standing: &Standing) -> serde_json::Value {
    json!({
        "county": standing.county,
        "township": standing.township,
        "village": standing.village,
        "subject": standing.subject,
        "procedure": standing.procedure,
        "done": standing.done.as_ref().map(|(step, date)| json!({ "step": step, "date": date.map(|date| date.to_string()) })),
        "running": standing.running.map(|period| json!({ "first": period.first.to_string(), "last": period.last.to_string() })),
        "next": standing.next,
        "due": standing.due.map(|due| due.to_string()),
        "late": standing.late,
    })
}
