//! What is recorded of a publicity's notices: when each went up and came down, held against what they print. Its entry point is [`check`]
//! (`posting-end-missing`, `posting-removed-early`, `posting-later-than-printed`).

use super::Context;
use crate::report::finding::{Finding, Key};
use crate::rules::course::Done;

/// Holds the record of a publicity's postings against its period. `way` leads to a place below the step.
pub(super) fn check(done: &Done<'_>, context: &Context<'_>, (subject, file): (&str, &str), way: &dyn Fn(&[Key]) -> Vec<Key>, findings: &mut Vec<Finding>) {
    let Some(period) = done.shown(context.calendar).filter(|_| done.rule.nature.as_str() == "公示") else { return };
    let mut tell = |rule: &'static str, keys: &[Key], args: &[(&'static str, String)]| {
        let finding = Finding::new(rule, subject, file).at(way(keys)).law(context.cite(&done.rule.law));
        findings.push(args.iter().fold(finding, |finding, (name, value)| finding.arg(name, value)));
    };
    let least = done.least(period, context.calendar);
    let over = context.as_of > period.last;
    if over && done.step.postings.is_empty() {
        let missing = [("step", done.rule.name.text()), ("place", String::new()), ("what", "张贴日期、撤下日期".to_owned()), ("last", period.last.to_string())];
        tell("posting-end-missing", &[], &missing);
    }
    for (index, posting) in done.step.postings.iter().enumerate() {
        let here = |key: &'static str| [Key::from("张贴"), index.into(), key.into()];
        let place = posting.place.text();
        let ends = [("张贴日期", posting.posted.is_absent()), ("撤下日期", posting.removed.is_absent())];
        let missing: Vec<&str> = ends.into_iter().filter_map(|(key, is_absent)| is_absent.then_some(key)).collect();
        if over && !missing.is_empty() {
            let args = [("step", done.rule.name.text()), ("place", place.clone()), ("what", missing.join("、")), ("last", period.last.to_string())];
            tell("posting-end-missing", &here("地点"), &args);
        }
        // What its own notice prints, where that is longer than the rule set asks: shorter than that is told elsewhere.
        if let (Some(removed), Some(until)) = (posting.removed.value().copied(), posting.until.value().copied())
            && removed < until
            && least.is_none_or(|least| least <= removed)
        {
            tell("posting-removed-early", &here("撤下日期"), &[("place", place.clone()), ("removed", removed.to_string()), ("until", until.to_string())]);
        }
    }
    // With several places the publicity counts from the last of them, and its notice says so; what was printed for a day on which none went up
    // prints wrong days.
    let posted = done.step.postings.iter().enumerate().filter_map(|(index, posting)| Some((*posting.posted.value()?, index, posting.place.text())));
    if let (Some((posted, index, place)), Some(date)) = (posted.min(), done.date())
        && (date.plus(1)..=context.as_of).contains(&posted)
    {
        let args = [("place", place), ("posted", posted.to_string()), ("date", date.to_string()), ("first", period.first.to_string()), ("last", period.last.to_string())];
        tell("posting-later-than-printed", &["张贴".into(), index.into(), "张贴日期".into()], &args);
    }
}
