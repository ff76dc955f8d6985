//! Which rule set a case goes by: one, and one that is in force (`rule-set-not-of-county`, `rule-set-not-in-force`, `rule-sets-overlap`).

use super::area::Area;
use super::{Context, CountyContext, subject};
use crate::records::case::{Batch, Case, Field, Step};
use crate::records::holdings::VillageCases;
use crate::records::values::{Code, Date};
use crate::report::finding::{Finding, Key};
use crate::rules::regulation::{RuleSet, begun};

/// The cases of a village.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    of_area(&Area::village(cases, context), context, findings);
    for case in &cases.batches {
        of_batch(case, context, findings);
    }
    for case in &cases.households {
        let exit = &case.record.exit;
        // A household goes by the rule set of its list.
        if exit.batch.is_absent() && !exit.procedure.is_absent() {
            check(&exit.rule_set, &exit.steps, &["退出".into()], (&subject("户", case), &case.file), context, findings);
        } else if !exit.rule_set.is_absent() {
            named(&exit.rule_set, &["退出".into()], (&subject("户", case), &case.file), context, findings);
        }
    }
}

/// A list.
pub(super) fn of_batch(case: &Case<Batch>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    check(&case.record.rule_set, &case.record.steps, &[], (&subject("批次", case), &case.file), context, findings);
}

/// An area's exit.
pub(super) fn of_area(area: &Area<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !area.exit.procedure.is_absent() {
        check(&area.exit.rule_set, &area.exit.steps, &["退出".into()], (&area.subject, area.file), context, findings);
    }
}

fn check(name: &Field<Code>, steps: &[Step], way: &[Key], place: (&str, &str), context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !named(name, way, place, context, findings) {
        return;
    }
    let Some(day) = begun(steps) else { return };
    let rules = &context.regime.of_steps(name, steps).rules;
    if !rules.is_in_force_on(day) {
        let first = steps.iter().position(|step| step.date.value() == Some(&day)).unwrap_or_default();
        let way = [way, &["步骤".into(), first.into(), "日期".into()]].concat();
        let finding = Finding::new("rule-set-not-in-force", place.0, place.1).at(way).arg("id", rules.id.text()).arg("date", day);
        findings.push(finding.arg("from", rules.from.text()).arg("until", rules.until.text()));
    }
}

/// Whether the rule set that a case names, if any, is one of the county's.
fn named(name: &Field<Code>, way: &[Key], (subject, file): (&str, &str), context: &Context<'_>, findings: &mut Vec<Finding>) -> bool {
    let Some(id) = name.value() else { return true };
    if context.regime.named(id.as_str()).is_some() {
        return true;
    }
    let known = context.regime.all().iter().map(|set| set.rules.id.text()).collect::<Vec<_>>().join("、");
    let finding = Finding::new("rule-set-not-of-county", subject, file).at([way, &["规则集".into()]].concat());
    findings.push(finding.arg("id", id.as_str()).arg("known", known));
    false
}

/// Of the county's rule sets no two hold for one type of subject on one day.
pub(super) fn of_county(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    let Some(context) = &county.context else { return };
    let sets = context.regime.all();
    let file = &county.holdings.county.file;
    for (place, set) in sets.iter().enumerate().skip(1) {
        for other in &sets[..place] {
            let (Some(day), Some(kind)) = (common_day(&set.rules, &other.rules), common_subject(&set.rules, &other.rules)) else { continue };
            let finding = Finding::new("rule-sets-overlap", county.holdings.office(), file).at(["历年规则集".into(), (place - 1).into()]);
            let finding = finding.arg("id", set.rules.id.text()).arg("other", other.rules.id.text());
            findings.push(finding.arg("date", day).arg("kind", kind));
        }
    }
}

/// The first day on which both are in force.
fn common_day(a: &RuleSet, b: &RuleSet) -> Option<Date> {
    let begin = a.from.value().max(b.from.value()).copied().or_else(|| Date::new(1900, 1, 1))?;
    (a.is_in_force_on(begin) && b.is_in_force_on(begin)).then_some(begin)
}

/// A type of subject for which both have a procedure.
fn common_subject(a: &RuleSet, b: &RuleSet) -> Option<String> {
    let of = |set: &RuleSet| set.procedures.iter().map(|procedure| procedure.subject.text()).collect::<Vec<_>>();
    let known = of(b);
    of(a).into_iter().find(|kind| known.contains(kind))
}
