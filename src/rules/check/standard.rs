//! Standards of the rule set, applied to the subjects that are put up. Each standard is one of the kinds in `kind/`.

use super::kind::{self, Verdict};
use super::{Context, subject};
use crate::records::case::{Field, Record};
use crate::records::values::{Count, Date};
use crate::report::finding::{Finding, Level};
use crate::rules::regulation::Standard;
use crate::records::holdings::VillageCases;

/// Households that are put up in a batch, and the village if its exit has begun.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let standards = |subject: &'static str| context.rules.standards.iter().filter(move |standard| standard.subject.text() == subject);
    for case in &cases.households {
        let exit = &case.record.exit;
        if exit.batch.is_absent() || !exit.withheld.is_absent() {
            continue;
        }
        for standard in standards("户") {
            apply(standard, &case.record, year_end(&exit.year, context), context, (&subject("户", case), &case.file), findings);
        }
    }
    if !cases.village.record.exit.procedure.is_absent() {
        for standard in standards("村") {
            let day = year_end(&cases.village.record.exit.year, context);
            apply(standard, &cases.village.record, day, context, (&subject("村", &cases.village), &cases.village.file), findings);
        }
    }
}

/// Dated values hold for the year of the exit: its last day; the day of the build where no year is given.
fn year_end(year: &Field<Count>, context: &Context<'_>) -> Date {
    year.value().and_then(|year| Date::new(i16::try_from(year.0).ok()?, 12, 31)).unwrap_or(context.as_of)
}

fn apply(standard: &Standard, record: &dyn Record, day: Date, context: &Context<'_>, (subject, file): (&str, &str), findings: &mut Vec<Finding>) {
    let bound = standard.bound.value().map(|bound| bound.0).or_else(|| {
        let value = context.rules.value_on(standard.value.value()?.as_str(), day)?;
        value.value.value().map(|value| value.0)
    });
    for verdict in kind::judge(standard, bound, record) {
        let (message, path, args) = match verdict {
            Verdict::Unmet { message, path, args } => (message, path, args),
            Verdict::Unknown { path } => ("standard-not-known", path, Vec::new()),
        };
        let mut finding = Finding::new(message, subject, file).at(path.split('.').map(Into::into));
        finding.rule = standard.rule.text();
        finding.level = Level::Error;
        finding.args = args;
        findings.push(finding.arg("asks", standard.asks.text()).law(context.cite(&standard.law)));
    }
}
