//! How far every case has come: what is late, what falls due, which publicity runs. Its entry point is [`status`].

use rayon::prelude::*;

use super::Progress;
use crate::records::case::Batch;
use crate::records::holdings::{VillageCases, VillageFiles};
use crate::records::values::{Date, Period};
use crate::rules::course::Course;
use crate::rules::regulation::{Regime, RuleSet};
use crate::workspace::Workspace;

/// One case: a batch, or the exit of a village.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// County by name, in a prefecture's workspace.
    pub county: Option<String>,
    /// Township by name; empty for a list of the prefecture.
    pub township: String,
    /// Village by name; empty for a list of the prefecture.
    pub village: String,
    /// Code of the batch or list, or of the village.
    pub subject: String,
    /// Procedure.
    pub procedure: String,
    /// The last step that was done, and when.
    pub done: Option<(String, Option<Date>)>,
    /// A publicity that runs on the day.
    pub running: Option<Period>,
    /// The next step; none when all are done.
    pub next: Option<String>,
    /// Until when the rule set's schedule wants it done.
    pub due: Option<Date>,
    /// The schedule's day has passed.
    pub late: bool,
}

/// Every case of the county that has begun, by township and village; of a prefecture its lists, then county by county. `None` without a rule set.
pub fn status(workspace: &Workspace, as_of: Date, progress: &dyn Progress) -> Option<Vec<Standing>> {
    let regime = workspace.regime.as_ref()?;
    let villages: Vec<(usize, &VillageFiles)> = workspace.holdings.inventory.villages().collect();
    progress.begin("progress.check", villages.len() as u64);
    let standings: Vec<Vec<Standing>> = villages
        .par_iter()
        .map(|(township, files)| {
            let cases = VillageCases::load(&workspace.root, files);
            let found = village(workspace, *township, &cases, regime, as_of);
            progress.step();
            found
        })
        .collect();
    progress.end();
    let mut standings: Vec<Standing> = standings.into_iter().flatten().collect();
    if workspace.holdings.prefecture.is_some() {
        standings.extend(workspace.holdings.batches.iter().filter_map(|case| list(&case.record, regime, as_of)));
        for below in &workspace.counties {
            let county = &below.workspace.holdings.county.record;
            let name = if county.full_name.is_absent() { county.name.text() } else { county.full_name.text() };
            // A county without a rule set has no standing; check tells why.
            let own = status(&below.workspace, as_of, progress).unwrap_or_default();
            standings.extend(own.into_iter().map(|standing| Standing { county: Some(name.clone()), ..standing }));
        }
    }
    Some(standings)
}

/// A list of the prefecture: how far its own steps have come.
fn list(batch: &Batch, regime: &Regime, as_of: Date) -> Option<Standing> {
    let rules = &regime.of_batch(batch).rules;
    let procedure = rules.procedure(&batch.procedure.text())?;
    let last = Course::of_batch(procedure, batch, as_of).last();
    let next = procedure.steps.iter().enumerate().find(|(order, rule)| rule.is_of_prefecture() && last.is_none_or(|done| *order > done.order));
    let year = batch.year.value().and_then(|year| i16::try_from(year.0).ok());
    let due = next.and_then(|(_, rule)| rules.deadline(&rule.name.text())?.in_year(year?));
    Some(Standing {
        county: None,
        township: String::new(),
        village: String::new(),
        subject: batch.code.text(),
        procedure: batch.procedure.text(),
        done: last.map(|done| (done.rule.name.text(), done.date())),
        running: None,
        next: next.map(|(_, rule)| rule.name.text()),
        due,
        late: due.is_some_and(|due| due < as_of),
    })
}

fn village(workspace: &Workspace, township: usize, cases: &VillageCases, regime: &Regime, as_of: Date) -> Vec<Standing> {
    let home = &workspace.holdings.townships[township].record;
    let name = |full: String, short: String| if full.is_empty() { short } else { full };
    let village = &cases.village.record;
    let standing = |rules: &RuleSet, subject: String, name_of_procedure: String, year: Option<i16>, course: Course<'_>| {
        let last = course.last();
        // A step of a household counts as done when it stands in no list that waits for it: the list goes by its own level.
        let next = course.procedure.steps.iter().enumerate().find(|(order, rule)| {
            rule.level.text() != "户" && last.is_none_or(|done| *order > done.order)
        });
        let due = next.and_then(|(_, rule)| rules.deadline(&rule.name.text())?.in_year(year?));
        let running = course.of_nature("公示").and_then(|done| done.period(&workspace.working_days)?.ok());
        Standing {
            county: None,
            township: name(home.full_name.text(), home.name.text()),
            village: name(village.full_name.text(), village.name.text()),
            subject,
            procedure: name_of_procedure,
            done: last.map(|done| (done.rule.name.text(), done.date())),
            running: running.filter(|period| period.first <= as_of && as_of <= period.last),
            next: next.map(|(_, rule)| rule.name.text()),
            due,
            late: due.is_some_and(|due| due < as_of),
        }
    };
    let mut standings = Vec::new();
    let exit = &village.exit;
    let batch = exit.batch.value().and_then(|code| workspace.holdings.batches.iter().find(|case| case.record.code.value() == Some(code)));
    let batch = batch.map(|case| &case.record);
    let rules = &batch.map_or_else(|| regime.of_steps(&exit.rule_set, &exit.steps), |batch| regime.of_batch(batch)).rules;
    if let Some(procedure) = rules.procedure(&exit.procedure.text()) {
        let year = exit.year.value().and_then(|year| i16::try_from(year.0).ok());
        standings.push(standing(rules, village.code.text(), exit.procedure.text(), year, Course::of_area(procedure, exit, batch, as_of)));
    }
    for batch in &cases.batches {
        let record = &batch.record;
        let rules = &regime.of_batch(record).rules;
        let Some(procedure) = rules.procedure(&record.procedure.text()) else { continue };
        let year = record.year.value().and_then(|year| i16::try_from(year.0).ok());
        standings.push(standing(rules, record.code.text(), record.procedure.text(), year, Course::of_batch(procedure, record, as_of)));
    }
    standings
}
