//! A notice must say how to object (`notice-without-channel`).

use super::{Context, subject};
use crate::report::finding::Finding;
use crate::records::holdings::VillageCases;

/// Every batch needs a channel: its own, the village's or the township's.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in &cases.batches {
        let channels = [&case.record.channel, &cases.village.record.channel, &context.township.record.channel];
        if channels.iter().all(|channel| channel.is_empty()) {
            findings.push(Finding::new("notice-without-channel", subject("批次", case), &case.file).arg("village", &cases.village.file));
        }
    }
}
