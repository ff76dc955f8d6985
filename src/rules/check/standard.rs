//! Rules of the rule set, each of a kind in `kind/`. Its entry point is [`within_village`].
//!
//! Standards (标准) hold for subjects that are put up; rules about data (核查) hold for every subject.

use crate::rules::facts::Facts;
use crate::rules::figure;
use super::area::Area;
use super::kind::{self, Verdict, condition};
use super::{Context, cite, subject};
use crate::records::case::{Case, Exit, Field, Household};
use crate::records::holdings::VillageCases;
use crate::records::values::{Count, Date};
use crate::report::finding::{Finding, Key, Level};
use crate::rules::regulation::{RuleSet, Standard};

/// Households with their members, and the village.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for case in &cases.households {
        let exit = &case.record.exit;
        let batch = cases.batch_of(exit);
        let context = context.of_household(exit, batch.map(|case| &case.record));
        let standards: &[Standard] = if is_put_up(exit) { &context.rules.standards } else { &[] };
        household(case, context.rules, standards.iter().chain(&context.rules.checks), &context, findings);
        for set in &context.regime.also {
            household(case, set, set.checks.iter(), &context, findings);
        }
    }
    let village = Area::village(cases, context);
    of_area(&village, &context.of_area(village.exit, village.batch), findings);
}

/// A village, township or county.
pub(super) fn of_area(area: &Area<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let exit = area.exit;
    let standards: &[Standard] = if exit.procedure.is_absent() { &[] } else { &context.rules.standards };
    let day = year_end(&exit.year, context);
    let rules = standards.iter().chain(&context.rules.checks).map(|rule| (context.rules, rule));
    let also = context.regime.also.iter().flat_map(|set| set.checks.iter().map(move |rule| (set, rule)));
    for (set, rule) in rules.chain(also).filter(|(_, rule)| rule.subject.as_str() == area.kind) {
        apply(rule, &Facts::of_area(area.record, exit, set, day), &[], (&area.subject, area.file), findings);
    }
}

fn household<'a>(case: &Case<Household>, set: &RuleSet, rules: impl Iterator<Item = &'a Standard>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let name = subject("户", case);
    let day = year_end(&case.record.exit.year, context);
    let facts = Facts::of_household(&case.record, set, day);
    for rule in rules {
        match rule.subject.as_str() {
            "户" => apply(rule, &facts, &[], (&name, &case.file), findings),
            "成员" => {
                for (place, member) in case.record.members.iter().enumerate() {
                    let way = [Key::from("家庭成员"), place.into()];
                    apply(rule, &facts.at_member(member), &way, (&name, &case.file), findings);
                }
            }
            _ => {}
        }
    }
}

/// Whether a household stands on a list: its standards hold then.
pub(super) fn is_put_up(exit: &Exit) -> bool {
    !exit.batch.is_absent() && exit.withheld.is_absent()
}

/// Dated values hold for the year of the exit: its last day; the day of the build where no year is given.
pub(super) fn year_end(year: &Field<Count>, context: &Context<'_>) -> Date {
    year.value().and_then(|year| Date::new(i16::try_from(year.0).ok()?, 12, 31)).unwrap_or(context.as_of)
}

/// One rule against one subject.
pub(super) fn apply(rule: &Standard, facts: &Facts<'_>, way: &[Key], (subject, file): (&str, &str), findings: &mut Vec<Finding>) {
    let Some(kind) = kind::kind(rule.kind.as_str()) else { return };
    if !holds_for(rule, facts) {
        return;
    }
    for verdict in (kind.judge)(rule, facts) {
        let (message, path, args) = match verdict {
            Verdict::Unmet { path, args } => (kind.message, path, args),
            Verdict::Unknown { path } => ("standard-not-known", path, Vec::new()),
        };
        // A figure stands nowhere itself: what it is computed from does.
        let path = if path.starts_with('@') { figure::place(&path, facts).unwrap_or(path) } else { path };
        let path = path.split('.').map(key);
        let mut finding = Finding::new(message, subject, file).at(way.iter().cloned().chain(path));
        finding.rule = rule.rule.text();
        finding.level = level(rule);
        finding.args = args;
        finding.said = rule.says.value().filter(|_| message == kind.message).map(|says| says.as_str().to_owned());
        findings.push(finding.arg("asks", rule.asks.text()).law(cite(facts.rules, &rule.law)));
    }
}

/// Whether a rule applies to a subject: all of its conditions (当) hold.
pub fn holds_for(rule: &Standard, facts: &Facts<'_>) -> bool {
    condition::all(&rule.when, facts)
}

/// A step of a verdict's path; a number is a place in a list.
fn key(text: &str) -> Key {
    text.parse::<usize>().map_or_else(|_| Key::from(text.trim_start_matches('@')), Key::Index)
}

/// The level that the rule set gives a rule; an error where it says nothing.
fn level(rule: &Standard) -> Level {
    match rule.level.as_str() {
        "提醒" => Level::Warning,
        "说明" => Level::Note,
        _ => Level::Error,
    }
}
