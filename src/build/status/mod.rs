//! How far the county's work has come as of a day. Its entry point is [`status`]; what it gives holds no private value, so that a page
//! can be made of it.

mod case;
mod household;
mod open;
mod schedule;

pub use case::{Running, Standing};
pub use household::Waiting;
pub use open::{Objections, OpenProblem, OverdueMeasures};
pub use schedule::PhaseStanding;

use rayon::prelude::*;

use super::Progress;
use crate::records::case::{AreaExit, Batch, Case};
use crate::records::holdings::{VillageCases, VillageFiles};
use crate::records::values::Date;
use crate::rules::course::Course;
use crate::rules::regulation::Regime;
use crate::workspace::Workspace;
use case::Desk;

/// The county's work.
pub struct Status {
    /// What lies later has not happened.
    pub as_of: Date,
    /// So many days ahead count as falling due.
    pub within: u32,
    /// Every case that has begun: those of the county, then by township and village.
    pub cases: Vec<Standing>,
    /// Every phase of the year's schedule.
    pub schedule: Vec<PhaseStanding>,
    /// Problems that are neither put right nor refuted.
    pub problems: Vec<OpenProblem>,
    /// Cases with objections that have no outcome.
    pub objections: Vec<Objections>,
    /// Monitored households with measures that are past their deadline.
    pub measures: Vec<OverdueMeasures>,
}

/// What one village, or what stands above the villages, adds.
#[derive(Default)]
struct Part {
    cases: Vec<Standing>,
    objections: Vec<Objections>,
    measures: Vec<OverdueMeasures>,
}

/// The standing of the whole county; `None` without a rule set.
pub fn status(workspace: &Workspace, as_of: Date, within: u32, progress: &dyn Progress) -> Option<Status> {
    let regime = workspace.regime.as_ref()?;
    let villages: Vec<(usize, &VillageFiles)> = workspace.holdings.inventory.villages().collect();
    progress.begin("progress.check", villages.len() as u64);
    let mut parts = vec![above(workspace, regime, (as_of, within))];
    let of_villages: Vec<Part> = villages
        .par_iter()
        .map(|(township, files)| {
            let cases = VillageCases::load(&workspace.root, files);
            let found = village(workspace, *township, &cases, regime, (as_of, within));
            progress.step();
            found
        })
        .collect();
    progress.end();
    parts.extend(of_villages);
    let mut status =
        Status { as_of, within, cases: Vec::new(), schedule: Vec::new(), problems: open::problems(workspace), objections: Vec::new(), measures: Vec::new() };
    for part in parts {
        status.cases.extend(part.cases);
        status.objections.extend(part.objections);
        status.measures.extend(part.measures);
    }
    status.schedule = schedule::of_year(&regime.current().rules, as_of, within, &status.cases);
    Some(status)
}

/// The exits of the county and of townships, and the lists of villages.
fn above(workspace: &Workspace, regime: &Regime, days: (Date, u32)) -> Part {
    let holdings = &workspace.holdings;
    let mut part = Part::default();
    let county = &holdings.county.record;
    let name = full(&county.full_name.text(), &county.name.text());
    let desk = Desk::new(workspace, regime, (name.clone(), String::new()), days);
    area(&desk, county.code.text(), &county.exit, &mut part);
    for case in &holdings.batches {
        let place = holdings.inventory.townships.iter().position(|files| case.file.starts_with(&format!("content/townships/{}/", files.code)));
        let desk = match place.map(|place| &holdings.townships[place].record) {
            Some(home) => Desk::new(workspace, regime, (full(&home.full_name.text(), &home.name.text()), String::new()), days),
            None => Desk::new(workspace, regime, (name.clone(), String::new()), days),
        };
        batch(&desk, case, &[], &mut part);
    }
    for case in &holdings.townships {
        let home = &case.record;
        let desk = Desk::new(workspace, regime, (full(&home.full_name.text(), &home.name.text()), String::new()), days);
        area(&desk, home.code.text(), &home.exit, &mut part);
    }
    part
}

fn village(workspace: &Workspace, township: usize, cases: &VillageCases, regime: &Regime, days: (Date, u32)) -> Part {
    let home = &workspace.holdings.townships[township].record;
    let village = &cases.village.record;
    let place = (full(&home.full_name.text(), &home.name.text()), full(&village.full_name.text(), &village.name.text()));
    let desk = Desk::new(workspace, regime, place, days);
    let mut part = Part::default();
    area(&desk, village.code.text(), &village.exit, &mut part);
    for case in &cases.batches {
        let households: Vec<_> = cases.put_up_in(case).collect();
        batch(&desk, case, &households, &mut part);
    }
    for case in &cases.households {
        let exit = &case.record.exit;
        open::objections(&desk, &case.record.code.text(), &exit.steps, &mut part.objections);
        part.measures.extend(open::measures(&desk, &case.record));
        // A household on a list goes its way with the list.
        if exit.batch.is_absent() {
            part.cases.extend(household::alone(&desk, &case.record));
        }
    }
    part
}

fn area(desk: &Desk<'_>, code: String, exit: &AreaExit, part: &mut Part) {
    let list = exit.batch.value().and_then(|code| desk.workspace.holdings.batches.iter().find(|case| case.record.code.value() == Some(code)));
    let batch = list.map(|case| &case.record);
    let rules = &batch.map_or_else(|| desk.regime.of_steps(&exit.rule_set, &exit.steps), |batch| desk.regime.of_batch(batch)).rules;
    if let Some(procedure) = rules.procedure(&exit.procedure.text()) {
        part.cases.push(desk.standing(rules, code.clone(), &exit.year, &Course::of_area(procedure, exit, batch, desk.as_of), "户"));
    }
    open::objections(desk, &code, &exit.steps, &mut part.objections);
}

fn batch(desk: &Desk<'_>, case: &Case<Batch>, households: &[&Case<crate::records::case::Household>], part: &mut Part) {
    let record = &case.record;
    let rules = &desk.regime.of_batch(record).rules;
    if let Some(procedure) = rules.procedure(&record.procedure.text()) {
        let course = Course::of_batch(procedure, record, desk.as_of);
        let mut standing = desk.standing(rules, record.code.text(), &record.year, &course, "户");
        standing.waiting = household::waiting(desk, rules, &course, &record.year, households);
        part.cases.push(standing);
    }
    open::objections(desk, &record.code.text(), &record.steps, &mut part.objections);
}

fn full(full: &str, short: &str) -> String {
    if full.is_empty() { short.to_owned() } else { full.to_owned() }
}
