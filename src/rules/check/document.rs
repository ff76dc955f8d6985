//! Rules about official documents: what each kind of text needs (`text-kind-unknown`, `upward-without-signer`, `upward-several-recipients`,
//! `reply-names-no-request`), and secrecy (`secret-without-copy-number`, `secret-document-public`). Its entry point is [`of_documents`].

use super::{CountyContext, stem};
use crate::records::case::Document;
use crate::records::holdings::Holdings;
use crate::records::values::{Disclosure, Format};
use crate::report::finding::Finding;
use crate::rules::text_kind::{TextKind, recipients, regulation};

/// Every document.
pub(super) fn of_documents(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    for (case, body) in &county.holdings.documents {
        let subject = format!("公文 {}", stem(&case.file));
        let find = |rule: &'static str| Finding::new(rule, subject.as_str(), &case.file);
        let record = &case.record;
        let kind = TextKind::of(record);
        if let (None, Some(name)) = (kind, record.text_kind.value()) {
            let known = TextKind::names().collect::<Vec<_>>().join("、");
            findings.push(find("text-kind-unknown").at(["文种".into()]).arg("name", name.as_str()).arg("known", known).law(Some(regulation("第八条"))));
        }
        secrecy(county.holdings, record, &find, findings);
        // A text without a number goes with another: what an issued document needs is asked of that one.
        if !record.is_numbered() {
            continue;
        }
        for key in missing(record, kind) {
            findings.push(find("value-missing").at([key.into()]).arg("key", key));
        }
        let Some(kind) = kind else { continue };
        if kind.goes_up() {
            if record.signers.iter().all(|signer| signer.text().is_empty()) {
                findings.push(find("upward-without-signer").at(["签发人".into()]).arg("kind", &kind.name).law(Some(regulation("第九条"))));
            }
            let addressed = recipients(record);
            if addressed.len() > 1 || addressed.first().is_some_and(|body| body.starts_with('各')) {
                let finding = find("upward-several-recipients").at(["主送机关".into()]);
                findings.push(finding.arg("kind", &kind.name).arg("count", addressed.len()).law(Some(regulation("第十五条"))));
            }
        }
        let title = record.request.title.text();
        let unsaid = |text: &str| !text.is_empty() && !body.contains(text);
        if kind.answers() && (title.is_empty() || record.request.number.is_absent() || unsaid(&title) || unsaid(&record.request.number.text())) {
            findings.push(find("reply-names-no-request").at(["来文".into()]));
        }
    }
}

/// What the kind of text or its format cannot do without.
fn missing(record: &Document, kind: Option<&TextKind>) -> Vec<&'static str> {
    let order = record.format() == Format::Order || kind.and_then(TextKind::own_format) == Some(Format::Order);
    let needs = [
        ("标题", record.title.is_absent() && !order),
        ("成文日期", record.date.is_absent()),
        ("主送机关", record.recipients.is_absent() && kind.is_some_and(TextKind::is_addressed)),
        ("出席", record.present.is_empty() && kind.is_some_and(TextKind::lists_attendance)),
        ("令号", record.order_number.is_absent() && order),
        ("签发人职务", record.offices.is_empty() && record.seal.text() == "签名章"),
    ];
    needs.into_iter().filter(|(_, missing)| *missing).map(|(key, _)| key).collect()
}

/// A secret document has a copy number and is not open to all; nor is one that forwards it.
fn secrecy(holdings: &Holdings, record: &Document, find: &dyn Fn(&'static str) -> Finding, findings: &mut Vec<Finding>) {
    if !record.secrecy.is_absent() && record.copy_number.is_absent() {
        findings.push(find("secret-without-copy-number").at(["密级".into()]).law(Some(regulation("第九条"))));
    }
    if record.disclosure.value() == Some(&Disclosure::Public)
        && let Some(secret) = holdings.with_enclosures(record).find(|document| !document.secrecy.is_absent())
    {
        findings.push(find("secret-document-public").at(["公开属性".into()]).arg("code", secret.code.text()));
    }
}
