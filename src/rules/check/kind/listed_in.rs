//! Kind `listed-in`: the text, or each of its parts between `，`, stands in a code list of the rule set. A blank is no matter of its.

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unmet};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "listed-in", message: "not-listed", needs: &["字段", "代码表"], may: &[], args: &["field", "list", "asks"], judge };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let (field, list) = (rule.field.as_str(), rule.list.text());
    let Some(text) = facts.text(field) else { return Vec::new() };
    let known = facts.rules.lists.get(&list);
    let listed = |part: &str| known.is_some_and(|list| list.iter().any(|name| name.as_str() == part));
    let parts = text.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
    if parts.clone().all(listed) { Vec::new() } else { unmet(field, vec![("field", name(field)), ("list", list)]) }
}
