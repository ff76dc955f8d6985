//! `gongshi status`: what is late, what falls due, which publicity runs, by township and village; what is open besides; the year's schedule.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::status::{Standing, Status, status};
use crate::records::values::Date;
use crate::report::message::{Lang, ui};

/// Tells how far the county's work has come as of a day.
pub(super) fn run(global: &Global, as_of: Date, within: u32, as_json: bool) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let Some(status) = status(&workspace, as_of, within, &Bar::new(global.lang, global.quiet)) else {
        return Err(global.failure("status.no-rules", &[]));
    };
    if as_json {
        println!("{}", serde_json::to_string_pretty(&object(&status)).expect("a status is plain JSON"));
    } else {
        print(&status, global.lang);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(status: &Status, lang: Lang) {
    let say = |key: &str, args: &[(&'static str, String)]| ui(key, lang, args);
    let mut place = String::new();
    for standing in &status.cases {
        let here = format!("{} {}", standing.township, standing.village);
        if here != place {
            println!("{}", here.trim_end());
            place = here;
        }
        println!("{}", line(standing, lang));
        for waiting in &standing.waiting {
            let args = [("step", waiting.step.clone()), ("lacking", waiting.lacking.to_string()), ("of", waiting.of.to_string())];
            println!("    {}{}", say("status.waiting", &args), due(waiting.due, waiting.late, lang));
        }
    }
    for objections in &status.objections {
        let args = [("subject", objections.subject.clone()), ("step", objections.step.clone()), ("count", objections.count.to_string())];
        println!("{}", say("status.objections", &args));
    }
    for problem in &status.problems {
        let found = problem.found.map(|day| day.to_string()).unwrap_or_default();
        let args = [("list", problem.list.clone()), ("number", problem.number.clone()), ("by", problem.found_by.clone()), ("found", found), ("village", problem.village.clone())];
        println!("{}", say("status.problem", &args));
    }
    for measures in &status.measures {
        let args = [("household", measures.household.clone()), ("overdue", measures.overdue.to_string()), ("of", measures.of.to_string())];
        println!("{}", say("status.measures", &args));
    }
    if !status.schedule.is_empty() {
        println!("{}", say("status.schedule", &[("year", status.as_of.year().to_string())]));
    }
    for phase in &status.schedule {
        let day = phase.deadline.map(|day| day.to_string()).unwrap_or_default();
        let state = say(if phase.passed { "status.passed" } else if phase.soon { "status.soon" } else { "status.open" }, &[]);
        println!("  {day} {}：{state}{}", phase.phase, say("status.phase-waiting", &[("count", phase.waiting.to_string())]));
    }
    let count = |wanted: &dyn Fn(&&Standing) -> bool| status.cases.iter().filter(wanted).count().to_string();
    let args = [
        ("cases", status.cases.len().to_string()),
        ("running", count(&|standing| standing.running.is_some())),
        ("soon", count(&|standing| standing.soon || standing.waiting.iter().any(|waiting| waiting.soon))),
        ("late", count(&|standing| standing.late || standing.waiting.iter().any(|waiting| waiting.late))),
        ("complete", count(&|standing| standing.next.is_none() && standing.waiting.is_empty())),
        ("within", status.within.to_string()),
    ];
    println!("{}", say("status.tally", &args));
}

fn line(standing: &Standing, lang: Lang) -> String {
    let say = |key: &str, args: &[(&'static str, String)]| ui(key, lang, args);
    let mut line = format!("  {} {}", standing.subject, standing.procedure);
    if let Some((step, date)) = &standing.done {
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        line += &say("status.done", &[("step", step.clone()), ("date", date)]);
    }
    if let Some(running) = &standing.running {
        let key = if running.nature == "公告" { "status.announced" } else { "status.running" };
        line += &say(key, &[("last", running.period.last.to_string())]);
    }
    line + &match (&standing.next, standing.due) {
        (None, _) => say(if standing.waiting.is_empty() { "status.complete" } else { "status.households" }, &[]),
        (Some(step), None) => say("status.next", &[("step", step.clone())]),
        (Some(step), Some(due)) => {
            let key = if standing.late { "status.late" } else { "status.due" };
            say(key, &[("step", step.clone()), ("due", due.to_string())])
        }
    }
}

fn due(day: Option<Date>, late: bool, lang: Lang) -> String {
    let key = if late { "status.waiting-late" } else { "status.waiting-due" };
    day.map(|day| ui(key, lang, &[("due", day.to_string())])).unwrap_or_default()
}

/// `as_of, within, cases, schedule, problems, objections, measures`.
fn object(status: &Status) -> Value {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let schedule: Vec<Value> = status
        .schedule
        .iter()
        .map(|phase| {
            json!({
                "phase": phase.phase, "deadline": day(phase.deadline), "passed": phase.passed, "soon": phase.soon,
                "asks": phase.asks, "waiting": phase.waiting,
            })
        })
        .collect();
    let problems: Vec<Value> = status
        .problems
        .iter()
        .map(|problem| {
            json!({
                "list": problem.list, "number": problem.number, "found_by": problem.found_by, "found": day(problem.found),
                "village": problem.village, "outcome": problem.outcome,
            })
        })
        .collect();
    let objections: Vec<Value> = status
        .objections
        .iter()
        .map(|open| json!({ "township": open.township, "village": open.village, "subject": open.subject, "step": open.step, "count": open.count }))
        .collect();
    let measures: Vec<Value> = status
        .measures
        .iter()
        .map(|late| json!({ "township": late.township, "village": late.village, "household": late.household, "overdue": late.overdue, "of": late.of }))
        .collect();
    json!({
        "as_of": status.as_of.to_string(),
        "within": status.within,
        "cases": status.cases.iter().map(case).collect::<Vec<_>>(),
        "schedule": schedule,
        "problems": problems,
        "objections": objections,
        "measures": measures,
    })
}

fn case(standing: &Standing) -> Value {
    let waiting: Vec<Value> = standing
        .waiting
        .iter()
        .map(|waiting| {
            json!({
                "step": waiting.step, "lacking": waiting.lacking, "of": waiting.of,
                "due": waiting.due.map(|due| due.to_string()), "late": waiting.late, "soon": waiting.soon,
            })
        })
        .collect();
    let running = standing.running.as_ref().map(|running| {
        json!({ "step": running.step, "nature": running.nature, "first": running.period.first.to_string(), "last": running.period.last.to_string() })
    });
    json!({
        "township": standing.township,
        "village": standing.village,
        "subject": standing.subject,
        "procedure": standing.procedure,
        "done": standing.done.as_ref().map(|(step, date)| json!({ "step": step, "date": date.map(|date| date.to_string()) })),
        "running": running,
        "next": standing.next,
        "due": standing.due.map(|due| due.to_string()),
        "late": standing.late,
        "soon": standing.soon,
        "waiting": waiting,
    })
}
