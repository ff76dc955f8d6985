//! A notice must say how to object, in every way that the rule set asks for (`notice-without-channel`).

use super::{Context, subject};
use crate::records::case::{Batch, Case, Channel, Village};
use crate::records::holdings::VillageCases;
use crate::report::finding::Finding;

/// Every batch needs the ways that its procedure's publicity asks for: in its own file, the village's, township's or county's.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in &cases.batches {
        of_batch(case, Some(&cases.village), &context.of_batch(&case.record), findings);
    }
}

/// A list of a village's households, or of villages.
pub(super) fn of_batch(case: &Case<Batch>, village: Option<&Case<Village>>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let procedure = context.rules.procedure(&case.record.procedure.text());
    let Some(step) = procedure.and_then(|procedure| procedure.of_nature("公示")) else { return };
    let above = [village.map(|case| &case.record.channel), context.township.map(|case| &case.record.channel)];
    let channels: Vec<&Channel> = [&case.record.channel].into_iter().chain(above.into_iter().flatten()).chain([&context.county.record.channel]).collect();
    let given = |way: &str| channels.iter().any(|channel| channel.gives(way) && (way == "监督电话" || channel.is_reachable()));
    let missing: Vec<String> = step.required_ways().into_iter().filter(|way| !given(way)).collect();
    if !missing.is_empty() {
        let place = village.map_or(context.county.file.as_str(), |case| &case.file);
        let finding = Finding::new("notice-without-channel", subject("批次", case), &case.file).arg("ways", missing.join("、"));
        findings.push(finding.arg("village", place).law(context.cite(&step.law)));
    }
}
