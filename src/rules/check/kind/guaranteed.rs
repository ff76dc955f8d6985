//! Kind `guaranteed`: every name of the rule set is attested as met (达标: 是).

use crate::rules::facts::Facts;
use super::{Kind, Verdict};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "guaranteed", message: "not-guaranteed", needs: &["字段", "名目"], may: &[], args: &["name", "asks"], judge };

/// One verdict for each name that is missing or not met.
fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    let unmet = rule.names.iter().map(|name| name.text()).filter(|name| facts.truth(&format!("{field}.{name}.达标")) != Some(true));
    unmet.map(|name| Verdict::Unmet { path: format!("{field}.{name}"), args: vec![("name", name)] }).collect()
}
