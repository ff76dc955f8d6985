//! What a prefecture's list says (`county-unknown`, `village-unknown`, `listed-twice`, `reported-number-differs`), and whether the counties
//! have done their part before the prefecture does its own (`listed-not-put-up`, `county-step-missing`, `review-before-publicity-ended`,
//! `objection-open-in-county`, `date-differs-from-county`).

use super::super::codes::was_read;
use super::super::subject;
use super::{PrefectureContext, course};
use crate::records::case::{Batch, Case, Listed};
use crate::records::register::Named;
use crate::report::finding::{Finding, Key};
use crate::rules::course::{Course, period};

fn entry(place: usize, keys: &[Key]) -> Vec<Key> {
    [&["名单".into(), place.into()], keys].concat()
}

/// Each entry names a county of the prefecture and, where the procedure is for villages, a village of it.
pub(super) fn names_what_there_is(case: &Case<Batch>, prefecture: &PrefectureContext<'_>, findings: &mut Vec<Finding>) {
    let report = |rule: &'static str, way: Vec<Key>| Finding::new(rule, subject("批次", case), &case.file).at(way);
    if case.record.listed.is_empty() && was_read(&case.file, case.findings.iter().chain(&prefecture.holdings.findings)) {
        findings.push(report("value-missing", Vec::new()).arg("key", "名单"));
    }
    let for_villages = prefecture.context.as_ref().and_then(|context| course(case, context)).is_some_and(|course| course.procedure.subject.text() == "村");
    let codes = || prefecture.counties.iter().map(|below| below.county.record.code.text()).collect::<Vec<_>>().join("、");
    let is_county = |code: &str| prefecture.counties.iter().any(|below| below.county.record.code.text() == code);
    for (place, listed) in case.record.listed.iter().enumerate() {
        if listed.county.is_absent() {
            findings.push(report("value-missing", entry(place, &[])).arg("key", "县编码"));
        }
        if listed.village.is_absent() && for_villages {
            findings.push(report("value-missing", entry(place, &[])).arg("key", "村编码"));
        }
        let Some(code) = listed.county.value().map(|code| code.as_str()) else { continue };
        if !is_county(code) {
            findings.push(report("county-unknown", entry(place, &["县编码".into()])).arg("code", code).arg("known", codes()));
        } else if listed.village.value().is_some() && Named::by(listed, prefecture.counties).is_none() {
            findings.push(report("village-unknown", entry(place, &["村编码".into()])).arg("code", listed.village.text()));
        }
    }
    for code in case.record.reported.keys().filter(|code| !is_county(code)) {
        findings.push(report("county-unknown", vec!["上报数".into(), code.as_str().into()]).arg("code", code).arg("known", codes()));
    }
}

/// A village stands once on the lists of one procedure and year.
pub(super) fn names_nothing_twice(case: &Case<Batch>, earlier: &[&Case<Batch>], findings: &mut Vec<Finding>) {
    let same = |one: &Listed, other: &Listed| {
        one.county.value().is_some() && (one.county.value(), one.village.value()) == (other.county.value(), other.village.value())
    };
    let alike = |other: &&&Case<Batch>| other.record.year.value() == case.record.year.value() && other.record.procedure.value() == case.record.procedure.value();
    let before: Vec<&Case<Batch>> = earlier.iter().filter(alike).copied().collect();
    for (place, listed) in case.record.listed.iter().enumerate() {
        let own = case.record.listed[..place].iter().any(|other| same(other, listed)).then_some(case);
        let other = before.iter().find(|other| other.record.listed.iter().any(|other| same(other, listed))).copied();
        if let Some(first) = other.or(own) {
            let finding = Finding::new("listed-twice", subject("批次", case), &case.file).at(entry(place, &[]));
            let code = if listed.village.is_absent() { listed.county.text() } else { format!("{}/{}", listed.county.text(), listed.village.text()) };
            findings.push(finding.arg("code", code).arg("first", &first.file));
        }
    }
}

/// As many of each county stand on the list as the county reported.
pub(super) fn agrees_with_reported(case: &Case<Batch>, prefecture: &PrefectureContext<'_>, findings: &mut Vec<Finding>) {
    for below in prefecture.counties {
        let code = below.county.record.code.text();
        let Some(reported) = case.record.reported.get(&code).and_then(|count| count.value()) else { continue };
        let listed = case.record.listed.iter().filter(|listed| listed.county.text() == code).count();
        if listed != reported.0 as usize {
            let finding = Finding::new("reported-number-differs", subject("批次", case), &case.file).at(["上报数".into(), code.as_str().into()]);
            findings.push(finding.arg("county", below.name()).arg("reported", reported.0).arg("listed", listed));
        }
    }
}

/// What goes before the prefecture's own steps is done in the county: each step, the publicity to its end, no objection left.
pub(super) fn waits_for_the_counties(case: &Case<Batch>, prefecture: &PrefectureContext<'_>, findings: &mut Vec<Finding>) {
    let Some(context) = &prefecture.context else { return };
    let Some(course) = course(case, context) else { return };
    let context = context.of_batch(&case.record);
    // The prefecture's own steps are missing once, not for each village.
    for (order, rule) in course.procedure.steps.iter().enumerate().filter(|(_, rule)| rule.is_of_prefecture()) {
        if let (false, Some(later)) = (course.done.iter().any(|done| done.order == order), later(&course, order)) {
            let finding = Finding::new("step-missing", subject("批次", case), &case.file).at(["步骤".into()]);
            findings.push(finding.arg("step", rule.name.text()).arg("later", later).law(context.cite(&rule.law)));
        }
    }
    for (place, listed) in case.record.listed.iter().enumerate() {
        let Some(named) = Named::by(listed, prefecture.counties) else { continue };
        let report = |rule: &'static str| {
            Finding::new(rule, named.subject(), &case.file).at(entry(place, &[])).arg("area", named.whole_name()).arg("file", named.file())
        };
        let exit = named.exit();
        let procedure = case.record.procedure.text();
        if exit.procedure != procedure {
            findings.push(report("listed-not-put-up").arg("procedure", procedure).law(context.cite(&course.procedure.law)));
            continue;
        }
        for (order, rule) in course.procedure.steps.iter().enumerate() {
            let name = rule.name.text();
            let own = course.done.iter().find(|done| done.order == order);
            let Some(step) = exit.step(&name, context.as_of) else {
                if let (None, false, Some(later)) = (own, rule.is_of_prefecture(), later(&course, order)) {
                    findings.push(report("county-step-missing").arg("step", name).arg("later", later).law(context.cite(&rule.law)));
                }
                continue;
            };
            if let Some((ours, theirs)) = own.and_then(|done| done.date()).zip(step.date).filter(|(ours, theirs)| ours != theirs) {
                let finding = report("date-differs-from-county").arg("step", name.as_str()).arg("date", ours).arg("other", theirs);
                findings.push(finding.law(context.cite(&rule.law)));
            }
            if let (true, Some(later)) = (step.open_objections > 0, later(&course, order)) {
                let finding = report("objection-open-in-county").arg("count", step.open_objections).arg("step", later);
                findings.push(finding.law(context.cite(&rule.law)));
            }
            let counted = step.posted.or(step.date).and_then(|posted| period(rule, posted, step.until, context.calendar));
            match counted {
                Some(Ok(period)) => {
                    let early = course.done.iter().filter(|done| course.procedure.precedes(order, done.order)).find_map(|done| {
                        let days = done.date().into_iter().chain(done.step.postings.iter().filter_map(|posting| posting.posted.value().copied()));
                        Some((done, days.min().filter(|day| *day <= period.last)?))
                    });
                    if let Some((done, day)) = early {
                        let finding = report("review-before-publicity-ended").arg("step", done.rule.name.text()).arg("date", day);
                        findings.push(finding.arg("last", period.last).arg("next", period.last.plus(1)).law(context.cite(&done.rule.law)));
                    }
                }
                Some(Err(missing)) => {
                    let finding = Finding::new("calendar-missing", named.subject(), &case.file).at(entry(place, &[]));
                    findings.push(finding.arg("year", missing.0).law(context.cite(&rule.law)));
                }
                None => {}
            }
        }
    }
}

/// The first step of the list that another one must come before.
fn later(course: &Course<'_>, order: usize) -> Option<String> {
    course.done.iter().find(|done| course.procedure.precedes(order, done.order)).map(|done| done.rule.name.text())
}
