//! Kind `gone-through` (逐一评议审核): every situation of a list was looked at and found not to be the case (符合: 否).

use crate::rules::facts::Facts;
use super::{Kind, Verdict};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "gone-through", message: "not-gone-through", needs: &["字段", "名目|代码表"], may: &[], args: &["name", "asks"], judge };

/// One verdict for each situation that was not looked at or is the case.
fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    let list = rule.list.value().and_then(|list| facts.rules.lists.get(list.as_str()));
    let names = list.unwrap_or(&rule.names).iter().map(|name| name.text());
    let open = names.filter(|name| facts.truth(&format!("{field}.{name}.符合")) != Some(false));
    open.map(|name| Verdict::Unmet { path: format!("{field}.{name}"), args: vec![("name", name)] }).collect()
}
