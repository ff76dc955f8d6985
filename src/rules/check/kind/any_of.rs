//! Kind `any-of` (或者): one of several conditions suffices.

use crate::rules::facts::Facts;
use super::condition::holds;
use super::{Kind, Verdict, unknown, unmet};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind = Kind { name: "any-of", message: "none-of", needs: &["任一"], may: &[], args: &["asks"], judge };

/// Unknown when none holds and one cannot be judged.
fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let mut missing = None;
    for condition in &rule.any {
        match holds(condition, facts) {
            Some(true) => return Vec::new(),
            Some(false) => {}
            None => missing = Some(condition.field.text()),
        }
    }
    match missing {
        Some(path) => unknown(&path),
        None => unmet(&rule.any.first().map(|first| first.field.text()).unwrap_or_default(), Vec::new()),
    }
}
