//! Kind `days-between`: from one day to another there are at least, or at most, so many days; both ends count.

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unmet};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind = Kind {
    name: "days-between",
    message: "days-not-between",
    needs: &["字段", "另一项"],
    may: &["最少天数", "最多天数"],
    args: &["field", "other", "days", "asks"],
    judge,
};

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let (field, other) = (rule.field.as_str(), rule.other.as_str());
    let (Some(first), Some(last)) = (facts.date(field), facts.date(other)) else { return Vec::new() };
    let days = i64::from(last.days_since(first)) + 1;
    let least = rule.least_days.value().is_none_or(|least| days >= i64::from(least.0));
    let most = rule.most_days.value().is_none_or(|most| days <= i64::from(most.0));
    if least && most {
        return Vec::new();
    }
    unmet(field, vec![("field", name(field)), ("other", name(other)), ("days", days.to_string())])
}
