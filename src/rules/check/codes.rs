//! Codes: present, the same as the file's name, no subject's twice (`value-missing`, `code-path-mismatch`, `duplicate-code`).

use super::{Context, CountyContext, stem, subject};
use crate::records::case::Field;
use crate::records::values::{Code, Value};
use crate::records::holdings::VillageCases;
use crate::report::finding::Finding;
use crate::report::message::group;

/// Codes of a village, its batches and households against the names of their files and folders.
pub(super) fn within_village(cases: &VillageCases, _: &Context<'_>, findings: &mut Vec<Finding>) {
    let read = |file: &str, own: &[Finding]| was_read(file, own.iter().chain(&cases.findings));
    let folder = cases.village.file.rsplit('/').nth(1).unwrap_or_default();
    if read(&cases.village.file, &cases.village.findings) {
        check(&cases.village.record.code, "村编码", folder, &subject("村", &cases.village), &cases.village.file, findings);
        required(&cases.village.record.name, "名称", &subject("村", &cases.village), &cases.village.file, findings);
    }
    for case in cases.batches.iter().filter(|case| read(&case.file, &case.findings)) {
        check(&case.record.code, "批次", stem(&case.file), &subject("批次", case), &case.file, findings);
    }
    for case in cases.households.iter().filter(|case| read(&case.file, &case.findings)) {
        let subject = subject("户", case);
        check(&case.record.code, "户编码", stem(&case.file), &subject, &case.file, findings);
        required(&case.record.head, "户主", &subject, &case.file, findings);
        if case.record.members.is_empty() && case.findings.is_empty() {
            findings.push(Finding::new("value-missing", subject, &case.file).arg("key", "家庭成员"));
        }
    }
}

/// Codes of the workspace's other files, and codes borne twice.
pub(super) fn across(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    let read = |file: &str, own: &[Finding]| was_read(file, own.iter().chain(&county.holdings.findings));
    for (case, files) in county.holdings.townships.iter().zip(&county.holdings.inventory.townships) {
        if !read(&case.file, &case.findings) {
            continue;
        }
        check(&case.record.code, "乡镇编码", &files.code, &format!("乡镇 {}", files.code), &case.file, findings);
        required(&case.record.name, "名称", &format!("乡镇 {}", files.code), &case.file, findings);
    }
    for case in county.holdings.plans.iter().filter(|case| read(&case.file, &case.findings)) {
        let subject = format!("计划 {}", stem(&case.file));
        check(&case.record.code, "计划编号", stem(&case.file), &subject, &case.file, findings);
        for (index, table) in case.record.tables.iter().enumerate() {
            if table.code.is_absent() {
                let finding = Finding::new("value-missing", &subject, &case.file).at(["附表".into(), index.into()]);
                findings.push(finding.arg("key", "编号"));
            }
            let doubled = case.record.tables[..index].iter().any(|earlier| earlier.code.value().is_some_and(|code| table.code.value() == Some(code)));
            if doubled {
                let finding = Finding::new("duplicate-code", &subject, &case.file).at(["附表".into(), index.into(), "编号".into()]);
                findings.push(finding.arg("code", table.code.text()).arg("first", &case.file));
            }
        }
    }
    for case in county.holdings.batches.iter().filter(|case| read(&case.file, &case.findings)) {
        check(&case.record.code, "批次", stem(&case.file), &subject("批次", case), &case.file, findings);
    }
    for case in county.rule_sets.iter().filter(|case| read(&case.file, &case.findings)) {
        check(&case.record.id, "规则集", stem(&case.file), &format!("规则集 {}", stem(&case.file)), &case.file, findings);
    }
    for (case, _) in county.holdings.documents.iter().filter(|(case, _)| read(&case.file, &case.findings)) {
        check(&case.record.code, "编号", stem(&case.file), &format!("公文 {}", stem(&case.file)), &case.file, findings);
    }
    for (code, file, first) in county.register.doubled_codes() {
        findings.push(Finding::new("duplicate-code", code, file).arg("code", code).arg("first", first));
    }
}

fn check(code: &Field<Code>, key: &'static str, name: &str, subject: &str, file: &str, findings: &mut Vec<Finding>) {
    required(code, key, subject, file, findings);
    if let Some(code) = code.value()
        && code.as_str() != name
    {
        let finding = Finding::new("code-path-mismatch", subject, file).at([key.into()]);
        findings.push(finding.arg("code", code.as_str()).arg("name", name));
    }
}

/// Whether a file's content could be made out at all: of one that was not read it is said once, and not that all of it is missing.
pub(super) fn was_read<'a>(file: &str, mut findings: impl Iterator<Item = &'a Finding>) -> bool {
    let none_of_it = |finding: &Finding| group(finding.message) == "input" || (finding.message == "wrong-type" && finding.path.is_empty());
    !findings.any(|finding| finding.file == file && none_of_it(finding))
}

/// A value without which nothing can be made of the file.
fn required<T: Value>(field: &Field<T>, key: &'static str, subject: &str, file: &str, findings: &mut Vec<Finding>) {
    if field.is_absent() {
        findings.push(Finding::new("value-missing", subject, file).arg("key", key));
    }
}
