//! References: a case names a procedure, a batch, a document, a table that exists
//! (`procedure-unknown`, `batch-unknown`, `rule-set-unknown`, `rule-set-circle`, `document-unknown`, `table-unknown`).

use super::area::Area;
use super::codes::was_read;
use super::{Context, CountyContext, stem, subject};
use crate::records::case::{Field, nearest};
use crate::records::values::Text;
use crate::report::finding::{Finding, Key};
use crate::rules::regulation::{Unwhole, effective};
use crate::records::holdings::VillageCases;

/// Procedures and batches that cases name.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let area = Area::village(cases, context);
    of_area(&area, context, findings);
    for case in &cases.batches {
        let name = subject("批次", case);
        procedure(&case.record.procedure, vec!["程序".into()], &name, &case.file, &context.of_batch(&case.record), findings);
        if case.record.procedure.is_absent() && was_read(&case.file, case.findings.iter().chain(&cases.findings)) {
            findings.push(Finding::new("value-missing", name, &case.file).arg("key", "程序"));
        }
    }
    for case in &cases.households {
        let exit = &case.record.exit;
        let batch = cases.batch_of(exit);
        let own = context.of_household(exit, batch.map(|case| &case.record));
        procedure(&exit.procedure, vec!["退出".into(), "程序".into()], &subject("户", case), &case.file, &own, findings);
        if let (Some(code), None) = (exit.batch.value(), batch) {
            let finding = Finding::new("batch-unknown", subject("户", case), &case.file);
            findings.push(finding.at(["退出".into(), "批次".into()]).arg("code", code.as_str()));
        }
    }
}

/// The procedure and the list that an area's exit names.
pub(super) fn of_area(area: &Area<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let exit = area.exit;
    let own = context.of_area(exit, area.batch);
    procedure(&exit.procedure, vec!["退出".into(), "程序".into()], &area.subject, area.file, &own, findings);
    if let (Some(code), None) = (exit.batch.value(), area.batch) {
        let finding = Finding::new("batch-unknown", area.subject.as_str(), area.file);
        findings.push(finding.at(["退出".into(), "批次".into()]).arg("code", code.as_str()));
    }
}

/// A procedure by name.
pub(super) fn procedure(field: &Field<Text>, path: Vec<Key>, subject: &str, file: &str, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(name) = field.value().map(Text::as_str) else { return };
    if context.rules.procedure(name).is_none() {
        let known: Vec<String> = context.rules.procedures.iter().map(|procedure| procedure.name.text()).collect();
        let near = nearest(name, known.iter().map(String::as_str)).map_or_else(|| known.join("、"), str::to_owned);
        findings.push(Finding::new("procedure-unknown", subject, file).at(path).arg("name", name).arg("near", near));
    }
}

/// The rule set of the county; documents and tables that documents name.
pub(super) fn of_workspace(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    let of_county = |way: Vec<Key>, id: String, findings: &mut Vec<Finding>| {
        let finding = match effective(county.rule_sets, &id) {
            Ok(_) => return,
            Err(Unwhole::Circle(ids)) => Finding::new("rule-set-circle", county.holdings.office(), &county.holdings.county.file).arg("way", ids.join(" → ")),
            Err(Unwhole::Unknown(id)) => {
                let known = county.rule_sets.iter().map(|case| case.record.id.text()).collect::<Vec<_>>().join("、");
                Finding::new("rule-set-unknown", county.holdings.office(), &county.holdings.county.file).arg("id", id).arg("known", known).arg("file", &county.holdings.county.file)
            }
        };
        findings.push(finding.at(way));
    };
    of_county(vec!["规则集".into()], county.holdings.county.record.rule_set.text(), findings);
    for (index, id) in county.holdings.county.record.former.iter().enumerate() {
        of_county(vec!["历年规则集".into(), index.into()], id.text(), findings);
    }
    for (index, id) in county.holdings.county.record.also.iter().enumerate() {
        of_county(vec!["附加规则集".into(), index.into()], id.text(), findings);
    }
    for (case, _) in &county.holdings.documents {
        let subject = format!("公文 {}", stem(&case.file));
        if let Some(code) = case.record.enclosure.value()
            && county.holdings.document(code.as_str()).is_none_or(|(other, _)| other.file == case.file)
        {
            let finding = Finding::new("document-unknown", subject.as_str(), &case.file).at(["转发文件".into()]);
            findings.push(finding.arg("code", code.as_str()));
        }
        for (index, name) in case.record.plan_tables.iter().enumerate() {
            if county.holdings.plan_table(&name.text()).is_none() {
                let finding = Finding::new("table-unknown", subject.as_str(), &case.file).at(["附表".into(), index.into()]);
                findings.push(finding.arg("name", name.text()));
            }
        }
    }
}
