//! Kind `each-of`: every entry of a list (the measures of a plan, say) is as described. An empty list is the matter of `present`.

use super::condition::all;
use super::{Kind, Verdict, name};
use crate::rules::facts::Facts;
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "each-of", message: "entry-not-so", needs: &["字段", "逐项"], may: &[], args: &["field", "place", "asks"], judge };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    let entries = facts.list(field).into_iter().enumerate();
    let others = entries.filter(|(_, entry)| !all(&rule.each, entry));
    others
        .map(|(index, _)| Verdict::Unmet {
            path: format!("{field}.{index}"),
            args: vec![("field", name(field)), ("place", (index + 1).to_string())],
        })
        .collect()
}
