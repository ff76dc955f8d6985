//! What is gone through one by one: guarantees, situations of the negative lists, measures, visits, assessments.

use super::{blank_rows, day, form, label, list, show, tick};
use crate::papers::document::{Align, Cell, Row, Table};
use crate::papers::view::from_case::row;
use crate::records::case::Household;
use crate::rules::check::holds_for;
use crate::rules::facts::Facts;

const YES_NO: [&str; 2] = ["是", "否"];

/// Names of the guarantees that the rule set asks of this household: met or not, on what evidence.
fn asked(facts: &Facts<'_>) -> Vec<String> {
    let standards = facts.rules.standards.iter().filter(|standard| standard.subject.text() == "户" && standard.kind.text() == "guaranteed");
    let own = standards.clone().filter(|standard| holds_for(standard, facts)).flat_map(|standard| &standard.names);
    let mut names: Vec<String> = own.map(|name| name.text()).collect();
    if names.is_empty() {
        // A household of which nothing is known yet is asked about all of them.
        names = standards.flat_map(|standard| &standard.names).map(|name| name.text()).collect();
    }
    names
}

/// The guarantees of the survey record.
pub(super) fn guarantees(facts: &Facts<'_>, missing: &mut Vec<String>) -> Table {
    let rows = asked(facts).into_iter().map(|title| {
        let known = facts.household.and_then(|household| household.guarantees.get(&title));
        let met = known.map(|guarantee| show(&guarantee.met)).unwrap_or_default();
        if met.is_empty() {
            missing.push(title.clone());
        }
        let evidence = known.map(|guarantee| show(&guarantee.evidence)).unwrap_or_default();
        Row { cells: vec![label(title), Cell::new(tick(&met, YES_NO)), Cell::new(evidence)] }
    });
    let columns = [("保障", 1.0, Align::Left), ("是否达标", 1.0, Align::Centre), ("依据及核实情况", 3.0, Align::Left)];
    form(columns, rows.collect())
}

/// The guarantees of the check: what is registered, on what evidence, and what the check found.
pub(super) fn guarantees_checked(facts: &Facts<'_>) -> Table {
    let rows = asked(facts).into_iter().enumerate().map(|(at, title)| {
        let known = facts.household.and_then(|household| household.guarantees.get(&title));
        let met = known.map(|guarantee| show(&guarantee.met)).unwrap_or_default();
        let evidence = known.map(|guarantee| show(&guarantee.evidence)).unwrap_or_default();
        let cells = vec![
            Cell::new((at + 1).to_string()),
            label(title),
            Cell::new(tick(&met, ["达标", "未达标"])),
            Cell::new(evidence),
            Cell::new("☐ 属实　☐ 不属实"),
            Cell::new(""),
        ];
        Row { cells }
    });
    let columns = [
        ("序号", 0.0, Align::Centre),
        ("核查项目", 1.0, Align::Left),
        ("是否达标", 0.0, Align::Centre),
        ("依据", 2.0, Align::Left),
        ("核查结果", 0.0, Align::Centre),
        ("核查说明", 2.0, Align::Left),
    ];
    form(columns, rows.collect())
}

/// The situations of the rule set's negative list that holds for this household, each with its outcome and evidence.
pub(super) fn situations(facts: &Facts<'_>) -> Table {
    let standards = facts.rules.standards.iter().filter(|standard| standard.subject.text() == "户" && standard.kind.text() == "gone-through");
    let names = standards.filter(|standard| holds_for(standard, facts)).flat_map(|standard| match standard.list.value() {
        Some(name) => list(facts.rules, name.as_str()),
        None => standard.names.iter().map(|name| name.text()).collect(),
    });
    let rows = names.enumerate().map(|(at, name)| {
        let known = facts.household.and_then(|household| household.situations.get(&name));
        let applies = known.map(|situation| show(&situation.applies)).unwrap_or_default();
        let evidence = known.map(|situation| show(&situation.evidence)).unwrap_or_default();
        Row { cells: vec![Cell::new((at + 1).to_string()), label(name), Cell::new(tick(&applies, YES_NO)), Cell::new(evidence)] }
    });
    let columns =
        [("序号", 0.0, Align::Centre), ("情形", 2.0, Align::Left), ("是否属于该情形", 0.0, Align::Centre), ("依据及核实情况", 2.0, Align::Left)];
    form(columns, rows.collect())
}

/// Measures of the help plan, and three more lines.
pub(super) fn measures(household: &Household) -> Table {
    let rows = household.help_plan.measures.iter().enumerate().map(|(at, measure)| {
        let cells = [
            (at + 1).to_string(),
            show(&measure.kind),
            show(&measure.content),
            show(&measure.by),
            day(&measure.until),
            day(&measure.done),
            show(&measure.result),
        ];
        row(cells)
    });
    let columns = [
        ("序号", 0.0, Align::Centre),
        ("类别", 0.3, Align::Centre),
        ("帮扶措施", 2.0, Align::Left),
        ("落实单位", 1.0, Align::Left),
        ("完成期限", 0.3, Align::Centre),
        ("落实日期", 0.3, Align::Centre),
        ("成效", 1.5, Align::Left),
    ];
    form(columns, rows.chain(blank_rows(3, 7)).collect())
}

/// Visits, and three more lines.
pub(super) fn visits(household: &Household) -> Table {
    let rows = household.visits.iter().map(|visit| {
        let visitors = visit.visitors.iter().map(show).collect::<Vec<_>>().join("、");
        row([day(&visit.date), visitors, show(&visit.found), show(&visit.action), String::new()])
    });
    let columns = [
        ("走访日期", 0.5, Align::Centre),
        ("走访人", 0.8, Align::Centre),
        ("走访情况", 2.0, Align::Left),
        ("处理意见", 1.5, Align::Left),
        ("农户签字", 0.7, Align::Centre),
    ];
    form(columns, rows.chain(blank_rows(3, 5)).collect())
}

/// Assessments that come back from time to time, and two more lines.
pub(super) fn assessments(household: &Household, term: &str) -> Table {
    let rows = household.assessments.iter().map(|assessment| {
        row([day(&assessment.date), show(&assessment.income), tick(&show(&assessment.stable), YES_NO), show(&assessment.adjustment)])
    });
    let blank = (0..2).map(|_| row(["".to_owned(), String::new(), tick("", YES_NO), String::new()]));
    let title = format!("{term}（元）");
    let columns = [
        ("评估日期", 0.5, Align::Centre),
        (title.as_str(), 0.5, Align::Right),
        ("是否稳定脱贫", 0.5, Align::Centre),
        ("调整意见", 2.0, Align::Left),
    ];
    form(columns, rows.chain(blank).collect())
}
