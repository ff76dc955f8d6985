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
    static COMPILED: RefCell<BTreeMap<String, Option<Pattern>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A pattern with what of it is only a number of characters.
struct Pattern {
    /// Alternatives of the form `.{18}`: most ID numbers are settled by them, without a search.
    lengths: Vec<usize>,
    regex: Regex,
}

impl Pattern {
    fn of(pattern: &str) -> Option<Self> {
        Some(Self { lengths: lengths(pattern), regex: compile(pattern)? })
    }

    fn is_match(&self, text: &str) -> bool {
        let count = || text.chars().count();
        (!self.lengths.is_empty() && !text.contains('\n') && self.lengths.contains(&count())) || self.regex.is_match(text)
    }
}

/// The alternatives of a pattern that are nothing but `.{n}`; none where the alternatives cannot be told apart by their bars alone.
fn lengths(pattern: &str) -> Vec<usize> {
    let barred_class = || pattern.split('[').skip(1).any(|class| class.split(']').next().is_some_and(|class| class.contains('|')));
    if pattern.contains(['(', '\\']) || barred_class() {
        return Vec::new();
    }
    let number = |part: &str| part.strip_prefix(".{")?.strip_suffix('}')?.parse().ok();
    pattern.split('|').filter_map(number).collect()
}

/// The pattern as it is applied: to the whole text.
pub(in super::super) fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("^(?:{pattern})$")).ok()
}

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let (field, pattern) = (rule.field.as_str(), rule.pattern.as_str());
    let Some(text) = facts.text(field) else { return Vec::new() };
    let matches = COMPILED.with_borrow_mut(|compiled| {
        if !compiled.contains_key(pattern) {
            compiled.insert(pattern.to_owned(), Pattern::of(pattern));
        }
        let known = compiled.get(pattern).and_then(Option::as_ref);
        // A pattern that is none was reported with the rule set.
        known.is_some_and(|known| known.is_match(&text))
    });
    if matches { Vec::new() } else { unmet(field, vec![("field", name(field)), ("pattern", pattern.to_owned())]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_characters_is_told_without_a_search_and_means_the_same() {
        assert_eq!(lengths(".{15}|.{18}|.{18}[1-7]."), [15, 18]);
        for whole in ["(a|.{2})", "[|a]|.{3}", r"\|.{4}"] {
            assert_eq!(lengths(whole), [0; 0], "{whole}");
        }
        let pattern = ".{2}|a[1-7].";
        let (quick, slow) = (Pattern::of(pattern).expect("a pattern"), compile(pattern).expect("a pattern"));
        for text in ["", "一", "一二", "a1x", "a8x", "一\n", "abc"] {
            assert_eq!(quick.is_match(text), slow.is_match(text), "{text:?}");
        }
    }
}
