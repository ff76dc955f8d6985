//! Kind `matches`: the whole text matches a regular expression. A blank is no matter of its.

use std::cell::RefCell;
use std::collections::BTreeMap;

use regex_lite::Regex;

use crate::rules::facts::Facts;
use super::{Kind, Verdict, name, unmet};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "matches", message: "does-not-match", needs: &["字段", "式样"], may: &[], args: &["field", "pattern", "asks"], judge };

thread_local! {
    /// Each pattern is compiled once a thread.
    static COMPILED: RefCell<BTreeMap<String, Option<Regex>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The pattern as it is applied: to the whole text.
pub(in super::super) fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("^(?:{pattern})$")).ok()
}

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let (field, pattern) = (rule.field.as_str(), rule.pattern.text());
    let Some(text) = facts.text(field) else { return Vec::new() };
    let matches = COMPILED.with_borrow_mut(|compiled| {
        let known = compiled.entry(pattern.clone()).or_insert_with(|| compile(&pattern));
        // A pattern that is none was reported with the rule set.
        known.as_ref().is_some_and(|known| known.is_match(&text))
    });
    if matches { Vec::new() } else { unmet(field, vec![("field", name(field)), ("pattern", pattern)]) }
}
