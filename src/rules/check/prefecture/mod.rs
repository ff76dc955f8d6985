//! A prefecture reviews what its counties sent up: its lists against the counties' own cases. Its entry point is [`across_counties`].
//!
//! Of a county it sees the register, never a case: which villages there are, and how far their exits have come.

mod claim;
mod list;

use super::Context;
use crate::records::case::{Batch, Case};
use crate::records::holdings::Holdings;
use crate::records::register::CountyBelow;
use crate::report::finding::Finding;
use crate::rules::course::Course;

/// What a check across counties may look at.
#[derive(Clone, Copy)]
pub struct PrefectureContext<'a> {
    /// The cases of the prefecture's own files.
    pub holdings: &'a Holdings,
    /// Its counties.
    pub counties: &'a [CountyBelow<'a>],
    /// What its lists are held against; none without a rule set.
    pub context: Option<Context<'a>>,
}

/// Every finding across the counties of a prefecture.
pub fn across_counties(prefecture: &PrefectureContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, below) in prefecture.counties.iter().enumerate() {
        let code = &below.county.record.code;
        if let Some(first) = prefecture.counties[..place].iter().find(|first| !code.is_absent() && first.county.record.code.value() == code.value()) {
            let finding = Finding::new("duplicate-code", code.text(), below.file(&below.county.file)).at(["县编码".into()]);
            findings.push(finding.arg("code", code.text()).arg("first", first.file(&first.county.file)));
        }
    }
    let lists: Vec<&Case<Batch>> = prefecture.holdings.batches.iter().collect();
    for (place, case) in lists.iter().enumerate() {
        list::names_what_there_is(case, prefecture, &mut findings);
        list::names_nothing_twice(case, &lists[..place], &mut findings);
        list::agrees_with_reported(case, prefecture, &mut findings);
        list::waits_for_the_counties(case, prefecture, &mut findings);
    }
    claim::is_on_a_list(prefecture, &mut findings);
    findings
}

/// The steps of a list by the rule set that it goes by; `None` where the rule set does not know its procedure.
fn course<'a>(case: &'a Case<Batch>, context: &Context<'a>) -> Option<Course<'a>> {
    let procedure = context.of_batch(&case.record).rules.procedure(&case.record.procedure.text())?;
    Some(Course::of_batch(procedure, &case.record, context.as_of))
}
