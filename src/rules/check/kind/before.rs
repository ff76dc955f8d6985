//! Kind `before`: one day lies before another, or on it.

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unmet};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "before", message: "not-before", needs: &["字段", "另一项"], may: &[], args: &["field", "other", "asks"], judge };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let (field, other) = (rule.field.as_str(), rule.other.as_str());
    match (facts.date(field), facts.date(other)) {
        (Some(first), Some(second)) if first > second => unmet(field, vec![("field", name(field)), ("other", name(other))]),
        // A missing day is the matter of `present`.
        _ => Vec::new(),
    }
}
