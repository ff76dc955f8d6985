//! Meetings of review: no more came than were asked, the votes are those of who came, and each ballot is about a household of the village
//! (`present-exceeds-entitled`, `votes-not-of-present`, `household-unknown`). Its entry point is [`within_village`].

use super::area::Area;
use super::{Context, subject};
use crate::records::case::{Field, Private, Step};
use crate::records::holdings::VillageCases;
use crate::records::values::{Count, Text};
use crate::report::finding::{Finding, Key};
use crate::rules::JUDGE;

/// The meetings of the village's own exit and of its lists.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let village = Area::village(cases, context);
    let place = (village.subject.as_str(), village.file, Area::steps());
    of_steps(&village.exit.steps, &village.exit.procedure, &context.of_area(village.exit, village.batch), place, cases, findings);
    for case in &cases.batches {
        let record = &case.record;
        of_steps(&record.steps, &record.procedure, &context.of_batch(record), (&subject("批次", case), &case.file, vec!["步骤".into()]), cases, findings);
    }
}

/// A list of steps; `place` is subject, file, and way to them.
fn of_steps(steps: &[Step], procedure: &Field<Text>, context: &Context<'_>, place: (&str, &str, Vec<Key>), cases: &VillageCases, findings: &mut Vec<Finding>) {
    let (subject, file, way) = place;
    let procedure = context.rules.procedure(&procedure.text());
    for (index, step) in steps.iter().enumerate() {
        let name = step.step.text();
        let report = |rule: &'static str, keys: &[Key]| {
            let law = procedure.and_then(|procedure| procedure.step(&name)).and_then(|(_, rule)| context.cite(&rule.law));
            Finding::new(rule, subject, file).at([&way[..], &[index.into()], keys].concat()).arg("step", &name).law(law)
        };
        let (invited, present) = (step.invited.value().map(|count| count.0), step.present.value().map(|count| count.0));
        if let (Some(invited), Some(present)) = (invited, present)
            && present > invited
        {
            findings.push(report("present-exceeds-entitled", &["实到".into()]).arg("entitled", invited).arg("present", present));
        }
        let Some(present) = present else { continue };
        if !are_of(present, [&step.votes_for, &step.votes_against, &step.abstentions]) {
            findings.push(report("votes-not-of-present", &["实到".into()]).arg("present", present));
        }
        for (place, ballot) in step.meeting.ballots.iter().enumerate() {
            let way = ["会议".into(), "逐户评议".into(), place.into()];
            if !are_of(present, [&ballot.votes_for, &ballot.votes_against, &ballot.abstentions]) {
                findings.push(report("votes-not-of-present", &way).arg("present", present));
            }
            if !cases.households.iter().any(|case| case.record.code.value() == ballot.household.value()) {
                findings.push(report("household-unknown", &[&way[..], &["户编码".into()]].concat()));
            }
        }
    }
}

/// Whether votes are those of who came: as many, or fewer as long as a count is open.
fn are_of(present: u32, votes: [&Private<Count>; 3]) -> bool {
    let counts = votes.map(|count| count.reveal(&JUDGE).value().map(|count| u64::from(count.0)));
    let sum: u64 = counts.iter().flatten().sum();
    let present = u64::from(present);
    if counts.iter().all(Option::is_some) { sum == present } else { sum <= present }
}
