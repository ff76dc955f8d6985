//! Persons: the check character of ID numbers (`id-number-check-digit`) and persons in two households (`person-in-two-households`).

use super::{Context, CountyContext, subject};
use crate::rules::JUDGE;
use crate::records::register::id_number_of;
use crate::report::finding::Finding;
use crate::records::holdings::VillageCases;

/// Check characters. The message names the member's place, never the number.
pub(super) fn id_numbers(cases: &VillageCases, _: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in &cases.households {
        for (place, member) in case.record.members.iter().enumerate() {
            let number = member.id_number.reveal(&JUDGE).value();
            if number.is_some_and(|number| !number.check_character_is_right()) {
                let finding = Finding::new("id-number-check-digit", subject("户", case), &case.file);
                findings.push(finding.at(id_number_of(place)).arg("member", place + 1));
            }
        }
    }
}

/// The same ID number in two households, or twice in one.
pub(super) fn in_two_households(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    for double in county.register.doubles() {
        let finding = Finding::new("person-in-two-households", format!("户 {}", double.household.code()), double.household.file());
        let other = format!("{}（{}）", double.first.code(), double.first.file());
        findings.push(finding.at(id_number_of(double.member)).arg("member", double.member + 1).arg("other", other));
    }
}
