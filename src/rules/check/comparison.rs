//! What the departments' data say (信息比对): every department that the rule set names has answered, and each doubt was
//! looked into before the case went on (`comparison-missing`, `comparison-doubt-open`).

use super::area::Area;
use super::{Context, subject};
use crate::records::case::{Field, Step};
use crate::records::holdings::VillageCases;
use crate::records::values::Text;
use crate::report::finding::{Finding, Key};
use crate::rules::JUDGE;

/// The answer of a department that finds nothing.
const NO_DOUBT: &str = "无疑点";

/// The lists of the village.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let village = Area::village(cases, context);
    of_steps(&village.exit.steps, &village.exit.procedure, &context.of_area(village.exit, village.batch), (&village.subject, village.file, &Area::steps()), findings);
    for case in &cases.batches {
        let record = &case.record;
        of_steps(&record.steps, &record.procedure, &context.of_batch(record), (&subject("批次", case), &case.file, &["步骤".into()]), findings);
    }
}

/// A list of steps; `place` is subject, file, and way to them.
pub(super) fn of_steps(steps: &[Step], procedure: &Field<Text>, context: &Context<'_>, place: (&str, &str, &[Key]), findings: &mut Vec<Finding>) {
    let (subject, file, way) = place;
    let Some(procedure) = procedure.value().and_then(|name| context.rules.procedure(name.as_str())) else { return };
    for (index, step) in steps.iter().enumerate() {
        let Some((order, rule)) = step.step.value().and_then(|name| procedure.step(name.as_str())) else { continue };
        let at = |keys: &[Key]| [way, &[index.into()], keys].concat();
        let departments = rule.departments.value().and_then(|list| context.rules.lists.get(list.as_str()));
        for department in departments.into_iter().flatten().map(Field::text) {
            let answered = step.comparisons.iter().any(|answer| answer.department.text() == department && answer.result.reveal(&JUDGE).value().is_some());
            if !answered {
                let finding = Finding::new("comparison-missing", subject, file).at(at(&[])).arg("step", rule.name.text()).arg("department", department);
                findings.push(finding.law(context.cite(&rule.law)));
            }
        }
        let gone_on = |later: &&Step| later.step.value().and_then(|name| procedure.step(name.as_str())).is_some_and(|(place, _)| procedure.precedes(order, place));
        let Some(later) = steps.iter().filter(gone_on).find(|later| later.step.text() != feedback(procedure)) else { continue };
        for (answer, comparison) in step.comparisons.iter().enumerate() {
            let doubt = comparison.result.reveal(&JUDGE).value().is_some_and(|result| result.as_str() != NO_DOUBT);
            if doubt && comparison.verified.reveal(&JUDGE).value().is_none() {
                let finding = Finding::new("comparison-doubt-open", subject, file).at(at(&["比对".into(), answer.into()]));
                let finding = finding.arg("department", comparison.department.text()).arg("later", later.step.text());
                findings.push(finding.law(context.cite(&rule.law)));
            }
        }
    }
}

/// The step that takes doubts back to village and household: it may be taken while they are open.
fn feedback(procedure: &crate::rules::regulation::Procedure) -> String {
    procedure.of_nature("反馈").map(|step| step.name.text()).unwrap_or_default()
}
