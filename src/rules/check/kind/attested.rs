//! Kind `attested`: what is said to be met tells which department attests it and on what evidence. What is not met is the matter of `guaranteed`.

use crate::rules::facts::Facts;
use super::{Kind, Verdict};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "attested", message: "not-attested", needs: &["字段", "名目"], may: &[], args: &["name", "asks"], judge };

/// One verdict for each name that is met and lacks who attests it or the evidence.
fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    let met = rule.names.iter().map(|name| name.text()).filter(|name| facts.truth(&format!("{field}.{name}.达标")) == Some(true));
    let bare = met.filter(|name| ["认定单位", "依据"].iter().any(|key| !facts.is_present(&format!("{field}.{name}.{key}"))));
    bare.map(|name| Verdict::Unmet { path: format!("{field}.{name}"), args: vec![("name", name)] }).collect()
}
