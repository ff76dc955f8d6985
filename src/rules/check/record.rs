//! Rules about problem lists and spot checks, and what these name (`village-unknown`, `household-unknown`). Its entry point is
//! [`of_problems_and_evaluations`].

use super::{Context, CountyContext, standard, stem};
use crate::records::case::Evaluation;
use crate::report::finding::{Finding, Key};
use crate::rules::JUDGE;
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
    for case in &county.holdings.evaluations {
        let subject = format!("抽查 {}", stem(&case.file));
        unknown_households(&case.record, county, (&subject, &case.file), findings);
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
