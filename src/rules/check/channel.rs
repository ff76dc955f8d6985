//! A notice must say how to object, in every way that the rule set asks for (`notice-without-channel`).

use super::{Context, subject};
use crate::records::holdings::VillageCases;
use crate::report::finding::Finding;
use crate::rules::regulation::Procedure;

/// Every batch needs the ways that its procedure's publicity asks for: in its own file, the village's, township's or county's.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in &cases.batches {
        let procedure = context.rules.procedure(&case.record.procedure.text());
        let Some(step) = procedure.and_then(|procedure: &Procedure| procedure.of_nature("公示")) else { continue };
        let channels =
            [&case.record.channel, &cases.village.record.channel, &context.township.record.channel, &context.county.record.channel];
        let given = |way: &str| channels.iter().any(|channel| channel.gives(way) && (way == "监督电话" || channel.is_reachable()));
        let missing: Vec<String> = step.required_ways().into_iter().filter(|way| !given(way)).collect();
        if !missing.is_empty() {
            let finding = Finding::new("notice-without-channel", subject("批次", case), &case.file).arg("ways", missing.join("、"));
            findings.push(finding.arg("village", &cases.village.file).law(context.cite(&step.law)));
        }
    }
}
