//! Steps that households take by themselves. Entry points: [`waiting`] for those of a list, [`alone`] for those on none.

use super::Standing;
use super::case::Desk;
use crate::records::case::{Case, Field, Household};
use crate::records::values::{Count, Date};
use crate::rules::course::Course;
use crate::rules::regulation::RuleSet;

/// A step that some households of a list have not taken although the list has come so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Step.
    pub step: String,
    /// Households that have not taken it.
    pub lacking: usize,
    /// Households of the list.
    pub of: usize,
    /// Until when the schedule wants it done.
    pub due: Option<Date>,
    /// That day has passed.
    pub late: bool,
    /// That day comes soon.
    pub soon: bool,
}

/// What waits in a list: a step of each household whose turn has come, because every step of the list before it was done.
pub(super) fn waiting(desk: &Desk<'_>, rules: &RuleSet, list: &Course<'_>, year: &Field<Count>, households: &[&Case<Household>]) -> Vec<Waiting> {
    let procedure = list.procedure;
    let mut waiting = Vec::new();
    for (order, rule) in procedure.steps.iter().enumerate().filter(|(_, rule)| rule.level.text() == "户") {
        let open = |(earlier, step): (usize, &crate::rules::regulation::StepRule)| {
            step.level.text() != "户" && procedure.precedes(earlier, order) && !list.done.iter().any(|done| done.order == earlier)
        };
        if procedure.steps.iter().enumerate().any(open) {
            continue;
        }
        let step = rule.name.text();
        let done = |case: &&&Case<Household>| {
            let own = &case.record.exit.steps;
            own.iter().any(|own| own.step.text() == step && own.date.value().is_none_or(|day| *day <= desk.as_of))
        };
        let lacking = households.len() - households.iter().filter(done).count();
        if lacking > 0 {
            let (due, late, soon) = desk.due(rules, &step, year);
            waiting.push(Waiting { step, lacking, of: households.len(), due, late, soon });
        }
    }
    waiting
}

/// A household that has begun a procedure and stands on no list (natural increase and decrease, say).
pub(super) fn alone(desk: &Desk<'_>, household: &Household) -> Option<Standing> {
    let exit = &household.exit;
    let rules = &desk.regime.of_steps(&exit.rule_set, &exit.steps).rules;
    let procedure = rules.procedure(&exit.procedure.text()).filter(|_| !exit.steps.is_empty() && exit.withheld.is_absent())?;
    Some(desk.standing(rules, household.code.text(), &exit.year, &Course::of_steps(procedure, &exit.steps, desk.as_of), ""))
}
