//! What a county says that the prefecture did stands on a list of the prefecture (`step-not-on-list`).

use super::{PrefectureContext, course};
use crate::records::register::Named;
use crate::report::finding::Finding;

/// Each village, and each county itself: its first step of the prefecture's that no list of the prefecture has.
pub(super) fn is_on_a_list(prefecture: &PrefectureContext<'_>, findings: &mut Vec<Finding>) {
    let Some(context) = &prefecture.context else { return };
    let same = |one: &Named<'_>, other: &Named<'_>| one.file() == other.file();
    for area in prefecture.counties.iter().flat_map(|below| below.areas()) {
        let exit = area.exit();
        let lists = prefecture.holdings.batches.iter().filter(|case| {
            case.record.procedure.text() == exit.procedure
                && case.record.listed.iter().filter_map(|listed| Named::by(listed, prefecture.counties)).any(|named| same(&named, &area))
        });
        let reviewed: Vec<String> = lists.filter_map(|case| course(case, context)).flat_map(|course| course.done).map(|done| done.rule.name.text()).collect();
        let steps: Vec<_> = exit.steps.iter().filter(|step| step.date.is_none_or(|date| date <= context.as_of)).collect();
        let begun = steps.iter().filter_map(|step| step.date).min();
        let rules = begun.and_then(|day| context.regime.all().iter().find(|set| set.rules.is_in_force_on(day))).unwrap_or_else(|| context.regime.current());
        let Some(procedure) = rules.rules.procedure(&exit.procedure) else { continue };
        let claimed = steps.into_iter().find_map(|step| {
            let (_, rule) = procedure.step(&step.name).filter(|(_, rule)| rule.is_of_prefecture())?;
            (!reviewed.contains(&step.name)).then_some((step, rule))
        });
        if let Some((step, rule)) = claimed {
            let finding = Finding::new("step-not-on-list", area.subject(), area.file());
            let finding = finding.at(["退出".into(), "步骤".into()].into_iter().chain(step.own.map(Into::into)));
            let finding = finding.arg("area", area.whole_name()).arg("step", step.name.as_str()).arg("date", step.date.map_or_else(|| "-".to_owned(), |date| date.to_string()));
            findings.push(finding.law(super::super::cite(&rules.rules, &rule.law)));
        }
    }
}
