//! 信息对照表: what the national system says beside what was found. Entry points: [`of_household`], [`of_members`].

use super::{Dwelling, day, form, label, or, show};
use crate::papers::document::{Align, Cell, Row, Table};
use crate::papers::view::from_case::row;
use crate::records::case::Household;
use crate::rules::facts::Facts;

/// The household's own items; a change is marked where both sides are known and differ.
pub(super) fn of_household(dwelling: &Dwelling<'_>, facts: &Facts<'_>) -> Table {
    let household = dwelling.household;
    let met = |name: &str| household.guarantees.get(name).map(|guarantee| show(&guarantee.met)).unwrap_or_default();
    let dangerous = match met("住房安全").as_str() {
        "是" => "否",
        "否" => "是",
        _ => "",
    };
    let registered = household.members.iter().filter(|member| !member.system_number.is_absent()).count();
    let number = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    let income = facts.number("@人均收入").map(|number| number.normalize().to_string()).unwrap_or_default();
    let risk = &household.monitoring;
    let cleared = match (risk.found.is_absent(), risk.cleared.is_absent()) {
        (true, _) => "",
        (false, true) => "否",
        (false, false) => "是",
    };
    // What the office's own record repeats of the system is compared at the visit, by hand.
    let rows = [
        ("户主姓名", household.head.text(), String::new()),
        ("联系电话", show(&household.telephone), String::new()),
        ("家庭人口（人）", number(registered), number(household.members.len())),
        ("户类型", show(&household.household_type), show(&household.kind)),
        ("主要致贫原因", show(&household.cause), String::new()),
        ("返贫原因", String::new(), show(&household.exit.return_cause)),
        (dwelling.rules.terms.income.value().map_or("人均收入", |term| term.as_str()), show(&household.system_income), income),
        ("危房户", show(&household.dangerous_house), dangerous.to_owned()),
        ("是否解决安全饮用水", show(&household.safe_water), met("安全饮水")),
        ("监测对象类型", show(&household.monitored_as), show(&risk.kind)),
        ("风险是否消除", show(&household.risk_cleared), cleared.to_owned()),
    ];
    let body = rows.into_iter().map(|(title, system, found)| {
        let change = if system.is_empty() || found.is_empty() { "" } else if same(&system, &found) { "否" } else { "是" };
        let change = match change {
            "是" => "☐ 无　☑ 有",
            "否" => "☑ 无　☐ 有",
            _ => "☐ 无　☐ 有",
        };
        Row { cells: vec![label(title), Cell::new(system), Cell::new(found), Cell::new(change), Cell::new("")] }
    });
    let columns = [
        ("指标", 1.0, Align::Left),
        ("系统登记", 1.5, Align::Left),
        ("入户核实", 1.5, Align::Left),
        ("有无变化", 0.0, Align::Centre),
        ("变化说明", 1.5, Align::Left),
    ];
    form(columns, body.collect())
}

/// Members as they are registered, with those that came or went marked, and room for what is found.
pub(super) fn of_members(household: &Household) -> Table {
    let change_of = |name: &str| {
        let changes = household.exit.changes.iter().filter(|change| show(&change.member) == name);
        changes.map(|change| format!("{}：{}，{}", show(&change.direction), show(&change.reason), day(&change.date))).collect::<Vec<_>>().join("\n")
    };
    let known = household.members.iter().map(|member| {
        let name = show(&member.name);
        let change = change_of(&name);
        let work = or(show(&member.work), String::new());
        let cells =
            [name, show(&member.id_number), show(&member.relation), show(&member.at_school), show(&member.health), show(&member.labour), work, change];
        row(cells)
    });
    let gone = household.exit.changes.iter().filter(|change| {
        let name = show(&change.member);
        !household.members.iter().any(|member| show(&member.name) == name)
    });
    let gone = gone.map(|change| {
        let name = show(&change.member);
        let text = change_of(&name);
        row([name, String::new(), String::new(), String::new(), String::new(), String::new(), String::new(), text])
    });
    let columns = [
        ("姓名", 0.7, Align::Centre),
        ("公民身份号码", 0.3, Align::Centre),
        ("与户主关系", 0.3, Align::Centre),
        ("在校生状况", 0.3, Align::Centre),
        ("健康状况", 0.3, Align::Centre),
        ("劳动能力", 0.3, Align::Centre),
        ("务工情况", 0.3, Align::Centre),
        ("核实变化", 2.0, Align::Left),
    ];
    form(columns, known.chain(gone).chain(super::blank_rows(1, 8)).collect())
}

/// Whether two texts say the same: numbers by value.
fn same(one: &str, other: &str) -> bool {
    use crate::records::values::Decimal;
    match (one.parse::<Decimal>(), other.parse::<Decimal>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
