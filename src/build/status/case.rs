//! How far one case has come. Entry points: [`Standing`], made by [`Desk::standing`].

use super::Waiting;
use crate::records::case::Field;
use crate::records::values::{Count, Date, Period};
use crate::rules::course::Course;
use crate::rules::regulation::{Regime, RuleSet};
use crate::workspace::Workspace;

/// One case: a list, the exit of a village, township or county, or a household that stands on no list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Township by name; the county's name for the county's own.
    pub township: String,
    /// Village by name; empty above the villages.
    pub village: String,
    /// Code of the list, village, township, county or household.
    pub subject: String,
    /// Procedure.
    pub procedure: String,
    /// The last step that was done, and when.
    pub done: Option<(String, Option<Date>)>,
    /// A publicity or announcement that hangs on the day.
    pub running: Option<Running>,
    /// The next step; none when all are done.
    pub next: Option<String>,
    /// Until when the rule set's schedule wants it done.
    pub due: Option<Date>,
    /// The schedule's day has passed.
    pub late: bool,
    /// The schedule's day comes within the days that were asked about.
    pub soon: bool,
    /// Steps that households of the list have to take by themselves and have not all taken.
    pub waiting: Vec<Waiting>,
}

/// A publicity (公示) or announcement (公告) that hangs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Step.
    pub step: String,
    /// 公示 or 公告.
    pub nature: String,
    /// First and last day.
    pub period: Period,
}

/// What the standing of a case of one place is told from.
pub(super) struct Desk<'a> {
    pub workspace: &'a Workspace,
    pub regime: &'a Regime,
    pub township: String,
    pub village: String,
    pub as_of: Date,
    within: u32,
}

impl<'a> Desk<'a> {
    /// For the cases of a place (township, village).
    pub fn new(workspace: &'a Workspace, regime: &'a Regime, (township, village): (String, String), (as_of, within): (Date, u32)) -> Self {
        Self { workspace, regime, township, village, as_of, within }
    }

    /// The day until which the schedule wants a step done, whether it has passed, and whether it comes soon.
    pub fn due(&self, rules: &RuleSet, step: &str, year: &Field<Count>) -> (Option<Date>, bool, bool) {
        let year = year.value().and_then(|year| i16::try_from(year.0).ok());
        let due = year.and_then(|year| rules.deadline(step)?.in_year(year));
        let late = due.is_some_and(|due| due < self.as_of);
        (due, late, due.is_some_and(|due| !late && due <= self.as_of.plus(i32::try_from(self.within).unwrap_or(i32::MAX))))
    }

    /// A case's standing; steps of the level `others` are taken by others than the subject itself.
    pub fn standing(&self, rules: &RuleSet, subject: String, year: &Field<Count>, course: &Course<'_>, others: &str) -> Standing {
        let last = course.last();
        let waits = |(order, rule): &(usize, &crate::rules::regulation::StepRule)| rule.level.text() != others && last.is_none_or(|done| *order > done.order);
        let next = course.procedure.steps.iter().enumerate().find(waits).map(|(_, rule)| rule.name.text());
        let (due, late, soon) = next.as_ref().map_or((None, false, false), |step| self.due(rules, step, year));
        let running = course.done.iter().filter(|done| matches!(done.rule.nature.text().as_str(), "公示" | "公告")).find_map(|done| {
            let period = done.period(&self.workspace.working_days)?.ok()?;
            let hangs = period.first <= self.as_of && self.as_of <= period.last;
            hangs.then(|| Running { step: done.rule.name.text(), nature: done.rule.nature.text(), period })
        });
        Standing {
            township: self.township.clone(),
            village: self.village.clone(),
            subject,
            procedure: course.procedure.name.text(),
            done: last.map(|done| (done.rule.name.text(), done.date())),
            running,
            next,
            due,
            late,
            soon,
            waiting: Vec::new(),
        }
    }
}
