//! Kinds `one-of` and `not-one-of`: the text is (not) one of the names, or of those of another field; of a list one entry
//! suffices. A blank is no matter of theirs.

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unmet};
use crate::rules::regulation::Standard;

pub(super) const ONE_OF: Kind =
    Kind { name: "one-of", message: "not-one-of", needs: &["字段", "名目|另一项"], may: &[], args: &["field", "names", "asks"], judge };
pub(super) const NOT_ONE_OF: Kind = Kind { name: "not-one-of", message: "is-one-of", ..ONE_OF };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let field = rule.field.as_str();
    let Some(texts) = facts.texts(field) else { return Vec::new() };
    // What another field holds is not told: it may be private.
    let (among, said) = match rule.other.value() {
        Some(other) => match facts.text(other.as_str()) {
            Some(known) => (texts.contains(&known), name(other.as_str())),
            None => return Vec::new(),
        },
        None => {
            let names: Vec<String> = rule.names.iter().map(|name| name.text()).collect();
            (texts.iter().any(|text| names.contains(text)), names.join("、"))
        }
    };
    let wanted = rule.kind.as_str() == "one-of";
    if among == wanted { Vec::new() } else { unmet(field, vec![("field", name(field)), ("names", said)]) }
}
