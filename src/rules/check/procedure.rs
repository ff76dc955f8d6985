//! Steps: none unknown, missing, out of order, merged, unsigned or short of hands
//! (`step-unknown`, `step-merged`, `step-missing`, `step-out-of-order`, `step-unsigned`, `step-too-few-actors`, `step-undated`, `step-in-future`).

use super::area::Area;
use super::{Context, subject};
use crate::rules::JUDGE;
use crate::records::case::{Batch, Case, Step, nearest};
use crate::report::finding::{Finding, Key};
use crate::rules::course::{Course, Done};
use crate::rules::regulation::Procedure;
use crate::records::holdings::VillageCases;

/// A file with a list of steps.
struct Place<'a> {
    subject: String,
    file: &'a str,
    /// Way to the list of steps.
    steps: Vec<Key>,
}

/// The steps of the village, of each batch and of each household.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let village = Area::village(cases, context);
    of_area(&village, &context.of_area(village.exit, village.batch), findings);
    for case in &cases.batches {
        of_batch(case, &context.of_batch(&case.record), findings);
    }
    for case in &cases.households {
        let exit = &case.record.exit;
        let batch = cases.batch_of(exit);
        let context = context.of_household(exit, batch.map(|case| &case.record));
        let Some(procedure) = context.rules.procedure(&exit.procedure.text()) else { continue };
        let place = Place { subject: subject("户", case), file: &case.file, steps: Area::steps() };
        each_step(&exit.steps, procedure, &context, &place, findings);
        // A household that was taken off the list has nothing more to go through.
        let batch = batch.filter(|_| exit.withheld.is_absent()).map(|case| &case.record);
        whole(&Course::of_household(procedure, exit, batch, context.as_of), &["户"], &context, &place, findings);
    }
}

/// The steps of a list.
pub(super) fn of_batch(case: &Case<Batch>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(procedure) = context.rules.procedure(&case.record.procedure.text()) else { return };
    let place = Place { subject: subject("批次", case), file: &case.file, steps: vec!["步骤".into()] };
    each_step(&case.record.steps, procedure, context, &place, findings);
    whole(&Course::of_batch(procedure, &case.record, context.as_of), &["批"], context, &place, findings);
}

/// The steps of an area's exit.
pub(super) fn of_area(area: &Area<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(procedure) = context.rules.procedure(&area.exit.procedure.text()) else { return };
    let place = Place { subject: area.subject.clone(), file: area.file, steps: Area::steps() };
    each_step(&area.exit.steps, procedure, context, &place, findings);
    whole(&Course::of_area(procedure, area.exit, area.batch, context.as_of), &[area.kind], context, &place, findings);
}

/// What can be said of a step by itself.
fn each_step(steps: &[Step], procedure: &Procedure, context: &Context<'_>, place: &Place<'_>, findings: &mut Vec<Finding>) {
    for (index, step) in steps.iter().enumerate() {
        let at = |keys: &[Key]| [place.steps.clone(), vec![index.into()], keys.to_vec()].concat();
        let report = |rule: &'static str, keys: &[Key]| Finding::new(rule, place.subject.as_str(), place.file).at(at(keys));
        let Some(name) = step.step.value().map(|text| text.as_str()) else {
            findings.push(report("value-missing", &[]).arg("key", "步骤"));
            continue;
        };
        let Some((_, rule)) = procedure.step(name) else {
            let known: Vec<String> = procedure.steps.iter().map(|rule| rule.name.text()).collect();
            let merged: Vec<&str> = known.iter().map(String::as_str).filter(|known| name.contains(known)).collect();
            findings.push(if merged.len() > 1 {
                let law = context.cite(&procedure.law);
                report("step-merged", &["步骤".into()]).arg("steps", merged.join("、")).law(law)
            } else {
                let near = nearest(name, known.iter().map(String::as_str)).map_or_else(|| known.join("、"), str::to_owned);
                report("step-unknown", &["步骤".into()]).arg("name", name).arg("near", near)
            });
            continue;
        };
        match step.date.value() {
            None if step.date.is_absent() => findings.push(report("step-undated", &[]).arg("step", name).law(context.cite(&rule.law))),
            Some(date) if *date > context.as_of => {
                findings.push(report("step-in-future", &["日期".into()]).arg("step", name).arg("date", date).arg("as_of", context.as_of));
            }
            _ => {}
        }
        for role in &rule.signers {
            let role = role.text();
            let signed = step.signatures.iter().any(|signature| {
                signature.role.as_str() == role && signature.name.reveal(&JUDGE).value().is_some() && signature.date.value().is_some()
            });
            if !signed {
                findings.push(report("step-unsigned", &[]).arg("step", name).arg("role", role).law(context.cite(&rule.law)));
            }
        }
        let actors = step.actors.iter().filter(|actor| actor.value().is_some()).count();
        if let Some(least) = rule.least_actors.value()
            && actors < least.0 as usize
        {
            let finding = report("step-too-few-actors", &[]).arg("step", name).arg("least", least.0).arg("count", actors);
            findings.push(finding.law(context.cite(&rule.law)));
        }
    }
}

/// What can be said of the steps together. Each finding is told once: of a step of the list in the batch, of a step of the household in the household.
fn whole(course: &Course<'_>, levels: &[&str], context: &Context<'_>, place: &Place<'_>, findings: &mut Vec<Finding>) {
    let path = |done: &Done<'_>, key: Option<&str>| -> Vec<Key> {
        let own = done.own.map(Key::from);
        place.steps.iter().cloned().chain(own).chain(key.map(Key::from)).collect()
    };
    let procedure = course.procedure;
    for (order, rule) in procedure.steps.iter().enumerate() {
        let expected = levels.contains(&rule.level.as_str()) && !course.done.iter().any(|done| done.order == order);
        // The last step that was done although this one was not.
        let later = course.done.iter().rev().find(|done| procedure.precedes(order, done.order));
        if let Some(later) = later.filter(|_| expected) {
            let finding = Finding::new("step-missing", place.subject.as_str(), place.file).at(place.steps.clone());
            let finding = finding.arg("step", rule.name.text()).arg("later", later.rule.name.text());
            findings.push(finding.law(context.cite(&rule.law)));
        }
    }
    for (index, later) in course.done.iter().enumerate() {
        if let Some(earlier) = course.done[..index].last().filter(|earlier| earlier.order == later.order) {
            if let Some(done) = [later, earlier].into_iter().find(|done| done.own.is_some()) {
                let finding = Finding::new("step-twice", place.subject.as_str(), place.file).at(path(done, Some("步骤")));
                findings.push(finding.arg("step", later.rule.name.text()));
            }
            continue;
        }
        let Some(earlier) = course.done[..index].iter().rev().find(|earlier| procedure.precedes(earlier.order, later.order)) else { continue };
        let (Some(before), Some(after)) = (earlier.date(), later.date()) else { continue };
        let Some(own) = [later, earlier].into_iter().find(|done| done.own.is_some()) else { continue };
        if after < before {
            let finding = Finding::new("step-out-of-order", place.subject.as_str(), place.file).at(path(own, Some("日期")));
            let finding = finding.arg("step", later.rule.name.text()).arg("date", after);
            let finding = finding.arg("earlier", earlier.rule.name.text()).arg("earlier_date", before);
            findings.push(finding.law(context.cite(&later.rule.law)));
        }
    }
}
