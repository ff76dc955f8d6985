//! Kinds `present` and `absent`: something (nothing) stands at the field.

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unmet};
use crate::rules::regulation::Standard;

pub(super) const PRESENT: Kind =
    Kind { name: "present", message: "not-present", needs: &["字段"], may: &[], args: &["field", "asks"], judge };
pub(super) const ABSENT: Kind = Kind { name: "absent", message: "not-absent", ..PRESENT };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    let wanted = rule.kind.as_str() == "present";
    if facts.is_present(field) == wanted { Vec::new() } else { unmet(field, vec![("field", name(field))]) }
}
