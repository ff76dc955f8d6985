//! Exits of villages, townships and the county itself: one way of looking at all three. Entry points: [`Area`] and
//! [`of_townships_and_county`]; the checks of a village make an `Area` of it.

use super::{Context, CountyContext, channel, comparison, evidence, procedure, publicity, reference, regime, standard, subject};
use crate::records::case::{AreaExit, Batch, Case, Channel, Record};
use crate::records::holdings::VillageCases;
use crate::report::finding::{Finding, Key};

/// The exit of an area, and where it stands.
pub(super) struct Area<'a> {
    /// `村 0901`.
    pub subject: String,
    /// 村, 乡镇 or 县.
    pub kind: &'static str,
    /// File.
    pub file: &'a str,
    /// Its record.
    pub record: &'a dyn Record,
    /// Its exit.
    pub exit: &'a AreaExit,
    /// Where to object, as its own file says.
    pub channel: &'a Channel,
    /// The list in which it is put up with others.
    pub batch: Option<&'a Batch>,
}

impl<'a> Area<'a> {
    /// The village.
    pub fn village(cases: &'a VillageCases, context: &Context<'a>) -> Self {
        let case = &cases.village;
        let exit = &case.record.exit;
        Self { subject: subject("村", case), kind: "村", file: &case.file, record: &case.record, exit, channel: &case.record.channel, batch: context.batch_of(exit) }
    }

    /// Way to its steps.
    pub fn steps() -> Vec<Key> {
        vec!["退出".into(), "步骤".into()]
    }
}

/// The exits of townships and the county, and the lists of villages that they put up.
pub(super) fn of_townships_and_county(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    let Some(context) = &county.context else { return };
    let holdings = county.holdings;
    let mut areas = vec![(None, Area {
        subject: "县".to_owned(),
        kind: "县",
        file: &holdings.county.file,
        record: &holdings.county.record,
        exit: &holdings.county.record.exit,
        channel: &holdings.county.record.channel,
        batch: None,
    })];
    for (place, case) in holdings.townships.iter().enumerate() {
        let exit = &case.record.exit;
        let subject = format!("乡镇 {}", case.record.code.text());
        let channel = &case.record.channel;
        areas.push((Some(place), Area { subject, kind: "乡镇", file: &case.file, record: &case.record, exit, channel, batch: context.batch_of(exit) }));
    }
    for (township, area) in &areas {
        let context = Context { township: township.map(|place| &holdings.townships[place]), ..*context };
        reference::of_area(area, &context, findings);
        regime::of_area(area, &context, findings);
        let context = context.of_area(area.exit, area.batch);
        standard::of_area(area, &context, findings);
        procedure::of_area(area, &context, findings);
        publicity::of_area(area, &context, findings);
        channel::of_area(area, &context, findings);
        evidence::of_area(area, &holdings.inventory.evidence, &context, findings);
        comparison::of_steps(&area.exit.steps, &area.exit.procedure, &context, (&area.subject, area.file, &Area::steps()), findings);
    }
    for case in &holdings.batches {
        let context = &Context { township: township_of(case, county), ..*context };
        batch(case, &holdings.inventory.evidence, context, findings);
    }
    evidence::not_named(holdings, findings);
}

/// The township in whose folder a list stands.
fn township_of<'a>(case: &Case<Batch>, county: &CountyContext<'a>) -> Option<&'a Case<crate::records::case::Township>> {
    let folder = case.file.strip_prefix("content/townships/")?.split('/').next()?;
    let place = county.holdings.inventory.townships.iter().position(|files| files.code == folder)?;
    county.holdings.townships.get(place)
}

/// A list of villages.
fn batch(case: &Case<Batch>, files: &[String], context: &Context<'_>, findings: &mut Vec<Finding>) {
    let name = subject("批次", case);
    let way: Vec<Key> = vec!["步骤".into()];
    reference::procedure(&case.record.procedure, vec!["程序".into()], &name, &case.file, &context.of_batch(&case.record), findings);
    regime::of_batch(case, context, findings);
    let context = context.of_batch(&case.record);
    procedure::of_batch(case, &context, findings);
    publicity::of_batch(case, &context, findings);
    channel::of_batch(case, None, &context, findings);
    evidence::of_steps(&case.record.steps, &case.record.procedure, files, &context, (&name, &case.file, &way), findings);
    comparison::of_steps(&case.record.steps, &case.record.procedure, &context, (&name, &case.file, &way), findings);
}
