//! Kind `guaranteed`: every name of the rule set is attested as met.

use super::super::JUDGE;
use super::Verdict;
use crate::records::case::{Field, Node, Record, at};
use crate::records::values::Text;

/// One verdict for each name that is missing or not met.
pub(super) fn judge(names: &[Field<Text>], field: &str, record: &dyn Record) -> Vec<Verdict> {
    let met = |name: &str| match at(record, &format!("{field}.{name}.达标")) {
        Some(Node::Scalar(scalar)) => scalar.truth(&JUDGE),
        _ => None,
    };
    names
        .iter()
        .map(Field::text)
        .filter(|name| met(name) != Some(true))
        .map(|name| Verdict::Unmet { message: "not-guaranteed", path: format!("{field}.{name}"), args: vec![("name", name)] })
        .collect()
}
