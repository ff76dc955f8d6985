//! Publicity: long enough, in every place, and over before the next step
//! (`publicity-too-short`, `posting-place-missing`, `announcement-before-publicity-ended`, `step-before-publicity-ended`, `objection-open`, `calendar-missing`).

use super::area::Area;
use super::{Context, posting, subject};
use crate::records::case::{Batch, Case};
use crate::rules::JUDGE;
use crate::report::finding::{Finding, Key};
use crate::rules::course::{Course, Done};
use crate::records::holdings::VillageCases;

/// The publicity of each batch and of the village's own exit.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in &cases.batches {
        of_batch(case, &context.of_batch(&case.record), findings);
    }
    let village = Area::village(cases, context);
    of_area(&village, &context.of_area(village.exit, village.batch), findings);
}

/// The publicity of a list.
pub(super) fn of_batch(case: &Case<Batch>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(procedure) = context.rules.procedure(&case.record.procedure.text()) else { return };
    let course = Course::of_batch(procedure, &case.record, context.as_of);
    check(&course, context, &subject("批次", case), &case.file, &["步骤".into()], findings);
}

/// The publicity of an area's exit.
pub(super) fn of_area(area: &Area<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(procedure) = context.rules.procedure(&area.exit.procedure.text()) else { return };
    let course = Course::of_area(procedure, area.exit, area.batch, context.as_of);
    check(&course, context, &area.subject, area.file, &Area::steps(), findings);
}

fn check(course: &Course<'_>, context: &Context<'_>, subject: &str, file: &str, steps: &[Key], findings: &mut Vec<Finding>) {
    let way = |done: &Done<'_>, keys: &[Key]| [steps, &[done.own.unwrap_or_default().into()], keys].concat();
    // Steps that stand in another file are looked at there.
    for done in course.done.iter().filter(|done| done.own.is_some() && !done.rule.places.is_empty()) {
        for place in &done.rule.places {
            let place = place.text();
            let posted = done.step.postings.iter().any(|posting| posting.place.text() == place && posting.posted.value().is_some());
            if !posted {
                let finding = Finding::new("posting-place-missing", subject, file).at(way(done, &[]));
                findings.push(finding.arg("step", done.rule.name.text()).arg("place", place).law(context.cite(&done.rule.law)));
            }
        }
    }
    for done in course.done.iter().filter(|done| done.own.is_some()) {
        posting::check(done, context, (subject, file), &|keys| way(done, keys), findings);
    }
    for done in &course.done {
        let Some(count) = done.rule.day_count() else { continue };
        let law = || context.cite(&done.rule.law);
        let period = match done.period(context.calendar) {
            None => continue,
            Some(Err(_)) if done.own.is_none() => continue,
            Some(Err(missing)) => {
                findings.push(Finding::new("calendar-missing", subject, file).at(way(done, &[])).arg("year", missing.0).law(law()));
                continue;
            }
            Some(Ok(period)) => period,
        };
        let least = done.least(period, context.calendar).unwrap_or(period.last);
        for (index, posting) in done.step.postings.iter().enumerate().filter(|_| done.own.is_some()) {
            for (key, day) in [("截止日期", posting.until.value()), ("撤下日期", posting.removed.value())] {
                if let Some(day) = day.filter(|day| **day < least) {
                    let finding = Finding::new("publicity-too-short", subject, file).at(way(done, &["张贴".into(), index.into(), key.into()]));
                    let finding = finding.arg("posted", period.first).arg("until", day).arg("least", count.least).arg("last", least);
                    findings.push(finding.arg("kind", if count.working { "day.working" } else { "day.calendar" }).law(law()));
                }
            }
        }
        for (index, objection) in done.step.objections.iter().enumerate().filter(|_| done.own.is_some()) {
            let later = course.done.iter().find(|later| course.procedure.precedes(done.order, later.order));
            if objection.outcome.reveal(&JUDGE).value().is_none()
                && let Some(later) = later
            {
                let finding = Finding::new("objection-open", subject, file).at(way(done, &["异议".into(), index.into()]));
                findings.push(finding.arg("step", later.rule.name.text()).law(law()));
            }
        }
        for later in course.done.iter().filter(|later| later.own.is_some() && course.procedure.precedes(done.order, later.order)) {
            let postings = later.step.postings.iter().enumerate();
            let posted = postings.filter_map(|(index, posting)| {
                Some((vec!["张贴".into(), index.into(), "张贴日期".into()], *posting.posted.value()?))
            });
            let done = later.date().map(|date| (vec![Key::from("日期")], date));
            let Some((keys, date)) = done.into_iter().chain(posted).find(|(_, date)| *date <= period.last) else { continue };
            let rule = if later.rule.nature.text() == "公告" { "announcement-before-publicity-ended" } else { "step-before-publicity-ended" };
            let finding = Finding::new(rule, subject, file).at(way(later, &keys));
            let finding = finding.arg("step", later.rule.name.text()).arg("date", date).arg("last", period.last).arg("next", period.last.plus(1));
            findings.push(finding.law(context.cite(&later.rule.law)));
        }
    }
}
