//! Conditions within rules: comparisons, `one-of`, `not-one-of`, `present`, `absent`. Its entry point is [`holds`].

use crate::rules::facts::Facts;
use super::compare::comparison;
use crate::rules::regulation::Condition;

/// Kinds of conditions.
pub(in super::super) const KINDS: &[&str] = &["more-than", "at-least", "less-than", "at-most", "one-of", "not-one-of", "present", "absent"];

/// Whether a condition holds; `None` when a value that it needs is missing.
pub(in super::super) fn holds(condition: &Condition, facts: &Facts<'_>) -> Option<bool> {
    let field = condition.field.as_str();
    // Of a list one entry suffices, and of a list none may be among them.
    let named = |texts: Vec<String>| condition.names.iter().any(|name| texts.iter().any(|text| text == name.as_str()));
    match condition.kind.as_str() {
        "one-of" => facts.texts(field).map(named),
        "not-one-of" => facts.texts(field).map(|texts| !named(texts)),
        "present" => Some(facts.is_present(field)),
        "absent" => Some(!facts.is_present(field)),
        kind => {
            let bound = condition.bound.value().map(|bound| bound.0).or_else(|| facts.number(condition.other.value()?.as_str()))?;
            let value = facts.figure(field, condition.share_of.value().map(|path| path.as_str()))?;
            Some(comparison(kind)?(&value, &bound))
        }
    }
}

/// Whether all hold; what cannot be judged does not hold.
pub(in super::super) fn all(conditions: &[Condition], facts: &Facts<'_>) -> bool {
    conditions.iter().all(|condition| holds(condition, facts) == Some(true))
}
