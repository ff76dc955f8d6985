//! A notice must say how to object, in every way that the rule set asks for (`notice-without-channel`).

use super::area::Area;
use super::{Context, subject};
use crate::records::case::{Batch, Case, Channel, Field, Village};
use crate::records::holdings::VillageCases;
use crate::records::values::Text;
use crate::report::finding::Finding;

/// Every list and the village's own exit need the ways that the publicity asks for: in the own file, the village's, township's or county's.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in &cases.batches {
        of_batch(case, Some(&cases.village), &context.of_batch(&case.record), findings);
    }
    let village = Area::village(cases, context);
    of_area(&village, &context.of_area(village.exit, village.batch), findings);
}

/// A list of a village's households, or of villages.
pub(super) fn of_batch(case: &Case<Batch>, village: Option<&Case<Village>>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let own = [Some(&case.record.channel), village.map(|case| &case.record.channel)];
    let place = village.map_or(context.county.file.as_str(), |case| &case.file);
    check(&case.record.procedure, own, (&subject("批次", case), &case.file, place), context, findings);
}

/// The exit of an area that is put up by itself.
pub(super) fn of_area(area: &Area<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    if area.batch.is_none() {
        check(&area.exit.procedure, [Some(area.channel), None], (&area.subject, area.file, area.file), context, findings);
    }
}

/// The ways that a procedure's publicity asks for, in the own channels, the township's and the county's. `place` is subject, file,
/// and the file in which the missing ways would best stand.
fn check(
    procedure: &Field<Text>,
    own: [Option<&Channel>; 2],
    (subject, file, place): (&str, &str, &str),
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) {
    let procedure = context.rules.procedure(&procedure.text());
    let Some(step) = procedure.and_then(|procedure| procedure.of_nature("公示")) else { return };
    let above = [context.township.map(|case| &case.record.channel), Some(&context.county.record.channel)];
    let channels: Vec<&Channel> = own.into_iter().chain(above).flatten().collect();
    let given = |way: &str| channels.iter().any(|channel| channel.gives(way) && (way == "监督电话" || channel.is_reachable()));
    let missing: Vec<String> = step.required_ways().into_iter().filter(|way| !given(way)).collect();
    if !missing.is_empty() {
        let finding = Finding::new("notice-without-channel", subject, file).arg("ways", missing.join("、"));
        findings.push(finding.arg("village", place).law(context.cite(&step.law)));
    }
}
