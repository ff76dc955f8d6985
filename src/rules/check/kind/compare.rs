//! Kinds `more-than` (超过), `at-least` (以上), `less-than` (低于), `at-most` (以下): one field, or the share of two
//! fields in percent, against a bound. 以上 and 以下 include the number, 超过 and 低于 do not.

use super::super::JUDGE;
use super::Verdict;
use crate::records::case::{Node, Record, at};
use crate::records::values::Decimal;

/// The comparison of a kind, and the message of its failure.
pub(super) fn comparison(kind: &str) -> Option<(fn(&Decimal, &Decimal) -> bool, &'static str)> {
    Some(match kind {
        "more-than" => (Decimal::gt, "not-more-than"),
        "at-least" => (Decimal::ge, "not-at-least"),
        "less-than" => (Decimal::lt, "not-less-than"),
        "at-most" => (Decimal::le, "not-at-most"),
        _ => return None,
    })
}

/// The number at a path, or the share in percent of two; `None` if one is missing or the denominator is zero.
pub(super) fn figure(record: &dyn Record, field: &str, share_of: Option<&str>) -> Option<Decimal> {
    let number = |path: &str| match at(record, path)? {
        Node::Scalar(scalar) => scalar.decimal(&JUDGE),
        _ => None,
    };
    let value = number(field)?;
    match share_of {
        None => Some(value),
        Some(path) => value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(number(path)?),
    }
}

/// Whether a figure of the record stands right against the bound.
pub(super) fn judge(kind: &str, field: &str, share_of: Option<&str>, bound: Option<Decimal>, record: &dyn Record) -> Option<Verdict> {
    let unknown = || Some(Verdict::Unknown { path: field.to_owned() });
    let (Some((holds, message)), Some(bound)) = (comparison(kind), bound) else { return unknown() };
    let Some(value) = figure(record, field, share_of) else { return unknown() };
    if holds(&value, &bound) {
        return None;
    }
    let name = field.rsplit('.').next().unwrap_or(field).to_owned();
    Some(Verdict::Unmet { message, path: field.to_owned(), args: vec![("field", name), ("bound", bound.normalize().to_string())] })
}
