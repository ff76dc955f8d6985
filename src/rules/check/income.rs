//! Items of income that a household has are items of the rule set's worksheet (`income-item-unknown`): an item of another name would
//! count nothing, in silence.

use super::{Context, subject};
use crate::records::case::nearest;
use crate::records::holdings::VillageCases;
use crate::report::finding::Finding;

/// Every item of every household, where the rule set has a worksheet.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in cases.households.iter().filter(|case| !case.record.income.items.is_empty()) {
        let exit = &case.record.exit;
        let batch = cases.batch_of(exit).map(|case| &case.record);
        let items = &context.of_household(exit, batch).rules.income_items;
        let known: Vec<String> = items.iter().map(|item| item.name.text()).collect();
        for name in case.record.income.items.keys().filter(|name| !known.contains(name)) {
            let near = nearest(name, known.iter().map(String::as_str)).map_or_else(|| known.join("、"), str::to_owned);
            let finding = Finding::new("income-item-unknown", subject("户", case), &case.file).at(["收入".into(), "明细".into(), name.as_str().into()]);
            findings.push(finding.arg("name", name).arg("near", near));
        }
    }
}
