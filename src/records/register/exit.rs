//! What remains of the exit of a village or county: the steps with their days. Its entry point is [`ExitSummary::of`].

use crate::records::case::{AreaExit, Batch, Clearance, Step};
use crate::records::values::Date;

/// How far an exit has come, without the papers and persons of its steps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExitSummary {
    /// Procedure of the rule set; empty where the area does not exit.
    pub procedure: String,
    /// Its steps and those of the list that it names, in the order in which they are written.
    pub steps: Vec<StepSummary>,
}

/// A step that was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepSummary {
    /// Name of the step in the rule set.
    pub name: String,
    /// Day.
    pub date: Option<Date>,
    /// Day of the latest posting.
    pub posted: Option<Date>,
    /// Last day of the publicity as the notices print it.
    pub until: Option<Date>,
    /// Objections that were raised.
    pub objections: usize,
    /// Those without an outcome.
    pub open_objections: usize,
    /// Its place in the area's own file; none for a step of its list.
    pub own: Option<usize>,
}

impl ExitSummary {
    /// Of an area's exit and the list that it names.
    pub fn of(exit: &AreaExit, batch: Option<&Batch>, clearance: &Clearance) -> Self {
        let own = exit.steps.iter().enumerate().map(|(place, step)| StepSummary { own: Some(place), ..StepSummary::of(step, clearance) });
        let shared = batch.into_iter().flat_map(|batch| &batch.steps).map(|step| StepSummary::of(step, clearance));
        Self { procedure: exit.procedure.text(), steps: own.chain(shared).collect() }
    }

    /// The step with this name, done by a day; an undated one counts as done, as its lack of a date is told by itself.
    pub fn step(&self, name: &str, as_of: Date) -> Option<&StepSummary> {
        self.steps.iter().find(|step| step.name == name && step.date.is_none_or(|date| date <= as_of))
    }
}

impl StepSummary {
    fn of(step: &Step, clearance: &Clearance) -> Self {
        let open = |objection: &&crate::records::case::Objection| objection.outcome.reveal(clearance).value().is_none();
        Self {
            name: step.step.text(),
            date: step.date.value().copied(),
            posted: step.latest_posting(),
            until: step.latest_end(),
            objections: step.objections.len(),
            open_objections: step.objections.iter().filter(open).count(),
            own: None,
        }
    }
}
