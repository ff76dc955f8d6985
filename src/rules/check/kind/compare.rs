//! Kinds `more-than` (超过), `at-least` (以上), `less-than` (低于), `at-most` (以下): a field, or the share of two fields in
//! percent, against a number, a dated value or another field. 以上 and 以下 include the number, 超过 and 低于 do not.

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unknown, unmet};
use crate::records::values::Decimal;
use crate::rules::regulation::Standard;

const NEEDS: &[&str] = &["字段", "界限|数值|另一项"];
const MAY: &[&str] = &["占"];
const ARGS: &[&str] = &["field", "bound", "asks"];

pub(super) const MORE_THAN: Kind = Kind { name: "more-than", message: "not-more-than", needs: NEEDS, may: MAY, args: ARGS, judge };
pub(super) const AT_LEAST: Kind = Kind { name: "at-least", message: "not-at-least", ..MORE_THAN };
pub(super) const LESS_THAN: Kind = Kind { name: "less-than", message: "not-less-than", ..MORE_THAN };
pub(super) const AT_MOST: Kind = Kind { name: "at-most", message: "not-at-most", ..MORE_THAN };

/// The comparison of a kind.
pub(super) fn comparison(kind: &str) -> Option<fn(&Decimal, &Decimal) -> bool> {
    Some(match kind {
        "more-than" => Decimal::gt,
        "at-least" => Decimal::ge,
        "less-than" => Decimal::lt,
        "at-most" => Decimal::le,
        _ => return None,
    })
}

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    // A bound that is another field of the case is not told: it may be private.
    let (bound, said) = match (rule.bound.value(), rule.value.value(), rule.other.value()) {
        (Some(bound), ..) => (Some(bound.0), bound.0.normalize().to_string()),
        (_, Some(value), _) => {
            let bound = facts.rules.value_on(value.as_str(), facts.day).and_then(|value| value.value.value()).map(|value| value.0);
            (bound, bound.map(|bound| bound.normalize().to_string()).unwrap_or_default())
        }
        (.., Some(other)) => (facts.number(other.as_str()), name(other.as_str())),
        _ => (None, String::new()),
    };
    let value = facts.figure(field, rule.share_of.value().map(|path| path.as_str()));
    let (Some(holds), Some(bound), Some(value)) = (comparison(rule.kind.as_str()), bound, value) else { return unknown(field) };
    if holds(&value, &bound) {
        return Vec::new();
    }
    unmet(field, vec![("field", name(field)), ("bound", said)])
}
