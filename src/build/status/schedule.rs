//! The year's schedule, phase by phase. Its entry point is [`of_year`].

use super::Standing;
use crate::records::case::Field;
use crate::records::values::Date;
use crate::rules::regulation::RuleSet;

/// A phase of the schedule in the year of the day that was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseStanding {
    /// Name.
    pub phase: String,
    /// Until when.
    pub deadline: Option<Date>,
    /// The day has passed.
    pub passed: bool,
    /// The day comes within the days that were asked about.
    pub soon: bool,
    /// What it asks.
    pub asks: String,
    /// Cases that have a step of this phase before them, households' own steps among them.
    pub waiting: usize,
}

/// Every phase, those without steps among them, in the rule set's order.
pub(super) fn of_year(rules: &RuleSet, as_of: Date, within: u32, cases: &[Standing]) -> Vec<PhaseStanding> {
    let last = as_of.plus(i32::try_from(within).unwrap_or(i32::MAX));
    let phase = |phase: &crate::rules::regulation::Phase| {
        let deadline = phase.deadline.value().and_then(|day| day.in_year(as_of.year()));
        let steps: Vec<String> = phase.steps.iter().map(Field::text).collect();
        let waits = |case: &&Standing| {
            case.next.as_ref().is_some_and(|step| steps.contains(step)) || case.waiting.iter().any(|waiting| steps.contains(&waiting.step))
        };
        PhaseStanding {
            phase: phase.name.text(),
            deadline,
            passed: deadline.is_some_and(|day| day < as_of),
            soon: deadline.is_some_and(|day| as_of <= day && day <= last),
            asks: phase.asks.text(),
            waiting: cases.iter().filter(waits).count(),
        }
    };
    rules.schedule.iter().map(phase).collect()
}
