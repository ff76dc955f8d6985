//! How far a case has come in its procedure. Its entry point is [`Course`]: the steps that were done, set
//! beside the steps that the rule set asks for.

use super::regulation::{MissingCalendar, Procedure, StepRule, WorkingDays, publicity};
use crate::records::case::{AreaExit, Batch, Exit, Posting, Step};
use crate::records::values::{Date, Period};

/// The steps of one case that the procedure knows, in the procedure's order.
pub struct Course<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// What was done.
    pub done: Vec<Done<'a>>,
}

/// One step that was done.
#[derive(Clone, Copy)]
pub struct Done<'a> {
    /// Its place in the procedure, from 0.
    pub order: usize,
    /// What the rule set asks of it.
    pub rule: &'a StepRule,
    /// What was done.
    pub step: &'a Step,
    /// It stands in the case's own file, at this place of its list of steps.
    pub own: Option<usize>,
}

impl<'a> Course<'a> {
    /// The steps of a list of steps that stands in the subject's own file, up to a day.
    pub fn of_steps(procedure: &'a Procedure, steps: &'a [Step], as_of: Date) -> Self {
        let mut course = Self { procedure, done: Vec::new() };
        course.add(steps, true, as_of);
        course
    }

    /// A batch's steps.
    pub fn of_batch(procedure: &'a Procedure, batch: &'a Batch, as_of: Date) -> Self {
        Self::of_steps(procedure, &batch.steps, as_of)
    }

    /// A household's own steps together with those of its batch.
    pub fn of_household(procedure: &'a Procedure, exit: &'a Exit, batch: Option<&'a Batch>, as_of: Date) -> Self {
        let mut course = Self::of_steps(procedure, &exit.steps, as_of);
        if let Some(batch) = batch {
            course.add(&batch.steps, false, as_of);
        }
        course
    }

    /// The steps of an area's own file together with those of its list.
    pub fn of_area(procedure: &'a Procedure, exit: &'a AreaExit, batch: Option<&'a Batch>, as_of: Date) -> Self {
        let mut course = Self::of_steps(procedure, &exit.steps, as_of);
        if let Some(batch) = batch {
            course.add(&batch.steps, false, as_of);
        }
        course
    }

    fn add(&mut self, steps: &'a [Step], own: bool, as_of: Date) {
        for (index, step) in steps.iter().enumerate() {
            let known = step.step.value().and_then(|name| self.procedure.step(name.as_str()));
            // What lies after the day of the build has not happened yet.
            if let Some((order, rule)) = known
                && step.date.value().is_none_or(|date| *date <= as_of)
            {
                self.done.push(Done { order, rule, step, own: own.then_some(index) });
            }
        }
        self.done.sort_by_key(|done| done.order);
    }

    /// The step of this nature (公示, 公告, …), if it was done.
    pub fn of_nature(&self, nature: &str) -> Option<Done<'a>> {
        self.done.iter().copied().find(|done| done.rule.nature.as_str() == nature)
    }

    /// The step at a place of the procedure, if it was done.
    pub fn at(&self, order: usize) -> Option<Done<'a>> {
        self.done.iter().copied().find(|done| done.order == order)
    }

    /// The last step that was done.
    pub fn last(&self) -> Option<Done<'a>> {
        self.done.last().copied()
    }
}

impl Done<'_> {
    /// The day on which it was done.
    pub fn date(&self) -> Option<Date> {
        self.step.date.value().copied()
    }

    /// The day that begins the publicity: the latest posting, where there are several places.
    pub fn posted(&self) -> Option<Date> {
        self.step.latest_posting().or_else(|| self.date())
    }

    /// The publicity as the rule set counts it; longer where the notices say so. `None` when the rule set counts no days or it was not posted.
    pub fn period(&self, calendar: &WorkingDays) -> Option<Result<Period, MissingCalendar>> {
        period(self.rule, self.posted()?, self.step.latest_end(), calendar)
    }

    /// The last day of the shortest publicity that begins when this one does; `None` where the rule set counts no days or the calendar is not known.
    pub fn least(&self, shown: Period, calendar: &WorkingDays) -> Option<Date> {
        publicity(shown.first, self.rule.day_count()?, calendar).ok().map(|least| least.last)
    }

    /// Both ends of the publicity as its notice prints them: as the rule set counts it, or where that counts no days, until the day that
    /// is given as the last. `None` where an end is not known.
    pub fn shown(&self, calendar: &WorkingDays) -> Option<Period> {
        match self.period(calendar) {
            Some(period) => period.ok(),
            None => Some(Period { first: self.posted()?, last: self.declared_end()? }).filter(|period| period.first <= period.last),
        }
    }

    /// The last day that the postings give: as printed, else the day on which they came down.
    fn declared_end(&self) -> Option<Date> {
        let latest = |day: fn(&Posting) -> Option<&Date>| self.step.postings.iter().filter_map(day).max().copied();
        latest(|posting| posting.until.value()).or_else(|| latest(|posting| posting.removed.value()))
    }
}

/// The publicity of a step that was posted on a day, as the rule set counts it; until the `declared` day where that is later.
pub fn period(rule: &StepRule, posted: Date, declared: Option<Date>, calendar: &WorkingDays) -> Option<Result<Period, MissingCalendar>> {
    let least = publicity(posted, rule.day_count()?, calendar);
    Some(least.map(|period| Period { last: declared.map_or(period.last, |day| day.max(period.last)), ..period }))
}
