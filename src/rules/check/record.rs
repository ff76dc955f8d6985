//! Rules about problem lists and spot checks, and what these name (`village-unknown`,
//! `household-unknown`); the households of a spot check are those that its roster and seed draw (`sample-differs`, `sample-roster-changed`). Its entry point is
//! [`of_problems_and_evaluations`].

use std::collections::BTreeSet;

use super::{Context, CountyContext, standard, stem};
use crate::records::case::Evaluation;
use crate::report::finding::{Finding, Key};
use crate::rules::JUDGE;
use crate::rules::draw::Roster;
use crate::rules::facts::Facts;

/// Every problem, every spot check with its sheets.
pub(super) fn of_problems_and_evaluations(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    let Some(context) = &county.context else { return };
    for case in &county.holdings.problems {
        for (index, problem) in case.record.problems.iter().enumerate() {
            let subject = format!("问题 {}-{}", stem(&case.file), problem.number.text());
            let way = [Key::from("问题"), index.into()];
            let village = problem.village.value().map(|code| code.as_str().to_owned());
            if let Some(code) = village.filter(|code| !county.register.villages.iter().any(|known| known.code == *code)) {
                let finding = Finding::new("village-unknown", subject.as_str(), &case.file);
                findings.push(finding.at(way.iter().cloned().chain(["村编码".into()])).arg("code", code));
            }
            let household = problem.household.reveal(&JUDGE).value().map(|code| code.as_str().to_owned());
            if household.is_some_and(|code| county.register.household(&code).is_none()) {
                findings.push(Finding::new("household-unknown", subject.as_str(), &case.file).at(way.iter().cloned().chain(["户编码".into()])));
            }
            let place = (subject.as_str(), case.file.as_str());
            apply(context, "问题", &|rules| Facts::of_record(problem, rules, context.as_of), &way, place, findings);
        }
    }
    let totals = county.register.totals();
    let roster = std::cell::OnceCell::new();
    for case in &county.holdings.evaluations {
        let subject = format!("抽查 {}", stem(&case.file));
        unknown_households(&case.record, county, (&subject, &case.file), findings);
        sample(&case.record, || roster.get_or_init(|| households(county)), (&subject, &case.file), findings);
        let place = (subject.as_str(), case.file.as_str());
        apply(context, "抽查", &|rules| Facts::of_evaluation(&case.record, &totals, rules, context.as_of), &[], place, findings);
    }
}

fn unknown_households(evaluation: &Evaluation, county: &CountyContext<'_>, (subject, file): (&str, &str), findings: &mut Vec<Finding>) {
    for (index, sheet) in evaluation.sheets.iter().enumerate() {
        if sheet.household.value().is_some_and(|code| county.register.household(code.as_str()).is_none()) {
            findings.push(Finding::new("household-unknown", subject, file).at(["抽查表".into(), index.into(), "户编码".into()]));
        }
    }
}

/// The roster of the county's households.
fn households(county: &CountyContext<'_>) -> Roster {
    Roster::close(county.register.villages.iter().flat_map(|village| village.households.codes().map(str::to_owned)).collect())
}

/// Draws once more and holds the sheets against it, as long as the roster is the one that was closed.
fn sample<'a>(evaluation: &Evaluation, roster: impl FnOnce() -> &'a Roster, (subject, file): (&str, &str), findings: &mut Vec<Finding>) {
    let (Some(digest), Some(seed)) = (evaluation.roster.value(), evaluation.seed.value()) else { return };
    let roster = roster();
    if !roster.digest().eq_ignore_ascii_case(digest.as_str()) {
        findings.push(Finding::new("sample-roster-changed", subject, file).at(["名册摘要".into()]).arg("digest", roster.digest()));
        return;
    }
    let size = evaluation.sheets.len();
    let drawn: BTreeSet<&str> = roster.draw(seed.as_str(), size).into_iter().collect();
    let sheets: BTreeSet<&str> = evaluation.sheets.iter().filter_map(|sheet| Some(sheet.household.value()?.as_str())).collect();
    // A household that stands twice is one too many as well.
    let (less, more) = (drawn.difference(&sheets).count(), size - drawn.intersection(&sheets).count());
    if less + more > 0 {
        let finding = Finding::new("sample-differs", subject, file).at(["抽查表".into()]);
        findings.push(finding.arg("more", more).arg("less", less).arg("size", size));
    }
}

/// The rules about data of the county's rule set and of those that are switched on besides.
fn apply<'a>(
    context: &Context<'a>,
    kind: &str,
    facts: &dyn Fn(&'a crate::rules::regulation::RuleSet) -> Facts<'a>,
    way: &[Key],
    place: (&str, &str),
    findings: &mut Vec<Finding>,
) {
    for set in std::iter::once(context.rules).chain(&context.regime.also) {
        for rule in set.standards.iter().chain(&set.checks).filter(|rule| rule.subject.text() == kind) {
            standard::apply(rule, &facts(set), way, place, findings);
        }
    }
}
