//! The website's configuration (`site-domain-missing`, `index-number-format`).

use super::CountyContext;
use crate::records::case::SiteSettings;
use crate::report::finding::Finding;

/// Where there is a configuration it names a domain, and its index numbers can be told apart.
pub(super) fn of_site(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    let case = &county.holdings.site;
    let site = &case.record;
    if site.domain.is_absent() && !(site.name.is_absent() && site.organiser.is_absent()) {
        findings.push(Finding::new("site-domain-missing", "网站", &case.file));
    }
    let named = site.named_in_index_number();
    let unknown = named.iter().any(|name| !SiteSettings::INDEX_FIELDS.contains(&name.as_str()));
    if !site.index_number.is_absent() && (unknown || !named.iter().any(|name| name == "编号")) {
        let known = SiteSettings::INDEX_FIELDS.map(|name| format!("{{{name}}}")).join("、");
        findings.push(Finding::new("index-number-format", "网站", &case.file).at(["索引号格式".into()]).arg("known", known));
    }
}
