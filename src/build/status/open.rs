//! What is open besides the steps: problems of audits, objections, measures for monitored households. Counts and codes only: what was
//! said of a person is told nowhere.

use super::case::Desk;
use crate::records::case::{Household, Step};
use crate::records::values::Date;
use crate::rules::JUDGE;
use crate::workspace::Workspace;

/// A problem that is neither put right nor refuted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenProblem {
    /// Code of the list.
    pub list: String,
    /// Number within the list.
    pub number: String,
    /// Who found it.
    pub found_by: String,
    /// When.
    pub found: Option<Date>,
    /// Code of the village.
    pub village: String,
    /// 属实 where it was checked and found so; empty while it is unchecked.
    pub outcome: String,
}

/// Objections of one case that have no outcome yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objections {
    /// Township by name.
    pub township: String,
    /// Village by name.
    pub village: String,
    /// Code of the case.
    pub subject: String,
    /// Step to which they were raised.
    pub step: String,
    /// How many.
    pub count: usize,
}

/// Measures for a monitored household that are past their deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverdueMeasures {
    /// Township by name.
    pub township: String,
    /// Village by name.
    pub village: String,
    /// Code of the household.
    pub household: String,
    /// How many are past their deadline.
    pub overdue: usize,
    /// How many there are.
    pub of: usize,
}

/// The problems of all lists that wait.
pub(super) fn problems(workspace: &Workspace) -> Vec<OpenProblem> {
    let lists = workspace.holdings.problems.iter().map(|case| &case.record);
    let all = lists.flat_map(|list| list.problems.iter().map(move |problem| (list, problem)));
    let open = all.filter(|(_, problem)| problem.remedied.is_absent() && problem.outcome.text() != "不属实");
    open.map(|(list, problem)| OpenProblem {
        list: list.code.text(),
        number: problem.number.text(),
        found_by: problem.found_by.text(),
        found: problem.found.value().copied(),
        village: problem.village.text(),
        outcome: problem.outcome.text(),
    })
    .collect()
}

/// Adds the steps of a case with objections that wait.
pub(super) fn objections(desk: &Desk<'_>, subject: &str, steps: &[Step], out: &mut Vec<Objections>) {
    for step in steps {
        let count = step.objections.iter().filter(|objection| objection.outcome.is_absent()).count();
        if count > 0 {
            let (township, village) = (desk.township.clone(), desk.village.clone());
            out.push(Objections { township, village, subject: subject.to_owned(), step: step.step.text(), count });
        }
    }
}

/// The measures of a household whose risk stands, if some are late.
pub(super) fn measures(desk: &Desk<'_>, household: &Household) -> Option<OverdueMeasures> {
    let watch = &household.monitoring;
    let by_now = |field: &crate::records::case::Private<Date>| field.reveal(&JUDGE).value().is_some_and(|day| *day <= desk.as_of);
    if watch.kind.is_absent() || by_now(&watch.cleared) {
        return None;
    }
    let all = &household.help_plan.measures;
    let past = |measure: &&crate::records::case::Measure| measure.until.reveal(&JUDGE).value().is_some_and(|day| *day < desk.as_of) && !by_now(&measure.done);
    let overdue = all.iter().filter(past).count();
    let (township, village) = (desk.township.clone(), desk.village.clone());
    (overdue > 0).then(|| OverdueMeasures { township, village, household: household.code.text(), overdue, of: all.len() })
}
