//! Kind `sum-equals`: the parts, less what is taken off, make the field exactly. Parts that stand blank count nothing.

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unknown, unmet};
use crate::records::values::Decimal;
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "sum-equals", message: "sum-differs", needs: &["字段", "各项"], may: &["减项"], args: &["field", "parts", "asks"], judge };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    let Some(total) = facts.number(field) else { return unknown(field) };
    let sum = |paths: &[crate::records::case::Field<crate::records::values::Text>]| -> Decimal {
        paths.iter().filter_map(|path| facts.number(&path.text())).sum()
    };
    if sum(&rule.parts) - sum(&rule.minus) == total {
        return Vec::new();
    }
    let parts = rule.parts.iter().map(|path| name(&path.text())).collect::<Vec<_>>().join("、");
    unmet(field, vec![("field", name(field)), ("parts", parts)])
}
